/*
 * reading.h
 *	  One row of a table: which of its figures stands in which column, and what proves it.
 */
#ifndef READING_H
#define READING_H

#include "fill/habits.h"

/* A row as it is read: the figure of each column, NULL where it has none. */
typedef struct GdReading
{
	uint8_t		columns;		/* of the row */
	uint8_t		proof;			/* a GdProof, of the figures */
	uint8_t		reason;			/* a GdReason why there are figures but no reading, or 0 */
	bool		shown;			/* the row's cells are there, though blank */
	const GdSlot *column[GD_MAX_COLUMNS];	/* behind the row's columns they mean nothing */
} GdReading;

/* A reading without a figure, for the reason. */
static inline void
gd_clear_reading(GdReading *reading, int columns, GdReason reason)
{
	memset(reading, 0, offsetof(GdReading, column) + sizeof(GdSlot *) * (size_t) columns);
	reading->columns = (uint8_t) columns;
	reading->reason = (uint8_t) reason;
}

/* parts: room for the digits of glued cells; it must live as long as the reading. */
extern void gd_read_row(const GdTableModel *model, const GdHabits *habits, const GdTableRow *row,
						GdSlot *parts, GdReading *reading);

/* The reading in which each figure stands in the given column. */
extern void gd_set_reading(const GdRowShape *shape, const int *column, int columns, GdProof proof,
						   GdReading *reading);

/*
 * Is the last figure of each seven, or of each five of section 4, the sum of those before it?
 * Blanks count nothing.
 */
extern bool gd_has_totals(const GdReading *reading, int columns);

#endif							/* READING_H */
