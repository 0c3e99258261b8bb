/*
 * title.h
 *	  Who reports about which year: title, agency and year of a text.
 */
#ifndef TITLE_H
#define TITLE_H

#include "form/report.h"

/* Where a text may say it. */
typedef struct GdTitlePlace
{
	const char *text;			/* with its padding */
	size_t		first_heading;	/* the head of the text ends here, in bytes */
	size_t		overview_end;	/* what the head does not say, the narrative up to here may */
} GdTitlePlace;

/*
 * Sets title, agency, year and their witnesses in the report; leaves NULL and 0 where the text does
 * not tell. GD_NOT_A_REPORT if what it names is the report of a part of a year.
 */
extern GdStatus gd_read_title(const GdHost *host, const GdTitlePlace *place, GdReport *report);

#endif							/* TITLE_H */
