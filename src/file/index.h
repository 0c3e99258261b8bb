/*
 * index.h
 *	  Takes the numbers of rows and columns that programs print with a table out of a text.
 */
#ifndef INDEX_H
#define INDEX_H

#include "text/core.h"

/* Puts spaces in the place of the numbers. The text must have its padding. */
extern void gd_blank_index(const GdHost *host, char *text, size_t length);

#endif							/* INDEX_H */
