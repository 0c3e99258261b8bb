/*
 * positioned_head.c
 *	  Finds the cells of a row that has no label, under the labels of its columns.
 *
 * Section 4 has fifteen columns and one row of figures. Where one of them is blank, the heads of
 * the columns tell which: the pieces of fifteen labels, some lines each, above the figures. Each
 * figure must stand under one of them.
 */
#include "file/positioned_row.h"

#include <math.h>

#define COLUMNS 15
#define COLUMNS_OF_BLOCK 5
#define MOST_HEAPS 20
#define LINES_OF_HEAD 16
#define FEWEST_FIGURES 2
#define GAP 0.15F				/* of the height: parts the pieces of labels side by side */
#define FAR 1.0F				/* of the height: the next column has no label behind that */
/* of the height: so evenly do numbers stand at the edges of cells */
#define EVEN 0.1F

typedef struct Heap
{
	float		left;
	float		right;
	uint32_t	last;			/* character of its lowest piece */
} Heap;

typedef struct Head
{
	int			count;
	Heap		heap[MOST_HEAPS];
} Head;

/* The only heap that it overlaps; -1 if there is none, -2 if there are several. */
static int
find_heap(const Head *head, float left, float right)
{
	int			found = -1;

	for (int i = 0; i < head->count; i++)
	{
		if (left < head->heap[i].right && head->heap[i].left < right)
			found = found == -1 ? i : -2;
	}
	return found;
}

/*
 * Adds a piece of a label to the heap below it. One that stands above several is the name of a
 * block.
 */
static void
add_piece(Head *head, float left, float right, uint32_t last)
{
	int			at = find_heap(head, left, right);

	if (at >= 0)
	{
		Heap	   *heap = &head->heap[at];

		heap->left = left < heap->left ? left : heap->left;
		heap->right = right > heap->right ? right : heap->right;
	}
	else if (at == -1 && head->count < MOST_HEAPS)
	{
		for (at = head->count++; at > 0 && head->heap[at - 1].left > left; at--)
			head->heap[at] = head->heap[at - 1];
		head->heap[at] = (Heap) {left, right, last};
	}
}

static uint32_t
last_character(const GdWords *words, const GdWord *word)
{
	const char *p = words->source + word->source;
	const char *end = words->source + word->source_end;
	uint32_t	last = 0;

	while (p < end)
	{
		uint32_t	c = gd_word_character(words, &p, end);

		last = c != 0 ? c : last;
	}
	return last;
}

/* 结果维持, 结果纠正, 其他结果, 尚未审结, 总计: do the labels end as those of the form do? */
static bool
is_head(const Head *head)
{
	static const uint32_t ends[COLUMNS_OF_BLOCK][2] = {
		{0x6301, 0x6301}, {0x6B63, 0x6B63}, {0x679C, 0x679C}, {0x7ED3, 0x7D50}, {0x8BA1, 0x8A08}
	};

	for (int i = 0; i < head->count; i++)
	{
		const uint32_t *end = ends[i % COLUMNS_OF_BLOCK];

		if (head->heap[i].last != end[0] && head->heap[i].last != end[1])
			return false;
	}
	return head->count == COLUMNS;
}

static void
add_line(Head *head, const GdWords *words, const GdWordLine *line, float height)
{
	const GdWord *word = &words->word[line->first];

	for (uint32_t i = 0; i < line->count;)
	{
		uint32_t	end = i + 1;

		while (end < line->count && word[end].left - word[end - 1].right < GAP * height)
			end++;
		add_piece(head, word[i].left, word[end - 1].right, last_character(words, &word[end - 1]));
		i = end;
	}
}

/* A figure of the row: its words, and which of the labels it belongs to. */
typedef struct Figure
{
	GdWord	   *word;
	float		left;
	float		right;
	int			column;
} Figure;

/* Returns how many figures the line has, or 0 if there are too many for a cell to be blank. */
static int
find_figures(GdWord *word, uint32_t count, float height, Figure *figure)
{
	int			figures = 0;

	for (uint32_t i = 0; i < count; figures++)
	{
		uint32_t	first = i++;

		while (i < count && word[i].left - word[i - 1].right < GAP * height)
			i++;
		if (figures == COLUMNS - 1)
			return 0;
		figure[figures] = (Figure) {&word[first], word[first].left, word[i - 1].right, -1};
	}
	return figures;
}

/* Does each figure stand under one label, and the next under one farther on? */
static bool
stand_under(const Head *head, Figure *figure, int count)
{
	for (int i = 0; i < count; i++)
	{
		figure[i].column = find_heap(head, figure[i].left, figure[i].right);
		if (figure[i].column < 0 || (i > 0 && figure[i].column <= figure[i - 1].column))
			return false;
	}
	return true;
}

/*
 * The same in a sheet, where texts stand at the left edges of their cells and numbers at the right
 * ones: each figure ends as far in front of the next label as the others do, whether that is a
 * narrow or a wide one, as labels in the middle would not show. The last column of a page and that
 * of the sheet have no label near behind them. (test/texts/sheet-on-pages)
 */
static bool
stand_at_edges(const Head *head, Figure *figure, int count, float height)
{
	float		apart = -1;
	int			before_totals = 0;
	int			before_others = 0;

	for (int i = 0, at = 0; i < count; i++)
	{
		const Heap *next;
		float		distance;

		while (at < COLUMNS && head->heap[at].left <= figure[i].left)
			at++;
		figure[i].column = at - 1;
		if (at == 0 || (i > 0 && at - 1 == figure[i - 1].column))
			return false;
		if (at == COLUMNS)
			continue;
		next = &head->heap[at];
		distance = next->left - figure[i].right;
		if (distance > FAR * height)
			continue;
		if (distance < 0 || (apart >= 0 && fabsf(distance - apart) > EVEN * height))
			return false;
		apart = apart < 0 ? distance : apart;
		before_totals += at % COLUMNS_OF_BLOCK == COLUMNS_OF_BLOCK - 1;
		before_others += at % COLUMNS_OF_BLOCK != COLUMNS_OF_BLOCK - 1;
	}
	return before_totals > 0 && before_others > 0 && before_totals + before_others + 3 >= count;
}

/* Gives each figure the cells in front of it; false if it does not show which they are. */
static bool
set_cells(const Head *head, GdWord *word, uint32_t count, float height)
{
	Figure		figure[COLUMNS];
	int			figures = find_figures(word, count, height, figure);
	int			before = -1;

	if (figures < FEWEST_FIGURES || (!stand_under(head, figure, figures) &&
									 !stand_at_edges(head, figure, figures, height)))
		return false;
	for (int i = 0; i < figures; i++)
	{
		figure[i].word->cells = (uint8_t) (figure[i].column - before);
		before = figure[i].column;
	}
	word[count - 1].cells_behind = (uint8_t) (COLUMNS - before);
	return true;
}

bool
gd_find_cells(const GdWords *words, const GdWordLine *lines, int at, float height)
{
	const GdWordLine *line = &lines[at];
	Head		head = {0};

	for (uint32_t i = 0; i < line->count; i++)
	{
		if (!gd_is_figure(words, &words->word[line->first + i]))
			return false;
	}
	for (int i = at - 1; i >= 0 && i >= at - LINES_OF_HEAD && lines[i].page == line->page; i--)
	{
		const GdWord *first = &words->word[lines[i].first];

		if (gd_is_figure(words, first) || gd_is_figure(words, first + lines[i].count - 1))
			break;
		add_line(&head, words, &lines[i], height);
		if (is_head(&head))
			return set_cells(&head, &words->word[line->first], line->count, height);
	}
	return false;
}
