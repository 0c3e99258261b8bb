/*
 * fold.c
 *	  Decodes UTF-8 and folds each character: text → characters.
 */
#include "text/fold.h"

#include "text/fold.gen.h"

#include <string.h>

/* The code point of a well-formed sequence at p and its length, or a length of 0. */
static uint32_t
decode_utf8(const unsigned char *p, int *bytes)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	int			length = p[0] >= 0xF0 && p[0] < 0xF8 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	uint32_t	code = p[0] & (0x7F >> length);

	*bytes = 0;
	if (p[0] < 0xC0 || p[0] >= 0xF8)
		return 0;
	for (int i = 1; i < length; i++)
	{
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		code = code << 6 | (p[i] & 0x3F);
	}
	if (code < smallest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return 0;
	*bytes = length;
	return code;
}

/*
 * Above the Basic Multilingual Plane only ideographs, mathematical digits and variation selectors
 * matter.
 */
static GdChar
fold_supplementary(uint32_t code)
{
	if (code >= 0x20000 && code <= 0x3FFFF)
		return GD_CHAR(GD_CLASS_IDEOGRAPH, 2, 4, 0xFFFF);
	if (code >= 0x1D7CE && code <= 0x1D7FF)
		return GD_CHAR(GD_CLASS_DIGIT, 1, 4, (code - 0x1D7CE) % 10);
	if (code >= 0xE0000 && code <= 0xE0FFF)
		return GD_CHAR(GD_CLASS_IGNORED, 0, 4, 0);
	return GD_CHAR(GD_CLASS_OTHER, code >= 0x1F000 ? 2 : 1, 4, 0xFFFF);
}

GdChar
gd_fold_other(const unsigned char *p)
{
	int			bytes;
	uint32_t	code = decode_utf8(p, &bytes);

	if (bytes == 0)
		return GD_CHAR(GD_CLASS_OTHER, 1, 1, GD_DESTROYED);
	if (bytes == 4)
		return fold_supplementary(code);
	return gd_fold_table[gd_fold_index[code / GD_FOLD_BLOCK] + code % GD_FOLD_BLOCK];
}

GdChar
gd_fold_char_within(const unsigned char *p, const unsigned char *end)
{
	unsigned char padded[GD_TEXT_PADDING] = {0};

	if (end - p >= GD_TEXT_PADDING)
		return gd_fold_char(p);
	memcpy(padded, p, (size_t) (end - p));
	return gd_fold_char(padded);
}

int
gd_collect_ideographs(const unsigned char *p, const unsigned char *end, uint16_t *into, int limit)
{
	int			count = 0;

	while (p < end && count < limit)
	{
		GdChar		c = gd_next_char(&p);

		if (gd_class(c) == GD_CLASS_IDEOGRAPH)
			into[count++] = gd_value(c);
	}
	return count;
}
