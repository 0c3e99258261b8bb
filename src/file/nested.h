/*
 * nested.h
 *	  Reads tables of texts that are nested: JSON with the places of cells, and XML.
 */
#ifndef NESTED_H
#define NESTED_H

#include "file/rows.h"

/* JSON whose cells say where they are; false if the text holds none of the form. */
extern bool gd_read_gridded(GdRows *rows);

/* XML that is no HTML; false if it holds no rows of the form. */
extern bool gd_read_elements(GdRows *rows);

/* Lists with marks, and lines of a key and a value; false if they hold no rows of the form. */
extern bool gd_read_lists(GdRows *rows);

#endif							/* NESTED_H */
