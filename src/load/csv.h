/*
 * csv.h
 *	  CSV as RFC 4180 has it: read and written.
 */
#ifndef CSV_H
#define CSV_H

#include <stdio.h>

#include "text/core.h"

#define CSV_FIELDS 16			/* of a row, at most; more are not given */

typedef struct CsvRow
{
	char	   *field[CSV_FIELDS];	/* of malloc's */
	int			count;
} CsvRow;

/* The next row; false at the end. The caller frees the fields. */
extern bool read_csv_row(GdText *text, CsvRow *row);
extern void free_csv_row(CsvRow *row);

/* NULL is an empty field. */
extern void write_csv_field(FILE *file, const char *field, bool is_last);

#endif							/* CSV_H */
