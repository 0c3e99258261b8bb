/*
 * title.h
 *	  Who reports about which year: title, agency and year from the head of a text.
 */
#ifndef TITLE_H
#define TITLE_H

#include "match.h"

/* Sets report->title, agency and year; leaves NULL and 0 where the text does not tell. */
extern GdStatus gd_read_title(const GdHost *host, const char *text, size_t length, const GdMatches *matches, GdReport *report);

#endif							/* TITLE_H */
