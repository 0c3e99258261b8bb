/*
 * records.c
 *	  Finds rows in a tree.
 *
 *	<row><cell>规章</cell><cell>3</cell>…</row>				a list of values
 *	<row c1="规章" c2="3" …/>								an object: its keys name the columns
 *	<row><自然人>3</自然人>…</row>
 *	<row><item name="自然人">3</item>…</row>				so do names beside values
 *
 * A value may be in an object of its own, with what else is said of it.
 */
#include "file/records.h"

#include "text/fold.h"

#define MANY_ROWS 9				/* of one width, more than labels beside each other make */
#define ROW_COLUMNS 7			/* of the widest row with a name */
#define FEW_ROWS 2				/* of another width: something was lost from them, or doubled */

/* What a child of a row is for it. */
typedef struct Field
{
	GdSpan		name;			/* of its column, if it has one */
	GdSpan		text;
	GdSpelling	spelling;
} Field;

/* Keys of the name of a value, and of the value that has one. */
static const char *const name_keys[] = {
	"name", "Name", "key", "Key", "label", "Label", "field", "Field", "title", "Title", "column",
	"Column", "header", "caption"
};

static bool
is_named_so(const GdTree *tree, const GdNode *node)
{
	size_t		length = node->key_end - node->key_begin;

	for (size_t i = 0; i < sizeof(name_keys) / sizeof(name_keys[0]); i++)
	{
		if (strlen(name_keys[i]) == length &&
			memcmp(tree->text + node->key_begin, name_keys[i], length) == 0)
			return true;
	}
	return false;
}

static GdSpan
key_of(const GdNode *node)
{
	return (GdSpan) {node->key_begin, node->key_end};
}

static GdSpan
text_of(const GdNode *node)
{
	return (GdSpan) {node->begin, node->end};
}

/*
 * What an object or list says as one value of a row, with its name perhaps; false where it says
 * more, or is a row itself.
 */
static bool
read_wrapped(const GdRecordReader *r, uint32_t at, Field *field)
{
	const GdTree *tree = r->tree;
	const GdNode *node = &tree->node[at];
	const GdNode *text = NULL;
	const GdNode *attribute = NULL;
	int			texts = 0;
	int			attributes = 0;

	for (uint32_t i = at + 1; i < node->next; i = tree->node[i].next)
	{
		const GdNode *child = &tree->node[i];

		if (child->kind != GD_NODE_VALUE)
			return false;
		if (is_named_so(tree, child) && gd_is_name(r->rows, child->begin, child->end))
			field->name = text_of(child);
		else if (child->is_attribute)
		{
			attribute = child;
			attributes++;
		}
		else
		{
			text = child;
			texts++;
		}
	}
	if (texts > 1 || (texts == 0 && attributes > 1))
		return false;
	/* the one thing that an object says has a name: {"自然人": 3} */
	if (texts == 1 && node->kind == GD_NODE_OBJECT && attributes == 0 && field->name.end == 0 &&
		gd_is_name(r->rows, text->key_begin, text->key_end))
		field->name = key_of(text);
	/* of a value that has a name, an attribute may be what it is */
	text = text == NULL && field->name.end > 0 ? attribute : text;
	field->text = text ? text_of(text) : (GdSpan) {node->begin, node->begin};
	field->spelling = text ? (GdSpelling) text->spelling : GD_SPELLED_PLAINLY;
	return true;
}

static bool
read_field(const GdRecordReader *r, uint32_t at, Field *field)
{
	const GdNode *node = &r->tree->node[at];

	*field = (Field) {.text = text_of(node), .spelling = (GdSpelling) node->spelling};
	return node->kind == GD_NODE_VALUE || (!node->is_damaged && read_wrapped(r, at, field));
}

/* Is it a list or object of values, and nothing else? */
static bool
is_row(const GdRecordReader *r, uint32_t at)
{
	const GdNode *node = &r->tree->node[at];
	Field		field;

	if ((node->kind != GD_NODE_LIST && node->kind != GD_NODE_OBJECT) || node->is_damaged)
		return false;
	for (uint32_t i = at + 1; i < node->next; i = r->tree->node[i].next)
	{
		if (!read_field(r, i, &field))
			return false;
	}
	return node->next > at + 1;
}

/*
 * Do its values have one key, the first one perhaps another? Then keys name no columns. One that
 * could be a name is doubled where there is another.
 */
static bool
is_in_order(const GdRecordReader *r, uint32_t at)
{
	const GdTree *tree = r->tree;
	const GdNode *before = NULL;
	bool		is_name;
	int			count = 0;
	int			repeated = 0;

	if (tree->node[at].kind == GD_NODE_LIST)
		return true;
	for (uint32_t i = at + 1; i < tree->node[at].next; i = tree->node[i].next)
	{
		if (tree->node[i].is_attribute)
			continue;
		repeated += before && gd_have_one_key(tree, before, &tree->node[i]);
		count++;
		before = &tree->node[i];
	}
	is_name = before && gd_is_name(r->rows, before->key_begin, before->key_end);
	return repeated > 0 && repeated + (is_name ? 1 : 2) >= count;
}

/* Is it an attribute that says nothing of the form, as a style? */
static bool
is_remark(const GdTree *tree, const GdNode *node)
{
	return node->is_attribute && gd_kind_of_cell(tree->text + node->begin, tree->text + node->end,
												 (GdSpelling) node->spelling) < GD_CELL_ROW_LABEL;
}

/*
 * Is the key of a row its first cell? The rows of section four, which have most columns, have no
 * names: one that is no label of the form is none of its cells.
 */
static bool
is_row_name(const GdRecordReader *r, const GdNode *node)
{
	const unsigned char *text = r->tree->text;
	uint32_t	fields = 0;

	if (node->has_label && node[1].kind == GD_NODE_VALUE && node[1].key_end == 0)
		return true;
	if (!gd_is_name(r->rows, node->key_begin, node->key_end))
		return false;
	for (uint32_t i = (uint32_t) (node - r->tree->node) + 1; i < node->next;
		 i = r->tree->node[i].next)
		fields++;
	return fields <= ROW_COLUMNS || gd_kind_of_cell(text + node->key_begin, text + node->key_end,
													   GD_SPELLED_PLAINLY) >= GD_CELL_ROW_LABEL;
}

bool
gd_put_record(GdRecordReader *r, uint32_t at)
{
	const GdTree *tree = r->tree;
	const GdNode *node = &tree->node[at];
	bool		in_order = is_in_order(r, at);
	int			column = 1;
	int			key = -1;
	bool		seen[GD_MOST_KEYS + 1] = {false};
	bool		is_damaged = false;

	if (!is_row(r, at))
		return false;
	gd_rows_open_row(r->rows, node->begin);
	if (is_row_name(r, node))
	{
		gd_rows_add_cell(r->rows, 0, node->key_begin, node->key_end, GD_SPELLED_PLAINLY);
		r->table.has_names = true;
	}
	for (uint32_t i = at + 1; i < node->next && !r->rows->no_memory; i = tree->node[i].next)
	{
		Field		field;
		GdSpan		name;
		uint32_t	count;

		read_field(r, i, &field);
		name = field.name.end > 0 || in_order ? field.name : key_of(&tree->node[i]);
		if (in_order && is_remark(tree, &tree->node[i]))
			continue;
		if (name.end > 0)
		{
			key = gd_find_key(r->rows, r->keys, key, name.begin, name.end);
			column = key < 0 ? GD_ROWS_COLUMNS : key + 1;
			is_damaged |= key >= 0 && seen[key];
			seen[key < 0 ? GD_MOST_KEYS : key] = true;
		}
		count = r->rows->count;
		gd_rows_add_cell(r->rows, column, field.text.begin, field.text.end, field.spelling);
		if (r->rows->count == count && name.end > 0)
			gd_rows_note_blank(r->rows, column);
		column++;
	}
	gd_rows_close_row(r->rows, column);
	/* a value that is there twice: rows were joined, or a line was doubled */
	if (is_damaged && !r->rows->no_memory)
		r->rows->count = r->rows->row;
	return true;
}

/* How many rows from one on are as wide, and where they end. */
static uint32_t
count_as_wide(const GdRows *rows, uint32_t *at)
{
	int			width = rows->part[*at].column;
	uint32_t	count = 0;

	for (; *at < rows->count && rows->part[*at].column == width; *at = gd_next_row(rows, *at))
		count++;
	return count;
}

/*
 * Empties the few rows that are beside many and not as wide: a cell was lost or doubled, and which
 * one, nobody can tell. (test/texts/list-with-a-line-lost)
 */
static void
forget_uneven_rows(GdRows *rows, uint32_t from)
{
	uint32_t	before = 0;

	for (uint32_t at = from; at < rows->count;)
	{
		uint32_t	end = at;
		uint32_t	count = count_as_wide(rows, &end);
		uint32_t	behind = end;
		uint32_t	next = behind < rows->count ? count_as_wide(rows, &behind) : 0;

		for (; at < end; at = gd_next_row(rows, at))
		{
			for (uint32_t i = at + 1; i < gd_next_row(rows, at); i++)
			{
				if (count <= FEW_ROWS && (before >= MANY_ROWS || next >= MANY_ROWS))
					rows->part[i].kind = GD_PART_NOTHING;
			}
		}
		before = count;
	}
}

void
gd_end_records(GdRecordReader *r)
{
	if (r->keys->count == 0)
		forget_uneven_rows(r->rows, r->table.begin);
	gd_finish_table(r->rows, &r->table, &r->orientation);
	gd_rows_end_table(r->rows);
	r->table.begin = r->rows->count;
}

bool
gd_open_records(GdRecordReader *r, GdRows *rows, const GdTree *tree)
{
	GdKeys	   *keys = rows->host->allocate(rows->host->arena, sizeof(GdKeys));

	*r = (GdRecordReader) {.rows = rows, .tree = tree, .keys = keys, .table.keys = keys};
	if (keys == NULL)
		rows->no_memory = true;
	else
		keys->count = 0;
	return keys != NULL;
}
