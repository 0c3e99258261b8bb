/*
 * repair.h
 *	  Which figures of a contradictory report may be wrong, and what they should be.
 */
#ifndef REPAIR_H
#define REPAIR_H

#include "check/explain.h"
#include "check/slip.h"

/* A cell that is missing before or after has 0 there. */
typedef struct GdChange
{
	GdCellIndex cell;
	bool		was_known;
	bool		is_known;
	int64_t		from;
	int64_t		to;
} GdChange;

#define GD_CHANGE_MAXIMUM GD_LINE_MAXIMUM

typedef struct GdRepair
{
	GdRepairKind kind;
	int			cost;			/* the less, the more plausible */
	int			count;
	GdChange	change[GD_CHANGE_MAXIMUM];	/* in the order of the form */
} GdRepair;

#define GD_REPAIR_MAXIMUM 60

typedef struct GdRepairs
{
	int			count;
	int			trials;			/* reports that were tried */
	bool		is_cut;			/* not all could be tried */
	bool		is_full;		/* not all could be listed */
	GdRepair	repair[GD_REPAIR_MAXIMUM + 1];	/* the most plausible ones, best first */
} GdRepairs;

extern const char *const gd_repair_names[GD_REPAIR_KIND_COUNT];

/*
 * All single cells that, with another value, end the contradiction; if there is none, all pairs of
 * cells; and in any case exchanged cells, split and joined digits, and shifted rows. None if the
 * report is not contradictory; one of GD_REPAIR_NONE if nothing was found, one of GD_REPAIR_LIMIT
 * at the end if not all could be tried. Where missing cells leave a changed cell several values, it
 * is the one that is nearest to what is printed, and one that a slip of a digit explains.
 */
extern void gd_suggest_repairs(const GdRuleSet *rules, const GdFigures *figures,
							   GdRepairs *repairs);

/* "（数字颠倒）（一）予以公开：自然人 13 应为 31" */
extern void gd_explain_repair(GdWriter *writer, const GdRowForms *forms, const GdRepair *repair);

/* The figures with the changes made. */
extern GdCellSet gd_apply_repair(const GdRepair *repair, GdFigures *figures);

#endif							/* REPAIR_H */
