/*
 * scan.h
 *	  Between cells.c, which splits lines, and token.c, which reads what stands between the separators.
 */
#ifndef SCAN_H
#define SCAN_H

#include "cells.h"

/* The state of one line while it is scanned. */
typedef struct GdScan
{
	GdReader   *reader;
	GdLine	   *line;
	const unsigned char *p;
	GdChar		c;				/* at p */
	uint32_t	column;
	uint32_t	character;
	uint16_t	cell;
	bool		cell_has_content;
	bool		has_content;	/* any cell */
	bool		wide_gap;		/* since the last token */
	bool		after_separator;	/* nothing, not even space, since a separator */
	int			separators;
	int			leading_tabs;
	bool		ends_with_tab;	/* the last separator */
	bool		has_box;
} GdScan;

static inline void
gd_look(GdScan *scan)
{
	scan->c = gd_fold_char(scan->p);
}

static inline void
gd_advance(GdScan *scan)
{
	scan->column += gd_columns(scan->c);
	scan->character += gd_columns(scan->c) > 0;
	scan->p += gd_bytes(scan->c);
	gd_look(scan);
}

/* A token that begins where the scan stands. */
extern GdToken *gd_add_token(GdScan *scan, GdTokenKind kind);

/* Each reads a token if one of its kind stands here; text is whatever is nothing else. */
extern bool gd_scan_not_applicable(GdScan *scan);
extern bool gd_scan_number_token(GdScan *scan);
extern void gd_scan_text(GdScan *scan);

#endif							/* SCAN_H */
