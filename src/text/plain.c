/*
 * plain.c
 *	  Reduces a text to its characters without white space, and looks for words in them.
 */
#include "text/plain.h"

#include <string.h>

static const wchar_t numerals[] = L"〇一二三四五六七八九";

/* "二○二四": a circle behind a digit is the 〇 that keyboards lack; else it is a mark. */
static bool
is_zero(const GdPlain *plain, GdChar c)
{
	uint16_t	last = plain->count > 0 ? plain->code[plain->count - 1] : 0;

	return (gd_value(c) == L'○' || gd_value(c) == L'◯') && last > 0x7F &&
		wcschr(numerals, last) != NULL;
}

/* All other punctuation, by its folded character. */
static uint16_t
code_of_mark(uint16_t c)
{
	static const wchar_t quotes[] = L"《〈“「『‘<";
	static const wchar_t unquotes[] = L"》〉”」』’>";
	static const wchar_t brackets[] = L"〔〕【】〖〗〘〙〚〛⦅⦆";
	const wchar_t *bracket = c != 0 ? wcschr(brackets, c) : NULL;

	if (c == L':')
		return GD_CODE_COLON;
	if (bracket != NULL)
		return (bracket - brackets) % 2 == 0 ? GD_CODE_OPEN : GD_CODE_CLOSE;
	if (c != 0 && wcschr(quotes, c) != NULL)
		return GD_CODE_QUOTE;
	return c != 0 && wcschr(unquotes, c) != NULL ? GD_CODE_UNQUOTE : GD_CODE_MARK;
}

static uint16_t
code_of(GdChar c)
{
	static const uint8_t codes[] = {
		[GD_CLASS_DIGIT] = '0', [GD_CLASS_OPEN] = GD_CODE_OPEN, [GD_CLASS_CLOSE] = GD_CODE_CLOSE,
		[GD_CLASS_LETTER] = GD_CODE_LETTER,
		[GD_CLASS_ORDINAL] = GD_CODE_LETTER, [GD_CLASS_DASH] = GD_CODE_DASH,
		[GD_CLASS_COMMA] = GD_CODE_COMMA,
		[GD_CLASS_ENUMERATION_COMMA] = GD_CODE_ENUMERATION, [GD_CLASS_DOT] = GD_CODE_DOT,
		[GD_CLASS_STOP] = GD_CODE_STOP,
		[GD_CLASS_IGNORED] = 0
	};
	uint8_t		code = codes[gd_class(c)];

	if (gd_class(c) == GD_CLASS_IDEOGRAPH)
		return gd_value(c);
	if (code == '0')
		return (uint16_t) ('0' + gd_value(c));
	if (gd_class(c) == GD_CLASS_OTHER && gd_value(c) == GD_DESTROYED)
		return GD_CODE_DESTROYED;
	if (code == 0 && gd_class(c) == GD_CLASS_PUNCTUATION)
		return code_of_mark(gd_value(c));
	return code != 0 ? code : GD_CODE_MARK;
}

/* "現(xiàn)": a gloss is no part of a name. */
static void
drop_gloss(GdPlain *plain)
{
	int			i = plain->count - 2;

	while (i >= 0 && plain->code[i] == GD_CODE_LETTER)
		i--;
	if (i >= 0 && i < plain->count - 2 && plain->code[i] == GD_CODE_OPEN)
		plain->count = i;
}

static uint8_t
white_space(GdClass class)
{
	if (class == GD_CLASS_NEWLINE)
		return GD_AFTER_NEWLINE | GD_AFTER_SPACE;
	return class == GD_CLASS_PIPE ? GD_AFTER_PIPE | GD_AFTER_SPACE : GD_AFTER_SPACE;
}

/* Ideographs, most of what there is, up to another character; returns where that stands. */
static const unsigned char *
read_ideographs(GdPlain *plain, const unsigned char *p, const unsigned char *end, int limit)
{
	int			count = plain->count;

	while (count < limit && p < end)
	{
		const unsigned char *next = p;
		GdChar		c = gd_next_char(&next);

		if (gd_class(c) != GD_CLASS_IDEOGRAPH)
			break;
		plain->code[count] = gd_value(c);
		plain->after[count] = 0;
		plain->begin[count] = (uint32_t) (p - plain->text);
		plain->bytes[count++] = (uint8_t) (next - p);
		p = next;
	}
	plain->count = count;
	return p;
}

void
gd_read_some_plain(GdPlain *plain, const char *text, size_t from, size_t to, int limit)
{
	const unsigned char *p = (const unsigned char *) text + from;
	const unsigned char *end = (const unsigned char *) text + to;
	uint8_t		after = GD_AFTER_SPACE | GD_AFTER_NEWLINE;

	plain->text = (const unsigned char *) text;
	plain->count = 0;
	while (p < end && plain->count < limit)
	{
		const unsigned char *begin = p;
		GdChar		c = gd_next_char(&p);

		if (gd_ends_token(c))
			after |= white_space(gd_class(c));
		else if (gd_class(c) != GD_CLASS_IGNORED)
		{
			plain->code[plain->count] = is_zero(plain, c) ? L'〇' : code_of(c);
			plain->after[plain->count] = after;
			plain->begin[plain->count] = (uint32_t) (begin - plain->text);
			plain->bytes[plain->count] = (uint8_t) gd_bytes(c);
			plain->count++;
			after = 0;
			if (gd_class(c) == GD_CLASS_CLOSE)
				drop_gloss(plain);
			p = read_ideographs(plain, p, end, limit);
		}
	}
}

void
gd_read_plain(GdPlain *plain, const char *text, size_t from, size_t to)
{
	gd_read_some_plain(plain, text, from, to, GD_PLAIN_LIMIT);
}

char *
gd_padded_copy(const GdHost *host, const char *text, size_t length)
{
	char	   *copy = host->allocate(host->arena, length + GD_TEXT_PADDING);

	if (copy != NULL)
	{
		memcpy(copy, text, length);
		memset(copy + length, 0, GD_TEXT_PADDING);
	}
	return copy;
}

GdStatus
gd_read_plain_copy(const GdHost *host, const char *text, size_t length, GdPlain **plain)
{
	char	   *padded = gd_padded_copy(host, text, length);

	*plain = host->allocate(host->arena, sizeof(GdPlain));
	if (padded == NULL || *plain == NULL)
		return GD_OUT_OF_MEMORY;
	gd_read_plain(*plain, padded, 0, length);
	return GD_OK;
}

int
gd_skip_word(const GdPlain *plain, int i, const wchar_t *word)
{
	for (; *word; word++, i++)
	{
		if (i >= plain->count || plain->code[i] != *word)
			return -1;
	}
	return i;
}

int
gd_skip_any(const GdPlain *plain, int i, const wchar_t *const *words)
{
	if (i >= plain->count)
		return -1;
	for (; *words; words++)
	{
		int			next = plain->code[i] == **words ? gd_skip_word(plain, i, *words) : -1;

		if (next >= 0)
			return next;
	}
	return -1;
}

bool
gd_holds_any(const GdPlain *plain, int from, int to, const wchar_t *const *words)
{
	for (int i = from; i < to; i++)
	{
		if (gd_skip_any(plain, i, words) >= 0)
			return true;
	}
	return false;
}

bool
gd_ends_with(const GdPlain *plain, int from, int i, const wchar_t *word)
{
	int			length = (int) wcslen(word);

	return i - length >= from && gd_skip_word(plain, i - length, word) == i;
}

/* "二Ｏ二四", "二0二四": what stands for the 〇 that keyboards lack. */
static bool
is_round(const GdPlain *plain, int i)
{
	static const char *const rounds[] = {"Ｏ", "O", "o", "0", "０"};

	for (size_t r = 0; r < sizeof(rounds) / sizeof(rounds[0]); r++)
	{
		size_t		length = strlen(rounds[r]);

		if (plain->bytes[i] == length &&
			memcmp(plain->text + plain->begin[i], rounds[r], length) == 0)
			return true;
	}
	return false;
}

/* A digit of a year in ideographs, or -1. */
static int
year_ideograph(const GdPlain *plain, int i)
{
	uint16_t	code = plain->code[i];
	const wchar_t *found = code > 0x7F ? wcschr(numerals, code) : NULL;

	if (found != NULL)
		return (int) (found - numerals);
	return code == L'零' || (code < 0x80 && is_round(plain, i)) ? 0 : -1;
}

static int
year_digit(const GdPlain *plain, int i, bool is_arabic)
{
	if (!is_arabic)
		return year_ideograph(plain, i);
	return gd_digit_at(plain, i) ? plain->code[i] - '0' : -1;
}

int
gd_year_at(const GdPlain *plain, int i, int from, int to)
{
	int			year = 0;
	bool		is_arabic = gd_digit_at(plain, i);

	if (i + 4 > to || (plain->code[i] != '2' && plain->code[i] != L'二'))
		return 0;
	for (int j = i; j < i + 4; j++)
	{
		int			digit = year_digit(plain, j, is_arabic);

		if (digit < 0)
			return 0;
		year = year * 10 + digit;
	}
	if ((i > from && plain->after[i] == 0 &&
		 (gd_digit_at(plain, i - 1) || year_ideograph(plain, i - 1) > 0)) ||
		(i + 4 < to && plain->after[i + 4] == 0 && gd_digit_at(plain, i + 4)))
		return 0;
	return year >= 2003 && year <= 2099 ? year : 0;
}
