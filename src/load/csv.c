/*
 * csv.c
 *	  CSV as RFC 4180 has it: read and written.
 */
#include "load/csv.h"

#include <stdlib.h>

#include "load/allocate.h"

/* Up to a comma or the end of a line that does not stand in quotes; a quote in them is two. */
static size_t
field_length(GdText text)
{
	size_t		i = 0;
	bool		is_quoted = false;

	for (; i < text.length && (is_quoted || (text.data[i] != ',' && text.data[i] != '\n')); i++)
		is_quoted ^= text.data[i] == '"';
	return i;
}

/* One field, and what ends it: a comma, the end of a line, or that of the text, which is NUL. */
static char *
read_field(GdText *text, char *ended_by)
{
	const char *p = text->data;
	const char *end = p + field_length(*text);
	const char *text_end = p + text->length;
	char	   *field = get_memory((size_t) (end - p) + 1);
	char	   *to = field;
	bool		is_quoted = false;

	for (; p < end; p++)
	{
		if (*p != '"')
			*to++ = *p;
		else if (is_quoted && p + 1 < end && p[1] == '"')
			*to++ = *p++;
		else
			is_quoted = !is_quoted;
	}
	if (to > field && to[-1] == '\r' && (p == text_end || *p == '\n'))
		to--;
	*to = '\0';
	*ended_by = p < text_end ? *p++ : '\0';
	*text = (GdText) {p, (size_t) (text_end - p)};
	return field;
}

bool
read_csv_row(GdText *text, CsvRow *row)
{
	char		ended_by = ',';

	row->count = 0;
	if (text->length == 0)
		return false;
	while (ended_by == ',')
	{
		char	   *field = read_field(text, &ended_by);

		if (row->count < CSV_FIELDS)
			row->field[row->count++] = field;
		else
			free(field);
	}
	return true;
}

void
free_csv_row(CsvRow *row)
{
	for (int i = 0; i < row->count; i++)
		free(row->field[i]);
	row->count = 0;
}

void
write_csv_field(FILE *file, const char *field, bool is_last)
{
	bool		is_quoted = field != NULL && strpbrk(field, ",\"\r\n") != NULL;

	if (is_quoted)
		fputc('"', file);
	for (const char *p = field; p != NULL && *p != '\0'; p++)
	{
		if (*p == '"')
			fputc('"', file);
		fputc(*p, file);
	}
	if (is_quoted)
		fputc('"', file);
	fputs(is_last ? "\n" : ",", file);
}
