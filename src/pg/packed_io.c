/*
 * packed_io.c
 *	  disclosure_figures as text and as JSON.
 *
 * As text they are the bytes that they are over the wire, in base64: foreign servers and dumps move
 * text, and what is damaged on its way is refused. The report that they stand for is read as well,
 * which is the text that earlier versions wrote: a composite value, whose parts may have fewer
 * attributes than they have now. Composite types gain attributes at their end only, so the number
 * of fields says which a text has, and those that it lacks are NULL. What an earlier version wrote
 * is read for ever.
 */
#include "pg/packed_wire.h"

#include "form/pack.h"

#include <ctype.h>

#include "common/base64.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

/* In the first release, this was the last attribute of disclosure_report. */
#define FIRST_ATTRIBUTE_COUNT (REPORT_OTHER_MATTERS + 1)

/* What a text is read into. */
typedef struct TextInput
{
	const char *text;			/* the whole of it */
	fmNodePtr	escontext;
	PartFigures *into;
} TextInput;

/* A composite value: how few and how many fields it may have, and what reads the given one. */
typedef struct RecordKind
{
	const char *type;
	int			least;
	int			most;
	bool		(*read) (TextInput *input, char *field, int index, int first_cell);
} RecordKind;

static bool
malformed(TextInput *input, const char *detail)
{
	ereturn(input->escontext, false,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed disclosure_figures literal: \"%s\"", input->text),
			 errdetail_internal("%s", detail)));
}

static bool
wrong_count(TextInput *input, const RecordKind *kind, int count)
{
	if (count < kind->least)
		ereturn(input->escontext, false,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("malformed disclosure_figures literal: \"%s\"", input->text),
				 errdetail("A value of type %s has at least %d fields, not %d.",
						   kind->type, kind->least, count)));
	ereturn(input->escontext, false,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed disclosure_figures literal: \"%s\"", input->text),
			 errdetail("A value of type %s has at most %d fields.", kind->type, kind->most),
			 errhint("A later version of govdisclose may have written it.")));
}

static const char *
skip_spaces(const char *at)
{
	while (isspace((unsigned char) *at))
		at++;
	return at;
}

/*
 * Copies a field into room, without its quotes and backslashes. Gives the comma or the parenthesis
 * behind it, or NULL if there is none.
 */
static const char *
unquote_field(const char *at, char *room)
{
	bool		is_quoted = false;

	for (; is_quoted || (*at != ',' && *at != ')'); at++)
	{
		if (*at == '"' && is_quoted && at[1] == '"')
			at++;
		else if (*at == '"')
		{
			is_quoted = !is_quoted;
			continue;
		}
		else if (*at == '\\')
			at++;
		if (*at == '\0')
			return NULL;
		*room++ = *at;
	}
	*room = '\0';
	return at;
}

/* Reads a composite value; false if an error was kept for later. */
static bool
read_record(TextInput *input, const char *text, const RecordKind *kind, int first_cell)
{
	const char *at = skip_spaces(text);
	char	   *room = palloc(strlen(text) + 1);
	int			count = 0;

	if (*at != '(')
		return malformed(input, "Missing left parenthesis.");
	do
	{
		const char *field = ++at;

		at = unquote_field(field, room);
		if (at == NULL)
			return malformed(input, "Unexpected end of input.");
		if (count == kind->most)
			return wrong_count(input, kind, count + 1);
		if (at > field && !kind->read(input, room, count, first_cell))
			return false;
		count++;
	}
	while (*at == ',');
	pfree(room);
	if (*skip_spaces(at + 1) != '\0')
		return malformed(input, "Junk after right parenthesis.");
	return count >= kind->least || wrong_count(input, kind, count);
}

static bool
read_field_of_cell(TextInput *input, char *field, int index, int first_cell)
{
	bool		is_money = gd_is_money(first_cell + index);
	PartFigures *into = input->into;
	Datum		value;

	if (!DirectInputFunctionCallSafe(is_money ? numeric_in : int8in, field, InvalidOid, -1,
									 input->escontext, &value))
		return false;
	if (is_money)
		read_amount(first_cell + index, value, &into->figures, into->amount);
	else
		read_count(first_cell + index, DatumGetInt64(value), &into->figures);
	return true;
}

/* Of section 3, whose rows are wider than those of section 4. */
static bool
read_field_of_row(TextInput *input, char *field, int index, int first_cell)
{
	int			block = gd_stored_place(first_cell).block;
	RecordKind	row = {
		.type = block == 1 ? "applicant_counts" : "dispute_counts",
		.least = gd_first_shape.block[block].columns,
		.most = gd_shape.block[block].columns,
		.read = read_field_of_cell
	};

	return read_record(input, field, &row, first_cell + index * row.most);
}

/* One of the sections. */
static bool
read_block(TextInput *input, char *field, int block)
{
	static const char *const types[GD_BLOCK_COUNT] = {
		"proactive_disclosure", "application_outcomes", "dispute_outcomes"
	};
	bool		is_row = gd_shape.block[block].rows == 1;
	int			first_cell = 0;
	RecordKind	section = {.type = types[block]};

	section.least = is_row ? gd_first_shape.block[block].columns : gd_first_shape.block[block].rows;
	section.most = is_row ? gd_shape.block[block].columns : gd_shape.block[block].rows;
	section.read = is_row ? read_field_of_cell : read_field_of_row;
	for (int i = 0; i < block; i++)
		first_cell += gd_shape.block[i].rows * gd_shape.block[i].columns;
	return read_record(input, field, &section, first_cell);
}

static bool
read_integer(TextInput *input, char *field, int32 *into)
{
	Datum		value;

	if (!DirectInputFunctionCallSafe(int4in, field, InvalidOid, -1, input->escontext, &value))
		return false;
	*into = DatumGetInt32(value);
	return true;
}

static bool
read_field_of_report(TextInput *input, char *field, int index, int first_cell)
{
	switch (index)
	{
		case REPORT_YEAR:
			return read_integer(input, field, &input->into->year);
		case REPORT_FORM:
			return read_integer(input, field, &input->into->form);
		case REPORT_PROACTIVE_FORM:
			return read_integer(input, field, &input->into->proactive_form);
		case REPORT_PROACTIVE:
		case REPORT_APPLICATIONS:
		case REPORT_DISPUTES:
			return read_block(input, field, index - REPORT_PROACTIVE);
		default:
			/* words are left out */
			return true;
	}
}

/* Bytes in base64; false if an error was kept for later. */
static bool
read_bytes(TextInput *input)
{
	int			length = (int) strlen(input->text);
	StringInfoData bytes;
	const char *detail;

	initStringInfo(&bytes);
	enlargeStringInfo(&bytes, pg_b64_dec_len(length));
	bytes.len = pg_b64_decode(input->text, length, (void *) bytes.data, bytes.maxlen);
	if (bytes.len < 0)
		return malformed(input, "It is neither a report in parentheses nor base64.");
	detail = read_wire(&bytes, input->into);
	return detail == NULL || malformed(input, detail);
}

PG_FUNCTION_INFO_V1(disclosure_figures_in);
/*
 * disclosure_figures_in(cstring) → disclosure_figures, from what disclosure_figures_out wrote or
 * from the text of a report, of this version or an earlier one; its words are left out
 */
Datum
disclosure_figures_in(PG_FUNCTION_ARGS)
{
	static const RecordKind report = {
		"disclosure_report", FIRST_ATTRIBUTE_COUNT, REPORT_ATTRIBUTE_COUNT, read_field_of_report
	};
	PartFigures figures = {{{{0}}}};
	TextInput	input = {PG_GETARG_CSTRING(0), fcinfo->context, &figures};
	bool		is_report = *skip_spaces(input.text) == '(';

	if (!(is_report ? read_record(&input, input.text, &report, 0) : read_bytes(&input)))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(pack_figures(&figures));
}

PG_FUNCTION_INFO_V1(disclosure_figures_out);
/*
 * disclosure_figures_out(disclosure_figures) → cstring
 */
Datum
disclosure_figures_out(PG_FUNCTION_ARGS)
{
	PartFigures figures;
	StringInfoData bytes;
	int			room;
	char	   *text;
	int			length;

	unpack_figures(PG_GETARG_DATUM(0), &figures);
	initStringInfo(&bytes);
	write_wire(&bytes, &figures);
	room = pg_b64_enc_len(bytes.len);
	text = palloc(room + 1);
	length = pg_b64_encode((const void *) bytes.data, bytes.len, text, room);
	if (length < 0)
		elog(ERROR, "figures do not fit into their text");
	text[length] = '\0';
	PG_RETURN_CSTRING(text);
}

/* As the attribute is named: "denied.state_secret" is denied_state_secret. */
static void
append_name(StringInfo into, const char *item, const char *column)
{
	appendStringInfoChar(into, '"');
	for (; *item != '\0'; item++)
		appendStringInfoChar(into, *item == '.' ? '_' : *item);
	if (*column != '\0')
		appendStringInfo(into, "_%s", column);
	appendStringInfoString(into, "\":");
}

/* JSON has no NaN and no Infinity. */
static void
append_amount(StringInfo into, Datum amount)
{
	Numeric		number = DatumGetNumeric(amount);
	bool		is_quoted = numeric_is_nan(number) || numeric_is_inf(number);
	const char *digits = DatumGetCString(DirectFunctionCall1(numeric_out, amount));

	appendStringInfo(into, is_quoted ? "\"%s\"" : "%s", digits);
}

static void
append_number(StringInfo into, int64 number)
{
	char		digits[MAXINT8LEN + 1];

	appendBinaryStringInfo(into, digits, pg_lltoa(number, digits));
}

static void
append_cell(StringInfo into, const PartFigures *part, int cell)
{
	if (gd_set_has(&part->figures.known, cell))
		append_number(into, part->figures.value[cell]);
	else if (!gd_set_has(&part->figures.money, cell))
		appendStringInfoString(into, "null");
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (gd_money_cells[i] == cell && gd_set_has(&part->figures.money, cell))
			append_amount(into, part->amount[i]);
	}
}

/* Cells behind one another, of which the first one is given. */
static void
append_cells(StringInfo into, const PartFigures *part, int first, int count, bool has_items)
{
	for (int cell = first; cell < first + count; cell++)
	{
		const char *column = gd_column_names[gd_cells[cell].column];

		if (cell > first)
			appendStringInfoChar(into, ',');
		if (has_items)
			append_name(into, gd_rows[gd_cells[cell].row].item, column);
		else
			append_name(into, column, "");
		append_cell(into, part, cell);
	}
}

static void
append_rows(StringInfo into, const PartFigures *part, int first, int rows, int columns)
{
	for (int row = 0; row < rows; row++)
	{
		int			cell = first + row * columns;

		if (row > 0)
			appendStringInfoChar(into, ',');
		append_name(into, gd_rows[gd_cells[cell].row].item, "");
		appendStringInfoChar(into, '{');
		append_cells(into, part, cell, columns, false);
		appendStringInfoChar(into, '}');
	}
}

static void
append_section(StringInfo into, const PartFigures *part, int block)
{
	int			rows = gd_shape.block[block].rows;
	int			columns = gd_shape.block[block].columns;
	int			first = 0;

	for (int i = 0; i < block; i++)
		first += gd_shape.block[i].rows * gd_shape.block[i].columns;
	appendStringInfoChar(into, '{');
	if (rows == 1)
		append_cells(into, part, first, columns, true);
	else
		append_rows(into, part, first, rows, columns);
	appendStringInfoChar(into, '}');
}

/* A year or a form, which are never 0. */
static void
append_integer(StringInfo into, int32 number)
{
	if (number == 0)
		appendStringInfoString(into, "null");
	else
		append_number(into, number);
}

static void
append_attribute(StringInfo into, const PartFigures *part, int index)
{
	switch (index)
	{
		case REPORT_YEAR:
			append_integer(into, part->year);
			break;
		case REPORT_FORM:
			append_integer(into, part->form);
			break;
		case REPORT_PROACTIVE_FORM:
			append_integer(into, part->proactive_form);
			break;
		case REPORT_PROACTIVE:
		case REPORT_APPLICATIONS:
		case REPORT_DISPUTES:
			append_section(into, part, index - REPORT_PROACTIVE);
			break;
	}
}

PG_FUNCTION_INFO_V1(figures_to_json);
/*
 * figures_to_json(disclosure_figures) → json: every cell that this version knows
 */
Datum
figures_to_json(PG_FUNCTION_ARGS)
{
	static const struct
	{
		int			attribute;
		const char *name;
	}			members[] = {
		{REPORT_YEAR, "year"}, {REPORT_FORM, "form"},
		{REPORT_PROACTIVE_FORM, "proactive_form"}, {REPORT_PROACTIVE, "proactive"},
		{REPORT_APPLICATIONS, "applications"}, {REPORT_DISPUTES, "disputes"},
	};
	PartFigures figures;
	StringInfoData json;

	unpack_figures(PG_GETARG_DATUM(0), &figures);
	initStringInfo(&json);
	for (int i = 0; i < lengthof(members); i++)
	{
		appendStringInfoChar(&json, i == 0 ? '{' : ',');
		append_name(&json, members[i].name, "");
		append_attribute(&json, &figures, members[i].attribute);
	}
	appendStringInfoChar(&json, '}');
	PG_RETURN_TEXT_P(cstring_to_text_with_len(json.data, json.len));
}
