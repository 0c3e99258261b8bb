/*
 * header.c
 *	  What the labels above the columns of a table say against the order of the form.
 *
 * A header may be broken over lines, damaged or lost, and the form itself has them on two lines, so
 * that most of what headers do not say means nothing. What they do say counts: a table whose
 * columns are in another order is not read.
 */
#include "fill/header.h"

#include <string.h>

#define BLOCK_CELLS 60			/* of section 4; more are no row of it */
#define NEXT_LINES 2			/* a blank one may stand between the lines of two headers */

static int
column_index(const GdHeaderCheck *check, int header)
{
	for (int i = 0; i < check->columns; i++)
	{
		if (gd_cells[check->cells[i]].column == check->headers[header].column)
			return i;
	}
	return -1;
}

static bool
are_neighbours(const GdHeader *left, const GdHeader *right)
{
	if (left->line == 0 || right->line == 0)
		return false;
	return left->line == right->line ||
		(left->is_alone && right->is_alone && right->line <= left->line + NEXT_LINES);
}

/* In the form, 法人或其他组织 stands between 自然人 and 总计, and what is below that behind them. */
static bool
is_behind_first(const GdHeaderCheck *check, int total)
{
	int			before = total > 0 ? column_index(check, total - 1) : -1;

	return before < 0 || (before == 0 &&
						  check->headers[total].place > check->headers[total - 1].place + 1);
}

/*
 * May the header of a column stand behind that of a later one? The blocks of section 4 follow one
 * another.
 */
static bool
may_go_back(const GdHeaderCheck *check, int header, int behind_each_other)
{
	int			from = column_index(check, header - 1);
	int			to = column_index(check, header);

	if (check->section == 3)
		return from == check->columns - 1 && to > 0 && is_behind_first(check, header - 1);
	return check->section == 4 && (to == 0 || from >= check->columns - 2) && behind_each_other > 1;
}

/* The headers without those of the total, in the room given. */
static GdHeaderCheck
without_totals(const GdHeaderCheck *check, GdHeader *room)
{
	GdHeaderCheck others = *check;

	others.headers = room;
	others.count = 0;
	for (int i = 0; i < check->count; i++)
	{
		if (column_index(check, i) != check->columns - 1)
			room[others.count++] = check->headers[i];
	}
	return others;
}

static bool
are_reordered(const GdHeaderCheck *check)
{
	int			behind_each_other = 1;

	for (int i = 1; i < check->count; i++)
	{
		int			before = column_index(check, i - 1);
		int			here = column_index(check, i);

		behind_each_other++;
		if (before < 0 || here < 0 || here >= before)
			continue;
		if (are_neighbours(&check->headers[i - 1], &check->headers[i]) &&
			!may_go_back(check, i, behind_each_other - 1))
			return true;
		behind_each_other = 1;
	}
	return false;
}

bool
gd_headers_are_reordered(const GdHeaderCheck *check)
{
	GdHeader	room[GD_HEADERS];
	GdHeaderCheck others;

	if (!check->total_is_last)
		return are_reordered(check);
	others = without_totals(check, room);
	return are_reordered(&others);
}

/*
 * The columns that have a header, as bits; and whether they stand on two lines, as the form has
 * them: 总计 above others.
 */
static uint32_t
headed_columns(const GdHeaderCheck *check, bool *on_two_lines)
{
	uint32_t	headed = 0;

	*on_two_lines = false;
	for (int i = 0; i < check->count; i++)
	{
		int			index = column_index(check, i);

		if (index < 0)
			continue;
		if (check->section == 3 && index < check->columns - 1 && index > 0 &&
			headed >> (check->columns - 1))
			*on_two_lines = true;
		headed |= UINT32_C(1) << index;
	}
	return headed;
}

bool
gd_have_all_headers(const GdHeaderCheck *check)
{
	bool		on_two_lines;

	return headed_columns(check, &on_two_lines) == (UINT32_C(1) << check->columns) - 1;
}

bool
gd_headers_lack_columns(const GdHeaderCheck *check, int shown)
{
	bool		on_two_lines;
	uint32_t	headed = headed_columns(check, &on_two_lines);

	/* on two lines, what is missing has been damaged */
	return !on_two_lines && headed != (UINT32_C(1) << check->columns) - 1 && headed >> shown != 0;
}

/*
 * Where the cells of at least three headers follow one another, those of the other columns do, too:
 * a header may be damaged.
 */
static void
fill_gaps(int *cells, int columns)
{
	int			known = 0;
	int			base = -1;

	for (int i = 0; i < columns; i++)
	{
		if (cells[i] < 0)
			continue;
		known++;
		base = base < 0 ? cells[i] - i : base;
		if (cells[i] - i != base)
			return;
	}
	for (int i = 0; i < columns && known >= 3 && base > 0; i++)
		cells[i] = base + i;
}

/*
 * The cell of each column's header, or -1; false if they are not in the order of the form, or not
 * behind the label.
 */
static bool
cells_of_headers(const GdHeaderCheck *check, uint16_t label_cell, int *cells)
{
	int			last = label_cell;

	for (int i = 0; i < check->columns; i++)
		cells[i] = -1;
	for (int i = 0; i < check->count; i++)
	{
		int			index = column_index(check, i);

		if (index < 0 || !check->headers[i].has_separators)
			return false;
		if (cells[index] >= 0 && cells[index] != check->headers[i].cell)
			return false;
		cells[index] = check->headers[i].cell;
	}
	fill_gaps(cells, check->columns);
	for (int i = 0; i < check->columns; i++)
	{
		if (cells[i] >= 0 && cells[i] <= last)
			return false;
		last = cells[i] >= 0 ? cells[i] : last;
	}
	return check->count > 0;
}

bool
gd_place_under_headers(const GdHeaderCheck *check, const GdRowShape *shape, uint16_t label_cell,
					   int *column)
{
	int			cells[GD_COLUMN_COUNT];
	int			at = 0;

	if (shape->kind != GD_SHAPE_CELLS || shape->strays > 0 ||
		!cells_of_headers(check, label_cell, cells))
		return false;
	for (int i = 0; i < shape->count; i++, at++)
	{
		while (at < check->columns && cells[at] != shape->slot[i]->cell)
			at++;
		if (at == check->columns)
			return false;
		column[i] = at;
	}
	return true;
}

/*
 * The column of the header in each cell, by the columns of a block; -1 where there is none. A
 * header below another one is that of another table: "其他 结果" may be two on one line.
 */
static bool
columns_of_cells(const GdHeaderCheck *check, int8_t *column, int cells)
{
	uint32_t	line[BLOCK_CELLS] = {0};

	memset(column, -1, (size_t) cells);
	for (int i = 0; i < check->count; i++)
	{
		const GdHeader *header = &check->headers[i];
		int			index = column_index(check, i);
		int			cell = header->cell;

		if (!header->has_separators || cell >= cells || index < 0)
			return false;
		if (column[cell] >= 0 && (column[cell] != index ||
								  (line[cell] != header->line && line[cell] != 0 &&
								   header->line != 0)))
			return false;
		column[cell] = (int8_t) index;
		line[cell] = header->line;
	}
	return check->count > 0;
}

int
gd_cells_of_header_line(const GdHeaderCheck *check)
{
	return check->count > 0 ? check->headers[check->count - 1].line_cells : -1;
}

bool
gd_place_under_block_headers(const GdHeaderCheck *check, const GdRowShape *shape, int last_cell,
							 int *column)
{
	int8_t		block_column[BLOCK_CELLS];
	int			figure = 0;
	int			at = 0;

	if (!columns_of_cells(check, block_column, BLOCK_CELLS))
		return false;
	for (int cell = 0; cell < BLOCK_CELLS; cell++)
	{
		bool		has_figure = figure < shape->count && shape->slot[figure]->cell == cell;

		if (block_column[cell] < 0)
		{
			if (has_figure)
				return false;
			continue;
		}
		if (block_column[cell] != at % check->columns || at == GD_MAX_COLUMNS)
			return false;
		if (has_figure)
			column[figure++] = at;
		at++;
	}
	return figure == shape->count && last_cell == gd_cells_of_header_line(check);
}

GdHeaderCheck
gd_headers_above(GdHeaded *headed, const GdRun *run, const uint16_t *cells, int columns)
{
	int			section = run->section;
	bool		is_new = run->header_count > 0;
	GdHeaderCheck check;

	if (is_new)
		headed->run[section] = run;
	run = headed->run[section] != NULL ? headed->run[section] : run;
	check = (GdHeaderCheck)
	{
		headed->matches->headers + run->first_header, run->header_count, cells, columns, section,
		headed->total_is_last && section == 3
	};
	if (is_new || section == 2)
		headed->is_reordered[section] = gd_headers_are_reordered(&check);
	return check;
}

/* Does the label stand on one line with all of its numbers? Then they are its own. */
static bool
is_one_line(const GdMatches *matches, const GdRun *run)
{
	const GdSlot *slots = gd_slots_of(matches, run);

	return run->inline_label &&
		(run->slot_count == 0 || slots[run->slot_count - 1].line == slots[0].line);
}

/*
 * The separators to the left of each column's header, if all of them and no others stand in one row
 * of a table; false if they do not. More follow if the line has other texts behind them.
 */
static bool
header_cells(const GdHeaderCheck *check, int *cells, bool *more_follow)
{
	uint32_t	line = 0;
	int			found = 0;

	for (int i = 0; i < check->count; i++)
	{
		const GdHeader *header = &check->headers[i];

		if (column_index(check, i) != found || !header->has_separators || header->line == 0 ||
			(found > 0 && header->line != line))
			return false;
		line = header->line;
		cells[found++] = header->cell;
		*more_follow = header->last_cell > header->cell;
	}
	return found == check->columns;
}

/*
 * Does a number stand in another cell than the header of its column, and the row has that cell,
 * too? Where blank cells may be those that a label spans, in front of numbers for all columns, that
 * means nothing. (test/texts/html-remarks-behind)
 */
static bool
misses_headers(const GdHeaderCheck *check, const GdMatches *matches, const GdRun *run,
			   const GdReading *reading)
{
	const GdSlot *slots = gd_slots_of(matches, run);
	int			cells[GD_MAX_COLUMNS];
	bool		more_follow = false;
	bool		differs = false;
	int			leading = 0;

	/* without a blank cell, numbers stand behind one another wherever they do */
	if (!run->has_separators || run->is_drawn ||
		(run->slot_count == check->columns && run->filled == check->columns) ||
		!is_one_line(matches, run) || !header_cells(check, cells, &more_follow))
		return false;
	while (leading < run->slot_count && slots[leading].kind == GD_TOKEN_BLANK)
		leading++;
	if (!more_follow && leading > 0 && run->slot_count - leading == check->columns &&
		run->filled == check->columns)
		return false;
	for (int i = 0; i < check->columns; i++)
	{
		bool		has_cell = false;

		for (int j = 0; j < run->slot_count; j++)
			has_cell = has_cell || slots[j].cell == cells[i];
		if (!has_cell)
			return false;
		differs = differs || (reading->column[i] != NULL && reading->column[i]->cell != cells[i]);
	}
	return differs;
}

/*
 * Do as many headers as columns all name the same one? It spans the others, and the row is another
 * form's.
 */
static bool
name_one_column(const GdHeaderCheck *check)
{
	if (check->count < 2 || check->count < check->columns)
		return false;
	for (int i = 1; i < check->count; i++)
	{
		if (check->headers[i].column != check->headers[0].column)
			return false;
	}
	return true;
}

bool
gd_contradicts_headers(GdHeaded *headed, const GdRun *run, const GdReading *reading,
					   const uint16_t *cells, int columns)
{
	GdHeaderCheck check = gd_headers_above(headed, run, cells, columns);

	return headed->is_reordered[run->section] ||
		(columns > 1 && name_one_column(&check)) ||
		misses_headers(&check, headed->matches, run, reading) ||
		(run->has_separators && run->slot_count < columns &&
		 gd_headers_lack_columns(&check, run->slot_count));
}

int
gd_last_cell(const GdMatches *matches, const GdRun *run)
{
	return run->slot_count > 0 ? gd_slots_of(matches, run)[run->slot_count - 1].cell : -1;
}

int
gd_last_header_cell(const GdHeaderCheck *check)
{
	int			last = -1;

	for (int i = 0; i < check->count; i++)
		last = check->headers[i].last_cell > last ? check->headers[i].last_cell : last;
	return last;
}
