/*
 * parse.c
 *	  parse_report, report_evidence.
 */
#include "pg/conversion.h"
#include "pg/file_kind.h"
#include "pg/listing.h"

#include "file/place.h"
#include "fill/parse.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

PG_MODULE_MAGIC;

#define EVIDENCE_COLUMNS 12
#define LONGEST_PLACE 512		/* bytes: a sheet's name has at most 31 characters in Excel */

/* The second report of a text, as a user finds it. */
static char *
describe_next(const GdReport *report)
{
	char		room[LONGEST_PLACE];
	GdWriter	title;

	gd_writer_over(&title, room, sizeof(room));
	gd_write_visible(&title, report->next_title);
	return text_to_cstring(text_from_core((GdText) {room, title.length}));
}

static void
refuse_several(const GdReport *report)
{
	const char *title = describe_next(report);

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("text holds %d reports", report->reports),
			 report->next_line == 0 ? errdetail("The second one is \"%s\".", title) :
			 errdetail("The second one, \"%s\", begins on line %u.", title, report->next_line),
			 errhint("split_reports gives each of them. Without strict, parse_report reads the "
					 "first one.")));
}

static Datum
parse(FunctionCallInfo fcinfo, CallState *state, GdText body)
{
	bool		strict = PG_GETARG_BOOL(1);
	GdReport	report;
	GdStatus	status;
	Datum		result;

	if (state->types == NULL)
	{
		TupleDesc	type;

		if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "parse_report must return disclosure_report");
		state->types = report_types(type, fcinfo->flinfo->fn_mcxt);
	}
	status = gd_parse_report(&state->host, body.data, body.length, &report);
	if (status == GD_NOT_A_REPORT && !strict)
		PG_RETURN_NULL();
	report_status(status);
	if (strict && report.reports > 1)
		refuse_several(&report);
	result = report_to_datum(&report, state->types);
	reset_arena(state);
	PG_RETURN_DATUM(result);
}

PG_FUNCTION_INFO_V1(parse_report_text);
/*
 * parse_report(body text, strict boolean) → disclosure_report
 *
 * NULL if the text holds no part of either form, unless strict, which makes that an error.
 */
Datum
parse_report_text(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	return parse(fcinfo, state, utf8_from_document(state, PG_GETARG_TEXT_PP(0), NULL));
}

PG_FUNCTION_INFO_V1(parse_report_bytes);
/*
 * parse_report(body bytea, strict boolean) → disclosure_report, from bytes in whatever encoding
 */
Datum
parse_report_bytes(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);
	GdFile		file;
	GdStatus	status = read_file(state, PG_GETARG_BYTEA_PP(0), &file);

	if (status != GD_DAMAGED || PG_GETARG_BOOL(1))
		report_status(status);
	if (PG_GETARG_BOOL(1) && !file.is_read)
		refuse_file(&file);
	return parse(fcinfo, state, (GdText) {file.decoded.text, file.decoded.length});
}

/* Positions of cells in characters, from one pass over the text. */
typedef struct CellPlace
{
	int			cell;
	uint32_t	begin;
	int			position;
} CellPlace;

static int
compare_places(const void *a, const void *b)
{
	const CellPlace *left = a;
	const CellPlace *right = b;

	return left->begin < right->begin ? -1 : left->begin > right->begin;
}

static int
count_characters(const char *string, uint32_t begin, uint32_t end)
{
	int			count = 0;

	for (uint32_t i = begin; i < end; i++)
		count += ((unsigned char) string[i] & 0xC0) != 0x80;
	return count;
}

static void
find_positions(const GdReport *report, const char *string, int *position)
{
	CellPlace	places[GD_CELL_COUNT];
	uint32_t	at = 0;
	int			characters = 0;

	for (int i = 0; i < GD_CELL_COUNT; i++)
		places[i] = (CellPlace) {.cell = i, .begin = report->cell[i].begin};
	qsort(places, GD_CELL_COUNT, sizeof(CellPlace), compare_places);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		characters += count_characters(string, at, places[i].begin);
		at = places[i].begin;
		position[places[i].cell] = characters + 1;
	}
}

/* The forms that its rows follow, by what the text shows of their cells. */
static void
forms_of_text(const GdReport *report, GdRowForms *forms)
{
	GdFigures	shown = {{{0}}};

	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (report->cell[cell].kind != GD_ABSENT)
			gd_set_add(&shown.known, cell);
	}
	gd_find_row_forms(listed_form(report->form), report->proactive_form, &shown, forms);
}

/* The names are explained in src/form/evidence.tsv. */
static const char *
kind_name(GdKind kind)
{
	switch (kind)
	{
		case GD_ABSENT:
			return "absent";
		case GD_NUMBER:
			return "number";
		case GD_BLANK:
			return "blank";
		case GD_NOT_APPLICABLE:
			return "not_applicable";
		case GD_TEXT:
			return "text";
		case GD_AMBIGUOUS:
			return "ambiguous";
	}
	return NULL;
}

static const char *
proof_name(GdProof proof)
{
	switch (proof)
	{
		case GD_PROOF_NONE:
			return NULL;
		case GD_PROOF_HEADER:
			return "header";
		case GD_PROOF_COLUMN:
			return "column";
		case GD_PROOF_ROW:
			return "row";
		case GD_PROOF_TOTAL:
			return "total";
		case GD_PROOF_SUMS:
			return "sums";
	}
	return NULL;
}

static const char *
reason_name(GdReason reason)
{
	switch (reason)
	{
		case GD_REASON_NONE:
			return NULL;
		case GD_REASON_NOT_SHOWN:
			return "not_shown";
		case GD_REASON_BLANK:
			return "blank";
		case GD_REASON_UNPLACED:
			return "unplaced";
		case GD_REASON_SEVERAL:
			return "several";
		case GD_REASON_OTHER_COLUMNS:
			return "other_columns";
		case GD_REASON_DAMAGED:
			return "damaged";
		case GD_REASON_CUT_OFF:
			return "cut_off";
		case GD_REASON_NO_NUMBER:
			return "no_number";
		case GD_REASON_NO_UNIT:
			return "no_unit";
	}
	return NULL;
}

static void
put_name(const char *name, Datum *value, bool *is_null)
{
	*is_null = name == NULL;
	if (name != NULL)
		*value = CStringGetTextDatum(name);
}

/* value, kind, proof, reason: a cell has a value and a proof of it, or a reason why it has none. */
static void
describe_evidence(const GdCell *cell, Datum *values, bool *nulls)
{
	nulls[4] = cell->kind != GD_NUMBER;
	values[4] = nulls[4] ? (Datum) 0 : NumericGetDatum(money_from_cell(cell));
	put_name(kind_name((GdKind) cell->kind), &values[5], &nulls[5]);
	put_name(proof_name((GdProof) cell->proof), &values[6], &nulls[6]);
	put_name(reason_name((GdReason) cell->reason), &values[7], &nulls[7]);
}

/* raw, line, place; position is NULL with raw. */
static void
describe_place(const GdCell *cell, GdText body, const GdFile *file, Datum *values, bool *nulls)
{
	char		buffer[LONGEST_PLACE];
	GdWriter	place;

	nulls[8] = nulls[10] = cell->end == 0;
	if (cell->end != 0)
		values[8] = PointerGetDatum(text_from_core(
			(GdText) {body.data + cell->begin, cell->end - cell->begin}));
	nulls[9] = cell->line == 0;
	values[9] = Int32GetDatum((int32) cell->line);
	gd_writer_over(&place, buffer, sizeof(buffer));
	gd_write_place(&place, file, &cell->place);
	nulls[11] = place.length == 0;
	if (place.length > 0)
		values[11] = PointerGetDatum(text_from_core(gd_written(&place, 0)));
}

static Datum
list_evidence(FunctionCallInfo fcinfo, CallState *state, GdText body, const GdFile *file)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	const CellWords *words = make_cell_words(CurrentMemoryContext);
	int			position[GD_CELL_COUNT];
	GdReport	report;
	GdStatus	status;
	GdRowForms	forms;

	InitMaterializedSRF(fcinfo, 0);
	status = gd_parse_report(&state->host, body.data, body.length, &report);
	if (status == GD_NOT_A_REPORT)
		return (Datum) 0;
	report_status(status);
	report_status(gd_find_places(&state->host, file, &report));
	forms_of_text(&report, &forms);
	find_positions(&report, body.data, position);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		int			index = gd_cell_order[i];
		const GdCell *cell = &report.cell[index];
		Datum		values[EVIDENCE_COLUMNS];
		bool		nulls[EVIDENCE_COLUMNS] = {false};

		if (!gd_form_has_cell(forms.row[gd_cells[index].row], index) && cell->kind == GD_ABSENT)
			continue;
		describe_cell(words, index, values);
		describe_evidence(cell, values, nulls);
		describe_place(cell, body, file, values, nulls);
		values[10] = Int32GetDatum(position[index]);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	reset_arena(state);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(report_evidence_text);
/*
 * report_evidence(body text) → (section, number, item, column_name, value, kind, proof, reason,
 * raw, line, position, place)
 *
 * One row for each cell of the form that the text follows; no row if the text is not a report. Line
 * and position count from 1 and are NULL with raw where the text shows no such cell. Place is that
 * of a document's table or sheet, else NULL.
 */
Datum
report_evidence_text(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	GdFile		file;
	GdText		body = utf8_from_document(state, PG_GETARG_TEXT_PP(0), &file);

	return list_evidence(fcinfo, state, body, &file);
}

PG_FUNCTION_INFO_V1(report_evidence_bytes);
/*
 * report_evidence(body bytea), the same from bytes; line and position are those of
 * decode_report(body)
 */
Datum
report_evidence_bytes(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	GdFile		file;
	GdText		body = utf8_from_bytes(state, PG_GETARG_BYTEA_PP(0), &file);

	return list_evidence(fcinfo, state, body, &file);
}
