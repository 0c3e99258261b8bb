/*
 * rich.c
 *	  A string of a workbook: runs of text that differ in how they look, and escaped characters.
 */
#include "file/rich.h"

#define ESCAPE 7				/* bytes of "_x000D_" */

void
gd_rich_begin(GdRich *rich)
{
	rich->text.size = 1;
	rich->text.count = 0;
	rich->in_text = rich->is_apart = rich->was_apart = false;
}

static bool
is_off(const GdAttributes *attributes)
{
	return gd_attribute_is(attributes, "val", "0") || gd_attribute_is(attributes, "val", "false");
}

void
gd_rich_start(GdRich *rich, const char *name, const GdAttributes *attributes)
{
	if (strcmp(name, "t") == 0 || strcmp(name, "v") == 0)
		rich->in_text = true;
	else if (strcmp(name, "r") == 0)
		rich->is_apart = false;
	else if (strcmp(name, "vertAlign") == 0)
		rich->is_apart = rich->is_apart || !gd_attribute_is(attributes, "val", "baseline");
	else if (strcmp(name, "strike") == 0)
		rich->is_apart = rich->is_apart || !is_off(attributes);
}

void
gd_rich_end(GdRich *rich, const char *name)
{
	if (strcmp(name, "t") == 0 || strcmp(name, "v") == 0)
		rich->in_text = false;
}

/* 15 with a raised 2 behind it is not 152: they stand on lines of their own. */
void
gd_rich_text(const GdHost *host, GdRich *rich, const char *text, size_t length)
{
	if (!rich->in_text)
		return;
	if (rich->is_apart != rich->was_apart && rich->text.count > 0)
		gd_grow(host, &rich->text, "\n", 1);
	rich->was_apart = rich->is_apart;
	gd_grow(host, &rich->text, text, length);
}

/* The value of four digits at p, or -1. */
static int
read_hex(const char *p)
{
	int			value = 0;

	for (int i = 0; i < 4; i++)
	{
		char		c = p[i];
		int			digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 :
			c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* Writes a character: a line end, or a space for any other one that controls something. */
static char *
put_character(int c, char *into)
{
	if (c >= 0x800)
	{
		*into++ = (char) (0xE0 | c >> 12);
		*into++ = (char) (0x80 | (c >> 6 & 0x3F));
		*into++ = (char) (0x80 | (c & 0x3F));
	}
	else if (c >= 0x80)
	{
		*into++ = (char) (0xC0 | c >> 6);
		*into++ = (char) (0x80 | (c & 0x3F));
	}
	else
		*into++ = (char) (c >= 0x20 || c == '\n' ? c : ' ');
	return into;
}

/* "_x000D_" stands for a character that XML may not hold; halves of one are left as they are. */
GdText
gd_rich_string(GdRich *rich)
{
	char	   *begin = rich->text.data;
	char	   *into = begin;
	const char *p = begin;
	const char *end;

	if (rich->text.count == 0)
		return (GdText) {"", 0};
	end = p + rich->text.count;
	while (p < end)
	{
		int			c = -1;

		if (*p == '_' && end - p >= ESCAPE && p[1] == 'x' && p[ESCAPE - 1] == '_')
			c = read_hex(p + 2);
		if (c < 0 || (c >= 0xD800 && c < 0xE000))
			*into++ = *p++;
		else
		{
			into = put_character(c, into);
			p += ESCAPE;
		}
	}
	return (GdText) {begin, (size_t) (into - begin)};
}
