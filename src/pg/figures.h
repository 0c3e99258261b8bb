/*
 * figures.h
 *	  The counts of a report that is stored as a datum, and reports with other counts.
 */
#ifndef PG_FIGURES_H
#define PG_FIGURES_H

#include "pg/composites.h"

#include "check/explain.h"

/* A report as the checks want it. */
typedef struct CheckedReport
{
	Datum		attribute[MaxTupleAttributeNumber];	/* of disclosure_report */
	bool		attribute_null[MaxTupleAttributeNumber];
	const ReportTypes *types;
	int			form;			/* GD_NO_FORM if it says none that there is */
	int			proactive_form; /* likewise */
	const GdRuleSet *rules;		/* may be in the room */
	GdRuleRoom	room;
	GdFigures	figures;
} CheckedReport;

/* What has cells: a report, one of its sections, or a row of a section. */
typedef enum Part
{
	PART_REPORT,
	PART_PACKED,				/* a report's figures alone, as disclosure_figures */
	PART_PROACTIVE,
	PART_APPLICATIONS,
	PART_DISPUTES,
	PART_APPLICANT_COUNTS,
	PART_DISPUTE_COUNTS,
} Part;

/*
 * A part taken apart, or to be made. A row, whichever it is, has its figures in the cells of the
 * first row of its section.
 */
typedef struct PartFigures
{
	GdFigures	figures;
	/* numeric, of those gd_money_cells that figures.money has */
	Datum		amount[GD_MONEY_COUNT];
	int32		year;			/* of a report; 0 where it says none */
	int32		form;			/* the year that names it; 0 where it says none */
	int32		proactive_form;
} PartFigures;

/* Takes the report apart; the types are kept for the next call of the same query. */
extern void checked_report(FunctionCallInfo fcinfo, HeapTupleHeader datum, CheckedReport *report);

/* The form that each row of a report follows, as it is judged. */
extern void checked_row_forms(const CheckedReport *report, GdRowForms *forms);

/* The cells that a part may have figures in. */
extern GdCellSet part_cells(Part part);

/*
 * The types that are needed to take such a part apart and to make it; the type itself is given, for
 * PART_PACKED that of a report.
 */
extern ReportTypes *part_types(Part part, TupleDesc type, MemoryContext context);

/*
 * Takes an argument apart. The types are looked up for the first call of a query and kept in
 * *types; PART_PACKED needs none. Amounts stay where they are: in the argument, or in the copy of
 * it that had to be made to read it.
 */
extern void part_argument(FunctionCallInfo fcinfo, int argument, Part part, ReportTypes **types,
						  PartFigures *into);

/*
 * The place in which a function that needs nothing else keeps its types, which are those of its
 * arguments and its result alike.
 */
static inline ReportTypes **
kept_types(FunctionCallInfo fcinfo)
{
	return (ReportTypes **) &fcinfo->flinfo->fn_extra;
}

/* A report that follows no form is listed as one of the newest. */
static inline int
listed_form(int form)
{
	return form == GD_NO_FORM ? GD_NEWEST_FORM : form;
}

/* The forms in which the rows of a report are listed. */
extern void listed_row_forms(const PartFigures *report, GdRowForms *forms);

/* How many cells have a figure, and how many the forms have in which the rows are listed. */
extern int	count_known(const PartFigures *report);
extern int	count_expected(const PartFigures *report);

/* The cells of their form that figures do not know, and that others know. */
extern GdCellSet missing_cells(const PartFigures *figures, const PartFigures *than);

/* The amount in a cell of money; false if there is none. */
extern bool part_amount(const PartFigures *part, int cell, Datum *amount);

/*
 * A part with these figures and every other cell NULL; packed figures become a report. A report of
 * them has no title, no agency and no narrative.
 */
extern Datum part_to_datum(Part part, const PartFigures *figures, const ReportTypes *types);

/* What was read from a text. */
extern Datum report_to_datum(const GdReport *report, const ReportTypes *types);

/* Whether its identities hold, as is_balanced says of its datum. */
extern GdVerdict verdict_of_reading(const GdReport *report);

/* The report with the figures of report->figures in the given cells, which are counts. */
extern Datum report_with_figures(const CheckedReport *report, const GdCellSet *changed);

/* The types of what a function returns, kept for its next call. */
extern const ReportTypes *result_types(FunctionCallInfo fcinfo, Part part);

/* The figures of a report. Amounts stay where they are: in the report. */
extern void report_figures(Datum report, const ReportTypes *types, PartFigures *into);

/* Puts a figure into a cell. Where the amount itself is of no interest, amount is NULL. */
extern void read_count(int cell, int64 value, GdFigures *figures);
extern void read_amount(int cell, Datum value, GdFigures *figures, Datum *amount);

/* disclosure_figures, and the report they were made from without its words. */
extern Datum pack_figures(const PartFigures *figures);
extern void unpack_figures(Datum datum, PartFigures *into);

/* CRC-32C, of bytes that are stored or sent. */
extern uint32 figures_checksum(const char *bytes, Size length);

/* An explanation in the encoding of the database. */
extern text *text_from_writer(const GdWriter *writer);

/* A sum of counts; it may be too large for a bigint. */
extern Numeric numeric_from_sum(GdSum sum);

#endif							/* PG_FIGURES_H */
