/*
 * annotated.c
 *	  Reads rows as dom-to-semantic-markdown writes them: "| 规章 <!-- colspan: 2 --> | | 4 |".
 *
 * Behind a cell of several columns stand blank cells for the others, but nothing stands for what
 * cells above cover: rows are filled up with blank cells at their end instead. A cell may have
 * several lines.
 */
#include "file/annotated.h"

#include <string.h>

#define FIGURES 1				/* behind a label: pipes and comments have told the rest */
#define MOST_SPAN 64
#define LONGEST_ROW 4096		/* bytes */

/* The number behind a word of a comment in the cell, or 1. */
static int
read_span(const unsigned char *p, const unsigned char *end, const char *word)
{
	size_t		length = strlen(word);
	int			span = 0;

	while (p < end && ((size_t) (end - p) < length || memcmp(p, word, length) != 0))
		p++;
	for (p += p < end ? length : 0; p < end && *p >= '0' && *p <= '9' && span < MOST_SPAN; p++)
		span = span * 10 + (*p - '0');
	return span < 1 ? 1 : span < MOST_SPAN ? span : MOST_SPAN;
}

/* Where the row that begins at p ends, behind its last |, or NULL. */
static const unsigned char *
find_row_end(const unsigned char *p, const unsigned char *end)
{
	const unsigned char *limit = end - p > LONGEST_ROW ? p + LONGEST_ROW : end;

	for (const unsigned char *begin = p; p < limit; p++)
	{
		const unsigned char *next = p + 1;

		/* another row begins */
		if (*p == '\n' && *next == '|')
			return NULL;
		if (*p != '|' || p == begin)
			continue;
		while (*next == ' ' || *next == '\r')
			next++;
		if (next >= end || *next == '\n')
			return p + 1;
	}
	return NULL;
}

static bool
is_blank(const unsigned char *p, const unsigned char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '-' || *p == ':'))
		p++;
	return p == end;
}

/* The cells of the row between two pipes. */
static void
read_row(GdRows *rows, const unsigned char *p, const unsigned char *end)
{
	uint32_t	filled = 0;		/* cells without the blank ones at the end */
	int			covered = 0;

	gd_rows_open_row(rows, (uint32_t) (p - rows->text));
	while (p < end && !rows->no_memory)
	{
		const unsigned char *stop = memchr(p, '|', (size_t) (end - p));
		const unsigned char *content = p;

		stop = stop ? stop : end;
		while (content < stop && !(*content == '<' && content[1] == '!'))
			content++;
		if (covered > 0 && is_blank(p, stop))
			covered--;
		else
		{
			covered = read_span(content, stop, "colspan: ") - 1;
			gd_rows_add_span(rows, (uint32_t) (p - rows->text), (uint32_t) (content - rows->text),
							 covered + 1, read_span(content, stop, "rowspan: "),
							 GD_SPELLED_PLAINLY);
			filled = is_blank(p, content) ? filled : rows->count - rows->row - 1;
		}
		p = stop + 1;
	}
	if (!rows->no_memory)
		rows->count = rows->row + 1 + filled;
	gd_rows_close_row(rows, (int) filled);
}

bool
gd_read_annotated(GdRows *rows)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *p = rows->text;

	if (strstr((const char *) p, "<!-- colspan: ") == NULL)
		return false;
	rows->count = 0;
	rows->have_spans = true;
	while (p < end && !rows->no_memory)
	{
		const unsigned char *row_end = *p == '|' ? find_row_end(p, end) : NULL;
		const unsigned char *next;

		if (row_end)
			read_row(rows, p + 1, row_end - 1);
		next = memchr(row_end ? row_end : p, '\n', (size_t) (end - (row_end ? row_end : p)));
		next = next ? next + 1 : end;
		if (row_end == NULL)
			gd_rows_add_line(rows, (uint32_t) (p - rows->text), (uint32_t) (next - rows->text));
		p = next;
	}
	if (rows->no_memory || gd_rows_of_form(rows, FIGURES) > 0)
		return true;
	rows->have_spans = false;
	return false;
}
