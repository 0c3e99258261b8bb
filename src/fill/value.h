/*
 * value.h
 *	  The value of one cell.
 */
#ifndef VALUE_H
#define VALUE_H

#include "fill/matches.h"

/*
 * What the slot says, in a cell of the given unit, and what proves that it stands there; a second
 * showing of the cell is handled as gd_put_cell does.
 */
extern void gd_put_slot(GdCell *cell, const GdSlot *slot, GdUnit unit, GdProof proof);

/* Do both hold the same? Where they stand does not matter. */
extern bool gd_same_cell(const GdCell *a, const GdCell *b);

/*
 * A second showing of the same cell. The same again confirms the first. Where either is a number
 * and the other anything else (another number, a blank, a word, a row that was not read), both are
 * uncertain: their tables are two (test/texts/annex-of-last-year). Else the first one stands.
 */
extern void gd_put_cell(GdCell *cell, const GdCell *found);

/* Two showings differ: the cell has no value. Where it stands is kept. */
extern void gd_make_several(GdCell *cell);

#endif							/* VALUE_H */
