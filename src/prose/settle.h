/*
 * settle.h
 *	  Puts into the report what was decided about who reports.
 */
#ifndef SETTLE_H
#define SETTLE_H

#include "prose/testimony.h"

/* Was nothing decided because nothing whole was said? A contradiction is a decision. */
extern bool gd_is_open(GdWitness witness);

/* Sets agency and witness; no agency if there is no name, or what touches it was destroyed. */
extern GdStatus gd_set_agency(const GdHost *host, const GdPlain *plain, GdName name, GdWitness why,
							  GdReport *report);

/* Fills in what the report does not say by itself, from another text that names it. */
extern GdStatus gd_settle_by_other(const GdHost *host, const GdTestimony *testimony,
								   GdWitness witness, GdReport *report);

#endif							/* SETTLE_H */
