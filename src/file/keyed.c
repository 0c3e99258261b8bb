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

/* Puts the cells of objects into their columns; those of lists are there. */
static void
place_cells(GdRows *rows, const GdKeyedTable *table, const GdKeys *keys)
{
	uint16_t	column[GD_MOST_KEYS + 1] = {0};

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
			row->column = row[count].column + 1;
		at += count + 1;
	}
}

/* Puts a row of the keys in front of the rows, if they say something. */
static bool
add_header(GdRows *rows, const GdKeyedTable *table, const GdKeys *keys)
{
	uint32_t	from = rows->count;
	uint32_t	count;
	bool		says_something = false;
	GdPart	   *copy;
	GdPart	   *first;

	for (int i = 0; i < keys->count; i++)
		says_something = says_something || gd_is_name(rows, keys->begin[i], keys->end[i]);
	if (!says_something)
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

void
gd_finish_table(GdRows *rows, GdKeyedTable *table, GdOrientation *orientation)
{
	bool		has_keys = table->keys && table->keys->count > 0;

	if (table->begin < rows->count && !rows->no_memory)
	{
		bool		has_header = false;
		int			in_rows = 0;
		int			in_columns = 0;

		if (has_keys)
		{
			place_cells(rows, table, table->keys);
			has_header = add_header(rows, table, table->keys);
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
	if (table->keys)
		table->keys->count = 0;
	table->has_names = false;
	table->begin = rows->count;
}
