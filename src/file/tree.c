/*
 * tree.c
 *	  Keeps a text of lists and objects as it is nested.
 */
#include "file/tree.h"

#define FEW_NODES 512
#define INTERRUPT_DISTANCE 65536

void
gd_tree_init(GdTree *tree, const GdHost *host, const unsigned char *text)
{
	memset(tree, 0, sizeof(*tree));
	tree->host = host;
	tree->text = tree->interrupt_check = text;
}

static GdNode *
add_node(GdTree *tree)
{
	if (tree->count == tree->capacity)
	{
		uint32_t	capacity = tree->capacity > 0 ? 2 * tree->capacity : FEW_NODES;
		GdNode	   *more = tree->host->allocate(tree->host->arena,
												sizeof(GdNode) * (size_t) capacity);

		if (more == NULL)
		{
			tree->no_memory = true;
			return NULL;
		}
		if (tree->count > 0)
			memcpy(more, tree->node, sizeof(GdNode) * tree->count);
		tree->node = more;
		tree->capacity = capacity;
	}
	return &tree->node[tree->count++];
}

void
gd_tree_add(GdTree *tree, GdNodeKind kind, GdSpan key, GdSpan text, GdSpelling spelling)
{
	GdNode	   *node = add_node(tree);

	if (node == NULL)
		return;
	*node = (GdNode)
	{
		.key_begin = key.begin, .key_end = key.end, .begin = text.begin, .end = text.end,
		.next = tree->count, .kind = (uint8_t) kind, .spelling = (uint8_t) spelling
	};
}

bool
gd_tree_open(GdTree *tree, GdNodeKind kind, GdSpan key, uint32_t begin)
{
	if (tree->depth == GD_TREE_DEPTH)
		return false;
	gd_tree_add(tree, kind, key, (GdSpan) {begin, begin}, GD_SPELLED_PLAINLY);
	if (tree->no_memory)
		return false;
	tree->open[tree->depth++] = tree->count - 1;
	return true;
}

void
gd_tree_close(GdTree *tree, uint32_t end)
{
	GdNode	   *node = &tree->node[tree->open[--tree->depth]];

	node->end = end;
	node->next = tree->count;
}

void
gd_tree_give_up(GdTree *tree, uint32_t end)
{
	while (tree->depth > 0)
	{
		tree->node[tree->open[tree->depth - 1]].is_damaged = true;
		gd_tree_close(tree, end);
	}
}

void
gd_tree_check(GdTree *tree, const unsigned char *p)
{
	if (p < tree->interrupt_check)
		return;
	tree->interrupt_check = p + INTERRUPT_DISTANCE;
	if (tree->host->check_interrupts)
		tree->host->check_interrupts();
}

bool
gd_have_one_key(const GdTree *tree, const GdNode *a, const GdNode *b)
{
	uint32_t	length = a->key_end - a->key_begin;

	return b->key_end - b->key_begin == length &&
		memcmp(tree->text + a->key_begin, tree->text + b->key_begin, length) == 0;
}
