/*
 * assign.h
 *	  Gives the numbers of the runs to the cells of the form: runs → report.
 */
#ifndef ASSIGN_H
#define ASSIGN_H

#include "fill/matches.h"

/* Fills report->form and report->cell. GD_OK or GD_OUT_OF_MEMORY. */
extern GdStatus gd_assign_cells(const GdHost *host, const char *text, GdMatches *matches,
								GdReport *report);

#endif							/* ASSIGN_H */
