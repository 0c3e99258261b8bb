/*
 * ordinals.h
 *	  Numbers in front of labels, which are no figures: of the outline, and of rows.
 */
#ifndef ORDINALS_H
#define ORDINALS_H

#include "fill/matcher.h"

/* The row that the text is the whole label of, or GD_NO_ROW. */
extern uint8_t gd_row_of_text(const GdToken *token);

/* Does the number of the line count the label behind it? */
extern bool gd_is_ordinal(const Matcher *m, const GdLine *line, int index);

#endif							/* ORDINALS_H */
