/*
 * word.c
 *	  Reads WordprocessingML: the document of a docx, of Flat OPC, and of Word 2003.
 */
#include "file/word.h"

#include "file/markup.h"

#include <stdlib.h>

typedef enum Kind
{
	W_NONE,
	W_BEFORE,					/* columns in front of the first cell of a row */
	W_BREAK,
	W_CELL,
	W_DELETED,					/* a stretch of text; in the properties of a row, the row */
	W_HYPHEN,
	W_MERGED,					/* a cell that goes on another one, unless it begins one */
	W_PARAGRAPH,
	W_PART,						/* of Flat OPC */
	W_ROW,
	W_ROW_PROPERTIES,
	W_RUN,
	W_SKIPPED,
	W_SPAN,
	W_TAB,
	W_TABLE,
	W_TEXT,
	W_HIDDEN,
} Kind;

typedef struct Element
{
	char		name[20];
	Kind		kind;
} Element;

/* Sorted by name. What is not named is as if its tags were not there. */
static const Element elements[] = {
	{"Fallback", W_SKIPPED}, {"br", W_BREAK}, {"comment", W_SKIPPED}, {"cr", W_BREAK},
	{"del", W_DELETED}, {"endnote", W_SKIPPED}, {"footnote", W_SKIPPED}, {"ftr", W_SKIPPED},
	{"gridBefore", W_BEFORE}, {"gridSpan", W_SPAN}, {"hMerge", W_MERGED}, {"hdr", W_SKIPPED},
	{"hmerge", W_MERGED}, {"moveFrom", W_DELETED}, {"noBreakHyphen", W_HYPHEN},
	{"p", W_PARAGRAPH}, {"pPrChange", W_SKIPPED}, {"part", W_PART}, {"r", W_RUN},
	{"rPrChange", W_SKIPPED}, {"rt", W_SKIPPED}, {"t", W_TEXT}, {"tab", W_TAB},
	{"tabs", W_SKIPPED}, {"tbl", W_TABLE}, {"tblGridChange", W_SKIPPED},
	{"tblPrChange", W_SKIPPED}, {"tblPrExChange", W_SKIPPED}, {"tc", W_CELL},
	{"tcPrChange", W_SKIPPED}, {"tr", W_ROW}, {"trPr", W_ROW_PROPERTIES},
	{"trPrChange", W_SKIPPED}, {"vMerge", W_MERGED}, {"vanish", W_HIDDEN}, {"vmerge", W_MERGED}
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
	bool		cell_waits;		/* its properties are being read */
	bool		cell_is_merged;
	uint32_t	cell_depth;
	uint32_t	span;			/* of the cell that waits */
} Reader;

static int
compare_name(const void *name, const void *element)
{
	return strcmp(name, ((const Element *) element)->name);
}

/* Those of drawings and formulas have names of their own: "t", too. */
static bool
is_known_namespace(const char *uri)
{
	return strstr(uri, "wordprocessingml/") != NULL || strstr(uri, "word/2003/wordml") != NULL ||
		strstr(uri, "/2006/xmlPackage") != NULL || strstr(uri, "markup-compatibility") != NULL;
}

static Kind
kind_of(const char *name, const char *uri)
{
	const Element *found = bsearch(name, elements, sizeof(elements) / sizeof(elements[0]),
								   sizeof(elements[0]), compare_name);

	return found && is_known_namespace(uri) ? found->kind : W_NONE;
}

/* Opens the cell now that its properties are known. */
static void
open_cell(Reader *r)
{
	if (r->cell_waits)
		gd_office_cell(r->office, r->span);
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
}

/* What the properties of a run, a cell or a row say. */
static void
note_property(Reader *r, Kind kind, const GdAttributes *attributes)
{
	if (kind == W_SPAN)
		r->span = gd_attribute_number(attributes, "val", 1, UINT16_MAX);
	else if (kind == W_MERGED)
		r->cell_is_merged = r->cell_is_merged || !gd_attribute_is(attributes, "val", "restart");
	else if (kind == W_BEFORE && gd_attribute_number(attributes, "val", 0, UINT16_MAX) > 0)
		gd_office_cell(r->office, gd_attribute_number(attributes, "val", 0, UINT16_MAX));
	else if (kind == W_HIDDEN && r->in_run)
		r->run_is_hidden = !is_off(attributes);
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
			r->run_is_hidden = false;
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
		case W_BREAK:
			if (!r->office->tape.at_boundary)
				gd_office_mark(r->office, GD_MARK_BREAK);
			break;
		case W_SPAN:
		case W_MERGED:
		case W_BEFORE:
		case W_HIDDEN:
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
		r->in_run = r->run_is_hidden = false;
	else if (kind == W_PARAGRAPH)
		tape->at_boundary = true;
	else if (kind == W_TABLE)
		gd_tape_close_table(tape);
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
		gd_office_text(r->office, text, length);
}

GdStatus
gd_read_word(GdOffice *office, GdText xml)
{
	static const GdMarkupEvents events = {on_start, on_end, on_text};
	Reader		r = {office};

	return gd_read_markup(office->host, xml, &events, &r);
}
