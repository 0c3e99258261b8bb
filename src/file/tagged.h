/*
 * tagged.h
 *	  Reads XML as a tree.
 */
#ifndef TAGGED_H
#define TAGGED_H

#include "file/tree.h"

/*
 * An element is an object, its attributes and elements are what it holds, each with its name as
 * key; what it says itself has none. One that says but one thing is a value, one of elements of one
 * name a list. Lines beside elements are nodes, too. text: with the padding that a folded text has
 */
extern void gd_read_tagged(GdTree *tree, uint32_t length);

#endif							/* TAGGED_H */
