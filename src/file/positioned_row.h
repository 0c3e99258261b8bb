/*
 * positioned_row.h
 *	  Rows of tables on a page: labels of several lines beside their figures.
 */
#ifndef POSITIONED_ROW_H
#define POSITIONED_ROW_H

#include "file/positioned_word.h"

/* Words whose middles are at one height, from left to right. */
typedef struct GdWordLine
{
	uint32_t	first;			/* in GdWords.word */
	uint32_t	count;
	uint32_t	page;
	float		middle;
} GdWordLine;

/*
 * Moves the words of labels to the lines of their figures. The words are no longer in the order of
 * the lines then; true if any was moved. height: of most words.
 */
extern bool gd_join_labels(const GdWords *words, GdWordLine *lines, int count, float height);

/* Is all of the word what stands in a cell for a figure? Its unit, 件 or 万元, may stand behind it. */
extern bool gd_is_figure(const GdWords *words, const GdWord *word);

/*
 * Has each of the lines the label of a row of its own in front of its figures? Both are numbered,
 * or both are whole labels of the form without a number.
 */
extern bool gd_are_two_rows(const GdWords *words, const GdWordLine *upper, const GdWordLine *lower,
							float height);

/*
 * Finds the cells of a line that has nothing but figures, fewer than the columns of section 4,
 * whose labels stand above: sets the cells of its words. False if the labels do not tell.
 */
extern bool gd_find_cells(const GdWords *words, const GdWordLine *lines, int at, float height);

#endif							/* POSITIONED_ROW_H */
