/*
 * checks.h
 *	  One row of report_checks, whatever it is about.
 */
#ifndef PG_CHECKS_H
#define PG_CHECKS_H

#include "pg/figures.h"

/* A name is NULL where the rule is not about a single item or column. */
typedef struct Check
{
	const char *rule;
	const char *severity;		/* "error", or "finding" for what no CHECK refuses */
	const char *item;
	const char *column;
	bool		left_known;
	bool		right_known;
	GdSum		left;
	GdSum		right;
	GdVerdict	verdict;
	GdWriter	expression;		/* over the room behind it */
	char		room[GD_EXPLANATION_SIZE];
} Check;

/* Adds the row: rule, severity, item, column_name, expression, lhs, rhs, difference, verdict. */
extern void put_check(ReturnSetInfo *result, const Check *check);

/* Adds what the narrative of the report gives to look at. */
extern void list_findings(FunctionCallInfo fcinfo, const CheckedReport *report, bool only_violations);

#endif							/* PG_CHECKS_H */
