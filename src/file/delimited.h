/*
 * delimited.h
 *	  Reads values parted by commas, semicolons and the like: text → rows.
 */
#ifndef DELIMITED_H
#define DELIMITED_H

#include "file/rows.h"

/*
 * Adds the rows if the text holds some of the form; false if it does not, and what was added is
 * void.
 */
extern bool gd_read_delimited(GdRows *rows);

#endif							/* DELIMITED_H */
