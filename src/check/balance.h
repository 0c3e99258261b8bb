/*
 * balance.h
 *	  Whether the identities of a report hold, and what they say about its missing cells.
 *
 * A missing cell is an unknown whole number that is not negative. A completion gives each of them a
 * value.
 */
#ifndef BALANCE_H
#define BALANCE_H

#include "form/identity.h"

typedef enum GdVerdict
{
	GD_FALSE,					/* no completion satisfies it */
	GD_TRUE,					/* it holds, and its missing cells can have one value only */
	GD_OPEN,					/* it depends on missing cells */
} GdVerdict;

typedef struct GdJudgement
{
	GdVerdict	verdict[GD_IDENTITY_MAXIMUM];	/* of each identity of the rule set */
	GdCellSet	negative;		/* counts that are negative */
	bool		is_contradictory;	/* an identity or a count is wrong */
	GdCellSet	determined;		/* if not: missing cells that are the same in all completions */
	GdSum		completion[GD_CELL_COUNT];	/* and their values */
} GdJudgement;

/* Of all identities and counts together; the cheapest way to know. */
extern GdVerdict gd_is_balanced(const GdRuleSet *rules, const GdFigures *figures);

/*
 * Each by itself. An identity is false if none of its completions satisfies it, or none that agrees
 * with what the other identities force; if no single identity is at fault but together they are,
 * all that share missing cells are false.
 */
extern void gd_judge(const GdRuleSet *rules, const GdFigures *figures, GdJudgement *judgement);

/*
 * Fills the missing cells that can have one value only, as far as they are not too large; nothing
 * if the report is contradictory. Gives the cells that were filled.
 */
extern GdCellSet gd_complete(const GdRuleSet *rules, GdFigures *figures);

/*
 * Is the report contradictory? If so, suspects are known cells one of which at least has another
 * value in any report that is not: the fewest that are easy to tell.
 */
extern bool gd_is_contradictory(const GdRuleSet *rules, const GdFigures *figures,
								GdCellSet *suspects);

/*
 * The identities of the rule set, as bits, that get this verdict each by itself, as if there were
 * no others.
 */
extern uint64_t gd_identities_alone(const GdRuleSet *rules, const GdFigures *figures,
									GdVerdict verdict);

/*
 * The values that a missing cell of a report that is not contradictory can have; high may be
 * GD_UNBOUNDED (network.h).
 */
extern void gd_range(const GdRuleSet *rules, const GdFigures *figures, int cell, GdSum *low,
					 GdSum *high);

#endif							/* BALANCE_H */
