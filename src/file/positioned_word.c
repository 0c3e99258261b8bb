/*
 * positioned_word.c
 *	  Makes words with coordinates of the text and the box of an element.
 *
 * A word whose markup is not whole is none: what a cut or a deleted piece leaves must not give
 * another number.
 */
#include "file/positioned_word.h"

#include "text/fold.h"

#include <string.h>

#define INTERRUPT_DISTANCE 65536

/*
 * Pieces of markup
 */

const char *
gd_find(const char *p, const char *end, const char *what)
{
	size_t		length = strlen(what);

	while (p < end && (p = memchr(p, what[0], (size_t) (end - p))) != NULL)
	{
		if ((size_t) (end - p) >= length && memcmp(p, what, length) == 0)
			return p;
		p++;
	}
	return NULL;
}

bool
gd_begins_with(const char *p, const char *end, const char *what)
{
	size_t		length = strlen(what);

	return (size_t) (end - p) >= length && memcmp(p, what, length) == 0;
}

/* A number as coordinates are written; NULL if there is none. */
const char *
gd_read_coordinate(const char *p, const char *end, float *number)
{
	bool		negative = p < end && *p == '-';
	float		scale = 1;
	float		value = 0;

	p += negative;
	if (p == end || !gd_is_ascii_digit(*p))
		return NULL;
	for (; p < end && gd_is_ascii_digit(*p); p++)
		value = value * 10 + (float) (*p - '0');
	if (p < end && *p == '.')
	{
		for (p++; p < end && gd_is_ascii_digit(*p); p++)
			value += (float) (*p - '0') * (scale /= 10);
	}
	/* what is destroyed behind the digits may have been digits, too */
	if (p < end && ((unsigned char) *p >= 0x80 || gd_is_ascii_digit(*p) || *p == '.' || *p == '?'))
		return NULL;
	*number = negative ? -value : value;
	return p;
}

/* So many numbers with nothing but spaces and commas between them. */
const char *
gd_read_coordinates(const char *p, const char *end, float *number, int count)
{
	for (int i = 0; i < count && p != NULL; i++)
	{
		while (p < end && (*p == ' ' || *p == ',' || *p == '\n' || *p == '\r'))
			p++;
		p = gd_read_coordinate(p, end, &number[i]);
	}
	return p;
}

/*
 * Characters
 */

/* &lt; &#60; &#x3c;: the character behind the &, or 0 if it is no entity. */
static uint32_t
read_entity(const char **p, const char *end)
{
	static const struct
	{
		const char *name;
		uint32_t	character;
	}			entities[] = {
		{"lt;", '<'}, {"gt;", '>'}, {"amp;", '&'}, {"quot;", '"'}, {"apos;", '\''}, {"nbsp;", ' '},
	};
	const char *q = *p;
	uint32_t	value = 0;
	bool		is_hexadecimal = end - q > 2 && (q[1] | 0x20) == 'x';

	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
	{
		if (gd_begins_with(q, end, entities[i].name))
		{
			*p += strlen(entities[i].name);
			return entities[i].character;
		}
	}
	if (q == end || *q != '#')
		return 0;
	for (q += 1 + is_hexadecimal; q < end && value <= 0x10FFFF; q++)
	{
		char		letter = (char) (*q | 0x20);

		if (gd_is_ascii_digit(*q))
			value = value * (is_hexadecimal ? 16 : 10) + (uint32_t) (*q - '0');
		else if (is_hexadecimal && letter >= 'a' && letter <= 'f')
			value = value * 16 + (uint32_t) (letter - 'a') + 10;
		else
			break;
	}
	if (q == end || *q != ';')
		return 0;
	*p = q + 1;
	return value == 0xA0 ? ' ' : value;
}

static bool
read_four_digits(const char *p, const char *end, uint32_t *value)
{
	*value = 0;
	for (int i = 0; i < 4; i++, p++)
	{
		char		letter = (char) (p < end ? *p | 0x20 : 0);

		if (p < end && gd_is_ascii_digit(*p))
			*value = *value * 16 + (uint32_t) (*p - '0');
		else if (letter >= 'a' && letter <= 'f')
			*value = *value * 16 + (uint32_t) (letter - 'a') + 10;
		else
			return false;
	}
	return true;
}

/* \n \" \u897f, and two of the last where the character needs it. */
static uint32_t
read_escape(const char **p, const char *end)
{
	char		c = *p < end ? *(*p)++ : ' ';
	uint32_t	value;
	uint32_t	low;

	if (c == 'n' || c == 'r' || c == 't')
		return ' ';
	if (c != 'u' || !read_four_digits(*p, end, &value))
		return (unsigned char) c;
	*p += 4;
	if (value < 0xD800 || value > 0xDFFF)
		return value == 0xA0 ? ' ' : value;
	if (value > 0xDBFF || !gd_begins_with(*p, end, "\\u") || !read_four_digits(*p + 2, end, &low) ||
		low < 0xDC00 || low > 0xDFFF)
		return GD_DESTROYED;
	*p += 6;
	return 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
}

static uint32_t
read_utf8(const char **p, const char *end)
{
	unsigned char first = (unsigned char) *(*p)++;
	int			more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
	uint32_t	value = more == 0 ? first : first & (0x3FU >> more);

	for (; more > 0 && *p < end; more--)
		value = value << 6 | ((unsigned char) *(*p)++ & 0x3F);
	return value == 0xA0 ? ' ' : value;
}

uint32_t
gd_word_character(const GdWords *words, const char **p, const char *end)
{
	const unsigned char *u = (const unsigned char *) *p;
	char		c = **p;

	/* most are digits, and ideographs of three bytes */
	if (u[0] < 0x80 && c != '\\' && c != '&' && c != '<')
	{
		(*p)++;
		return u[0];
	}
	if ((u[0] & 0xF0) == 0xE0 && end - *p >= 3)
	{
		*p += 3;
		return (uint32_t) (u[0] & 0x0F) << 12 | (uint32_t) (u[1] & 0x3F) << 6 | (u[2] & 0x3F);
	}
	if (words->is_json && c == '\\')
	{
		(*p)++;
		return read_escape(p, end);
	}
	if (!words->is_json && c == '&')
	{
		const char *after = *p + 1;
		uint32_t	value = read_entity(&after, end);

		*p = value != 0 ? after : *p + 1;
		return value != 0 ? value : '&';
	}
	if (!words->is_json && c == '<')
	{
		bool		breaks = gd_begins_with(*p, end, "<br");
		const char *after = memchr(*p, '>', (size_t) (end - *p));

		*p = after != NULL ? after + 1 : end;
		return breaks ? '\n' : 0;
	}
	return read_utf8(p, end);
}

char *
gd_put_character(char *into, uint32_t c)
{
	char	   *p = into;

	if (c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF)
		c = GD_DESTROYED;
	if (c < 0x80)
		*p++ = (char) c;
	else if (c < 0x800)
		*p++ = (char) (0xC0 | c >> 6);
	else if (c < 0x10000)
		*p++ = (char) (0xE0 | c >> 12);
	else
		*p++ = (char) (0xF0 | c >> 18);
	if (c >= 0x10000)
		*p++ = (char) (0x80 | (c >> 12 & 0x3F));
	if (c >= 0x800)
		*p++ = (char) (0x80 | (c >> 6 & 0x3F));
	if (c >= 0x80)
		*p++ = (char) (0x80 | (c & 0x3F));
	return p;
}

/*
 * Words
 */

void
gd_check_words(GdWordReader *r, const char *p)
{
	if (r->host->check_interrupts == NULL || p < r->interrupt_check)
		return;
	r->host->check_interrupts();
	r->interrupt_check = p + INTERRUPT_DISTANCE;
}

static void
count_lines(GdWordReader *r, const char *to)
{
	while (r->counted < to)
	{
		const char *line_end = memchr(r->counted, '\n', (size_t) (to - r->counted));

		if (line_end == NULL)
		{
			r->counted = to;
			return;
		}
		r->line++;
		r->counted = line_end + 1;
	}
}

void
gd_add_word(GdWordReader *r, const GdWord *word)
{
	GdWords    *words = r->words;

	if (words->count == words->capacity)
	{
		uint32_t	capacity = words->capacity * 2 + 256;
		GdWord	   *larger = r->host->allocate(r->host->arena, sizeof(GdWord) * capacity);

		if (larger == NULL)
		{
			r->out_of_memory = true;
			return;
		}
		if (words->count > 0)
			memcpy(larger, words->word, sizeof(GdWord) * words->count);
		words->word = larger;
		words->capacity = capacity;
	}
	words->word[words->count] = *word;
	words->word[words->count].page = r->page;
	words->word[words->count++].source_line = r->line;
}

/* A wide character takes two columns. */
static int
columns_of(uint32_t character)
{
	return character >= 0x2E80 ? 2 : 1;
}

/*
 * Adds the words of one element's text, each with its share of the width. A break begins a line
 * below.
 */
void
gd_add_words(GdWordReader *r, const char *begin, const char *end, const GdWord *box,
			 float column_width, float line_height)
{
	GdWord		word = *box;
	bool		is_open = false;
	int			column = 0;

	count_lines(r, begin);
	for (const char *p = begin; p < end && !r->out_of_memory;)
	{
		const char *from = p;
		uint32_t	c = gd_word_character(r->words, &p, end);

		if (c == 0)
			continue;
		if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0x3000)
		{
			if (!is_open)
			{
				word.source = (uint32_t) (from - r->text);
				word.left = box->left + (float) column * column_width;
				is_open = true;
			}
			column += columns_of(c);
			word.source_end = (uint32_t) (p - r->text);
			word.right = box->left + (float) column * column_width;
			continue;
		}
		if (is_open)
			gd_add_word(r, &word);
		is_open = false;
		column += columns_of(c);
		if (c != '\n')
			continue;
		column = 0;
		word.top += line_height;
		word.bottom += line_height;
	}
	if (is_open)
		gd_add_word(r, &word);
}

/* The columns that the text of an element takes up. */
static int
count_columns(const GdWords *words, const char *p, const char *end)
{
	int			count = 0;

	while (p < end)
	{
		uint32_t	c = gd_word_character(words, &p, end);

		count += c == 0 || c == '\n' ? 0 : columns_of(c);
	}
	return count;
}

void
gd_add_element(GdWordReader *r, const char *begin, const char *end, const GdWord *box)
{
	int			columns = count_columns(r->words, begin, end);

	if (columns > 0 && box->right > box->left && box->bottom > box->top)
		gd_add_words(r, begin, end, box, (box->right - box->left) / (float) columns, 0);
}
