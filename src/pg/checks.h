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
extern void list_findings(FunctionCallInfo fcinfo, const CheckedReport *report,
						  bool only_violations);

/* A finding of the rule that holds nothing yet; item and column may be NULL. */
extern void begin_finding(Check *check, const char *rule, const char *item, const char *column);

/* "：“全年收到政府信息公开申请35件”", cut at the end of a character. */
extern void write_quote(GdWriter *writer, const char *data, size_t length);

#endif							/* PG_CHECKS_H */
