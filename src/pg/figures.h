/*
 * figures.h
 *	  The counts of a report that is stored as a datum, and reports with other counts.
 */
#ifndef PG_FIGURES_H
#define PG_FIGURES_H

#include "report.h"

#include "explain.h"

/* A report as the checks want it. */
typedef struct CheckedReport
{
	Datum		attribute[MaxTupleAttributeNumber];	/* of disclosure_report */
	bool		attribute_null[MaxTupleAttributeNumber];
	const ReportTypes *types;
	const GdRuleSet *rules;
	GdFigures	figures;
} CheckedReport;

/* What has cells: a report, one of its sections, or a row of a section. */
typedef enum Part
{
	PART_REPORT,
	PART_PROACTIVE,
	PART_APPLICATIONS,
	PART_DISPUTES,
	PART_APPLICANT_COUNTS,
	PART_DISPUTE_COUNTS,
} Part;

/* A part taken apart, or to be made. A row, whichever it is, has its figures in the cells of the first row of its section. */
typedef struct PartFigures
{
	GdFigures	figures;
	Datum		amount[GD_MONEY_COUNT];	/* numeric, of those gd_money_cells that figures.money has */
	int32		year;			/* of a report; 0 where it says none */
	int32		form;
} PartFigures;

/* Takes the report apart; the types are kept for the next call of the same query. */
extern void checked_report(FunctionCallInfo fcinfo, HeapTupleHeader datum, CheckedReport *report);

/* The cells that a part may have figures in. */
extern GdCellSet part_cells(Part part);

/* The types that are needed to take such a part apart and to make it; the type itself is given. */
extern ReportTypes *part_types(Part part, TupleDesc type, MemoryContext context);

/* The same for the part that is given, kept for the next call of the same query in the function's fn_extra. */
extern const ReportTypes *cached_part_types(FunctionCallInfo fcinfo, Part part, HeapTupleHeader datum);

/* Takes a part apart. Amounts stay where they are: in the datum. */
extern void part_from_datum(Part part, HeapTupleHeader datum, const ReportTypes *types, PartFigures *into);

/* A part with these figures and every other cell NULL. A report of them has no title, no agency and no narrative. */
extern Datum part_to_datum(Part part, const PartFigures *figures, const ReportTypes *types);

/* The report with the figures of report->figures in the given cells, which are counts. */
extern Datum report_with_figures(const CheckedReport *report, const GdCellSet *changed);

/* An explanation in the encoding of the database. */
extern text *text_from_writer(const GdWriter *writer);

/* A sum of counts; it may be too large for a bigint. */
extern Numeric numeric_from_sum(GdSum sum);

#endif							/* PG_FIGURES_H */
