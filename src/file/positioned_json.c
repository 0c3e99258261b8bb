/*
 * positioned_json.c
 *	  Finds words with coordinates in JSON and in what Python prints.
 *
 * Tools for PDF and for recognition of characters agree on no names, but each word is a list or an
 * object of a text and its box, which may be a list or an object of its own:
 *
 *	{"text": "规章", "bbox": [72.0, 90.0, 96.0, 102.0]}			mutool, PyMuPDF
 *	(72.0, 90.0, 96.0, 102.0, '规章', 3, 0, 0)						PyMuPDF
 *	{'text': '规章', 'x0': 72, 'x1': 96, 'top': 90, 'bottom': 102}	pdfplumber
 *	{"str": "规章", "transform": [12, 0, 0, 12, 72, 740], "width": 24, "height": 12}	PDF.js
 *	[[[72, 90], [96, 90], [96, 102], [72, 102]], ('规章', 0.998)]	PaddleOCR, EasyOCR
 *	{"words": "规章", "location": {"top": 90, "left": 72, "width": 24, "height": 12}}	Baidu
 */
#include "file/positioned_word.h"

#include <string.h>

#define DEPTH 16				/* of brackets */
#define MOST_NUMBERS 9			/* those of a polygon, and one that is too many */
#define SIGNATURE 2048			/* bytes in which the first word stands */
#define NEW_PAGE 0.6F			/* of the height of a page: so far up the next one begins */
#define LINES_OF_PAGE 15

/* What a number is by the name of its key. */
typedef enum NumberKind
{
	NUMBER_OTHER,
	NUMBER_X,
	NUMBER_Y,
	NUMBER_WIDTH,
	NUMBER_HEIGHT,
	NUMBER_PAGE,
} NumberKind;

static const struct
{
	const char *name;
	NumberKind	kind;
}			number_keys[] = {
	{"x", NUMBER_X}, {"x0", NUMBER_X}, {"x1", NUMBER_X}, {"X", NUMBER_X}, {"left", NUMBER_X},
	{"right", NUMBER_X}, {"y", NUMBER_Y}, {"Y", NUMBER_Y}, {"top", NUMBER_Y},
	{"bottom", NUMBER_Y}, {"w", NUMBER_WIDTH}, {"width", NUMBER_WIDTH}, {"h", NUMBER_HEIGHT},
	{"height", NUMBER_HEIGHT}, {"page", NUMBER_PAGE}, {"page_number", NUMBER_PAGE},
};

static const char *const text_keys[] = {
	"text", "c", "words", "word", "str", "content", "DetectedText", "transcription", "description"
};

/* The least and the most of the numbers that name a direction. */
typedef struct Extent
{
	int			count;
	float		from;
	float		to;
	float		size;			/* by its own name, or 0 */
} Extent;

/* An open bracket: what it has said so far. */
typedef struct Group
{
	char		closing;		/* its bracket */
	bool		is_object;
	const char *key;			/* of the value that is read, in an object; else NULL */
	const char *key_end;
	const char *text;
	const char *text_end;
	int			texts;
	float		number[MOST_NUMBERS];	/* without keys, in front of the text */
	int			count;
	Extent		x;
	Extent		y;
	bool		has_box;		/* a value was one */
	GdWord		box;
} Group;

typedef struct RecordReader
{
	GdWordReader *words;
	const char *p;
	int			depth;
	bool		is_other;		/* the text is no list of words */
	bool		has_pages;		/* something tells where pages begin */
	uint32_t	outermost;		/* words since the outermost bracket opened */
	uint32_t	on_page;		/* words */
	float		page_top;
	float		page_bottom;
	Group		group[DEPTH + 1];
} RecordReader;

static bool
is_named(const Group *group, const char *name)
{
	return group->key != NULL && (size_t) (group->key_end - group->key) == strlen(name) &&
		memcmp(group->key, name, strlen(name)) == 0;
}

static NumberKind
kind_of_number(const Group *group)
{
	for (size_t i = 0; i < sizeof(number_keys) / sizeof(number_keys[0]); i++)
	{
		if (is_named(group, number_keys[i].name))
			return number_keys[i].kind;
	}
	return NUMBER_OTHER;
}

static bool
is_named_text(const Group *group)
{
	for (size_t i = 0; i < sizeof(text_keys) / sizeof(text_keys[0]); i++)
	{
		if (is_named(group, text_keys[i]))
			return true;
	}
	return false;
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
		p++;
	return p;
}

static void
stretch(Extent *extent, float number)
{
	extent->from = extent->count == 0 || number < extent->from ? number : extent->from;
	extent->to = extent->count == 0 || number > extent->to ? number : extent->to;
	extent->count++;
}

/*
 * Boxes
 */

/* How far numbers reach of which each second one is of the direction, from the first or second. */
static Extent
extent_of(const float *number, int first, int count)
{
	Extent		extent = {0};

	for (int i = first; i < count; i += 2)
		stretch(&extent, number[i]);
	return extent;
}

/* The box of a bracket that is open; false if it has said none. */
static bool
box_of(const Group *group, GdWord *box)
{
	Extent		x = group->x;
	Extent		y = group->y;

	if (group->has_box)
	{
		*box = group->box;
		return true;
	}
	if (group->count == 4 || group->count == 8)
	{
		x = extent_of(group->number, 0, group->count);
		y = extent_of(group->number, 1, group->count);
		/* two corners, and not any four figures */
		if (group->count == 4 && (x.from != group->number[0] || y.from != group->number[1]))
			return false;
	}
	if (x.count == 0 || y.count == 0)
		return false;
	*box = (GdWord)
	{
		.left = x.from, .top = y.from,
		.right = x.count == 1 ? x.from + x.size : x.to,
		.bottom = y.count == 1 ? y.from + y.size : y.to
	};
	return box->left < box->right && box->top < box->bottom;
}

/* PDF.js: [a, b, c, d, x, y], from the foot of the page. */
static void
add_transform(Group *group, const Group *matrix)
{
	stretch(&group->x, matrix->number[4]);
	stretch(&group->y, -matrix->number[5] - matrix->number[3]);
}

/*
 * Words
 */

/* A word far above those before it begins a page, where nothing else tells of pages. */
static void
turn_page(RecordReader *r, const GdWord *box)
{
	float		height = r->page_bottom - r->page_top;

	if (r->depth == 0 && r->on_page > 0 && !r->has_pages &&
		height > LINES_OF_PAGE * (box->bottom - box->top) &&
		box->bottom < r->page_bottom - NEW_PAGE * height)
	{
		r->words->page++;
		r->on_page = 0;
	}
	r->outermost++;
	if (r->on_page++ == 0)
	{
		r->page_top = box->top;
		r->page_bottom = box->bottom;
	}
	r->page_top = box->top < r->page_top ? box->top : r->page_top;
	r->page_bottom = box->bottom > r->page_bottom ? box->bottom : r->page_bottom;
}

static void
add_word(RecordReader *r, const Group *group, const GdWord *box)
{
	const char *end = group->text_end;

	/* where the lines of a text in one box stand, it does not say */
	while (end - group->text >= 2 && end[-2] == '\\' && end[-1] == 'n')
		end -= 2;
	if (gd_find(group->text, end, "\\n") != NULL)
		r->is_other = true;
	turn_page(r, box);
	gd_add_element(r->words, group->text, end, box);
}

/* What a bracket within the group has said is the group's where it is no word by itself. */
static void
add_child(Group *group, const Group *child)
{
	GdWord		box;

	if (is_named(group, "transform") && child->count == 6)
		add_transform(group, child);
	else if (group->is_object && box_of(child, &box))
	{
		if (!group->has_box || is_named(group, "bbox"))
			group->box = box;
		group->has_box = true;
	}
	else if (!group->is_object && child->texts > 0)
	{
		group->text = child->text;
		group->text_end = child->text_end;
		group->texts += child->texts;
	}
	else if (!group->is_object)
	{
		for (int i = 0; i < child->count && group->count < MOST_NUMBERS; i++)
			group->number[group->count++] = child->number[i];
		for (int i = 0; i < child->x.count && child->x.count == 1; i++)
			stretch(&group->x, child->x.from);
		for (int i = 0; i < child->y.count && child->y.count == 1; i++)
			stretch(&group->y, child->y.from);
		if (!group->has_box && child->has_box)
		{
			group->has_box = true;
			group->box = child->box;
		}
	}
}

static void
close_group(RecordReader *r)
{
	Group	   *child = &r->group[r->depth];
	GdWord		box;

	/* a bracket was lost or doubled: what is a page's, nobody can tell */
	if (r->depth == 0 || child->closing != *r->p)
	{
		r->is_other = true;
		return;
	}
	r->depth--;
	if (child->texts == 1 && box_of(child, &box))
		add_word(r, child, &box);
	else if (r->depth > 0)
		add_child(&r->group[r->depth], child);
	r->group[r->depth].key = NULL;
}

static void
open_group(RecordReader *r)
{
	if (r->depth == DEPTH)
	{
		r->is_other = true;
		return;
	}
	/* a list of words for each page */
	if (r->depth == 0 && r->outermost > 1)
	{
		r->words->page++;
		r->on_page = 0;
	}
	if (r->depth == 0)
		r->outermost = 0;
	r->group[++r->depth] = (Group)
	{
		.is_object = *r->p == '{', .closing = *r->p == '{' ? '}' : *r->p == '[' ? ']' : ')'
	};
}

static void
add_number(RecordReader *r, float number)
{
	Group	   *group = &r->group[r->depth];
	NumberKind	kind = group->is_object ? kind_of_number(group) : NUMBER_OTHER;

	if (kind == NUMBER_X)
		stretch(&group->x, number);
	else if (kind == NUMBER_Y)
		stretch(&group->y, number);
	else if (kind == NUMBER_WIDTH)
		group->x.size = number;
	else if (kind == NUMBER_HEIGHT)
		group->y.size = number;
	else if (kind == NUMBER_PAGE && number >= 0 && number < 1e6F)
	{
		r->has_pages = true;
		r->words->page = (uint32_t) number;
	}
	else if (!group->is_object && group->texts == 0 && group->count < MOST_NUMBERS)
		group->number[group->count++] = number;
	group->key = NULL;
}

/* A string: a key, the text of a word, or anything else. */
static void
read_string(RecordReader *r)
{
	Group	   *group = &r->group[r->depth];
	const char *end = r->words->end;
	const char *begin = r->p + 1;
	const char *p = begin;
	const char *behind;

	while (p < end && *p != *r->p)
		p += *p == '\\' ? 2 : 1;
	if (p >= end)
	{
		r->p = end;
		return;
	}
	r->p = p + 1;
	behind = skip_blanks(r->p, end);
	if (group->is_object && group->key == NULL && behind < end && *behind == ':')
	{
		group->key = begin;
		group->key_end = p;
		if (is_named(group, "blocks"))
		{
			r->words->page++;
			r->has_pages = true;
		}
		return;
	}
	if (!group->is_object || is_named_text(group))
	{
		group->text = begin;
		group->text_end = p;
		group->texts++;
	}
	group->key = NULL;
}

static void
read_token(RecordReader *r)
{
	const char *end = r->words->end;
	const char *after;
	float		number;

	switch (*r->p)
	{
		case '[':
		case '(':
		case '{':
			open_group(r);
			break;
		case ']':
		case ')':
		case '}':
			close_group(r);
			break;
		case '"':
		case '\'':
			read_string(r);
			return;
		default:
			after = gd_read_coordinate(r->p, end, &number);
			if (after != NULL)
			{
				add_number(r, number);
				r->p = after;
				return;
			}
			/* text of another kind stands between brackets, or a number that is destroyed */
			r->is_other = r->is_other || (unsigned char) *r->p >= 0x80;
			break;
	}
	r->p++;
}

void
gd_read_json_words(GdWordReader *r, const char *head, const char *head_end)
{
	RecordReader *records = r->host->allocate(r->host->arena, sizeof(RecordReader));
	const char *signature = head_end - head > SIGNATURE ? head + SIGNATURE : head_end;

	if (records == NULL)
	{
		r->out_of_memory = true;
		return;
	}
	memset(records, 0, sizeof(*records));
	records->words = r;
	records->p = head;
	r->words->is_json = true;
	while (records->p < r->end && !r->out_of_memory && !records->is_other &&
		   (r->words->count > 0 || records->p < signature))
	{
		gd_check_words(r, records->p);
		read_token(records);
	}
	if (records->is_other)
		r->words->count = 0;
	r->is_cut = records->depth > 0;
}
