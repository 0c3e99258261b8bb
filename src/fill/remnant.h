/*
 * remnant.h
 *	  Digits that make no number: what is left of one, and the marks of pages.
 */
#ifndef REMNANT_H
#define REMNANT_H

#include "fill/matcher.h"

/*
 * "883,08", "l2", "O", "0-5", "3/7": digits and what may be taken for them, which make no number.
 * Not what counts pages, or tells when they were printed.
 */
extern bool gd_is_number_remnant(Matcher *m, const GdLine *line, const GdToken *token);

/*
 * "- 43", "减 43": a sign that stands by itself, in front of the number that it is part of, where
 * numbers may be negative.
 */
extern bool gd_is_lone_sign(const Matcher *m, const GdLine *line, int index);

/* "件", "万元" alone: the number that it belongs to stands elsewhere. */
extern bool gd_is_lone_unit(const Matcher *m, const GdToken *token);

/* "0	万元": the unit of the number in front has a cell of its own. */
extern bool gd_is_unit_cell(const Matcher *m, const GdLine *line, int index);

#endif							/* REMNANT_H */
