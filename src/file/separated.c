/*
 * separated.c
 *	  Which notation a text with separated cells is written in.
 *
 * Each reader passes over a text that is none of its kind in one search for a character or two. A
 * text is of a kind only if reading it so makes rows of the form.
 */
#include "file/separated.h"

#include "file/addressed.h"
#include "file/annotated.h"
#include "file/delimited.h"
#include "file/literal.h"
#include "file/nested.h"
#include "file/rowtape.h"
#include "file/typeset.h"

/* Reads a kind of rows; false if the text holds none. */
typedef bool (*Reader) (GdRows *rows);

/* The first of the readers that finds rows makes the text. */
static GdStatus
rows_to_text(const Reader *readers, size_t count, GdRows *rows, char **into, size_t *into_length,
			 GdSource *source)
{
	*into = NULL;
	for (size_t i = 0; i < count; i++)
	{
		if (readers[i] (rows))
			return gd_rows_to_text(rows, into, into_length, source);
	}
	return GD_OK;
}

GdStatus
gd_separated_to_text(const GdHost *host, const char *text, size_t length,
					 char **into, size_t *into_length, GdSource *source)
{
	static const Reader readers[] = {
		gd_read_gridded, gd_read_elements, gd_read_lists, gd_read_literals, gd_read_annotated,
		gd_read_addressed, gd_read_typeset, gd_read_delimited
	};
	size_t		count = length < UINT32_MAX ? sizeof(readers) / sizeof(readers[0]) : 0;
	GdRows		rows;

	gd_rows_init(&rows, host, text, length);
	return rows_to_text(readers, count, &rows, into, into_length, source);
}

GdStatus
gd_gridded_to_text(const GdHost *host, const char *text, size_t length,
				   char **into, size_t *into_length, GdSource *source)
{
	static const Reader reader = gd_read_gridded;
	GdRows		rows;

	gd_rows_init(&rows, host, text, length);
	return rows_to_text(&reader, length < UINT32_MAX, &rows, into, into_length, source);
}

GdStatus
gd_elements_to_text(const GdHost *host, const char *text, size_t length,
					char **into, size_t *into_length, GdSource *source)
{
	static const Reader reader = gd_read_elements;
	GdRows		rows;

	gd_rows_init(&rows, host, text, length);
	return rows_to_text(&reader, length < UINT32_MAX, &rows, into, into_length, source);
}

GdStatus
gd_wide_columns_to_text(const GdHost *host, const char *text, size_t length,
						char **into, size_t *into_length, GdSource *source)
{
	static const Reader reader = gd_read_wide_columns;
	GdRows		rows;

	gd_rows_init(&rows, host, text, length);
	return rows_to_text(&reader, length < UINT32_MAX, &rows, into, into_length, source);
}
