/*
 * writer.h
 *	  A buffer that text is written into.
 */
#ifndef WRITER_H
#define WRITER_H

#include "text/core.h"

typedef struct GdWriter
{
	/* gives more room; NULL: what does not fit is left out, at the end of a character */
	const GdHost *host;
	size_t		length;
	size_t		capacity;
	char	   *data;
	bool		is_full;		/* something was left out */
} GdWriter;

/* An empty writer over room that the caller keeps. */
extern void gd_writer_over(GdWriter *writer, char *room, size_t capacity);

/* An empty writer that grows in the host's arena. */
extern void gd_writer_in(GdWriter *writer, const GdHost *host, size_t capacity);

extern void gd_write_bytes(GdWriter *writer, const char *data, size_t length);
extern void gd_write(GdWriter *writer, const char *string);
extern void gd_write_text(GdWriter *writer, GdText text);
extern void gd_write_number(GdWriter *writer, GdSum number);

/* The number, or ？ where it is not known. */
extern void gd_write_figure(GdWriter *writer, bool is_known, GdSum number);

extern void gd_write_repeated(GdWriter *writer, char c, int count);

/* The text with < > & and " as HTML has them. */
extern void gd_write_escaped(GdWriter *writer, GdText text);

/*
 * The text as a terminal may get it: each control character, and each that changes the direction of
 * what follows, is U+FFFD. TABs and line ends stay.
 */
extern void gd_write_visible(GdWriter *writer, GdText text);

/* Is the text that already? */
extern bool gd_is_visible(GdText text);

/* What was written, from begin on. In an arena it stays there even when the writer grows. */
extern GdText gd_written(const GdWriter *writer, size_t begin);

/* The columns that the text takes on a display: a Chinese character is two wide. */
extern int	gd_display_width(GdText text);

static inline GdText
gd_text_of(const char *string)
{
	return (GdText) {string, strlen(string)};
}

#endif							/* WRITER_H */
