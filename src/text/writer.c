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

GdText
gd_written(const GdWriter *writer, size_t begin)
{
	return (GdText) {writer->data + begin, writer->length - begin};
}

/* One character that is not ASCII, and the bytes that it takes. */
static int
character_width(const char *p, size_t length, size_t *bytes)
{
	unsigned char padded[GD_TEXT_PADDING] = {0};
	const unsigned char *character = (const unsigned char *) p;
	GdChar		c;

	if (length < GD_TEXT_PADDING)
		character = memcpy(padded, p, length);
	c = gd_fold_char(character);
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
