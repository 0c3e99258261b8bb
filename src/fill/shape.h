/*
 * shape.h
 *	  How the figures of one row stand in the text: on one line or one a line,
 *	  with separators or without.
 */
#ifndef SHAPE_H
#define SHAPE_H

#include "fill/matches.h"

#include <string.h>

#define GD_SHAPE_SLOTS GD_RUN_SLOTS

typedef enum GdShapeKind
{
	GD_SHAPE_BLANK,				/* no figure at all */
	GD_SHAPE_WORDS,				/* on one line, parted by spaces */
	GD_SHAPE_CELLS,				/* on one line, or in one drawn row, parted by separators */
	/* each on a line of its own; blank lines may stand for blank cells */
	GD_SHAPE_FLOW,
	GD_SHAPE_STREAM,			/* each on a line of its own, with a separator */
	GD_SHAPE_KINDS
} GdShapeKind;

/*
 * The figures of a row with the room between them: blank cells where there are separators, else
 * blank lines. What stands on other lines of the row than its figures is stray: the wrapped end of
 * a number, the number of a page.
 */
typedef struct GdRowShape
{
	uint8_t		kind;			/* a GdShapeKind */
	bool		is_inline;		/* the label ends on the line of the first figure */
	bool		is_broken;		/* several figures on each of several lines */
	int			count;			/* figures */
	/* of the cells of the row, blank ones among them; NULL where they have no separators */
	const GdSlot *begin;
	const GdSlot *end;
	int			strays;
	int			alone;			/* figures that no separator stands beside */
	bool		has_far_strays; /* one of them on a line with separators */
	int			after;			/* room behind the last figure */
	int			length;			/* figures and room, in all */
	uint8_t		before[GD_SHAPE_SLOTS];	/* room in front of each */
	const GdSlot *slot[GD_SHAPE_SLOTS]; /* the last member: gd_copy_shape */
} GdRowShape;

/* Shapes all runs: matches->shapes. GD_OK or GD_OUT_OF_MEMORY. */
extern GdStatus gd_shape_rows(const GdHost *host, GdMatches *matches);

/* Shapes a run again, after its slots or its separators have changed. */
extern void gd_shape_row(const GdMatches *matches, const GdRun *run);

static inline const GdRowShape *
gd_shape_of_run(const GdMatches *matches, const GdRun *run)
{
	return &matches->shapes[run - matches->runs];
}

/* Shapes a run whose figures flow, though some of them share a line. */
extern void gd_shape_flow(const GdMatches *matches, const GdRun *run);

/* Few of the figures that there is room for are there. */
static inline void
gd_copy_shape(GdRowShape *into, const GdRowShape *shape)
{
	memcpy(into, shape, offsetof(GdRowShape, slot) + sizeof(GdSlot *) * (size_t) shape->count);
}

/* Are the figures of a row of several columns one number, whose digits stood at the label? */
static inline bool
gd_is_glued(const GdRowShape *shape, int columns)
{
	return shape->count == 1 && columns > 1 &&
		((shape->slot[0]->flags & GD_FLAG_GLUED) || shape->slot[0]->number.leading_zero);
}

/* The run's slots. */
static inline const GdSlot *
gd_slots_of(const GdMatches *matches, const GdRun *run)
{
	return matches->slots + run->first_slot;
}

#endif							/* SHAPE_H */
