/*
 * html.h
 *	  Reads HTML: markup → text whose lines and rows the parser of plain text understands.
 */
#ifndef HTML_H
#define HTML_H

#include "file/origin.h"

/* Does the text hold HTML elements? Looks no further than the first one; a mere < is none. */
extern bool gd_is_html(const GdHost *host, const char *text, size_t length);

/*
 * Reads HTML in UTF-8, whole or in pieces or within Markdown, into plain text. A row of a table
 * becomes a line "| a | b |" with a cell for each column, so that what a cell covers by its spans
 * is blank beside or below it; all else keeps its lines. The text comes from the arena, with the
 * padding that a folded text has. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_html_to_text(const GdHost *host, const char *html, size_t length,
								char **text, size_t *text_length, GdSource *source);

#endif							/* HTML_H */
