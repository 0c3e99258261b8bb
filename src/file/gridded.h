/*
 * gridded.h
 *	  Reads cells that say themselves in which row and column they are.
 */
#ifndef GRIDDED_H
#define GRIDDED_H

#include "file/rows.h"

/* False if the text holds no rows of the form in such cells. */
extern bool gd_read_gridded(GdRows *rows);

#endif							/* GRIDDED_H */
