/*
 * title.h
 *	  Who reports about which year: title, agency and year from the head of a text.
 */
#ifndef TITLE_H
#define TITLE_H

#include "form/report.h"

/*
 * Sets report->title, agency and year; leaves NULL and 0 where the text does not tell. The head of the text ends at its
 * first heading; what the head does not say, the narrative up to overview_end may.
 */
extern GdStatus gd_read_title(const GdHost *host, const char *text, size_t first_heading, size_t overview_end, GdReport *report);

#endif							/* TITLE_H */
