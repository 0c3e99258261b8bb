/*
 * composites.h
 *	  The nested composite types of the extension script.
 */
#ifndef PG_COMPOSITES_H
#define PG_COMPOSITES_H

#include "pg/compat.h"

#include "form/report.h"

/* The attributes of disclosure_report. */
typedef enum ReportAttribute
{
	REPORT_TITLE,
	REPORT_AGENCY,
	REPORT_YEAR,
	REPORT_FORM,
	REPORT_PROACTIVE_FORM,
	REPORT_OVERVIEW,
	REPORT_PROACTIVE,
	REPORT_APPLICATIONS,
	REPORT_DISPUTES,
	REPORT_PROBLEMS,
	REPORT_OTHER_MATTERS,
	REPORT_ATTRIBUTE_COUNT
} ReportAttribute;

/*
 * The row types, looked up once for each caller; any of them may have gained attributes at its end.
 */
typedef struct ReportTypes
{
	TupleDesc	report;
	TupleDesc	section[3];		/* proactive_disclosure, application_outcomes, dispute_outcomes */
	TupleDesc	row[3];			/* NULL, applicant_counts, dispute_counts */
} ReportTypes;

/*
 * Looks up the types below disclosure_report, whose descriptor is given; allocates in the given
 * context.
 */
extern ReportTypes *report_types(TupleDesc report, MemoryContext context);

/* The cell's value as numeric; NULL stays with the caller. */
extern Numeric money_from_cell(const GdCell *cell);

/* Text of the core (UTF-8) as text in the encoding of the database. */
extern text *text_from_core(GdText string);

/*
 * The attributes of a composite value. It may be older than its type, and its type older than the
 * library, and have fewer: those are NULL.
 */
extern void deform(Datum datum, TupleDesc type, Datum *values, bool *nulls);

#endif							/* PG_COMPOSITES_H */
