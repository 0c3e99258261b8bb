/*
 * sums.c
 *	  sum and coverage of reports and of their parts, + and -.
 *
 * A sum is exact while it is added up, so that whatever leaves the frame of a window can be taken
 * off it again: counts in 128 bits, amounts in PostgreSQL's own state of sum(numeric). Only the
 * result must fit into a bigint.
 */
#include "pg/figures.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

/* Tells whether all of some numbers are the same, and can forget any of them again. */
typedef struct Agreement
{
	int64		count;
	int128		sum;
	int128		squares;
} Agreement;

typedef struct CellSum
{
	int128		total;
	int64		missing;		/* so many inputs have no value */
} CellSum;

/*
 * What an aggregate has added up so far. Where it is added to, its memory is that of the aggregate.
 */
typedef struct SumState
{
	Part		part;
	GdCellSet	cells;			/* of the part */
	int			first;
	int			count;
	int64		rows;			/* inputs, those that are NULL included */
	int64		inputs;			/* those that are not */
	Agreement	year;
	Agreement	form;
	Agreement	proactive_form;
	/* PostgreSQL's own state of sum(numeric); NULL before the first amount */
	void	   *money[GD_MONEY_COUNT];
	CellSum		cell[FLEXIBLE_ARRAY_MEMBER];
} SumState;

/* So many bytes has the state without those of the amounts. */
static Size
state_size(const SumState *state)
{
	return offsetof(SumState, cell) + sizeof(CellSum) * state->count;
}

static SumState *
create_state(Part part, MemoryContext context)
{
	GdCellSet	cells = part_cells(part);
	int			first = gd_set_next(&cells, 0);
	int			count = 0;
	SumState   *state;

	for (int cell = first; cell >= 0; cell = gd_set_next(&cells, cell + 1))
		count++;
	state = MemoryContextAllocZero(context, offsetof(SumState, cell) + sizeof(CellSum) * count);
	state->part = part;
	state->cells = cells;
	state->first = first;
	state->count = count;
	return state;
}

static MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	return context;
}

/* Calls a support function of sum(numeric), which finds the aggregate that it works for. */
static Datum
call_numeric(FunctionCallInfo fcinfo, PGFunction function, void *state, Datum argument,
			 bool *is_null)
{
	LOCAL_FCINFO(call, 2);
	Datum		result;

	InitFunctionCallInfoData(*call, NULL, 2, InvalidOid, fcinfo->context, fcinfo->resultinfo);
	call->args[0].value = PointerGetDatum(state);
	call->args[0].isnull = state == NULL;
	call->args[1].value = argument;
	call->args[1].isnull = false;
	result = function(call);
	*is_null = call->isnull;
	return result;
}

/* 0 stands for a number that is not known. */
static void
count_agreement(Agreement *agreement, int32 number, int sign)
{
	if (number == 0)
		return;
	agreement->count += sign;
	agreement->sum += sign * (int128) number;
	agreement->squares += sign * (int128) number * number;
}

static void
combine_agreements(Agreement *into, const Agreement *other)
{
	into->count += other->count;
	into->sum += other->sum;
	into->squares += other->squares;
}

/*
 * The number that all of so many inputs have, or 0. Numbers are all the same if and only if they do
 * not vary.
 */
static int32
agreed_number(const Agreement *agreement, int64 inputs)
{
	int128		mean;

	if (agreement->count == 0 || agreement->count != inputs || agreement->sum % inputs != 0)
		return 0;
	mean = agreement->sum / inputs;
	return agreement->squares == mean * agreement->sum ? (int32) mean : 0;
}

static void
count_missing(SumState *state, const GdFigures *figures, int sign)
{
	for (int i = 0; i < GD_CELL_WORDS; i++)
	{
		uint64		missing =
			state->cells.word[i] & ~(figures->known.word[i] | figures->money.word[i]);

		for (; missing != 0; missing &= missing - 1)
			state->cell[i * 64 + __builtin_ctzll(missing) - state->first].missing += sign;
	}
}

/* Adds the figures of one input, or takes them off again. */
static void
count_figures(SumState *state, const PartFigures *part, int sign)
{
	const int64_t *value = part->figures.value + state->first;

	if (sign > 0)
	{
		for (int i = 0; i < state->count; i++)
			state->cell[i].total += value[i];
	}
	else
	{
		for (int i = 0; i < state->count; i++)
			state->cell[i].total -= value[i];
	}
	count_missing(state, &part->figures, sign);
	count_agreement(&state->year, part->year, sign);
	count_agreement(&state->form, part->form, sign);
	count_agreement(&state->proactive_form, part->proactive_form, sign);
	state->inputs += sign;
}

static bool
has_amount(const PartFigures *part, int money)
{
	return gd_set_has(&part->figures.money, gd_money_cells[money]);
}

static Datum
accumulate(FunctionCallInfo fcinfo, Part part)
{
	MemoryContext context = aggregate_context(fcinfo);
	SumState   *state = PG_ARGISNULL(0) ? create_state(part, context) :
		(SumState *) PG_GETARG_POINTER(0);
	PartFigures figures;
	bool		is_null;

	state->rows++;
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	part_argument(fcinfo, 1, part, kept_types(fcinfo), &figures);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (has_amount(&figures, i))
			state->money[i] = DatumGetPointer(call_numeric(fcinfo, numeric_avg_accum,
														   state->money[i], figures.amount[i],
														   &is_null));
	}
	count_figures(state, &figures, 1);
	PG_RETURN_POINTER(state);
}

/*
 * NULL has the server add up the frame again: PostgreSQL cannot take the only amount with so many
 * decimals off a sum.
 */
static Datum
retract(FunctionCallInfo fcinfo, Part part)
{
	SumState   *state = (SumState *) PG_GETARG_POINTER(0);
	PartFigures figures;
	bool		is_null = false;

	aggregate_context(fcinfo);
	state->rows--;
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	part_argument(fcinfo, 1, part, kept_types(fcinfo), &figures);
	for (int i = 0; i < GD_MONEY_COUNT && !is_null; i++)
	{
		if (has_amount(&figures, i))
			call_numeric(fcinfo, numeric_accum_inv, state->money[i], figures.amount[i], &is_null);
	}
	if (is_null)
		PG_RETURN_NULL();
	count_figures(state, &figures, -1);
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(sum_combine);
/*
 * sum_combine(internal, internal) → internal: the state of both; the first one is changed
 */
Datum
sum_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	const SumState *other = PG_ARGISNULL(1) ? NULL : (const SumState *) PG_GETARG_POINTER(1);
	SumState   *state = PG_ARGISNULL(0) ? NULL : (SumState *) PG_GETARG_POINTER(0);
	bool		is_null;

	if (other == NULL && state == NULL)
		PG_RETURN_NULL();
	if (other == NULL)
		PG_RETURN_POINTER(state);
	if (state == NULL)
		state = create_state(other->part, context);
	state->rows += other->rows;
	state->inputs += other->inputs;
	combine_agreements(&state->year, &other->year);
	combine_agreements(&state->form, &other->form);
	combine_agreements(&state->proactive_form, &other->proactive_form);
	for (int i = 0; i < state->count; i++)
	{
		state->cell[i].total += other->cell[i].total;
		state->cell[i].missing += other->cell[i].missing;
	}
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (other->money[i] != NULL)
			state->money[i] = DatumGetPointer(call_numeric(fcinfo, numeric_avg_combine,
														   state->money[i],
														   PointerGetDatum(other->money[i]),
														   &is_null));
	}
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(sum_serialize);
/*
 * sum_serialize(internal) → bytea: the state, and behind it that of each amount it has
 */
Datum
sum_serialize(PG_FUNCTION_ARGS)
{
	const SumState *state = (const SumState *) PG_GETARG_POINTER(0);
	StringInfoData bytes;
	bool		is_null;

	aggregate_context(fcinfo);
	pq_begintypsend(&bytes);
	pq_sendbytes(&bytes, (const char *) state, state_size(state));
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		bytea	   *amount;

		if (state->money[i] == NULL)
			continue;
		amount = DatumGetByteaPP(call_numeric(fcinfo, numeric_avg_serialize, state->money[i],
											  (Datum) 0, &is_null));
		pq_sendint32(&bytes, VARSIZE_ANY_EXHDR(amount));
		pq_sendbytes(&bytes, VARDATA_ANY(amount), VARSIZE_ANY_EXHDR(amount));
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&bytes));
}

PG_FUNCTION_INFO_V1(sum_deserialize);
/*
 * sum_deserialize(bytea, internal) → internal
 */
Datum
sum_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *argument = PG_GETARG_BYTEA_PP(0);
	StringInfoData bytes = {.data = VARDATA_ANY(argument), .len = VARSIZE_ANY_EXHDR(argument)};
	SumState	head;
	SumState   *state;
	bool		is_null;

	aggregate_context(fcinfo);
	memcpy(&head, bytes.data, offsetof(SumState, cell));
	state = palloc(state_size(&head));
	pq_copymsgbytes(&bytes, (char *) state, state_size(&head));
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		bytea	   *amount;
		int			length;

		if (state->money[i] == NULL)
			continue;
		length = pq_getmsgint(&bytes, sizeof(int32));
		amount = palloc(VARHDRSZ + length);
		SET_VARSIZE(amount, VARHDRSZ + length);
		pq_copymsgbytes(&bytes, VARDATA(amount), length);
		state->money[i] = DatumGetPointer(call_numeric(fcinfo, numeric_avg_deserialize, amount,
													   (Datum) 0, &is_null));
	}
	PG_RETURN_POINTER(state);
}

/* The cell as an error names it: "granted.total"; of a row that may be any only the column. */
static const char *
cell_name(Part part, int cell)
{
	const char *column = gd_column_names[gd_cells[cell].column];

	if (part == PART_APPLICANT_COUNTS || part == PART_DISPUTE_COUNTS)
		return column;
	return psprintf("%s.%s", gd_rows[gd_cells[cell].row].item, column);
}

static void
report_overflow(Part part, int cell, GdSum value)
{
	char		room[48];
	GdWriter	digits;

	gd_writer_over(&digits, room, sizeof(room));
	gd_write_number(&digits, value);
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s is out of range for type bigint", cell_name(part, cell)),
			 errdetail("It would be %.*s.", (int) digits.length, digits.data),
			 errhint("Add up the values of report_cells, which are numeric.")));
}

static Datum
state_to_datum(FunctionCallInfo fcinfo, const SumState *state, PartFigures *result)
{
	result->year = agreed_number(&state->year, state->inputs);
	result->form = agreed_number(&state->form, state->inputs);
	result->proactive_form = agreed_number(&state->proactive_form, state->inputs);
	return part_to_datum(state->part, result, result_types(fcinfo, state->part));
}

/* The sums of counts; 0 where all is missing. */
static void
sum_counts(const SumState *state, PartFigures *result)
{
	result->figures.known = state->cells;
	for (int i = 0; i < state->count; i++)
	{
		int			cell = state->first + i;

		if (state->cell[i].missing == state->inputs || gd_is_money(cell))
			gd_set_remove(&result->figures.known, cell);
		if (state->cell[i].total < PG_INT64_MIN || state->cell[i].total > PG_INT64_MAX)
			report_overflow(state->part, cell, state->cell[i].total);
		result->figures.value[cell] = (int64) state->cell[i].total;
	}
}

PG_FUNCTION_INFO_V1(sum_result);
/*
 * sum_result(internal, type) → type: the sum of each cell; NULL if no input is other than NULL
 */
Datum
sum_result(PG_FUNCTION_ARGS)
{
	SumState   *state = PG_ARGISNULL(0) ? NULL : (SumState *) PG_GETARG_POINTER(0);
	PartFigures result = {{{{0}}}};
	bool		is_null;

	if (state == NULL || state->inputs == 0)
		PG_RETURN_NULL();
	sum_counts(state, &result);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (state->money[i] == NULL)
			continue;
		result.amount[i] = call_numeric(fcinfo, numeric_sum, state->money[i], (Datum) 0, &is_null);
		if (!is_null)
			gd_set_add(&result.figures.money, gd_money_cells[i]);
	}
	return state_to_datum(fcinfo, state, &result);
}

PG_FUNCTION_INFO_V1(coverage_result);
/*
 * coverage_result(internal, type) → type: how many inputs have a value in each cell; NULL if there
 * are no inputs at all
 */
Datum
coverage_result(PG_FUNCTION_ARGS)
{
	SumState   *state = PG_ARGISNULL(0) ? NULL : (SumState *) PG_GETARG_POINTER(0);
	PartFigures result = {{{{0}}}};

	if (state == NULL || state->rows == 0)
		PG_RETURN_NULL();
	result.figures.known = result.figures.money = state->cells;
	for (int i = 0; i < state->count; i++)
		result.figures.value[state->first + i] = state->inputs - state->cell[i].missing;
	for (int i = 0; i < GD_MONEY_COUNT; i++)
		result.amount[i] =
			NumericGetDatum(int64_to_numeric(result.figures.value[gd_money_cells[i]]));
	return state_to_datum(fcinfo, state, &result);
}

/* Cells that both have; all else is NULL. */
static void
calculate_figures(Part part, const PartFigures *left, const PartFigures *right, int sign,
				  PartFigures *result)
{
	GdCellSet	both = gd_set_both(&left->figures.known, &right->figures.known);

	result->figures.known = both;
	for (int cell = gd_set_next(&both, 0); cell >= 0; cell = gd_set_next(&both, cell + 1))
	{
		GdSum		value = (GdSum) left->figures.value[cell] +
			sign * (GdSum) right->figures.value[cell];

		if (value < PG_INT64_MIN || value > PG_INT64_MAX)
			report_overflow(part, cell, value);
		result->figures.value[cell] = (int64) value;
	}
	result->figures.money = gd_set_both(&left->figures.money, &right->figures.money);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (has_amount(result, i))
			result->amount[i] = DirectFunctionCall2(sign > 0 ? numeric_add : numeric_sub,
													left->amount[i], right->amount[i]);
	}
	result->year = left->year == right->year ? left->year : 0;
	result->form = left->form == right->form ? left->form : 0;
	if (left->proactive_form == right->proactive_form)
		result->proactive_form = left->proactive_form;
}

/* One of two parts plus, or minus, the other. */
static Datum
calculate(FunctionCallInfo fcinfo, Part part, int sign)
{
	ReportTypes **types = kept_types(fcinfo);
	PartFigures left;
	PartFigures right;
	PartFigures result = {{{{0}}}};

	part_argument(fcinfo, 0, part, types, &left);
	part_argument(fcinfo, 1, part, types, &right);
	calculate_figures(part, &left, &right, sign, &result);
	return part_to_datum(part, &result, *types);
}

/*
 * The functions that know from their name which part they are about:
 *
 * sum_add_x(internal, x) → internal, sum_remove_x(internal, x) → internal: one input more, one less
 * add_x(x, x) → x, subtract_x(x, x) → x: + and -
 */
#define SUMS_OF_PART(name, part) \
	PG_FUNCTION_INFO_V1(sum_add_##name); \
	Datum sum_add_##name(PG_FUNCTION_ARGS) { return accumulate(fcinfo, part); } \
	PG_FUNCTION_INFO_V1(sum_remove_##name); \
	Datum sum_remove_##name(PG_FUNCTION_ARGS) { return retract(fcinfo, part); }

#define FUNCTIONS_OF_PART(name, part) \
	SUMS_OF_PART(name, part) \
	PG_FUNCTION_INFO_V1(add_##name); \
	Datum add_##name(PG_FUNCTION_ARGS) { return calculate(fcinfo, part, 1); } \
	PG_FUNCTION_INFO_V1(subtract_##name); \
	Datum subtract_##name(PG_FUNCTION_ARGS) { return calculate(fcinfo, part, -1); }

FUNCTIONS_OF_PART(disclosure_report, PART_REPORT)
FUNCTIONS_OF_PART(proactive_disclosure, PART_PROACTIVE)
FUNCTIONS_OF_PART(application_outcomes, PART_APPLICATIONS)
FUNCTIONS_OF_PART(dispute_outcomes, PART_DISPUTES)
FUNCTIONS_OF_PART(applicant_counts, PART_APPLICANT_COUNTS)
FUNCTIONS_OF_PART(dispute_counts, PART_DISPUTE_COUNTS)
/* these become reports when they are added to one another */
SUMS_OF_PART(disclosure_figures, PART_PACKED)
