/*
 * index.h
 *	  Takes the numbers of rows and columns that programs print with a table out of a text.
 */
#ifndef INDEX_H
#define INDEX_H

#include "text/core.h"

#include <stdbool.h>

/* Rows that count from 0, below a header: fewer are no index. */
#define GD_COUNTED_ROWS 3

/* On one line: more words for blank cells than a row has figures behind its label. */
#define GD_MANY_BLANK_WORDS 8

/*
 * Puts spaces in the place of the numbers; false if there are none. The text must have its padding.
 */
extern bool gd_blank_index(const GdHost *host, char *text, size_t length);

#endif							/* INDEX_H */
