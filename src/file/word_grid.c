/*
 * word_grid.c
 *	  The columns of a table of Word, without those that are only a hair wide.
 */
#include "file/word_grid.h"

#define NARROW 150				/* no digit has room in a column of less than 2.6 mm */

void
gd_word_grid_begin(GdWordGrid *grid)
{
	grid->edge[0] = 0;
	grid->columns = grid->narrow = grid->width = grid->at = 0;
}

void
gd_word_grid_column(GdWordGrid *grid, uint32_t width)
{
	uint16_t	edge = grid->edge[grid->columns];

	if (grid->columns == GD_WORD_COLUMNS)
		return;
	grid->narrow += width > 0 && width < NARROW;
	grid->width = width > 0 ? grid->width + width : NARROW;
	if (grid->width >= NARROW)
	{
		edge++;
		grid->width = 0;
	}
	grid->edge[++grid->columns] = edge;
}

void
gd_word_grid_row(GdWordGrid *grid)
{
	grid->at = 0;
}

/* Where most columns are narrow, what their widths say is not so. */
static uint32_t
visible_columns(const GdWordGrid *grid, uint32_t at)
{
	if (grid->narrow * 2 > grid->columns)
		return at;
	return at <= grid->columns ? grid->edge[at] :
		grid->edge[grid->columns] + (at - grid->columns);
}

uint32_t
gd_word_grid_cell(GdWordGrid *grid, uint32_t columns)
{
	uint32_t	first = visible_columns(grid, grid->at);
	uint32_t	last;

	grid->at += columns;
	last = visible_columns(grid, grid->at);
	return last > first ? last - first : 1;
}
