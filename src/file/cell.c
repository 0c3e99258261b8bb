/*
 * cell.c
 *	  What a cell is in the form, and the characters that it is written with.
 */
#include "file/cell.h"

#include "form/form.h"
#include "text/blank.h"
#include "text/fold.h"
#include "text/number.h"

#include <string.h>

#define LONGEST_LABEL 192		/* bytes */

static bool
begins_with(const unsigned char *p, const unsigned char *end, const char *word)
{
	size_t		length = strlen(word);

	return (size_t) (end - p) >= length && memcmp(p, word, length) == 0;
}

/* A header that pandas or SheetJS made up for a column that has none. */
static bool
is_made_up(const unsigned char *p, const unsigned char *end)
{
	return begins_with(p, end, "Unnamed: ") || begins_with(p, end, "__EMPTY");
}

/* Steps over the number in front of a label: 一、 （一） 1. ① */
static const unsigned char *
skip_ordinal(const unsigned char *p)
{
	const unsigned char *begin = p;
	const unsigned char *after = p;
	bool		has_number = false;

	for (;; p = after)
	{
		GdChar		c = gd_next_char(&after);
		bool		numeral = gd_class(c) == GD_CLASS_IDEOGRAPH && (c & GD_BEGINS_NUMBER);

		switch (gd_class(c))
		{
			case GD_CLASS_SPACE:
			case GD_CLASS_IGNORED:
			case GD_CLASS_OPEN:
				break;
			case GD_CLASS_CLOSE:
			case GD_CLASS_DOT:
			case GD_CLASS_ENUMERATION_COMMA:
				return has_number ? after : begin;
			case GD_CLASS_ORDINAL:
				return after;
			case GD_CLASS_DIGIT:
				has_number = true;
				break;
			default:
				if (!numeral)
					return begin;
				has_number = true;
				break;
		}
	}
}

/* What a cell's text is in the form. It has its padding. */
static GdCellKind
kind_of_label(const unsigned char *p, uint32_t length)
{
	uint16_t	node = GD_TRIE_ROOT;
	uint8_t		roles = 0;

	/* "部分公开5": a figure belongs to it that no delimiter parts from it */
	if (length > 0 && p[length - 1] >= '0' && p[length - 1] <= '9')
		return GD_CELL_TEXT;
	for (p = skip_ordinal(p); node != GD_TRIE_DEAD;)
	{
		GdChar		c = gd_next_char(&p);

		if (gd_class(c) == GD_CLASS_IDEOGRAPH)
			node = gd_trie_child(node, gd_value(c));
		else if (gd_class(c) == GD_CLASS_DIGIT)
			return GD_CELL_TEXT;
		else if (gd_class(c) == GD_CLASS_END || gd_class(c) == GD_CLASS_OPEN)
		{
			uint16_t	label = node == GD_TRIE_ROOT ? GD_NO_LABEL : gd_trie_nodes[node].label;

			roles = label != GD_NO_LABEL ? gd_labels[label].roles : 0;
			if (gd_class(c) == GD_CLASS_END || roles != 0)
				break;
		}
	}
	if (roles & GD_ROLE_HEADING && !(roles & GD_ROLE_COLUMN))
		return GD_CELL_HEADING;
	if (roles & (GD_ROLE_ROW | GD_ROLE_GROUP))
		return roles & GD_ROLE_ROW ? GD_CELL_ROW_LABEL : GD_CELL_GROUP_LABEL;
	return roles & GD_ROLE_COLUMN ? GD_CELL_COLUMN_LABEL : GD_CELL_TEXT;
}

static int
hex_digit(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code unit behind \u at p, or -1. */
static int32_t
read_unit(const unsigned char *p, const unsigned char *end, int digits)
{
	int32_t		unit = 0;

	if (end - p < digits)
		return -1;
	for (int i = 0; i < digits; i++)
	{
		int			digit = hex_digit(p[i]);

		if (digit < 0)
			return -1;
		unit = unit << 4 | digit;
	}
	return unit;
}

static uint32_t
encode(int32_t code, unsigned char *into)
{
	if (code < 0x80)
	{
		into[0] = (unsigned char) code;
		return 1;
	}
	if (code < 0x800)
	{
		into[0] = (unsigned char) (0xC0 | code >> 6);
		into[1] = (unsigned char) (0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000)
	{
		into[0] = (unsigned char) (0xE0 | code >> 12);
		into[1] = (unsigned char) (0x80 | (code >> 6 & 0x3F));
		into[2] = (unsigned char) (0x80 | (code & 0x3F));
		return 3;
	}
	into[0] = (unsigned char) (0xF0 | code >> 18);
	into[1] = (unsigned char) (0x80 | (code >> 12 & 0x3F));
	into[2] = (unsigned char) (0x80 | (code >> 6 & 0x3F));
	into[3] = (unsigned char) (0x80 | (code & 0x3F));
	return 4;
}

/*
 * The character that \u or \x at p stands for; sets length to how many bytes it is written in, or
 * to 0.
 */
static uint32_t
decode_unit(const unsigned char *p, const unsigned char *end, unsigned char *into, uint32_t *length)
{
	int			digits = p[1] == 'u' ? 4 : 2;
	int32_t		code = read_unit(p + 2, end, digits);

	*length = code > 0 ? (uint32_t) digits + 2 : 0;
	if (code >= 0xD800 && code < 0xDC00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u')
	{
		int32_t		low = read_unit(p + 8, end, 4);

		if (low >= 0xDC00 && low < 0xE000)
		{
			*length = 12;
			return encode(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), into);
		}
	}
	return *length > 0 ? encode(code, into) : 0;
}

/*
 * The character that an entity at p stands for; one that XML has no name for, or that nothing ends,
 * is a mere &.
 */
static uint32_t
decode_entity(const unsigned char *p, const unsigned char *end, unsigned char *into,
			  uint32_t *length)
{
	static const char *const names[] = {"<lt;", ">gt;", "&amp;", "\"quot;", "'apos;"};
	bool		is_hex = end - p > 2 && (p[2] | 0x20) == 'x';
	int32_t		code = 0;
	const unsigned char *q = p + (is_hex ? 3 : 2);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		*length = (uint32_t) strlen(names[i]);
		if (begins_with(p + 1, end, names[i] + 1))
			return encode(names[i][0], into);
	}
	for (; end - p > 1 && p[1] == '#' && q < end && code < 0x110000 && hex_digit(*q) >= 0 &&
		 (is_hex || gd_is_ascii_digit(*q)); q++)
		code = code * (is_hex ? 16 : 10) + hex_digit(*q);
	*length = code > 0 && code < 0x110000 && q < end && *q == ';' ? (uint32_t) (q + 1 - p) : 1;
	return encode(*length > 1 ? code : '&', into);
}

uint32_t
gd_read_spelled(const unsigned char *p, const unsigned char *end, unsigned char *into,
				uint32_t *length)
{
	uint32_t	bytes;

	if (end - p >= 2 && *p == '\\' && (p[1] == 'u' || p[1] == 'x'))
	{
		bytes = decode_unit(p, end, into, length);
		if (bytes > 0)
			return bytes;
	}
	if (*p == '&')
		return decode_entity(p, end, into, length);
	*length = end - p >= 2 ? 2 : 1;
	into[0] = p[*length - 1];
	if (*p == '\\' && *length == 2 && strchr("ntrbf", p[1]) != NULL)
		into[0] = p[1] == 'n' ? '\n' : ' ';
	return 1;
}

const unsigned char *
gd_find_spelled(const unsigned char *p, const unsigned char *end, GdSpelling spelling)
{
	static const char marks[] = {
		[GD_SPELLED_DOUBLED] = '"', [GD_SPELLED_ESCAPED] = '\\', [GD_SPELLED_MARKED] = '&'
	};
	const unsigned char *found = NULL;

	if (spelling != GD_SPELLED_PLAINLY)
		found = memchr(p, marks[spelling], (size_t) (end - p));
	return found ? found : end;
}

/* A short cell as it reads; the buffer has room for LONGEST_LABEL and its padding. */
static uint32_t
read_cell(const unsigned char *p, const unsigned char *end, GdSpelling spelling,
		  unsigned char *into)
{
	uint32_t	count = 0;

	while (p < end && count < LONGEST_LABEL - 4)
	{
		const unsigned char *stop = gd_find_spelled(p, end, spelling);
		uint32_t	length = (uint32_t) (stop - p);

		length = length < LONGEST_LABEL - 4 - count ? length : LONGEST_LABEL - 4 - count;
		memcpy(into + count, p, length);
		count += length;
		p += length;
		if (p == stop && p < end)
		{
			count += gd_read_spelled(p, end, into + count, &length);
			p += length;
		}
	}
	memset(into + count, 0, GD_TEXT_PADDING);
	return count;
}

GdCellKind
gd_kind_of_cell(const unsigned char *p, const unsigned char *end, GdSpelling spelling)
{
	unsigned char label[LONGEST_LABEL + GD_TEXT_PADDING];
	uint32_t	length;
	GdNumber	number;

	if (p == end || gd_blank_word(p) == (size_t) (end - p) || is_made_up(p, end))
		return GD_CELL_BLANK;
	length = read_cell(p, end, spelling, label);
	if (gd_scan_number(label, &number) == label + length)
		return GD_CELL_FIGURE;
	return length > 0 && length < LONGEST_LABEL - 4 ? kind_of_label(label, length) : GD_CELL_TEXT;
}
