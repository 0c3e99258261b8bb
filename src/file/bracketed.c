/*
 * bracketed.c
 *	  Reads JSON (RFC 8259), and what JavaScript and Python print of it, as a tree.
 *
 * What is not well-formed damages all lists and objects that are open there.
 */
#include "file/bracketed.h"

#include "text/fold.h"

#define LONGEST_NAME 64			/* bytes of a variable in front of a list or object */

typedef struct Reader
{
	GdTree	   *tree;
	const unsigned char *p;
	const unsigned char *end;
	GdSpan		key;			/* of the value that comes next */
} Reader;

static inline bool
is_word_byte(unsigned char c)
{
	return gd_is_ascii_digit(c) || gd_is_ascii_letter(c) ||
		(c != '\0' && memchr("_.-+$", c, 5) != NULL);
}

static GdSpan
span(const Reader *r, const unsigned char *begin, const unsigned char *end)
{
	return (GdSpan) {(uint32_t) (begin - r->tree->text), (uint32_t) (end - r->tree->text)};
}

static const GdNode *
innermost(const Reader *r)
{
	return &r->tree->node[r->tree->open[r->tree->depth - 1]];
}

static GdSpan
take_key(Reader *r)
{
	GdSpan		key = r->key;

	r->key = (GdSpan) {0, 0};
	return key;
}

/* A key, or a value: one of an object has a key. False where it has none. */
static bool
add_scalar(Reader *r, GdSpan text, GdSpelling spelling)
{
	const unsigned char *next = gd_skip_space(r->p, r->end);
	bool		in_object = innermost(r)->kind == GD_NODE_OBJECT;

	if (in_object && r->key.end == 0)
	{
		r->key = text;
		r->p = next + 1;
		return next < r->end && *next == ':';
	}
	gd_tree_add(r->tree, GD_NODE_VALUE, take_key(r), text, spelling);
	return true;
}

static bool
read_string(Reader *r)
{
	unsigned char quote = *r->p++;
	const unsigned char *begin = r->p;

	while (r->p < r->end && *r->p != quote && *r->p != '\n')
		r->p += *r->p == '\\' ? 2 : 1;
	if (r->p >= r->end || *r->p != quote)
		return false;
	r->p++;
	return add_scalar(r, span(r, begin, r->p - 1), GD_SPELLED_ESCAPED);
}

static bool
read_word(Reader *r)
{
	const unsigned char *begin = r->p;

	while (r->p < r->end && is_word_byte(*r->p))
		r->p++;
	return r->p > begin && add_scalar(r, span(r, begin, r->p), GD_SPELLED_PLAINLY);
}

/* One token; false where the text is not well-formed. */
static bool
read_token(Reader *r)
{
	const unsigned char *p = r->p;
	bool		is_object = *p == '{' || *p == '}';

	switch (*p)
	{
		case '{':
		case '[':
			if (r->tree->depth > 0 && innermost(r)->kind == GD_NODE_OBJECT && r->key.end == 0)
				return false;
			r->p++;
			return gd_tree_open(r->tree, is_object ? GD_NODE_OBJECT : GD_NODE_LIST, take_key(r),
								span(r, p, p).begin);
		case '}':
		case ']':
			if ((innermost(r)->kind == GD_NODE_OBJECT) != is_object || r->key.end != 0)
				return false;
			r->p++;
			gd_tree_close(r->tree, span(r, p, r->p).end);
			return true;
		case ',':
			r->p++;
			return r->key.end == 0;
		case '"':
		case '\'':
			return read_string(r);
		default:
			return read_word(r);
	}
}

/* The list or object that begins at p; false if it is damaged. */
static bool
read_bracket(Reader *r)
{
	bool		is_well_formed;

	r->key = (GdSpan) {0, 0};
	do
	{
		is_well_formed = read_token(r);
		r->p = gd_skip_space(r->p, r->end);
		gd_tree_check(r->tree, r->p);
	} while (is_well_formed && r->tree->depth > 0 && r->p < r->end && !r->tree->no_memory);
	is_well_formed = is_well_formed && r->tree->depth == 0;
	if (!r->tree->no_memory)
		gd_tree_give_up(r->tree, span(r, r->p, r->p).end);
	return is_well_formed;
}

/* Where in the line at p a list or an object begins; NULL if none does. */
static const unsigned char *
find_bracket(const unsigned char *p, const unsigned char *line_end)
{
	const unsigned char *limit = line_end - p > LONGEST_NAME ? p + LONGEST_NAME : line_end;

	while (p < limit && *p < 0x80 && *p != '{' && *p != '[')
		p++;
	return p < limit && *p < 0x80 ? p : NULL;
}

/* Is a line what is left of a list or object that is damaged? */
static bool
is_rest(const unsigned char *p, const unsigned char *line_end)
{
	p = gd_skip_space(p, line_end);
	return p < line_end && *p < 0x80;
}

void
gd_read_bracketed(GdTree *tree, uint32_t length)
{
	bool		is_broken = false;
	Reader		r = {.tree = tree, .p = tree->text, .end = tree->text + length};

	while (r.p < r.end && !tree->no_memory)
	{
		const unsigned char *found = memchr(r.p, '\n', (size_t) (r.end - r.p));
		const unsigned char *line_end = found ? found + 1 : r.end;
		const unsigned char *bracket = find_bracket(r.p, line_end);

		if (bracket == NULL)
		{
			is_broken = is_broken && is_rest(r.p, line_end);
			if (!is_broken)
				gd_tree_add(tree, GD_NODE_LINE, (GdSpan) {0, 0}, span(&r, r.p, line_end),
							GD_SPELLED_PLAINLY);
			r.p = line_end;
			continue;
		}
		r.p = bracket;
		is_broken = !read_bracket(&r);
	}
}
