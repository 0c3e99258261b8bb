/*
 * office.c
 *	  What the readers of office files share: text and cells onto the tape.
 */
#include "file/office.h"

#define MAX_SPAN 64				/* columns, as of HTML */

void
gd_office_text(GdOffice *office, const char *text, size_t length)
{
	const unsigned char *p = (const unsigned char *) text;

	if (length == 0)
		return;
	gd_tape_reserve(office->host, &office->tape, length);
	gd_tape_place_text(&office->tape, (uint32_t) length);
	gd_tape_text(&office->tape, p, p + length, (GdMark) ' ');
}

void
gd_office_mark(GdOffice *office, GdMark mark)
{
	gd_tape_reserve(office->host, &office->tape, 0);
	gd_tape_mark(&office->tape, mark);
}

void
gd_office_cell(GdOffice *office, uint32_t columns)
{
	gd_tape_reserve(office->host, &office->tape, 0);
	gd_tape_open_cell(&office->tape, columns < MAX_SPAN ? (int) columns : MAX_SPAN, 1, 0);
}

void
gd_office_lines(GdOffice *office, GdText text)
{
	const char *end = text.data + text.length;

	for (const char *p = text.data; p < end;)
	{
		const char *line_end = memchr(p, '\n', (size_t) (end - p));

		if (line_end == NULL)
			line_end = end;
		gd_office_text(office, p, (size_t) (line_end - p));
		office->tape.at_boundary = true;
		p = line_end + 1;
	}
}
