/*
 * format.c
 *	  format_report, format_comparison.
 */
#include "pg/conversion.h"
#include "pg/figures.h"

#include "print/print.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

static GdFormat
format_argument(const text *name)
{
	char	   *wanted = text_to_cstring(name);
	StringInfoData names;

	for (int format = 0; format < GD_FORMAT_COUNT; format++)
	{
		if (strcmp(wanted, gd_format_names[format]) == 0)
			return (GdFormat) format;
	}
	initStringInfo(&names);
	for (int format = 0; format < GD_FORMAT_COUNT; format++)
		appendStringInfo(&names, "%s\"%s\"",
						 format == 0 ? "" : format == GD_FORMAT_COUNT - 1 ? " and " : ", ",
						 gd_format_names[format]);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized format \"%s\"", wanted),
			 errhint("The formats are %s.", names.data)));
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

static text *
print(CallState *state, const GdSheet *sheet, GdFormat format)
{
	GdText		printed;
	text	   *result;

	report_status(gd_print(&state->host, sheet, format, &printed));
	result = text_from_core(printed);
	reset_arena(state);
	return result;
}

PG_FUNCTION_INFO_V1(format_report);
/*
 * format_report(report disclosure_report, format text) → text
 */
Datum
format_report(PG_FUNCTION_ARGS)
{
	GdFormat	format = format_argument(PG_GETARG_TEXT_PP(1));
	CallState  *state = call_state(fcinfo);
	GdSheet    *sheet = palloc(sizeof(GdSheet));
	Datum		money[MaxTupleAttributeNumber];
	CheckedReport report;
	GdFacts		facts;

	reset_arena(state);
	checked_report(fcinfo, PG_GETARG_HEAPTUPLEHEADER(0), &report);
	read_money(&report, money);
	read_facts(&report, money, &facts);
	report_status(gd_sheet_of_report(&state->host, &facts, sheet));
	PG_RETURN_TEXT_P(print(state, sheet, format));
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
	GdFormat	format = format_argument(PG_GETARG_TEXT_PP(2));
	CallState  *state = call_state(fcinfo);
	GdSheet    *sheet = palloc(sizeof(GdSheet));
	CheckedReport *report = palloc(sizeof(CheckedReport) * 2);
	GdFacts    *facts = palloc(sizeof(GdFacts) * 2);
	Datum		money[2][MaxTupleAttributeNumber];
	GdText		change[GD_CELL_COUNT];

	reset_arena(state);
	for (int i = 0; i < 2; i++)
	{
		checked_report(fcinfo, PG_GETARG_HEAPTUPLEHEADER(i), &report[i]);
		read_money(&report[i], money[i]);
		read_facts(&report[i], money[i], &facts[i]);
	}
	subtract_money(&report[0], money[0], &report[1], money[1], change);
	report_status(gd_sheet_of_comparison(&state->host, &facts[0], &facts[1], change, sheet));
	PG_RETURN_TEXT_P(print(state, sheet, format));
}
