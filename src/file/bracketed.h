/*
 * bracketed.h
 *	  Reads JSON, and what JavaScript and Python print of it, as a tree.
 */
#ifndef BRACKETED_H
#define BRACKETED_H

#include "file/tree.h"

/* Lines beside lists and objects are nodes, too. text: with the padding that a folded text has */
extern void gd_read_bracketed(GdTree *tree, uint32_t length);

#endif							/* BRACKETED_H */
