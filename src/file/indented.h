/*
 * indented.h
 *	  Reads lists with marks, and lines of a key and a value, as a tree.
 */
#ifndef INDENTED_H
#define INDENTED_H

#include "file/tree.h"

/* Do most lines in some part of the text begin with a mark, or with a header of the form? */
extern bool gd_looks_indented(const GdHost *host, const unsigned char *text, uint32_t length);

/* Other lines are nodes, too. text: with the padding that a folded text has */
extern void gd_read_indented(GdTree *tree, uint32_t length);

#endif							/* INDENTED_H */
