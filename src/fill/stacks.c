/*
 * stacks.c
 *	  Headers of section 4 that are printed as stacks of letters.
 *
 * Its fifteen columns are too narrow for their headers: 结果维持 stands on two lines or on four,
 * beside the others or a line deeper, and touches its neighbour. But some letters are those of one
 * header only: 维 and 持, 纠 and 正. Each of them stands three times above the figures, once in
 * each block, in the order of the form; together they tell where a column is. A figure is that of
 * the column it stands below, or of one that is near. If all figures are placed as far on the left
 * as that allows, and as far on the right, and both are the same, there is no other way.
 *
 * Pages are counted by columns of display or by characters: the sums tell by which.
 * (test/texts/disputes-in-stacks,
 * disputes-between-stacks)
 */
#include "fill/stacks.h"

#include "form/form.h"
#include "text/fold.h"

#include <limits.h>
#include <string.h>

#define MOST_BYTES 4000			/* of the headers' lines */
#define NEAR 2					/* so far may a figure stand from the letters of its header */

/* Does a letter stand in another header, too? */
static bool
is_shared(const GdStackHeader *headers, int own, uint16_t ideograph)
{
	for (int i = 0; i < GD_DISPUTE_COLUMNS; i++)
	{
		for (int j = 0; j < headers[i].length && i != own; j++)
		{
			if (headers[i].ideograph[j] == ideograph)
				return true;
		}
	}
	return false;
}

/* The headers of a block, as the form has them, and their letters. */
static void
list_letters(int first, GdStacks *stacks)
{
	stacks->letter_count = 0;
	for (int i = 0; i < GD_DISPUTE_COLUMNS; i++)
	{
		const char *label = gd_cells[first + i].label[GD_FORM_COUNT - 1];
		GdStackHeader *header = &stacks->header[i];

		header->length = gd_collect_ideographs((const unsigned char *) label,
											   (const unsigned char *) label + strlen(label),
											   header->ideograph, GD_STACK_LETTERS);
	}
	for (int i = 0; i < GD_DISPUTE_COLUMNS; i++)
	{
		const GdStackHeader *header = &stacks->header[i];

		for (int j = 0; j < header->length; j++)
		{
			if (!is_shared(stacks->header, i, header->ideograph[j]))
				stacks->letter[stacks->letter_count++] =
					(GdLetter) {.ideograph = header->ideograph[j], .column = i};
		}
	}
}

static void
note_letter(GdStacks *stacks, uint16_t ideograph, const GdStack *place)
{
	for (int i = 0; i < stacks->letter_count; i++)
	{
		GdLetter   *letter = &stacks->letter[i];

		if (letter->ideograph != ideograph)
			continue;
		if (letter->count < GD_DISPUTE_BLOCKS)
			memcpy(letter->place[letter->count], place, sizeof(letter->place[0]));
		letter->count++;
	}
}

/* The header that stands at p as a whole, or NULL. */
static const GdStackHeader *
header_at(const GdStacks *stacks, const unsigned char *p)
{
	for (int i = 0; i < GD_DISPUTE_COLUMNS; i++)
	{
		const GdStackHeader *header = &stacks->header[i];
		const unsigned char *next = p;
		int			length = 0;

		while (length < header->length &&
			   gd_value(gd_next_char(&next)) == header->ideograph[length])
			length++;
		if (length == header->length)
			return header;
	}
	return NULL;
}

/*
 * Finds the letters above the row, on all lines that begin behind p. Those of a header that stands
 * there as a whole have its place.
 */
static void
find_letters(const unsigned char *p, const unsigned char *end, GdStacks *stacks)
{
	int			at[GD_STACK_METRICS] = {0, 0};

	while (p < end && gd_class(gd_next_char(&p)) != GD_CLASS_NEWLINE)
		;
	while (p < end)
	{
		const GdStackHeader *header = header_at(stacks, p);
		GdChar		c = gd_next_char(&p);
		int			further = header != NULL ? header->length - 1 : 0;
		int			width[GD_STACK_METRICS] = {(int) gd_columns(c), gd_columns(c) > 0};
		GdStack		place[GD_STACK_METRICS];

		for (int i = 0; i < further; i++)
			gd_next_char(&p);
		for (int i = 0; i < GD_STACK_METRICS; i++)
		{
			place[i] = (GdStack) {at[i], at[i] + (1 + further) * width[i] - 1};
			at[i] = gd_class(c) == GD_CLASS_NEWLINE ? 0 : place[i].end + 1;
		}
		for (int i = 0; i <= further && gd_class(c) == GD_CLASS_IDEOGRAPH; i++)
			note_letter(stacks, header != NULL ? header->ideograph[i] : gd_value(c), place);
	}
}

/* Sorts the places of a letter from left to right: those of a block lower down may come later. */
static void
sort_places(GdLetter *letter)
{
	for (int i = 1; i < GD_DISPUTE_BLOCKS; i++)
	{
		for (int j = i; j > 0 && letter->place[j][0].begin < letter->place[j - 1][0].begin; j--)
		{
			GdStack		swapped[GD_STACK_METRICS];

			memcpy(swapped, letter->place[j], sizeof(swapped));
			memcpy(letter->place[j], letter->place[j - 1], sizeof(swapped));
			memcpy(letter->place[j - 1], swapped, sizeof(swapped));
		}
	}
}

/* Has the column reach as far as one of its letters, by each metric. */
static void
widen_column(GdStacks *stacks, int index, const GdStack *place)
{
	for (int metric = 0; metric < GD_STACK_METRICS; metric++)
	{
		GdStack    *column = &stacks->column[metric][index];

		column->begin = place[metric].begin < column->begin ? place[metric].begin : column->begin;
		column->end = place[metric].end > column->end ? place[metric].end : column->end;
	}
}

/* Where the columns are, by the letters that stand once in each block; false if one has none. */
static bool
find_columns(GdStacks *stacks)
{
	for (int metric = 0; metric < GD_STACK_METRICS; metric++)
	{
		for (int i = 0; i < GD_STACKS; i++)
			stacks->column[metric][i] = (GdStack) {INT_MAX, -1};
	}
	for (int i = 0; i < stacks->letter_count; i++)
	{
		GdLetter	   *letter = &stacks->letter[i];

		if (letter->count != GD_DISPUTE_BLOCKS)
			continue;
		sort_places(letter);
		for (int block = 0; block < GD_DISPUTE_BLOCKS; block++)
			widen_column(stacks, block * GD_DISPUTE_COLUMNS + letter->column, letter->place[block]);
	}
	for (int i = 0; i < GD_STACKS; i++)
	{
		if (stacks->column[0][i].end < 0)
			return false;
	}
	return true;
}

/* Does each column begin behind the one before? */
static bool
are_in_order(const GdStack *column)
{
	for (int i = 1; i < GD_STACKS; i++)
	{
		if (column[i].begin <= column[i - 1].end)
			return false;
	}
	return true;
}

static int
distance(const GdStack *a, const GdStack *b)
{
	return a->begin > b->end ? a->begin - b->end : b->begin > a->end ? b->begin - a->end : 0;
}

/* A figure, which may have been pushed to the right by the one close in front of it. */
typedef struct Figure
{
	GdStack		place;
	bool		is_pushed;
} Figure;

/* May the figure be that of the column? It is beside it, or near it and below no other one. */
static bool
may_be_below(const GdStack *columns, int column, const Figure *figure)
{
	int			far = distance(&columns[column], &figure->place);

	if (figure->is_pushed && columns[column].end < figure->place.begin)
		return true;
	for (int i = 0; i < GD_STACKS && far > 1; i++)
	{
		if (distance(&columns[i], &figure->place) == 0)
			return false;
	}
	return far <= NEAR;
}

/* Places the figures in order, as far on one side as they go; false if one finds no place. */
static bool
place_figures(const GdStack *columns, const Figure *figures, int count, int step, int *column)
{
	int			at = step > 0 ? 0 : GD_STACKS - 1;

	for (int i = step > 0 ? 0 : count - 1; i >= 0 && i < count; i += step)
	{
		while (at >= 0 && at < GD_STACKS && !may_be_below(columns, at, &figures[i]))
			at += step;
		if (at < 0 || at == GD_STACKS)
			return false;
		column[i] = at;
		at += step;
	}
	return true;
}

bool
gd_find_stacks(const char *text, uint32_t floor, int first, const GdRowShape *shape,
			   GdStacks *stacks)
{
	uint32_t	end = shape->count > 0 ? shape->slot[0]->begin : 0;

	if (shape->kind != GD_SHAPE_WORDS || shape->is_broken || shape->strays > 0 ||
		shape->count > GD_STACKS || end <= floor || end - floor > MOST_BYTES)
		return false;
	memset(stacks, 0, sizeof(*stacks));
	list_letters(first, stacks);
	find_letters((const unsigned char *) text + floor, (const unsigned char *) text + end, stacks);
	return find_columns(stacks);
}

bool
gd_place_under_stacks(const GdStacks *stacks, const GdRowShape *shape, int metric, int *column)
{
	Figure		figures[GD_STACKS];
	int			rightmost[GD_STACKS];

	if (!are_in_order(stacks->column[metric]))
		return false;
	for (int i = 0; i < shape->count; i++)
	{
		const GdSlot *slot = shape->slot[i];
		int			begin = metric == 0 ? slot->column : slot->character;

		figures[i].place = (GdStack) {begin, begin + slot->width - 1};
		figures[i].is_pushed = i > 0 && !(slot->flags & GD_FLAG_WIDE_GAP);
	}
	return place_figures(stacks->column[metric], figures, shape->count, 1, column) &&
		place_figures(stacks->column[metric], figures, shape->count, -1, rightmost) &&
		memcmp(column, rightmost, sizeof(int) * (size_t) shape->count) == 0;
}
