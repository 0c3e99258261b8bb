/*
 * several.h
 *	  What a text holds more than once: reports, and tables.
 */
#ifndef SEVERAL_H
#define SEVERAL_H

#include "prose/recognise.h"

#define GD_REPORTS 16			/* of one text; more are left out */

typedef struct GdReportPlace
{
	GdText		title;			/* as printed, perhaps over several lines; within the text */
	uint32_t	line;			/* on which it begins, from 1 */
} GdReportPlace;

typedef struct GdSeveral
{
	int			reports;		/* of other agencies or years: titles with headings below */
	GdReportPlace report[GD_REPORTS];
	int			tables[5];		/* by section: how often its table stands there */
} GdSeveral;

/* Reads a text that has its padding; GD_OK or GD_OUT_OF_MEMORY. */
extern GdStatus gd_find_several(const GdHost *host, const char *text, size_t length,
								GdSeveral *several);

#endif							/* SEVERAL_H */
