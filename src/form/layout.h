/*
 * layout.h
 *	  The tables of the forms as they are printed: labels and headers with what they span, and the
 *	  places of the cells.
 *
 * The tables are made from src/form/ by generate.pl.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "form/form.h"

typedef enum GdPlaceKind
{
	GD_PLACE_HEADER,			/* of columns */
	GD_PLACE_LABEL,				/* of a row, or of a group of rows */
	GD_PLACE_NOTE,
	GD_PLACE_VALUE,
	GD_PLACE_COVERED,			/* by a place to the left or above */
} GdPlaceKind;

typedef struct GdPlace
{
	uint8_t		kind;			/* a GdPlaceKind */
	uint8_t		rows;			/* that it spans */
	uint8_t		columns;
	GdCellIndex cell;			/* of a VALUE */
	const char *text;			/* NULL for a VALUE and what is COVERED */
} GdPlace;

/* One table; place[row * columns + column]. */
typedef struct GdGrid
{
	uint8_t		section;
	uint8_t		rows;
	uint8_t		columns;
	uint8_t		header_rows;
	uint8_t		label_columns;
	uint8_t		row;			/* the first GdRow that it has cells of */
	/* in front of the table; NULL if it has none but the section's heading */
	const char *title;
	const GdPlace *place;
} GdGrid;

/* The tables of a form, in the order of their sections. */
typedef struct GdLayout
{
	int			count;
	const GdGrid *grid;
} GdLayout;

extern const GdLayout gd_layouts[GD_FORM_COUNT];
extern const GdLayout gd_common_layout; /* what all forms have, so that nothing tells the form */

extern const char *const gd_headings[GD_SECTIONS];	/* from 1 */
extern const char gd_notes_heading[];	/* of what stands behind the last section */

static inline const GdPlace *
gd_place_at(const GdGrid *grid, int row, int column)
{
	return &grid->place[row * grid->columns + column];
}

#endif							/* LAYOUT_H */
