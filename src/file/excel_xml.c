/*
 * excel_xml.c
 *	  Reads the XML of Excel 2003: a workbook in one file.
 *
 * Cells that merged ones cover are not in the file; blank ones are written for them.
 */
#include "file/excel_xml.h"

#include "file/markup.h"
#include "file/sheet_parts.h"

#define MAX_COLUMNS 128			/* that grid.c tells apart */
#define MAX_ROWS (1 << 20)

typedef enum Kind
{
	E_NONE,
	E_CELL,
	E_COLUMN,
	E_DATA,
	E_ROW,
	E_SHEET,
	E_SKIPPED,
	E_TABLE,
	E_VISIBLE,
} Kind;

typedef struct Element
{
	char		name[16];
	Kind		kind;
} Element;

static const Element elements[] = {
	{"Cell", E_CELL}, {"Data", E_DATA}, {"Row", E_ROW}, {"Column", E_COLUMN},
	{"Table", E_TABLE}, {"Worksheet", E_SHEET}, {"Visible", E_VISIBLE}, {"Comment", E_SKIPPED},
	{"PhoneticText", E_SKIPPED}
};

typedef struct Reader
{
	GdOffice   *office;
	uint32_t	skipped;		/* open elements whose content is not read */
	uint32_t	sheet_begin;	/* on the tape */
	uint32_t	tables;			/* that were open there */
	bool		sheet_is_hidden;
	bool		is_hidden[MAX_COLUMNS];
	uint32_t	columns;		/* that have been declared */
	uint32_t	row;			/* the next one */
	uint32_t	covered[MAX_COLUMNS];	/* the row behind the cell that covers the column */
	uint32_t	column;			/* the next one */
	uint32_t	across;			/* columns that the open cell covers beside its own */
	bool		cell_is_shown;
	bool		in_data;
	bool		is_number;
	bool		is_date;
	bool		in_visible;
	GdGrowing	text;			/* of char: of the data */
} Reader;

static Kind
kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
	{
		if (strcmp(name, elements[i].name) == 0)
			return elements[i].kind;
	}
	return E_NONE;
}

/* A cell of a column that is shown. */
static void
put_blank(Reader *r)
{
	if (!r->is_hidden[r->column++])
		gd_office_sheet_cell(r->office, r->column);
}

static void
start_sheet(Reader *r, const GdAttributes *attributes)
{
	gd_office_start_sheet(r->office, gd_attribute(attributes, "Name"));
	r->sheet_begin = r->office->tape.length;
	r->tables = r->office->tape.table_count;
	r->sheet_is_hidden = false;
	r->columns = r->row = 0;
	memset(r->is_hidden, 0, sizeof(r->is_hidden));
	memset(r->covered, 0, sizeof(r->covered));
}

/* Whether a sheet is hidden stands behind its table. */
static void
end_sheet(Reader *r)
{
	GdTape	   *tape = &r->office->tape;

	if (r->sheet_is_hidden && tape->table_count == r->tables && !tape->is_full)
		tape->length = r->sheet_begin;
}

static void
start_column(Reader *r, const GdAttributes *attributes)
{
	uint32_t	first = gd_attribute_number(attributes, "Index", r->columns + 1, MAX_COLUMNS);
	uint32_t	last = first + gd_attribute_number(attributes, "Span", 0, MAX_COLUMNS);

	r->columns = last < MAX_COLUMNS ? last : MAX_COLUMNS;
	for (uint32_t i = first > 0 ? first - 1 : 0; i < r->columns; i++)
		r->is_hidden[i] = gd_attribute_is(attributes, "Hidden", "1");
}

static void
start_row(Reader *r, const GdAttributes *attributes)
{
	uint32_t	row = gd_attribute_number(attributes, "Index", r->row + 1, MAX_ROWS);

	r->row = row;
	r->column = 0;
	if (gd_attribute_is(attributes, "Hidden", "1"))
	{
		r->skipped = 1;
		return;
	}
	gd_office_sheet_row(r->office, row);
}

static void
start_cell(Reader *r, const GdAttributes *attributes)
{
	uint32_t	given = gd_attribute_number(attributes, "Index", 0, MAX_COLUMNS + 1);
	uint32_t	down = gd_attribute_number(attributes, "MergeDown", 0, MAX_ROWS);

	while (r->column < MAX_COLUMNS &&
		   (given > 0 ? r->column + 1 < given : r->covered[r->column] > r->row))
		put_blank(r);
	r->across = gd_attribute_number(attributes, "MergeAcross", 0, MAX_COLUMNS);
	r->cell_is_shown = r->column < MAX_COLUMNS && !r->is_hidden[r->column];
	for (uint32_t i = r->column; i < MAX_COLUMNS && i <= r->column + r->across; i++)
		r->covered[i] = r->row + down + 1;
	if (r->cell_is_shown)
		gd_office_sheet_cell(r->office, r->column + 1);
	r->column += r->column < MAX_COLUMNS;
}

static void
end_cell(Reader *r)
{
	for (; r->across > 0 && r->column < MAX_COLUMNS; r->across--)
		put_blank(r);
}

/* A date is shown as one, whatever number it is. */
static void
put_data(Reader *r)
{
	if (!r->cell_is_shown)
		return;
	if (r->is_number)
		gd_office_number(r->office, gd_growing_text(&r->text));
	else if (r->is_date)
		gd_office_text(r->office, "日期", strlen("日期"));
	else if (r->text.count > 0)
		gd_office_lines(r->office, gd_growing_text(&r->text));
}

static void
on_start(void *reader, const char *name, const char *uri, const GdAttributes *attributes)
{
	Reader	   *r = reader;
	Kind		kind = kind_of(name);

	if (r->skipped > 0 || kind == E_SKIPPED)
		r->skipped++;
	else if (kind == E_SHEET)
		start_sheet(r, attributes);
	else if (kind == E_COLUMN)
		start_column(r, attributes);
	else if (kind == E_ROW)
		start_row(r, attributes);
	else if (kind == E_CELL)
		start_cell(r, attributes);
	else if (kind == E_VISIBLE)
		r->in_visible = true;
	else if (kind == E_TABLE)
	{
		gd_office_reserve(r->office, 0);
		gd_tape_open_table(&r->office->tape);
	}
	else if (kind == E_DATA)
	{
		r->in_data = true;
		r->is_number = gd_attribute_is(attributes, "Type", "Number");
		r->is_date = gd_attribute_is(attributes, "Type", "DateTime");
		r->text.count = 0;
	}
}

static void
on_end(void *reader, const char *name, const char *uri)
{
	Reader	   *r = reader;
	Kind		kind = kind_of(name);

	if (r->skipped > 0 && --r->skipped > 0)
		return;
	gd_office_reserve(r->office, 0);
	if (kind == E_SHEET)
		end_sheet(r);
	else if (kind == E_TABLE)
		gd_tape_close_table(&r->office->tape);
	else if (kind == E_ROW)
		gd_tape_close_row(&r->office->tape);
	else if (kind == E_CELL)
		end_cell(r);
	else if (kind == E_VISIBLE)
		r->in_visible = false;
	else if (kind == E_DATA && r->in_data)
	{
		r->in_data = false;
		put_data(r);
	}
}

static void
on_text(void *reader, const char *text, size_t length)
{
	Reader	   *r = reader;

	if (r->skipped > 0)
		return;
	if (r->in_data)
		gd_grow(r->office->host, &r->text, text, length);
	if (r->in_visible)
		r->sheet_is_hidden = length >= 5 && memcmp(text, "Sheet", 5) == 0;
}

GdStatus
gd_read_excel_xml(GdOffice *office, GdText xml)
{
	static const GdMarkupEvents events = {on_start, on_end, on_text};
	Reader	   *r = office->host->allocate(office->host->arena, sizeof(Reader));
	GdStatus	status;

	if (r == NULL)
		return GD_OUT_OF_MEMORY;
	memset(r, 0, sizeof(*r));
	r->office = office;
	r->text.size = 1;
	status = gd_read_markup(office->host, xml, &events, r);
	return status == GD_OK && r->text.is_full ? GD_OUT_OF_MEMORY : status;
}
