/*
 * delimited.c
 *	  Reads values parted by a delimiter, as RFC 4180 has them and as people write them.
 *
 * RFC 4180: a record ends with its line; a field in quotes may hold delimiters, line ends and,
 * doubled, quotes. Beyond it, the delimiter is any of a few, a line need not be a record, and white
 * space around a field is not part of it.
 *
 * A comma in a text proves nothing: "1,113" is a number. So the text is read with each delimiter
 * that stands in front of figures, quotes or blank fields, and is taken for delimited where that
 * makes rows of the form: a label, the delimiter behind it, and figures alone in their fields. A
 * quote that nothing closes within reach is a character like others, and from then on no field is
 * longer than its line, nor a quote looked for where one was missed: so the time stays linear.
 */
#include "file/delimited.h"

#include "file/columns.h"
#include "text/fold.h"

#include <string.h>

#define FEW_DELIMITERS 2		/* in front of what only a record has */
#define FIGURES 2				/* in fields of their own, behind a label */
#define LONGEST_FIELD 65536		/* bytes in quotes */
#define PROSE 138				/* bytes without quotes that are no cell */
#define INTERRUPT_DISTANCE 65536

typedef struct Delimited
{
	GdRows	   *rows;
	const unsigned char *end;
	const unsigned char *p;
	unsigned char delimiter;
	bool		one_line;		/* a quote was not closed */
	const unsigned char *searched;	/* up to there nothing closed that quote */
} Delimited;

static inline bool
ends_line(unsigned char c)
{
	return c == '\n' || c == '\r' || c == '\0';
}

/*
 * Counts, up to a few, delimiters behind which a record goes on as prose does not. A record has one
 * behind its label; "1,113" has none.
 */
static int
count_delimiters(const GdRows *rows, unsigned char delimiter)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *p = rows->text;
	int			count = 0;

	while (count < FEW_DELIMITERS && (p = memchr(p, delimiter, (size_t) (end - p))) != NULL)
	{
		const unsigned char *next = p + 1;

		while (*next == ' ')
			next++;
		count += !(p > rows->text && gd_is_ascii_digit(p[-1]) && gd_is_ascii_digit(p[1])) &&
			(gd_class(gd_fold_char(next)) == GD_CLASS_DIGIT || *next == delimiter ||
			 *next == '"' || *next == '-' || ends_line(*next));
		p++;
	}
	return count;
}

/* Steps over white space and what has no width. */
static const unsigned char *
skip_space(const Delimited *d, const unsigned char *p)
{
	while (p < d->end)
	{
		const unsigned char *after = p;
		GdClass		class = gd_class(gd_next_char(&after));

		if (*p == d->delimiter || (class != GD_CLASS_SPACE && class != GD_CLASS_IGNORED))
			break;
		p = after;
	}
	return p;
}

/* The quote that closes the field whose content begins at p, or NULL. */
static const unsigned char *
find_quote(Delimited *d, const unsigned char *p, bool *doubled)
{
	const unsigned char *limit = d->end - p > LONGEST_FIELD ? p + LONGEST_FIELD : d->end;

	*doubled = false;
	if (p < d->searched)
		return NULL;
	for (; p < limit && !(d->one_line && ends_line(*p)); p++)
	{
		const unsigned char *behind;

		if (*p != '"')
			continue;
		if (p + 1 < limit && p[1] == '"')
		{
			*doubled = true;
			p++;
			continue;
		}
		behind = skip_space(d, p + 1);
		if (behind == d->end || *behind == d->delimiter || ends_line(*behind))
			return p;
	}
	d->one_line = true;
	d->searched = p;
	return NULL;
}

/* Reads the field at p as a cell, and returns where its delimiter or line end is. */
static const unsigned char *
read_field(Delimited *d, int column)
{
	const unsigned char *text = d->rows->text;
	const unsigned char *p = skip_space(d, d->p);
	const unsigned char *begin = p;

	if (p < d->end && *p == '"')
	{
		bool		doubled;
		const unsigned char *quote = find_quote(d, p + 1, &doubled);

		if (quote)
		{
			gd_rows_add_cell(d->rows, column, (uint32_t) (p + 1 - text), (uint32_t) (quote - text),
							 doubled ? GD_SPELLED_DOUBLED : GD_SPELLED_PLAINLY);
			return skip_space(d, quote + 1);
		}
	}
	while (p < d->end && *p != d->delimiter && !ends_line(*p))
		p++;
	gd_rows_add_cell(d->rows, column, (uint32_t) (begin - text), (uint32_t) (p - text),
					 GD_SPELLED_PLAINLY);
	return p;
}

/* Does a line with delimiters hold sentences, and neither figures nor blank fields nor quotes? */
static bool
is_prose(const GdRows *rows, int width)
{
	const GdPart *row = &rows->part[rows->row];
	uint32_t	cells = rows->count - rows->row - 1;
	bool		is_long = false;

	if (cells < (uint32_t) width)
		return false;
	for (uint32_t i = 1; i <= cells; i++)
	{
		const GdPart *part = row + i;

		if (part->kind != GD_CELL_TEXT || rows->text[part->end] == '"')
			return false;
		is_long = is_long || part->end - part->begin >= PROSE ||
			memchr(rows->text + part->begin, '\t', part->end - part->begin);
		for (uint32_t j = part->begin; j + 2 < part->end && !is_long; j++)
			is_long = memcmp(rows->text + j, "\xE3\x80\x82", 3) == 0;
	}
	return is_long;
}

/* |---|:--:|: no record, and no line either */
static bool
is_rule(const GdRows *rows)
{
	for (uint32_t i = rows->row + 1; i < rows->count; i++)
	{
		for (uint32_t j = rows->part[i].begin; j < rows->part[i].end; j++)
		{
			if (rows->text[j] != '-' && rows->text[j] != ':')
				return false;
		}
	}
	return rows->count > rows->row + 1;
}

/* A record, or a line that is none. */
static void
read_record(Delimited *d)
{
	const unsigned char *begin = d->p;
	uint32_t	place = (uint32_t) (begin - d->rows->text);
	int			width = 0;

	gd_rows_open_row(d->rows, place);
	for (;;)
	{
		d->p = read_field(d, width++);
		if (d->p >= d->end || ends_line(*d->p))
			break;
		d->p++;
	}
	if (d->p < d->end)
		d->p += d->p[0] == '\r' && d->p + 1 < d->end && d->p[1] == '\n' ? 2 : 1;
	if (d->rows->no_memory)
		return;
	if (width > 1 && is_rule(d->rows))
	{
		d->rows->count = d->rows->row;
		return;
	}
	if ((width > 1 && !is_prose(d->rows, width)) || *begin == '"')
	{
		gd_rows_close_row(d->rows, width);
		return;
	}
	d->rows->count = d->rows->row;
	gd_rows_add_line(d->rows, place, (uint32_t) (d->p - d->rows->text));
}

static bool
read_with(GdRows *rows, unsigned char delimiter)
{
	Delimited	d = {rows, rows->text + rows->length, rows->text, delimiter, false, NULL};
	const unsigned char *interrupt_check = d.p;

	rows->count = 0;
	while (d.p < d.end && !rows->no_memory)
	{
		read_record(&d);
		if (d.p >= interrupt_check && rows->host->check_interrupts)
		{
			rows->host->check_interrupts();
			interrupt_check = d.p + INTERRUPT_DISTANCE;
		}
	}
	return rows->no_memory || gd_rows_of_form(rows, FIGURES) > 0;
}

/* Has some line more fields than the form has columns, labels included? */
static bool
has_wide_line(const GdRows *rows, unsigned char delimiter)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *line_end = rows->text;
	const unsigned char *p = rows->text;
	int			count = 0;

	while (count < GD_WIDEST_TABLE && (p = memchr(p, delimiter, (size_t) (end - p))) != NULL)
	{
		if (p >= line_end)
		{
			line_end = memchr(p, '\n', (size_t) (end - p));
			line_end = line_end != NULL ? line_end : end;
			count = 0;
		}
		count++;
		p++;
	}
	return p != NULL;
}

bool
gd_read_delimited(GdRows *rows)
{
	static const unsigned char delimiters[] = {',', ';', '~', '^', '@', '$', '&', 0x01, 0x1F};

	for (size_t i = 0; i < sizeof(delimiters); i++)
	{
		if (count_delimiters(rows, delimiters[i]) == FEW_DELIMITERS &&
			read_with(rows, delimiters[i]))
			return true;
	}
	return false;
}

bool
gd_read_wide_columns(GdRows *rows)
{
	static const unsigned char columns[] = {'\t', '|'};

	for (size_t i = 0; i < sizeof(columns); i++)
	{
		if (has_wide_line(rows, columns[i]) && read_with(rows, columns[i]) &&
			gd_forget_joined_rows(rows) == 0)
			return true;
	}
	return false;
}
