/*
 * form.h
 *	  The two official forms as tables: rows, cells, columns, and every label that a report may print for them.
 *
 * The tables are made from src/form/ by generate.pl; nothing else in the project knows a label, a row number or a column.
 */
#ifndef FORM_H
#define FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "form/form.gen.h"

/* How the number in a cell is to be read. */
typedef enum GdUnit
{
	GD_UNIT_COUNT,				/* a whole number that is never negative */
	GD_UNIT_CHANGE,				/* a whole number with a sign: 增10, -35 */
	GD_UNIT_WAN_YUAN,			/* money in 万元, unless the cell names another unit */
	GD_UNIT_YUAN,				/* money in 元; unknown where the cell names no unit */
} GdUnit;

typedef struct GdRowInfo
{
	int			section;		/* 2, 3 or 4 */
	const char *number;			/* as in the outline of the form: "3.3.1" */
	const char *item;			/* its name: "denied.state_secret" */
	const char *label[2];		/* in the forms of 2019 and 2021; NULL where the form lacks the row */
	int			first_cell;		/* cells of both forms, in gd_cells */
	int			cell_count;
} GdRowInfo;

typedef struct GdCellInfo
{
	GdRow		row;
	GdColumn	column;
	GdUnit		unit;
	const char *label[2];		/* of the column, in the forms of 2019 and 2021; NULL where the form lacks the cell */
} GdCellInfo;

/* A row as one form has it: its cells in the order of the columns, none if the form lacks it. */
typedef struct GdFormRow
{
	int			count;
	uint16_t	cell[7];
} GdFormRow;

/* The parts that a label's text can play; one text may play several ("总计" is a row and a column). */
#define GD_ROLE_ROW 1
#define GD_ROLE_COLUMN 2
#define GD_ROLE_GROUP 4
#define GD_ROLE_HEADING 8
#define GD_ROLE_NOTE 16

typedef struct GdLabel
{
	uint8_t		row;			/* a GdRow, or GD_NO_ROW */
	uint8_t		roles;
	uint8_t		group;			/* a GdGroup */
	uint8_t		heading;		/* the section that it heads, or 0 */
	uint8_t		section;		/* the only one whose table has it, or 0 */
	uint16_t	form;			/* the only form that has it, or 0 */
	uint8_t		column;			/* that it heads (a GdColumn), or GD_COLUMN_COUNT */
	uint8_t		length;
	const uint16_t *text;		/* its ideographs, folded */
} GdLabel;

#define GD_NO_LABEL UINT16_MAX
#define GD_TRIE_ROOT 0
#define GD_TRIE_DEAD UINT16_MAX

/* In preorder: the first child of a node that is no leaf is the node behind it. */
typedef struct GdTrieNode
{
	uint16_t	ideograph;		/* that leads here */
	uint16_t	sibling;		/* or 0 */
	uint16_t	label;			/* that ends here, or GD_NO_LABEL */
	uint8_t		row;			/* of all labels that go on from here, or GD_NO_ROW if they differ */
	bool		is_leaf;
} GdTrieNode;

/* What the extension script says of a type or an attribute of it. */
typedef struct GdComment
{
	const char *object;			/* "COLUMN disclosure_report.title"; NULL behind the last one */
	const char *comment;
} GdComment;

extern const GdComment gd_comments[];
extern const GdRowInfo gd_rows[GD_ROW_COUNT];
extern const GdCellInfo gd_cells[GD_CELL_COUNT];
extern const int gd_money_cells[GD_MONEY_COUNT];	/* the cells whose unit is money */
extern const char *const gd_column_names[GD_COLUMN_COUNT];
extern const GdFormRow gd_form_rows[2][GD_ROW_COUNT];
extern const GdLabel gd_labels[GD_LABEL_COUNT];
extern const uint16_t gd_trie_first[64];
extern const GdTrieNode gd_trie_nodes[];

/* The node that the ideograph leads to from this one, or GD_TRIE_DEAD. */
static inline uint16_t
gd_trie_child(uint16_t node, uint16_t ideograph)
{
	uint16_t	child = (uint16_t) (node + 1);

	if (node == GD_TRIE_ROOT)
		child = gd_trie_first[ideograph & 63];
	else if (gd_trie_nodes[node].is_leaf)
		return GD_TRIE_DEAD;
	while (child != 0 && gd_trie_nodes[child].ideograph != ideograph)
		child = gd_trie_nodes[child].sibling;
	return child != 0 ? child : GD_TRIE_DEAD;
}

/* Does the form (2021, or else that of 2019) have the cell? */
static inline bool
gd_form_has_cell(int form, int cell)
{
	return gd_cells[cell].label[form == 2021] != NULL;
}

/* The row as the given form has it, or NULL. */
static inline const GdFormRow *
gd_form_row(int form, GdRow row)
{
	const GdFormRow *found = &gd_form_rows[form == 2021][row];

	return found->count > 0 ? found : NULL;
}

/* The number that the form prints in front of a row of section 3, the last part of "3.3.1"; 0 for all other rows. */
static inline int
gd_row_ordinal(GdRow row)
{
	const char *number = gd_rows[row].number;
	const char *last = strrchr(number, '.');

	return gd_rows[row].section == 3 ? (last ? last + 1 : number)[0] - '0' : 0;
}

#endif							/* FORM_H */
