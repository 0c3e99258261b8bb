/*
 * positioned_doubt.h
 *	  What stands on a page so that it cannot be read: figures without their label, figures that go
 *	  on below, texts printed over one another.
 */
#ifndef POSITIONED_DOUBT_H
#define POSITIONED_DOUBT_H

#include "file/positioned_row.h"

/*
 * Marks such words as damaged. Of a figure in two lines one piece is left, unreadable, in the line
 * that has the rest of its row, if one of the lines has not: true if words were moved or left out,
 * so that the lines are to be made anew. The lines are those of gd_join_labels; height: of most
 * words.
 */
extern bool gd_doubt_words(GdWords *words, const GdWordLine *lines, int count, float height);

#endif							/* POSITIONED_DOUBT_H */
