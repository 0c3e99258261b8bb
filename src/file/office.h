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

#include "file/tape.h"

/* What the readers share. */
typedef struct GdOffice
{
	const GdHost *host;
	GdTape		tape;
} GdOffice;

/* Writes what stands at a paragraph's or a cell's place. */
extern void gd_office_text(GdOffice *office, const char *text, size_t length);
extern void gd_office_mark(GdOffice *office, GdMark mark);
extern void gd_office_cell(GdOffice *office, uint32_t columns);

/* Text in lines, which are paragraphs. */
extern void gd_office_lines(GdOffice *office, GdText text);

#endif							/* OFFICE_H */
