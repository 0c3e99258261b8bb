/*
 * rich.h
 *	  A string of a workbook: runs of text that differ in how they look, and escaped characters.
 */
#ifndef RICH_H
#define RICH_H

#include "file/growing.h"
#include "file/markup.h"

typedef struct GdRich
{
	GdGrowing	text;			/* of char */
	bool		in_text;
	bool		is_apart;		/* the run is raised, lowered or struck out */
	bool		was_apart;		/* the text so far ends in such a run */
} GdRich;

/* The string that begins is blank so far. */
extern void gd_rich_begin(GdRich *rich);

/* Of the elements in it; others, and the value of a cell but for its text, have no effect. */
extern void gd_rich_start(GdRich *rich, const char *name, const GdAttributes *attributes);
extern void gd_rich_end(GdRich *rich, const char *name);
extern void gd_rich_text(const GdHost *host, GdRich *rich, const char *text, size_t length);

/* The string, in lines; it lives until the next one begins. */
extern GdText gd_rich_string(GdRich *rich);

#endif							/* RICH_H */
