/*
 * value.h
 *	  The value of one cell.
 */
#ifndef VALUE_H
#define VALUE_H

#include "fill/matches.h"

/*
 * What the slot says, in a cell of the given unit; a second showing of the cell is handled as
 * gd_put_cell does.
 */
extern void gd_put_slot(GdCell *cell, const GdSlot *slot, GdUnit unit);

/* Do both hold the same? Where they stand does not matter. */
extern bool gd_same_cell(const GdCell *a, const GdCell *b);

/*
 * A second showing of the same cell. The same again confirms the first. Another number, or a blank
 * or a stroke where the other has a number, makes both uncertain: their tables are two
 * (test/texts/annex-of-last-year). A word is no answer, and a number wins over it. A row that was
 * not read is not filled in, nor does it take back what is known.
 */
extern void gd_put_cell(GdCell *cell, const GdCell *found);

#endif							/* VALUE_H */
