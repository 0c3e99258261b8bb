/*
 * numbers.h
 *	  Counts and ratios as numeric, by the million.
 */
#ifndef PG_NUMBERS_H
#define PG_NUMBERS_H

#include "pg/figures.h"

/* The numbers that reports are full of, made once a query; and some ratios. */
#define COMMON_NUMBERS 256
#define KEPT_RATIOS 2048
typedef struct Numbers
{
	MemoryContext context;		/* of them */
	Datum		common[2 * COMMON_NUMBERS];	/* from -COMMON_NUMBERS on */
	int64		units[KEPT_RATIOS];
	Datum		ratio[KEPT_RATIOS]; /* of so many units; 0 where there is none yet */
} Numbers;

/* They live as long as the current memory context. */
extern void make_numbers(Numbers *numbers);

static inline Datum
number_datum(const Numbers *numbers, GdSum number)
{
	if (number >= -COMMON_NUMBERS && number < COMMON_NUMBERS)
		return numbers->common[COMMON_NUMBERS + (int) number];
	return NumericGetDatum(numeric_from_sum(number));
}

/*
 * A ratio has six places. It is told in units of the last one, rounded half a unit away from 0; the
 * base is above 0.
 */
#define RATIO_PLACES 6
#define RATIO_UNITS 1000000

static inline GdSum
ratio_units(GdSum numerator, GdSum base)
{
	GdSum		magnitude = numerator < 0 ? -numerator : numerator;
	GdSum		units = (2 * RATIO_UNITS * magnitude + base) / (2 * base);

	return numerator < 0 ? -units : units;
}

/* The ratio of so many units. */
extern Datum ratio_datum(Numbers *numbers, GdSum units);

#endif							/* PG_NUMBERS_H */
