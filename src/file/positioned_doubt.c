/*
 * positioned_doubt.c
 *	  Finds what stands on a page so that it cannot be read.
 */
#include "file/positioned_doubt.h"

#include <math.h>
#include <string.h>

#define ROW_FIGURES 3
#define SHORTEST_WRAPPED 3		/* digits that fill a cell */
#define LINES_OF_REST 3			/* of a label, below its figures */
#define FAR 1.0F				/* half a line of a label is 0.5 to 0.95 of the height */
/* of the width of a character: lines of texts set solid are farther apart */
#define OVERPRINTED 0.7F
#define SOLID 3.4F				/* of the width of a digit: lines of one cell are nearer */
#define REACH 1.3F				/* of the height: so far apart are the lines of one cell */
#define WORDS_ACROSS 256		/* that are compared with one of another line */

typedef struct Page
{
	const GdWords *words;
	const GdWordLine *line;
	int			count;
	float		height;
} Page;

static int
count_figures(const Page *page, const GdWordLine *line)
{
	const GdWord *word = &page->words->word[line->first];
	int			count = 0;

	while (count < (int) line->count &&
		   gd_is_figure(page->words, &word[line->count - 1 - (uint32_t) count]))
		count++;
	return count;
}

/* Figures alone on their line, too far below those of a row to be of its label: theirs is lost. */
static bool
is_orphan(const Page *page, int at)
{
	const GdWordLine *line = page->line;
	int			figures = count_figures(page, &line[at]);

	if (figures < ROW_FIGURES || figures < (int) line[at].count || at == 0 ||
		line[at].middle - line[at - 1].middle < FAR * page->height)
		return false;
	for (int i = at - 1; i >= 0 && i >= at - LINES_OF_REST && line[i].page == line[at].page; i--)
	{
		if (count_figures(page, &line[i]) >= ROW_FIGURES)
			return true;
	}
	return false;
}

/* Do more than half of the narrower one stand below or above the other? */
static bool
share_column(const GdWord *a, const GdWord *b)
{
	float		left = a->left > b->left ? a->left : b->left;
	float		right = a->right < b->right ? a->right : b->right;
	float		least = a->right - a->left < b->right - b->left ? a->right - a->left :
		b->right - b->left;

	return right - left > 0.5F * least;
}

/* From one line to the other. */
static float
distance(const GdWord *upper, const GdWord *lower)
{
	return (lower->top + lower->bottom - upper->top - upper->bottom) / 2;
}

static bool
is_wide_digit(uint32_t c)
{
	return c - 0xFF10 < 10;
}

/* Its characters; a digit that is as wide as two counts as two. */
static int
count_characters(const Page *page, const GdWord *word)
{
	const char *p = page->words->source + word->source;
	const char *end = page->words->source + word->source_end;
	int			count = 0;

	while (p < end)
	{
		uint32_t	c = gd_word_character(page->words, &p, end);

		count += (c != 0) + is_wide_digit(c);
	}
	return count;
}

/* The height of a word is that of all that its font has, which may be two lines of text. */
static float
character_width(const Page *page, const GdWord *word)
{
	int			count = count_characters(page, word);

	return count > 0 ? (word->right - word->left) / (float) count : 0;
}

static float
narrower(const Page *page, const GdWord *a, const GdWord *b)
{
	float		widths[2] = {character_width(page, a), character_width(page, b)};

	return widths[0] < widths[1] ? widths[0] : widths[1];
}

static uint32_t
first_character(const Page *page, const GdWord *word)
{
	const char *p = page->words->source + word->source;
	const char *end = page->words->source + word->source_end;

	return p < end ? gd_word_character(page->words, &p, end) : 0;
}

static bool
begins_with_digit(const Page *page, const GdWord *word)
{
	uint32_t	c = first_character(page, word);

	return c - '0' < 10 || is_wide_digit(c);
}

/*
 * A figure that is too long for its cell goes on below, set solid, where the next row would be
 * farther away: neither piece is the figure. (test/texts/figures-wrapped-in-cells)
 */
static void
doubt_wrapped(const Page *page, GdWord *upper, GdWord *lower)
{
	/* a mark may stand behind the rest: 21*③ */
	if (count_characters(page, upper) >= SHORTEST_WRAPPED &&
		(lower->top < upper->bottom || is_wide_digit(first_character(page, upper))) &&
		distance(upper, lower) < SOLID * character_width(page, upper) &&
		gd_is_figure(page->words, upper) && begins_with_digit(page, lower))
		upper->is_damaged = upper->is_wrapped = lower->is_damaged = lower->is_wrapped =
			lower->is_rest = true;
}

/* Bold type may be printed twice. */
static bool
is_same(const Page *page, const GdWord *a, const GdWord *b)
{
	uint32_t	bytes = a->source_end - a->source;
	const char *source = page->words->source;

	return b->source_end - b->source == bytes &&
		memcmp(source + a->source, source + b->source, bytes) == 0;
}

/*
 * Texts over one another, as where labels are too long for the heights of their rows.
 * (test/texts/labels-over-one-another)
 */
static void
doubt_overprinted(const Page *page, GdWord *upper, GdWord *lower)
{
	if (distance(upper, lower) < OVERPRINTED * narrower(page, upper, lower) &&
		!gd_is_figure(page->words, upper) && !gd_is_figure(page->words, lower) &&
		!is_same(page, upper, lower))
		upper->is_damaged = lower->is_damaged = true;
}

/* What stands in one line and below it in the other one, which are from left to right. */
static void
compare_lines(const Page *page, const GdWordLine *upper, const GdWordLine *lower,
			  void (*compare) (const Page *page, GdWord *upper, GdWord *lower))
{
	GdWord	   *below = &page->words->word[lower->first];
	GdWord	   *end = below + lower->count;

	for (uint32_t i = upper->first; i < upper->first + upper->count; i++)
	{
		GdWord	   *word = &page->words->word[i];
		GdWord	   *other;

		while (below < end && below->right < word->left)
			below++;
		other = below;
		for (int seen = 0; other < end && other->left < word->right && seen < WORDS_ACROSS; seen++)
		{
			if (share_column(word, other))
				compare(page, word, other);
			other++;
		}
	}
}

/* Lines of other cells may stand between the two of one. */
static void
compare_with_lower(const Page *page, int at)
{
	const GdWordLine *upper = &page->line[at];

	for (int i = at + 1; i < page->count && page->line[i].page == upper->page; i++)
	{
		const GdWordLine *lower = &page->line[i];
		float		apart = lower->middle - upper->middle;

		if (apart >= REACH * page->height)
			break;
		compare_lines(page, upper, lower, doubt_overprinted);
		if (!gd_are_two_rows(page->words, upper, lower, page->height))
			compare_lines(page, upper, lower, doubt_wrapped);
	}
}

/*
 * The pieces of wrapped figures
 */

static bool
has_but_pieces(const Page *page, const GdWordLine *line)
{
	const GdWord *word = &page->words->word[line->first];

	for (uint32_t i = 0; i < line->count; i++)
	{
		if (!word[i].is_wrapped)
			return false;
	}
	return line->count > 0;
}

/* The next line in a direction that has something else, if it is near. */
static const GdWordLine *
near_line(const Page *page, const GdWordLine *line, int step)
{
	const GdWordLine *end = page->line + page->count;
	const GdWordLine *other = line + step;

	while (other >= page->line && other < end && has_but_pieces(page, other))
		other += step;
	return other >= page->line && other < end && other->page == line->page &&
		fabsf(other->middle - line->middle) < page->height ? other : NULL;
}

/* The line near this one that has the rest of the row, or NULL. */
static const GdWordLine *
line_of_row(const Page *page, const GdWordLine *line)
{
	const GdWordLine *above = near_line(page, line, -1);
	const GdWordLine *below = near_line(page, line, 1);

	if (above == NULL || below == NULL)
		return above ? above : below;
	return line->middle - above->middle < below->middle - line->middle ? above : below;
}

/* The piece of the same figure in the line, or NULL. */
static GdWord *
find_piece(const Page *page, const GdWordLine *line, const GdWord *piece)
{
	GdWord	   *word = &page->words->word[line->first];

	for (uint32_t i = 0; i < line->count && i < WORDS_ACROSS; i++)
	{
		if (word[i].is_wrapped && share_column(&word[i], piece))
			return &word[i];
	}
	return NULL;
}

/* Moves the first pieces, in a line of their own, to that of their row; leaves out the others. */
static bool
move_pieces(const Page *page, const GdWordLine *line)
{
	const GdWordLine *row = line_of_row(page, line);

	if (row == NULL)
		return false;
	for (uint32_t i = line->first; i < line->first + line->count; i++)
	{
		GdWord	   *word = &page->words->word[i];
		GdWord	   *left = find_piece(page, row, word);

		if (left == NULL && !word->is_rest)
			left = word;
		if (left != NULL)
			left->is_unreadable = true;
		if (left != word)
			word->source_end = word->source;
		word->top += row->middle - line->middle;
		word->bottom += row->middle - line->middle;
	}
	return true;
}

/* Leaves out the words that have no text any more. */
static void
drop_pieces(GdWords *words)
{
	uint32_t	count = 0;

	for (uint32_t i = 0; i < words->count; i++)
	{
		if (!words->word[i].is_wrapped || words->word[i].source_end > words->word[i].source)
			words->word[count++] = words->word[i];
	}
	words->count = count;
}

bool
gd_doubt_words(GdWords *words, const GdWordLine *lines, int count, float height)
{
	const Page	page = {words, lines, count, height};
	bool		moved = false;

	for (int i = 0; i < count; i++)
	{
		compare_with_lower(&page, i);
		if (is_orphan(&page, i))
			words->word[lines[i].first].is_damaged = true;
	}
	for (int i = 0; i < count; i++)
		moved = (has_but_pieces(&page, &lines[i]) && move_pieces(&page, &lines[i])) || moved;
	if (moved)
		drop_pieces(words);
	return moved;
}
