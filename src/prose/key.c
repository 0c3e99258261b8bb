/*
 * key.c
 *	  Folds a name character by character: text → key.
 */
#include "prose/key.h"

#include "prose/key_table.h"

#define INTERRUPT_BYTES 65536	/* between two calls of the host's check_interrupts */
#define KEY_PAIRS ((int) (sizeof(key_pairs) / sizeof(wchar_t) / 2))

typedef struct Range
{
	uint32_t	first;
	uint32_t	last;
} Range;

/* White space, controls, and Default_Ignorable_Code_Point of Unicode 15. */
static bool
is_dropped(uint32_t c)
{
	static const Range ranges[] = {
		{0x0, 0x20}, {0x7F, 0xA0}, {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160},
		{0x1680, 0x1680}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2000, 0x200F}, {0x2028, 0x202F},
		{0x205F, 0x206F}, {0x3000, 0x3000}, {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
		{0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
		{0xE0000, 0xE0FFF}
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
	{
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	}
	return false;
}

/* The character of the table, or c itself. */
static uint32_t
fold(uint32_t c, bool simplify)
{
	int			low = 0;
	int			high = KEY_PAIRS - 1;

	/* the ideographs of Unicode's first blocks change only into simplified ones */
	if (!simplify && c >= 0x3400 && c <= 0x9FFF)
		return c;
	while (low <= high)
	{
		int			middle = (low + high) / 2;
		uint32_t	found = (uint32_t) key_pairs[2 * middle];

		if (found == c)
			return (uint32_t) key_pairs[2 * middle + 1];
		if (found < c)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return c;
}

/*
 * The character at p and its length in bytes; bytes that are no UTF-8 stand for themselves, one at
 * a time.
 */
static uint32_t
read_character(const unsigned char *p, size_t left, size_t *bytes)
{
	size_t		length = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : p[0] >= 0xC0 ? 2 : 1;
	uint32_t	c = length == 1 ? p[0] : p[0] & (0x7F >> length);

	*bytes = length <= left ? length : 1;
	for (size_t i = 1; i < *bytes; i++)
		c = c << 6 | (p[i] & 0x3F);
	return c;
}

/* Nothing becomes longer than it was: what is folded is one character of the same plane. */
static size_t
write_character(uint32_t c, char *into)
{
	size_t		n = 0;

	if (c >= 0x800)
		into[n++] = (char) (0xE0 | c >> 12);
	if (c >= 0x80)
		into[n++] = (char) (c >= 0x800 ? 0x80 | (c >> 6 & 0x3F) : 0xC0 | c >> 6);
	into[n++] = (char) (c >= 0x80 ? 0x80 | (c & 0x3F) : c);
	return n;
}

GdText
gd_agency_key(const GdHost *host, const char *name, size_t length, bool simplify)
{
	char	   *key = host->allocate(host->arena, length + 1);
	size_t		count = 0;
	size_t		interrupt_check = 0;

	if (key == NULL)
		return (GdText) {NULL, 0};
	for (size_t at = 0, bytes; at < length; at += bytes)
	{
		uint32_t	c = read_character((const unsigned char *) name + at, length - at, &bytes);
		uint32_t	folded = fold(c, simplify);

		if (host->check_interrupts && at >= interrupt_check)
		{
			host->check_interrupts();
			interrupt_check = at + INTERRUPT_BYTES;
		}
		if (folded != c)
			count += write_character(folded, key + count);
		else if (bytes == 1 ? (unsigned char) name[at] > ' ' && name[at] != 0x7F : !is_dropped(c))
		{
			memcpy(key + count, name + at, bytes);
			count += bytes;
		}
	}
	return (GdText) {key, count};
}
