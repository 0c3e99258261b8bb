/*
 * sheet_parts.h
 *	  What the sheets of an xlsx share: which they are, their strings, and which styles show dates.
 */
#ifndef SHEET_PARTS_H
#define SHEET_PARTS_H

#include "file/growing.h"
#include "file/parts.h"

typedef struct GdSheetParts
{
	char		folder[GD_PART_PATH];	/* from which parts are named */
	GdText	   *sheet;			/* the names of the parts of the visible ones, in their order */
	GdText	   *title;			/* what the sheets themselves are called */
	uint32_t	sheet_count;
	GdGrowing	strings;		/* of GdText */
	GdGrowing	dates;			/* of bool: whether a style shows a date */
} GdSheetParts;

/* Of the workbook at a path. GD_OK, GD_DAMAGED, GD_TOO_LARGE or GD_OUT_OF_MEMORY. */
extern GdStatus gd_read_sheet_parts(const GdHost *host, GdArchive *archive, const char *workbook,
									GdSheetParts **parts);

/* The string of this number; empty if there is none. */
extern GdText gd_shared_string(const GdSheetParts *parts, GdText number);

extern bool gd_is_date_style(const GdSheetParts *parts, uint32_t style);

#endif							/* SHEET_PARTS_H */
