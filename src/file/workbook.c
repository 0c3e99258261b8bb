/*
 * workbook.c
 *	  Reads the sheets of an xlsx.
 *
 * The cells of a sheet are collected first: which of them merged ones cover stands behind them.
 */
#include "file/workbook.h"

#include "file/rich.h"
#include "file/sheet_parts.h"

#include <stdlib.h>

#define MAX_COLUMNS 128			/* that grid.c tells apart; the few cells behind are no table */
#define MAX_ROWS (1 << 20)
#define WORKBOOK "xl/workbook.xml"	/* unless the package says where it is */

typedef enum CellType
{
	CELL_BLANK,
	CELL_BOOLEAN,
	CELL_NUMBER,
	CELL_SHARED,				/* the number of a string */
	CELL_TEXT,
} CellType;

typedef struct Cell
{
	uint32_t	row;
	uint8_t		column;
	uint8_t		end;			/* the column behind it and what it covers there */
	CellType	type;
	GdText		text;
} Cell;

typedef struct Merge
{
	uint32_t	first_row;
	uint32_t	last_row;
	uint32_t	first_column;
	uint32_t	last_column;
} Merge;

typedef struct Sheet
{
	GdOffice   *office;
	const GdSheetParts *parts;
	GdGrowing	cells;			/* of Cell, in the order of the file */
	GdGrowing	merges;			/* of Merge */
	bool		column_is_hidden[MAX_COLUMNS];
	uint32_t	row;			/* from 0 */
	bool		row_is_hidden;
	uint32_t	column;			/* of the next cell */
	Cell		cell;			/* that is being read */
	bool		cell_is_date;
	uint32_t	skipped;		/* open elements whose content is not read */
	GdRich		string;			/* what stands in the cell */
	bool		is_damaged;
	uint32_t	width;			/* of the block of rows that is being written, or 0 */
	uint32_t	block_end;		/* the row behind it */
} Sheet;

/* "BC23" → row 22, column 54; false if it is no place. */
static bool
read_place(GdText place, uint32_t *row, uint32_t *column)
{
	size_t		i = 0;
	uint32_t	letters = 0;
	uint32_t	number = 0;

	for (; i < place.length && place.data[i] >= 'A' && place.data[i] <= 'Z' && letters < 20000; i++)
		letters = letters * 26 + (uint32_t) (place.data[i] - 'A' + 1);
	for (; i < place.length && place.data[i] >= '0' && place.data[i] <= '9' &&
		 number <= MAX_ROWS; i++)
		number = number * 10 + (uint32_t) (place.data[i] - '0');
	if (letters == 0 || number == 0 || number > MAX_ROWS || i < place.length)
		return false;
	*row = number - 1;
	*column = letters - 1;
	return true;
}

/*
 * Events of a sheet
 */

static void
start_column(Sheet *s, const GdAttributes *attributes)
{
	uint32_t	first = gd_attribute_number(attributes, "min", 1, MAX_COLUMNS);
	uint32_t	last = gd_attribute_number(attributes, "max", first, MAX_COLUMNS);

	if (!gd_attribute_is(attributes, "hidden", "1") &&
		!gd_attribute_is(attributes, "hidden", "true"))
		return;
	for (uint32_t i = first > 0 ? first - 1 : 0; i < last; i++)
		s->column_is_hidden[i] = true;
}

static void
start_row(Sheet *s, const GdAttributes *attributes)
{
	uint32_t	number = gd_attribute_number(attributes, "r", s->row + 1, MAX_ROWS);

	s->is_damaged = s->is_damaged || number == 0;
	s->row = number - 1;
	s->row_is_hidden = gd_attribute_is(attributes, "hidden", "1") ||
		gd_attribute_is(attributes, "hidden", "true");
	s->column = 0;
}

static void
start_cell(Sheet *s, const GdAttributes *attributes)
{
	GdText		place = gd_attribute(attributes, "r");
	uint32_t	row = s->row;

	if (place.data != NULL && !read_place(place, &row, &s->column))
		s->is_damaged = true;
	s->cell = (Cell) {.row = row, .type = CELL_NUMBER};
	if (gd_attribute_is(attributes, "t", "s"))
		s->cell.type = CELL_SHARED;
	else if (gd_attribute_is(attributes, "t", "b"))
		s->cell.type = CELL_BOOLEAN;
	else if (gd_attribute(attributes, "t").length > 0 && !gd_attribute_is(attributes, "t", "n"))
		s->cell.type = CELL_TEXT;
	s->cell_is_date =
		gd_is_date_style(s->parts, gd_attribute_number(attributes, "s", 0, UINT16_MAX));
	gd_rich_begin(&s->string);
}

/* A date is shown as one, whatever number it is, and what is true or false as a word. */
static void
finish_value(Sheet *s)
{
	GdText		text = gd_rich_string(&s->string);

	if (text.length == 0)
		s->cell.type = CELL_BLANK;
	else if (s->cell.type == CELL_BOOLEAN || (s->cell.type == CELL_NUMBER && s->cell_is_date))
	{
		const char *word = s->cell.type == CELL_NUMBER ? "日期" : *text.data == '1' ? "TRUE" :
			"FALSE";

		s->cell.type = CELL_TEXT;
		text = (GdText) {word, strlen(word)};
	}
	else if (s->cell.type == CELL_SHARED)
		s->cell.text = gd_shared_string(s->parts, text);
	if (s->cell.type == CELL_NUMBER || s->cell.type == CELL_TEXT)
		s->cell.text = gd_copy_text(s->office->host, text);
}

static void
end_cell(Sheet *s)
{
	uint32_t	column = s->column++;

	if (column >= MAX_COLUMNS || s->row_is_hidden || s->column_is_hidden[column])
		return;
	finish_value(s);
	s->cell.column = (uint8_t) column;
	s->cell.end = (uint8_t) (column + 1);
	if (s->cell.row < MAX_ROWS)
		gd_grow(s->office->host, &s->cells, &s->cell, 1);
}

static void
note_merge(Sheet *s, const GdAttributes *attributes)
{
	GdText		area = gd_attribute(attributes, "ref");
	const char *colon = area.length > 0 ? memchr(area.data, ':', area.length) : NULL;
	size_t		length = colon ? (size_t) (colon - area.data) : 0;
	Merge		merge;

	if (colon == NULL ||
		!read_place((GdText) {area.data, length}, &merge.first_row, &merge.first_column) ||
		!read_place((GdText) {colon + 1, area.length - length - 1}, &merge.last_row,
					&merge.last_column))
		return;
	gd_grow(s->office->host, &s->merges, &merge, 1);
}

static void
on_start(void *sheet, const char *name, const char *uri, const GdAttributes *attributes)
{
	Sheet	   *s = sheet;

	if (s->skipped > 0 || strcmp(name, "rPh") == 0 || strcmp(name, "extLst") == 0)
		s->skipped++;
	else if (strcmp(name, "c") == 0)
		start_cell(s, attributes);
	else if (strcmp(name, "row") == 0)
		start_row(s, attributes);
	else if (strcmp(name, "col") == 0)
		start_column(s, attributes);
	else if (strcmp(name, "mergeCell") == 0)
		note_merge(s, attributes);
	else
		gd_rich_start(&s->string, name, attributes);
}

static void
on_end(void *sheet, const char *name, const char *uri)
{
	Sheet	   *s = sheet;

	if (s->skipped > 0)
		s->skipped--;
	else if (strcmp(name, "c") == 0)
		end_cell(s);
	else if (strcmp(name, "row") == 0)
		s->row++;
	else
		gd_rich_end(&s->string, name);
}

static void
on_text(void *sheet, const char *text, size_t length)
{
	Sheet	   *s = sheet;

	if (s->skipped == 0)
		gd_rich_text(s->office->host, &s->string, text, length);
}

/*
 * Writing
 */

static int
compare_cells(const void *a, const void *b)
{
	const Cell *left = a;
	const Cell *right = b;

	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return (int) left->column - (int) right->column;
}

static int
compare_merges(const void *a, const void *b)
{
	const Merge *left = a;
	const Merge *right = b;

	return left->first_row < right->first_row ? -1 : left->first_row > right->first_row;
}

/* The rows down to which the merged cells of each column reach, and from which column. */
typedef struct Covered
{
	uint32_t	last_row[MAX_COLUMNS];	/* with 1 added */
	uint32_t	first_row[MAX_COLUMNS];
	uint8_t		first_column[MAX_COLUMNS];
	uint8_t		end[MAX_COLUMNS];
	uint32_t	next;			/* the merge that begins next */
} Covered;

static void
cover_to(Covered *covered, const GdGrowing *merges, uint32_t row)
{
	const Merge *merge = merges->data;

	for (; covered->next < merges->count && merge[covered->next].first_row <= row; covered->next++)
	{
		const Merge *m = &merge[covered->next];

		for (uint32_t i = m->first_column; i <= m->last_column && i < MAX_COLUMNS; i++)
		{
			covered->last_row[i] = m->last_row + 1;
			covered->first_row[i] = m->first_row;
			covered->first_column[i] = (uint8_t) m->first_column;
			covered->end[i] = (uint8_t) (m->last_column < MAX_COLUMNS ? m->last_column + 1 :
										 MAX_COLUMNS);
		}
	}
}

static bool
is_covered(const Covered *covered, const Cell *cell)
{
	uint32_t	i = cell->column;

	return covered->last_row[i] > cell->row &&
		(covered->first_row[i] != cell->row || covered->first_column[i] != i);
}

/* Merged cells show nothing of those that they cover. */
static void
cover_cells(Sheet *s, Covered *covered)
{
	Cell	   *cell = s->cells.data;

	for (uint32_t i = 0; i < s->cells.count; i++, cell++)
	{
		cover_to(covered, &s->merges, cell->row);
		if (is_covered(covered, cell))
			cell->type = CELL_BLANK;
		else if (covered->last_row[cell->column] > cell->row)
			cell->end = covered->end[cell->column];
	}
}

static void
put_cell(Sheet *s, const Cell *cell)
{
	gd_office_sheet_cell(s->office, cell->column + 1u);
	if (cell->type == CELL_NUMBER)
		gd_office_number(s->office, cell->text);
	else if (cell->type != CELL_BLANK)
		gd_office_lines(s->office, cell->text);
}

/* What a row has in it. */
typedef struct Row
{
	const Cell *next;			/* the first cell behind it */
	const Cell *last;			/* with something in it, or NULL */
	int			filled;			/* such cells */
} Row;

static Row
look_at_row(const Cell *cell, const Cell *end)
{
	uint32_t	number = cell->row;
	Row			row = {cell, NULL, 0};

	for (; row.next < end && row.next->row == number; row.next++)
	{
		if (row.next->type == CELL_BLANK)
			continue;
		row.filled++;
		row.last = row.next;
	}
	return row;
}

/* Is it no row of a table so wide, but a heading: one cell, of its width, or only the first? */
static bool
is_heading(const Row *row, uint32_t width)
{
	return row->filled == 1 &&
		(row->last->end >= width || (row->last->column == 0 && row->last->end == 1));
}

/* The rows from one on that stand directly below one another, up to a heading: their width. */
static void
find_block(Sheet *s, const Cell *cell, const Cell *end)
{
	s->width = 0;
	s->block_end = cell->row;
	while (cell < end && cell->row == s->block_end)
	{
		Row			row = look_at_row(cell, end);

		if (is_heading(&row, s->width) && s->width > 0)
			return;
		if (row.filled > 1 && row.last->end > s->width)
			s->width = row.last->end;
		s->block_end++;
		cell = row.next;
	}
}

/*
 * The cells of one row, with blank ones that the file has not: in front of them, and behind them
 * where rows above or below go on.
 */
static const Cell *
put_row(Sheet *s, const Cell *cell, const Cell *end)
{
	uint32_t	row = cell->row;
	uint32_t	column = 0;
	bool		is_alone = look_at_row(cell, end).filled < 2;

	gd_office_sheet_row(s->office, row + 1);
	for (; cell < end && cell->row == row; cell++)
	{
		for (; column < cell->column; column++)
		{
			if (!s->column_is_hidden[column])
				gd_office_sheet_cell(s->office, column + 1);
		}
		/* a place that stands in the file twice is not two cells */
		if (column == cell->column)
			put_cell(s, cell);
		column = cell->column + 1u;
	}
	for (; column < s->width && !is_alone; column++)
	{
		if (!s->column_is_hidden[column])
			gd_office_sheet_cell(s->office, column + 1);
	}
	gd_office_reserve(s->office, 0);
	gd_tape_close_row(&s->office->tape);
	return cell;
}

static GdStatus
write_sheet(Sheet *s)
{
	const GdHost *host = s->office->host;
	Covered    *covered = host->allocate(host->arena, sizeof(Covered));
	Cell	   *cells = s->cells.data;
	const Cell *end;

	if (covered == NULL || s->cells.is_full || s->merges.is_full || s->string.text.is_full)
		return GD_OUT_OF_MEMORY;
	memset(covered, 0, sizeof(*covered));
	if (s->cells.count == 0)
		return GD_OK;
	end = cells + s->cells.count;
	qsort(cells, s->cells.count, sizeof(Cell), compare_cells);
	if (s->merges.count > 1)
		qsort(s->merges.data, s->merges.count, sizeof(Merge), compare_merges);
	cover_cells(s, covered);
	gd_office_reserve(s->office, 0);
	gd_tape_open_table(&s->office->tape);
	for (const Cell *cell = cells; cell < end;)
	{
		if (cell->row >= s->block_end)
			find_block(s, cell, end);
		cell = put_row(s, cell, end);
		if (host->check_interrupts)
			host->check_interrupts();
	}
	gd_office_reserve(s->office, 0);
	gd_tape_close_table(&s->office->tape);
	return GD_OK;
}

static GdStatus
read_sheet(GdOffice *office, GdArchive *archive, const GdSheetParts *parts, GdText name)
{
	char		path[GD_PART_PATH];
	static const GdMarkupEvents events = {on_start, on_end, on_text};
	Sheet	   *s = office->host->allocate(office->host->arena, sizeof(Sheet));
	GdText		xml;
	GdStatus	status;

	if (s == NULL)
		return GD_OUT_OF_MEMORY;
	gd_part_path(parts->folder, name, path);
	status = gd_read_part(archive, path, &xml);
	if (status != GD_OK)
		return status;
	memset(s, 0, sizeof(*s));
	s->office = office;
	s->parts = parts;
	s->cells.size = sizeof(Cell);
	s->merges.size = sizeof(Merge);
	gd_rich_begin(&s->string);
	status = gd_read_markup(office->host, xml, &events, s);
	if (status == GD_OK && s->is_damaged)
		status = GD_DAMAGED;
	return status == GD_OK ? write_sheet(s) : status;
}

GdStatus
gd_read_workbook(GdOffice *office, GdArchive *archive)
{
	char		workbook[GD_PART_PATH] = WORKBOOK;
	GdSheetParts *parts;
	GdStatus	status = GD_OK;

	if (gd_find_entry(archive, workbook) < 0)
		status = gd_find_related(office->host, archive, "", "/officeDocument", workbook);
	if (status == GD_OK)
		status = gd_read_sheet_parts(office->host, archive, workbook, &parts);
	for (uint32_t i = 0; status == GD_OK && i < parts->sheet_count; i++)
	{
		gd_office_start_sheet(office, parts->title[i]);
		status = read_sheet(office, archive, parts, parts->sheet[i]);
	}
	return status;
}
