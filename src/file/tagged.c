/*
 * tagged.c
 *	  Reads XML as a tree.
 *
 * Of XML it needs no more than where tags and texts stand, in the text itself: so this is no parser
 * of XML, and takes what is not well-formed for damaged.
 */
#include "file/tagged.h"

#include "text/fold.h"

/* What is no tag, and how it ends. */
static const struct
{
	const char *begin;
	const char *end;
}			others[] = {{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<!", ">"}};

#define OTHERS (sizeof(others) / sizeof(others[0]))

typedef const unsigned char *Bytes;

typedef struct Reader
{
	GdTree	   *tree;
	Bytes		p;
	Bytes		end;
	bool		is_unclosed[OTHERS];	/* nothing ends another one: it is not looked for again */
} Reader;

static inline bool
is_name_byte(unsigned char c)
{
	return c >= 0x80 || gd_is_ascii_letter(c) || gd_is_ascii_digit(c) || c == '_' || c == '-' ||
		c == '.' || c == ':';
}

/* Where the words stand in front of the end, or NULL. */
static Bytes
find(Bytes p, Bytes end, const char *what)
{
	size_t		length = strlen(what);

	while ((p = memchr(p, what[0], (size_t) (end - p))) != NULL)
	{
		if ((size_t) (end - p) >= length && memcmp(p, what, length) == 0)
			return p;
		p++;
	}
	return NULL;
}

static GdSpan
span(const Reader *r, Bytes begin, Bytes end)
{
	return (GdSpan) {(uint32_t) (begin - r->tree->text), (uint32_t) (end - r->tree->text)};
}

/* A name, without the prefix of its namespace. */
static GdSpan
read_name(Reader *r)
{
	Bytes		begin = r->p;

	while (r->p < r->end && is_name_byte(*r->p))
	{
		begin = *r->p == ':' ? r->p + 1 : begin;
		r->p++;
	}
	return span(r, begin, r->p);
}

/* A text of the innermost element; beside all elements, lines. */
static void
add_text(Reader *r, Bytes begin, Bytes end)
{
	begin = gd_skip_space(begin, end);
	while (end > begin && gd_is_ascii_space(end[-1]))
		end--;
	if (begin < end)
		gd_tree_add(r->tree, r->tree->depth > 0 ? GD_NODE_VALUE : GD_NODE_LINE,
					(GdSpan) {0, 0}, span(r, begin, end), GD_SPELLED_MARKED);
}

/* The attributes of a tag up to its end; false if it has none. */
static bool
read_attributes(Reader *r)
{
	for (;;)
	{
		GdSpan		name;
		Bytes		value;

		r->p = gd_skip_space(r->p, r->end);
		if (r->p >= r->end || !is_name_byte(*r->p))
			return r->p < r->end && (*r->p == '>' || (*r->p == '/' && r->p[1] == '>'));
		name = read_name(r);
		r->p = gd_skip_space(r->p, r->end);
		if (r->p >= r->end || *r->p != '=')
			return false;
		value = gd_skip_space(r->p + 1, r->end);
		if (value >= r->end || (*value != '"' && *value != '\''))
			return false;
		r->p = memchr(value + 1, *value, (size_t) (r->end - value - 1));
		if (r->p == NULL || memchr(value, '<', (size_t) (r->p - value)) != NULL)
			return false;
		gd_tree_add(r->tree, GD_NODE_VALUE, name, span(r, value + 1, r->p), GD_SPELLED_MARKED);
		r->tree->node[r->tree->count - 1].is_attribute = true;
		r->p++;
	}
}

/* Ends the innermost element, which may be no more than a value, or a list. */
static void
close_element(Reader *r)
{
	GdTree	   *tree = r->tree;
	uint32_t	at = tree->open[tree->depth - 1];
	GdNode	   *node = &tree->node[at];
	GdNode	   *first = node + 1;
	bool		is_list = tree->count > at + 1;
	bool		has_text = false;
	bool		has_elements = false;

	gd_tree_close(tree, span(r, r->p, r->p).end);
	if (tree->count == at + 1 || (tree->count == at + 2 && first->key_end == 0))
	{
		node->kind = GD_NODE_VALUE;
		node->spelling = GD_SPELLED_MARKED;
		node->end = tree->count > at + 1 ? first->end : node->begin;
		node->begin = tree->count > at + 1 ? first->begin : node->begin;
		node->next = tree->count = at + 1;
		return;
	}
	for (uint32_t i = at + 1; i < tree->count; i = tree->node[i].next)
	{
		const GdNode *child = &tree->node[i];

		is_list = is_list && !child->is_attribute && gd_have_one_key(tree, first, child);
		has_text |= child->key_end == 0;
		has_elements |= child->key_end > 0 && !child->is_attribute;
	}
	/* what stands between the cells of a row is none of them, and should not be there */
	node->is_damaged = has_text && has_elements;
	node->kind = is_list ? GD_NODE_LIST : GD_NODE_OBJECT;
}

/* The tag of an element that begins or ends; false if it is none that may stand there. */
static bool
read_tag(Reader *r)
{
	bool		ends = *r->p == '/';
	Bytes		begin = r->p;
	GdSpan		name;
	bool		is_empty;

	r->p += ends;
	name = read_name(r);
	if (ends)
	{
		GdNode		tag = {.key_begin = name.begin, .key_end = name.end};

		r->p = gd_skip_space(r->p, r->end);
		if (r->p >= r->end || *r->p != '>' || r->tree->depth == 0 ||
			!gd_have_one_key(r->tree, &tag, &r->tree->node[r->tree->open[r->tree->depth - 1]]))
			return false;
		r->p++;
		close_element(r);
		return true;
	}
	if (!gd_tree_open(r->tree, GD_NODE_OBJECT, name, span(r, begin, begin).begin) ||
		!read_attributes(r))
		return false;
	is_empty = *r->p == '/';
	r->p += is_empty ? 2 : 1;
	if (is_empty)
		close_element(r);
	return true;
}

/* What begins with a < at p: a tag, or something that is to be stepped over. */
static bool
read_markup(Reader *r)
{
	for (size_t i = 0; i < OTHERS; i++)
	{
		size_t		length = strlen(others[i].begin);
		Bytes		begin = r->p + length;
		Bytes		stop;

		if ((size_t) (r->end - r->p) < length || memcmp(r->p, others[i].begin, length) != 0)
			continue;
		stop = r->is_unclosed[i] ? NULL : find(begin, r->end, others[i].end);
		r->is_unclosed[i] = stop == NULL;
		if (stop == NULL)
			return false;
		if (length == sizeof("<![CDATA[") - 1)
			add_text(r, begin, stop);
		r->p = stop + strlen(others[i].end);
		return true;
	}
	r->p++;
	return r->p < r->end && (is_name_byte(*r->p) || *r->p == '/') && read_tag(r);
}

void
gd_read_tagged(GdTree *tree, uint32_t length)
{
	Reader		r = {.tree = tree, .p = tree->text, .end = tree->text + length};

	while (r.p < r.end && !tree->no_memory)
	{
		Bytes		stop = memchr(r.p, '<', (size_t) (r.end - r.p));

		add_text(&r, r.p, stop ? stop : r.end);
		r.p = stop ? stop : r.end;
		gd_tree_check(tree, r.p);
		if (stop != NULL && !read_markup(&r) && !tree->no_memory)
		{
			/* what has lost a tag is no element; the next one may be */
			gd_tree_give_up(tree, span(&r, r.p, r.p).end);
			r.p = memchr(stop, '\n', (size_t) (r.end - stop));
			r.p = r.p ? r.p : r.end;
		}
	}
	if (!tree->no_memory)
		gd_tree_give_up(tree, length);
}
