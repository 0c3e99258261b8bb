/*
 * match.h
 *	  Reads the lines of a text and tells labels, numbers and narrative apart: text → runs.
 */
#ifndef MATCH_H
#define MATCH_H

#include "fill/matches.h"

extern GdStatus gd_match(const GdHost *host, const char *text, size_t length,
						 const GdPlaces *places,
						 GdMatches *matches);

#endif							/* MATCH_H */
