/*
 * positioned_xml.c
 *	  Finds words with coordinates in XML and HTML.
 *
 * Each tool has its element of one word, line or character (Dialect) and its way to write the box.
 */
#include "file/positioned_word.h"

#include <string.h>

#define FONTS 4096				/* classes .ft0 and so on, of positioned HTML */
#define DEFAULT_SIZE 16

typedef enum BoxKind
{
	BOX_CORNERS,				/* xMin="" yMin="" xMax="" yMax="" */
	BOX_SIDES,					/* top="" left="" width="" height="" */
	BOX_QUAD,					/* quad="" with four corners, y="" for the baseline */
	BOX_LINE,					/* bbox="" with two corners */
	BOX_TITLE,					/* title='bbox …' with two corners */
	BOX_STYLE,					/* style="top:…;left:…": the rest is the font's */
} BoxKind;

typedef struct Dialect
{
	const char *evidence;		/* in the head of the text, beside the next */
	const char *more_evidence;
	const char *tag;
	const char *class;			/* in the tag, or NULL */
	const char *closing;		/* NULL: the text is the attribute c */
	uint8_t		box;
} Dialect;

static const Dialect dialects[] = {
	{"<page ", "<word xMin=", "<word ", NULL, "</word>", BOX_CORNERS},
	{"<page ", "<char quad=", "<char ", NULL, NULL, BOX_QUAD},
	{"<page ", "<char bbox=", "<char ", NULL, NULL, BOX_LINE},
	{"<pdf2xml", "<page ", "<text ", NULL, "</text>", BOX_SIDES},
	{"id=\"page", "<p style=\"position:absolute;top:", "<p ", "top:", "</p>", BOX_STYLE},
	{"id=\"page", "<p style=\"top:", "<p ", "top:", "</p>", BOX_STYLE},
	{"ocr_page", "ocrx_word", "<span ", "ocrx_word", "</span>", BOX_TITLE},
};

typedef struct Font
{
	float		size;
	float		height;			/* of a line; 0 if not known */
} Font;

typedef struct XmlReader
{
	GdWordReader *reader;
	const Dialect *dialect;
	float		font_size;		/* of the characters, where an element says it for all of them */
	Font	   *fonts;
	GdWord		line_box;		/* of the element around characters, if its right side is not 0 */
	uint32_t	line_first;		/* word in it */
	float		right;			/* of the last character in it, spaces too */
	bool		lost;			/* a character was, since the last word */
} XmlReader;

/*
 * What stands behind the name of an attribute or of a style: name, ending in = or :, is not part of
 * a longer one.
 */
static const char *
find_value(const char *p, const char *end, const char *name)
{
	const char *tag = p;

	while ((p = gd_find(p, end, name)) != NULL)
	{
		bool		is_whole = p > tag && (p[-1] == ' ' || p[-1] == ';' || p[-1] == '"' ||
			 p[-1] == '{');

		p += strlen(name);
		if (is_whole)
			return p < end && (*p == '"' || *p == '\'') ? p + 1 : p;
	}
	return NULL;
}

static bool
number_of(const char *tag, const char *end, const char *name, float *number)
{
	const char *p = find_value(tag, end, name);

	return p != NULL && gd_read_coordinate(p, end, number) != NULL;
}

static Font *
font_of_class(XmlReader *r, const char *p, const char *end)
{
	float		number;

	if (p == NULL || gd_read_coordinate(p, end, &number) == NULL || number < 0 || number >= FONTS)
		return NULL;
	return &r->fonts[(int) number];
}

/* .ft10{font-size:33px;line-height:40px;…} */
static void
read_fonts(XmlReader *r, const char *p, const char *end)
{
	while ((p = gd_find(p, end, ".ft")) != NULL)
	{
		const char *rule_end = memchr(p, '}', (size_t) (end - p));
		Font	   *font = font_of_class(r, p + 3, end);

		if (rule_end == NULL)
			return;
		if (font != NULL)
		{
			font->height = 0;
			if (!number_of(p, rule_end, "font-size:", &font->size))
				font->size = DEFAULT_SIZE;
			number_of(p, rule_end, "line-height:", &font->height);
		}
		p = rule_end;
	}
}

/* A paragraph of positioned HTML: its font tells how wide it is. */
static void
add_paragraph(XmlReader *r, const char *tag, const char *tag_end, const char *text_end)
{
	Font		font = {DEFAULT_SIZE, 0};
	const char *class = find_value(tag, tag_end, "class=");
	const Font *known = class != NULL ? font_of_class(r, class + 2, tag_end) : NULL;
	GdWord		box = {0};

	if (!number_of(tag, tag_end, "top:", &box.top) || !number_of(tag, tag_end, "left:", &box.left))
		return;
	if (known != NULL && known->size > 0)
		font = *known;
	else
		number_of(tag, text_end, "font-size:", &font.size);
	if (font.size <= 0)
		return;
	box.right = box.left;
	box.bottom = box.top + font.size * 1.2F;
	gd_add_words(r->reader, tag_end + 1, text_end, &box, font.size / 2,
				 font.height > 0 ? font.height : font.size * 1.2F);
}

/* Two corners, or the box of a character around the baseline. */
static bool
read_corners(const XmlReader *r, const char *p, const char *tag, const char *end, GdWord *box)
{
	float		number[8];
	bool		is_quad = r->dialect->box == BOX_QUAD;

	if (r->dialect->box == BOX_TITLE && p != NULL)
		p = gd_begins_with(p, end, "bbox ") ? p + 5 : NULL;
	if (p == NULL || gd_read_coordinates(p, end, number, is_quad ? 8 : 4) == NULL)
		return false;
	box->left = number[0];
	box->top = number[1];
	box->right = number[2];
	box->bottom = number[3];
	if (!is_quad)
		return true;
	/* the height of a glyph says little: that of the font, around the middle of an ideograph */
	if (r->font_size <= 0 || !number_of(tag, end, "y=", &box->bottom))
		return false;
	box->top = box->bottom - r->font_size;
	box->bottom += r->font_size * 0.2F;
	return true;
}

static bool
read_box(const XmlReader *r, const char *tag, const char *end, GdWord *box)
{
	switch ((BoxKind) r->dialect->box)
	{
		case BOX_CORNERS:
			return number_of(tag, end, "xMin=", &box->left) &&
				number_of(tag, end, "yMin=", &box->top) &&
				number_of(tag, end, "xMax=", &box->right) &&
				number_of(tag, end, "yMax=", &box->bottom);
		case BOX_SIDES:
			if (!number_of(tag, end, "left=", &box->left) ||
				!number_of(tag, end, "top=", &box->top) ||
				!number_of(tag, end, "width=", &box->right) ||
				!number_of(tag, end, "height=", &box->bottom))
				return false;
			box->right += box->left;
			box->bottom += box->top;
			return true;
		case BOX_QUAD:
			return read_corners(r, find_value(tag, end, "quad="), tag, end, box);
		case BOX_LINE:
			return read_corners(r, find_value(tag, end, "bbox="), tag, end, box);
		case BOX_TITLE:
			return read_corners(r, find_value(tag, end, "title="), tag, end, box);
		case BOX_STYLE:
			break;
	}
	return false;
}

/* A character that was lost leaves its room: at an end of the line, or where it was. */
static void
end_line(XmlReader *r)
{
	GdWords    *words = r->reader->words;
	float		left = r->line_box.right;
	float		right = r->line_box.left;
	float		room = r->font_size * 0.2F;

	for (uint32_t i = r->line_first; i < words->count; i++)
	{
		left = words->word[i].left < left ? words->word[i].left : left;
		right = words->word[i].right > right ? words->word[i].right : right;
	}
	if (r->line_box.right > 0 && words->count > r->line_first &&
		(left > r->line_box.left + room || right < r->line_box.right - room))
		words->word[r->line_first].is_damaged = true;
	r->line_box.right = 0;
}

/* The line around characters begins, or ends. */
static void
follow_line(XmlReader *r, const char *tag, const char *tag_end)
{
	float		number[4];
	const char *p = find_value(tag, tag_end, "bbox=");

	if (tag[1] == '/')
	{
		end_line(r);
		return;
	}
	r->line_first = r->reader->words->count;
	r->line_box.right = 0;
	r->right = 0;
	if (p != NULL && gd_read_coordinates(p, tag_end, number, 4) != NULL)
		r->line_box = (GdWord) {.left = number[0], .right = number[2]};
}

/* A character of a line that was lost leaves its room in front of the next one. */
static void
add_character(XmlReader *r, const char *begin, const char *end, GdWord *box)
{
	uint32_t	count = r->reader->words->count;

	r->lost = r->lost || (r->right > 0 && box->left - r->right > r->font_size * 0.3F);
	box->is_damaged = r->lost;
	r->right = box->right;
	gd_add_element(r->reader, begin, end, box);
	r->lost = r->lost && r->reader->words->count == count;
}

/* Reads an element of words; returns where to go on, or NULL if it is cut off. */
static const char *
read_element(XmlReader *r, const char *tag, const char *tag_end)
{
	GdWord		box = {0};
	const char *begin = tag_end + 1;
	const char *text_end;

	if (r->dialect->closing != NULL)
		text_end = gd_find(begin, r->reader->end, r->dialect->closing);
	else
	{
		begin = find_value(tag, tag_end, "c=");
		text_end = begin != NULL ? memchr(begin, begin[-1], (size_t) (tag_end - begin)) : NULL;
	}
	if (text_end == NULL)
		return r->dialect->closing != NULL ? NULL : tag_end;
	if (r->dialect->box == BOX_STYLE)
		add_paragraph(r, tag, tag_end, text_end);
	else if (read_box(r, tag, tag_end, &box) && begin < text_end)
	{
		if (r->dialect->closing == NULL)
			add_character(r, begin, text_end, &box);
		else
			gd_add_element(r->reader, begin, text_end, &box);
	}
	else if (r->dialect->closing == NULL && begin == text_end)
	{
		/* a character that was erased */
		box.source = box.source_end = (uint32_t) (begin - r->reader->text);
		box.is_damaged = true;
		gd_add_word(r->reader, &box);
	}
	return text_end > tag_end ? text_end : tag_end;
}

static bool
is_page(const char *tag, const char *end)
{
	return gd_begins_with(tag, end, "<page ") || gd_begins_with(tag, end, "</page") ||
		(gd_begins_with(tag, end, "<div ") && gd_find(tag, end, "page") != NULL);
}

static void
read_xml(XmlReader *r)
{
	const char *p = r->reader->text;
	const char *end = r->reader->end;

	while (p < end && !r->reader->out_of_memory && (p = memchr(p, '<', (size_t) (end - p))) != NULL)
	{
		bool		is_comment = gd_begins_with(p, end, "<!--");
		const char *tag_end = is_comment ? gd_find(p, end, "-->") :
			memchr(p, '>', (size_t) (end - p));

		if (tag_end == NULL)
			return;
		gd_check_words(r->reader, p);
		if (is_comment)
			read_fonts(r, p, tag_end);
		else if (gd_begins_with(p, tag_end, r->dialect->tag) &&
				 (r->dialect->class == NULL || gd_find(p, tag_end, r->dialect->class) != NULL))
			tag_end = read_element(r, p, tag_end);
		else if (r->dialect->closing == NULL &&
				 (gd_begins_with(p, tag_end, "<line ") || gd_begins_with(p, tag_end, "</line")))
			follow_line(r, p, tag_end);
		else if (gd_begins_with(p, tag_end, "<font "))
			number_of(p, tag_end, "size=", &r->font_size);
		else if (is_page(p, tag_end))
			r->reader->page++;
		p = tag_end;
		if (p == NULL)
			return;
	}
}

static const Dialect *
find_dialect(const char *text, const char *end)
{
	/* all of them have a word for a page; most HTML has none */
	if (gd_find(text, end, "page") == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(dialects) / sizeof(dialects[0]); i++)
	{
		if (gd_find(text, end, dialects[i].evidence) != NULL &&
			gd_find(text, end, dialects[i].more_evidence) != NULL)
			return &dialects[i];
	}
	return NULL;
}


/* Is the last thing that the text says the end of a page, or of all? */
static bool
ends_page(const GdWordReader *r)
{
	static const char *const tags[] = {"</page>", "</div>", "</body>", "</html>", "</pdf2xml>",
	"</document>"};
	const char *end = r->end;

	while (end > r->text && (unsigned char) end[-1] <= ' ')
		end--;
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
	{
		size_t		length = strlen(tags[i]);

		if ((size_t) (end - r->text) >= length && memcmp(end - length, tags[i], length) == 0)
			return true;
	}
	return false;
}

void
gd_read_xml_words(GdWordReader *r, const char *head, const char *head_end)
{
	XmlReader	xml = {.reader = r, .dialect = find_dialect(head, head_end)};

	if (xml.dialect == NULL)
		return;
	xml.fonts = r->host->allocate(r->host->arena, sizeof(Font) * FONTS);
	if (xml.fonts == NULL)
	{
		r->out_of_memory = true;
		return;
	}
	memset(xml.fonts, 0, sizeof(Font) * FONTS);
	read_xml(&xml);
	/* of a line that is cut, the last figure may have lost digits */
	end_line(&xml);
	r->is_cut = !ends_page(r);
}
