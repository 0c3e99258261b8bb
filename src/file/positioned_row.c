/*
 * positioned_row.c
 *	  Puts the lines of a label beside the figures that stand at the middle of its height.
 *
 * Where cells are centred from top to bottom, the figures of a row stand beside the middle line of
 * a label, or between its two middle lines, beside a piece of another label or beside none. The
 * lines of the label stand as far above the figures as below them, in one column, at even
 * distances; nothing else does. They become one line with the figures.
 */
#include "file/positioned_row.h"

#include "file/cell.h"
#include "text/fold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GAP 0.7F				/* of the height: parts cells */
#define TOUCHING 0.2F			/* of the height: characters of one number do */
#define CLOSE 0.3F				/* lines at even distances stand so exactly there */
#define HALF_PITCH 1.0F
#define PITCH 2.0F
#define EVEN 0.1F				/* of the height: so evenly do figures of a column stand */
#define WORDS_OF_ROW 16			/* the last of a line, that are looked at */
#define LINES_OF_COLUMN 40		/* above and below */
#define LONGEST_LABEL 120		/* bytes */
#define LINES_OF_LABEL 8		/* above the figures */
#define LINES_BETWEEN 12		/* of other cells, that are looked at */

typedef struct RowMaker
{
	const GdWords *words;
	GdWordLine *line;
	int			count;			/* lines */
	float		height;
} RowMaker;

/* The words of a line between two gaps. */
typedef struct Segment
{
	uint32_t	first;
	uint32_t	end;			/* no words if it is first */
	int			line;
	float		left;
	float		right;
} Segment;

static uint32_t
first_character(const GdWords *words, const GdWord *word, uint32_t *next)
{
	const char *p = words->source + word->source;
	const char *end = words->source + word->source_end;
	uint32_t	c = p < end ? gd_word_character(words, &p, end) : 0;

	*next = p < end ? gd_word_character(words, &p, end) : 0;
	return c;
}

static bool
is_digit(uint32_t c)
{
	return c - '0' < 10 || c - 0xFF10 < 10;
}

static bool
is_one_of(uint32_t c, const uint32_t *characters, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		if (characters[i] == c)
			return true;
	}
	return false;
}

#define IS_ONE_OF(c, characters) \
	is_one_of(c, characters, sizeof(characters) / sizeof(characters[0]))

bool
gd_is_figure(const GdWords *words, const GdWord *word)
{
	static const uint32_t marks[] = {'-', '/', '.', ',', '+', 0x2014, 0xFF0D, 0xFF0F, 0xFF0C,
	0x65E0};
	static const uint32_t units[] = {0x4EF6, 0x9879, 0x5B97, 0x6761, 0x4E2A, 0x4EFD, 0x6B21, 0x4E07,
	0x5143};
	const char *p = words->source + word->source;
	const char *end = words->source + word->source_end;

	while (p < end)
	{
		uint32_t	c = gd_word_character(words, &p, end);

		if (c != 0 && !is_digit(c) && !IS_ONE_OF(c, marks) && !IS_ONE_OF(c, units))
			return false;
	}
	return true;
}

static bool
is_even(float a, float b, float height)
{
	return fabsf(a - b) < EVEN * height;
}

/* Has the line a figure at this place, behind a gap? */
static bool
has_figure_at(const RowMaker *m, const GdWordLine *line, const GdWord *figure)
{
	const GdWord *word = &m->words->word[line->first];
	uint32_t	seen = line->count < WORDS_OF_ROW ? line->count : WORDS_OF_ROW;

	for (uint32_t i = line->count - seen; i < line->count; i++)
	{
		if ((is_even(word[i].left, figure->left, m->height) ||
			 is_even(word[i].right, figure->right, m->height)) &&
			(i == 0 || word[i].left - word[i - 1].right >= GAP * m->height) &&
			gd_is_figure(m->words, &word[i]))
			return true;
	}
	return false;
}

/*
 * Does the figure stand in a column of others? Then the text that ends near it is a label that
 * fills its cell. (test/texts/label-fills-cell)
 */
static bool
is_in_column(const RowMaker *m, const GdWordLine *line, const GdWord *figure)
{
	const GdWordLine *first = line - m->line > LINES_OF_COLUMN ? line - LINES_OF_COLUMN : m->line;
	const GdWordLine *end = m->line + m->count;

	for (const GdWordLine *other = first; other < end && other < line + LINES_OF_COLUMN; other++)
	{
		if (other != line && other->page == line->page && has_figure_at(m, other, figure))
			return true;
	}
	return false;
}

/*
 * The figures that end a line: the first of them, or the end of the line if there are none behind a
 * gap.
 */
static uint32_t
first_figure(const RowMaker *m, const GdWordLine *line)
{
	const GdWord *word = m->words->word;
	uint32_t	at = line->first + line->count;

	while (at > line->first && gd_is_figure(m->words, &word[at - 1]))
		at--;
	/* the figure at the end of a text is no cell; its characters may be words */
	while (at > line->first && at < line->first + line->count &&
		   word[at].left - word[at - 1].right < GAP * m->height)
	{
		uint32_t	end = at + 1;

		while (end < line->first + line->count &&
			   word[end].left - word[end - 1].right < TOUCHING * m->height)
			end++;
		if (is_in_column(m, line, &word[at]) || is_in_column(m, line, &word[end - 1]))
			break;
		at = end;
	}
	return at;
}

/* The last words in front of the end that no gap parts. */
static Segment
last_segment(const RowMaker *m, int at, uint32_t end)
{
	const GdWordLine *line = &m->line[at];
	const GdWord *word = m->words->word;
	Segment		segment = {end, end, at, 0, 0};

	while (segment.first > line->first &&
		   (segment.first == end ||
			word[segment.first].left - word[segment.first - 1].right < GAP * m->height))
		segment.first--;
	if (segment.first < end)
	{
		segment.left = word[segment.first].left;
		segment.right = word[end - 1].right;
	}
	return segment;
}

static bool
overlap(const Segment *a, const Segment *b)
{
	return a->left < b->right && b->left < a->right;
}

/* 一 to 七, which number the rows of the form */
static bool
is_numeral(uint32_t c)
{
	static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03};

	return IS_ONE_OF(c, numerals);
}

/* "1." "（一）" "三、": only the first line of a label has a number. */
static bool
has_ordinal(const GdWords *words, const Segment *segment)
{
	uint32_t	next;
	uint32_t	c = first_character(words, &words->word[segment->first], &next);

	if (next == 0 && segment->end > segment->first + 1)
	{
		uint32_t	more;

		next = first_character(words, &words->word[segment->first + 1], &more);
	}
	if (c == '(' || c == 0xFF08)
		return is_numeral(next) || is_digit(next);
	return is_digit(c) || (is_numeral(c) && next == 0x3001) || c - 0x2460 < 20;
}

/* What is known of a row: its figures, and the lines of its label that were found. */
typedef struct Row
{
	int			line;
	float		limit;			/* the label stands in front of it */
	Segment		beside;			/* the figures; a piece of any label, or nothing */
	bool		is_between;		/* the figures stand between two lines of the label */
	float		distance;		/* of the first pair of lines */
	int			pairs;
	Segment		above[LINES_OF_LABEL];
	Segment		below[LINES_OF_LABEL];
} Row;

static float
distance_of(const RowMaker *m, const Row *row, const Segment *piece)
{
	float		distance = m->line[row->line].middle - m->line[piece->line].middle;

	return distance < 0 ? -distance : distance;
}

/*
 * A piece of the label so far from the figures, above them where step is -1: in the column of the
 * given segment, or in any where that is NULL. False if there is none.
 */
static bool
find_piece(const RowMaker *m, const Row *row, int step, float least, float most,
		   const Segment *column, Segment *piece)
{
	int			at = row->line + step;

	for (int i = 0; i < LINES_BETWEEN && at >= 0 && at < m->count; i++, at += step)
	{
		const GdWordLine *line = &m->line[at];
		uint32_t	end = line->first + line->count;

		*piece = last_segment(m, at, end);
		if (line->page != m->line[row->line].page || distance_of(m, row, piece) > most ||
			first_figure(m, line) < end)
			return false;
		if (distance_of(m, row, piece) >= least && piece->first < piece->end &&
			piece->right <= row->limit + CLOSE * m->height &&
			(column == NULL || overlap(piece, column)))
			return true;
	}
	return false;
}

/* The piece below the figures that is as far from them as one above. */
static bool
find_pair(const RowMaker *m, Row *row)
{
	const Segment *above = &row->above[row->pairs];
	float		distance = distance_of(m, row, above);

	return find_piece(m, row, 1, distance - CLOSE * m->height, distance + CLOSE * m->height, above,
					  &row->below[row->pairs]) &&
		!has_ordinal(m->words, &row->below[row->pairs]);
}

/*
 * The innermost lines of the label. What stands beside the figures is one more, or a piece of a
 * label in front.
 */
static bool
find_first_pair(const RowMaker *m, Row *row)
{
	bool		is_beside = row->beside.first < row->beside.end;
	float		least = 0;

	row->is_between = true;
	while (find_piece(m, row, -1, least, HALF_PITCH * m->height, NULL, &row->above[0]))
	{
		if (find_pair(m, row) && (!is_beside || row->beside.right <= row->above[0].left))
			return true;
		least = distance_of(m, row, &row->above[0]) + 0.01F * m->height;
	}
	row->is_between = false;
	return is_beside && !has_ordinal(m->words, &row->beside) &&
		find_piece(m, row, -1, HALF_PITCH * 0.8F * m->height, PITCH * m->height, &row->beside,
				   &row->above[0]) &&
		find_pair(m, row);
}

/* Finds the lines of the label from the figures outwards, up to the one with a number. */
static void
find_label(const RowMaker *m, Row *row)
{
	if (!find_first_pair(m, row))
		return;
	row->distance = distance_of(m, row, &row->above[0]);
	/* lines so close would be found as the next ones again */
	if (row->distance <= CLOSE * m->height)
		return;
	for (row->pairs = 1; row->pairs < LINES_OF_LABEL; row->pairs++)
	{
		const Segment *column = &row->above[row->pairs - 1];
		float		distance = row->distance *
			(float) (row->is_between ? 2 * row->pairs + 1 : row->pairs + 1);

		if (has_ordinal(m->words, column) ||
			!find_piece(m, row, -1, distance - CLOSE * m->height, distance + CLOSE * m->height,
						column, &row->above[row->pairs]) ||
			!find_pair(m, row))
			return;
	}
}

/* Moves words to the line of the figures, at the given place. */
static void
move_piece(const RowMaker *m, const Row *row, const Segment *piece, float *left)
{
	const GdWordLine *line = &m->line[row->line];
	float		half = m->height / 2;

	for (uint32_t i = piece->first; i < piece->end; i++)
	{
		GdWord	   *word = &m->words->word[i];

		word->top = line->middle - half;
		word->bottom = line->middle + half;
		word->left = word->right = *left += 0.01F * m->height;
	}
	if (piece->line != row->line)
		m->line[piece->line].count -= piece->end - piece->first;
}

/* Joins the lines of the label above and below the figures of a row; false if there are none. */
static bool
join_label(const RowMaker *m, int at)
{
	const GdWordLine *line = &m->line[at];
	uint32_t	figures = first_figure(m, line);
	Row			row = {.line = at, .beside = last_segment(m, at, figures)};
	float		left;

	if (figures == line->first + line->count)
		return false;
	row.limit = m->words->word[figures].left;
	find_label(m, &row);
	if (row.pairs == 0)
		return false;
	left = row.is_between ? row.above[0].left : row.beside.left;
	if (left > row.limit - 2 * GAP * m->height)
		left = row.limit - 2 * GAP * m->height;
	for (int i = row.pairs - 1; i >= 0; i--)
		move_piece(m, &row, &row.above[i], &left);
	if (!row.is_between)
		move_piece(m, &row, &row.beside, &left);
	for (int i = 0; i < row.pairs; i++)
		move_piece(m, &row, &row.below[i], &left);
	return true;
}

bool
gd_join_labels(const GdWords *words, GdWordLine *lines, int count, float height)
{
	const RowMaker m = {words, lines, count, height};
	bool		joined = false;

	for (int i = 0; i < count; i++)
		joined = join_label(&m, i) || joined;
	return joined;
}

/* What stands in front of the figures of a line. */
static Segment
label_of(const RowMaker *m, const GdWordLine *line)
{
	return last_segment(m, (int) (line - m->line), first_figure(m, line));
}

/* Is it a label of the form from its beginning to its end? */
static bool
is_whole_label(const RowMaker *m, const Segment *segment)
{
	char		text[LONGEST_LABEL + GD_TEXT_PADDING];
	char	   *into = text;
	GdCellKind	kind;

	for (uint32_t i = segment->first; i < segment->end; i++)
	{
		const GdWord *word = &m->words->word[i];
		const char *p = m->words->source + word->source;
		const char *end = m->words->source + word->source_end;

		while (p < end)
		{
			uint32_t	c = gd_word_character(m->words, &p, end);

			if (into - text > LONGEST_LABEL - 4)
				return false;
			into = c != 0 ? gd_put_character(into, c) : into;
		}
	}
	memset(into, 0, GD_TEXT_PADDING);
	kind = gd_kind_of_cell((const unsigned char *) text, (const unsigned char *) into,
						   GD_SPELLED_PLAINLY);
	return kind == GD_CELL_ROW_LABEL;
}

bool
gd_are_two_rows(const GdWords *words, const GdWordLine *upper, const GdWordLine *lower,
				float height)
{
	const RowMaker m = {words, (GdWordLine *) upper, (int) (lower - upper) + 1, height};
	Segment		labels[2] = {label_of(&m, upper), label_of(&m, lower)};
	int			numbered = 0;

	for (int i = 0; i < 2; i++)
	{
		if (labels[i].first == labels[i].end)
			return false;
		numbered += has_ordinal(words, &labels[i]);
	}
	return numbered == 2 ||
		(numbered == 0 && is_whole_label(&m, &labels[0]) && is_whole_label(&m, &labels[1]));
}
