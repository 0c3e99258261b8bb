/*
 * rows.h
 *	  Rows of cells that a text holds between delimiters, quotes and brackets, and where they stand.
 *
 * A reader of one notation (delimited.c, literal.c …) adds rows, cells and the lines between them
 * in the order of the text. What then becomes of the rows is the same for all notations (columns.h,
 * rowtape.h).
 */
#ifndef ROWS_H
#define ROWS_H

#include "file/cell.h"
#include "text/core.h"

/* A cell is of its GdCellKind, and other parts are */
#define GD_PART_ROW 0x10		/* end: how many cells are behind it; column: its width */
#define GD_PART_LINE 0x11		/* text between the rows */
#define GD_PART_NOTHING 0		/* was a cell or a line, or parts tables */

/* Blank cells have no part: the columns of the others tell where they are. */
typedef struct GdPart
{
	uint32_t	begin;			/* bytes of the text */
	uint32_t	end;
	uint16_t	column;			/* from 0 */
	uint16_t	rows;			/* that the cell covers; columns, too */
	uint8_t		columns;
	uint8_t		kind;
	uint8_t		spelling;
} GdPart;

typedef struct GdRows
{
	const GdHost *host;
	const unsigned char *text;
	uint32_t	length;
	GdPart	   *part;
	uint32_t	count;
	uint32_t	capacity;
	uint32_t	row;			/* the last one */
	bool		have_spans;		/* the cells say what they cover: nothing is to be found out */
	bool		no_memory;
} GdRows;

#define GD_ROWS_COLUMNS 512		/* what stands further to the right is left out */

/* text: with the padding that a folded text has */
extern void gd_rows_init(GdRows *rows, const GdHost *host, const char *text, size_t length);

extern void gd_rows_add_line(GdRows *rows, uint32_t begin, uint32_t end);

/* The same, as it is spelled. */
extern void gd_rows_add_text(GdRows *rows, uint32_t begin, uint32_t end, GdSpelling spelling);

/* Rows in front and rows behind are not of one table. */
extern void gd_rows_end_table(GdRows *rows);

extern void gd_rows_open_row(GdRows *rows, uint32_t begin);

/* Adds a cell unless it is blank or a word for that, as None. */
extern void gd_rows_add_cell(GdRows *rows, int column, uint32_t begin, uint32_t end,
							 GdSpelling spelling);
/* Says that a column has a blank cell in the row, which needs no part. */
extern void gd_rows_note_blank(GdRows *rows, int column);

/* Adds parts that have been taken away. */
extern void gd_rows_append(GdRows *rows, const GdPart *part, uint32_t count);

/* Adds a cell, be it blank, that covers so many columns and rows. */
extern void gd_rows_add_span(GdRows *rows, uint32_t begin, uint32_t end, int columns, int height,
							 GdSpelling spelling);

extern void gd_rows_close_row(GdRows *rows, int width);

/* How many rows have a label of the form and in the cells behind it so many figures. */
extern uint32_t gd_rows_of_form(const GdRows *rows, int figures);

/* Where the part behind a line or a row is. */
static inline uint32_t
gd_next_row(const GdRows *rows, uint32_t at)
{
	return at + 1 + (rows->part[at].kind == GD_PART_ROW ? rows->part[at].end : 0);
}

/* To be called for each row in passes over all of them. */
static inline void
gd_rows_check(const GdRows *rows)
{
	if (rows->host->check_interrupts)
		rows->host->check_interrupts();
}

extern bool gd_has_figures(const GdRows *rows, uint32_t at);

#endif							/* ROWS_H */
