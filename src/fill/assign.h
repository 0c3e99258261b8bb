/*
 * assign.h
 *	  Gives the numbers of the runs to the cells of the form: runs → report.
 */
#ifndef ASSIGN_H
#define ASSIGN_H

#include "fill/matches.h"

/* Fills report->cell; where more than one reading of a row fits, its cells are AMBIGUOUS. */
extern void gd_assign_cells(const char *text, GdMatches *matches, GdReport *report);

#endif							/* ASSIGN_H */
