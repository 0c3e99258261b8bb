/*
 * stacks.h
 *	  Section 4 on a printed page: places its figures below the letters of its headers.
 */
#ifndef STACKS_H
#define STACKS_H

#include "fill/shape.h"

#define GD_STACKS (GD_DISPUTE_BLOCKS * GD_DISPUTE_COLUMNS)
#define GD_STACK_LETTERS 8		/* of one header */
#define GD_STACK_METRICS 2		/* columns of display, and characters */

/* Where a letter or a header begins, and its last character. */
typedef struct GdStack
{
	int			begin;
	int			end;
} GdStack;

typedef struct GdStackHeader
{
	int			length;
	uint16_t	ideograph[GD_STACK_LETTERS];
} GdStackHeader;

/* A letter that one header only has, and where it stands. */
typedef struct GdLetter
{
	uint16_t	ideograph;
	int			column;			/* of a block */
	int			count;
	GdStack		place[GD_DISPUTE_BLOCKS][GD_STACK_METRICS];
} GdLetter;

typedef struct GdStacks
{
	GdStackHeader header[GD_DISPUTE_COLUMNS];
	int			letter_count;
	GdLetter	letter[GD_DISPUTE_COLUMNS * GD_STACK_LETTERS];
	GdStack		column[GD_STACK_METRICS][GD_STACKS];
} GdStacks;

/*
 * Finds the headers of a row that has all blocks on one line, parted by spaces. They begin behind
 * the line of floor, in bytes of the text; first: the cell of the first block's first column. False
 * if not all headers are there.
 */
extern bool gd_find_stacks(const char *text, uint32_t floor, int first, const GdRowShape *shape,
						   GdStacks *stacks);

/* Sets the column of each figure; false if one of them may be that of two columns, or of none. */
extern bool gd_place_under_stacks(const GdStacks *stacks, const GdRowShape *shape, int metric,
								  int *column);

#endif							/* STACKS_H */
