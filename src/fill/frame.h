/*
 * frame.h
 *	  What the complete rows of a table have in common: where its columns are.
 */
#ifndef FRAME_H
#define FRAME_H

#include "fill/bands.h"

#define GD_MAX_COLUMNS 15

#if GD_GRID_WIDTH > GD_MAX_COLUMNS
#error a form has wider rows than the reader has room for
#endif

/*
 * How a tool writes the cells that labels cover, and what fills a row up. Labels of the outline
 * stand in up to three columns, in front of those of the figures: a label of depth 1 covers all
 * three, one of depth 2 two of them, and a group's label the first ones of several rows.
 */
typedef struct GdFrame
{
	uint8_t		kind;			/* a GdShapeKind */
	/* what a label covers beside itself are blank cells, between it and the figures */
	bool		shows_own;
	/* what a group's label covers in further rows are blank cells in front of their labels */
	bool		shows_groups;
	bool		fills_up;		/* blank cells behind the figures make all rows equally long */
	int			room;			/* behind the last cell, in all rows */
	/* but from this row on there is other room, because a page begins; or a large number */
	int			next_page;
	int			next_room;
	int			rows;			/* that it fits */
	int			misfits;		/* rows with a figure for each column that it does not fit */
} GdFrame;

#define GD_FRAMES 8				/* of one kind: all that fit most rows */

typedef struct GdTableModel
{
	/* from one cell to the next, in lines, where figures flow: 1 + blank lines; or 0 */
	int			pitch;
	int			complete[GD_SHAPE_KINDS];	/* rows with a figure for each column */
	int			incomplete[GD_SHAPE_KINDS];	/* rows with some figures, but not with that many */
	int			open;			/* rows of cells that no pipe ends, or that are drawn */
	int			spread[GD_SHAPE_KINDS];	/* rows with a blank cell in front of a figure */
	/* incomplete rows without, whose last figure is the sum of the others */
	int			packed[GD_SHAPE_KINDS];
	int			blank[GD_SHAPE_KINDS];	/* rows without figures */
	int			traceless;		/* incomplete rows that flow, without a line for a blank cell */
	/* rows with more figures: the table has other columns, too */
	int			overfull[GD_SHAPE_KINDS];
	bool		lacks_digits;	/* glued digits are fewer than columns: blank cells left nothing */
	int			frame_count[GD_SHAPE_KINDS];
	GdFrame		frame[GD_SHAPE_KINDS][GD_FRAMES];
	GdBands		bands[2];
} GdTableModel;

/* A row of a table: its run, and how its label and the next one stand in the outline. */
typedef struct GdTableRow
{
	const GdRun *run;
	const GdRowShape *shape;
	uint8_t		place;			/* among the rows of the table, from 0 */
	uint8_t		columns;		/* of figures */
	const GdFormRow *form_row;	/* its cells; NULL if the table's form has no such row */
	uint8_t		depth;			/* 1 for 一、, 2 for （一）, 3 for 1. */
	uint8_t		next_depth;		/* of the next row; 0 behind the last one */
	bool		begins_group;	/* the label of its group stands in front of its own */
	bool		next_begins_group;
	bool		has_gap;		/* the next row of the form does not follow */
	bool		follows_bare;	/* the label in front has neither figures nor cells */
	bool		is_displaced;	/* its figures may be those of a neighbour */
} GdTableRow;

/*
 * closing: what closes rows elsewhere in the text, by kind; it tells the frame of a table of few
 * rows.
 */
extern void gd_learn_table(const GdMatches *matches, const GdTableRow *rows, int count,
						   const int *closing,
						   GdTableModel *model);

/*
 * The least room behind the last cell of a row: what closes all rows. -1 if no frame of the kind is
 * known.
 */
extern int	gd_least_room(const GdTableModel *model, const GdTableRow *rows, int count,
						  GdShapeKind kind);

/*
 * Places figures by the frames of their table: sets the column of each, from 0. False if no frame
 * fits the row, or if two that do place a figure in different columns.
 */
extern bool gd_place_in_frame(const GdTableModel *model, const GdTableRow *row,
							  const GdRowShape *shape, int *column);

/*
 * Does a frame fit the row? True if the table has none at all and nothing stands between the
 * figures.
 */
extern bool gd_fits_frame(const GdTableModel *model, const GdTableRow *row,
						  const GdRowShape *shape);

/* Places figures by where they stand on their line, each exactly in the band of its column. */
extern bool gd_place_in_bands(const GdTableModel *model, const GdTableRow *row,
							  const GdRowShape *shape, int metric, int *column);

#endif							/* FRAME_H */
