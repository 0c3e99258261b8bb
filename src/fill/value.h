/*
 * value.h
 *	  The value of one cell.
 */
#ifndef VALUE_H
#define VALUE_H

#include "fill/matches.h"

/* What the slot says, in a cell of the given unit; a second showing of the cell is handled as gd_put_cell does. */
extern void gd_put_slot(GdCell *cell, const GdSlot *slot, GdUnit unit);

/* Do both hold the same? Where they stand does not matter. */
extern bool gd_same_cell(const GdCell *a, const GdCell *b);

/* A second showing of the same cell confirms the first, fills it, or makes it ambiguous. */
extern void gd_put_cell(GdCell *cell, const GdCell *found);

#endif							/* VALUE_H */
