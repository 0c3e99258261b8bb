/*
 * grid.h
 *	  Makes text of a tape, rows with a cell for each column, and finds the way back from there.
 */
#ifndef GRID_H
#define GRID_H

#include "form/report.h"

/*
 * The way back from the produced text to the HTML: what the text was made of. It lives as long as
 * the arena.
 */
typedef struct GdSource
{
	const struct GdTape *tape;
	char	   *text;
	uint32_t	blanks;			/* cells that spans may leave */
	bool		is_marked;		/* its tables are those of the document */
} GdSource;

/* A place of the text, and where the cell that it is in stands in the document. */
typedef struct GdWantedPlace
{
	uint32_t	offset;			/* bytes of the text; in the cell */
	GdCellPlace *place;
} GdWantedPlace;

/*
 * Makes text of a tape, with at most so many blank cells that spans leave. GD_OK or
 * GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_tape_to_text(const GdHost *host, const struct GdTape *tape, uint32_t blanks,
								char **text, size_t *text_length);

/*
 * Makes the places of a report's cells, which are those of the produced text, places of the HTML.
 * Makes the text again, because the places of all of its characters would take more memory than the
 * HTML. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_source_apply(const GdHost *host, const GdSource *source, const char *html,
								size_t html_length,
								const char *text, size_t text_length, GdReport *report);

/* Finds the places of cells, in any order. GD_OK or GD_OUT_OF_MEMORY. */
extern GdStatus gd_source_places(const GdHost *host, const GdSource *source,
								 const GdWantedPlace *wanted, int count);

#endif							/* GRID_H */
