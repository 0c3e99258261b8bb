/*
 * delimited.h
 *	  Reads values parted by commas, semicolons and the like: text → rows.
 */
#ifndef DELIMITED_H
#define DELIMITED_H

#include "file/rows.h"

/* Separators on a line: more than the form has columns, labels included. */
#define GD_WIDEST_TABLE 20

/*
 * Each adds the rows if the text holds some of the form; false if it does not, and what was added
 * is void. TABs and pipes are read as they are, but for sheets with columns that only other tables
 * have.
 */
extern bool gd_read_delimited(GdRows *rows);
extern bool gd_read_wide_columns(GdRows *rows);

#endif							/* DELIMITED_H */
