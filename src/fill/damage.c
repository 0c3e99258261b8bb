/*
 * damage.c
 *	  Labels with slips in them: what the text of a label and its place among the others still tell.
 *
 * A label with a character missing, added or wrong is no entry of the trie. But its row stands
 * between the rows of its neighbours, and the form's order leaves only few candidates; the one that
 * the text is most like is the row. Likeness is the edit distance of Wagner and Fischer, "The
 * string-to-string correction problem", J. ACM 21 (1974), in units of the longer text.
 */
#include "fill/damage.h"

#define LONGEST 48
#define ALIKE 600				/* enough to choose, if the next candidate is clearly worse */
#define CLEARLY 100
#define ALIKE_ALONE 300			/* enough where the form's order leaves one candidate for one run */
#define ORDINAL_BONUS 150
#define SHORT_LABEL 2			/* ideographs */

static int
smallest(int a, int b, int c)
{
	int			least = a < b ? a : b;

	return least < c ? least : c;
}

int
gd_similarity(const uint16_t *a, int a_length, const uint16_t *b, int b_length)
{
	uint8_t		row[LONGEST + 1];
	int			longer = a_length > b_length ? a_length : b_length;

	if (a_length == 0 || b_length == 0 || a_length > LONGEST || b_length > LONGEST)
		return 0;
	for (int j = 0; j <= b_length; j++)
		row[j] = (uint8_t) j;
	for (int i = 1; i <= a_length; i++)
	{
		int			diagonal = row[0];

		row[0] = (uint8_t) i;
		for (int j = 1; j <= b_length; j++)
		{
			int			replaced = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			row[j] = (uint8_t) smallest(replaced, row[j] + 1, row[j - 1] + 1);
		}
	}
	return 1000 * (longer - row[b_length]) / longer;
}

/*
 * What the number in front of a text says of the row; a text as short as 其他 is nothing without it.
 */
static int
ordinal_bonus(const GdFragment *head, const GdLabel *label, uint8_t row)
{
	if (head->ordinal_kind != GD_ORDINAL_NONE && head->ordinal == gd_row_ordinal((GdRow) row))
		return ORDINAL_BONUS;
	if (label->length <= SHORT_LABEL)
		return -1000;
	return head->ordinal_kind != GD_ORDINAL_NONE ? -ORDINAL_BONUS : 0;
}

/*
 * How like the label of the row the run's text is, at best over the pieces that may belong to it.
 */
static int
likeness(const char *text, const GdRun *run, uint8_t row)
{
	uint16_t	piece[LONGEST];
	int			best = 0;
	int			behind = 0;		/* ideographs of the pieces behind the first one */

	for (int first = run->fragment_count - 1; first >= 0; first--)
	{
		const GdFragment *head = &run->fragment[first];
		int			length = 0;

		for (int i = first; i < run->fragment_count; i++)
			length += gd_collect_ideographs((const unsigned char *) text + run->fragment[i].begin,
											(const unsigned char *) text + run->fragment[i].end,
											piece + length, LONGEST - length);
		for (int i = 0; i < GD_LABEL_COUNT; i++)
		{
			const GdLabel *label = &gd_labels[i];
			int			similarity;

			if (label->row != row)
				continue;
			similarity = gd_similarity(piece, length, label->text, label->length);
			if (length >= 4 && length < label->length)
			{
				/* its end may be cut off */
				int			beginning = gd_similarity(piece, length, label->text,
													  length) * 85 / 100;

				similarity = beginning > similarity ? beginning : similarity;
			}
			if (similarity > 0)
				similarity += ordinal_bonus(head, label, row);
			best = similarity > best ? similarity : best;
		}
		/* behind a number that stands alone begins another label */
		if (head->ordinal_kind != GD_ORDINAL_NONE && length == behind)
			break;
		behind = length;
	}
	return best;
}

/*
 * The nearest run of the same table, in the given direction, whose row is known and has slots; its
 * row, or -1.
 */
static int
known_neighbour(const GdMatches *matches, uint32_t index, int direction)
{
	for (int64_t i = (int64_t) index + direction; i >= 0 && i < matches->run_count; i += direction)
	{
		const GdRun *run = &matches->runs[i];

		if (run->section == matches->runs[index].section && run->row != GD_NO_ROW &&
			run->slot_count > 0)
			return run->row;
	}
	return -1;
}

static bool
is_damaged(const GdRun *run)
{
	return (run->section == 2 || run->section == 3) && run->row == GD_NO_ROW && run->filled > 0 &&
		run->fragment_count > 0;
}

/* The rows that the order of the form leaves between the neighbours. */
static void
candidates(const GdMatches *matches, uint32_t index, int *first, int *last)
{
	int			section = matches->runs[index].section;
	int			before = known_neighbour(matches, index, -1);
	int			after = known_neighbour(matches, index, 1);

	*first = 0;
	*last = GD_ROW_COUNT - 1;
	if (before >= 0 && after >= 0 && before >= after)
		before = -1;			/* the table begins again */
	while (gd_rows[*first].section != section)
		(*first)++;
	while (gd_rows[*last].section != section)
		(*last)--;
	if (before >= 0)
		*first = before + 1;
	if (after >= 0)
		*last = after - 1;
}

static bool
is_in_form(int row, int form)
{
	return form == GD_NO_FORM || gd_form_row(form, (GdRow) row) != NULL;
}

static bool
choose_row(const char *text, GdMatches *matches, uint32_t index, const int *form)
{
	GdRun	   *run = &matches->runs[index];
	int			best = 0;
	int			next = 0;
	int			best_row = GD_NO_ROW;
	int			first;
	int			last;

	candidates(matches, index, &first, &last);
	for (int row = first; row <= last; row++)
	{
		int			alike = 0;

		if (is_in_form(row, form[run->section]))
			alike = likeness(text, run, (uint8_t) row);
		if (alike > best)
		{
			next = best;
			best = alike;
			best_row = row;
		}
		else if (alike > next)
			next = alike;
	}
	if (best < ALIKE || best - next < CLEARLY)
		return false;
	run->row = (uint8_t) best_row;
	return true;
}

/* One run between two known rows, and one row between them: it takes little more to be sure. */
static bool
choose_only_row(const char *text, GdMatches *matches, uint32_t index, const int *form)
{
	GdRun	   *run = &matches->runs[index];
	int			only = GD_NO_ROW;
	int			rows = 0;
	int			first;
	int			last;

	candidates(matches, index, &first, &last);
	for (int row = first; row <= last; row++)
	{
		if (is_in_form(row, form[run->section]))
		{
			only = row;
			rows++;
		}
	}
	if (rows != 1 || (index > 0 && is_damaged(run - 1)) ||
		(index + 1 < matches->run_count && is_damaged(run + 1)) ||
		likeness(text, run, (uint8_t) only) < ALIKE_ALONE)
		return false;
	run->row = (uint8_t) only;
	return true;
}

bool
gd_match_damaged_labels(const char *text, GdMatches *matches, const int *form)
{
	uint32_t	damaged = 0;
	bool		found = false;

	for (uint32_t i = 0; i < matches->run_count; i++)
		damaged += is_damaged(&matches->runs[i]);
	/* where hardly a label is right, likeness proves nothing */
	if (damaged > GD_ROW_COUNT * 2)
		return false;
	for (uint32_t i = 0; i < matches->run_count && damaged > 0; i++)
	{
		if (is_damaged(&matches->runs[i]))
			found |= choose_row(text, matches, i, form);
	}
	for (uint32_t i = 0; i < matches->run_count && damaged > 0; i++)
	{
		if (is_damaged(&matches->runs[i]))
			found |= choose_only_row(text, matches, i, form);
	}
	return found;
}
