/*
 * html.c
 *	  Reads HTML into plain text, in two passes: libxml2's events → tape → text.
 *
 * libxml2 gets the HTML in small chunks. The host's functions, which may leave by longjmp, are
 * called only between them. Nothing global to libxml2 is changed: others in the process may use it.
 */
#include "file/html.h"

#include "file/clean.h"
#include "file/element.h"
#include "file/memory.h"
#include "file/tape.h"
#include "file/xml_error.h"
#include "text/fold.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define CHUNK 4096				/* bytes that libxml2 gets at a time */
#define PIECE 65536				/* bytes between two calls of check_interrupts */
#define MAX_DEPTH 128			/* of elements: libxml2 searches all open ones at an end tag */
#define MAX_COLSPAN 64
#define MAX_ROWSPAN 512
#define LONGEST_ENTITY 64		/* bytes */
#define LONGEST_FIELD 255		/* bytes of a tag */
#define MANY_BYTES 1000			/* libxml2 reports no more at once, but for a last character */

typedef struct Reader
{
	const GdHost *host;
	const unsigned char *html;
	uint32_t	length;

	htmlParserCtxtPtr context;
	int64_t		base;			/* where in the HTML the parser's own count of bytes begins */
	uint32_t	muted_until;	/* what is in front of it has been read before */
	uint32_t	depth;			/* open elements */
	uint32_t	hidden_depth;	/* of the element whose content is not shown, or 0 */
	bool		hides_row;		/* that element is a row: a table in it is shown */
	uint32_t	apart_depth;	/* of the element whose text stands apart, or 0 */
	bool		ended;			/* the parser has seen the end of a document */
	bool		in_declaration; /* <![if ...]> */

	GdCleaning	cleaning;		/* of the bytes that were given to the parser */

	GdMark		line_end;		/* for a line end of the text, or 0 */
	GdTape		tape;
	char		chunk[CHUNK + GD_CLEANING_ROOM];
} Reader;

static inline bool
is_blank_byte(unsigned char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Does a tag that proves HTML begin at the < at p? */
static bool
is_tag(const char *p, const char *end)
{
	char		name[GD_ELEMENT_NAME];
	size_t		length = 0;
	const GdElement *element;

	p++;
	if (p < end && *p == '/')
		p++;
	if (end - p >= 8 && *p == '!' && (p[1] | 0x20) == 'd' && (p[2] | 0x20) == 'o' &&
		(p[7] | 0x20) == 'e')
		return true;
	while (p < end && length < sizeof(name) - 1 &&
		   (gd_is_ascii_letter((unsigned char) *p) || (*p >= '1' && *p <= '6')))
		name[length++] = (char) (*p++ | 0x20);
	name[length] = '\0';
	if (p < end && !is_blank_byte((unsigned char) *p) && *p != '>' && *p != '/')
		return false;
	/* "a<b and", but "<b class" */
	while (p < end && is_blank_byte((unsigned char) *p))
		p++;
	if (p < end && !gd_is_ascii_letter((unsigned char) *p) && *p != '>' && *p != '/')
		return false;
	element = gd_find_element(name);
	return element != NULL && element->is_proof;
}

/* Does such a tag begin in front of limit? */
static bool
holds_tag(const char *p, const char *limit, const char *end)
{
	while ((p = memchr(p, '<', (size_t) (limit - p))) != NULL)
	{
		if (is_tag(p, end))
			return true;
		p++;
	}
	return false;
}

bool
gd_is_html(const GdHost *host, const char *text, size_t length)
{
	const char *end = text + length;

	for (const char *p = text, *limit; p < end; p = limit)
	{
		limit = end - p > PIECE ? p + PIECE : end;
		if (host->check_interrupts)
			host->check_interrupts();
		if (holds_tag(p, limit, end))
			return true;
	}
	return false;
}

/*
 * Events
 */

/* Up to where the parser has read, in bytes of the HTML. */
static int64_t
position(const Reader *r)
{
	const xmlParserInput *input = r->context->input;

	return r->base + (int64_t) input->consumed + (input->cur - input->base);
}

static void
start_cell(Reader *r, const xmlChar **attributes)
{
	uint32_t	at = (uint32_t) position(r);

	if (at < r->length && r->html[at] == '>')
		at++;
	/* rowspan 0 means all rows that follow */
	gd_tape_open_cell(&r->tape, gd_element_columns(attributes, MAX_COLSPAN),
					  gd_element_rows(attributes, MAX_ROWSPAN), at);
}

static bool
is_in_cell(Reader *r)
{
	const GdTapeTable *table = gd_tape_table(&r->tape);

	return table != NULL && table->in_cell;
}

static bool
is_inline(GdElementKind kind)
{
	return kind == GD_ELEMENT_INLINE || kind == GD_ELEMENT_APART || kind == GD_ELEMENT_BREAK ||
		kind == GD_ELEMENT_FIELD;
}

static bool
is_block(GdElementKind kind)
{
	return kind == GD_ELEMENT_BLOCK || kind == GD_ELEMENT_HEADING || kind == GD_ELEMENT_PARAGRAPH;
}

/* An element in a cell. */
static void
start_piece(Reader *r, GdLook look)
{
	if (look == GD_LOOK_HIDDEN)
		r->hidden_depth = r->depth;
	else if (look == GD_LOOK_APART && r->apart_depth == 0)
	{
		r->apart_depth = r->depth;
		gd_tape_mark(&r->tape, GD_MARK_BREAK);
	}
}

/* What a field shows comes from its tag. */
static void
put_field(Reader *r, const char *text)
{
	uint32_t	end = (uint32_t) position(r);
	uint32_t	begin = end - (end > 0);
	size_t		length = text ? strlen(text) : 0;

	/* no more than what the tape has room for */
	if (length == 0 || length > LONGEST_ENTITY)
		return;
	while (begin > r->tape.source_end && end - begin < LONGEST_FIELD && r->html[begin] != '<')
		begin--;
	gd_tape_place_text(&r->tape, (uint32_t) length);
	gd_tape_source(&r->tape, begin, (uint8_t) (end - begin));
	gd_tape_text(&r->tape, (const unsigned char *) text, (const unsigned char *) text + length, 0);
	r->tape.continues_source = false;
	r->tape.source_end = end;
}

/* Leaves what an element means for lines and tables on the tape. */
static void
start_element(Reader *r, GdElementKind kind, const xmlChar **attributes)
{
	if (!is_inline(kind))
	{
		r->line_end = 0;
		r->tape.at_boundary = true;
	}
	if (is_block(kind))
		gd_tape_open_block(&r->tape);
	switch (kind)
	{
		case GD_ELEMENT_INLINE:
			/* a whole table may be hidden until somebody asks for it, a piece of a cell is not */
			if (attributes != NULL && is_in_cell(r))
				start_piece(r, gd_element_look(attributes));
			break;
		case GD_ELEMENT_FIELD:
			if (is_in_cell(r))
				put_field(r, gd_field_text(attributes));
			break;
		case GD_ELEMENT_APART:
			if (is_in_cell(r))
				gd_tape_mark(&r->tape, GD_MARK_BREAK);
			break;
		case GD_ELEMENT_BLOCK:
			break;
		case GD_ELEMENT_HEADING:
			r->line_end = GD_MARK_SOFT;
			break;
		case GD_ELEMENT_PARAGRAPH:
			/*
			 * without attributes it may be a tag that somebody, or libxml2, has put in front of
			 * lines
			 */
			r->line_end = attributes != NULL ? GD_MARK_SOFT_IF_LONG : 0;
			break;
		case GD_ELEMENT_BREAK:
			gd_tape_mark(&r->tape, GD_MARK_BREAK);
			break;
		case GD_ELEMENT_TABLE:
			gd_tape_open_table(&r->tape);
			break;
		case GD_ELEMENT_GROUP:
			gd_tape_start_group(&r->tape);
			break;
		case GD_ELEMENT_ROW:
		case GD_ELEMENT_CELL:
			if (gd_element_look(attributes) == GD_LOOK_HIDDEN)
			{
				r->hidden_depth = r->depth;
				r->hides_row = kind == GD_ELEMENT_ROW;
			}
			else if (kind == GD_ELEMENT_ROW)
				gd_tape_open_row(&r->tape);
			else
				start_cell(r, attributes);
			break;
		case GD_ELEMENT_HIDDEN:
			r->hidden_depth = r->depth;
			break;
	}
}

static void
end_element(Reader *r, GdElementKind kind)
{
	if (kind == GD_ELEMENT_APART && is_in_cell(r))
		gd_tape_mark(&r->tape, GD_MARK_BREAK);
	if (is_inline(kind))
		return;
	if (is_block(kind))
		gd_tape_close_block(&r->tape);
	r->line_end = 0;
	r->tape.at_boundary = true;
	if (kind == GD_ELEMENT_TABLE)
		gd_tape_close_table(&r->tape);
	else if (kind == GD_ELEMENT_GROUP)
		gd_tape_start_group(&r->tape);
	else if (kind == GD_ELEMENT_ROW)
		gd_tape_close_row(&r->tape);
	else if (kind == GD_ELEMENT_CELL)
		gd_tape_close_cell(&r->tape);
}

static void
on_start(void *reader, const xmlChar *name, const xmlChar **attributes)
{
	Reader	   *r = reader;
	const GdElement *element;

	r->depth++;
	element = r->hidden_depth == 0 || r->hides_row ? gd_find_element((const char *) name) : NULL;
	if (r->hides_row && element != NULL && element->kind == GD_ELEMENT_TABLE)
		r->hidden_depth = r->hides_row = 0;
	if (r->hidden_depth > 0 || position(r) < r->muted_until)
		return;
	r->in_declaration = false;
	if (element != NULL || attributes != NULL)
		start_element(r, element ? (GdElementKind) element->kind : GD_ELEMENT_INLINE, attributes);
}

static void
on_end(void *reader, const xmlChar *name)
{
	Reader	   *r = reader;
	uint32_t	depth = r->depth;
	const GdElement *element;

	r->depth -= depth > 0;
	if (r->hidden_depth > 0)
	{
		if (depth == r->hidden_depth)
			r->hidden_depth = r->hides_row = 0;
		return;
	}
	if (depth == r->apart_depth)
	{
		r->apart_depth = 0;
		gd_tape_mark(&r->tape, GD_MARK_BREAK);
	}
	if (position(r) < r->muted_until)
		return;
	r->in_declaration = false;
	element = gd_find_element((const char *) name);
	if (element != NULL)
		end_element(r, (GdElementKind) element->kind);
}

/* Is text what cleaning made of the HTML at a place? */
static bool
comes_from(const Reader *r, int64_t at, const unsigned char *text, uint32_t count)
{
	if (at < 0 || at + count > r->length)
		return false;
	if (memcmp(r->html + at, text, count) == 0)
		return true;
	for (uint32_t i = 0; i < count; i++)
	{
		if (!gd_cleaning_makes(r->html[at + i], text[i]))
			return false;
	}
	return true;
}

/*
 * Where in the HTML text of count bytes begins that libxml2 has just reported, as far as one can
 * tell from its place.
 */
static uint32_t
guess_begin(const Reader *r, const unsigned char *text, uint32_t count)
{
	const xmlParserInput *input = r->context->input;
	int64_t		begin = position(r) - count;

	if (text >= input->base && text < input->end)
		begin = position(r) - (input->cur - text);
	else if (count == 1 && *text == '&')
	{
		/* what no entity is known for is reported after its name has been read */
		while (begin > r->tape.source_end && r->html[begin] != '&')
			begin--;
	}
	else if ((count == 1 || count >= MANY_BYTES) && !comes_from(r, begin, text, count))
	{
		/*
		 * some versions report single and very many bytes before they step over the last character
		 */
		do
			begin++;
		while (count > 1 && (text[--count] & 0xC0) == 0x80);
	}
	return begin > r->tape.source_end ? (uint32_t) begin : r->tape.source_end;
}

/* Tells on the tape where the text behind the first skip bytes comes from. */
static void
find_source(Reader *r, const unsigned char *text, uint32_t count, uint32_t skip)
{
	uint32_t	begin = guess_begin(r, text, count);
	uint32_t	end = (uint32_t) position(r);

	if (comes_from(r, begin, text, count))
	{
		end = begin + count;
		begin += skip;
		if (!r->tape.continues_source || begin != r->tape.source_end)
			gd_tape_source(&r->tape, begin, 0);
		r->tape.continues_source = true;
	}
	else
	{
		/* an entity, or what cleaning has changed */
		end = end < r->length ? end : r->length;
		begin = end > 0 ? end - 1 : 0;
		while (begin > r->tape.source_end && end - begin < LONGEST_ENTITY && r->html[begin] != '&')
			begin--;
		gd_tape_source(&r->tape, begin, (uint8_t) (end > begin ? end - begin : 1));
		r->tape.continues_source = false;
	}
	r->tape.source_end = end;
}

/*
 * Drops <![if ...]>, which some versions report as text, < first; returns what is left of the text.
 */
static const unsigned char *
skip_declaration(Reader *r, const unsigned char *p, const unsigned char *end)
{
	int64_t		at = position(r);

	if (!r->in_declaration && end - p == 1 && *p == '<' && at + 1 < r->length)
		r->in_declaration = r->html[at] == '<' && r->html[at + 1] == '!';
	if (!r->in_declaration)
		return p;
	while (p < end && *p != '>')
		p++;
	if (p < end)
	{
		p++;
		r->in_declaration = false;
	}
	return p;
}

static bool
is_blank(const unsigned char *p, const unsigned char *end)
{
	while (p < end && is_blank_byte(*p))
		p++;
	return p == end;
}

/* Is there nothing to see, not even a mark? */
static bool
is_invisible(const unsigned char *p, const unsigned char *end)
{
	while (p < end)
	{
		GdChar		c = gd_fold_char_within(p, end);
		GdClass		class = gd_class(c);

		if (class != GD_CLASS_SPACE && class != GD_CLASS_IGNORED && class != GD_CLASS_TAB &&
			class != GD_CLASS_NEWLINE)
			return false;
		p += gd_bytes(c);
	}
	return true;
}

static void
on_text(void *reader, const xmlChar *text, int length)
{
	Reader	   *r = reader;
	const unsigned char *p = text;
	const unsigned char *end = text + length;
	GdTapeTable *table = gd_tape_table(&r->tape);

	if (r->hidden_depth > 0 || position(r) < r->muted_until)
		return;
	p = skip_declaration(r, p, end);
	if (p == end || (r->tape.at_boundary && is_blank(p, end)) ||
		(table && !table->in_cell && is_invisible(p, end)))
		return;
	gd_tape_place_text(&r->tape, (uint32_t) (end - p));
	table = gd_tape_table(&r->tape);
	if (table != NULL && !is_invisible(p, end))
		gd_tape_note_text(table);
	find_source(r, text, (uint32_t) length, (uint32_t) (p - text));
	gd_tape_text(&r->tape, p, end, r->line_end);
}

static void
on_hidden_text(void *reader, const xmlChar *text, int length)
{
}

static void
on_end_document(void *reader)
{
	((Reader *) reader)->ended = true;
}

/*
 * Feeding libxml2
 */

/* How many bytes from at on libxml2 gets next: whole characters. */
static uint32_t
chunk_size(const Reader *r, uint32_t at)
{
	uint32_t	size = r->length - at < CHUNK ? r->length - at : CHUNK;

	for (int i = 0; i < 3 && at + size < r->length && size > 1 &&
		 (r->html[at + size] & 0xC0) == 0x80; i++)
		size--;
	return size;
}

static void
release_parser(void *reader)
{
	Reader	   *r = reader;

	if (r->context)
		htmlFreeParserCtxt(r->context);
	r->context = NULL;
}

/* Gives the parser what stands in the chunk; false if there is no memory. */
static bool
feed(Reader *r, uint32_t length)
{
	int			error;

	gd_watch_memory();
	error = htmlParseChunk(r->context, r->chunk, (int) length, length == 0);
	return error != XML_ERR_NO_MEMORY && !gd_memory_ran_out();
}

/*
 * A new parser that knows of the tables that are open. It has a body, too: without an open element
 * it would hold an end tag for the end of the document.
 */
static bool
open_parser(Reader *r, uint32_t at)
{
	htmlSAXHandler handler = {0};
	uint32_t	length = sizeof("<body>") - 1;

	handler.initialized = XML_SAX2_MAGIC;
	handler.startElement = on_start;
	handler.endElement = on_end;
	handler.characters = handler.ignorableWhitespace = on_text;
	handler.cdataBlock = on_hidden_text;
	handler.endDocument = on_end_document;
	handler.serror = gd_drop_error;
	gd_watch_memory();
	r->context = htmlCreatePushParserCtxt(&handler, r, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (r->context == NULL || gd_memory_ran_out())
		return false;
	/* the text is UTF-8, whatever it declares; in a script, "</td>" does not end it */
	htmlCtxtUseOptions(r->context,
					   HTML_PARSE_RECOVER | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR |
					   HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	r->depth = r->apart_depth = 0;
	r->ended = false;
	gd_start_cleaning(&r->cleaning);
	memcpy(r->chunk, "<body>", length);
	for (uint32_t i = 0; i < r->tape.table_count; i++)
	{
		memcpy(r->chunk + length, "<table><tr><td>", 15);
		length += !r->tape.table[i].in_row ? 7 : !r->tape.table[i].in_cell ? 11 : 15;
	}
	r->base = (int64_t) at - length;
	r->muted_until = at;
	return feed(r, length);
}

/*
 * Gives a new parser the HTML from at on. Stops early where so many elements are open that
 * searching them takes long, or where the parser holds the document for ended. Sets at to where the
 * next parser has to begin.
 */
static GdStatus
parse_from(Reader *r, uint32_t *at)
{
	uint32_t	fed = *at;
	int64_t		reached;

	if (!open_parser(r, *at))
		return GD_OUT_OF_MEMORY;
	while (fed < r->length && !r->ended && (r->depth <= MAX_DEPTH || r->hidden_depth > 0))
	{
		uint32_t	size = chunk_size(r, fed);

		if (!feed(r, gd_clean_html(&r->cleaning, fed, size, r->chunk)))
			return GD_OUT_OF_MEMORY;
		fed += size;
		if (r->host->check_interrupts)
			r->host->check_interrupts();
	}
	if (fed == r->length && !feed(r, 0))
		return GD_OUT_OF_MEMORY;
	reached = position(r);
	*at = reached > *at && reached <= r->length ? (uint32_t) reached : *at + 1;
	release_parser(r);
	return GD_OK;
}

static Reader *
new_reader(const GdHost *host, const char *html, size_t length)
{
	Reader	   *r = host->allocate(host->arena, sizeof(Reader));

	if (r == NULL || length > UINT32_MAX - 1)
		return NULL;
	memset(r, 0, sizeof(*r));
	r->host = host;
	r->html = (const unsigned char *) html;
	r->length = (uint32_t) length;
	r->cleaning.html = r->html;
	r->cleaning.length = r->length;
	r->tape.capacity = gd_tape_capacity(length);
	r->tape.bytes = host->allocate(host->arena, r->tape.capacity);
	if (r->tape.bytes == NULL)
		return NULL;
	if (host->at_release)
		host->at_release(host->arena, release_parser, r);
	return r;
}

GdStatus
gd_html_to_text(const GdHost *host, const char *html, size_t length, char **text,
				size_t *text_length, GdSource *source)
{
	Reader	   *r = new_reader(host, html, length);
	GdStatus	status = GD_OK;
	uint32_t	at = length >= 3 && memcmp(html, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	if (r == NULL)
		return GD_OUT_OF_MEMORY;
	while (status == GD_OK && at < length)
		status = parse_from(r, &at);
	release_parser(r);
	if (status != GD_OK)
		return status;
	while (r->tape.table_count > 0)
		gd_tape_close_table(&r->tape);
	if (r->tape.is_full)
		return GD_OUT_OF_MEMORY;
	*source = (GdSource) {.tape = &r->tape, .blanks = r->length / 8 + 1024, .is_marked = true};
	return gd_source_to_text(host, source, text, text_length);
}
