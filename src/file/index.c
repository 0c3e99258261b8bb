/*
 * index.c
 *	  Finds the numbers of rows and columns in a printed table: what pandas writes as text,
 *	  Markdown, HTML or TAB lines.
 *
 * Rows are numbered from 0, each line by one more than the line of the row in front of it. Three of
 * them are enough below a header that counts the columns from 0, or one that has a separator in
 * front of its first cell and nothing between; elsewhere it takes ten. Lines without a number in
 * front, as the rest of a cell with several lines, do not matter.
 */
#include "file/index.h"

#include "text/blank.h"
#include "text/fold.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define MANY_COUNTED_ROWS 10
#define COUNTED_COLUMNS 2
#define MANY_COUNTED_COLUMNS 5	/* figures of a row would add up to more */
#define SHORT 6					/* bytes: one or two characters */
#define HIGHEST 100000
#define INTERRUPT_BYTES 65536	/* between two calls of the host's check_interrupts */

/* A run of rows whose numbers count. */
typedef struct Run
{
	char	   *header;			/* the line in front of it, or NULL */
	char	   *first;			/* its first line */
	uint32_t	count;
	bool		is_below_numbers;	/* of columns */
} Run;

static inline bool
ends_line(char c)
{
	return c == '\n' || c == '\r';
}

static inline bool
is_gap(char c)
{
	return c == ' ' || c == '\t' || c == '|';
}

/* The number that p and a gap behind it are, or -1; moves p behind it. */
static int32_t
read_number(const char **p)
{
	int32_t		number = 0;
	const char *begin = *p;

	while (gd_is_ascii_digit(**p) && number < HIGHEST)
		number = number * 10 + (*(*p)++ - '0');
	if (*p == begin || (*begin == '0' && *p > begin + 1))
		return -1;
	return is_gap(**p) || ends_line(**p) ? number : -1;
}

/* The number in front of a line that goes on behind it, or -1. */
static int32_t
number_of_line(const char *line)
{
	int32_t		number;

	while (*line == ' ' || *line == '|')
		line++;
	number = read_number(&line);
	return is_gap(*line) ? number : -1;
}

/* Steps over what may stand in front of the numbers of columns: the cell above those of rows. */
static const char *
skip_corner(const char *line)
{
	size_t		blank;

	while (is_gap(*line))
		line++;
	/* all words for blank cells are of ASCII; labels, which begin most lines, are not */
	if (gd_is_ascii_digit(*line) || (unsigned char) *line >= 0x80)
		return line;
	blank = gd_blank_word((const unsigned char *) line);
	return is_gap(line[blank]) ? line + blank : line;
}

/*
 * How many numbers a line begins with that count from 0. Something short between them takes a
 * column: a number that was made unreadable. is_all: is there nothing else?
 */
static int
count_columns(const char *line, bool *is_all)
{
	int			count = 0;

	line = skip_corner(line);
	for (int32_t column = 0;; column++)
	{
		const char *begin;

		while (is_gap(*line))
			line++;
		begin = line;
		*is_all = ends_line(*begin) || *begin == '\0';
		if (*is_all || (column == 0 && !gd_is_ascii_digit(*begin)) ||
			(gd_is_ascii_digit(*line) && read_number(&line) != column))
			return count;
		count += line > begin;
		while (!is_gap(*line) && !ends_line(*line) && *line != '\0')
			line++;
		if (!gd_is_ascii_digit(*begin) && line - begin > SHORT)
			return count;
	}
}

/* Puts spaces in the place of numbers that count. What is none takes a column, too. */
static void
blank_columns(char *line)
{
	line += skip_corner(line) - line;
	for (int32_t count = 0; !ends_line(*line) && *line != '\0'; count++)
	{
		const char *after = line;
		int32_t		number;

		for (; is_gap(*line); line++)
			after = line + 1;
		number = gd_is_ascii_digit(*line) ? read_number(&after) : -1;
		if (number >= 0 && number != count)
			return;
		if (number == count)
			memset(line, ' ', (size_t) (after - line));
		while (!is_gap(*line) && !ends_line(*line) && *line != '\0')
			line++;
		line += number == count ? after - line : 0;
	}
}

/* The number of a row, and the separator that makes a cell of it: the pipe in front, or the TAB. */
static void
blank_number(char *line)
{
	for (; is_gap(*line); line++)
		*line = *line == '|' ? ' ' : *line;
	while (gd_is_ascii_digit(*line))
		*line++ = ' ';
	if (*line == '\t')
		*line = ' ';
}

/*
 * A line that holds nothing but numbers of columns is no row, not even a blank one
 * (test/texts/index-columns).
 */
static void
blank_header(char *line)
{
	bool		is_all;

	count_columns(line, &is_all);
	if (!is_all)
		blank_columns(line);
	for (; is_all && !ends_line(*line) && *line != '\0'; line++)
		*line = ' ';
}

/* Does a line begin with a separator, and with another one after nothing but spaces? */
static bool
begins_blank(const char *line)
{
	bool		pipe = *line == '|';

	while (*line == ' ' || (pipe && *line == '|'))
		pipe = *line++ != '|' && pipe;
	return *line == '\t' || (!pipe && *line == '|');
}

/* Ends a run of rows in front of a line; false if they are none that count. */
static bool
finish(Run *run, const char *end)
{
	bool		counted = run->is_below_numbers;
	bool		below_blank = run->header != NULL && begins_blank(run->header);
	uint32_t	number = 0;

	if (run->count < (counted || below_blank ? GD_COUNTED_ROWS : MANY_COUNTED_ROWS))
		run->count = 0;
	if (run->count > 0 && counted)
		blank_header(run->header);
	for (char *line = run->first; number < run->count && line < end;)
	{
		char	   *next = memchr(line, '\n', (size_t) (end - line));

		if (number_of_line(line) == (int32_t) number)
		{
			blank_number(line);
			number++;
		}
		line = next ? next + 1 : (char *) end;
	}
	run->count = 0;
	return number > 0;
}

/* Is it a line of a table that no row stands in, as |---|---|? */
static bool
is_rule(const char *line)
{
	while (is_gap(*line) || *line == '-' || *line == ':' || *line == '+' || *line == '=')
		line++;
	return *line == '\n' || *line == '\r';
}

/* The next place where the word stands between spaces, or NULL. */
static char *
find_word(char *p, const char *end, const char *word)
{
	size_t		length = strlen(word);

	while ((p = strstr(p, word)) != NULL)
	{
		if (p[-1] == ' ' && (p[length] == ' ' || ends_line(p[length]) || p + length == end))
			return p;
		p += length;
	}
	return NULL;
}

/*
 * Does a line have text and so often the word behind it that it cannot stand for blank cells of one
 * row of the form?
 */
static bool
fills_lines(char *text, const char *end, const char *word)
{
	char	   *p = text;
	char	   *line = NULL;
	int			count = 0;

	while (count < GD_MANY_BLANK_WORDS && (p = find_word(p + 1, end, word)) != NULL)
	{
		bool		same = line != NULL && memchr(line, '\n', (size_t) (p - line)) == NULL;

		count = same ? count + 1 : 1;
		line = p;
	}
	return p != NULL;
}

/*
 * A whole sheet in aligned columns: NaN stands behind titles and paragraphs, too. There it is but a
 * gap.
 */
static bool
blank_words(char *text, const char *end)
{
	static const char *const words[] = {"NaN", "None", "nan", "<NA>"};
	bool		found = false;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
	{
		if (memchr(text, words[i][0], (size_t) (end - text)) == NULL ||
			!fills_lines(text, end, words[i]))
			continue;
		for (char *p = text; (p = find_word(p + 1, end, words[i])) != NULL;)
			memset(p, ' ', strlen(words[i]));
		found = true;
	}
	return found;
}

bool
gd_blank_index(const GdHost *host, char *text, size_t length)
{
	char	   *end = text + length;
	char	   *before = NULL;
	char	   *interrupt_check = text;
	bool		before_counts = false;
	bool		found = false;
	Run			run = {NULL, NULL, 0, false};

	for (char *line = text; line < end;)
	{
		char	   *next = memchr(line, '\n', (size_t) (end - line));
		int32_t		number = number_of_line(line);
		bool		is_all;
		int			columns = count_columns(line, &is_all);
		/* so many can be no figures, whatever stands behind them */
		bool		counts = columns >= (is_all ? COUNTED_COLUMNS : MANY_COUNTED_COLUMNS);

		if (host->check_interrupts && line >= interrupt_check)
		{
			host->check_interrupts();
			interrupt_check = line + INTERRUPT_BYTES;
		}
		if (run.count > 0 && number >= 0 && number != (int32_t) run.count)
			found = finish(&run, line) || found;
		if (run.count > 0 && number == (int32_t) run.count)
			run.count++;
		else if (number == 0 && !counts)
			run = (Run) {before, line, 1, before_counts};
		if (!is_rule(line))
		{
			before = line;
			before_counts = counts;
		}
		if (columns >= MANY_COUNTED_COLUMNS)
		{
			blank_header(line);
			found = true;
		}
		line = next ? next + 1 : end;
	}
	found = finish(&run, end) || found;
	return blank_words(text, end) || found;
}
