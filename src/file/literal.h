/*
 * literal.h
 *	  Reads lists and objects as JSON and Python write them: text → rows.
 */
#ifndef LITERAL_H
#define LITERAL_H

#include "file/rows.h"

/*
 * Adds the rows if the text holds some of the form; false if it does not, and what was added is
 * void.
 */
extern bool gd_read_literals(GdRows *rows);

#endif							/* LITERAL_H */
