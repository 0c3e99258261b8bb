/*
 * nested.c
 *	  Makes rows, and the lines beside them, of texts that are nested.
 */
#include "file/nested.h"

#include "file/bracketed.h"
#include "file/gridded.h"
#include "file/indented.h"
#include "file/records.h"
#include "file/tagged.h"

#define FIGURES 1				/* behind a label: marks have told the rest */
#define LABELS 3				/* rows that tell where all figures are blank */
#define FEW_TAGS 4

/* Under these stands again what stands elsewhere, in smaller pieces. */
static const char *const repeated_keys[] = {
	"words", "lines", "chars", "symbols", "tokens", "orig", "html", "grid"
};

/* Texts that have been there, in a table of hashes. */
typedef struct Texts
{
	GdSpan	   *noted;
	uint32_t	mask;
	uint32_t	count;
} Texts;

typedef struct Reader
{
	GdRows	   *rows;
	GdTree		tree;
	Texts		texts;
} Reader;

/*
 * Texts beside tables
 */

static uint32_t
hash_of(const Reader *r, uint32_t begin, uint32_t end)
{
	uint32_t	hash = 2166136261u;

	for (uint32_t i = begin; i < end; i++)
		hash = (hash ^ r->tree.text[i]) * 16777619u;
	return hash;
}

/* Has the text been noted before? Notes it. */
static bool
note_text(Reader *r, uint32_t begin, uint32_t end)
{
	Texts	   *texts = &r->texts;

	for (uint32_t at = hash_of(r, begin, end) & texts->mask;; at = (at + 1) & texts->mask)
	{
		GdSpan	   *noted = &texts->noted[at];

		if (noted->end == 0 && texts->count > texts->mask / 2)
			return true;
		if (noted->end == 0)
		{
			*noted = (GdSpan) {begin, end};
			texts->count++;
			return false;
		}
		if (noted->end - noted->begin == end - begin &&
			memcmp(r->tree.text + noted->begin, r->tree.text + begin, end - begin) == 0)
			return true;
	}
}

/* The lines of a text of JSON, but for those that are cells or have been there before. */
static void
put_lines(Reader *r, const GdNode *node)
{
	const unsigned char *text = r->tree.text;
	uint32_t	begin = node->begin;

	while (begin < node->end)
	{
		uint32_t	end = begin;

		while (end < node->end && !(text[end] == '\\' && text[end + 1] == 'n'))
			end += text[end] == '\\' ? 2 : 1;
		end = end < node->end ? end : node->end;
		if (gd_is_name(r->rows, begin, end) && !note_text(r, begin, end))
			gd_rows_add_text(r->rows, begin, end, GD_SPELLED_ESCAPED);
		begin = end + 2;
	}
}

/* A node that is in no table. */
static void
put_text(Reader *r, const GdNode *node)
{
	if (gd_is_name(r->rows, node->key_begin, node->key_end))
		gd_rows_add_text(r->rows, node->key_begin, node->key_end, GD_SPELLED_PLAINLY);
	if (node->kind == GD_NODE_LINE)
		gd_rows_add_line(r->rows, node->begin, node->end);
	else if (node->kind == GD_NODE_VALUE && node->spelling == GD_SPELLED_ESCAPED)
		put_lines(r, node);
	else if (node->kind == GD_NODE_VALUE && gd_is_name(r->rows, node->begin, node->end))
		gd_rows_add_text(r->rows, node->begin, node->end, (GdSpelling) node->spelling);
}

static bool
is_repeated(const GdTree *tree, const GdNode *node)
{
	for (size_t i = 0; i < sizeof(repeated_keys) / sizeof(repeated_keys[0]); i++)
	{
		size_t		length = strlen(repeated_keys[i]);

		if (node->kind == GD_NODE_LIST && node->key_end - node->key_begin == length &&
			memcmp(tree->text + node->key_begin, repeated_keys[i], length) == 0)
			return true;
	}
	return false;
}

/* Notes the texts of all cells: lists of paragraphs have them, too. False without memory. */
static bool
note_cells(Reader *r)
{
	const GdHost *host = r->rows->host;
	uint32_t	texts = 64;
	GdSpan		text;

	while (texts < 4 * r->tree.count)
		texts *= 2;
	r->texts.noted = host->allocate(host->arena, sizeof(GdSpan) * texts);
	if (r->texts.noted == NULL)
		return false;
	memset(r->texts.noted, 0, sizeof(GdSpan) * texts);
	r->texts.mask = texts - 1;
	for (uint32_t i = 0; i < r->tree.count; i++)
	{
		if (gd_find_cell(&r->tree, i, &text) && text.end > text.begin)
			note_text(r, text.begin, text.end);
	}
	return true;
}

/*
 * Tables
 */

/* Tables whose cells say where they are, and the texts beside them. */
static bool
put_grids(Reader *r)
{
	GdRows	   *rows = r->rows;
	GdGridReader *grids = gd_open_grids(rows, &r->tree);

	rows->count = 0;
	rows->have_spans = true;
	rows->no_memory = rows->no_memory || !note_cells(r);
	for (uint32_t i = 0; i < r->tree.count && !rows->no_memory;)
	{
		const GdNode *node = &r->tree.node[i];
		bool		is_done = is_repeated(&r->tree, node) || gd_put_grid(grids, i);

		gd_rows_check(rows);
		if (!is_done)
			put_text(r, node);
		i = is_done ? node->next : i + 1;
	}
	rows->have_spans = rows->no_memory || gd_rows_of_form(rows, FIGURES) > 0;
	return rows->have_spans;
}

/* Rows that stand side by side are a table; texts stand beside them. */
static bool
put_records(Reader *r)
{
	GdRows	   *rows = r->rows;
	GdRecordReader records;
	uint32_t	table_end = 0;

	rows->count = 0;
	if (!gd_open_records(&records, rows, &r->tree))
		return true;
	for (uint32_t i = 0; i < r->tree.count && !rows->no_memory;)
	{
		const GdNode *node = &r->tree.node[i];

		gd_rows_check(rows);
		if (i != table_end)
			gd_end_records(&records);
		if (gd_put_record(&records, i))
		{
			i = table_end = node->next;
			continue;
		}
		gd_end_records(&records);
		put_text(r, node);
		i++;
	}
	gd_end_records(&records);
	return rows->no_memory || gd_rows_of_form(rows, FIGURES) > 0 ||
		gd_rows_of_form(rows, 0) >= LABELS;
}

/* Reads the tree of the text, and makes rows of what it may hold. */
static bool
read_nested(GdRows *rows, void (*read_tree) (GdTree *, uint32_t), bool may_hold_grids,
			bool may_hold_records)
{
	Reader	   *r = rows->host->allocate(rows->host->arena, sizeof(Reader));

	rows->no_memory = r == NULL;
	if (r == NULL)
		return true;
	*r = (Reader) {.rows = rows};
	gd_tree_init(&r->tree, rows->host, rows->text);
	read_tree(&r->tree, rows->length);
	rows->no_memory = r->tree.no_memory;
	return rows->no_memory || (may_hold_grids && put_grids(r)) ||
		(may_hold_records && put_records(r));
}

bool
gd_read_gridded(GdRows *rows)
{
	return gd_names_places(rows) && read_nested(rows, gd_read_bracketed, true, false);
}

/* Are there, up to a few, tags that end an element? */
static bool
has_tags(const GdRows *rows)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *p = rows->text;
	int			count = 0;

	while (count < FEW_TAGS && (p = memchr(p, '<', (size_t) (end - p))) != NULL)
	{
		count += p[1] == '/' || p[1] == '?';
		while (p < end && *p != '>')
			p++;
		count += p < end && p[-1] == '/';
	}
	return count == FEW_TAGS;
}

bool
gd_read_elements(GdRows *rows)
{
	return has_tags(rows) && read_nested(rows, gd_read_tagged, true, true);
}

bool
gd_read_lists(GdRows *rows)
{
	return gd_looks_indented(rows->host, rows->text, rows->length) &&
		read_nested(rows, gd_read_indented, false, true);
}
