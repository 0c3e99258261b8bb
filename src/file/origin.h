/*
 * origin.h
 *	  The text of a document, and the way back from its places to those of the document.
 */
#ifndef ORIGIN_H
#define ORIGIN_H

#include "form/report.h"

/*
 * The way back from the produced text to the document: what the text was made of. It lives as long
 * as the arena.
 */
typedef struct GdSource
{
	const struct GdTape *tape;
	uint32_t	blanks;			/* cells that spans may leave */
	bool		is_marked;		/* its tables are those of the document */
	char	   *text;
	struct GdPiece *piece;		/* of the text, in their order; NULL where they are too many */
	uint32_t	pieces;
} GdSource;

/* A place of the text, and where the cell that it is in stands in the document. */
typedef struct GdWantedPlace
{
	uint32_t	offset;			/* bytes of the text; in the cell */
	GdCellPlace *place;
} GdWantedPlace;

/*
 * Makes text of the source's tape, with its padding, and keeps where it comes from. GD_OK or
 * GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_source_to_text(const GdHost *host, GdSource *source, char **text,
								  size_t *text_length);

/*
 * Makes the places of a report's cells, which are those of the produced text, places of the
 * document. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_source_apply(const GdHost *host, const GdSource *source, const char *html,
								size_t html_length,
								const char *text, size_t text_length, GdReport *report);

/*
 * The cells that a report shows, by their lines and places in it; returns how many. cells has room
 * for all.
 */
extern int	gd_shown_cells(GdReport *report, GdCell **cells);

/* Finds the places of cells, in any order. GD_OK or GD_OUT_OF_MEMORY. */
extern GdStatus gd_source_places(const GdHost *host, const GdSource *source,
								 const GdWantedPlace *wanted, int count);

#endif							/* ORIGIN_H */
