/*
 * keyed.c
 *	  Makes columns of the keys of objects, and rows of columns where a table was written column
 *	  by column.
 */
#include "file/keyed.h"

#include <string.h>

/*
 * Keys
 */

bool
gd_is_name(const GdRows *rows, uint32_t begin, uint32_t end)
{
	int			digits = 0;

	for (uint32_t i = begin; i < end; i++)
	{
		if (rows->text[i] >= 0x80 || (rows->text[i] == '\\' && rows->text[i + 1] == 'u'))
			return true;
		digits = rows->text[i] >= '0' && rows->text[i] <= '9' ? digits + 1 : 0;
		if (digits == 4)
			return true;
	}
	return false;
}

/* The number at the end of a key, and the length of what is in front of it. */
static uint32_t
parse_number(const GdRows *rows, uint32_t begin, uint32_t end, uint32_t *stem)
{
	uint32_t	i = end;
	uint32_t	number = 0;

	while (i > begin && end - i < 6 && rows->text[i - 1] >= '0' && rows->text[i - 1] <= '9')
		i--;
	*stem = i - begin;
	for (; i < end; i++)
		number = number * 10 + (uint32_t) (rows->text[i] - '0');
	return number;
}

/* Do the keys differ only in their numbers, and is the first one's lower? */
static bool
is_numbered_before(const GdRows *rows, const GdKeys *keys, int a, int b)
{
	uint32_t	stem_a;
	uint32_t	stem_b;
	uint32_t	number_a = parse_number(rows, keys->begin[a], keys->end[a], &stem_a);
	uint32_t	number_b = parse_number(rows, keys->begin[b], keys->end[b], &stem_b);

	return stem_a == stem_b && number_a < number_b &&
		memcmp(rows->text + keys->begin[a], rows->text + keys->begin[b], stem_a) == 0;
}

static bool
is_key(const GdRows *rows, const GdKeys *keys, int key, uint32_t begin, uint32_t end)
{
	return keys->end[key] - keys->begin[key] == end - begin &&
		memcmp(rows->text + keys->begin[key], rows->text + begin, end - begin) == 0;
}

/*
 * Puts the last key into the order: behind the one that it followed, and behind those of lower
 * numbers.
 */
static void
order_key(const GdRows *rows, GdKeys *keys, int before)
{
	int			key = keys->count - 1;
	int			at = 0;

	while (before >= 0 && at < key && keys->order[at] != before)
		at++;
	at += before >= 0;
	while (at < key && is_numbered_before(rows, keys, keys->order[at], key))
		at++;
	memmove(keys->order + at + 1, keys->order + at, sizeof(keys->order[0]) * (size_t) (key - at));
	keys->order[at] = (uint16_t) key;
}

int
gd_find_key(const GdRows *rows, GdKeys *keys, int before, uint32_t begin, uint32_t end)
{
	int			next = before + 1;

	if (keys == NULL)
		return -1;
	if (next < keys->count && is_key(rows, keys, next, begin, end))
		return next;
	for (int i = 0; i < keys->count; i++)
	{
		if (is_key(rows, keys, i, begin, end))
			return i;
	}
	if (keys->count == GD_MOST_KEYS)
		return -1;
	keys->begin[keys->count] = begin;
	keys->end[keys->count] = end;
	keys->count++;
	order_key(rows, keys, before);
	return keys->count - 1;
}

/*
 * Tables
 */

static bool
is_cell(const GdPart *part)
{
	return part->kind > GD_PART_NOTHING && part->kind < GD_PART_ROW;
}

/* The cells of a row, in the order of their columns. */
static void
sort_cells(GdPart *cell, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
	{
		GdPart		moved = cell[i];
		uint32_t	j = i;

		for (; j > 0 && cell[j - 1].column > moved.column; j--)
			cell[j] = cell[j - 1];
		cell[j] = moved;
	}
}

/* How many keys say something? */
static int
count_names(const GdRows *rows, const GdKeys *keys)
{
	int			count = 0;

	for (int i = 0; i < keys->count; i++)
		count += gd_is_name(rows, keys->begin[i], keys->end[i]);
	return count;
}

/* Do the keys name the columns? SheetJS has the title of a sheet in front of "__EMPTY_1". */
static bool
are_names(const GdRows *rows, const GdKeys *keys)
{
	return 2 * count_names(rows, keys) > keys->count;
}

/*
 * Puts the cells of objects into their columns; those of lists are there. Where keys name the
 * columns, each row has a cell for all of them.
 */
static void
place_cells(GdRows *rows, const GdKeyedTable *table, const GdKeys *keys)
{
	uint16_t	column[GD_MOST_KEYS + 1] = {0};
	bool		have_names = are_names(rows, keys);

	for (int i = 0; i < keys->count; i++)
		column[keys->order[i] + 1] = (uint16_t) (i + 1);
	for (uint32_t at = table->begin; at < rows->count;)
	{
		GdPart	   *row = &rows->part[at];
		uint32_t	count = row->kind == GD_PART_ROW ? row->end : 0;

		for (uint32_t i = 1; i <= count; i++)
		{
			if (row[i].column <= keys->count)
				row[i].column = column[row[i].column];
		}
		sort_cells(row + 1, count);
		if (count > 0)
			row->column = (uint16_t) (have_names ? keys->count + 1 : row[count].column + 1);
		at += count + 1;
	}
}

/* Puts a row of the keys in front of the rows, if they say something. */
static bool
add_header(GdRows *rows, const GdKeyedTable *table, const GdKeys *keys)
{
	uint32_t	from = rows->count;
	uint32_t	count;
	GdPart	   *copy;
	GdPart	   *first;

	if (count_names(rows, keys) == 0)
		return false;
	gd_rows_open_row(rows, keys->begin[0]);
	for (int i = 0; i < keys->count; i++)
	{
		int			key = keys->order[i];

		if (gd_is_name(rows, keys->begin[key], keys->end[key]))
			gd_rows_add_cell(rows, i + 1, keys->begin[key], keys->end[key], GD_SPELLED_ESCAPED);
	}
	gd_rows_close_row(rows, keys->count + 1);
	count = rows->count - from;
	copy = rows->host->allocate(rows->host->arena, sizeof(GdPart) * (size_t) count);
	if (copy == NULL || rows->no_memory)
	{
		rows->no_memory = true;
		return false;
	}
	memcpy(copy, rows->part + from, sizeof(GdPart) * count);
	first = rows->part + table->begin;
	memmove(first + count, first, sizeof(GdPart) * (from - table->begin));
	memcpy(first, copy, sizeof(GdPart) * count);
	return true;
}

/* How many rows, and how many columns, have a label of the form in front of a figure. */
static void
count_labels(const GdRows *rows, const GdKeyedTable *table, int *in_rows, int *in_columns)
{
	uint8_t		seen[GD_ROWS_COLUMNS] = {0};	/* 1: a label; 2: and a figure */
	uint8_t		row = 0;

	*in_rows = *in_columns = 0;
	for (uint32_t at = table->begin; at < rows->count; at++)
	{
		const GdPart *part = &rows->part[at];

		if (part->kind == GD_PART_ROW)
			row = 0;
		else if (part->kind == GD_CELL_ROW_LABEL || part->kind == GD_CELL_GROUP_LABEL)
		{
			row = row == 0 ? 1 : row;
			seen[part->column] = seen[part->column] == 0 ? 1 : seen[part->column];
		}
		else if (part->kind == GD_CELL_FIGURE)
		{
			*in_rows += row == 1;
			row = row == 1 ? 2 : row;
			*in_columns += seen[part->column] == 1;
			seen[part->column] = seen[part->column] == 1 ? 2 : seen[part->column];
		}
	}
}

/* Makes columns of the rows. */
static void
transpose(GdRows *rows, uint32_t from)
{
	uint32_t	count = rows->count - from;
	GdPart	   *copy = rows->host->allocate(rows->host->arena, sizeof(GdPart) * (size_t) count);
	uint32_t	first[GD_ROWS_COLUMNS + 1] = {0};
	GdPart	   *sorted = rows->host->allocate(rows->host->arena, sizeof(GdPart) * (size_t) count);
	int			height = 0;

	if (copy == NULL || sorted == NULL)
	{
		rows->no_memory = true;
		return;
	}
	memcpy(copy, rows->part + from, sizeof(GdPart) * count);
	for (uint32_t i = 0; i < count; i++)
		first[copy[i].column + 1] += is_cell(&copy[i]);
	for (int i = 0; i < GD_ROWS_COLUMNS; i++)
		first[i + 1] += first[i];
	for (uint32_t i = 0; i < count; i++)
	{
		height += copy[i].kind == GD_PART_ROW;
		if (is_cell(&copy[i]))
		{
			sorted[first[copy[i].column]] = copy[i];
			sorted[first[copy[i].column]++].column = (uint16_t) (height - 1);
		}
	}
	rows->count = from;
	for (int i = 0; i < GD_ROWS_COLUMNS && !rows->no_memory; i++)
	{
		uint32_t	begin = i == 0 ? 0 : first[i - 1];

		if (begin == first[i])
			continue;
		gd_rows_open_row(rows, sorted[begin].begin);
		for (uint32_t j = begin; j < first[i] && !rows->no_memory; j++)
			gd_rows_add_cell(rows, sorted[j].column, sorted[j].begin, sorted[j].end,
							 (GdSpelling) sorted[j].spelling);
		gd_rows_close_row(rows, height);
	}
}

static int
count_rows(const GdRows *rows, uint32_t from)
{
	int			count = 0;

	for (uint32_t i = from; i < rows->count && count <= GD_ROWS_COLUMNS; i++)
		count += rows->part[i].kind == GD_PART_ROW;
	return count;
}

/* Takes back the column that the names of rows would have. */
static void
drop_names(GdRows *rows, uint32_t from)
{
	for (uint32_t i = from; i < rows->count; i++)
		rows->part[i].column -= rows->part[i].column > 0;
}

/* Makes what was read of one table a table. */
static void
finish_rows(GdRows *rows, GdKeyedTable *table, const GdKeys *keys, GdOrientation *orientation)
{
	bool		has_keys = keys && keys->count > 0;
	bool		has_header = false;
	int			in_rows = 0;
	int			in_columns = 0;

	if (has_keys)
	{
		place_cells(rows, table, keys);
		has_header = add_header(rows, table, keys);
	}
	if (has_keys || table->is_object)
		count_labels(rows, table, &in_rows, &in_columns);
	if (table->is_object && !orientation->is_known && in_rows != in_columns)
	{
		orientation->is_known = true;
		orientation->by_columns = in_columns > in_rows;
	}
	if ((table->is_object ? orientation->by_columns : has_header && in_columns > in_rows) &&
		count_rows(rows, table->begin) <= GD_ROWS_COLUMNS)
		transpose(rows, table->begin);
	else if (!table->has_names)
		drop_names(rows, table->begin);
}

/*
 * Several tables in one list: objects with other keys
 */

/* Which keys stand together in some object: those of one group. */
typedef struct Groups
{
	uint16_t	parent[GD_MOST_KEYS + 1];	/* by the number of a key, from 1 */
	int			count;
} Groups;

static uint16_t
group_of(Groups *groups, uint16_t key)
{
	while (groups->parent[key] != key)
	{
		groups->parent[key] = groups->parent[groups->parent[key]];
		key = groups->parent[key];
	}
	return key;
}

/* The first figure or blank cell of a row from one on, or NULL. */
static const GdPart *
find_figure(const GdPart *part, const GdPart *end, int keys)
{
	while (part < end && ((part->kind != GD_CELL_FIGURE && part->kind != GD_PART_NOTHING) ||
						  part->column == 0 || part->column > keys))
		part++;
	return part < end ? part : NULL;
}

/* Finds out which columns of figures rows have in common. */
static void
group_keys(const GdRows *rows, const GdKeyedTable *table, Groups *groups)
{
	int			keys = table->keys->count;

	groups->count = 0;
	for (int i = 0; i <= keys; i++)
		groups->parent[i] = (uint16_t) i;
	for (uint32_t at = table->begin; at < rows->count; at = gd_next_row(rows, at))
	{
		const GdPart *end = rows->part + gd_next_row(rows, at);
		const GdPart *first = find_figure(rows->part + at + 1, end, keys);

		for (const GdPart *next = first; next; next = find_figure(next + 1, end, keys))
			groups->parent[group_of(groups, next->column)] = group_of(groups, first->column);
	}
	for (int i = 1; i <= keys; i++)
		groups->count += groups->parent[i] == i;
}

/* The group of a row's figures; 0 where it has none, or is a line. */
static uint16_t
group_of_row(const GdPart *row, Groups *groups, int keys)
{
	const GdPart *figure = NULL;

	if (row->kind == GD_PART_ROW)
		figure = find_figure(row + 1, row + 1 + row->end, keys);
	return figure ? group_of(groups, figure->column) : 0;
}

/* The keys that the cells of rows have; number: of each key of all, from 1, its number of these */
static void
choose_keys(const GdPart *part, uint32_t count, const GdKeys *all, GdKeys *keys, uint16_t *number)
{
	bool		has[GD_MOST_KEYS + 1] = {false};

	for (uint32_t i = 0; i < count; i++)
	{
		if (part[i].kind < GD_PART_ROW && part[i].column <= all->count)
			has[part[i].column] = true;
	}
	keys->count = 0;
	number[0] = 0;
	for (int i = 0; i < all->count; i++)
	{
		int			key = all->order[i];

		number[key + 1] = 0;
		if (!has[key + 1])
			continue;
		keys->begin[keys->count] = all->begin[key];
		keys->end[keys->count] = all->end[key];
		keys->order[keys->count] = (uint16_t) keys->count;
		number[key + 1] = (uint16_t) ++keys->count;
	}
}

/* Makes a table of rows that have no figures in columns of others. */
static void
finish_part(GdRows *rows, GdKeyedTable *table, const GdPart *part, uint32_t count, GdKeys *keys,
			GdOrientation *orientation)
{
	uint16_t	number[GD_MOST_KEYS + 1];

	choose_keys(part, count, table->keys, keys, number);
	table->begin = rows->count;
	gd_rows_append(rows, part, count);
	for (uint32_t i = table->begin; i < rows->count; i++)
	{
		if (rows->part[i].kind < GD_PART_ROW && rows->part[i].column <= table->keys->count)
			rows->part[i].column = number[rows->part[i].column];
	}
	finish_rows(rows, table, keys, orientation);
	gd_rows_end_table(rows);
}

/*
 * A list of objects may hold several tables, one behind the other: they have no column of figures
 * in common.
 */
static void
split_table(GdRows *rows, GdKeyedTable *table, Groups *groups, GdOrientation *orientation)
{
	const GdHost *host = rows->host;
	uint32_t	count = rows->count - table->begin;
	GdPart	   *copy = host->allocate(host->arena, sizeof(GdPart) * (size_t) count);
	GdKeys	   *keys = host->allocate(host->arena, sizeof(GdKeys));
	uint32_t	from = 0;
	uint16_t	group = 0;

	if (copy == NULL || keys == NULL)
	{
		rows->no_memory = true;
		return;
	}
	memcpy(copy, rows->part + table->begin, sizeof(GdPart) * count);
	rows->count = table->begin;
	for (uint32_t at = 0; at < count && !rows->no_memory;)
	{
		uint16_t	next = group_of_row(copy + at, groups, table->keys->count);

		if (next != 0 && group != 0 && next != group)
		{
			finish_part(rows, table, copy + from, at - from, keys, orientation);
			from = at;
		}
		group = next != 0 ? next : group;
		at += 1 + (copy[at].kind == GD_PART_ROW ? copy[at].end : 0);
	}
	if (!rows->no_memory)
		finish_part(rows, table, copy + from, count - from, keys, orientation);
}

void
gd_finish_table(GdRows *rows, GdKeyedTable *table, GdOrientation *orientation)
{
	if (table->begin < rows->count && !rows->no_memory)
	{
		Groups		groups = {.count = 0};

		if (table->keys && are_names(rows, table->keys))
			group_keys(rows, table, &groups);
		if (groups.count > 1)
			split_table(rows, table, &groups, orientation);
		else
			finish_rows(rows, table, table->keys, orientation);
	}
	if (table->keys)
		table->keys->count = 0;
	table->has_names = false;
	table->begin = rows->count;
}
