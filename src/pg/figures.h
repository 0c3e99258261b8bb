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

/* Takes the report apart; the types are kept for the next call of the same query. */
extern void checked_report(FunctionCallInfo fcinfo, HeapTupleHeader datum, CheckedReport *report);

/* The report with the figures of report->figures in the given cells, which are counts. */
extern Datum report_with_figures(const CheckedReport *report, const GdCellSet *changed);

/* An explanation in the encoding of the database. */
extern text *text_from_writer(const GdWriter *writer);

/* A sum of counts; it may be too large for a bigint. */
extern Numeric numeric_from_sum(GdSum sum);

#endif							/* PG_FIGURES_H */
