/*
 * name.c
 *	  Names of files, which are any bytes, as text.
 */
#include "load/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucnv.h>

#include "file/sniff.h"
#include "load/allocate.h"

#define UNDECODABLE "\xEF\xBF\xBD"
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

/* Of GBK, or of its successor GB18030; NULL if it is in neither. */
static char *
decode_gbk(const char *name)
{
	int32_t		size = 3 * (int32_t) strlen(name) + 1;
	char	   *text = get_memory((size_t) size);
	UErrorCode	error = U_ZERO_ERROR;

	ucnv_convert("UTF-8", "GB18030", text, size, name, -1, &error);
	if (U_SUCCESS(error) && strstr(text, UNDECODABLE) == NULL)
		return text;
	free(text);
	return NULL;
}

char *
source_of_entry(const char *name)
{
	char	   *source = escape(name, is_any);
	char	   *decoded = strcmp(source, name) != 0 ? decode_gbk(name) : NULL;

	if (decoded == NULL)
		return source;
	free(source);
	return decoded;
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
