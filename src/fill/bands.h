/*
 * bands.h
 *	  Where on a page or a line the columns of a table stand, as the figures of its rows show it.
 */
#ifndef BANDS_H
#define BANDS_H

#include "fill/shape.h"

#define GD_UNKNOWN (-1)
#define GD_BAND_COLUMNS 7		/* only section 3 has enough rows to tell where its columns stand */
#define GD_MOST_BANDS 12		/* more are no columns, but figures that stand anywhere */

typedef enum GdAlignment
{
	GD_ALIGN_BEGIN,
	GD_ALIGN_MIDDLE,
	GD_ALIGN_END,
	GD_ALIGNMENTS
} GdAlignment;

/* The figures of one column. */
typedef struct GdBand
{
	int			first;			/* where any of them begins, and ends */
	int			last;
	int			least[GD_ALIGNMENTS];	/* of their begins, middles and ends, all of them doubled */
	int			most[GD_ALIGNMENTS];
	int			column;			/* or GD_UNKNOWN */
} GdBand;

/* By display column, by character, or by place on a page. */
typedef struct GdBands
{
	int			tolerance;		/* doubled: so far may figures stand apart that are aligned */
	int			rows;			/* with a figure for each column */
	int			count;
	GdBand		band[GD_MOST_BANDS];
	int			heaps;			/* of figures in all rows of a page; too many mean none */
	GdBand		heap[GD_MOST_BANDS];
	bool		is_apart;		/* known: no two overlap, and all are straight */
} GdBands;

#define GD_BAND_HEADERS 64		/* those of some pages tell */

/* The header of a column, above its figures. */
typedef struct GdBandHeader
{
	int			begin;
	int			end;
	int			column;
} GdBandHeader;

/* Words have coordinates: the bands are places on a page. To be called first. */
extern void gd_place_bands(GdBands *bands);

/* Takes note of a row of figures on one line; metric 1 counts characters. */
extern void gd_widen_bands(GdBands *bands, const GdRowShape *shape, int metric, bool is_complete);

/*
 * Decides where the columns are. Without two complete rows, the figures of all rows tell if they
 * stand in as many heaps as columns; in fewer heaps, the headers above them do.
 */
extern void gd_settle_bands(GdBands *bands, const GdBandHeader *headers, int header_count);

/* Sets the column of each figure; false if one of them is not exactly in the band of one column. */
extern bool gd_place_by_bands(const GdBands *bands, const GdRowShape *shape, int metric,
							  int *column);

#endif							/* BANDS_H */
