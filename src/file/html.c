/*
 * html.c
 *	  Reads HTML into plain text, in two passes: libxml2's events → tape → text.
 *
 * libxml2 gets the HTML in small chunks. The host's functions, which may leave by longjmp, are
 * called only between them. Nothing global to libxml2 is changed: others in the process may use it.
 */
#include "file/html.h"

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
#define MAX_ATTRIBUTES 128		/* words in a tag: libxml2 compares each with all others */
#define LONGEST_ENTITY 64		/* bytes */
#define MANY_BYTES 1000			/* libxml2 reports no more at once, but for a last character */
#define MAX_PADDING 64			/* bytes of invisible characters in a tag */

typedef enum TagState
{
	OUTSIDE_TAG,
	IN_TAG,
	IN_QUOTES,
} TagState;

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
	bool		ended;			/* the parser has seen the end of a document */
	bool		in_declaration; /* <![if ...]> */

	TagState	tag;			/* of the bytes that were given to the parser */
	unsigned char quote;
	uint32_t	tag_words;
	uint32_t	padding;		/* bytes left out of the tag so far */
	uint32_t	rename;			/* place of a byte that the parser must not see, or 0 */

	GdMark		line_end;		/* for a line end of the text, or 0 */
	GdTape		tape;
	char		chunk[CHUNK + MAX_PADDING];
} Reader;

static inline bool
is_blank_byte(unsigned char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static inline bool
is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
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
		   (is_letter((unsigned char) *p) || (*p >= '1' && *p <= '6')))
		name[length++] = (char) (*p++ | 0x20);
	name[length] = '\0';
	if (p < end && !is_blank_byte((unsigned char) *p) && *p != '>' && *p != '/')
		return false;
	/* "a<b and", but "<b class" */
	while (p < end && is_blank_byte((unsigned char) *p))
		p++;
	if (p < end && !is_letter((unsigned char) *p) && *p != '>' && *p != '/')
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

/* A span as HTML defines it, but not beyond limit; rowspan 0 means all rows that follow. */
static int
read_span(const xmlChar **attributes, const char *name, int limit)
{
	const xmlChar *p = NULL;
	int			value = 0;

	for (int i = 0; attributes && attributes[i]; i += 2)
	{
		if (strcmp((const char *) attributes[i], name) == 0)
			p = attributes[i + 1];
	}
	while (p && is_blank_byte(*p))
		p++;
	if (p == NULL || *p < '0' || *p > '9')
		return 1;
	for (; *p >= '0' && *p <= '9' && value <= limit; p++)
		value = value * 10 + (*p - '0');
	if (value == 0)
		return limit == MAX_ROWSPAN ? limit : 1;
	return value > limit ? limit : value;
}

static void
start_cell(Reader *r, const xmlChar **attributes)
{
	uint32_t	at = (uint32_t) position(r);

	if (at < r->length && r->html[at] == '>')
		at++;
	gd_tape_open_cell(&r->tape, read_span(attributes, "colspan", MAX_COLSPAN),
					  read_span(attributes, "rowspan", MAX_ROWSPAN), at);
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
	return kind == GD_ELEMENT_INLINE || kind == GD_ELEMENT_APART || kind == GD_ELEMENT_BREAK;
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
	switch (kind)
	{
		case GD_ELEMENT_INLINE:
			/* a whole table may be hidden until somebody asks for it, a piece of a cell is not */
			if (attributes != NULL && is_in_cell(r) && gd_hides_element(attributes))
				r->hidden_depth = r->depth;
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
			gd_tape_open_row(&r->tape);
			break;
		case GD_ELEMENT_CELL:
			if (gd_hides_element(attributes))
				r->hidden_depth = r->depth;
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
	if (r->hidden_depth > 0 || position(r) < r->muted_until)
		return;
	r->in_declaration = false;
	element = gd_find_element((const char *) name);
	if (element != NULL)
		start_element(r, (GdElementKind) element->kind, attributes);
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
			r->hidden_depth = 0;
		return;
	}
	if (position(r) < r->muted_until)
		return;
	r->in_declaration = false;
	element = gd_find_element((const char *) name);
	if (element != NULL)
		end_element(r, (GdElementKind) element->kind);
}

/* Can clean() have made one byte of the other? */
static bool
may_become(unsigned char html, unsigned char text)
{
	if (html == text)
		return true;
	if (html < 0x20 || html >= 0x80)
		return text == ' ' || text == '\n' || text == '?';
	return text == 'x' && (html == ' ' || html == '=' || is_letter(html));
}

/* Is text what clean() made of the HTML at a place? */
static bool
comes_from(const Reader *r, int64_t at, const unsigned char *text, uint32_t count)
{
	if (at < 0 || at + count > r->length)
		return false;
	for (uint32_t i = 0; i < count; i++)
	{
		if (!may_become(r->html[at + i], text[i]))
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
		/* an entity, or what clean() has changed */
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
	const GdTapeTable *table = gd_tape_table(&r->tape);

	if (r->hidden_depth > 0 || position(r) < r->muted_until)
		return;
	p = skip_declaration(r, p, end);
	if (p == end || (r->tape.at_boundary && is_blank(p, end)) ||
		(table && !table->in_cell && is_invisible(p, end)))
		return;
	gd_tape_place_text(&r->tape, (uint32_t) (end - p));
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

/* The length of the character at p, or 0 if the bytes are no character. */
static int
character_length(const unsigned char *p, const unsigned char *end)
{
	int			length = *p < 0x80 ? 1 : *p < 0xC2 ? 0 : *p < 0xE0 ? 2 :
		*p < 0xF0 ? 3 : *p < 0xF5 ? 4 : 0;

	if (length > end - p)
		return 0;
	for (int i = 1; i < length; i++)
	{
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	if (length == 3 && ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) ||
						(*p == 0xEF && p[1] == 0xBF && p[2] > 0xBD)))
		return 0;
	if (length == 4 && ((*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F)))
		return 0;
	return length;
}

/*
 * </html> and </body> are not the end, whatever libxml2 holds of it; their names are made unknown.
 */
static bool
ends_document(const unsigned char *p, const unsigned char *end)
{
	return end - p >= 6 && p[1] == '/' &&
		(((p[2] | 0x20) == 'h' && (p[3] | 0x20) == 't' && (p[4] | 0x20) == 'm' &&
		  (p[5] | 0x20) == 'l') ||
		 ((p[2] | 0x20) == 'b' && (p[3] | 0x20) == 'o' && (p[4] | 0x20) == 'd' &&
		  (p[5] | 0x20) == 'y'));
}

static const unsigned char *
skip_invisible(const unsigned char *p, const unsigned char *end)
{
	while (p < end && character_length(p, end) > 1 &&
		   gd_class(gd_fold_char_within(p, end)) == GD_CLASS_IGNORED)
		p += character_length(p, end);
	return p;
}

/* Does a tag begin at the < at p? */
static bool
begins_tag(const unsigned char *p, const unsigned char *end)
{
	p = skip_invisible(p + 1, end);
	if (p < end && *p == '/')
		p = skip_invisible(p + 1, end);
	return p < end && is_letter(*p);
}

/* The < at p, whether it begins a tag or not. */
static void
start_tag(Reader *r, const unsigned char *p, const unsigned char *end)
{
	if (ends_document(p, end))
		r->rename = (uint32_t) (p + 2 - r->html);
	if (r->tag == OUTSIDE_TAG && begins_tag(p, end))
	{
		r->tag = IN_TAG;
		r->tag_words = r->padding = 0;
	}
}

static void
quote(Reader *r, unsigned char mark)
{
	if (r->tag == IN_TAG)
	{
		r->tag = IN_QUOTES;
		r->quote = mark;
	}
	else if (r->tag == IN_QUOTES && r->quote == mark)
		r->tag = IN_TAG;
}

/*
 * Copies the ASCII character at p, or one that may stand for it, as libxml2 may see it; returns the
 * end of the copy.
 */
static char *
clean_byte(Reader *r, const unsigned char *p, char *into)
{
	const unsigned char *end = r->html + r->length;
	char		c = (char) *p;

	switch (c)
	{
		case '<':
			start_tag(r, p, end);
			break;
		case '>':
			if (r->tag != IN_TAG)
				break;
			/* so that places behind the tag are right again */
			memset(into, ' ', r->padding);
			into += r->padding;
			r->padding = 0;
			r->tag = OUTSIDE_TAG;
			break;
		case '"':
		case '\'':
			quote(r, (unsigned char) c);
			break;
		case '=':
		case ' ':
		case '\n':
		case '\t':
			if (r->tag == IN_TAG && ++r->tag_words > MAX_ATTRIBUTES)
				c = 'x';
			break;
		case '\r':
			c = p + 1 < end && p[1] == '\n' ? ' ' : '\n';
			break;
		default:
			if (*p < 0x20)
				c = ' ';
			break;
	}
	*into++ = c;
	return into;
}

/* The same for other characters, whose bytes may be wrong; sets p to its end. */
static char *
clean_character(Reader *r, const unsigned char **p, const unsigned char *end, char *into)
{
	int			length = character_length(*p, end);

	if (length == 0)
	{
		*into = '?';
		(*p)++;
		return into + 1;
	}
	memcpy(into, *p, (size_t) length);
	if (r->tag != OUTSIDE_TAG)
	{
		GdClass		class = gd_class(gd_fold_char_within(*p, end));

		if (class == GD_CLASS_SPACE && r->tag == IN_TAG)
			memset(into, ' ', (size_t) length);
		else if (class == GD_CLASS_IGNORED && r->padding + (uint32_t) length <= MAX_PADDING)
		{
			r->padding += (uint32_t) length;
			into -= length;
		}
	}
	*p += length;
	return into + length;
}

/*
 * Copies count bytes of the HTML to the chunk, without what libxml2 stumbles over; returns how many
 * bytes that makes.
 */
static uint32_t
clean(Reader *r, uint32_t at, uint32_t count)
{
	const unsigned char *p = r->html + at;
	const unsigned char *end = p + count;
	const unsigned char *rename = r->rename != 0 ? r->html + r->rename : end;
	char	   *into = r->chunk;

	while (p < end)
	{
		if (*p >= 0x80)
			into = clean_character(r, &p, end, into);
		else if (*p < 0x40)
		{
			into = clean_byte(r, p++, into);
			rename = r->html + r->rename;
		}
		else
		{
			*into++ = p == rename ? 'x' : (char) *p;
			p++;
		}
	}
	return (uint32_t) (into - r->chunk);
}

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
	/* the text is UTF-8, whatever it declares */
	htmlCtxtUseOptions(r->context,
					   HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
					   HTML_PARSE_NONET);
	r->depth = 0;
	r->ended = false;
	r->tag = OUTSIDE_TAG;
	r->padding = 0;
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

		if (!feed(r, clean(r, fed, size)))
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
	status = gd_tape_to_text(host, &r->tape, source->blanks, text, text_length);
	source->text = *text;
	return status;
}
