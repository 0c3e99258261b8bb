/*
 * sums.h
 *	  Totals of a table that lost its blank cells, proved by the sums of all its rows.
 */
#ifndef SUMS_H
#define SUMS_H

#include "fill/tables.h"

/*
 * Is the last figure of each row of the table of section 3 its total? In a report of this form.
 */
extern bool gd_sums_prove_totals(const GdMatches *matches, const GdTable *table, int form);

#endif							/* SUMS_H */
