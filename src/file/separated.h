/*
 * separated.h
 *	  Reads texts whose cells stand between delimiters, quotes and brackets: text → text that the
 *	  parser understands.
 */
#ifndef SEPARATED_H
#define SEPARATED_H

#include "file/origin.h"

/* Which rows are looked for. */
typedef enum GdRowsKind
{
	GD_ROWS_OF_ANY,				/* all but those of wide tables */
	GD_ROWS_OF_PLACED_CELLS,	/* of cells that say in which row and column they are */
	GD_ROWS_OF_ELEMENTS,		/* of XML, whatever its elements are called */
	/* of lines with more TABs or pipes than the form has columns */
	GD_ROWS_OF_WIDE_TABLES,
} GdRowsKind;

/*
 * Makes plain text of values parted by delimiters, of lists and objects (JSON, Python), and of
 * cells with their names, as gd_html_to_text does of HTML. *into is NULL where the text is nothing
 * of this kind: then it is as it reads. The text must have its padding. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_separated_to_text(const GdHost *host, GdRowsKind kind, const char *text,
									 size_t length, char **into, size_t *into_length,
									 GdSource *source);

#endif							/* SEPARATED_H */
