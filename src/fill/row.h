/*
 * row.h
 *	  One row of a table: which of its numbers stands in which column.
 */
#ifndef ROW_H
#define ROW_H

#include "fill/geometry.h"

/* A row as it is read: the slot in each column, NULL where it has none. */
typedef struct Reading
{
	const GdSlot *column[GD_MAX_COLUMNS];
	bool		shown;			/* the cell is there, though blank */
	bool		ambiguous;
} Reading;

/* Reads a row of so many columns; parts is room for the digits of glued cells, and must live as long as the reading. */
extern Reading gd_read_row(const GdMatches *matches, const GdRun *run, const Geometry *geometry, int columns, GdSlot *parts);

#endif							/* ROW_H */
