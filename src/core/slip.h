/*
 * slip.h
 *	  How one printed number comes to stand for another.
 */
#ifndef SLIP_H
#define SLIP_H

#include "repair.h"

/* The slip that turns one number into the other, and how implausible it is (GdRepair.cost). */
extern GdRepairKind gd_slip(int64_t from, int64_t to, int *cost);

/*
 * Numbers between low and high that a slip of one digit makes of the given one, the most plausible first, then the nearest.
 * False if there is none.
 */
extern bool gd_slip_within(int64_t from, int64_t low, int64_t high, int64_t *to);

/* The digits of both numbers behind one another; false if there are too many. */
extern bool gd_join_digits(int64_t left, int64_t right, int64_t *joined);

/* The other way round, with so many digits on the right; false if these begin with 0 or there are not so many. */
extern bool gd_part_digits(int64_t joined, int digits, int64_t *left, int64_t *right);

#endif							/* SLIP_H */
