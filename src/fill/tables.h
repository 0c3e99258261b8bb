/*
 * tables.h
 *	  The tables of sections 2 and 3: runs → tables of rows.
 *
 * A text may hold several tables of a section: a page break parts one, last year's stands beside
 * it, an annex behind it. A table ends where a row comes a second time, or at a heading.
 */
#ifndef TABLES_H
#define TABLES_H

#include "fill/forms.h"
#include "fill/frame.h"

/* A row that comes twice in succession counts twice. */
#define GD_TABLE_ROWS (2 * GD_ROW_COUNT)

typedef struct GdTable
{
	int			count;
	GdTableRow	row[GD_TABLE_ROWS];
} GdTable;

/* Is the run a row of the section's table? */
extern bool gd_is_row_of(const GdRun *run, int section);

/* The next table of the section, from the run *next on; false if there is none. */
extern bool gd_next_table(const GdMatches *matches, int section, const GdFormChoice *forms,
						  uint32_t *next, GdTable *table);

#endif							/* TABLES_H */
