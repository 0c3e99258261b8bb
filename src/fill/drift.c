/*
 * drift.c
 *	  Columns whose place drifts from line to line.
 *
 * What prints a page as text moves figures by a character or two, to keep them apart from a label
 * or to round their place, and a new page begins elsewhere. A row with a figure for each column
 * shows where the columns are; from there they are followed row by row. A row fits if each of its
 * figures is near the figures that one column has had so far, and near no other. Each row that fits
 * widens its columns; they must stay apart. The rows that are followed end at the second that does
 * not fit: there a page ends, or the columns are none.
 *
 * The place of the total, which nearly every row has, shows that a row has not moved as a whole: a
 * row that has none is not placed. (test/texts/page-with-drift)
 */
#include "fill/drift.h"

#include <limits.h>
#include <string.h>

#define SLACK 2					/* half characters that figures of neighbouring rows differ by */
#define MOST_DRIFT 4			/* half characters, of one column */
#define COLUMNS GD_BAND_COLUMNS
#define METRICS 2				/* columns of display, and characters */

/* Where figures of a column have begun, had their middle, or ended; all of it doubled. */
typedef struct Column
{
	int			least;
	int			most;
} Column;

/* How the page was counted, and how its columns are aligned. */
typedef struct Layout
{
	int			metric;
	GdAlignment alignment;
} Layout;

static int
place_of(const GdSlot *slot, const Layout *layout)
{
	int			begin = layout->metric == 0 ? slot->column : slot->character;

	return 2 * begin + slot->width * (int) layout->alignment;
}

/* May the figures of the row be those of columns on a page? */
static bool
is_on_page(const GdTableRow *row)
{
	const GdRowShape *shape = row->shape;

	return row->columns == COLUMNS && shape->kind == GD_SHAPE_WORDS && shape->strays == 0 &&
		!shape->is_broken && shape->count > 1 && shape->count <= COLUMNS &&
		(shape->is_inline ||
		 (!row->follows_bare && shape->slot[0]->line == row->run->line + 1));
}

/* The only column that is near the place, or -1. */
static int
column_near(const Column *columns, int place)
{
	int			found = -1;

	for (int i = 0; i < COLUMNS; i++)
	{
		if (place < columns[i].least - SLACK || place > columns[i].most + SLACK)
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

static void
widen(Column *column, int place)
{
	column->least = place < column->least ? place : column->least;
	column->most = place > column->most ? place : column->most;
}

static bool
are_apart(const Column *columns)
{
	for (int i = 0; i < COLUMNS; i++)
	{
		if (columns[i].most - columns[i].least > MOST_DRIFT)
			return false;
	}
	for (int i = 1; i < COLUMNS; i++)
	{
		if (columns[i].least - columns[i - 1].most <= 3 * SLACK)
			return false;
	}
	return true;
}

/* Does the row fit? Then its columns are widened, and column is set. */
static bool
follow(Column *columns, const GdRowShape *shape, const Layout *layout, int *column)
{
	Column		wider[COLUMNS];

	memcpy(wider, columns, sizeof(wider));
	for (int i = 0; i < shape->count; i++)
	{
		int			place = place_of(shape->slot[i], layout);

		/* one that follows closely may have been pushed along */
		if (!(shape->slot[i]->flags & GD_FLAG_WIDE_GAP))
			return false;
		column[i] = column_near(columns, place);
		if (column[i] < 0 || (i > 0 && column[i] <= column[i - 1]))
			return false;
		widen(&wider[column[i]], place);
	}
	if (column[shape->count - 1] != COLUMNS - 1 || !are_apart(wider))
		return false;
	memcpy(columns, wider, sizeof(wider));
	return true;
}

/* The nearest column of each figure, whether it fits or not. */
static void
find_nearest(const Column *columns, const GdRowShape *shape, const Layout *layout, int *column)
{
	for (int i = 0; i < shape->count; i++)
	{
		int			place = place_of(shape->slot[i], layout);
		int			least = INT_MAX;

		for (int j = 0; j < COLUMNS; j++)
		{
			int			distance = place < columns[j].least ? columns[j].least - place :
				place > columns[j].most ? place - columns[j].most : 0;

			if (distance >= least)
				continue;
			least = distance;
			column[i] = j;
		}
	}
}

/*
 * Follows the columns from a row with all figures to the one in front of another row; false if they
 * are lost.
 */
static bool
follow_to(const GdTableRow *rows, int from, int to, const Layout *layout, Column *columns)
{
	int			step = from < to ? 1 : -1;
	int			misfits = 0;

	for (int i = 0; i < COLUMNS; i++)
		columns[i].least = columns[i].most = place_of(rows[from].shape->slot[i], layout);
	for (int i = from + step; i != to && misfits < 2; i += step)
	{
		int			other[COLUMNS];

		if (is_on_page(&rows[i]))
			misfits += !follow(columns, rows[i].shape, layout, other);
	}
	return misfits < 2 && are_apart(columns);
}

/*
 * Places the row by one with all figures: in one alignment it fits, and in the others that are
 * known up to there, the same columns are the nearest ones. 0 if it does not fit, -1 if they
 * differ.
 */
static int
place_from(const GdTableRow *rows, int from, int index, int metric, int *column)
{
	const GdRowShape *shape = rows[index].shape;
	size_t		size = sizeof(int) * (size_t) shape->count;
	int			nearest[GD_ALIGNMENTS][COLUMNS];
	bool		is_known[GD_ALIGNMENTS];
	int			fits = 0;

	for (int i = 0; i < GD_ALIGNMENTS; i++)
	{
		Layout		layout = {metric, (GdAlignment) i};
		Column		columns[COLUMNS];

		is_known[i] = follow_to(rows, from, index, &layout, columns);
		if (!is_known[i])
			continue;
		find_nearest(columns, shape, &layout, nearest[i]);
		fits += follow(columns, shape, &layout, column);
	}
	for (int i = 0; i < GD_ALIGNMENTS && fits > 0; i++)
	{
		if (is_known[i] && memcmp(column, nearest[i], size) != 0)
			return -1;
	}
	return fits;
}

bool
gd_place_by_drift(const GdTableRow *rows, int count, int index, int *column)
{
	size_t		size = sizeof(int) * (size_t) rows[index].shape->count;
	bool		is_placed = false;

	for (int from = 0; from < count && is_on_page(&rows[index]); from++)
	{
		if (from == index || !is_on_page(&rows[from]) || rows[from].shape->count != COLUMNS)
			continue;
		for (int metric = 0; metric < METRICS; metric++)
		{
			int			other[COLUMNS];
			int			fits = place_from(rows, from, index, metric, other);

			if (fits < 0 || (fits > 0 && is_placed && memcmp(column, other, size) != 0))
				return false;
			if (fits > 0)
				memcpy(column, other, size);
			is_placed = is_placed || fits > 0;
		}
	}
	return is_placed;
}
