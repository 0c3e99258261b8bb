/*
 * office.c
 *	  What the readers of office files share: text and cells onto the tape.
 */
#include "file/office.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define LONGEST_NUMBER 64		/* bytes of a number that a file may hold */
#define MAX_SPAN 64				/* columns, as of HTML */

void
gd_office_reserve(GdOffice *office, size_t count)
{
	if (office->tape.length + count > office->limit)
		office->is_too_large = office->tape.is_full = true;
	gd_tape_reserve(office->host, &office->tape, count);
}

void
gd_office_text(GdOffice *office, const char *text, size_t length)
{
	const unsigned char *p = (const unsigned char *) text;

	if (length == 0)
		return;
	gd_office_reserve(office, length);
	if (office->tape.is_full)
		return;
	gd_tape_place_text(&office->tape, (uint32_t) length);
	gd_tape_text(&office->tape, p, p + length, (GdMark) ' ');
}

/* In a cell the one does not go on the other: 15 with a raised 2 is not 152. */
void
gd_office_text_apart(GdOffice *office, const char *text, size_t length, bool is_apart)
{
	GdTape	   *tape = &office->tape;

	if (length == 0)
		return;
	if (is_apart != office->is_apart && !tape->at_boundary && gd_tape_table(tape) != NULL)
		gd_office_mark(office, GD_MARK_BREAK);
	office->is_apart = is_apart;
	gd_office_text(office, text, length);
}

void
gd_office_mark(GdOffice *office, GdMark mark)
{
	gd_office_reserve(office, 0);
	gd_tape_mark(&office->tape, mark);
}

void
gd_office_cell(GdOffice *office, uint32_t columns)
{
	gd_office_reserve(office, 0);
	gd_tape_open_cell(&office->tape, columns < MAX_SPAN ? (int) columns : MAX_SPAN, 1, 0);
}

/* libxml2 leaves this one reference in the values of attributes. */
static GdText
without_references(GdText name)
{
	static const char reference[] = "&#38;";
	size_t		skipped = sizeof(reference) - 2;
	char	   *p = (char *) name.data;
	char	   *end = p + name.length;

	while (name.data != NULL && (p = memchr(p, '&', (size_t) (end - p))) != NULL)
	{
		p++;
		if ((size_t) (end - p) < skipped || memcmp(p, reference + 1, skipped) != 0)
			continue;
		memmove(p, p + skipped, (size_t) (end - p) - skipped);
		end -= skipped;
		name.length -= skipped;
	}
	return name;
}

void
gd_office_start_sheet(GdOffice *office, GdText name)
{
	GdText		copy = without_references(gd_copy_text(office->host, name));

	gd_grow(office->host, &office->sheets, &copy, 1);
}

void
gd_office_sheet_row(GdOffice *office, uint32_t row)
{
	gd_office_reserve(office, 0);
	gd_tape_sheet_row(&office->tape, office->sheets.count, row);
	gd_tape_open_row(&office->tape);
}

void
gd_office_sheet_cell(GdOffice *office, uint32_t column)
{
	gd_office_reserve(office, 0);
	gd_tape_open_cell(&office->tape, 1, 1, column);
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

static bool
is_integer(GdText value)
{
	for (size_t i = 0; i < value.length; i++)
	{
		if (value.data[i] < '0' || value.data[i] > '9')
			return false;
	}
	return true;
}

/* Without an exponent, whatever its size. */
static int
print_number(char *buffer, size_t size, double number)
{
	double		magnitude = fabs(number);

	if (magnitude >= 1e15)
		return snprintf(buffer, size, "%.0f", number);
	if (magnitude > 0 && magnitude < 1e-4)
		return snprintf(buffer, size, "%.20f", number);
	return snprintf(buffer, size, "%.15g", number);
}

void
gd_office_number(GdOffice *office, GdText value)
{
	char		copy[LONGEST_NUMBER + 1];
	char		buffer[512];
	char	   *end = copy;
	double		number = 0;

	if (value.length <= LONGEST_NUMBER && !is_integer(value))
	{
		memcpy(copy, value.data, value.length);
		copy[value.length] = '\0';
		number = strtod(copy, &end);
	}
	if (end > copy && *end == '\0' && isfinite(number))
		gd_office_text(office, buffer, (size_t) print_number(buffer, sizeof(buffer), number));
	else
		gd_office_text(office, value.data, value.length);
}
