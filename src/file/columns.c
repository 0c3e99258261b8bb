/*
 * columns.c
 *	  Finds out which columns of rows are those of the table.
 *
 * What a program writes for a sheet or a table is more than the table: a column of row numbers in
 * front (pandas), a row of column numbers above, columns that only separate merged cells, merged
 * cells written once for each place that they cover. A table is what stands between two lines or
 * headings. In it go
 *
 *	- numbers that count its rows from 0, below a blank cell or column numbers, or where they
 *	  are many;
 *	- rows that count its columns from 0;
 *	- columns without any content, if all its rows are as wide and headers tell which columns
 *	  there are;
 *	- columns that repeat the one in front of them in every row, header included.
 *
 * A row is never wider than it was: cells that it does not have are not blank.
 */
#include "file/rows.h"
#include "file/columns.h"
#include "file/index.h"

#include <string.h>

#define MANY_COUNTED_ROWS 10	/* numbers of rows without a header */
#define COUNTED_COLUMNS 5		/* in front of something else */
#define MOST_PIECES 8			/* lines of a row */
#define PROSE 138				/* bytes that no cell of a table has */

/*
 * Broken rows
 */

/* Makes the rows from one on one row of their cells. */
static void
join_rows(GdRows *rows, uint32_t from, uint32_t to, uint16_t width)
{
	uint16_t	shift = 0;

	for (uint32_t at = from; at < to;)
	{
		uint32_t	next = gd_next_row(rows, at);
		uint16_t	last = rows->part[at].column - 1;

		for (uint32_t i = at; i < next; i++)
			rows->part[i].column += shift;
		if (at > from)
			rows->part[at].kind = GD_PART_NOTHING;
		shift += last;
		at = next;
	}
	rows->part[from].end = to - from - 1;
	rows->part[from].column = width;
}

/* The width of all rows with figures, or 0 if they differ or some other row is wider. */
static uint16_t
width_of_figures(const GdRows *rows, uint32_t from, uint32_t to)
{
	uint16_t	width = 0;
	uint16_t	widest = 0;

	for (uint32_t at = from; at < to; at = gd_next_row(rows, at))
	{
		const GdPart *row = &rows->part[at];

		gd_rows_check(rows);
		widest = row->column > widest ? row->column : widest;
		if (!gd_has_figures(rows, at))
			continue;
		if (width > 0 && width != row->column)
			return 0;
		width = row->column;
	}
	return width == widest ? width : 0;
}

/*
 * A header whose cells hold line ends, without quotes: pieces that together are as wide as all rows
 * with figures.
 */
static bool
is_piece(const GdRows *rows, uint32_t at)
{
	return rows->part[at].column > 1 && !gd_has_figures(rows, at);
}

static void
join_broken_rows(GdRows *rows, uint32_t from, uint32_t to)
{
	uint16_t	width = width_of_figures(rows, from, to);

	while (from < to && width > 0)
	{
		uint32_t	end = from;
		uint32_t	sum = 1;

		for (int i = 0; i < MOST_PIECES && end < to && sum < width && is_piece(rows, end); i++)
		{
			sum += rows->part[end].column - 1u;
			end = gd_next_row(rows, end);
		}
		if (sum == width && end > gd_next_row(rows, from))
			join_rows(rows, from, end, width);
		from = gd_next_row(rows, from);
	}
}

void
gd_join_broken_rows(GdRows *rows)
{
	for (uint32_t at = 0; at < rows->count;)
	{
		uint32_t	from = at;

		while (at < rows->count && rows->part[at].kind == GD_PART_ROW)
			at = gd_next_row(rows, at);
		if (at > from)
			join_broken_rows(rows, from, at);
		else
			at++;
	}
}

/*
 * Row numbers and column numbers
 */

/* The value of a short figure, or -1. */
static int32_t
value_of(const GdRows *rows, const GdPart *part)
{
	int32_t		value = 0;

	if (part->kind != GD_CELL_FIGURE || part->end - part->begin > 7)
		return -1;
	for (uint32_t i = part->begin; i < part->end; i++)
	{
		if (rows->text[i] < '0' || rows->text[i] > '9')
			return -1;
		value = value * 10 + (rows->text[i] - '0');
	}
	return value;
}

/* The number in the first column of a row, or -1. */
static int32_t
number_of_row(const GdRows *rows, uint32_t at)
{
	const GdPart *row = &rows->part[at];

	if (row->kind != GD_PART_ROW || row->end == 0 || row->column < 2 || row[1].column != 0)
		return -1;
	return value_of(rows, row + 1);
}

/*
 * Drops numbers that count columns from 0, behind the first one perhaps: a whole row of them, or so
 * many in front that they are no figures, whose totals would be higher.
 */
static void
forget_column_numbers(GdRows *rows, uint32_t at)
{
	GdPart	   *cell = &rows->part[at] + 1;
	uint32_t	count = rows->part[at].kind == GD_PART_ROW ? rows->part[at].end : 0;
	int32_t		first = count > 0 ? cell->column : 0;
	uint32_t	counted = 0;

	while (counted < count && value_of(rows, cell + counted) == cell[counted].column - first)
		counted++;
	if (first > 1 || (counted < COUNTED_COLUMNS && (counted < count || count < 2)))
		return;
	for (uint32_t i = 0; i < count; i++)
	{
		if (value_of(rows, cell + i) == cell[i].column - first)
			cell[i].kind = GD_PART_NOTHING;
		else if (cell[i].kind == GD_CELL_FIGURE)
			break;
	}
}

/*
 * Drops the numbers of rows from one on, if they number rows. header: the row in front of them, or
 * the first of them
 */
static void
drop_row_numbers(GdRows *rows, uint32_t header, uint32_t from, uint32_t to, int32_t count)
{
	const GdPart *above = &rows->part[header];
	bool		has_header = header < from && above->kind == GD_PART_ROW && above->end > 0 &&
		above[1].column > 0;

	if (count < (has_header ? GD_COUNTED_ROWS : MANY_COUNTED_ROWS))
		return;
	for (uint32_t at = from; at < to; at = gd_next_row(rows, at))
		rows->part[at + 1].kind = GD_PART_NOTHING;
}

void
gd_forget_numbers(GdRows *rows)
{
	uint32_t	header = 0;
	uint32_t	before = 0;
	uint32_t	from = 0;
	int32_t		count = 0;

	for (uint32_t at = 0; at < rows->count; at = gd_next_row(rows, at))
	{
		int32_t		number = number_of_row(rows, at);

		if (count > 0 && number != count)
		{
			drop_row_numbers(rows, header, from, at, count);
			count = 0;
		}
		if (number == 0 && count == 0)
		{
			header = before;
			from = at;
		}
		if (number == count)
			count++;
		before = at;
	}
	if (count > 0)
		drop_row_numbers(rows, header, from, rows->count, count);
	for (uint32_t at = 0; at < rows->count; at = gd_next_row(rows, at))
	{
		gd_rows_check(rows);
		forget_column_numbers(rows, at);
	}
}

/*
 * GdColumns
 */

/* A row that is two has a label behind the figures of another: a line end was lost. */
uint32_t
gd_forget_joined_rows(GdRows *rows)
{
	uint32_t	count = 0;

	for (uint32_t at = 0; at < rows->count; at = gd_next_row(rows, at))
	{
		bool		labelled = false;
		bool		figured = false;
		bool		joined = false;

		gd_rows_check(rows);
		for (uint32_t i = at + 1; i < gd_next_row(rows, at); i++)
		{
			uint8_t		kind = rows->part[i].kind;
			bool		is_label = kind == GD_CELL_ROW_LABEL || kind == GD_CELL_GROUP_LABEL;

			joined |= is_label && figured;
			labelled |= is_label;
			figured |= labelled && kind == GD_CELL_FIGURE;
		}
		for (uint32_t i = at + 1; joined && i < gd_next_row(rows, at); i++)
			rows->part[i].kind = GD_PART_NOTHING;
		count += joined;
	}
	return count;
}

bool
gd_is_same(const GdRows *rows, const GdPart *a, const GdPart *b)
{
	return a->end - a->begin == b->end - b->begin &&
		memcmp(rows->text + a->begin, rows->text + b->begin, a->end - a->begin) == 0;
}

const GdPart *
gd_first_cell(const GdRows *rows, uint32_t at, bool *alone)
{
	const GdPart *first = NULL;

	*alone = true;
	for (uint32_t i = at + 1; i < gd_next_row(rows, at); i++)
	{
		const GdPart *part = &rows->part[i];

		if (part->kind == GD_PART_NOTHING)
			continue;
		if (first == NULL)
			first = part;
		else if (!gd_is_same(rows, first, part))
			*alone = false;
	}
	return first;
}

/* The bytes of a cell's text, nearly: \\u4e00 takes six for three. */
static uint32_t
text_length(const GdRows *rows, const GdPart *part)
{
	uint32_t	length = part->end - part->begin;
	bool		is_escaped = part->spelling == GD_SPELLED_ESCAPED &&
		rows->text[part->begin] == '\\';

	return is_escaped ? length / 2 : length;
}

/* Does a row hold sentences and no figures? */
static bool
is_prose(const GdRows *rows, uint32_t at)
{
	bool		has_sentence = false;

	for (uint32_t i = at + 1; i < gd_next_row(rows, at); i++)
	{
		const GdPart *part = &rows->part[i];

		if (part->kind == GD_CELL_FIGURE)
			return false;
		has_sentence |= part->kind == GD_CELL_TEXT && text_length(rows, part) >= PROSE;
	}
	return has_sentence;
}

bool
gd_is_lines(const GdRows *rows, uint32_t at)
{
	bool		alone;
	const GdPart *first = gd_first_cell(rows, at, &alone);

	if (first == NULL)
		return false;
	return (alone && first->kind != GD_CELL_FIGURE && first->kind != GD_CELL_ROW_LABEL &&
			first->kind != GD_CELL_COLUMN_LABEL) || is_prose(rows, at);
}

/* One row of a table: which columns it has something in, and which repeat the one in front. */
static void
note_row(const GdRows *rows, uint32_t at, GdColumns *columns)
{
	const GdPart *row = &rows->part[at];
	const GdPart *before = NULL;
	int			headers = 0;
	int			cells = 0;
	int			from = 0;

	if (columns->width > 0 && columns->width != row->column)
		columns->ragged = true;
	columns->width = row->column > columns->width ? row->column : columns->width;
	for (const GdPart *part = row + 1; part <= row + row->end; part++)
	{
		if (part->kind == GD_PART_NOTHING)
			continue;
		if (before && before->column + 1 == part->column && gd_is_same(rows, before, part))
			columns->named[part->column] |= part->kind == GD_CELL_COLUMN_LABEL;
		else
			columns->repeats[part->column] = false;
		/* what is blank repeats only what is blank */
		for (; from < part->column; from++)
		{
			if (before && before->column + 1 == from)
				columns->repeats[from] = false;
		}
		from = part->column + 1;
		columns->used[part->column] = true;
		if (part->kind == GD_CELL_FIGURE && part->column < columns->first_figure)
			columns->first_figure = part->column;
		headers += part->kind == GD_CELL_COLUMN_LABEL;
		cells += before == NULL || !gd_is_same(rows, before, part);
		before = part;
	}
	if (before && before->column + 1 < row->column)
		columns->repeats[before->column + 1] = false;
	columns->has_header |= headers >= 1 && cells >= 2 && !gd_has_figures(rows, at);
}

/* "行政处罚,556,556,556": a row that says one figure for each column that it covers */
static bool
repeats_one_figure(const GdColumns *columns)
{
	for (int i = columns->first_figure + 1; i < columns->width; i++)
	{
		if (!columns->repeats[i])
			return false;
	}
	return !columns->has_header && columns->width > columns->first_figure + 1;
}

void
gd_find_columns(const GdRows *rows, uint32_t from, uint32_t to, GdColumns *columns)
{
	bool		one_figure;

	memset(columns, 0, sizeof(*columns));
	memset(columns->repeats, true, sizeof(columns->repeats));
	columns->repeats[0] = false;
	columns->first_figure = GD_ROWS_COLUMNS;
	for (uint32_t at = from; at < to; at = gd_next_row(rows, at))
	{
		gd_rows_check(rows);
		note_row(rows, at, columns);
	}
	one_figure = repeats_one_figure(columns);
	for (int i = 0; i < GD_ROWS_COLUMNS; i++)
	{
		bool		may_repeat = columns->named[i] || (one_figure && i > columns->first_figure);

		if (!columns->ragged && columns->repeats[i] && may_repeat)
			columns->used[i] = false;
		else if (!columns->has_header)
			columns->used[i] = true;
	}
}
