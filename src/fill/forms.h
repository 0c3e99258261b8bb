/*
 * forms.h
 *	  Which form the tables of a text follow: section 3 as a whole, section 2 block by block.
 *
 * One report in ten has the section 2 of one form and the section 3 of another, and some have
 * blocks of both in section 2 (test/sql/mixed.sql). What is printed under the headings of a form
 * belongs into the cells of that form.
 */
#ifndef FORMS_H
#define FORMS_H

#include "fill/matches.h"

/* Forms, or GD_NO_FORM. */
typedef struct GdFormChoice
{
	int			applications;	/* that section 3 shows to follow */
	int			proactive;		/* that all rows of section 2 are read by */
	int			section[GD_SECTIONS];	/* that its own proofs tell */
	int8_t		row[GD_ROW_COUNT];	/* that the row is read by: its table's, or else the other's */
} GdFormChoice;

extern void gd_choose_forms(const GdMatches *matches, GdFormChoice *choice);

/*
 * The row as the form of its table has it. Section 3 has the same columns in all forms, but
 * （六）其他处理 is the name of a group of rows in one and a row in another: NULL if its form lacks
 * the row. NULL, too, in section 2, if nothing tells how many columns it has.
 */
extern const GdFormRow *gd_row_to_read(const GdFormChoice *choice, GdRow row);

#endif							/* FORMS_H */
