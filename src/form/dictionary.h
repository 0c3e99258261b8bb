/*
 * dictionary.h
 *	  Rates of a report, and names with their labels in Chinese and English, as tables.
 *
 * The tables are made from src/form/ by dictionary.pl.
 */
#ifndef DICTIONARY_H
#define DICTIONARY_H

#include "form/identity.h"

/* A cell of the form, or the end of a list of them. */
typedef struct GdTerm
{
	GdRow		row;			/* GD_NO_ROW behind the last one */
	GdColumn	column;
} GdTerm;

/* A rate: cells that are added up, divided by cells that are added up. */
typedef struct GdMetric
{
	const char *name;			/* NULL behind the last one */
	const char *label;			/* in Chinese */
	const char *english;
	const char *formula;		/* in Chinese */
	const char *numerator;		/* the cells by their names */
	const char *base;
	const char *note;
	const char *chinese_note;
	int			minimum;		/* the rate is unknown where the base is smaller */
	const GdTerm *numerator_terms;
	const GdTerm *base_terms;
} GdMetric;

/* A name that stands in a column of a view. */
typedef struct GdName
{
	/* "category", "level", …, as name_dictionary has it; NULL behind the last one */
	const char *kind;
	const char *name;
	const char *label;			/* in Chinese */
	const char *english;
} GdName;

/* What a view of the registry, or a column of it, means. */
typedef struct GdViewColumn
{
	const char *view;			/* "" for a column of any view; NULL behind the last one */
	const char *column;			/* "" for the view itself */
	const char *chinese;
	const char *english;
} GdViewColumn;

extern const GdMetric gd_metrics[];
extern const GdName gd_names[];
extern const GdViewColumn gd_view_columns[];
extern const char gd_form_documents[];	/* that prescribe the forms, the newest first */

/* The cells of the list added up; false if one of them is not known. */
extern bool gd_add_terms(const GdTerm *terms, const GdFigures *figures, GdSum *sum);

#endif							/* DICTIONARY_H */
