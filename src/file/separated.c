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

#define MOST_READERS 8

/* The first of them that finds rows makes the text. */
static const Reader readers[][MOST_READERS] = {
	[GD_ROWS_OF_ANY] = {
		gd_read_gridded, gd_read_elements, gd_read_lists, gd_read_literals, gd_read_annotated,
		gd_read_addressed, gd_read_typeset, gd_read_delimited
	},
	[GD_ROWS_OF_PLACED_CELLS] = {gd_read_gridded},
	[GD_ROWS_OF_ELEMENTS] = {gd_read_elements},
	[GD_ROWS_OF_WIDE_TABLES] = {gd_read_wide_columns}
};

GdStatus
gd_separated_to_text(const GdHost *host, GdRowsKind kind, const char *text, size_t length,
					 char **into, size_t *into_length, GdSource *source)
{
	GdRows		rows;

	*into = NULL;
	if (length >= UINT32_MAX)
		return GD_OK;
	gd_rows_init(&rows, host, text, length);
	for (int i = 0; i < MOST_READERS && readers[kind][i] != NULL; i++)
	{
		if (readers[kind][i] (&rows))
			return gd_rows_to_text(&rows, into, into_length, source);
	}
	return GD_OK;
}
