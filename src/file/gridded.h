/*
 * gridded.h
 *	  Cells that say themselves in which row and column they are.
 */
#ifndef GRIDDED_H
#define GRIDDED_H

#include "file/rows.h"
#include "file/tree.h"

typedef struct GdGridReader GdGridReader;

/* Does an object of the text name a row and a column? */
extern bool gd_names_places(const GdRows *rows);

/* Sets no_memory of the rows if there is none. */
extern GdGridReader *gd_open_grids(GdRows *rows, const GdTree *tree);

/* Adds the rows of a list of such cells; false if it is none. */
extern bool gd_put_grid(GdGridReader *reader, uint32_t list);

/* Is the object such a cell? Sets its text. */
extern bool gd_find_cell(const GdTree *tree, uint32_t object, GdSpan *text);

#endif							/* GRIDDED_H */
