/*
 * numbers.c
 *	  Counts and ratios as numeric.
 */
#include "pg/numbers.h"

#include "utils/fmgrprotos.h"

void
make_numbers(Numbers *numbers)
{
	for (int i = 0; i < COMMON_NUMBERS; i++)
		numbers->common[i] = NumericGetDatum(int64_to_numeric(i));
}

Datum
ratio_datum(GdSum units)
{
	if (units >= INT64_MIN && units <= INT64_MAX)
		return NumericGetDatum(int64_div_fast_to_numeric((int64) units, RATIO_PLACES));
	return DirectFunctionCall2(numeric_mul, NumericGetDatum(numeric_from_sum(units)),
							   NumericGetDatum(int64_div_fast_to_numeric(1, RATIO_PLACES)));
}
