/*
 * split.c
 *	  split_reports: each report of a text that holds several.
 */
#include "pg/document.h"

#include "fill/parse.h"
#include "funcapi.h"
#include "prose/several.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

/* number, title, agency, year, line, body */
#define PART_COLUMNS 6

/* The line 0 is not known. No row if the part is no report. */
static void
put_part(ReturnSetInfo *result, const GdHost *host, int number, GdText part, uint32_t line)
{
	Datum		values[PART_COLUMNS] = {0};
	bool		nulls[PART_COLUMNS] = {false};
	GdReport	report;
	GdStatus	status = gd_parse_report(host, part.data, part.length, &report);

	if (status == GD_NOT_A_REPORT)
		return;
	report_status(status);
	values[0] = Int32GetDatum(number);
	nulls[1] = report.title.data == NULL;
	if (!nulls[1])
		values[1] = PointerGetDatum(text_from_core(report.title));
	nulls[2] = report.agency.data == NULL;
	if (!nulls[2])
		values[2] = PointerGetDatum(text_from_core(report.agency));
	nulls[3] = report.year == 0;
	values[3] = Int32GetDatum(report.year);
	nulls[4] = line == 0;
	values[4] = Int32GetDatum((int32) line);
	values[5] = PointerGetDatum(text_from_core(part));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* The begin of the line on which the report's title stands; that of the text for the first one. */
static size_t
begin_of_report(GdText text, const GdSeveral *several, int which)
{
	size_t		begin = which == 0 ? 0 : (size_t) (several->report[which].title.data - text.data);

	while (begin > 0 && text.data[begin - 1] != '\n')
		begin--;
	return begin;
}

static void
put_several(ReturnSetInfo *result, const GdHost *host, GdText text, const GdSeveral *several,
			bool has_lines)
{
	for (int i = 0; i < several->reports; i++)
	{
		size_t		begin = begin_of_report(text, several, i);
		size_t		end = i + 1 == several->reports ? text.length :
			begin_of_report(text, several, i + 1);

		put_part(result, host, i + 1, (GdText) {text.data + begin, end - begin},
				 !has_lines ? 0 : i == 0 ? 1 : several->report[i].line);
	}
}

/* Markup is gone from the parts of a page: what stands between them belongs to both. */
static Datum
split(FunctionCallInfo fcinfo, CallState *state, GdText body)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GdSeveral	several = {.reports = 1};
	GdText		text = body;
	bool		is_html = false;
	GdReport	report;
	GdStatus	status = gd_parse_report(&state->host, body.data, body.length, &report);

	InitMaterializedSRF(fcinfo, 0);
	if (status == GD_NOT_A_REPORT)
		return (Datum) 0;
	report_status(status);
	if (report.reports > 1)
	{
		text = readable_text(&state->host, body, &is_html);
		report_status(gd_find_several(&state->host, text.data, text.length, &several));
	}
	if (several.reports > 1)
		put_several(result, &state->host, text, &several, !is_html);
	else
		put_part(result, &state->host, 1, body, 1);
	reset_arena(state);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(split_reports_text);
/*
 * split_reports(body text) → (number, title, agency, year, line, body)
 *
 * One row for each report; no row if there is none.
 */
Datum
split_reports_text(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	return split(fcinfo, state, utf8_from_document(state, PG_GETARG_TEXT_PP(0), NULL));
}

PG_FUNCTION_INFO_V1(split_reports_bytes);
/*
 * split_reports(body bytea), the same from bytes in whatever encoding
 */
Datum
split_reports_bytes(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	return split(fcinfo, state, utf8_from_bytes(state, PG_GETARG_BYTEA_PP(0), NULL));
}
