/*
 * packed_io.c
 *	  disclosure_figures as text, as JSON and over the wire.
 *
 * As text they are the report that they stand for, without its words: a composite value, whose
 * parts may have fewer attributes than they have now. Composite types gain attributes at their end
 * only, so the number of fields says which a text has, and those that it lacks are NULL. What an
 * earlier version wrote is read for ever; and an attribute that came after the first release is
 * written only where it has a value, so that a value without such keeps its text.
 */
#include "pg/figures.h"

#include "form/pack.h"

#include <ctype.h>

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "port/pg_bswap.h"
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

PG_FUNCTION_INFO_V1(disclosure_figures_in);
/*
 * disclosure_figures_in(cstring) → disclosure_figures, from the text of a report of this version or
 * an earlier one; its words are left out
 */
Datum
disclosure_figures_in(PG_FUNCTION_ARGS)
{
	static const RecordKind report = {
		"disclosure_report", FIRST_ATTRIBUTE_COUNT, REPORT_ATTRIBUTE_COUNT, read_field_of_report
	};
	PartFigures figures = {{{{0}}}};
	TextInput	input = {PG_GETARG_CSTRING(0), fcinfo->context, &figures};

	if (!read_record(&input, input.text, &report, 0))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(pack_figures(&figures));
}

/* How a section is written: what stands before and behind each of its rows, and between cells. */
typedef struct Notation
{
	const char *open_section;
	const char *open_row;
	const char *close_row;
	const char *close_section;
	const char *null;
	bool		has_names;
} Notation;

static const Notation in_text = {"\"(", "\"\"(", ")\"\"", ")\"", "", false};
static const Notation in_json = {"{", "{", "}", "}", "null", true};

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
append_amount(StringInfo into, Datum amount, const Notation *notation)
{
	bool		is_quoted = notation->has_names &&
		(numeric_is_nan(DatumGetNumeric(amount)) || numeric_is_inf(DatumGetNumeric(amount)));
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
append_cell(StringInfo into, const PartFigures *part, int cell, const Notation *notation)
{
	if (gd_set_has(&part->figures.known, cell))
		append_number(into, part->figures.value[cell]);
	else if (!gd_set_has(&part->figures.money, cell))
		appendStringInfoString(into, notation->null);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (gd_money_cells[i] == cell && gd_set_has(&part->figures.money, cell))
			append_amount(into, part->amount[i], notation);
	}
}

/* Cells behind one another, of which the first one is given. */
static void
append_cells(StringInfo into, const PartFigures *part, int first, int count, bool has_items,
			 const Notation *notation)
{
	for (int cell = first; cell < first + count; cell++)
	{
		const char *column = gd_column_names[gd_cells[cell].column];

		if (cell > first)
			appendStringInfoChar(into, ',');
		if (notation->has_names && has_items)
			append_name(into, gd_rows[gd_cells[cell].row].item, column);
		else if (notation->has_names)
			append_name(into, column, "");
		append_cell(into, part, cell, notation);
	}
}

static void
append_rows(StringInfo into, const PartFigures *part, int first, int width, int rows, int columns,
			const Notation *notation)
{
	for (int row = 0; row < rows; row++)
	{
		int			cell = first + row * width;

		if (row > 0)
			appendStringInfoChar(into, ',');
		if (notation->has_names)
			append_name(into, gd_rows[gd_cells[cell].row].item, "");
		appendStringInfoString(into, notation->open_row);
		append_cells(into, part, cell, columns, false, notation);
		appendStringInfoString(into, notation->close_row);
	}
}

/* A section, as far as the shape has it. */
static void
append_block(StringInfo into, const PartFigures *part, int block, const GdShape *shape,
			 const Notation *notation)
{
	int			rows = shape->block[block].rows;
	int			columns = shape->block[block].columns;
	int			first = 0;

	for (int i = 0; i < block; i++)
		first += gd_shape.block[i].rows * gd_shape.block[i].columns;
	appendStringInfoString(into, notation->open_section);
	if (gd_shape.block[block].rows == 1)
		append_cells(into, part, first, columns, true, notation);
	else
		append_rows(into, part, first, gd_shape.block[block].columns, rows, columns, notation);
	appendStringInfoString(into, notation->close_section);
}

/* A year or a form, which are never 0. */
static void
append_integer(StringInfo into, int32 number, const Notation *notation)
{
	if (number == 0)
		appendStringInfoString(into, notation->null);
	else
		append_number(into, number);
}

static void
append_attribute(StringInfo into, const PartFigures *part, int index, const GdShape *shape,
				 const Notation *notation)
{
	switch (index)
	{
		case REPORT_YEAR:
			append_integer(into, part->year, notation);
			break;
		case REPORT_FORM:
			append_integer(into, part->form, notation);
			break;
		case REPORT_PROACTIVE_FORM:
			append_integer(into, part->proactive_form, notation);
			break;
		case REPORT_PROACTIVE:
		case REPORT_APPLICATIONS:
		case REPORT_DISPUTES:
			append_block(into, part, index - REPORT_PROACTIVE, shape, notation);
			break;
	}
}

PG_FUNCTION_INFO_V1(disclosure_figures_out);
/*
 * disclosure_figures_out(disclosure_figures) → cstring
 */
Datum
disclosure_figures_out(PG_FUNCTION_ARGS)
{
	PartFigures figures;
	GdShape		shape;
	StringInfoData text;

	unpack_figures(PG_GETARG_DATUM(0), &figures);
	shape = gd_shape_of(&figures.figures);
	initStringInfo(&text);
	for (int i = 0; i < FIRST_ATTRIBUTE_COUNT; i++)
	{
		appendStringInfoChar(&text, i == 0 ? '(' : ',');
		append_attribute(&text, &figures, i, &shape, &in_text);
	}
	appendStringInfoChar(&text, ')');
	PG_RETURN_CSTRING(text.data);
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
		append_attribute(&json, &figures, members[i].attribute, &gd_shape, &in_json);
	}
	appendStringInfoChar(&json, '}');
	PG_RETURN_TEXT_P(cstring_to_text_with_len(json.data, json.len));
}

/*
 * Over the wire: the version of what follows, the checksum of what follows it, year, both forms,
 * the packed figures behind their length, and each amount that they have, as numeric sends it,
 * behind its length.
 */
#define WIRE_VERSION 1

PG_FUNCTION_INFO_V1(disclosure_figures_send);
/*
 * disclosure_figures_send(disclosure_figures) → bytea
 */
Datum
disclosure_figures_send(PG_FUNCTION_ARGS)
{
	unsigned char packed[GD_PACKED_MAXIMUM];
	PartFigures figures;
	StringInfoData bytes;
	Size		size;
	int			sum_at;
	uint32		sum;

	unpack_figures(PG_GETARG_DATUM(0), &figures);
	size = gd_pack_figures(&figures.figures, packed);
	pq_begintypsend(&bytes);
	pq_sendint8(&bytes, WIRE_VERSION);
	sum_at = bytes.len;
	pq_sendint32(&bytes, 0);
	pq_sendint32(&bytes, figures.year);
	pq_sendint32(&bytes, figures.form);
	pq_sendint32(&bytes, figures.proactive_form);
	pq_sendint32(&bytes, size);
	pq_sendbytes(&bytes, (const char *) packed, size);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		bytea	   *amount;

		if (!gd_set_has(&figures.figures.money, gd_money_cells[i]))
			continue;
		amount = DatumGetByteaPP(DirectFunctionCall1(numeric_send, figures.amount[i]));
		pq_sendint32(&bytes, VARSIZE_ANY_EXHDR(amount));
		pq_sendbytes(&bytes, VARDATA_ANY(amount), VARSIZE_ANY_EXHDR(amount));
	}
	size = sum_at + sizeof(sum);
	sum = pg_hton32(figures_checksum(bytes.data + size, bytes.len - size));
	memcpy(bytes.data + sum_at, &sum, sizeof(sum));
	PG_RETURN_BYTEA_P(pq_endtypsend(&bytes));
}

static void
refuse_bytes(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary disclosure_figures"),
			 errdetail_internal("%s", detail),
			 errhint("Bytes of another version of govdisclose are read by it and by later ones.")));
}

/* So many bytes behind their length, within the message. */
static StringInfoData
receive_piece(StringInfo message)
{
	StringInfoData piece = {0};

	piece.len = piece.maxlen = (int) pq_getmsgint(message, sizeof(int32));
	piece.data = (char *) pq_getmsgbytes(message, piece.len);
	return piece;
}

PG_FUNCTION_INFO_V1(disclosure_figures_recv);
/*
 * disclosure_figures_recv(internal) → disclosure_figures
 */
Datum
disclosure_figures_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	PartFigures figures;
	StringInfoData piece;
	Size		used = 0;
	uint32		sum;

	if (pq_getmsgbyte(message) != WIRE_VERSION)
		refuse_bytes("This version does not know their version.");
	sum = pq_getmsgint(message, sizeof(sum));
	if (sum != figures_checksum(message->data + message->cursor, message->len - message->cursor))
		refuse_bytes("They do not have the checksum that was sent with them.");
	figures.year = pq_getmsgint(message, sizeof(int32));
	figures.form = pq_getmsgint(message, sizeof(int32));
	figures.proactive_form = pq_getmsgint(message, sizeof(int32));
	piece = receive_piece(message);
	if (gd_unpack_figures((const unsigned char *) piece.data, piece.len, &figures.figures,
						  &used) != GD_UNPACKED || used != piece.len)
		refuse_bytes("They are no packed figures that this version knows.");
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (!gd_set_has(&figures.figures.money, gd_money_cells[i]))
			continue;
		piece = receive_piece(message);
		figures.amount[i] = DirectFunctionCall3(numeric_recv, PointerGetDatum(&piece),
												ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
		pq_getmsgend(&piece);
	}
	PG_RETURN_DATUM(pack_figures(&figures));
}
