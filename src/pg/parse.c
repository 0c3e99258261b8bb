/*
 * parse.c
 *	  parse_report, report_cells, report_evidence.
 */
#include "report.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/typcache.h"

PG_MODULE_MAGIC;

/* Most reports need no more memory than this, so that it is not given back between them. */
#define ARENA_SIZE (256 * 1024)

/* What a call keeps for the next one of the same query. */
typedef struct ParseState
{
	ReportTypes *types;
	char	   *block;			/* the beginning of the arena */
	size_t		used;			/* of the block */
	MemoryContext rest;			/* the rest of the arena */
	GdHost		host;
} ParseState;

static void *
allocate(void *arena, size_t size)
{
	ParseState *state = arena;
	size_t		aligned = MAXALIGN(size);

	if (aligned <= ARENA_SIZE - state->used)
	{
		state->used += aligned;
		return state->block + state->used - aligned;
	}
	return MemoryContextAllocHuge(state->rest, size);
}

static void
reset_arena(ParseState *state)
{
	state->used = 0;
	MemoryContextReset(state->rest);
}

/* Errors give the arena's memory back, too, so what the core takes from malloc goes with it. */
static void
at_release(void *arena, void (*release) (void *resource), void *resource)
{
	MemoryContext rest = ((ParseState *) arena)->rest;
	MemoryContextCallback *callback = MemoryContextAlloc(rest, sizeof(MemoryContextCallback));

	callback->func = release;
	callback->arg = resource;
	MemoryContextRegisterResetCallback(rest, callback);
}

static void
check_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

static ParseState *
parse_state(FunctionCallInfo fcinfo)
{
	FmgrInfo   *function = fcinfo->flinfo;
	ParseState *state = function->fn_extra;

	if (state == NULL)
	{
		state = MemoryContextAllocZero(function->fn_mcxt, sizeof(ParseState));
		state->block = MemoryContextAlloc(function->fn_mcxt, ARENA_SIZE);
		state->rest = AllocSetContextCreate(function->fn_mcxt, "govdisclose parse", ALLOCSET_DEFAULT_SIZES);
		state->host.allocate = allocate;
		state->host.check_interrupts = check_interrupts;
		state->host.at_release = at_release;
		state->host.arena = state;
		function->fn_extra = state;
	}
	return state;
}

/* The only place where the core's answers become errors. */
static void
report_status(GdStatus status)
{
	static const char form_name[] = "政府信息公开工作年度报告";

	switch (status)
	{
		case GD_OK:
			break;
		case GD_NOT_A_REPORT:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("text is not an annual report on government information disclosure"),
					 errdetail("None of the headings and labels of the official form (%s) was found.",
							   text_to_cstring(text_from_core((GdText) {form_name, strlen(form_name)}))),
					 errhint("Without strict, parse_report gives NULL for such a text; decode bytes to the encoding of the database first.")));
			break;
		case GD_OUT_OF_MEMORY:
			ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
			break;
	}
}

/* The text in UTF-8; its length may differ from that of the argument. */
static const char *
utf8_text(const text *body, size_t *length)
{
	const char *data = VARDATA_ANY(body);
	char	   *converted;

	*length = VARSIZE_ANY_EXHDR(body);
	if (GetDatabaseEncoding() == PG_UTF8 || GetDatabaseEncoding() == PG_SQL_ASCII)
		return data;
	converted = pg_server_to_any(data, *length, PG_UTF8);
	if (converted != data)
		*length = strlen(converted);
	return converted;
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
	const text *body = PG_GETARG_TEXT_PP(0);
	bool		strict = PG_GETARG_BOOL(1);
	ParseState *state = parse_state(fcinfo);
	size_t		length;
	const char *string = utf8_text(body, &length);
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
	reset_arena(state);
	status = gd_parse_report(&state->host, string, length, &report);
	if (status == GD_NOT_A_REPORT && !strict)
		PG_RETURN_NULL();
	report_status(status);
	result = report_to_datum(&report, state->types);
	reset_arena(state);
	PG_RETURN_DATUM(result);
}

/* The cells that belong to a report: those of its form, and whatever else it has a value for. */
static bool
belongs_to_form(int cell, int form)
{
	return gd_cells[cell].label[form == 2021] != NULL;
}

/* section, number, item, column_name: the same in every function that lists cells. */
static void
describe_cell(int cell, Datum *values)
{
	const GdCellInfo *info = &gd_cells[cell];
	const GdRowInfo *row = &gd_rows[info->row];

	values[0] = Int32GetDatum(row->section);
	values[1] = CStringGetTextDatum(row->number);
	values[2] = CStringGetTextDatum(row->item);
	values[3] = CStringGetTextDatum(gd_column_names[info->column]);
}

/* "规章：本年制发件数", in the words of the given form, or of the only one that has the cell. */
static text *
cell_label(int cell, int form)
{
	const GdCellInfo *info = &gd_cells[cell];
	int			index = info->label[form == 2021] != NULL ? form == 2021 : form != 2021;
	char	   *label = psprintf("%s：%s", gd_rows[info->row].label[index], info->label[index]);

	return text_from_core((GdText) {label, strlen(label)});
}

PG_FUNCTION_INFO_V1(report_cells);
/*
 * report_cells(disclosure_report) → (section, number, item, column_name, label, value), one row for each cell
 */
Datum
report_cells(PG_FUNCTION_ARGS)
{
	HeapTupleHeader datum = PG_GETARG_HEAPTUPLEHEADER(0);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	TupleDesc	type = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(datum), HeapTupleHeaderGetTypMod(datum));
	ReportTypes *types = report_types(type, CurrentMemoryContext);
	ReportValues report;
	int			form;

	ReleaseTupleDesc(type);
	InitMaterializedSRF(fcinfo, 0);
	report_from_datum(datum, types, &report);
	form = report.attribute_null[REPORT_FORM] ? 2021 : DatumGetInt32(report.attribute[REPORT_FORM]);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		Datum		values[6];
		bool		nulls[6] = {false};

		if (!belongs_to_form(i, form) && report.cell_null[i])
			continue;
		describe_cell(i, values);
		values[4] = PointerGetDatum(cell_label(i, form));
		nulls[5] = report.cell_null[i];
		if (nulls[5])
			values[5] = (Datum) 0;
		else if (cell_is_money(i))
			values[5] = report.cell[i];
		else
			values[5] = NumericGetDatum(int64_to_numeric(DatumGetInt64(report.cell[i])));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
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

PG_FUNCTION_INFO_V1(report_evidence);
/*
 * report_evidence(body text) → (section, number, item, column_name, value, kind, raw, line, position)
 *
 * One row for each cell of the form that the text follows; no row if the text is not a report. Line and position count
 * from 1 and are NULL with raw where the text shows no such cell.
 */
Datum
report_evidence(PG_FUNCTION_ARGS)
{
	static const char *const kinds[] = {"absent", "number", "blank", "not_applicable", "text", "ambiguous"};
	const text *body = PG_GETARG_TEXT_PP(0);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	ParseState *state = parse_state(fcinfo);
	size_t		length;
	const char *string = utf8_text(body, &length);
	int			position[GD_CELL_COUNT];
	GdReport	report;
	GdStatus	status;
	int			form;

	InitMaterializedSRF(fcinfo, 0);
	reset_arena(state);
	status = gd_parse_report(&state->host, string, length, &report);
	if (status == GD_NOT_A_REPORT)
		return (Datum) 0;
	report_status(status);
	form = report.form == 0 ? 2021 : report.form;
	find_positions(&report, string, position);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		const GdCell *cell = &report.cell[i];
		Datum		values[9];
		bool		nulls[9] = {false};

		if (!belongs_to_form(i, form) && cell->kind == GD_ABSENT)
			continue;
		describe_cell(i, values);
		nulls[4] = cell->kind != GD_NUMBER;
		values[4] = nulls[4] ? (Datum) 0 : NumericGetDatum(money_from_cell(cell));
		values[5] = CStringGetTextDatum(kinds[cell->kind]);
		nulls[6] = nulls[8] = cell->end == 0;
		values[6] = PointerGetDatum(text_from_core((GdText) {string + cell->begin, cell->end - cell->begin}));
		values[7] = Int32GetDatum((int32) cell->line);
		nulls[7] = cell->line == 0;
		values[8] = Int32GetDatum(position[i]);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
