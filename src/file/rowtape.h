/*
 * rowtape.h
 *	  Makes text of rows.
 */
#ifndef ROWTAPE_H
#define ROWTAPE_H

#include "file/origin.h"
#include "file/rows.h"

/*
 * Makes text of the rows as of those of HTML: lines "| a | b |". GD_OK or GD_OUT_OF_MEMORY; *text
 * is NULL where the rows make more of the text than it may become.
 */
extern GdStatus gd_rows_to_text(GdRows *rows, char **text, size_t *text_length, GdSource *source);

#endif							/* ROWTAPE_H */
