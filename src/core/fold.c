/*
 * fold.c
 *	  Decodes UTF-8 and folds each character: text → characters.
 */
#include "fold.h"

#include "fold.gen.h"

/* The code point of a well-formed sequence at p and its length, or a length of 0. */
static uint32_t
decode_utf8(const unsigned char *p, const unsigned char *end, int *bytes)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	int			length = p[0] >= 0xF0 && p[0] < 0xF8 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	uint32_t	code = p[0] & (0x7F >> length);

	*bytes = 0;
	if (p[0] < 0xC0 || p[0] >= 0xF8 || end - p < length)
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

/* Above the Basic Multilingual Plane only ideographs, mathematical digits and variation selectors matter. */
static GdChar
fold_supplementary(uint32_t code)
{
	if (code >= 0x20000 && code <= 0x3FFFF)
		return (GdChar) {GD_CLASS_IDEOGRAPH, 0xFFFF, 2, 4};
	if (code >= 0x1D7CE && code <= 0x1D7FF)
		return (GdChar) {GD_CLASS_DIGIT, (uint16_t) ((code - 0x1D7CE) % 10), 1, 4};
	if (code >= 0xE0000 && code <= 0xE0FFF)
		return (GdChar) {GD_CLASS_IGNORED, 0, 0, 4};
	return (GdChar) {GD_CLASS_OTHER, 0xFFFF, code >= 0x1F000 ? 2 : 1, 4};
}

GdChar
gd_fold_char(const unsigned char *p, const unsigned char *end)
{
	uint32_t	code = p[0];
	int			bytes = 1;
	uint32_t	entry;
	GdChar		result;

	if (code >= 0xE3 && code < 0xEA && end - p >= 3 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
	{
		/* most of a report: U+3000 to U+9FFF, without a second look */
		code = (code & 0x0F) << 12 | (uint32_t) (p[1] & 0x3F) << 6 | (p[2] & 0x3F);
		bytes = 3;
	}
	else if (code >= 0x80)
	{
		code = decode_utf8(p, end, &bytes);
		if (bytes == 0)
			return (GdChar) {GD_CLASS_OTHER, 0xFFFF, 1, 1};
		if (bytes == 4)
			return fold_supplementary(code);
	}
	entry = fold_blocks[fold_index[code >> 8]][code & 0xFF];
	result.class = entry & GD_FOLD_CLASS_MASK;
	result.value = (uint16_t) (entry >> 16);
	result.columns = result.class == GD_CLASS_IGNORED ? 0 : (entry & GD_FOLD_WIDE) ? 2 : 1;
	result.bytes = (uint8_t) bytes;
	return result;
}
