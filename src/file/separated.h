/*
 * separated.h
 *	  Reads texts whose cells stand between delimiters, quotes and brackets: text → text that the
 *	  parser understands.
 */
#ifndef SEPARATED_H
#define SEPARATED_H

#include "file/origin.h"

/*
 * Makes plain text of values parted by delimiters, of lists and objects (JSON, Python), and of
 * cells with their names, as gd_html_to_text does of HTML. *into is NULL where the text is nothing
 * of this kind: then it is as it reads. The text must have its padding. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_separated_to_text(const GdHost *host, const char *text, size_t length,
									 char **into, size_t *into_length, GdSource *source);

/* Likewise of cells that say in which row and column they are. */
extern GdStatus gd_gridded_to_text(const GdHost *host, const char *text, size_t length,
								   char **into, size_t *into_length, GdSource *source);

/* Likewise of XML, whatever its elements are called. */
extern GdStatus gd_elements_to_text(const GdHost *host, const char *text, size_t length,
									char **into, size_t *into_length, GdSource *source);

/* Likewise of lines with more TABs or pipes than the form has columns. */
extern GdStatus gd_wide_columns_to_text(const GdHost *host, const char *text, size_t length,
										char **into, size_t *into_length, GdSource *source);

#endif							/* SEPARATED_H */
