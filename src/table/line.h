/*
 * line.h
 *	  Finds the pieces of a text and their places: text → lines of tokens.
 */
#ifndef LINE_H
#define LINE_H

#include "table/token.h"

/* The text must have its padding (fold.h). */
extern GdStatus gd_reader_init(GdReader *reader, const GdHost *host, const char *text,
							   size_t length);

/* The text was made of words with coordinates: these tell where its tokens stand on their lines. */
extern void gd_reader_set_places(GdReader *reader, const GdPlaces *places);

/*
 * The next line with its tokens, or the next row of a drawn table as one line; false at the end of
 * the text.
 */
extern bool gd_read_line(GdReader *reader, GdLine *line);

#endif							/* LINE_H */
