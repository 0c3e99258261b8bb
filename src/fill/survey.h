/*
 * survey.h
 *	  Finds what the rows of a table have in common.
 */
#ifndef SURVEY_H
#define SURVEY_H

#include "fill/forms.h"
#include "fill/geometry.h"

/* How many columns of labels the row's own label stands behind: 一、 is 1, （一） is 2, 1. is 3. */
extern int	gd_label_depth(uint8_t row);

/* What the rows of a section's table have in common, read by the columns of the form. */
extern void gd_survey(const GdMatches *matches, int section, const GdFormChoice *forms,
					  Geometry *geometry);

#endif							/* SURVEY_H */
