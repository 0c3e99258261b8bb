/*
 * opendocument.c
 *	  Reads OpenDocument texts and spreadsheets.
 *
 * Cells that others cover stand in the file, each in its place: a span is nothing but blank cells.
 * Runs of equal cells and rows are written once, with their number.
 */
#include "file/opendocument.h"

#include "file/markup.h"

#include <stdlib.h>

#define MAX_COLUMNS 128			/* that grid.c tells apart */
#define MAX_ROWS (1 << 20)
#define MAX_REPEAT 64			/* of a cell or row with content; more blank cells fill a sheet */
#define MAX_SPACES 16
#define MAX_STYLES 256			/* that hide something, or that set it apart */

typedef enum Kind
{
	O_NONE,
	O_BODY,
	O_BREAK,
	O_CELL,
	O_COLUMN,
	O_COVERED,
	O_PARAGRAPH,
	O_ROW,
	O_SHEETS,
	O_SKIPPED,
	O_SPACE,
	O_SPAN,
	O_STYLE,
	O_STYLE_OF_TABLE,
	O_STYLE_OF_TEXT,
	O_TAB,
	O_TABLE,
} Kind;

typedef struct Element
{
	char		name[20];
	Kind		kind;
	char		space[10];		/* what its namespace has in its name */
} Element;

/* Sorted by name. What is not named is as if its tags were not there. */
static const Element elements[] = {
	{"annotation", O_SKIPPED, ":office:"}, {"binary-data", O_SKIPPED, ":office:"},
	{"body", O_BODY, ":office:"}, {"covered-table-cell", O_COVERED, ":table:"},
	{"desc", O_SKIPPED, "svg"}, {"h", O_PARAGRAPH, ":text:"},
	{"hidden-paragraph", O_SKIPPED, ":text:"}, {"hidden-text", O_SKIPPED, ":text:"},
	{"line-break", O_BREAK, ":text:"},
	{"note", O_SKIPPED, ":text:"}, {"p", O_PARAGRAPH, ":text:"},
	{"ruby-text", O_SKIPPED, ":text:"}, {"s", O_SPACE, ":text:"}, {"span", O_SPAN, ":text:"},
	{"spreadsheet", O_SHEETS, ":office:"}, {"style", O_STYLE, ":style:"}, {"tab", O_TAB, ":text:"},
	{"table", O_TABLE, ":table:"}, {"table-cell", O_CELL, ":table:"},
	{"table-column", O_COLUMN, ":table:"}, {"table-properties", O_STYLE_OF_TABLE, ":style:"},
	{"table-row", O_ROW, ":table:"}, {"text-properties", O_STYLE_OF_TEXT, ":style:"},
	{"title", O_SKIPPED, "svg"}, {"tracked-changes", O_SKIPPED, ":t"}
};

/* A table that is open. */
typedef struct Table
{
	bool		is_hidden[MAX_COLUMNS];
	uint32_t	columns;		/* that have been declared */
	uint32_t	column;			/* of the next cell */
	uint32_t	blanks;			/* in front of it, where they were too many to be cells */
	uint32_t	blank_column;	/* of the first of them */
	uint32_t	repeat;			/* visible columns that the open cell stands for */
	uint32_t	cell_column;	/* of the first of them, or in front of it */
	bool		waits;			/* the open cell, for content: blank it would be one of them */
	uint32_t	cell_begin;		/* of its content, on the tape */
	uint32_t	row_begin;
	uint32_t	row;			/* the open one */
	uint32_t	next_row;
	uint32_t	row_repeat;
	bool		row_has_text;
} Table;

typedef struct Styles
{
	GdText		name[MAX_STYLES];
	uint32_t	count;
} Styles;

typedef struct Reader
{
	GdOffice   *office;
	uint32_t	depth;			/* open elements */
	uint32_t	skip_depth;		/* of the element whose content is not read, or 0 */
	uint32_t	apart_depth;	/* of the element whose text stands apart, or 0 */
	uint32_t	body_depth;		/* 0 outside */
	uint32_t	paragraphs;		/* that are open */
	bool		in_sheets;
	/* that are open; those beyond the depth of the tape have no Table */
	uint32_t	tables;
	Table		table[GD_TABLE_DEPTH];
	GdText		style;			/* the name of the open one */
	Styles		hidden;
	Styles		apart;			/* raised, lowered or struck out */
	bool		is_full;
} Reader;

static int
compare_name(const void *name, const void *element)
{
	return strcmp(name, ((const Element *) element)->name);
}

static Kind
kind_of(const char *name, const char *uri)
{
	const Element *found = bsearch(name, elements, sizeof(elements) / sizeof(elements[0]),
								   sizeof(elements[0]), compare_name);

	return found && strstr(uri, found->space) != NULL ? found->kind : O_NONE;
}

static Table *
innermost(Reader *r)
{
	return r->tables > 0 && r->tables <= GD_TABLE_DEPTH ? &r->table[r->tables - 1] : NULL;
}

/*
 * Styles
 */

static void
add_style(Reader *r, Styles *styles)
{
	if (styles->count == MAX_STYLES)
		r->is_full = true;
	else
		styles->name[styles->count++] = r->style;
}

/* "super 58%", "-33% 58%"; but "0% 100%". */
static bool
sets_apart(const GdAttributes *attributes)
{
	GdText		position = gd_attribute(attributes, "text-position");
	GdText		line = gd_attribute(attributes, "text-line-through-style");

	return (position.length > 0 && *position.data != '0') ||
		(line.length > 0 && !gd_attribute_is(attributes, "text-line-through-style", "none"));
}

static void
note_style(Reader *r, Kind kind, const GdAttributes *attributes)
{
	GdText		name = kind == O_STYLE ? gd_attribute(attributes, "name") : (GdText) {NULL, 0};

	if (name.data != NULL)
		r->style = gd_copy_text(r->office->host, name);
	if (kind == O_STYLE || r->style.data == NULL)
		return;
	if (gd_attribute_is(attributes, "display", kind == O_STYLE_OF_TEXT ? "none" : "false"))
		add_style(r, &r->hidden);
	if (kind == O_STYLE_OF_TEXT && sets_apart(attributes))
		add_style(r, &r->apart);
}

static bool
has_style(const Styles *styles, const GdAttributes *attributes)
{
	GdText		style = gd_attribute(attributes, "style-name");

	for (uint32_t i = 0; i < styles->count; i++)
	{
		if (style.length == styles->name[i].length && style.data != NULL &&
			memcmp(style.data, styles->name[i].data, style.length) == 0)
			return true;
	}
	return false;
}

static bool
is_hidden(const Reader *r, const GdAttributes *attributes)
{
	return has_style(&r->hidden, attributes) ||
		gd_attribute_is(attributes, "visibility", "collapse") ||
		gd_attribute_is(attributes, "visibility", "filter");
}

/*
 * Tables
 */

static void
start_table(Reader *r, const GdAttributes *attributes)
{
	if (r->in_sheets && r->tables == 0)
		gd_office_start_sheet(r->office, gd_attribute(attributes, "name"));
	gd_office_reserve(r->office, 0);
	gd_tape_open_table(&r->office->tape);
	r->tables++;
	if (innermost(r))
		memset(innermost(r), 0, sizeof(Table));
}

static void
start_column(Reader *r, const GdAttributes *attributes)
{
	Table	   *table = innermost(r);
	uint32_t	count = gd_attribute_number(attributes, "number-columns-repeated", 1, MAX_COLUMNS);

	for (; table != NULL && count > 0 && table->columns < MAX_COLUMNS; count--)
		table->is_hidden[table->columns++] = is_hidden(r, attributes);
}

/* Counts the row, be it hidden. */
static void
pass_row(Reader *r, const GdAttributes *attributes)
{
	Table	   *table = innermost(r);

	if (table == NULL || table->next_row > MAX_ROWS)
		return;
	table->row = table->next_row;
	table->next_row += gd_attribute_number(attributes, "number-rows-repeated", 1, MAX_ROWS);
}

/* Is the row one of a sheet, with a number there? */
static bool
is_in_sheet(const Reader *r)
{
	return r->in_sheets && r->tables == 1;
}

static void
start_row(Reader *r, const GdAttributes *attributes)
{
	Table	   *table = innermost(r);

	gd_office_reserve(r->office, 0);
	gd_tape_close_row(&r->office->tape);
	if (table == NULL)
		return;
	pass_row(r, attributes);
	if (is_in_sheet(r))
		gd_tape_sheet_row(&r->office->tape, r->office->sheets.count, table->row + 1);
	table->row_begin = r->office->tape.length;
	table->row_repeat = gd_attribute_number(attributes, "number-rows-repeated", 1, MAX_REPEAT);
	table->row_has_text = false;
	table->column = table->blanks = 0;
	gd_tape_open_row(&r->office->tape);
}

/* The columns that the next count cells have, without hidden ones. */
static uint32_t
pass_columns(Table *table, uint32_t count)
{
	uint32_t	visible = 0;

	for (; count > 0 && table->column < MAX_COLUMNS; count--)
		visible += !table->is_hidden[table->column++];
	return visible;
}

/* A cell of the first visible column from one on. */
static void
put_cell(Reader *r, const Table *table, uint32_t *column)
{
	while (*column < MAX_COLUMNS && table->is_hidden[*column])
		(*column)++;
	gd_office_sheet_cell(r->office, ++(*column));
}

static void
open_cell(Reader *r, Table *table)
{
	for (; table->blanks > 0; table->blanks--)
		put_cell(r, table, &table->blank_column);
	put_cell(r, table, &table->cell_column);
	table->waits = false;
	table->cell_begin = r->office->tape.length;
}

/* To be called in front of what a cell holds. */
static void
note_content(Reader *r)
{
	Table	   *table = innermost(r);

	if (table == NULL)
		return;
	if (table->waits)
	{
		table->repeat = table->repeat < MAX_REPEAT ? table->repeat : MAX_REPEAT;
		open_cell(r, table);
	}
	table->row_has_text = true;
}

/* The value of a cell of a sheet, which may be shown rounded; a date is as it is shown. */
static bool
put_value(Reader *r, const GdAttributes *attributes)
{
	GdText		value = gd_attribute(attributes, "value");

	if (!r->in_sheets || value.length == 0 ||
		(!gd_attribute_is(attributes, "value-type", "float") &&
		 !gd_attribute_is(attributes, "value-type", "currency") &&
		 !gd_attribute_is(attributes, "value-type", "percentage")))
		return false;
	note_content(r);
	gd_office_number(r->office, value);
	return true;
}

/* Sets skip_depth where the cell's content is not read; the cell ends with its element. */
static void
start_cell(Reader *r, Kind kind, const GdAttributes *attributes)
{
	Table	   *table = innermost(r);

	if (table == NULL)
		return;
	table->cell_column = table->column;
	table->repeat = pass_columns(table, gd_attribute_number(attributes, "number-columns-repeated",
															1, MAX_COLUMNS));
	table->waits = table->repeat > MAX_REPEAT;
	if (table->repeat > 0 && !table->waits)
		open_cell(r, table);
	if (table->repeat == 0 || kind == O_COVERED || put_value(r, attributes))
		r->skip_depth = r->depth;
}

static void
end_cell(Reader *r)
{
	GdTape	   *tape = &r->office->tape;
	Table	   *table = innermost(r);
	uint32_t	end;

	if (table == NULL || table->repeat == 0)
		return;
	if (table->waits)
	{
		if (table->blanks == 0)
			table->blank_column = table->cell_column;
		table->blanks += table->repeat;
		table->waits = false;
		return;
	}
	gd_tape_close_cell(tape);
	end = tape->length;
	for (uint32_t i = 1; i < table->repeat && !tape->is_full; i++)
	{
		put_cell(r, table, &table->cell_column);
		gd_office_reserve(r->office, end - table->cell_begin);
		gd_tape_repeat(tape, table->cell_begin, end);
		gd_tape_close_cell(tape);
	}
}

static void
end_row(Reader *r)
{
	GdTape	   *tape = &r->office->tape;
	Table	   *table = innermost(r);
	uint32_t	end;

	gd_tape_close_row(tape);
	end = tape->length;
	for (uint32_t i = 1; table != NULL && table->row_has_text && i < table->row_repeat; i++)
	{
		gd_office_reserve(r->office, end - table->row_begin);
		if (is_in_sheet(r))
			gd_tape_sheet_row(tape, r->office->sheets.count, table->row + 1 + i);
		gd_tape_repeat(tape, table->row_begin, end);
	}
}

/*
 * Events
 */

static void
put_spaces(Reader *r, const GdAttributes *attributes)
{
	static const char spaces[MAX_SPACES + 1] = "                ";

	note_content(r);
	gd_office_text(r->office, spaces, gd_attribute_number(attributes, "c", 1, MAX_SPACES));
}

static void
start_text(Reader *r, Kind kind, const GdAttributes *attributes)
{
	if (kind == O_PARAGRAPH)
	{
		r->paragraphs++;
		r->office->tape.at_boundary = true;
	}
	else if (kind == O_SPACE)
		put_spaces(r, attributes);
	else if (kind == O_TAB)
		gd_office_text(r->office, "\t", 1);
	else if (kind == O_BREAK && !r->office->tape.at_boundary)
		gd_office_mark(r->office, GD_MARK_BREAK);
}

static void
start_kind(Reader *r, Kind kind, const GdAttributes *attributes)
{
	switch (kind)
	{
		case O_NONE:
		case O_BODY:
			break;
		case O_SHEETS:
			r->in_sheets = true;
			break;
		case O_SKIPPED:
			r->skip_depth = r->depth;
			break;
		case O_STYLE:
		case O_STYLE_OF_TABLE:
		case O_STYLE_OF_TEXT:
			note_style(r, kind, attributes);
			break;
		case O_TABLE:
			start_table(r, attributes);
			break;
		case O_COLUMN:
			start_column(r, attributes);
			break;
		case O_ROW:
			start_row(r, attributes);
			break;
		case O_CELL:
		case O_COVERED:
			start_cell(r, kind, attributes);
			break;
		case O_SPAN:
			if (r->apart_depth == 0 && has_style(&r->apart, attributes))
				r->apart_depth = r->depth;
			break;
		case O_PARAGRAPH:
		case O_SPACE:
		case O_TAB:
		case O_BREAK:
			start_text(r, kind, attributes);
			break;
	}
}

static bool
may_be_hidden(Kind kind)
{
	return kind == O_TABLE || kind == O_ROW || kind == O_PARAGRAPH || kind == O_SPAN;
}

static void
on_start(void *reader, const char *name, const char *uri, const GdAttributes *attributes)
{
	Reader	   *r = reader;
	Kind		kind = kind_of(name, uri);

	r->depth++;
	if (kind == O_BODY)
		r->body_depth = r->depth;
	if (r->skip_depth > 0 || (r->body_depth == 0 && kind != O_STYLE && kind != O_STYLE_OF_TABLE &&
							  kind != O_STYLE_OF_TEXT))
		return;
	if (may_be_hidden(kind) && is_hidden(r, attributes))
	{
		r->skip_depth = r->depth;
		if (kind == O_ROW)
			pass_row(r, attributes);
	}
	else
		start_kind(r, kind, attributes);
}

static void
end_kind(Reader *r, Kind kind)
{
	gd_office_reserve(r->office, 0);
	if (kind == O_PARAGRAPH)
	{
		r->paragraphs -= r->paragraphs > 0;
		r->office->tape.at_boundary = true;
	}
	else if (kind == O_CELL || kind == O_COVERED)
		end_cell(r);
	else if (kind == O_ROW)
		end_row(r);
	else if (kind == O_TABLE)
	{
		gd_tape_close_table(&r->office->tape);
		r->tables -= r->tables > 0;
	}
	else if (kind == O_STYLE)
		r->style = (GdText) {NULL, 0};
}

static void
on_end(void *reader, const char *name, const char *uri)
{
	Reader	   *r = reader;
	uint32_t	depth = r->depth--;
	Kind		kind = kind_of(name, uri);
	bool		is_skipped = r->skip_depth > 0;

	if (depth == r->skip_depth)
		r->skip_depth = 0;
	if (depth == r->body_depth)
		r->body_depth = 0;
	if (depth == r->apart_depth)
		r->apart_depth = 0;
	/* a cell is one though its content is not read */
	if (!is_skipped || (r->skip_depth == 0 && (kind == O_CELL || kind == O_COVERED)))
		end_kind(r, kind);
}

static void
on_text(void *reader, const char *text, size_t length)
{
	Reader	   *r = reader;

	if (r->skip_depth > 0 || r->paragraphs == 0)
		return;
	note_content(r);
	gd_office_text_apart(r->office, text, length, r->apart_depth > 0);
}

GdStatus
gd_read_opendocument(GdOffice *office, GdText xml)
{
	static const GdMarkupEvents events = {on_start, on_end, on_text};
	Reader	   *r = office->host->allocate(office->host->arena, sizeof(Reader));
	GdStatus	status;

	if (r == NULL)
		return GD_OUT_OF_MEMORY;
	memset(r, 0, sizeof(*r));
	r->office = office;
	status = gd_read_markup(office->host, xml, &events, r);
	return status == GD_OK && r->is_full ? GD_DAMAGED : status;
}
