/*
 * format.c
 *	  format_report, format_report_file, format_comparison, format_sum, format_sum_file.
 */
#include "pg/conversion.h"
#include "pg/figures.h"

#include "print/print.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

/* "text", "markdown" and "html" */
static char *
format_list(GdFormat first, GdFormat last)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int format = first; format <= (int) last; format++)
		appendStringInfo(&names, "%s\"%s\"",
						 format == (int) first ? "" : format == (int) last ? " and " : ", ",
						 gd_format_names[format]);
	return names.data;
}

/* One of the formats from the first to the last; other, if it is not NULL, has the rest of them. */
static GdFormat
format_argument(const text *name, GdFormat first, GdFormat last, const char *other)
{
	char	   *wanted = text_to_cstring(name);
	char	   *rest;

	for (int format = first; format <= (int) last; format++)
	{
		if (strcmp(wanted, gd_format_names[format]) == 0)
			return (GdFormat) format;
	}
	rest = first > 0 ? format_list(0, first - 1) : format_list(last + 1, GD_FORMAT_COUNT - 1);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized format \"%s\"", wanted),
			 other ? errhint("The formats are %s. For %s, see %s.", format_list(first, last), rest,
							 other) :
			 errhint("The formats are %s.", format_list(first, last))));
}

static GdFormat
text_format_argument(const text *name, const char *other)
{
	return format_argument(name, 0, GD_FIRST_FILE_FORMAT - 1, other);
}

static GdFormat
file_format_argument(const text *name, const char *other)
{
	return format_argument(name, GD_FIRST_FILE_FORMAT, GD_FORMAT_COUNT - 1, other);
}

static GdText
text_attribute(const CheckedReport *report, ReportAttribute attribute)
{
	if (report->attribute_null[attribute])
		return (GdText) {NULL, 0};
	return utf8_from_stored(DatumGetTextPP(report->attribute[attribute]));
}

/*
 * The amounts, of which the figures know only that they are there. NULL where the report has none.
 */
static void
read_money(const CheckedReport *report, Datum *money)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];

	if (report->attribute_null[REPORT_PROACTIVE])
		return;
	deform(report->attribute[REPORT_PROACTIVE], report->types->section[0], values, nulls);
	memcpy(money, values, sizeof(Datum) * gd_sections[2].cell_count);
}

static GdText
decimal(Datum numeric)
{
	return gd_text_of(DatumGetCString(DirectFunctionCall1(numeric_out, numeric)));
}

static void
read_facts(const CheckedReport *report, const Datum *money, GdFacts *facts)
{
	memset(facts, 0, sizeof(*facts));
	facts->title = text_attribute(report, REPORT_TITLE);
	facts->agency = text_attribute(report, REPORT_AGENCY);
	facts->year = report->attribute_null[REPORT_YEAR] ? 0 :
		DatumGetInt32(report->attribute[REPORT_YEAR]);
	facts->section[1] = text_attribute(report, REPORT_OVERVIEW);
	facts->section[5] = text_attribute(report, REPORT_PROBLEMS);
	facts->section[6] = text_attribute(report, REPORT_OTHER_MATTERS);
	facts->rules = report->rules;
	facts->form = report->form;
	facts->proactive_form = report->proactive_form;
	facts->figures = &report->figures;
	for (int cell = gd_set_next(&report->figures.money, 0); cell >= 0;
		 cell = gd_set_next(&report->figures.money, cell + 1))
		facts->money[cell] = decimal(money[cell]);
}

/* What was printed, out of the arena, which is given back. */
static text *
printed_text(CallState *state, GdText printed)
{
	text	   *result = text_from_core(printed);

	reset_arena(state);
	return result;
}

static bytea *
printed_bytes(CallState *state, GdText printed)
{
	bytea	   *result = (bytea *) cstring_to_text_with_len(printed.data, (int) printed.length);

	reset_arena(state);
	return result;
}

/* A report that is an argument: its cells, its amounts, and what a sheet shows of it. */
static void
read_argument(FunctionCallInfo fcinfo, int number, CheckedReport *report, Datum *money,
			  GdFacts *facts)
{
	checked_report(fcinfo, PG_GETARG_HEAPTUPLEHEADER(number), report);
	read_money(report, money);
	read_facts(report, money, facts);
}

/* The report that is the first argument, as it is to be printed. */
static GdText
print_report(FunctionCallInfo fcinfo, CallState *state, GdFormat format)
{
	GdSheet    *sheet = palloc(sizeof(GdSheet));
	Datum		money[MaxTupleAttributeNumber];
	CheckedReport report;
	GdFacts		facts;
	GdText		printed;

	reset_arena(state);
	read_argument(fcinfo, 0, &report, money, &facts);
	report_status(gd_sheet_of_report(&state->host, &facts, sheet));
	report_status(gd_print(&state->host, sheet, format, &printed));
	return printed;
}

PG_FUNCTION_INFO_V1(format_report);
/*
 * format_report(report disclosure_report, format text) → text
 */
Datum
format_report(PG_FUNCTION_ARGS)
{
	GdFormat	format = text_format_argument(PG_GETARG_TEXT_PP(1), "format_report_file");
	CallState  *state = call_state(fcinfo);

	PG_RETURN_TEXT_P(printed_text(state, print_report(fcinfo, state, format)));
}

PG_FUNCTION_INFO_V1(format_report_file);
/*
 * format_report_file(report disclosure_report, format text) → bytea
 */
Datum
format_report_file(PG_FUNCTION_ARGS)
{
	GdFormat	format = file_format_argument(PG_GETARG_TEXT_PP(1), "format_report");
	CallState  *state = call_state(fcinfo);

	PG_RETURN_BYTEA_P(printed_bytes(state, print_report(fcinfo, state, format)));
}

/* What the amounts that both reports have differ by. */
static void
subtract_money(const CheckedReport *from, const Datum *from_money, const CheckedReport *to,
			   const Datum *to_money, GdText *change)
{
	GdCellSet	both = gd_set_both(&from->figures.money, &to->figures.money);

	memset(change, 0, sizeof(GdText) * GD_CELL_COUNT);
	for (int cell = gd_set_next(&both, 0); cell >= 0; cell = gd_set_next(&both, cell + 1))
		change[cell] = decimal(DirectFunctionCall2(numeric_sub, to_money[cell], from_money[cell]));
}

PG_FUNCTION_INFO_V1(format_comparison);
/*
 * format_comparison(a disclosure_report, b disclosure_report, format text) → text
 */
Datum
format_comparison(PG_FUNCTION_ARGS)
{
	GdFormat	format = text_format_argument(PG_GETARG_TEXT_PP(2), NULL);
	CallState  *state = call_state(fcinfo);
	GdSheet    *sheet = palloc(sizeof(GdSheet));
	CheckedReport *report = palloc(sizeof(CheckedReport) * 2);
	GdFacts    *facts = palloc(sizeof(GdFacts) * 2);
	Datum		money[2][MaxTupleAttributeNumber];
	GdText		change[GD_CELL_COUNT];
	GdText		printed;

	reset_arena(state);
	for (int i = 0; i < 2; i++)
		read_argument(fcinfo, i, &report[i], money[i], &facts[i]);
	subtract_money(&report[0], money[0], &report[1], money[1], change);
	report_status(gd_sheet_of_comparison(&state->host, &facts[0], &facts[1], change, sheet));
	report_status(gd_print(&state->host, sheet, format, &printed));
	PG_RETURN_TEXT_P(printed_text(state, printed));
}

/* The texts of an array, as far as a sheet has room for them; their number. */
static int
read_remarks(ArrayType *array, GdText *remark)
{
	Datum	   *element;
	bool	   *is_null;
	int			count;
	int			remarks = 0;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &element, &is_null, &count);
	for (int i = 0; i < count && remarks < GD_SUMMARY_MAXIMUM; i++)
	{
		if (!is_null[i])
			remark[remarks++] = utf8_from_stored(DatumGetTextPP(element[i]));
	}
	return remarks;
}

/* The sum and its coverage, which are the first two arguments. */
static GdText
print_sum(FunctionCallInfo fcinfo, CallState *state, GdFormat format)
{
	GdSheet    *sheet = palloc(sizeof(GdSheet));
	CheckedReport *report = palloc(sizeof(CheckedReport) * 2);
	GdFacts    *facts = palloc(sizeof(GdFacts) * 2);
	Datum		money[2][MaxTupleAttributeNumber];
	GdText		remark[GD_SUMMARY_MAXIMUM];
	GdTotal		total = {.sum = &facts[0], .coverage = &facts[1], .remark = remark};
	GdText		printed;

	reset_arena(state);
	for (int i = 0; i < 2; i++)
		read_argument(fcinfo, i, &report[i], money[i], &facts[i]);
	total.reports = PG_GETARG_INT64(2);
	total.title = utf8_from_stored(PG_GETARG_TEXT_PP(3));
	total.remark_count = read_remarks(PG_GETARG_ARRAYTYPE_P(4), remark);
	report_status(gd_sheet_of_total(&state->host, &total, sheet));
	report_status(gd_print(&state->host, sheet, format, &printed));
	return printed;
}

PG_FUNCTION_INFO_V1(format_sum);
/*
 * format_sum(figures disclosure_report, coverage disclosure_report, reports bigint,
 * title text, remarks text[], format text) → text
 */
Datum
format_sum(PG_FUNCTION_ARGS)
{
	GdFormat	format = text_format_argument(PG_GETARG_TEXT_PP(5), NULL);
	CallState  *state = call_state(fcinfo);

	PG_RETURN_TEXT_P(printed_text(state, print_sum(fcinfo, state, format)));
}

PG_FUNCTION_INFO_V1(format_sum_file);
/*
 * format_sum_file(figures disclosure_report, coverage disclosure_report, reports bigint,
 * title text, remarks text[], format text) → bytea
 */
Datum
format_sum_file(PG_FUNCTION_ARGS)
{
	GdFormat	format = file_format_argument(PG_GETARG_TEXT_PP(5), NULL);
	CallState  *state = call_state(fcinfo);

	PG_RETURN_BYTEA_P(printed_bytes(state, print_sum(fcinfo, state, format)));
}
