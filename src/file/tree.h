/*
 * tree.h
 *	  A text of lists and objects in one another, as JSON and markup write them, kept as it is
 *	  nested.
 *
 * A reader of one notation adds what it finds in the order of the text; what it means for the
 * tables of the form is the same for all notations (gridded.c).
 */
#ifndef TREE_H
#define TREE_H

#include "file/cell.h"
#include "text/core.h"

#define GD_TREE_DEPTH 64

typedef enum GdNodeKind
{
	GD_NODE_LINE,				/* text that is in no list or object */
	GD_NODE_LIST,
	GD_NODE_OBJECT,
	GD_NODE_VALUE,
} GdNodeKind;

typedef struct GdNode
{
	uint32_t	key_begin;		/* bytes of the text, both 0 where there is none */
	uint32_t	key_end;
	uint32_t	begin;
	uint32_t	end;
	uint32_t	next;			/* the node behind it and all that it holds */
	uint8_t		kind;
	uint8_t		spelling;
	bool		is_damaged;		/* a list or object that nothing closed */
	bool		is_attribute;	/* a value in the tag of an element */
	bool		has_label;		/* the key is a value, the first one of a row */
} GdNode;

typedef struct GdTree
{
	const GdHost *host;
	const unsigned char *text;
	GdNode	   *node;
	uint32_t	count;
	uint32_t	capacity;
	uint32_t	open[GD_TREE_DEPTH];
	int			depth;
	const unsigned char *interrupt_check;	/* host->check_interrupts is due from here on */
	bool		no_memory;
} GdTree;

extern void gd_tree_init(GdTree *tree, const GdHost *host, const unsigned char *text);

/* key: where the node has one; else {0, 0} */
extern void gd_tree_add(GdTree *tree, GdNodeKind kind, GdSpan key, GdSpan text,
						GdSpelling spelling);

/* Opens a list or object; false where it would be too deep. */
extern bool gd_tree_open(GdTree *tree, GdNodeKind kind, GdSpan key, uint32_t begin);

/* Closes the innermost one. */
extern void gd_tree_close(GdTree *tree, uint32_t end);

/* Nothing more can be read: what is open is damaged. */
extern void gd_tree_give_up(GdTree *tree, uint32_t end);

/* To be called where the text has been read up to p. */
extern void gd_tree_check(GdTree *tree, const unsigned char *p);

/* Do two nodes have the same key? */
extern bool gd_have_one_key(const GdTree *tree, const GdNode *a, const GdNode *b);

#endif							/* TREE_H */
