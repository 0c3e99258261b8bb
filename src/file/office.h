/*
 * office.h
 *	  What the readers of office files share: text and cells onto the tape.
 *
 * What a reader of the document does not see is not read: deleted and moved-away text, hidden text,
 * sheets, rows and columns, what merged cells cover, comments, notes, headers and footers. The
 * text of a box is read where the box is anchored.
 */
#ifndef OFFICE_H
#define OFFICE_H

#include "file/origin.h"
#include "file/growing.h"
#include "file/tape.h"

/* What the readers share. */
typedef struct GdOffice
{
	const GdHost *host;
	size_t		limit;			/* bytes of the tape: a file may name one text many times */
	bool		is_too_large;
	bool		is_apart;		/* the text that was written last */
	GdTape		tape;
	GdGrowing	sheets;			/* of GdText: their names */
	size_t		length;			/* of the text */
	GdSource	source;			/* the text that was made of the tape, when it was */
} GdOffice;

/* Makes room as gd_tape_reserve does, within the limit; beyond it the tape is full. */
extern void gd_office_reserve(GdOffice *office, size_t count);

/* Writes what stands at a paragraph's or a cell's place. */
extern void gd_office_text(GdOffice *office, const char *text, size_t length);

/* Text that may stand apart from what is beside it: raised, lowered or struck out. */
extern void gd_office_text_apart(GdOffice *office, const char *text, size_t length, bool is_apart);
extern void gd_office_mark(GdOffice *office, GdMark mark);
extern void gd_office_cell(GdOffice *office, uint32_t columns);

/*
 * What follows belongs to a sheet of this name, whose rows and cells are told where they stand in
 * it, from 1.
 */
extern void gd_office_start_sheet(GdOffice *office, GdText name);
extern void gd_office_sheet_row(GdOffice *office, uint32_t row);
extern void gd_office_sheet_cell(GdOffice *office, uint32_t column);

/* Text in lines, which are paragraphs. */
extern void gd_office_lines(GdOffice *office, GdText text);

/*
 * The value of a cell of a sheet as a plain decimal number of 15 digits, which is what office
 * programs show: 0.1 is stored as 0.10000000000000001. What is no number is written as it is.
 */
extern void gd_office_number(GdOffice *office, GdText value);

#endif							/* OFFICE_H */
