/*
 * remnant.c
 *	  Digits that make no number: what is left of one, and the marks of pages.
 */
#include "fill/remnant.h"

#include <string.h>

/* letters that stand for digits, and x for any */
#define LIKE_DIGITS "OoQDIlijLZzSsBbGgqTxX"
#define LONGEST_UNIT 2			/* 万元 */
#define INCREASE 0x589E
#define DECREASE 0x51CF
#define SHORT_NUMBER 4			/* digits, of a page or of a year */

/* "3/7", "11/28/26": numbers with slashes between them; how many there are, 0 if it is not that. */
static int
read_fractions(const Matcher *m, const GdToken *token, int *number, int most)
{
	const unsigned char *end = m->reader.text + token->end;
	int			count = 0;
	int			digits = 0;

	for (const unsigned char *p = m->reader.text + token->begin; p < end;)
	{
		GdChar		c = gd_next_char(&p);

		if (gd_class(c) == GD_CLASS_DIGIT && digits < SHORT_NUMBER)
		{
			if (digits++ == 0 && count++ == most)
				return 0;
			number[count - 1] = (digits == 1 ? 0 : number[count - 1] * 10) + (int) gd_value(c);
		}
		else if (gd_class(c) == GD_CLASS_SLASH && digits > 0)
			digits = 0;
		else
			return 0;
	}
	return digits > 0 ? count : 0;
}

/*
 * "2/4" behind "1/4", at the end of a line: what counts the pages of a browser.
 * (test/texts/pages-of-a-browser)
 */
static bool
counts_pages(Matcher *m, const GdLine *line, const GdToken *token)
{
	int			number[2];

	if (token != &line->token[line->count - 1] || line->has_separator ||
		read_fractions(m, token, number, 2) != 2 ||
		number[0] != m->page + 1 || number[0] > number[1] ||
		(m->page > 0 && number[1] != m->pages))
		return false;
	m->page = number[0];
	m->pages = number[1];
	return true;
}

/* "2026/11/28", "11/28/26" */
static bool
is_date(const Matcher *m, const GdToken *token)
{
	int			number[3];

	return read_fractions(m, token, number, 3) == 3;
}

/* Is it made of digits and of letters that may be taken for them? */
static bool
is_like_digits(const Matcher *m, const GdToken *token)
{
	const unsigned char *begin = m->reader.text + token->begin;
	const unsigned char *end = m->reader.text + token->end;
	/* "-5-" is the mark of a page */
	bool		is_between = gd_class(gd_fold_char(begin)) == GD_CLASS_DIGIT &&
		gd_class(gd_fold_char(end - 1)) == GD_CLASS_DIGIT;
	bool		has_digits = false;
	bool		has_others = false; /* "PM" */

	for (const unsigned char *p = begin; p < end;)
	{
		const unsigned char *at = p;
		GdClass		class = gd_class(gd_next_char(&p));

		if (class != GD_CLASS_DIGIT && class != GD_CLASS_LETTER && class != GD_CLASS_COMMA &&
			class != GD_CLASS_DOT &&
			class != GD_CLASS_IGNORED &&
			!(is_between && (class == GD_CLASS_DASH || class == GD_CLASS_SLASH)))
			return false;
		has_digits = has_digits || class == GD_CLASS_DIGIT;
		has_others = has_others || (class == GD_CLASS_LETTER && *at < 0x80 &&
									strchr(LIKE_DIGITS, *at) == NULL);
	}
	return has_digits || !has_others;
}

bool
gd_is_number_remnant(Matcher *m, const GdLine *line, const GdToken *token)
{
	return is_like_digits(m, token) && !counts_pages(m, line, token) && !is_date(m, token);
}

bool
gd_is_lone_sign(const Matcher *m, const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];
	uint16_t	text[2];

	if (m->section != 2 || index + 1 == line->count || token[1].kind != GD_TOKEN_NUMBER)
		return false;
	if (token->kind == GD_TOKEN_NOT_APPLICABLE)
		return (token->flags & GD_FLAG_WIDE_GAP) && !(token[1].flags & GD_FLAG_WIDE_GAP);
	return gd_collect_ideographs(m->reader.text + token->begin, m->reader.text + token->end,
								 text, 2) == 1 &&
		(text[0] == INCREASE || text[0] == DECREASE);
}

bool
gd_is_unit_cell(const Matcher *m, const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];

	return m->section == 2 && index > 0 && token[-1].kind == GD_TOKEN_NUMBER &&
		token[-1].number.unit == GD_PRINTED_NONE && gd_is_lone_unit(m, token);
}

bool
gd_is_lone_unit(const Matcher *m, const GdToken *token)
{
	uint16_t	text[3];
	int			count = gd_collect_ideographs(m->reader.text + token->begin,
											  m->reader.text + token->end, text, 3);

	return count > 0 && count <= LONGEST_UNIT && gd_is_unit(text[0]) &&
		gd_is_unit(text[count - 1]);
}
