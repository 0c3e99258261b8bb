/*
 * writer.c
 *	  A buffer that text is written into.
 */
#include "text/writer.h"

#include "text/fold.h"

void
gd_writer_over(GdWriter *writer, char *room, size_t capacity)
{
	*writer = (GdWriter) {.data = room, .capacity = capacity};
}

void
gd_writer_in(GdWriter *writer, const GdHost *host, size_t capacity)
{
	*writer = (GdWriter) {.host = host, .data = host->allocate(host->arena, capacity),
						  .capacity = capacity};
	writer->is_full = writer->data == NULL;
}

static bool
has_room(GdWriter *writer, size_t length)
{
	size_t		capacity = (writer->length + length) * 2;
	char	   *data;

	if (writer->is_full)
		return false;
	if (length <= writer->capacity - writer->length)
		return true;
	data = writer->host ? writer->host->allocate(writer->host->arena, capacity) : NULL;
	writer->is_full = data == NULL;
	if (writer->is_full)
		return false;
	memcpy(data, writer->data, writer->length);
	writer->data = data;
	writer->capacity = capacity;
	return true;
}

void
gd_write_bytes(GdWriter *writer, const char *data, size_t length)
{
	if (length == 0 || !has_room(writer, length))
		return;
	memcpy(writer->data + writer->length, data, length);
	writer->length += length;
}

void
gd_write(GdWriter *writer, const char *string)
{
	gd_write_bytes(writer, string, strlen(string));
}

void
gd_write_text(GdWriter *writer, GdText text)
{
	gd_write_bytes(writer, text.data, text.length);
}

void
gd_write_number(GdWriter *writer, GdSum number)
{
	char		digits[48];
	int			at = sizeof(digits) - 1;
	GdSum		rest = number < 0 ? -number : number;

	digits[at] = '\0';
	do
	{
		digits[--at] = (char) ('0' + (int) (rest % 10));
		rest /= 10;
	} while (rest != 0);
	if (number < 0)
		digits[--at] = '-';
	gd_write(writer, digits + at);
}

void
gd_write_figure(GdWriter *writer, bool is_known, GdSum number)
{
	if (is_known)
		gd_write_number(writer, number);
	else
		gd_write(writer, "？");
}

void
gd_write_repeated(GdWriter *writer, char c, int count)
{
	if (count <= 0 || !has_room(writer, (size_t) count))
		return;
	memset(writer->data + writer->length, c, (size_t) count);
	writer->length += (size_t) count;
}

static const char *
entity_of(char c)
{
	switch (c)
	{
		case '<':
			return "&lt;";
		case '>':
			return "&gt;";
		case '&':
			return "&amp;";
		case '"':
			return "&quot;";
		default:
			return NULL;
	}
}

void
gd_write_escaped(GdWriter *writer, GdText text)
{
	size_t		begin = 0;

	if (text.length == 0)
		return;
	for (size_t i = 0; i < text.length; i++)
	{
		const char *entity = entity_of(text.data[i]);

		if (entity == NULL)
			continue;
		gd_write_bytes(writer, text.data + begin, i - begin);
		gd_write(writer, entity);
		begin = i + 1;
	}
	gd_write_bytes(writer, text.data + begin, text.length - begin);
}

/* The bytes of the control character at p, or 0 if there is none. */
static size_t
control_bytes(const unsigned char *p, const unsigned char *end)
{
	bool		has_two = end - p >= 2;
	bool		has_three = end - p >= 3;

	if (*p < 0x20 && *p != '\n' && *p != '\t')
		return *p != '\r' || !has_two || p[1] != '\n';
	if (*p == 0x7F)
		return 1;
	if (has_two && *p == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F)
		return 2;
	/* U+202A to U+202E, U+2066 to U+2069 */
	if (has_three && *p == 0xE2 &&
		((p[1] == 0x80 && p[2] >= 0xAA && p[2] <= 0xAE) ||
		 (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9)))
		return 3;
	return 0;
}

/* The next control character from p on, or end. */
static const unsigned char *
find_control(const unsigned char *p, const unsigned char *end)
{
	while (p < end && control_bytes(p, end) == 0)
		p++;
	return p;
}

void
gd_write_visible(GdWriter *writer, GdText text)
{
	const unsigned char *p = (const unsigned char *) text.data;
	const unsigned char *end;

	if (text.length == 0)
		return;
	end = p + text.length;
	while (p < end)
	{
		const unsigned char *control = find_control(p, end);

		gd_write_bytes(writer, (const char *) p, (size_t) (control - p));
		if (control == end)
			return;
		gd_write(writer, "\xEF\xBF\xBD");
		p = control + control_bytes(control, end);
	}
}

bool
gd_is_visible(GdText text)
{
	const unsigned char *begin = (const unsigned char *) text.data;

	return text.length == 0 || find_control(begin, begin + text.length) == begin + text.length;
}

GdText
gd_written(const GdWriter *writer, size_t begin)
{
	return (GdText) {writer->data + begin, writer->length - begin};
}

/* One character that is not ASCII, and the bytes that it takes. */
static int
character_width(const char *p, size_t length, size_t *bytes)
{
	const unsigned char *character = (const unsigned char *) p;
	GdChar		c = gd_fold_char_within(character, character + length);

	*bytes = gd_bytes(c);
	return (int) gd_columns(c);
}

int
gd_display_width(GdText text)
{
	int			width = 0;
	size_t		bytes = 1;

	for (size_t i = 0; i < text.length; i += bytes)
	{
		bool		is_ascii = (unsigned char) text.data[i] < 0x80;

		bytes = 1;
		width += is_ascii ? 1 : character_width(text.data + i, text.length - i, &bytes);
	}
	return width;
}
