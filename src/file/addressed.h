/*
 * addressed.h
 *	  Reads cells that stand on lines of their own behind their addresses: text → rows.
 */
#ifndef ADDRESSED_H
#define ADDRESSED_H

#include "file/rows.h"

/* Adds the rows if the text holds some of the form; false if not, and what was added is void. */
extern bool gd_read_addressed(GdRows *rows);

#endif							/* ADDRESSED_H */
