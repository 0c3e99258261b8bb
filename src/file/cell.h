/*
 * cell.h
 *	  One cell of a text between delimiters, quotes and brackets: how it is written and what it is
 *	  in the form.
 */
#ifndef CELL_H
#define CELL_H

#include <stdint.h>

/* How the characters of a cell are written. */
typedef enum GdSpelling
{
	GD_SPELLED_PLAINLY,
	GD_SPELLED_DOUBLED,			/* "" stands for " */
	GD_SPELLED_ESCAPED,			/* \n, \", \u4e00 */
	GD_SPELLED_MARKED,			/* &amp; &#19968; &#x4e00; */
} GdSpelling;

typedef enum GdCellKind
{
	GD_CELL_BLANK,				/* nothing, None and the like, or a header made up by a program */
	GD_CELL_TEXT,
	GD_CELL_FIGURE,
	GD_CELL_ROW_LABEL,			/* of the form, here and below */
	GD_CELL_GROUP_LABEL,		/* of rows: it has no figures itself */
	GD_CELL_COLUMN_LABEL,
	GD_CELL_HEADING,
} GdCellKind;

/* What a cell without white space around it is. */
extern GdCellKind gd_kind_of_cell(const unsigned char *p, const unsigned char *end,
								  GdSpelling spelling);

/* Where the next character that is not written as itself stands, or the end. */
extern const unsigned char *gd_find_spelled(const unsigned char *p, const unsigned char *end,
											GdSpelling spelling);

/*
 * The character that is written at p, where gd_find_spelled found it. Sets length to the bytes that
 * it is written in, and returns those of the character, at most four.
 */
extern uint32_t gd_read_spelled(const unsigned char *p, const unsigned char *end,
								unsigned char *into, uint32_t *length);

#endif							/* CELL_H */
