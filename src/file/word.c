/*
 * word.c
 *	  Reads WordprocessingML: the document of a docx, of Flat OPC, and of Word 2003.
 */
#include "file/word.h"

#include "file/markup.h"
#include "file/word_grid.h"

#include <stdlib.h>

typedef enum Kind
{
	W_NONE,
	W_APART,					/* a piece of a formula */
	W_BEFORE,					/* columns in front of the first cell of a row */
	W_BREAK,
	W_CELL,
	W_COLUMN,					/* of the grid of a table */
	W_DELETED,					/* a stretch of text; in the properties of a row, the row */
	W_HIDDEN,					/* a run */
	W_HIDDEN_ROW,
	W_HYPHEN,
	W_MERGED,					/* a cell that goes on another one, unless it begins one */
	W_PARAGRAPH,
	W_PART,						/* of Flat OPC */
	W_RAISED,					/* a run, or lowered */
	W_ROW,
	W_ROW_PROPERTIES,
	W_RUN,
	W_SKIPPED,
	W_SPAN,
	W_STRUCK,					/* a run */
	W_SYMBOL,
	W_TAB,
	W_TABLE,
	W_TEXT,
} Kind;

typedef struct Element
{
	char		name[20];
	Kind		kind;
} Element;

/* Sorted by name. What is not named is as if its tags were not there. */
static const Element elements[] = {
	{"Fallback", W_SKIPPED}, {"br", W_BREAK}, {"comment", W_SKIPPED}, {"cr", W_BREAK},
	{"del", W_DELETED}, {"den", W_APART}, {"dstrike", W_STRUCK}, {"e", W_APART},
	{"endnote", W_SKIPPED}, {"footnote", W_SKIPPED}, {"ftr", W_SKIPPED},
	{"gridBefore", W_BEFORE}, {"gridCol", W_COLUMN}, {"gridSpan", W_SPAN},
	{"hMerge", W_MERGED}, {"hdr", W_SKIPPED}, {"hidden", W_HIDDEN_ROW}, {"hmerge", W_MERGED},
	{"moveFrom", W_DELETED}, {"noBreakHyphen", W_HYPHEN}, {"num", W_APART},
	{"p", W_PARAGRAPH}, {"pPrChange", W_SKIPPED}, {"part", W_PART}, {"r", W_RUN},
	{"rPrChange", W_SKIPPED}, {"rt", W_SKIPPED}, {"strike", W_STRUCK}, {"sub", W_APART},
	{"sup", W_APART}, {"sym", W_SYMBOL}, {"t", W_TEXT}, {"tab", W_TAB}, {"tabs", W_SKIPPED},
	{"tbl", W_TABLE}, {"tblGridChange", W_SKIPPED},
	{"tblPrChange", W_SKIPPED}, {"tblPrExChange", W_SKIPPED}, {"tc", W_CELL},
	{"tcPrChange", W_SKIPPED}, {"tr", W_ROW}, {"trPr", W_ROW_PROPERTIES},
	{"trPrChange", W_SKIPPED}, {"vMerge", W_MERGED}, {"vanish", W_HIDDEN}, {"vertAlign", W_RAISED},
	{"vmerge", W_MERGED}
};

typedef struct Reader
{
	GdOffice   *office;
	uint32_t	depth;			/* open elements */
	uint32_t	skip_depth;		/* of the element whose content is not read, or 0 */
	uint32_t	row_depth;		/* of the row whose properties are being read, or 0 */
	bool		in_text;
	bool		in_run;
	bool		run_is_hidden;
	bool		run_is_apart;	/* raised, lowered or struck out */
	bool		cell_waits;		/* its properties are being read */
	bool		cell_is_merged;
	uint32_t	cell_depth;
	uint32_t	span;			/* of the cell that waits */
	uint32_t	tables;			/* that are open */
	GdWordGrid	grid[GD_TABLE_DEPTH];
} Reader;

static int
compare_name(const void *name, const void *element)
{
	return strcmp(name, ((const Element *) element)->name);
}

/* Those of drawings have names of their own: "t", too. */
static bool
is_known_namespace(const char *uri)
{
	return strstr(uri, "wordprocessingml/") != NULL || strstr(uri, "word/2003/wordml") != NULL ||
		strstr(uri, "/2006/xmlPackage") != NULL || strstr(uri, "markup-compatibility") != NULL ||
		(strstr(uri, "/officeDocument/") != NULL && strstr(uri, "/math") != NULL);
}

static Kind
kind_of(const char *name, const char *uri)
{
	const Element *found = bsearch(name, elements, sizeof(elements) / sizeof(elements[0]),
								   sizeof(elements[0]), compare_name);

	return found && is_known_namespace(uri) ? found->kind : W_NONE;
}

/* The innermost table's; those that are too deep share one. */
static GdWordGrid *
innermost(Reader *r)
{
	uint32_t	tables = r->tables < GD_TABLE_DEPTH ? r->tables : GD_TABLE_DEPTH;

	return &r->grid[tables - (tables > 0)];
}

/* Opens the cell now that its properties are known. */
static void
open_cell(Reader *r)
{
	if (r->cell_waits)
		gd_office_cell(r->office, gd_word_grid_cell(innermost(r), r->span));
	r->cell_waits = false;
}

static bool
is_off(const GdAttributes *attributes)
{
	return gd_attribute_is(attributes, "val", "0") || gd_attribute_is(attributes, "val", "false") ||
		gd_attribute_is(attributes, "val", "off");
}

/* In a Flat OPC package, only the main document is read. */
static bool
is_other_part(const GdAttributes *attributes)
{
	static const char folder[] = "/word/document";
	GdText		name = gd_attribute(attributes, "name");

	return name.data == NULL || name.length < sizeof(folder) - 1 ||
		memcmp(name.data, folder, sizeof(folder) - 1) != 0;
}

static void
start_row(Reader *r)
{
	gd_office_reserve(r->office, 0);
	gd_tape_open_row(&r->office->tape);
	gd_word_grid_row(innermost(r));
	r->row_depth = r->depth;
}

static void
start_cell(Reader *r)
{
	r->cell_waits = true;
	r->cell_is_merged = false;
	r->cell_depth = r->depth;
	r->span = 1;
}

static void
start_block(Reader *r, Kind kind)
{
	bool		is_covered = r->cell_waits && r->cell_is_merged;

	open_cell(r);
	r->office->tape.at_boundary = true;
	if (is_covered)
		r->skip_depth = r->cell_depth;
	if (is_covered || kind != W_TABLE)
		return;
	gd_office_reserve(r->office, 0);
	gd_tape_open_table(&r->office->tape);
	r->tables++;
	gd_word_grid_begin(innermost(r));
}

static void
put_columns_before(Reader *r, uint32_t columns)
{
	if (columns > 0)
		gd_office_cell(r->office, gd_word_grid_cell(innermost(r), columns));
}

/* What the properties of a run, a cell, a row or a table say. */
static void
note_property(Reader *r, Kind kind, const GdAttributes *attributes)
{
	if (kind == W_SPAN)
		r->span = gd_attribute_number(attributes, "val", 1, UINT16_MAX);
	else if (kind == W_MERGED)
		r->cell_is_merged = r->cell_is_merged || !gd_attribute_is(attributes, "val", "restart");
	else if (kind == W_BEFORE)
		put_columns_before(r, gd_attribute_number(attributes, "val", 0, UINT16_MAX));
	else if (kind == W_COLUMN)
		gd_word_grid_column(innermost(r), gd_attribute_number(attributes, "w", 0, UINT16_MAX));
	else if (kind == W_HIDDEN && r->in_run)
		r->run_is_hidden = !is_off(attributes);
	else if (kind == W_STRUCK && r->in_run)
		r->run_is_apart = r->run_is_apart || !is_off(attributes);
	else if (kind == W_RAISED && r->in_run)
		r->run_is_apart = r->run_is_apart || !gd_attribute_is(attributes, "val", "baseline");
	else if (kind == W_HIDDEN_ROW && r->row_depth > 0 && !is_off(attributes))
		r->skip_depth = r->row_depth;
}

/*
 * A character by its place in a font: in Symbol the digits have that of ASCII, F030 on. Any other
 * sign is at least one that is no part of a figure; a raised one is the mark of a note.
 */
static void
put_symbol(Reader *r, const GdAttributes *attributes)
{
	GdText		place = gd_attribute(attributes, "char");
	bool		is_digit = gd_attribute_is(attributes, "font", "Symbol") && place.length == 4 &&
		place.data[2] == '3' && place.data[3] >= '0' && place.data[3] <= '9';

	if (!r->in_run || r->run_is_hidden || r->run_is_apart)
		return;
	if (is_digit)
		gd_office_text(r->office, place.data + 3, 1);
	else
		gd_office_text(r->office, "□", strlen("□"));
}

static void
put_break(Reader *r)
{
	if (!r->office->tape.at_boundary)
		gd_office_mark(r->office, GD_MARK_BREAK);
}

static void
start_kind(Reader *r, Kind kind, const GdAttributes *attributes)
{
	switch (kind)
	{
		case W_NONE:
			break;
		case W_SKIPPED:
			r->skip_depth = r->depth;
			break;
		case W_DELETED:
			r->skip_depth = r->row_depth > 0 ? r->row_depth : r->depth;
			break;
		case W_PART:
			if (is_other_part(attributes))
				r->skip_depth = r->depth;
			break;
		case W_TABLE:
		case W_PARAGRAPH:
			start_block(r, kind);
			break;
		case W_ROW:
			start_row(r);
			break;
		case W_ROW_PROPERTIES:
			break;
		case W_CELL:
			r->row_depth = 0;
			start_cell(r);
			break;
		case W_RUN:
			r->in_run = true;
			r->run_is_hidden = r->run_is_apart = false;
			break;
		case W_TEXT:
			r->in_text = !r->run_is_hidden;
			break;
		case W_TAB:
			gd_office_text(r->office, "\t", r->in_run && !r->run_is_hidden);
			break;
		case W_HYPHEN:
			gd_office_text(r->office, "-", r->in_run && !r->run_is_hidden);
			break;
		case W_SYMBOL:
			put_symbol(r, attributes);
			break;
		case W_APART:
		case W_BREAK:
			put_break(r);
			break;
		case W_SPAN:
		case W_MERGED:
		case W_BEFORE:
		case W_COLUMN:
		case W_HIDDEN:
		case W_HIDDEN_ROW:
		case W_STRUCK:
		case W_RAISED:
			note_property(r, kind, attributes);
			break;
	}
}

static bool
is_deletion(const char *name, const GdAttributes *attributes)
{
	return strcmp(name, "annotation") == 0 &&
		gd_attribute_is(attributes, "type", "Word.Deletion");
}

static void
on_start(void *reader, const char *name, const char *uri, const GdAttributes *attributes)
{
	Reader	   *r = reader;

	r->depth++;
	if (r->skip_depth == 0)
		start_kind(r, is_deletion(name, attributes) ? W_DELETED : kind_of(name, uri), attributes);
}

static void
end_kind(Reader *r, Kind kind)
{
	GdTape	   *tape = &r->office->tape;

	gd_office_reserve(r->office, 0);
	if (kind == W_TEXT)
		r->in_text = false;
	else if (kind == W_RUN)
		r->in_run = r->run_is_hidden = r->run_is_apart = false;
	else if (kind == W_APART)
		put_break(r);
	else if (kind == W_PARAGRAPH)
		tape->at_boundary = true;
	else if (kind == W_TABLE)
	{
		gd_tape_close_table(tape);
		r->tables -= r->tables > 0;
	}
	else if (kind == W_ROW_PROPERTIES)
		r->row_depth = 0;
	else if (kind == W_ROW)
	{
		r->row_depth = 0;
		gd_tape_close_row(tape);
	}
	else if (kind == W_CELL)
	{
		open_cell(r);
		gd_tape_close_cell(tape);
	}
}

static void
on_end(void *reader, const char *name, const char *uri)
{
	Reader	   *r = reader;
	uint32_t	depth = r->depth--;

	if (r->skip_depth == 0)
		end_kind(r, kind_of(name, uri));
	else if (depth == r->skip_depth)
	{
		r->skip_depth = 0;
		end_kind(r, kind_of(name, uri));
	}
}

static void
on_text(void *reader, const char *text, size_t length)
{
	Reader	   *r = reader;

	if (r->in_text && r->skip_depth == 0)
		gd_office_text_apart(r->office, text, length, r->run_is_apart);
}

GdStatus
gd_read_word(GdOffice *office, GdText xml)
{
	static const GdMarkupEvents events = {on_start, on_end, on_text};
	Reader	   *r = office->host->allocate(office->host->arena, sizeof(Reader));

	if (r == NULL)
		return GD_OUT_OF_MEMORY;
	memset(r, 0, sizeof(*r));
	r->office = office;
	return gd_read_markup(office->host, xml, &events, r);
}
