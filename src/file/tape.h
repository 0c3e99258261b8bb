/*
 * tape.h
 *	  What the two passes over marked files share: html.c and others have a tape written, grid.c
 *	  makes text of it.
 *
 * A tape is text in UTF-8 with marks, which are control characters that the text has not. Behind
 * some marks stand bytes. Whether a table holds figures or only lays out a page shows at its end,
 * so that the marks of tables and rows are set right when these are closed.
 */
#ifndef TAPE_H
#define TAPE_H

#include "text/core.h"

typedef enum GdMark
{
	GD_MARK_BLOCK = 1,			/* a paragraph begins or ends */
	GD_MARK_BREAK,				/* <br> */
	/* a line end that a browser would not show; one byte of the source */
	GD_MARK_SOFT,
	GD_MARK_SOFT_IF_LONG,		/* the same in a paragraph: it may stand for itself */
	GD_MARK_TABLE,				/* a GdTableKind */
	GD_MARK_TABLE_END,
	GD_MARK_GROUP,				/* of rows; spans end here */
	/* 0; or the cell whose first paragraph ends the row; or 1 if it only lays out a page */
	GD_MARK_ROW,
	GD_MARK_ROW_END = 11,		/* only where text follows outside of rows */
	GD_MARK_CELL,				/* columns; rows, two bytes, the higher one first */
	/* where the text behind it comes from, four bytes; the length of an entity, or 0 */
	GD_MARK_SOURCE = 14,
	/* of one column and row; where its content comes from, four bytes: in a sheet its column */
	GD_MARK_PLAIN_CELL,
	/* the row behind it: the sheet, four bytes, and its row there, four */
	GD_MARK_SHEET_ROW,
} GdMark;

typedef enum GdTableKind
{
	GD_TABLE_GRID,
	/* the same, but what its cells cover below them stands in the file, too */
	GD_TABLE_COVERED,
	GD_TABLE_LINES,				/* of one column */
	/* of one cell, within a cell; it holds at most tables of the same kind */
	GD_TABLE_INLINE,
} GdTableKind;

/* tables in one another; the cells of further ones are mere blocks */
#define GD_TABLE_DEPTH 16

/* A table that is open. */
typedef struct GdTapeTable
{
	uint32_t	mark;			/* on the tape, behind the byte of the mark */
	uint32_t	row_mark;
	uint32_t	cells;			/* of the table; 2 stands for more */
	uint32_t	row_cells;
	uint32_t	widest_row;		/* in cells */
	uint32_t	row_columns;	/* that the cells of the row have */
	bool		row_reaches;	/* one of its cells has several rows */
	uint32_t	reaching;		/* columns of the row above, if it reaches down, or 0 */
	bool		is_covered;		/* a row is below one that reaches down */
	bool		has_gaps;		/* such a row has fewer columns than that */
	uint32_t	bytes;			/* of text in the cell */
	uint32_t	paragraphs;		/* in the cell, less one */
	uint32_t	first_paragraph;	/* bytes of text in it */
	uint32_t	level;			/* blocks that are open in the cell */
	uint32_t	deepest;		/* most that were open in it at once */
	uint32_t	text_level;		/* most that were open around text of it that shows */
	bool		has_text;		/* that shows */
	uint32_t	deep_cells;		/* whose text stands in their deepest block */
	uint32_t	shallow_cells;	/* other cells with text */
	bool		implied;		/* rows or cells without <table> */
	bool		in_row;
	bool		row_is_marked;
	bool		in_cell;
	bool		holds_table;
} GdTapeTable;

typedef struct GdTape
{
	unsigned char *bytes;
	uint32_t	length;
	uint32_t	capacity;
	bool		is_full;		/* something did not fit, which gd_tape_capacity precludes */
	uint32_t	source_end;		/* nothing comes from behind it */
	bool		continues_source;	/* text from there needs no mark */
	bool		at_boundary;	/* of a paragraph; its mark waits for text */
	uint32_t	excess_tables;	/* too deep */
	uint32_t	table_count;
	GdTapeTable table[GD_TABLE_DEPTH];
} GdTape;

/* Room for the tape of so many bytes of HTML. */
extern uint32_t gd_tape_capacity(size_t length);

/*
 * Makes room for so many bytes of text and for what one other call writes, for a tape that was not
 * given enough at the beginning. Where there is no memory, the tape is full.
 */
extern void gd_tape_reserve(const GdHost *host, GdTape *tape, size_t count);

/* The table that rows, cells and text belong to, or NULL. */
extern GdTapeTable *gd_tape_table(GdTape *tape);

extern void gd_tape_mark(GdTape *tape, GdMark mark);

extern void gd_tape_open_table(GdTape *tape);
extern void gd_tape_close_table(GdTape *tape);
extern void gd_tape_start_group(GdTape *tape);
extern void gd_tape_open_row(GdTape *tape);
extern void gd_tape_close_row(GdTape *tape);

/* Tells, in front of a row, which one of which sheet it is, both from 1. */
extern void gd_tape_sheet_row(GdTape *tape, uint32_t sheet, uint32_t row);

/* at: where in the HTML the cell's content begins */
extern void gd_tape_open_cell(GdTape *tape, int columns, int rows, uint32_t at);
extern void gd_tape_close_cell(GdTape *tape);

/* A paragraph or the like begins and ends, in a cell or outside of cells. */
extern void gd_tape_open_block(GdTape *tape);
extern void gd_tape_close_block(GdTape *tape);

/* To be called where text in a cell is more than white space. */
extern void gd_tape_note_text(GdTapeTable *table);

/*
 * To be called in front of text of count bytes: text in a row but in no cell gets one, other text
 * is parted from the rows.
 */
extern void gd_tape_place_text(GdTape *tape, uint32_t count);

/* The text that follows comes from begin; entity is the length of the entity that it is, or 0. */
extern void gd_tape_source(GdTape *tape, uint32_t begin, uint8_t entity);

/* line_end: the mark for line ends of the text, or 0 */
extern void gd_tape_text(GdTape *tape, const unsigned char *p, const unsigned char *end,
						 GdMark line_end);

/* Appends what has been written from a place on, up to the one that ends it, once more. */
extern void gd_tape_repeat(GdTape *tape, uint32_t from, uint32_t end);

#endif							/* TAPE_H */
