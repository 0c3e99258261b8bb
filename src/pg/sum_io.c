/*
 * sum_io.c
 *	  disclosure_sum as text and over the wire.
 *
 * Both are the same numbers in the same order: the shape, rows, inputs, the agreements, the amounts
 * and the cells. Each notation knows how to write a number, or how to read it. What is read may be
 * anybody's, so that nothing in it is believed.
 */
#include "pg/sum_state.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

/* Of the bytes over the wire; whatever changes them makes it greater. */
#define WIRE_VERSION 1

typedef struct Notation
{
	void		(*pass_number) (struct Notation *notation, int128 *number);
	Numeric		(*pass_amount) (struct Notation *notation, Numeric amount);
	StringInfo	bytes;			/* that are written, or that came over the wire */
	char	   *at;				/* in the text that is read */
	const char *text;			/* the whole of it */
} Notation;

static void
refuse_sum(const Notation *notation, const char *detail)
{
	if (notation->text == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary disclosure_sum"), errdetail_internal("%s", detail)));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed disclosure_sum literal: \"%s\"", notation->text),
			 errdetail_internal("%s", detail)));
}

/* The next word of a text, ended by a zero byte. */
static char *
next_word(Notation *notation)
{
	char	   *word = notation->at;

	while (*word == ' ')
		word++;
	if (*word == '\0')
		refuse_sum(notation, "Unexpected end of input.");
	notation->at = word + strcspn(word, " ");
	if (*notation->at == ' ')
		*notation->at++ = '\0';
	return word;
}

/* A number with so many digits does not overflow. */
#define MOST_DIGITS 38

static void
read_number(Notation *notation, int128 *number)
{
	const char *word = next_word(notation);
	const char *digits = word + (*word == '-');

	*number = 0;
	if (*digits == '\0' || strspn(digits, "0123456789") != strlen(digits) ||
		strlen(digits) > MOST_DIGITS)
		refuse_sum(notation, "A number was expected.");
	for (; *digits != '\0'; digits++)
		*number = *number * 10 + (*digits - '0');
	if (*word == '-')
		*number = -*number;
}

static void
write_number(Notation *notation, int128 *number)
{
	char		room[48];
	GdWriter	digits;

	gd_writer_over(&digits, room, sizeof(room));
	gd_write_number(&digits, *number);
	appendStringInfo(notation->bytes, " %.*s", (int) digits.length, digits.data);
}

static Numeric
read_amount_word(Notation *notation, Numeric amount)
{
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(next_word(notation)),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

static Numeric
write_amount(Notation *notation, Numeric amount)
{
	appendStringInfo(notation->bytes, " %s",
					 DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(amount))));
	return amount;
}

static void
receive_number(Notation *notation, int128 *number)
{
	int64		high = pq_getmsgint64(notation->bytes);
	uint64		low = (uint64) pq_getmsgint64(notation->bytes);

	*number = (int128) (((uint128) high << 64) | low);
}

static void
send_number(Notation *notation, int128 *number)
{
	pq_sendint64(notation->bytes, (uint64) (*number >> 64));
	pq_sendint64(notation->bytes, (uint64) *number);
}

static Numeric
receive_amount(Notation *notation, Numeric amount)
{
	StringInfoData piece = {0};

	piece.len = piece.maxlen = (int) pq_getmsgint(notation->bytes, sizeof(int32));
	piece.data = (char *) pq_getmsgbytes(notation->bytes, piece.len);
	return DatumGetNumeric(DirectFunctionCall3(numeric_recv, PointerGetDatum(&piece),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

static Numeric
send_amount(Notation *notation, Numeric amount)
{
	bytea	   *bytes = DatumGetByteaPP(DirectFunctionCall1(numeric_send,
															NumericGetDatum(amount)));

	pq_sendint32(notation->bytes, VARSIZE_ANY_EXHDR(bytes));
	pq_sendbytes(notation->bytes, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	return amount;
}

/* A number from 0 to a limit. */
static void
pass_count(Notation *notation, int64 *count, int64 limit)
{
	int128		number = *count;

	notation->pass_number(notation, &number);
	if (number < 0 || number > limit)
		refuse_sum(notation, "A count is not between 0 and what is counted.");
	*count = (int64) number;
}

static void
pass_agreement(Notation *notation, Agreement *agreement, int64 inputs)
{
	pass_count(notation, &agreement->count, inputs);
	notation->pass_number(notation, &agreement->sum);
	notation->pass_number(notation, &agreement->squares);
}

static SumState *
pass_amounts(Notation *notation, SumState *state, int money)
{
	AmountSum  *amount = &state->amount[money];
	Numeric		sum;

	pass_count(notation, &amount->nan, state->inputs);
	pass_count(notation, &amount->positive, state->inputs);
	pass_count(notation, &amount->negative, state->inputs);
	pass_count(notation, &amount->scale, INT16_MAX);
	pass_count(notation, &amount->at_scale, state->inputs);
	sum = notation->pass_amount(notation, amount_sum(state, money));
	if (numeric_is_nan(sum) || numeric_is_inf(sum))
		refuse_sum(notation, "A sum of amounts is no number.");
	return sum == amount_sum(state, money) ? state : set_amount(state, money, sum);
}

/* All numbers of a state but its shape; gives the state, which is another where it needs room. */
static SumState *
pass_state(Notation *notation, SumState *state)
{
	pass_count(notation, &state->rows, PG_INT64_MAX);
	pass_count(notation, &state->inputs, state->rows);
	pass_agreement(notation, &state->year, state->inputs);
	pass_agreement(notation, &state->form, state->inputs);
	pass_agreement(notation, &state->proactive_form, state->inputs);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
		state = pass_amounts(notation, state, i);
	for (int i = 0; i < state->count; i++)
	{
		notation->pass_number(notation, &state->cell[i].total);
		pass_count(notation, &state->cell[i].missing, state->inputs);
	}
	return state;
}

static void
pass_shape(Notation *notation)
{
	for (int i = 0; i < GD_BLOCK_COUNT; i++)
	{
		int128		rows = gd_shape.block[i].rows;
		int128		columns = gd_shape.block[i].columns;

		notation->pass_number(notation, &rows);
		notation->pass_number(notation, &columns);
		if (rows != gd_shape.block[i].rows || columns != gd_shape.block[i].columns)
			refuse_sum(notation, "Another version of govdisclose made it, for other cells.");
	}
}

/* The part whose type has this name. */
static Part
part_named(const Notation *notation, const char *name)
{
	for (Part part = PART_REPORT; part <= PART_DISPUTE_COUNTS; part++)
	{
		if (strcmp(part_name(part), name) == 0)
			return part;
	}
	refuse_sum(notation, "It begins with no name of a type that has cells.");
	return PART_REPORT;
}

PG_FUNCTION_INFO_V1(disclosure_sum_in);
/*
 * disclosure_sum_in(cstring) → disclosure_sum
 */
Datum
disclosure_sum_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	Notation	notation = {read_number, read_amount_word, NULL, pstrdup(text), text};
	Part		part = part_named(&notation, next_word(&notation));
	SumState   *state;

	pass_shape(&notation);
	state = pass_state(&notation, create_sum(part));
	if (notation.at[strspn(notation.at, " ")] != '\0')
		refuse_sum(&notation, "Junk after the last number.");
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(disclosure_sum_out);
/*
 * disclosure_sum_out(disclosure_sum) → cstring
 */
Datum
disclosure_sum_out(PG_FUNCTION_ARGS)
{
	SumState   *state = (SumState *) any_sum_argument(fcinfo, 0);
	StringInfoData text;
	Notation	notation = {write_number, write_amount, &text};

	initStringInfo(&text);
	appendStringInfoString(&text, part_name((Part) state->part));
	pass_shape(&notation);
	pass_state(&notation, state);
	PG_RETURN_CSTRING(text.data);
}

PG_FUNCTION_INFO_V1(disclosure_sum_recv);
/*
 * disclosure_sum_recv(internal) → disclosure_sum
 */
Datum
disclosure_sum_recv(PG_FUNCTION_ARGS)
{
	Notation	notation = {receive_number, receive_amount, (StringInfo) PG_GETARG_POINTER(0)};
	int			part;

	if (pq_getmsgbyte(notation.bytes) != WIRE_VERSION)
		refuse_sum(&notation, "Another version of govdisclose sent it.");
	part = pq_getmsgbyte(notation.bytes);
	if (part > PART_DISPUTE_COUNTS)
		refuse_sum(&notation, "It is of no type that has cells.");
	pass_shape(&notation);
	PG_RETURN_POINTER(pass_state(&notation, create_sum((Part) part)));
}

PG_FUNCTION_INFO_V1(disclosure_sum_send);
/*
 * disclosure_sum_send(disclosure_sum) → bytea
 */
Datum
disclosure_sum_send(PG_FUNCTION_ARGS)
{
	SumState   *state = (SumState *) any_sum_argument(fcinfo, 0);
	StringInfoData bytes;
	Notation	notation = {send_number, send_amount, &bytes};

	pq_begintypsend(&bytes);
	pq_sendint8(&bytes, WIRE_VERSION);
	pq_sendint8(&bytes, state->part);
	pass_shape(&notation);
	pass_state(&notation, state);
	PG_RETURN_BYTEA_P(pq_endtypsend(&bytes));
}
