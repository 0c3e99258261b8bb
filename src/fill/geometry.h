/*
 * geometry.h
 *	  What the rows of a table have in common, and questions about the slots of a row.
 */
#ifndef GEOMETRY_H
#define GEOMETRY_H

#include "fill/matches.h"

#define GD_MAX_COLUMNS 15
#define GD_UNKNOWN (-1)
#define GD_CONFLICT (-2)

/* Where the complete rows of one table have their first cell and their columns. */
typedef struct Geometry
{
	int			complete;		/* rows */
	int			overfull;		/* rows of section 3 with more numbers on their line: the table has other columns, too */
	int			aligned;		/* of them without separators, but each on one line */
	int			cell;			/* separators to the left of the first column, UNKNOWN or CONFLICT */
	int			offset[4];		/* slots in front of the first column, by the label's depth in the outline */
	bool		by_column[2];	/* do the columns stay apart by display column, by character? */
	int			first[2][GD_ROW_WIDTH];
	int			last[2][GD_ROW_WIDTH];
	int			first_same[2][GD_ROW_WIDTH]; /* where all rows begin the column, or CONFLICT */
	int			last_same[2][GD_ROW_WIDTH];	/* where all rows end it, or CONFLICT */
	int			spacing;		/* blank lines between two slots of a complete row, UNKNOWN or CONFLICT */
	int			least_spacing;	/* of any row, or UNKNOWN */
	int			lead[4];		/* the fewest blank lines behind a label, by its depth */
	bool		blank_lines_show;	/* every row has enough of them to be complete */
	bool		irregular;		/* numbers stand where no label is: the order of the text is not that of the form */
	bool		uneven;			/* one number a line, and not as many for every label */
} Geometry;

/* The run's slots. */
static inline const GdSlot *
gd_slots_of(const GdMatches *matches, const GdRun *run)
{
	return matches->slots + run->first_slot;
}

/* Does the label stand on one line with all of its numbers? Then they are its own. */
static inline bool
gd_is_one_line(const GdMatches *matches, const GdRun *run)
{
	const GdSlot *slots = gd_slots_of(matches, run);

	return run->inline_label && (run->slot_count == 0 || slots[run->slot_count - 1].line == slots[0].line);
}

/* Where the slot begins: 0 by display column, 1 by character. */
static inline int
gd_place_of(const GdSlot *slot, int metric)
{
	return metric == 0 ? slot->column : slot->character;
}

#endif							/* GEOMETRY_H */
