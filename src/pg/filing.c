/*
 * filing.c
 *	  What a registry asks of a filing: the report in it, and who reports about which year.
 */
#include "pg/conversion.h"
#include "pg/figures.h"

#include "fill/parse.h"
#include "funcapi.h"
#include "prose/key.h"
#include "prose/short_name.h"
#include "prose/source.h"
#include "utils/builtins.h"
#include "utils/typcache.h"

/* The attributes of filing_reading. */
typedef enum ReadingAttribute
{
	READING_REPORT,
	READING_AGENCY,
	READING_YEAR,
	READING_SHOWS_CELLS,
	READING_REPORTS,
	READING_UNREAD_KIND,
	READING_ATTRIBUTE_COUNT
} ReadingAttribute;

typedef struct Reading
{
	Datum		value[READING_ATTRIBUTE_COUNT];
	bool		null[READING_ATTRIBUTE_COUNT];
} Reading;

/* The body, or else the bytes; file tells whether these are read. */
static GdText
filing_text(FunctionCallInfo fcinfo, CallState *state, GdFile *file)
{
	file->is_read = true;
	if (!PG_ARGISNULL(0))
		return utf8_from_text(state, PG_GETARG_TEXT_PP(0));
	if (!PG_ARGISNULL(1))
		return utf8_from_bytes(state, PG_GETARG_BYTEA_PP(1), file);
	reset_arena(state);
	return (GdText) {"", 0};
}

/* The types of the report; they are kept for the next call. */
static ReportTypes *
reading_types(FunctionCallInfo fcinfo, CallState *state, TupleDesc reading)
{
	if (state->types == NULL)
	{
		Form_pg_attribute column = TupleDescAttr(reading, READING_REPORT);
		TupleDesc	type = lookup_rowtype_tupdesc(column->atttypid, column->atttypmod);

		state->types = report_types(type, fcinfo->flinfo->fn_mcxt);
		ReleaseTupleDesc(type);
	}
	return state->types;
}

/* Is there a table, with whatever in its cells? */
static bool
shows_cells(const GdReport *report)
{
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (report->cell[cell].kind != GD_ABSENT)
			return true;
	}
	return false;
}

static void
put_number(Reading *reading, ReadingAttribute attribute, int number)
{
	reading->value[attribute] = Int32GetDatum(number);
	reading->null[attribute] = false;
}

/* The name of the file, or its address, is asked where the report itself does not say. */
static void
put_identity(FunctionCallInfo fcinfo, const GdHost *host, GdReport *report, Reading *reading)
{
	if (!PG_ARGISNULL(2))
	{
		GdText		source = utf8_from_stored(PG_GETARG_TEXT_PP(2));

		report_status(gd_read_source(host, source.data, source.length, report));
	}
	reading->null[READING_AGENCY] = report->agency.data == NULL;
	if (report->agency.data != NULL)
		reading->value[READING_AGENCY] = PointerGetDatum(text_from_core(report->agency));
	if (report->year != 0)
		put_number(reading, READING_YEAR, report->year);
}

PG_FUNCTION_INFO_V1(read_filing);
/*
 * read_filing(body text, raw bytea, source text) → filing_reading
 *
 * As parse_report, document_identity and document_kind say, with the text read once. The report is
 * NULL if there is none, and unread_kind unless the bytes are of a kind that is not read.
 */
Datum
read_filing(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);
	GdFile		file;
	GdText		body = filing_text(fcinfo, state, &file);
	GdReport	report;
	GdStatus	status = gd_parse_report(&state->host, body.data, body.length, &report);
	Reading		reading;
	TupleDesc	type;

	if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "read_filing must return a row");
	memset(&reading.null, true, sizeof(reading.null));
	if (status == GD_OK)
	{
		reading.value[READING_REPORT] = report_to_datum(&report,
														reading_types(fcinfo, state, type));
		reading.null[READING_REPORT] = false;
		reading.value[READING_SHOWS_CELLS] = BoolGetDatum(shows_cells(&report));
		reading.null[READING_SHOWS_CELLS] = false;
		put_number(&reading, READING_REPORTS, report.reports);
		put_identity(fcinfo, &state->host, &report, &reading);
	}
	else if (status != GD_NOT_A_REPORT)
		report_status(status);
	else if (!file.is_read)
	{
		reading.value[READING_UNREAD_KIND] = CStringGetTextDatum(gd_file_kinds[file.kind].name);
		reading.null[READING_UNREAD_KIND] = false;
	}
	reset_arena(state);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), reading.value,
													  reading.null)));
}

PG_FUNCTION_INFO_V1(is_short_name);
/*
 * is_short_name(name text) → boolean: does it begin with 省, 市 … and not name the place?
 */
Datum
is_short_name(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);
	GdText		name = utf8_from_stored(PG_GETARG_TEXT_PP(0));
	bool		is_short;

	reset_arena(state);
	report_status(gd_is_short_name(&state->host, name, &is_short));
	reset_arena(state);
	PG_RETURN_BOOL(is_short);
}
