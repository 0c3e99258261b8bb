/*
 * header.h
 *	  What the labels above the columns of a table say against the order of the form.
 */
#ifndef HEADER_H
#define HEADER_H

#include "fill/matches.h"

/* The columns of a row as the form has them, and the headers above it. */
typedef struct HeaderCheck
{
	const GdHeader *headers;
	int			count;
	const uint16_t *cells;
	int			columns;
	int			section;
} HeaderCheck;

/* Do two headers beside each other, or on lines that follow one another, stand in another order than in the form? */
extern bool gd_headers_are_reordered(const HeaderCheck *check);

/*
 * A row shows so many cells, which are fewer than its columns. Are these the first ones? Not if a column further to the right
 * has a header and others have none.
 */
extern bool gd_headers_lack_columns(const HeaderCheck *check, int shown);

/*
 * The separators to the left of each column's header, if all of them and no others stand in one row of a table; false if they
 * do not. More follow if the line has other texts behind them.
 */
extern bool gd_header_cells(const HeaderCheck *check, int *cells, bool *more_follow);

/* Has every column a header? */
extern bool gd_have_all_headers(const HeaderCheck *check);

#endif							/* HEADER_H */
