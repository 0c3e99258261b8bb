/*
 * filing.c
 *	  What a registry asks of a filing: the report in it, and who reports about which year.
 */
#include "pg/conversion.h"
#include "pg/listing.h"

#include "fill/parse.h"
#include "funcapi.h"
#include "prose/key.h"
#include "prose/short_name.h"
#include "prose/source.h"
#include "utils/builtins.h"
#include "utils/typcache.h"

/* Of the cells that a filing lost, so many are named. */
#define NAMED_CELLS 5

/* The attributes of filing_reading. */
typedef enum ReadingAttribute
{
	READING_REPORT,
	READING_AGENCY,
	READING_YEAR,
	READING_SHOWS_CELLS,
	READING_REPORTS,
	READING_UNREAD_KIND,
	READING_IS_BALANCED,
	READING_ATTRIBUTE_COUNT
} ReadingAttribute;

typedef struct Reading
{
	Datum		value[READING_ATTRIBUTE_COUNT];
	bool		null[READING_ATTRIBUTE_COUNT];
} Reading;

/* The body, which is this argument, or else the bytes behind it; file tells if they are read. */
static GdText
filing_text(FunctionCallInfo fcinfo, int body, CallState *state, GdFile *file)
{
	file->is_read = true;
	if (!PG_ARGISNULL(body))
		return utf8_from_text(state, PG_GETARG_TEXT_PP(body));
	if (!PG_ARGISNULL(body + 1))
		return utf8_from_bytes(state, PG_GETARG_BYTEA_PP(body + 1), file);
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
put_datum(Reading *reading, ReadingAttribute attribute, Datum value)
{
	reading->value[attribute] = value;
	reading->null[attribute] = false;
}

static void
put_number(Reading *reading, ReadingAttribute attribute, int number)
{
	put_datum(reading, attribute, Int32GetDatum(number));
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
	if (report->agency.data != NULL)
		put_datum(reading, READING_AGENCY, PointerGetDatum(text_from_core(report->agency)));
	if (report->year != 0)
		put_number(reading, READING_YEAR, report->year);
}

/* What is asked of a text that holds a report. */
static void
put_report(FunctionCallInfo fcinfo, CallState *state, TupleDesc type, GdReport *report,
		   Reading *reading)
{
	const ReportTypes *types = reading_types(fcinfo, state, type);
	GdVerdict	verdict = verdict_of_reading(report);

	put_datum(reading, READING_REPORT, report_to_datum(report, types));
	put_datum(reading, READING_SHOWS_CELLS, BoolGetDatum(shows_cells(report)));
	put_number(reading, READING_REPORTS, report->reports);
	if (verdict != GD_OPEN)
		put_datum(reading, READING_IS_BALANCED, BoolGetDatum(verdict == GD_TRUE));
	put_identity(fcinfo, &state->host, report, reading);
}

PG_FUNCTION_INFO_V1(read_filing);
/*
 * read_filing(body text, raw bytea, source text) → filing_reading
 *
 * As parse_report, document_identity, document_kind and is_balanced say, with the text read once
 * and the report not taken apart again. It is NULL if there is none, and unread_kind unless the
 * bytes are of a kind that is not read.
 */
Datum
read_filing(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);
	GdFile		file;
	GdText		body = filing_text(fcinfo, 0, state, &file);
	GdReport	report;
	GdStatus	status = gd_parse_report(&state->host, body.data, body.length, &report);
	Reading		reading;
	TupleDesc	type;

	if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "read_filing must return a row");
	memset(&reading.null, true, sizeof(reading.null));
	if (status == GD_OK)
		put_report(fcinfo, state, type, &report, &reading);
	else if (status != GD_NOT_A_REPORT)
		report_status(status);
	else if (!file.is_read)
		put_datum(&reading, READING_UNREAD_KIND,
				  CStringGetTextDatum(gd_file_kinds[file.kind].name));
	reset_arena(state);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), reading.value,
													  reading.null)));
}

PG_FUNCTION_INFO_V1(filing_digest);
/*
 * filing_digest(body text, raw bytea) → bytea
 *
 * Of the bytes as they are: convert_to() would look at every character of the text and copy it,
 * which takes as long as half of the digest.
 */
Datum
filing_digest(PG_FUNCTION_ARGS)
{
	Datum		bytes;

	if (!PG_ARGISNULL(1))
		bytes = PG_GETARG_DATUM(1);
	else if (!PG_ARGISNULL(0))
		bytes = PG_GETARG_DATUM(0);
	else
		bytes = PointerGetDatum(cstring_to_text(""));
	return DirectFunctionCall1(sha256_bytea, bytes);
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

/* Takes out what the text shows as blank, which it then is. */
static void
forgive_blanks(FunctionCallInfo fcinfo, int body, GdCellSet *cells)
{
	CallState  *state = call_state(fcinfo);
	GdFile		file;
	GdText		text = filing_text(fcinfo, body, state, &file);
	GdReport	report;

	if (gd_parse_report(&state->host, text.data, text.length, &report) == GD_OK)
	{
		for (int cell = gd_set_next(cells, 0); cell >= 0; cell = gd_set_next(cells, cell + 1))
		{
			if (report.cell[cell].kind == GD_BLANK || report.cell[cell].kind == GD_NOT_APPLICABLE)
				gd_set_remove(cells, cell);
		}
	}
	reset_arena(state);
}

/* "granted.total （一）予以公开：总计; … ... (9)": the first ones in the form's order, and how many. */
static void
name_cells(const GdCellSet *cells, const PartFigures *figures, StringInfo names)
{
	CellWords  *words = make_cell_words(CurrentMemoryContext);
	GdRowForms	forms;
	int			count = 0;

	listed_row_forms(figures, &forms);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		int			cell = gd_cell_order[i];
		const GdCellInfo *info = &gd_cells[cell];

		if (!gd_set_has(cells, cell) || count++ >= NAMED_CELLS)
			continue;
		appendStringInfo(names, "%s%s.%s ", count > 1 ? "; " : "", gd_rows[info->row].item,
						 gd_column_names[info->column]);
		appendStringInfoString(names, TextDatumGetCString(cell_label(words, cell,
																	 forms.row[info->row])));
	}
	if (count > NAMED_CELLS)
		appendStringInfo(names, "; ... (%d)", count);
}

PG_FUNCTION_INFO_V1(lost_cells);
/*
 * lost_cells(figures disclosure_figures, than disclosure_figures, body text, raw bytea) → text
 *
 * NULL if there are none. The text is read again only where figures are missing.
 */
Datum
lost_cells(PG_FUNCTION_ARGS)
{
	PartFigures figures;
	PartFigures than;
	GdCellSet	missing;
	StringInfoData names;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	part_argument(fcinfo, 0, PART_PACKED, NULL, &figures);
	part_argument(fcinfo, 1, PART_PACKED, NULL, &than);
	missing = missing_cells(&figures, &than);
	if (!gd_set_is_empty(&missing))
		forgive_blanks(fcinfo, 2, &missing);
	if (gd_set_is_empty(&missing))
		PG_RETURN_NULL();
	initStringInfo(&names);
	name_cells(&missing, &figures, &names);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(names.data, names.len));
}
