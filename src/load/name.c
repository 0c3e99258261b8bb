/*
 * name.c
 *	  Names of files, which are any bytes, as text.
 */
#include "load/name.h"

#include <stdio.h>

#include "file/sniff.h"
#include "load/memory.h"

#define ESCAPED 4				/* characters that an escaped byte takes */

typedef bool (*IsKept) (const unsigned char *character, size_t bytes);

static bool
is_any(const unsigned char *character, size_t bytes)
{
	return true;
}

static bool
is_ascii(const unsigned char *character, size_t bytes)
{
	return *character < 0x80;
}

/* U+202A to U+202E and U+2066 to U+2069, behind which text is shown in another order. */
static bool
is_direction(const unsigned char *character)
{
	return character[0] == 0xE2 &&
		((character[1] == 0x80 && character[2] >= 0xAA && character[2] <= 0xAE) ||
		 (character[1] == 0x81 && character[2] >= 0xA6 && character[2] <= 0xA9));
}

/* Neither a control of ASCII nor one of the second row, which terminals obey, too. */
static bool
is_printable(const unsigned char *character, size_t bytes)
{
	return *character >= 0x20 && *character != 0x7F && !is_direction(character) &&
		!(*character == 0xC2 && character[1] < 0xA0);
}

static char *
escape(const char *bytes, IsKept is_kept)
{
	const unsigned char *p = (const unsigned char *) bytes;
	const unsigned char *end = p + strlen(bytes);
	char	   *text = get_memory(ESCAPED * strlen(bytes) + 1);
	char	   *to = text;

	while (p < end)
	{
		size_t		length;

		if (gd_utf8_character(p, end, &length) && is_kept(p, length))
		{
			memcpy(to, p, length);
			to += length;
			p += length;
			continue;
		}
		for (; length > 0; length--)
			to += sprintf(to, "\\x%02X", *p++);
	}
	*to = '\0';
	return text;
}

char *
source_of_path(const char *path)
{
	return escape(path, is_any);
}

char *
source_in_ascii(const char *source)
{
	return escape(source, is_ascii);
}

char *
printable(const char *source)
{
	return escape(source, is_printable);
}
