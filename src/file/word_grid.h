/*
 * word_grid.h
 *	  The columns of a table of Word, without those that are only a hair wide.
 *
 * Where borders of rows were moved by hand, they do not stand quite below one another. Word has a
 * column of its grid between them, so that a cell begins one column further to the right than the
 * one above.
 */
#ifndef WORD_GRID_H
#define WORD_GRID_H

#include <stdbool.h>
#include <stdint.h>

#define GD_WORD_COLUMNS 256		/* further ones are taken to be wide */

typedef struct GdWordGrid
{
	uint16_t	edge[GD_WORD_COLUMNS + 1];	/* visible columns in front of each one */
	uint32_t	columns;
	uint32_t	narrow;			/* so many of them are */
	uint32_t	width;			/* behind the last edge */
	uint32_t	at;				/* of the next cell */
} GdWordGrid;

extern void gd_word_grid_begin(GdWordGrid *grid);

/* The next column of the grid; width is in twentieths of a point, 0 where it is not told. */
extern void gd_word_grid_column(GdWordGrid *grid, uint32_t width);

extern void gd_word_grid_row(GdWordGrid *grid);

/* The next cell has so many columns of the grid: how many are visible, at least 1. */
extern uint32_t gd_word_grid_cell(GdWordGrid *grid, uint32_t columns);

#endif							/* WORD_GRID_H */
