/*
 * header.h
 *	  What the labels above the columns of a table say against the order of the form.
 */
#ifndef HEADER_H
#define HEADER_H

#include "fill/reading.h"

/* The columns of a row as the form has them, and the headers above it. */
typedef struct GdHeaderCheck
{
	const GdHeader *headers;
	int			count;
	const uint16_t *cells;
	int			columns;
	int			section;
	bool		total_is_last;	/* sums have proved it, wherever the header of the total stands */
} GdHeaderCheck;

/* The headers that the reader of the rows is below: those of each section's last table. */
typedef struct GdHeaded
{
	const GdMatches *matches;
	const GdRun *run[GD_SECTIONS];	/* the last one with headers above it, or NULL */
	bool		is_reordered[GD_SECTIONS];	/* in section 2 each row has columns of its own */
	bool		total_is_last;	/* as in GdHeaderCheck, for the table that is being read */
} GdHeaded;

/*
 * The headers above a run, as they stand to these cells of the form; to be asked in the order of
 * the text.
 */
extern GdHeaderCheck gd_headers_above(GdHeaded *headed, const GdRun *run, const uint16_t *cells,
									int columns);

/*
 * Do the headers above the row say that its figures do not stand in the first columns of the form,
 * in their order?
 */
extern bool gd_contradicts_headers(GdHeaded *headed, const GdRun *run, const GdReading *reading,
								   const uint16_t *cells, int columns);

/* The last cell of the headers' lines. */
extern int	gd_last_header_cell(const GdHeaderCheck *check);

/* The last cell of the row, blank or not; -1 if it has none. */
extern int	gd_last_cell(const GdMatches *matches, const GdRun *run);

/* The last cell of the line of the last header, blank ones among them; -1 without headers. */
extern int	gd_cells_of_header_line(const GdHeaderCheck *check);

/*
 * Do two headers beside each other, or on lines that follow one another, stand in another order
 * than in the form (test/texts/columns-exchanged, total-first, total-second)?
 */
extern bool gd_headers_are_reordered(const GdHeaderCheck *check);

/*
 * A row shows so many cells, which are fewer than its columns. Are these the first ones? Not if a
 * column further to the right has a header and others have none (test/texts/column-missing,
 * columns-joined, total-only).
 */
extern bool gd_headers_lack_columns(const GdHeaderCheck *check, int shown);

/*
 * Places figures under the headers of their columns: sets the column of each. False if one stands
 * under none, or if the headers do not stand behind one another in the order of the form.
 * (test/texts/cut-off-on-the-right, html-other-table-behind)
 */
extern bool gd_place_under_headers(const GdHeaderCheck *check, const GdRowShape *shape,
								   uint16_t label_cell, int *column);

/*
 * Section 4: places figures under its headers, which name the columns of one block after the other.
 * False if they do not, if the row ends elsewhere than the headers' line, or if a figure stands
 * under none.
 */
extern bool gd_place_under_block_headers(const GdHeaderCheck *check, const GdRowShape *shape,
										 int last_cell, int *column);

/* Has every column a header? */
extern bool gd_have_all_headers(const GdHeaderCheck *check);

#endif							/* HEADER_H */
