/*
 * columns.h
 *	  Which columns of rows are those of the table, and which rows are no rows.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "file/rows.h"

/* The columns of a table that are written. */
typedef struct GdColumns
{
	bool		used[GD_ROWS_COLUMNS];
	bool		repeats[GD_ROWS_COLUMNS];	/* the column in front of it, as far as was seen */
	bool		named[GD_ROWS_COLUMNS]; /* the same, and has text in common with it */
	int			first_figure;	/* the leftmost column of figures */
	bool		ragged;
	bool		has_header;
	int			width;
} GdColumns;

/* Joins the lines of a header whose cells hold line ends. */
extern void gd_join_broken_rows(GdRows *rows);

/* Takes numbers of rows and of columns out of the rows. */
extern void gd_forget_numbers(GdRows *rows);

/* Empties rows that are two rows, and counts them. */
extern uint32_t gd_forget_joined_rows(GdRows *rows);

extern bool gd_is_same(const GdRows *rows, const GdPart *a, const GdPart *b);

/* The first cell of a row, or NULL; alone: is there nothing but repetitions of it? */
extern const GdPart *gd_first_cell(const GdRows *rows, uint32_t at, bool *alone);

/* Is a row no row of a table but lines: a title, a heading, a paragraph? */
extern bool gd_is_lines(const GdRows *rows, uint32_t at);

/* The columns of the rows [from, to). */
extern void gd_find_columns(const GdRows *rows, uint32_t from, uint32_t to, GdColumns *columns);

#endif							/* COLUMNS_H */
