/*
 * sums.c
 *	  sum and coverage of reports and of their parts, + and -.
 *
 * Their state is a type of SQL, so that the sums of several servers can be added up.
 */
#include "pg/sum_state.h"

#include "utils/fmgrprotos.h"

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

/* The argument that is added to, or the sum of nothing. */
static SumState *
state_argument(FunctionCallInfo fcinfo, Part part)
{
	return PG_ARGISNULL(0) ? create_sum(part) : sum_argument(fcinfo, 0, part);
}

static Datum
accumulate(FunctionCallInfo fcinfo, Part part)
{
	SumState   *state = state_argument(fcinfo, part);
	PartFigures figures;

	state->rows++;
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	part_argument(fcinfo, 1, part, kept_types(fcinfo), &figures);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (has_amount(&figures, i))
			state = add_amount(state, i, figures.amount[i]);
	}
	count_figures(state, &figures, 1);
	PG_RETURN_POINTER(state);
}

/*
 * NULL has the server add up the frame again: the only amount with so many decimals cannot be taken
 * off a sum.
 */
static Datum
retract(FunctionCallInfo fcinfo, Part part)
{
	SumState   *state;
	PartFigures figures;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = sum_argument(fcinfo, 0, part);
	state->rows--;
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	part_argument(fcinfo, 1, part, kept_types(fcinfo), &figures);
	for (int i = 0; i < GD_MONEY_COUNT && state != NULL; i++)
	{
		if (has_amount(&figures, i))
			state = remove_amount(state, i, figures.amount[i]);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	count_figures(state, &figures, -1);
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(sum_combine);
/*
 * sum_combine(disclosure_sum, disclosure_sum) → disclosure_sum: both together
 */
Datum
sum_combine(PG_FUNCTION_ARGS)
{
	const SumState *other;
	SumState   *state;

	if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
		PG_RETURN_NULL();
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_DATUM(PG_GETARG_DATUM(PG_ARGISNULL(0) ? 1 : 0));
	other = any_sum_argument(fcinfo, 1);
	state = sum_argument(fcinfo, 0, (Part) other->part);
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
		state = combine_amounts(state, other, i);
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
	Part		part = (Part) state->part;

	result->year = agreed_number(&state->year, state->inputs);
	result->form = agreed_number(&state->form, state->inputs);
	result->proactive_form = agreed_number(&state->proactive_form, state->inputs);
	return part_to_datum(part, result, result_types(fcinfo, part));
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
			report_overflow((Part) state->part, cell, state->cell[i].total);
		result->figures.value[cell] = (int64) state->cell[i].total;
	}
}

/* The sum of each cell; NULL if no input is other than NULL. */
static Datum
show_sum(FunctionCallInfo fcinfo, Part part)
{
	const SumState *state = PG_ARGISNULL(0) ? NULL : sum_argument(fcinfo, 0, part);
	PartFigures result = {{{{0}}}};

	if (state == NULL || state->inputs == 0)
		PG_RETURN_NULL();
	sum_counts(state, &result);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		int			cell = gd_money_cells[i];

		if (!gd_set_has(&state->cells, cell) ||
			state->cell[cell - state->first].missing == state->inputs)
			continue;
		result.amount[i] = amounts_result(state, i);
		gd_set_add(&result.figures.money, cell);
	}
	return state_to_datum(fcinfo, state, &result);
}

/* How many inputs have a value in each cell; NULL if there are no inputs at all. */
static Datum
show_coverage(FunctionCallInfo fcinfo, Part part)
{
	const SumState *state = PG_ARGISNULL(0) ? NULL : sum_argument(fcinfo, 0, part);
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
 * sum_add_x(disclosure_sum, x) → disclosure_sum, sum_remove_x: one input more, one less
 * sum_result_x(disclosure_sum, x) → x, coverage_result_x(disclosure_sum, x) → x
 * add_x(x, x) → x, subtract_x(x, x) → x: + and -
 */
#define SUMS_OF_PART(name, part) \
	PG_FUNCTION_INFO_V1(sum_add_##name); \
	Datum sum_add_##name(PG_FUNCTION_ARGS) { return accumulate(fcinfo, part); } \
	PG_FUNCTION_INFO_V1(sum_remove_##name); \
	Datum sum_remove_##name(PG_FUNCTION_ARGS) { return retract(fcinfo, part); } \
	PG_FUNCTION_INFO_V1(sum_result_##name); \
	Datum sum_result_##name(PG_FUNCTION_ARGS) { return show_sum(fcinfo, part); } \
	PG_FUNCTION_INFO_V1(coverage_result_##name); \
	Datum coverage_result_##name(PG_FUNCTION_ARGS) { return show_coverage(fcinfo, part); }

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
