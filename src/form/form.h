/*
 * form.h
 *	  The official forms as tables: rows, cells, columns, and every label that reports print.
 *
 * The tables are made from src/form/ by generate.pl; nothing else in the project knows which forms
 * there are, nor a label, a row number or a column. A form is an index into gd_forms, or
 * GD_NO_FORM; only what is stored and shown calls it by its year.
 */
#ifndef FORM_H
#define FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "form/form.gen.h"

/* An index into gd_cells, where room counts. */
typedef uint8_t GdCellIndex;

/* Sets of forms, one bit each, the oldest lowest. */
typedef uint8_t GdFormSet;

#define GD_ALL_FORMS ((GdFormSet) ((1 << GD_FORM_COUNT) - 1))

_Static_assert(GD_CELL_COUNT <= UINT8_MAX, "GdCellIndex must be wider");
_Static_assert(GD_ROW_COUNT < UINT8_MAX, "rows are uint8_t");
_Static_assert(GD_COLUMN_COUNT < UINT8_MAX, "columns are uint8_t");
_Static_assert(GD_FORM_COUNT <= 8, "GdFormSet must be wider");

typedef struct GdForm
{
	int			year;			/* the first in which it is in force; names it */
	const char *document;		/* that prescribes it */
	int			types;			/* the version of the SQL types that has its cells */
	int			rules;			/* the version of the rules that its reports are judged by */
} GdForm;

#define GD_NO_FORM (-1)
#define GD_NEWEST_FORM (GD_FORM_COUNT - 1)

/* How the number in a cell is to be read. */
typedef enum GdUnit
{
	GD_UNIT_COUNT,				/* a whole number that is never negative */
	GD_UNIT_CHANGE,				/* a whole number with a sign: 增10, -35 */
	GD_UNIT_WAN_YUAN,			/* money in 万元, unless the cell names another unit */
	GD_UNIT_YUAN,				/* money in 元; unknown where the cell names no unit */
} GdUnit;

/* What all forms have in a section; no rows if it has no table. */
typedef struct GdSectionInfo
{
	GdRow		first_row;
	int			row_count;
	int			first_cell;
	int			cell_count;
	int			columns;		/* of each row; 0 if rows have different ones */
	int			total;			/* the place of the one that adds up the others, or -1 */
} GdSectionInfo;

typedef struct GdRowInfo
{
	int			section;		/* 2, 3 or 4 */
	const char *number;			/* as in the outline of the form: "3.3.1" */
	const char *item;			/* its name: "denied.state_secret" */
	const char *label[GD_FORM_COUNT];	/* NULL where the form lacks the row */
	int			first_cell;		/* in section 2, later ones need not stand behind it */
	int			cell_count;
	bool		is_group;		/* in another form its number is that of a group of rows */
	GdFormSet	forms;			/* that have it */
	bool		varies;			/* it has cells that all forms have, and others */
	uint8_t		block;			/* the first row with its number, an item of article 20 */
} GdRowInfo;

typedef struct GdCellInfo
{
	GdRow		row;
	GdColumn	column;
	GdUnit		unit;
	const char *label[GD_FORM_COUNT];	/* of the column; NULL where the form lacks the cell */
} GdCellInfo;

/* A row as one form has it: its cells in the order of the columns, none if the form lacks it. */
typedef struct GdFormRow
{
	int			count;
	uint16_t	cell[GD_ROW_WIDTH];
} GdFormRow;

/*
 * The parts that a label's text can play; one text may play several ("总计" is a row and a column).
 */
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
	GdFormSet	forms;			/* that it proves; 0 if all of them may print it */
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
	/* of all labels that go on from here, or GD_NO_ROW if they differ */
	uint8_t		row;
	bool		is_leaf;
} GdTrieNode;

/* What the extension script says of a type or an attribute of it. */
typedef struct GdComment
{
	const char *object;			/* "COLUMN disclosure_report.title"; NULL behind the last one */
	const char *comment;
} GdComment;

extern const GdComment gd_comments[];
extern const GdForm gd_forms[GD_FORM_COUNT];	/* the oldest first */
extern const GdSectionInfo gd_sections[GD_SECTIONS];	/* by number, from 1 */
extern const GdRowInfo gd_rows[GD_ROW_COUNT];
extern const GdCellInfo gd_cells[GD_CELL_COUNT];
extern const GdCellIndex gd_money_cells[GD_MONEY_COUNT];	/* the cells whose unit is money */
extern const uint8_t gd_row_order[GD_ROW_COUNT];	/* all rows in the order of the outline */
extern const GdCellIndex gd_cell_order[GD_CELL_COUNT];	/* and their cells */
extern const char *const gd_column_names[GD_COLUMN_COUNT];
extern const GdFormRow gd_form_rows[GD_FORM_COUNT][GD_ROW_COUNT];
extern const GdLabel gd_labels[GD_LABEL_COUNT];
extern const uint16_t gd_trie_first[64];
extern const GdTrieNode gd_trie_nodes[];

/* Is the section told in words? Those that have no table are. */
static inline bool
gd_has_narrative(int section)
{
	return section > 0 && gd_sections[section].row_count == 0;
}

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

/* The form of this year's name, or GD_NO_FORM. */
static inline int
gd_form_named(int year)
{
	int			form = GD_NEWEST_FORM;

	while (form >= 0 && gd_forms[form].year != year)
		form--;
	return form;
}

/* The form that reports for this year are to follow, or GD_NO_FORM for a year before the first. */
static inline int
gd_form_in_force(int year)
{
	int			form = GD_NEWEST_FORM;

	while (form >= 0 && gd_forms[form].year > year)
		form--;
	return form;
}

/* No form has no cells. */
static inline bool
gd_form_has_cell(int form, int cell)
{
	return form != GD_NO_FORM && gd_cells[cell].label[form] != NULL;
}

/* The row as the given form has it, or NULL. */
static inline const GdFormRow *
gd_form_row(int form, GdRow row)
{
	if (form == GD_NO_FORM || gd_form_rows[form][row].count == 0)
		return NULL;
	return &gd_form_rows[form][row];
}

/* Of labels by form: the given form, if it has one, else the newest that has. */
static inline int
gd_form_with(const char *const *label, int form)
{
	if (form != GD_NO_FORM && label[form] != NULL)
		return form;
	form = GD_NEWEST_FORM;
	while (form > 0 && label[form] == NULL)
		form--;
	return form;
}

/* Its label. */
static inline const char *
gd_label_of(const char *const *label, int form)
{
	return label[gd_form_with(label, form)];
}

static inline bool
gd_is_money(int cell)
{
	return gd_cells[cell].unit == GD_UNIT_WAN_YUAN || gd_cells[cell].unit == GD_UNIT_YUAN;
}

/* Do the rows of section 2 stand in one block, below one item of article 20? */
static inline bool
gd_same_block(GdRow a, GdRow b)
{
	return gd_rows[a].block == gd_rows[b].block;
}

/*
 * The number that the form prints in front of a row of section 3, the last part of "3.3.1"; 0 for
 * all other rows.
 */
static inline int
gd_row_ordinal(GdRow row)
{
	const char *number = gd_rows[row].number;
	const char *last = strrchr(number, '.');

	return gd_rows[row].section == 3 ? (last ? last + 1 : number)[0] - '0' : 0;
}

#endif							/* FORM_H */
