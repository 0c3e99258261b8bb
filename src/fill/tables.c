/*
 * tables.c
 *	  Parts the rows of a section into tables, and notes how each row stands in the outline.
 */
#include "fill/tables.h"

#include <string.h>

#define LOST_CELLS 2			/* of rows whose figures stand with those of others */

bool
gd_is_row_of(const GdRun *run, int section)
{
	return run->section == section && run->row != GD_NO_ROW && gd_rows[run->row].section == section;
}

/* How deep in the outline the label is: 一、 is 1, （一） is 2, 1. is 3. */
static uint8_t
depth_of(uint8_t row)
{
	uint8_t		depth = 1;

	for (const char *p = gd_rows[row].number; *p && gd_rows[row].section == 3; p++)
		depth += *p == '.';
	return depth;
}

/* "3.3.1" behind "3.2": does the label of the group 3.3 stand in front? */
static bool
begins_group(uint8_t row, uint8_t before)
{
	const char *number = gd_rows[row].number;
	const char *last = strrchr(number, '.');

	if (last == NULL || gd_rows[row].section != 3)
		return false;
	return before == GD_NO_ROW ||
		strncmp(number, gd_rows[before].number, (size_t) (last - number) + 1) != 0;
}

static bool
is_in_all_forms(uint8_t row)
{
	for (int form = 0; form < GD_FORM_COUNT; form++)
	{
		if (gd_form_row(form, (GdRow) row) == NULL)
			return false;
	}
	return true;
}

/* Does a row that all forms have stand between the two, or the second in front of the first? */
static bool
leaves_gap(uint8_t row, uint8_t next)
{
	int			place = 0;

	while (gd_row_order[place] != row)
	{
		if (gd_row_order[place++] == next)
			return true;
	}
	while (gd_row_order[++place] != next)
	{
		if (is_in_all_forms(gd_row_order[place]))
			return true;
	}
	return false;
}

static bool
has_row(const GdTable *table, uint8_t row)
{
	for (int i = 0; i < table->count; i++)
	{
		if (table->row[i].run->row == row)
			return true;
	}
	return false;
}

/* The row that ends the section's table in all forms. */
static uint8_t
last_row(int section)
{
	int			place = GD_ROW_COUNT - 1;

	while (gd_rows[gd_row_order[place]].section != section)
		place--;
	return gd_row_order[place];
}

/* Notes what follows the last row of the table: the next one, or an unknown one, or its end. */
static void
end_row(GdTable *table, const GdRun *next, int section)
{
	GdTableRow *row;

	if (table->count == 0)
		return;
	row = &table->row[table->count - 1];
	if (next != NULL && gd_is_row_of(next, section))
	{
		row->next_depth = depth_of(next->row);
		row->next_begins_group = begins_group(next->row, row->run->row);
		row->has_gap = next->row != row->run->row && leaves_gap(row->run->row, next->row);
	}
	else
		row->has_gap = section == 3 ? row->run->row != last_row(section) :
			next != NULL && next->section == section;
}

/* Has the text figures for rows of the group? */
static bool
has_members(const GdMatches *matches, uint8_t group)
{
	const char *number = gd_rows[group].number;
	size_t		length = strlen(number);

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if (gd_is_row_of(run, gd_rows[group].section) && run->filled > 0 &&
			strncmp(gd_rows[run->row].number, number, length) == 0 &&
			gd_rows[run->row].number[length] == '.')
			return true;
	}
	return false;
}

/*
 * Has （六）其他处理, the name of a group, a complete row of figures of its own on its line? Not beside
 * rows of the group: what stands there is one of them. (test/texts/group-beside-its-rows)
 */
static bool
is_row_of_another_form(const GdMatches *matches, const GdRun *run)
{
	const GdRowShape *shape = gd_shape_of_run(matches, run);

	return gd_rows[run->row].is_group && run->section == 3 &&
		shape->is_inline && shape->strays == 0 &&
		shape->count == gd_sections[3].columns && run->slot_count == shape->count &&
		!has_members(matches, run->row);
}

/* A label that is no group's, without anything of its own. */
static bool
is_bare(const GdRun *run)
{
	return run->slot_count == 0 && !gd_rows[run->row].is_group;
}

static void
add_row(const GdMatches *matches, GdTable *table, const GdRun *run, uint8_t before,
		const GdFormChoice *forms)
{
	const GdFormRow *newest =
		&gd_form_rows[gd_form_with(gd_rows[run->row].label, GD_NO_FORM)][run->row];
	const GdFormRow *form_row = gd_row_to_read(forms, (GdRow) run->row);

	if (form_row == NULL && is_row_of_another_form(matches, run))
		form_row = newest;
	table->row[table->count] = (GdTableRow)
	{
		.run = run,
		.shape = gd_shape_of_run(matches, run),
		.place = (uint8_t) table->count,
		.columns = (uint8_t) (form_row != NULL ? form_row : newest)->count,
		.form_row = form_row,
		.depth = depth_of(run->row),
		.begins_group = begins_group(run->row, before),
		.follows_bare = table->count > 0 && is_bare(table->row[table->count - 1].run),
		.has_gap = true,
	};
	table->count++;
}

/* How many rows make so many figures, if some of them have lost a blank cell or two. */
static int
rows_of(int figures)
{
	return (figures + LOST_CELLS) / GD_BAND_COLUMNS;
}

/* The figures that stand one below the other behind the label. */
static int
figures_in_row(const GdTableRow *row)
{
	return row->shape->kind == GD_SHAPE_FLOW && row->columns == GD_BAND_COLUMNS ?
		row->shape->count : 0;
}

/* Those that stand so in front of the next label, with another one or with none. */
static int
figures_behind(const GdMatches *matches, const GdTable *table, int index)
{
	const GdRun *run = table->row[index].run;
	int			figures = 0;

	while (index + 1 < table->count && ++run < table->row[index + 1].run)
	{
		const GdRowShape *shape = gd_shape_of_run(matches, run);

		if (run->section == 3 && shape->kind == GD_SHAPE_FLOW && !run->is_damaged)
			figures += shape->count;
	}
	return figures;
}

/* Rows without figures, right behind this one or right in front of it, have lost them to it. */
static int
take_neighbours(const GdTable *table, bool *is_taken, int at, int step, int rows)
{
	for (; rows > 0 && at >= 0 && at < table->count && !is_taken[at] &&
		 is_bare(table->row[at].run); at += step)
	{
		is_taken[at] = true;
		rows--;
	}
	return rows;
}

/* Marks the rows up to the next one that has lost its figures, if there is one. */
static void
mark_displaced(GdTable *table, bool *is_taken, int from, int step)
{
	int			end = from;

	while (end >= 0 && end < table->count &&
		   (is_taken[end] || !is_bare(table->row[end].run)))
		end += step;
	if (end < 0 || end == table->count)
		return;
	for (int i = from; i != end; i += step)
		table->row[i].is_displaced = true;
	is_taken[end] = is_taken[end] || step > 0;
}

/*
 * Where a label is higher than its figures, a page that is read from above to below has figures in
 * front of their label. Then a row, or a piece of a label, has another's figures, a second row has
 * none, and those between them have those of their neighbours. (test/texts/figures-of-the-next)
 */
static void
find_displaced(const GdMatches *matches, GdTable *table)
{
	bool		is_taken[GD_TABLE_ROWS] = {false};

	for (int i = 0; i < table->count; i++)
	{
		const GdTableRow *row = &table->row[i];
		/* the name of a group has none, and a row whose figures have been found has no others */
		int			own = row->form_row != NULL && !is_taken[i];
		int			figures = figures_in_row(row);
		bool		in_row = rows_of(figures) > own;
		int			rows = rows_of(figures + figures_behind(matches, table, i)) - own;

		is_taken[i] = is_taken[i] || rows >= 0;
		rows = take_neighbours(table, is_taken, i + 1, 1, rows);
		rows = take_neighbours(table, is_taken, i - 1, -1, rows);
		if (rows <= 0)
			continue;
		mark_displaced(table, is_taken, i, -1);
		mark_displaced(table, is_taken, in_row ? i : i + 1, 1);
	}
}

bool
gd_next_table(const GdMatches *matches, int section, const GdFormChoice *forms, uint32_t *next,
			  GdTable *table)
{
	const GdRun *last = NULL;

	table->count = 0;
	for (; *next < matches->run_count; (*next)++)
	{
		const GdRun *run = &matches->runs[*next];
		bool		follows = last != NULL && last == run - 1;

		if (!gd_is_row_of(run, section))
		{
			if (follows)
				end_row(table, run, section);
			continue;
		}
		if (last != NULL && (run->heading != last->heading || table->count == GD_TABLE_ROWS ||
							 (run->row != last->row && has_row(table, run->row))))
			break;
		if (follows)
			end_row(table, run, section);
		add_row(matches, table, run, last != NULL ? last->row : GD_NO_ROW, forms);
		last = run;
	}
	if (last != NULL && last == &matches->runs[matches->run_count - 1])
		end_row(table, NULL, section);
	find_displaced(matches, table);
	return last != NULL;
}
