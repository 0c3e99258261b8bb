/*
 * testimony.h
 *	  Who reports about which year, by all that one text says of it.
 */
#ifndef TESTIMONY_H
#define TESTIMONY_H

#include "form/report.h"
#include "prose/mention.h"

typedef struct GdTestimony
{
	const GdPlain *plain;
	GdMention	mention[GD_MENTIONS];
	int			count;
	int			period;			/* the year that the figures are of; 0: not said */
} GdTestimony;

extern void gd_hear(GdTestimony *testimony, const GdPlain *plain);

/*
 * Both say why: who told, or what kept them from a decision; no name, or 0, if nothing is decided.
 */
extern GdName gd_choose_name(const GdTestimony *testimony, GdWitness *why);
extern int	gd_choose_year(const GdTestimony *testimony, GdWitness *why);

/* Is what is named the report of half a year or a quarter, and nothing else? */
extern bool gd_is_part_of_year(const GdTestimony *testimony);

#endif							/* TESTIMONY_H */
