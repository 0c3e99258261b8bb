/*
 * tiles.c
 *	  Sheets that were too wide for the paper: puts their pages beside one another again.
 *
 * Spreadsheet programs print a sheet down first: pages 1 to n have its left columns, the next n
 * those to their right. Nothing in the file says so. A page is taken for the right part of another
 * only where its figures stand level with figures there, to a hair, and have no labels of their
 * own: the rows of the next page of a narrow sheet stand level with those of the page before, too,
 * but each has its label.
 */
#include "load/tiles.h"

#include <stdio.h>
#include <stdlib.h>

#include "load/allocate.h"

#define LEVEL 0.05				/* points by which words of one row differ, of the same kind */
#define LEAST_FIGURES 6			/* that right parts have to have */
#define MOST_TILES 4			/* pages beside one another */
#define FARTHEST 1e6			/* points that a page may measure */
#define MOST_WORDS 20000		/* on a page */
#define CUT 0.05				/* of its height: so far a word reaches behind the next one */
#define GAP 0.75				/* of its height: between words that have been parted */

typedef struct Word
{
	double		x[2];
	double		y[2];
	size_t		begin;			/* of the tag in the text, and behind it */
	size_t		end;
	int			page;
	bool		is_figure;		/* digits and what stands among them */
	bool		is_label;		/* neither that nor a stroke */
} Word;

typedef struct Page
{
	double		width;
	size_t		begin;			/* behind the tag in the text, and where the page ends */
	size_t		end;
	size_t		word;			/* the first, and behind the last one */
	size_t		last_word;
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
	size_t		length = strcspn(p, "<");

	word->is_label = strspn(p, "0123456789.,-+/%") != length && strncmp(p, "—", length) != 0;
	word->is_figure = !word->is_label && strcspn(p, "0123456789") < length;
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

/* Has the page a figure level with this one? */
static bool
has_level_figure(const Sheet *sheet, const Page *page, const Word *figure)
{
	for (size_t i = page->word; i < page->last_word; i++)
	{
		double		apart = sheet->word[i].y[0] - figure->y[0];

		if (sheet->word[i].is_figure && apart < LEVEL && apart > -LEVEL)
			return true;
	}
	return false;
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

/* Is the page what stood to the right of the other one? Counts its figures. */
static bool
is_right_of(const Sheet *sheet, size_t left, size_t right, size_t *figures)
{
	const Page *page = &sheet->page[right];

	for (size_t i = page->word; i < page->last_word; i++)
	{
		const Word *word = &sheet->word[i];

		if (!word->is_figure)
			continue;
		if (has_label(sheet, page, word) || !has_level_figure(sheet, &sheet->page[left], word))
			return false;
		(*figures)++;
	}
	return sheet->page[left].width == page->width;
}

/* Do the pages belong in so many stacks beside one another? */
static bool
is_tiled(const Sheet *sheet, size_t stacks)
{
	size_t		height = sheet->pages / stacks;
	size_t		figures = 0;

	if (sheet->pages % stacks != 0)
		return false;
	for (size_t i = height; i < sheet->pages; i++)
	{
		if (!is_right_of(sheet, i % height, i, &figures))
			return false;
	}
	return figures >= LEAST_FIGURES;
}

/* How many stacks there are: 1 if none belongs beside another, or if that is not clear. */
static size_t
count_stacks(const Sheet *sheet)
{
	size_t		found = 1;

	for (size_t stacks = 2; stacks <= MOST_TILES && stacks <= sheet->pages; stacks++)
	{
		if (!is_tiled(sheet, stacks))
			continue;
		if (found > 1)
			return 1;
		found = stacks;
	}
	return found;
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

/* Writes what is in a page, moved to the right. */
static char *
write_page(const Sheet *sheet, const Page *page, double moved, char *to)
{
	size_t		at = page->begin;

	for (size_t i = page->word; i < page->last_word; i++)
	{
		const Word *word = &sheet->word[i];

		memcpy(to, sheet->text + at, word->begin - at);
		to += word->begin - at;
		to += sprintf(to, "<word xMin=\"%.6f\" yMin=\"%.6f\" xMax=\"%.6f\" yMax=\"%.6f\">",
					  word->x[0] + moved, word->y[0], seen_until(sheet, word) + moved, word->y[1]);
		at = word->end;
	}
	memcpy(to, sheet->text + at, page->end - at);
	return to + page->end - at;
}

#define MOST_TAG 160			/* bytes of a tag that is written */

static char *
write_sheet(const Sheet *sheet, size_t stacks, size_t *length)
{
	size_t		height = sheet->pages / stacks;
	char	   *made = get_memory(*length + (sheet->words + sheet->pages) * MOST_TAG + 1);
	char	   *to = made;
	size_t		rest;

	rest = (size_t) (strstr(sheet->text, "<page ") - sheet->text);
	memcpy(to, sheet->text, rest);
	to += rest;
	for (size_t i = 0; i < height; i++)
	{
		double		width = sheet->page[i].width;

		to += sprintf(to, "<page width=\"%.6f\">", width * (double) stacks);
		for (size_t k = 0; k < stacks; k++)
			to = write_page(sheet, &sheet->page[i + k * height], width * (double) k, to);
		to += sprintf(to, "</page>\n");
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
		joined = write_sheet(&sheet, count_stacks(&sheet), length);
	free(sheet.word);
	free(sheet.page);
	return joined;
}
