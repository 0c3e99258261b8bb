/*
 * html.h
 *	  Reads HTML: markup → text whose lines and rows the parser of plain text understands.
 */
#ifndef HTML_H
#define HTML_H

#include "core.h"

/* A stretch of the produced text and where it comes from. */
typedef struct GdSourcePiece
{
	uint32_t	offset;			/* bytes of the produced text */
	uint32_t	length;
	uint32_t	begin;			/* bytes of the HTML; not as many as length where an entity was decoded */
	uint32_t	end;
} GdSourcePiece;

/* The way back from the produced text to the HTML. It lives as long as the arena. */
typedef struct GdSource
{
	GdSourcePiece *pieces;		/* in the order of both texts */
	uint32_t	count;
	uint32_t	capacity;
} GdSource;

/* Does the text hold HTML elements? Looks no further than the first one; a mere < is none. */
extern bool gd_is_html(const char *text, size_t length);

/*
 * Reads HTML in UTF-8, whole or in pieces or within Markdown, into plain text. A row of a table becomes a line "| a | b |"
 * with a cell for each column, so that what a cell covers by its spans is blank beside or below it; all else keeps its
 * lines. The text comes from the arena, with the padding that a folded text has. source may be NULL. GD_OK or
 * GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_html_to_text(const GdHost *host, const char *html, size_t length,
								char **text, size_t *text_length, GdSource *source);

/* Where in the HTML the character at an offset of the produced text begins. */
extern uint32_t gd_source_begin(const GdSource *source, uint32_t offset);

/* Where in the HTML the character in front of an offset of the produced text ends. */
extern uint32_t gd_source_end(const GdSource *source, uint32_t offset);

/* Makes the places of a report's cells, which are those of the produced text, places of the HTML. */
extern void gd_source_apply(const GdSource *source, const char *html, size_t html_length,
							const char *text, size_t text_length, GdReport *report);

#endif							/* HTML_H */
