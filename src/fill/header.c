/*
 * header.c
 *	  What the labels above the columns of a table say against the order of the form.
 *
 * A header may be broken over lines, damaged or lost, and the form itself has them on two lines, so that most of what
 * headers do not say means nothing. What they do say counts: a table whose columns are in another order is not read.
 */
#include "fill/header.h"

#define NEXT_LINES 2			/* a blank one may stand between the lines of two headers */

static int
column_index(const HeaderCheck *check, int header)
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
	return left->line == right->line || (left->is_alone && right->is_alone && right->line <= left->line + NEXT_LINES);
}

/* In the form, 法人或其他组织 stands between 自然人 and 总计, and what is below that behind them. */
static bool
is_behind_first(const HeaderCheck *check, int total)
{
	int			before = total > 0 ? column_index(check, total - 1) : -1;

	return before < 0 || (before == 0 && check->headers[total].place > check->headers[total - 1].place + 1);
}

/* May the header of a column stand behind that of a later one? The blocks of section 4 follow one another. */
static bool
may_go_back(const HeaderCheck *check, int header, int behind_each_other)
{
	int			from = column_index(check, header - 1);
	int			to = column_index(check, header);

	if (check->section == 3)
		return from == check->columns - 1 && to > 0 && is_behind_first(check, header - 1);
	return check->section == 4 && (to == 0 || from >= check->columns - 2) && behind_each_other > 1;
}

bool
gd_headers_are_reordered(const HeaderCheck *check)
{
	int			behind_each_other = 1;

	for (int i = 1; i < check->count; i++)
	{
		int			before = column_index(check, i - 1);
		int			here = column_index(check, i);

		behind_each_other++;
		if (before < 0 || here < 0 || here >= before)
			continue;
		if (are_neighbours(&check->headers[i - 1], &check->headers[i]) && !may_go_back(check, i, behind_each_other - 1))
			return true;
		behind_each_other = 1;
	}
	return false;
}

/* The columns that have a header, as bits; and whether they stand on two lines, as the form has them: 总计 above others. */
static uint32_t
headed_columns(const HeaderCheck *check, bool *on_two_lines)
{
	uint32_t	headed = 0;

	*on_two_lines = false;
	for (int i = 0; i < check->count; i++)
	{
		int			index = column_index(check, i);

		if (index < 0)
			continue;
		if (check->section == 3 && index < check->columns - 1 && index > 0 && headed >> (check->columns - 1))
			*on_two_lines = true;
		headed |= UINT32_C(1) << index;
	}
	return headed;
}

bool
gd_have_all_headers(const HeaderCheck *check)
{
	bool		on_two_lines;

	return headed_columns(check, &on_two_lines) == (UINT32_C(1) << check->columns) - 1;
}

bool
gd_headers_lack_columns(const HeaderCheck *check, int shown)
{
	bool		on_two_lines;
	uint32_t	headed = headed_columns(check, &on_two_lines);

	/* on two lines, what is missing has been damaged */
	return !on_two_lines && headed != (UINT32_C(1) << check->columns) - 1 && headed >> shown != 0;
}

bool
gd_header_cells(const HeaderCheck *check, int *cells, bool *more_follow)
{
	uint32_t	line = 0;
	int			found = 0;

	for (int i = 0; i < check->count; i++)
	{
		const GdHeader *header = &check->headers[i];

		if (column_index(check, i) != found || !header->has_separators || header->line == 0 || (found > 0 && header->line != line))
			return false;
		line = header->line;
		cells[found++] = header->cell;
		*more_follow = header->last_cell > header->cell;
	}
	return found == check->columns;
}
