/*
 * rivals.h
 *	  Two tables of one section: last year's beside this year's, or the same one again.
 */
#ifndef RIVALS_H
#define RIVALS_H

#include "fill/reading.h"
#include "fill/tables.h"

/* The tables of a section so far. */
typedef struct GdRivals
{
	uint8_t		shown[GD_ROW_COUNT];	/* tables that have the row */
	uint8_t		read[GD_CELL_COUNT];	/* tables that have a figure in the cell */
	bool		are_there;		/* a table has the rows of another */
} GdRivals;

/* Counts the rows that the table has. */
extern void gd_note_table(GdRivals *rivals, const GdTable *table);

/* Counts the cells, one for each column, that a row of it has figures for. */
extern void gd_note_reading(GdRivals *rivals, const GdReading *reading, const uint16_t *cells);

/* Takes back what only one of two tables says, where they differ. */
extern void gd_settle_rivals(const GdRivals *rivals, int section, GdReport *report);

#endif							/* RIVALS_H */
