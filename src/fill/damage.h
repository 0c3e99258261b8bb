/*
 * damage.h
 *	  Labels with slips in them: what the text of a label and its place among the others still tell.
 */
#ifndef DAMAGE_H
#define DAMAGE_H

#include "fill/matches.h"

/*
 * Gives the runs whose labels are damaged the rows that their texts and their places in the form
 * leave them. False if there were none.
 */
extern bool gd_match_damaged_labels(const char *text, GdMatches *matches, const int *form);

/* How alike two sequences of ideographs are: 1000 if they are the same, 0 if they share nothing. */
extern int	gd_similarity(const uint16_t *a, int a_length, const uint16_t *b, int b_length);

#endif							/* DAMAGE_H */
