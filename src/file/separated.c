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
#include "file/rowtape.h"
#include "file/typeset.h"

GdStatus
gd_separated_to_text(const GdHost *host, const char *text, size_t length,
					 char **into, size_t *into_length, GdSource *source)
{
	static bool (*const readers[]) (GdRows *rows) = {
		gd_read_literals, gd_read_annotated, gd_read_addressed, gd_read_typeset, gd_read_delimited
	};
	GdRows		rows;

	*into = NULL;
	if (length >= UINT32_MAX)
		return GD_OK;
	gd_rows_init(&rows, host, text, length);
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
	{
		if (readers[i] (&rows))
			return gd_rows_to_text(&rows, into, into_length, source);
	}
	return GD_OK;
}
