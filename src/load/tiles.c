/*
 * tiles.c
 *	  Sheets that were too wide for the paper: puts their pages beside one another again.
 *
 * Spreadsheet programs print a sheet down first: pages 1 to n have its left columns, the next ones
 * those to their right, without the pages that are blank; or they print across first. Nothing in
 * the file says so. A page is taken for the right part of another only where its figures have no
 * labels of their own, and each stands level with a row there: the rows of the next page of a
 * narrow sheet stand level with those of the page before, too, but each has its label.
 *
 * Where a page is a right part, and it does not show of which one, no figure without a label is
 * left: nothing tells whether its row is whole.
 */
#include "load/tiles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "load/allocate.h"

#define LEVEL 0.05				/* points by which words of one row differ, of the same kind */
#define NEAR 1.2				/* the same of a figure and a label, whose fonts differ */
#define LEAST_FIGURES 2			/* that right parts have to have */
#define LEAST_ROWS 2			/* the one of a section 4 has no label on the left, either */
#define FARTHEST 1e6			/* points that a page may measure */
#define MOST_WORDS 5000			/* on a page */
#define CUT 0.05				/* of its height: so far a word reaches behind the next one */
#define GAP 0.75				/* of its height: between words that have been parted */
#define FULL 30					/* points of a page that may be free below its last row */
#define LEADING 1.7				/* of its height: from a line to the next one of a cell */

typedef struct Word
{
	double		x[2];
	double		y[2];
	size_t		begin;			/* of the tag in the text, and behind it */
	size_t		end;
	int			page;
	bool		is_figure;		/* digits and what stands among them */
	bool		is_label;		/* neither that nor a stroke */
	bool		is_heading;		/* a label that begins with a number of Chinese */
	bool		is_foot;		/* in the last line, which all pages have at the same place */
	bool		is_alone;		/* a figure without a label in its line */
} Word;

typedef struct Page
{
	double		width;
	size_t		begin;			/* behind the tag in the text, and where the page ends */
	size_t		end;
	size_t		word;			/* the first, and behind the last one */
	size_t		last_word;
	size_t		left;			/* the page that it belongs to the right of, or its own number */
	bool		is_right;		/* it looks like a right part of some page */
	bool		is_unclear;		/* of its sheet, some right part has no page to its left */
} Page;

typedef struct Sheet
{
	const char *text;
	Word	   *word;
	size_t		words;
	Page	   *page;
	size_t		pages;
} Sheet;

/* What the word at p is. */
static void
classify(const char *p, Word *word)
{
	static const char *const numbers[] = {"一、", "二、", "三、", "四、", "五、", "六、"};
	size_t		length = strcspn(p, "<");

	/* "###" is a figure that is too wide for its cell */
	word->is_label = strspn(p, "0123456789.,-+/%#") != length && strncmp(p, "—", length) != 0;
	word->is_figure = !word->is_label && strcspn(p, "0123456789") < length;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		word->is_heading = word->is_heading || strncmp(p, numbers[i], strlen(numbers[i])) == 0;
}

static bool
is_on_paper(double x)
{
	return x > -FARTHEST && x < FARTHEST;
}

static bool
read_word(const char *p, Word *word)
{
	int			length = 0;

	if (sscanf(p, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%n", &word->x[0],
			   &word->y[0], &word->x[1], &word->y[1], &length) != 4 || length == 0)
		return false;
	for (int i = 0; i < 2; i++)
	{
		if (!is_on_paper(word->x[i]) || !is_on_paper(word->y[i]))
			return false;
	}
	word->end = (size_t) length;
	classify(p + length, word);
	return true;
}

/* False if it is not as pdftotext writes it. */
static bool
read_page(Sheet *sheet, const char *p)
{
	const char *end = strstr(p, "</page>");
	Page		page = {.word = sheet->words};

	if (end == NULL || sscanf(p, "<page width=\"%lf\"", &page.width) != 1 ||
		!is_on_paper(page.width))
		return false;
	page.begin = (size_t) (strchr(p, '>') + 1 - sheet->text);
	page.end = (size_t) (end - sheet->text);
	while ((p = strstr(p, "<word ")) != NULL && p < end)
	{
		Word		word = {.begin = (size_t) (p - sheet->text), .page = (int) sheet->pages};

		if (!read_word(p, &word) || sheet->words - page.word == MOST_WORDS)
			return false;
		word.end += word.begin;
		sheet->word = grow(sheet->word, sheet->words, sizeof(Word));
		sheet->word[sheet->words++] = word;
		p++;
	}
	page.last_word = sheet->words;
	sheet->page = grow(sheet->page, sheet->pages, sizeof(Page));
	sheet->page[sheet->pages++] = page;
	return true;
}

static bool
read_sheet(Sheet *sheet)
{
	const char *p = sheet->text;

	while ((p = strstr(p, "<page ")) != NULL)
	{
		if (!read_page(sheet, p))
			return false;
		p++;
	}
	return sheet->pages > 0;
}

/* Do they stand on one line, more than half of their height? */
static bool
share_line(const Word *a, const Word *b)
{
	double		top = a->y[0] > b->y[0] ? a->y[0] : b->y[0];
	double		bottom = a->y[1] < b->y[1] ? a->y[1] : b->y[1];

	return bottom - top > (a->y[1] - a->y[0]) / 2;
}

static double
middle(const Word *word)
{
	return (word->y[0] + word->y[1]) / 2;
}

static bool
is_near(double a, double b, double apart)
{
	return fabs(a - b) < apart;
}

/*
 * What stands on a page
 */

/* The lowest line of a page, which may be no row of the sheet. */
static double
lowest(const Sheet *sheet, const Page *page)
{
	double		y = -FARTHEST;

	for (size_t i = page->word; i < page->last_word; i++)
		y = sheet->word[i].y[0] > y ? sheet->word[i].y[0] : y;
	return y;
}

static bool
has_label(const Sheet *sheet, const Page *page, const Word *figure)
{
	for (size_t i = page->word; i < page->last_word; i++)
	{
		if (sheet->word[i].is_label && share_line(figure, &sheet->word[i]))
			return true;
	}
	return false;
}

/*
 * The last line of a page is no row of figures if it has words, and another page of its size has
 * its last one at the same place.
 */
static void
mark_foot(Sheet *sheet, const Page *page)
{
	double		y = lowest(sheet, page);
	bool		is_shared = false;

	for (const Page *other = sheet->page; other < sheet->page + sheet->pages; other++)
		is_shared = is_shared || (other != page && other->width == page->width &&
								  is_near(lowest(sheet, other), y, LEVEL));
	for (size_t i = page->word; is_shared && i < page->last_word; i++)
	{
		Word	   *word = &sheet->word[i];

		word->is_foot = is_near(word->y[0], y, LEVEL) && has_label(sheet, page, word);
	}
}

/* Do the words share a column, so that they may be lines of one cell? */
static bool
share_column(const Word *a, const Word *b)
{
	return a->x[0] < b->x[1] && b->x[0] < a->x[1];
}

/* Is the middle of two lines of a label level with the figure? */
static bool
has_label_around(const Sheet *sheet, const Page *page, const Word *label, const Word *figure)
{
	double		below = 2 * middle(figure) - middle(label);

	if (below < middle(label) || below - middle(label) > LEADING * (label->y[1] - label->y[0]))
		return false;
	for (size_t i = page->word; i < page->last_word; i++)
	{
		if (sheet->word[i].is_label && share_column(label, &sheet->word[i]) &&
			is_near(middle(&sheet->word[i]), below, 2 * NEAR))
			return true;
	}
	return false;
}

/* Has the page a row level with this figure? Of one without a label, is it another figure? */
static bool
has_row(const Sheet *sheet, const Page *page, const Word *figure, bool with_labels)
{
	for (size_t i = page->word; i < page->last_word; i++)
	{
		const Word *word = &sheet->word[i];

		if (word->is_figure && is_near(word->y[0], figure->y[0], LEVEL) &&
			(with_labels || word->is_alone))
			return true;
		if (with_labels && word->is_label &&
			(is_near(middle(word), middle(figure), NEAR) ||
			 has_label_around(sheet, page, word, figure)))
			return true;
	}
	return false;
}

/* Counts the figures of a page; each of its rows, but the last ones, is counted once or more. */
static size_t
count_figures(const Sheet *sheet, const Page *page, size_t *rows)
{
	size_t		figures = 0;
	double		y = -FARTHEST;

	*rows = 0;
	for (size_t i = page->word; i < page->last_word; i++)
	{
		const Word *word = &sheet->word[i];

		if (!word->is_figure || word->is_foot)
			continue;
		figures++;
		if (word->y[0] > y + LEVEL)
		{
			y = word->y[0];
			(*rows)++;
		}
	}
	return figures;
}

/* Tells figures without labels, and pages that have no others: right parts, or a section 4. */
static void
look_at_page(Sheet *sheet, Page *page)
{
	size_t		rows;

	page->is_right = count_figures(sheet, page, &rows) >= LEAST_FIGURES;
	for (size_t i = page->word; i < page->last_word; i++)
	{
		Word	   *word = &sheet->word[i];

		word->is_alone = word->is_figure && !word->is_foot && !has_label(sheet, page, word);
		if (word->is_heading || (word->is_figure && !word->is_foot && !word->is_alone))
			page->is_right = false;
	}
}

/*
 * Which page belongs beside which
 */

static bool
is_right_of(const Sheet *sheet, const Page *left, const Page *right)
{
	size_t		rows;

	count_figures(sheet, right, &rows);
	for (size_t i = right->word; i < right->last_word; i++)
	{
		const Word *word = &sheet->word[i];

		if (word->is_figure && !word->is_foot && !has_row(sheet, left, word, rows >= LEAST_ROWS))
			return false;
	}
	return left->width == right->width;
}

/* The only one of some pages that the page is to the right of; its own number if there is none. */
static size_t
find_left(const Sheet *sheet, size_t first, size_t count, size_t right)
{
	size_t		found = right;

	for (size_t i = first; i < first + count; i++)
	{
		if (!is_right_of(sheet, &sheet->page[i], &sheet->page[right]))
			continue;
		if (found != right)
			return right;
		found = i;
	}
	return found;
}

/* Do right parts belong to so many pages in front of them, in equal stacks? */
static bool
is_tiled(const Sheet *sheet, size_t first, size_t height, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		if (!is_right_of(sheet, &sheet->page[first - height + i % height],
						 &sheet->page[first + i]))
			return false;
	}
	return count % height == 0;
}

/* The last row of pages, without what stands at the foot of all. */
static double
last_row(const Sheet *sheet, size_t first, size_t count)
{
	double		y = -FARTHEST;

	for (size_t i = sheet->page[first].word; i < sheet->page[first + count - 1].last_word; i++)
	{
		if (!sheet->word[i].is_foot && sheet->word[i].y[0] > y)
			y = sheet->word[i].y[0];
	}
	return y;
}

/* A sheet goes on upon the next page only where a page is full. */
static bool
are_full(const Sheet *sheet, size_t first, size_t count, double y)
{
	for (size_t i = first; i < first + count; i++)
	{
		if (last_row(sheet, i, 1) < y - FULL)
			return false;
	}
	return true;
}

/*
 * How high the stacks are of right parts behind some pages, which end with the left part of their
 * sheet; 0 if that is not clear.
 */
static size_t
find_height(const Sheet *sheet, size_t first, size_t lefts, size_t count)
{
	double		y = count > 0 ? last_row(sheet, first - lefts, lefts + count) : 0;
	size_t		found = 0;

	for (size_t height = 1; height <= lefts; height++)
	{
		if (is_tiled(sheet, first, height, count) &&
			are_full(sheet, first - height, height - 1, y))
			found = height;
	}
	return found;
}

/* A page alone with one row may be a section 4 that is whole; one with several is a part. */
static bool
is_surely_right(const Sheet *sheet, const Page *page)
{
	size_t		rows;

	count_figures(sheet, page, &rows);
	return rows > 1;
}

/* Right parts, count of them from one on, behind so many pages that may be to their left. */
static void
place_rights(Sheet *sheet, size_t first, size_t lefts, size_t count)
{
	size_t		height = find_height(sheet, first, lefts, count);
	bool		is_unclear = false;

	for (size_t i = first; i < first + count; i++)
	{
		Page	   *page = &sheet->page[i];

		page->left = height > 0 ? first - height + (i - first) % height :
			find_left(sheet, first - lefts, lefts, i);
		if (page->left == i && (is_surely_right(sheet, page) || lefts > 1))
			is_unclear = true;
	}
	for (size_t i = first - lefts; i < first + count; i++)
		sheet->page[i].is_unclear = is_unclear;
}

static void
place_pages(Sheet *sheet)
{
	size_t		at = 0;

	for (size_t i = 0; i < sheet->pages; i++)
	{
		sheet->page[i].left = i;
		mark_foot(sheet, &sheet->page[i]);
		look_at_page(sheet, &sheet->page[i]);
	}
	while (at < sheet->pages)
	{
		size_t		lefts = 0;
		size_t		rights = 0;

		for (; at + lefts < sheet->pages && !sheet->page[at + lefts].is_right; lefts++)
			;
		at += lefts;
		for (; at + rights < sheet->pages && sheet->page[at + rights].is_right; rights++)
			;
		place_rights(sheet, at, lefts, rights);
		at += rights;
	}
}

/*
 * Where the next word of the line begins, if this one reaches behind that: it is cut off there, by
 * the cell of the other one, from which it is then parted as cells are.
 */
static double
seen_until(const Sheet *sheet, const Word *word)
{
	const Page *page = &sheet->page[word->page];
	double		height = word->y[1] - word->y[0];
	double		until = word->x[1];

	for (size_t i = page->word; i < page->last_word; i++)
	{
		const Word *other = &sheet->word[i];

		if (other->x[0] > word->x[0] + GAP * height && other->x[0] < until - CUT * height &&
			share_line(word, other))
			until = other->x[0] - GAP * height;
	}
	return until;
}

/* Writes what is in a page, moved to the right; figures without a label where that is clear. */
static char *
write_page(const Sheet *sheet, const Page *page, double moved, char *to)
{
	size_t		at = page->begin;

	for (size_t i = page->word; i < page->last_word; i++)
	{
		const Word *word = &sheet->word[i];

		memcpy(to, sheet->text + at, word->begin - at);
		to += word->begin - at;
		at = word->end;
		to += sprintf(to, "<word xMin=\"%.6f\" yMin=\"%.6f\" xMax=\"%.6f\" yMax=\"%.6f\">",
					  word->x[0] + moved, word->y[0], seen_until(sheet, word) + moved, word->y[1]);
		if (page->is_unclear && word->is_alone)
			at += strcspn(sheet->text + at, "<");
	}
	memcpy(to, sheet->text + at, page->end - at);
	return to + page->end - at;
}

#define MOST_TAG 160			/* bytes of a tag that is written */

/* Writes a page and what belongs to the right of it. */
static char *
write_row(const Sheet *sheet, size_t left, char *to)
{
	double		width = sheet->page[left].width;
	size_t		tiles = 0;

	for (size_t i = left; i < sheet->pages; i++)
		tiles += sheet->page[i].left == left;
	to += sprintf(to, "<page width=\"%.6f\">", width * (double) tiles);
	tiles = 0;
	for (size_t i = left; i < sheet->pages; i++)
	{
		if (sheet->page[i].left == left)
			to = write_page(sheet, &sheet->page[i], width * (double) tiles++, to);
	}
	return to + sprintf(to, "</page>\n");
}

static char *
write_sheet(const Sheet *sheet, size_t *length)
{
	char	   *made = get_memory(*length + (sheet->words + sheet->pages) * MOST_TAG + 1);
	char	   *to = made;
	size_t		rest;

	rest = (size_t) (strstr(sheet->text, "<page ") - sheet->text);
	memcpy(to, sheet->text, rest);
	to += rest;
	for (size_t i = 0; i < sheet->pages; i++)
	{
		if (sheet->page[i].left == i)
			to = write_row(sheet, i, to);
	}
	to += sprintf(to, "</doc>\n</body>\n</html>\n");
	*length = (size_t) (to - made);
	return made;
}

/* The programs that print sheets, as they name themselves in a PDF. */
static bool
is_of_spreadsheet(const char *text)
{
	static const char *const programs[] = {"Calc", "Excel", "表格", "Spreadsheet"};
	const char *creator = strstr(text, "<meta name=\"Creator\" content=\"");
	size_t		length = creator ? strcspn(creator, "\n") : 0;

	for (size_t i = 0; creator != NULL && i < sizeof(programs) / sizeof(programs[0]); i++)
	{
		const char *found = strstr(creator, programs[i]);

		if (found != NULL && found < creator + length)
			return true;
	}
	return false;
}

char *
join_tiles(const char *text, size_t *length)
{
	Sheet		sheet = {.text = text};
	char	   *joined = NULL;

	if (is_of_spreadsheet(text) && read_sheet(&sheet))
	{
		place_pages(&sheet);
		joined = write_sheet(&sheet, length);
	}
	free(sheet.word);
	free(sheet.page);
	return joined;
}
