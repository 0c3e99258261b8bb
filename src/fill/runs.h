/*
 * runs.h
 *	  Keeps what was found at a label: runs and their slots.
 */
#ifndef RUNS_H
#define RUNS_H

#include "fill/matcher.h"

/* Adds what stands in a cell to the run of the subject; begins the run if it has none yet. */
extern void gd_add_slot(Matcher *m, const GdLine *line, const GdToken *token, GdTokenKind kind);

/* "规章000": the digits behind a label. */
extern void gd_add_glued_slot(Matcher *m, const GdLine *line, const GdToken *token);

/* What follows belongs to something else. */
extern void gd_end_subject(Matcher *m);

#endif							/* RUNS_H */
