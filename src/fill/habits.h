/*
 * habits.h
 *	  What all tables of a text tell of each other: what a tool did to one of them it did to all.
 */
#ifndef HABITS_H
#define HABITS_H

#include "fill/tables.h"

#define GD_STRAYS 512

typedef struct GdHabits
{
	int			pitch;			/* of section 3 (GdTableModel) */
	/* what closes the rows of section 3, or -1 (gd_least_room) */
	int			room[GD_SHAPE_KINDS];
	bool		shows_blanks;	/* where figures flow, blank lines stand for blank cells */
	bool		is_even;		/* where figures flow, nearly all rows have as many as columns */
	bool		is_complete;	/* so have all of them, and they are many */
	bool		is_out_of_order;	/* numbers stand where no label is */
	bool		is_shifted;		/* so does a row of them in front of the first label */
	/* the blank cells of section 3 are gone (test/texts/blank-cells-gone) */
	bool		is_packed[GD_SHAPE_KINDS];
	bool		is_inline;		/* most rows stand on the lines of their labels */
	bool		are_all_inline; /* all of them but one at most, and they are several */
	bool		has_own_separators; /* figures one a line have each a separator beside them */
	/* on lines parted by spaces, numbers stand above and below those of their rows */
	bool		is_ragged;
	bool		has_columns;	/* so many flow behind one label that they must be columns */
	int			stray_count;	/* of them; no more than there is room for */
	const GdSlot *stray[GD_STRAYS];
} GdHabits;

/*
 * Marks the rows whose blank cells are lone separators, then learns from all rows. What a table
 * tells is not known yet.
 */
extern void gd_learn_habits(GdMatches *matches, const GdFormChoice *forms, GdHabits *habits);

/* Learns from a table of section 3: it has the most rows. */
extern void gd_learn_from_table(const GdTable *table, const GdTableModel *model, GdHabits *habits);

/* Learns one table, without rows in which something is destroyed. */
extern void gd_learn_rows(const GdMatches *matches, const GdHabits *habits, const GdTable *table,
						  GdTableModel *model);

#endif							/* HABITS_H */
