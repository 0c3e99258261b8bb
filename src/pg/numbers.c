/*
 * numbers.c
 *	  Counts and ratios as numeric.
 */
#include "pg/numbers.h"

#include "common/hashfn.h"
#include "utils/fmgrprotos.h"

void
make_numbers(Numbers *numbers)
{
	memset(numbers, 0, sizeof(*numbers));
	numbers->context = CurrentMemoryContext;
	for (int i = 0; i < 2 * COMMON_NUMBERS; i++)
		numbers->common[i] = NumericGetDatum(int64_to_numeric(i - COMMON_NUMBERS));
}

static Datum
large_ratio(GdSum units)
{
	return DirectFunctionCall2(numeric_mul, NumericGetDatum(numeric_from_sum(units)),
							   NumericGetDatum(int64_div_fast_to_numeric(1, RATIO_PLACES)));
}

static void
keep_ratio(Numbers *numbers, int place, int64 units)
{
	MemoryContext old = MemoryContextSwitchTo(numbers->context);

	numbers->ratio[place] = NumericGetDatum(int64_div_fast_to_numeric(units, RATIO_PLACES));
	numbers->units[place] = units;
	MemoryContextSwitchTo(old);
}

/* A place has the first ratio that wanted it: those that are told often come early. */
Datum
ratio_datum(Numbers *numbers, GdSum units)
{
	int			place;

	if (units < INT64_MIN || units > INT64_MAX)
		return large_ratio(units);
	place = murmurhash32((uint32) units) % KEPT_RATIOS;
	if (numbers->ratio[place] == (Datum) 0)
		keep_ratio(numbers, place, (int64) units);
	if (numbers->units[place] != (int64) units)
		return NumericGetDatum(int64_div_fast_to_numeric((int64) units, RATIO_PLACES));
	return numbers->ratio[place];
}
