/*
 * identity.h
 *	  The 勾稽关系 of the forms as tables, and the figures of a report that they are about.
 *
 * The tables are made from src/form/ by generate.pl; nothing else in the project knows which cells
 * add up to which.
 */
#ifndef IDENTITY_H
#define IDENTITY_H

#include "text/core.h"
#include "form/form.h"

/* A set of cells, by their index in gd_cells. */
#define GD_CELL_WORDS ((GD_CELL_COUNT + 63) / 64)
typedef struct GdCellSet
{
	uint64_t	word[GD_CELL_WORDS];
} GdCellSet;

/* The counts of a report. */
typedef struct GdFigures
{
	GdCellSet	known;			/* counts that it has */
	GdCellSet	money;			/* amounts that it has; no identity asks for their values */
	int64_t		value[GD_CELL_COUNT];	/* 0 where not known */
} GdFigures;

/* The cells on the left add up to the same as those on the right. */
typedef struct GdIdentity
{
	uint8_t		rule;			/* a GdRule */
	uint8_t		row;			/* the GdRow that it is about, or GD_NO_ROW */
	uint8_t		column;			/* the GdColumn that it is about, or GD_COLUMN_COUNT */
	/* in the network (network.h): left − right come in, or go out; 0 if it is not in it */
	int8_t		orientation;
	uint8_t		left;			/* so many cells on the left */
	uint8_t		count;			/* and so many in all, those on the left first */
	GdCellIndex cell[GD_IDENTITY_WIDTH];
	GdCellSet	cells;			/* the same as a set */
} GdIdentity;

/* The two identities between which a cell leads in the network. */
#define GD_NO_IDENTITY UINT8_MAX
_Static_assert(GD_IDENTITY_MAXIMUM <= 64, "sets of identities are words of bits");
_Static_assert(GD_IDENTITY_WIDTH <= UINT8_MAX, "cells of an identity are counted in uint8_t");
typedef struct GdArc
{
	uint8_t		from;
	uint8_t		to;
} GdArc;

/*
 * A version of the rules, for the cells of a form. A published version never changes: rows that a
 * CHECK accepted stay valid.
 */
typedef struct GdRuleSet
{
	int			version;
	int			form;
	int			count;
	const GdIdentity *identity;
	const GdArc *arc;			/* of each cell */
	GdCellSet	cells;			/* of all identities */
	GdCellSet	foreign;		/* cells in rows of the same sections that only other forms have */
} GdRuleSet;

extern const GdRuleSet gd_rule_sets[GD_FORM_COUNT];
extern const GdRuleSet gd_mixed_rule_sets[GD_FORM_COUNT];	/* over the rows of all forms */
extern const GdCellSet gd_counts;	/* cells that are never negative */
extern const char *const gd_rule_names[GD_RULE_COUNT];
extern const char *const gd_short_labels[GD_ROW_COUNT];	/* of a row, within a sum */
/* the group of a row that is a result of applications; else NULL */
extern const char *const gd_categories[GD_ROW_COUNT];

static inline bool
gd_set_has(const GdCellSet *set, int cell)
{
	return (set->word[cell >> 6] >> (cell & 63)) & 1;
}

static inline void
gd_set_add(GdCellSet *set, int cell)
{
	set->word[cell >> 6] |= UINT64_C(1) << (cell & 63);
}

static inline void
gd_set_remove(GdCellSet *set, int cell)
{
	set->word[cell >> 6] &= ~(UINT64_C(1) << (cell & 63));
}

static inline GdCellSet
gd_set_both(const GdCellSet *a, const GdCellSet *b)
{
	GdCellSet	both;

	for (int i = 0; i < GD_CELL_WORDS; i++)
		both.word[i] = a->word[i] & b->word[i];
	return both;
}

static inline GdCellSet
gd_set_without(const GdCellSet *a, const GdCellSet *b)
{
	GdCellSet	rest;

	for (int i = 0; i < GD_CELL_WORDS; i++)
		rest.word[i] = a->word[i] & ~b->word[i];
	return rest;
}

static inline bool
gd_set_is_empty(const GdCellSet *set)
{
	uint64_t	bits = 0;

	for (int i = 0; i < GD_CELL_WORDS; i++)
		bits |= set->word[i];
	return bits == 0;
}

/*
 * The smallest cell of the set that is not below the given one, or -1: for (c = next(s, 0); c >= 0;
 * c = next(s, c + 1)).
 */
static inline int
gd_set_next(const GdCellSet *set, int cell)
{
	for (int i = cell >> 6; i < GD_CELL_WORDS; i++)
	{
		uint64_t	rest = set->word[i] & (i == cell >> 6 ? ~UINT64_C(0) << (cell & 63) :
										   ~UINT64_C(0));

		if (rest != 0)
			return i * 64 + __builtin_ctzll(rest);
	}
	return -1;
}

/*
 * The form of a report that does not say: the newest, unless rows have figures that it lacks and an
 * earlier one has.
 */
extern int	gd_likely_form(const GdFigures *figures);

/* The form whose cells each row of a report has; never GD_NO_FORM. */
typedef struct GdRowForms
{
	int8_t		row[GD_ROW_COUNT];
} GdRowForms;

/*
 * Sections 3 and 4 follow the form that is given, section 2 the second one. Where that is
 * GD_NO_FORM, each block of section 2, an item of article 20, follows the form that has the most of
 * the cells that it shows; of several the first form, or else the newest.
 */
extern void gd_find_row_forms(int form, int proactive_form, const GdFigures *shown,
							  GdRowForms *forms);

static inline bool
gd_has_figure(const GdFigures *figures, int cell)
{
	return gd_set_has(&figures->known, cell) || gd_set_has(&figures->money, cell);
}

/* Room for a rule set that is made for one report. */
typedef struct GdRuleRoom
{
	GdRuleSet	rules;
	GdIdentity	identity[GD_IDENTITY_MAXIMUM];
} GdRuleRoom;

/*
 * The rule set for a report of this form, or of GD_NO_FORM. A report that shows results of
 * applications in rows that only other forms have is judged with these rows, too: its rules are
 * made in the room. Identities about rows that it does not show have no cells there. A row that is
 * the sum of others, a group in one form, does not count beside them.
 */
extern const GdRuleSet *gd_rules_for(int form, const GdFigures *figures, GdRuleRoom *room);

/* The rule set of the form alone, or of the likely one. */
extern const GdRuleSet *gd_rule_set(int form, const GdFigures *figures);

/*
 * The cells on the left, those on the right, of the identity; cells that are not known count as 0.
 */
extern GdSum gd_sum_left(const GdIdentity *identity, const GdFigures *figures);
extern GdSum gd_sum_right(const GdIdentity *identity, const GdFigures *figures);

/* The difference between the two. */
static inline GdSum
gd_difference(const GdIdentity *identity, const GdFigures *figures)
{
	GdSum		difference = 0;

	for (int i = 0; i < identity->left; i++)
		difference += figures->value[identity->cell[i]];
	for (int i = identity->left; i < identity->count; i++)
		difference -= figures->value[identity->cell[i]];
	return difference;
}

/* The cells of the identity that are not known. */
static inline GdCellSet
gd_missing(const GdIdentity *identity, const GdFigures *figures)
{
	return gd_set_without(&identity->cells, &figures->known);
}

/* Counts that are negative. */
extern GdCellSet gd_negative(const GdFigures *figures);

#endif							/* IDENTITY_H */
