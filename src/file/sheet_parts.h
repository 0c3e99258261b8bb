/*
 * sheet_parts.h
 *	  What the sheets of an xlsx share: which they are, their strings, and which styles show dates.
 */
#ifndef SHEET_PARTS_H
#define SHEET_PARTS_H

#include "file/archive.h"

/* An array that grows in the arena. */
typedef struct GdGrowing
{
	void	   *data;
	uint32_t	count;
	uint32_t	capacity;
	uint32_t	size;			/* of an item */
	bool		is_full;		/* something did not fit */
} GdGrowing;

typedef struct GdSheetParts
{
	GdText	   *sheet;			/* the names of the parts of the visible ones, in their order */
	uint32_t	sheet_count;
	GdGrowing	strings;		/* of GdText */
	GdGrowing	dates;			/* of bool: whether a style shows a date */
} GdSheetParts;

extern void gd_grow(const GdHost *host, GdGrowing *growing, const void *items, size_t count);

/* Of an array of char. */
extern GdText gd_growing_text(const GdGrowing *growing);

/* data is NULL if there is no memory. */
extern GdText gd_copy_text(const GdHost *host, GdText text);

/* A part by its name from the folder, or from the root where it begins with a slash. */
extern GdStatus gd_read_part(GdArchive *archive, const char *folder, GdText name, GdText *content);

/* GD_OK, GD_DAMAGED, GD_TOO_LARGE or GD_OUT_OF_MEMORY. */
extern GdStatus gd_read_sheet_parts(const GdHost *host, GdArchive *archive, const char *folder,
									GdSheetParts **parts);

/* The string of this number; empty if there is none. */
extern GdText gd_shared_string(const GdSheetParts *parts, GdText number);

extern bool gd_is_date_style(const GdSheetParts *parts, uint32_t style);

#endif							/* SHEET_PARTS_H */
