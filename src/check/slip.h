/*
 * slip.h
 *	  How one printed number comes to stand for another.
 */
#ifndef SLIP_H
#define SLIP_H

#include "text/core.h"

/* What a repair supposes to have happened. */
typedef enum GdRepairKind
{
	GD_REPAIR_SIGN,				/* -3 for 3 */
	GD_REPAIR_TRANSPOSITION,	/* 31 for 13 */
	GD_REPAIR_DIGIT,			/* 15 for 13 */
	GD_REPAIR_LOST_DIGIT,		/* 2 for 20 */
	GD_REPAIR_EXTRA_DIGIT,		/* 200 for 20 */
	GD_REPAIR_CELL,				/* one cell, any other value */
	GD_REPAIR_SWAP,				/* two cells of a row or a column in each other's place */
	GD_REPAIR_SPLIT_DIGITS,		/* 2 | 0 for 20, and all behind it one cell further */
	GD_REPAIR_JOINED_DIGITS,	/* 20 for 2 | 0, and all behind it one cell nearer */
	GD_REPAIR_SHIFT,			/* part of a row one cell further or nearer */
	GD_REPAIR_PAIR,				/* any two cells */
	GD_REPAIR_NONE,				/* more than two cells, none of the above */
	GD_REPAIR_LIMIT,			/* there are more repairs than could be tried or listed */
	GD_REPAIR_KIND_COUNT
} GdRepairKind;

/* The slip that turns one number into the other, and how implausible it is (GdRepair.cost). */
extern GdRepairKind gd_slip(int64_t from, int64_t to, int *cost);

/*
 * Numbers between low and high that a slip of one digit makes of the given one, the most plausible
 * first, then the nearest. False if there is none.
 */
extern bool gd_slip_within(int64_t from, int64_t low, int64_t high, int64_t *to);

/* The digits of both numbers behind one another; false if there are too many. */
extern bool gd_join_digits(int64_t left, int64_t right, int64_t *joined);

/*
 * The other way round, with so many digits on the right; false if these begin with 0 or there are
 * not so many.
 */
extern bool gd_part_digits(int64_t joined, int digits, int64_t *left, int64_t *right);

#endif							/* SLIP_H */
