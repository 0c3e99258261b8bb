/*
 * clean.c
 *	  HTML as libxml2 may see it: what it stumbles over is replaced, byte for byte where it can be.
 */
#include "file/clean.h"

#include <string.h>

#define MAX_ATTRIBUTES 128		/* words in a tag: libxml2 compares each with all others */
#define SPACE "&nbsp"

/* The length of the character at p, or 0 if the bytes are no character. */
static int
character_length(const unsigned char *p, const unsigned char *end)
{
	int			length = *p < 0x80 ? 1 : *p < 0xC2 ? 0 : *p < 0xE0 ? 2 :
		*p < 0xF0 ? 3 : *p < 0xF5 ? 4 : 0;

	if (length > end - p)
		return 0;
	for (int i = 1; i < length; i++)
	{
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	if (length == 3 && ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) ||
						(*p == 0xEF && p[1] == 0xBF && p[2] > 0xBD)))
		return 0;
	if (length == 4 && ((*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F)))
		return 0;
	return length;
}

/*
 * </html> and </body> are not the end, whatever libxml2 holds of it; their names are made unknown.
 */
static bool
ends_document(const unsigned char *p, const unsigned char *end)
{
	return end - p >= 6 && p[1] == '/' &&
		(((p[2] | 0x20) == 'h' && (p[3] | 0x20) == 't' && (p[4] | 0x20) == 'm' &&
		  (p[5] | 0x20) == 'l') ||
		 ((p[2] | 0x20) == 'b' && (p[3] | 0x20) == 'o' && (p[4] | 0x20) == 'd' &&
		  (p[5] | 0x20) == 'y'));
}

static const unsigned char *
skip_invisible(const unsigned char *p, const unsigned char *end)
{
	while (p < end && character_length(p, end) > 1 &&
		   gd_class(gd_fold_char_within(p, end)) == GD_CLASS_IGNORED)
		p += character_length(p, end);
	return p;
}

/* Does a tag begin at the < at p? */
static bool
begins_tag(const unsigned char *p, const unsigned char *end)
{
	p = skip_invisible(p + 1, end);
	if (p < end && *p == '/')
		p = skip_invisible(p + 1, end);
	return p < end && gd_is_ascii_letter(*p);
}

/* The < at p, whether it begins a tag or not. */
static void
start_tag(GdCleaning *c, const unsigned char *p, const unsigned char *end)
{
	if (ends_document(p, end))
	{
		c->masked_until = (uint32_t) (p + 3 - c->html);
		c->mask = 'x';
	}
	if (c->tag == GD_OUTSIDE_TAG && begins_tag(p, end))
	{
		c->tag = GD_IN_TAG;
		c->tag_words = c->padding = 0;
	}
}

static void
quote(GdCleaning *c, unsigned char mark)
{
	if (c->tag == GD_IN_TAG)
	{
		c->tag = GD_IN_QUOTES;
		c->quote = mark;
	}
	else if (c->tag == GD_IN_QUOTES && c->quote == mark)
		c->tag = GD_IN_TAG;
}

/* Is it &nbsp without its semicolon, which browsers read all the same? */
static bool
is_open_space(const unsigned char *p, const unsigned char *end)
{
	size_t		length = sizeof(SPACE) - 1;

	return (size_t) (end - p) > length && memcmp(p, SPACE, length) == 0 && p[length] != ';';
}

/*
 * Copies the ASCII character at p, or one that may stand for it, as libxml2 may see it; returns the
 * end of the copy.
 */
static char *
clean_byte(GdCleaning *c, const unsigned char *p, char *into)
{
	const unsigned char *end = c->html + c->length;
	char		byte = (char) *p;

	switch (byte)
	{
		case '<':
			start_tag(c, p, end);
			break;
		case '&':
			if (c->tag == GD_OUTSIDE_TAG && is_open_space(p, end))
			{
				byte = c->mask = ' ';
				c->masked_until = (uint32_t) (p + sizeof(SPACE) - 1 - c->html);
			}
			break;
		case '>':
			if (c->tag != GD_IN_TAG)
				break;
			/* so that places behind the tag are right again */
			memset(into, ' ', c->padding);
			into += c->padding;
			c->padding = 0;
			c->tag = GD_OUTSIDE_TAG;
			break;
		case '=':
		case ' ':
		case '\n':
		case '\t':
			if (c->tag == GD_IN_TAG && c->tag_words > MAX_ATTRIBUTES)
				byte = 'x';
			break;
		case '\r':
			byte = p + 1 < end && p[1] == '\n' ? ' ' : '\n';
			break;
		default:
			if (*p < 0x20)
				byte = ' ';
			break;
	}
	*into++ = byte;
	return into;
}

/* The same for other characters, whose bytes may be wrong; sets p to its end. */
static char *
clean_character(GdCleaning *c, const unsigned char **p, const unsigned char *end, char *into)
{
	int			length = character_length(*p, end);

	if (length == 0)
	{
		*into = '?';
		(*p)++;
		return into + 1;
	}
	memcpy(into, *p, (size_t) length);
	if (c->tag != GD_OUTSIDE_TAG)
	{
		GdClass		class = gd_class(gd_fold_char_within(*p, end));

		if (class == GD_CLASS_SPACE && c->tag == GD_IN_TAG)
			memset(into, ' ', (size_t) length);
		else if (class == GD_CLASS_IGNORED && c->padding + (uint32_t) length <= GD_CLEANING_ROOM)
		{
			c->padding += (uint32_t) length;
			into -= length;
		}
	}
	*p += length;
	return into + length;
}

/* The bit of an ASCII character below 0x40. */
#define BIT(c) (UINT64_C(1) << (c))
#define CONTROLS ((UINT64_C(0xFFFFFFFF)) & ~BIT('\t') & ~BIT('\n'))
#define QUOTES (BIT('"') | BIT('\''))

/* Does a character of a tag do no more than to change what is known? */
static bool
is_clean(GdCleaning *c, unsigned char byte)
{
	switch (byte)
	{
		case '>':
			c->tag = c->padding == 0 ? GD_OUTSIDE_TAG : c->tag;
			return c->padding == 0;
		case '"':
		case '\'':
			quote(c, byte);
			return true;
		case '=':
		case ' ':
		case '\n':
		case '\t':
			return ++c->tag_words <= MAX_ATTRIBUTES;
		default:
			return false;
	}
}

/* Steps over bytes that stand for themselves. */
static const unsigned char *
skip_clean(GdCleaning *c, const unsigned char *p, const unsigned char *end)
{
	static const uint64_t stops[] = {
		[GD_OUTSIDE_TAG] = CONTROLS | BIT('<') | BIT('&'),
		[GD_IN_TAG] = CONTROLS | BIT('<') | BIT('>') | BIT('=') | BIT(' ') | BIT('\t') |
			BIT('\n') | QUOTES,
		[GD_IN_QUOTES] = CONTROLS | BIT('<') | QUOTES
	};
	uint64_t	stop = stops[c->tag];

	for (; p < end; p++)
	{
		if (*p >= 0x80)
		{
			if (end - p <= 3 || !gd_is_ideograph(p))
				break;
			p += 2;
		}
		else if (*p < 0x40 && (stop & BIT(*p)))
		{
			if (!is_clean(c, *p))
				break;
			stop = stops[c->tag];
		}
	}
	return p;
}

uint32_t
gd_clean_html(GdCleaning *c, uint32_t at, uint32_t count, char *begin)
{
	const unsigned char *p = c->html + at;
	const unsigned char *end = p + count;
	char	   *into = begin;

	while (p < end)
	{
		bool		is_masked = p < c->html + c->masked_until;
		const unsigned char *stop = is_masked ? p : skip_clean(c, p, end);

		memcpy(into, p, (size_t) (stop - p));
		into += stop - p;
		p = stop;
		if (p == end)
			break;
		if (*p >= 0x80)
			into = clean_character(c, &p, end, into);
		else if (*p < 0x40)
			into = clean_byte(c, p++, into);
		else
		{
			*into++ = c->mask;
			p++;
		}
	}
	return (uint32_t) (into - begin);
}

void
gd_start_cleaning(GdCleaning *c)
{
	c->tag = GD_OUTSIDE_TAG;
	c->padding = 0;
}
