/*
 * typeset.h
 *	  Tables as LaTeX and MediaWiki write them.
 */
#ifndef TYPESET_H
#define TYPESET_H

#include "file/rows.h"

/* Reads the rows of a text that is of this kind; false if it is not. */
extern bool gd_read_typeset(GdRows *rows);

#endif							/* TYPESET_H */
