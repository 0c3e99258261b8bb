/*
 * sum_state.c
 *	  disclosure_sum: the state of sum and coverage.
 */
#include "pg/sum_state.h"

#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

/* A sum of amounts has this much room at first: eighty digits. */
#define AMOUNT_ROOM 48

/* A zero with more decimals is added, not only counted. */
#define COUNTED_SCALE 1000

static const char *const part_names[] = {
	[PART_REPORT] = "disclosure_report",
	[PART_PACKED] = "disclosure_figures",
	[PART_PROACTIVE] = "proactive_disclosure",
	[PART_APPLICATIONS] = "application_outcomes",
	[PART_DISPUTES] = "dispute_outcomes",
	[PART_APPLICANT_COUNTS] = "applicant_counts",
	[PART_DISPUTE_COUNTS] = "dispute_counts",
};

const char *
part_name(Part part)
{
	return part_names[part];
}

Part
summed_part(Part part)
{
	return part == PART_PACKED ? PART_REPORT : part;
}

/* So many bytes has the state without the sums of amounts, which are behind it. */
static Size
fixed_size(const SumState *state)
{
	return offsetof(SumState, cell) + sizeof(CellSum) * state->count;
}

Numeric
amount_sum(const SumState *state, int money)
{
	char	   *at = (char *) state + fixed_size(state);

	for (int i = 0; i < money; i++)
		at += state->room[i];
	return (Numeric) at;
}

/* A state of the same kind with this much room, and the sums of 0. */
static SumState *
allocate_state(const SumState *head, const uint32 *room)
{
	Size		size = fixed_size(head);
	Numeric		zero = int64_to_numeric(0);
	SumState   *state;

	for (int i = 0; i < GD_MONEY_COUNT; i++)
		size += room[i];
	state = palloc0(size);
	memcpy(state, head, offsetof(SumState, cell));
	SET_VARSIZE(state, size);
	memcpy(state->room, room, sizeof(state->room));
	for (int i = 0; i < GD_MONEY_COUNT; i++)
		memcpy(amount_sum(state, i), zero, VARSIZE(zero));
	return state;
}

SumState *
create_sum(Part part)
{
	GdCellSet	cells = part_cells(part);
	SumState	head = {0};
	uint32		room[GD_MONEY_COUNT];

	head.part = summed_part(part);
	head.shape = gd_shape;
	head.cells = cells;
	head.first = gd_set_next(&cells, 0);
	for (int cell = head.first; cell >= 0; cell = gd_set_next(&cells, cell + 1))
		head.count++;
	for (int i = 0; i < GD_MONEY_COUNT; i++)
		room[i] = gd_set_has(&cells, gd_money_cells[i]) ? AMOUNT_ROOM : MAXALIGN(VARHDRSZ + 4);
	return allocate_state(&head, room);
}

/* A sum that another version stored is of no use: it may know other cells. */
static void
check_version(const SumState *state)
{
	if (VARSIZE(state) < offsetof(SumState, cell) ||
		memcmp(&state->shape, &gd_shape, sizeof(GdShape)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("sum of reports cannot be read"),
				 errdetail("Another version of govdisclose made it, or it is damaged."),
				 errhint("Add up the reports anew.")));
}

const SumState *
any_sum_argument(FunctionCallInfo fcinfo, int argument)
{
	const SumState *state = (const SumState *) PG_DETOAST_DATUM(PG_GETARG_DATUM(argument));

	check_version(state);
	return state;
}

SumState *
sum_argument(FunctionCallInfo fcinfo, int argument, Part part)
{
	Datum		datum = PG_GETARG_DATUM(argument);
	SumState   *state;

	if (AggCheckCallContext(fcinfo, NULL))
		state = (SumState *) PG_DETOAST_DATUM(datum);
	else
		state = (SumState *) PG_DETOAST_DATUM_COPY(datum);
	check_version(state);
	if (state->part != (int32) summed_part(part))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("sum of %s is no sum of %s", part_name((Part) state->part),
						part_name(summed_part(part)))));
	return state;
}

SumState *
set_amount(SumState *state, int money, Numeric sum)
{
	SumState   *into = state;

	if (VARSIZE(sum) > state->room[money])
	{
		uint32		room[GD_MONEY_COUNT];

		memcpy(room, state->room, sizeof(room));
		room[money] = MAXALIGN(2 * VARSIZE(sum));
		into = allocate_state(state, room);
		memcpy(into->cell, state->cell, sizeof(CellSum) * state->count);
		for (int i = 0; i < GD_MONEY_COUNT; i++)
			memcpy(amount_sum(into, i), amount_sum(state, i), VARSIZE(amount_sum(state, i)));
	}
	memcpy(amount_sum(into, money), sum, VARSIZE(sum));
	return into;
}

static SumState *
add_to_sum(SumState *state, int money, Datum amount, int sign)
{
	PGFunction	operation = sign > 0 ? numeric_add : numeric_sub;
	Datum		sum = NumericGetDatum(amount_sum(state, money));

	return set_amount(state, money,
					  DatumGetNumeric(DirectFunctionCall2(operation, sum, amount)));
}

/* The counter of an amount that is no number, or NULL. */
static int64 *
counter_of(AmountSum *sum, Numeric amount)
{
	if (numeric_is_nan(amount))
		return &sum->nan;
	if (!numeric_is_inf(amount))
		return NULL;
	return DatumGetBool(DirectFunctionCall2(numeric_gt, NumericGetDatum(amount),
											NumericGetDatum(int64_to_numeric(0)))) ?
		&sum->positive : &sum->negative;
}

/* The decimals of an amount that is a number. */
static int64
scale_of(Numeric number)
{
	return DatumGetInt32(DirectFunctionCall1(numeric_scale, NumericGetDatum(number)));
}

/* More amounts with so many decimals. */
static void
count_scale(AmountSum *sum, int64 scale, int64 count)
{
	if (scale > sum->scale)
	{
		sum->scale = scale;
		sum->at_scale = 0;
	}
	if (scale == sum->scale)
		sum->at_scale += count;
}

SumState *
add_amount(SumState *state, int money, Datum amount)
{
	AmountSum  *sum = &state->amount[money];
	Numeric		number = DatumGetNumeric(amount);
	int64	   *counter = counter_of(sum, number);
	int64		scale;

	if (counter != NULL)
	{
		(*counter)++;
		return state;
	}
	scale = scale_of(number);
	count_scale(sum, scale, 1);
	/* a zero has no digits behind its header */
	if (VARSIZE(number) == VARHDRSZ + sizeof(uint16) && scale <= COUNTED_SCALE)
		return state;
	return add_to_sum(state, money, NumericGetDatum(number), 1);
}

SumState *
remove_amount(SumState *state, int money, Datum amount)
{
	AmountSum  *sum = &state->amount[money];
	Numeric		number = DatumGetNumeric(amount);
	int64	   *counter = counter_of(sum, number);
	int64		scale;

	if (counter != NULL)
	{
		(*counter)--;
		return state;
	}
	scale = scale_of(number);
	if (scale == sum->scale && scale > 0 && sum->at_scale == 1)
		return NULL;
	if (scale == sum->scale)
		sum->at_scale--;
	return add_to_sum(state, money, NumericGetDatum(number), -1);
}

SumState *
combine_amounts(SumState *state, const SumState *other, int money)
{
	AmountSum  *sum = &state->amount[money];
	const AmountSum *more = &other->amount[money];

	sum->nan += more->nan;
	sum->positive += more->positive;
	sum->negative += more->negative;
	count_scale(sum, more->scale, more->at_scale);
	return add_to_sum(state, money, NumericGetDatum(amount_sum(other, money)), 1);
}

static Datum
numeric_from_string(const char *string)
{
	return DirectFunctionCall3(numeric_in, CStringGetDatum(string), ObjectIdGetDatum(InvalidOid),
							   Int32GetDatum(-1));
}

Datum
amounts_result(const SumState *state, int money)
{
	const AmountSum *sum = &state->amount[money];

	if (sum->nan > 0 || (sum->positive > 0 && sum->negative > 0))
		return numeric_from_string("NaN");
	if (sum->positive > 0)
		return numeric_from_string("Infinity");
	if (sum->negative > 0)
		return numeric_from_string("-Infinity");
	if (scale_of(amount_sum(state, money)) == sum->scale)
		return NumericGetDatum(amount_sum(state, money));
	/* zeros have more decimals */
	return DirectFunctionCall2(numeric_round, NumericGetDatum(amount_sum(state, money)),
							   Int32GetDatum((int32) sum->scale));
}
