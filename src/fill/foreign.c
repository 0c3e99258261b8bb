/*
 * foreign.c
 *	  Headers of columns that the form does not have: 行次, 备注, 上年数, 2018年, 公安局.
 *
 * A text that is no label stands as a header if it has a cell of its own, on a line without figures
 * of its table, or if it follows a label of the table. A damaged label of the form has two thirds
 * of its characters in their order, or of those of the columns; what has not is the header of
 * something else. One such column is enough to make the place of a figure uncertain wherever a cell
 * of its row is blank.
 */
#include "fill/foreign.h"

#include "fill/runs.h"

#define SHORTEST_HEADER 3		/* ideographs; a piece of a broken one has two */
#define LONGEST_HEADER 8
#define SHORTEST_COLUMN 2
#define FIRST_YEAR 1990
#define LAST_YEAR 2100
#define YEAR 0x5E74
#define LONGEST_YEAR 12			/* 2022年本年收费金额（单位：万元） */

/* Does the text hold a digit, or a piece of a drawn line? */
static bool
holds_more_than_words(const Matcher *m, const GdToken *token)
{
	const unsigned char *end = m->reader.text + token->end;

	for (const unsigned char *p = m->reader.text + token->begin; p < end;)
	{
		GdClass		class = gd_class(gd_next_char(&p));

		if (class == GD_CLASS_DIGIT || class == GD_CLASS_PLUS || class == GD_CLASS_RULE)
			return true;
	}
	return false;
}

/* The longest common subsequence of the text and the label. */
static int
common(const uint16_t *text, int length, const GdLabel *label)
{
	uint8_t		found[LONGEST_HEADER + 1] = {0};

	for (int i = 0; i < label->length; i++)
	{
		uint8_t		diagonal = 0;

		for (int j = 0; j < length; j++)
		{
			uint8_t		above = found[j + 1];

			if (label->text[i] == text[j])
				found[j + 1] = (uint8_t) (diagonal + 1);
			else if (found[j] > above)
				found[j + 1] = found[j];
			diagonal = above;
		}
	}
	return found[length];
}

/* Is the character one of a column's label? */
static bool
is_of_columns(uint16_t c)
{
	for (int i = 0; i < GD_LABEL_COUNT; i++)
	{
		for (int j = 0; j < gd_labels[i].length && gd_labels[i].column != GD_COLUMN_COUNT; j++)
		{
			if (gd_labels[i].text[j] == c)
				return true;
		}
	}
	return false;
}

/* 序号, 行次, 小计, 上年, 上年数: none of them is a header of the form, however like one. */
static bool
is_word(const uint16_t *text, int length)
{
	static const uint16_t words[][3] = {
		{0x5E8F, 0x53F7}, {0x884C, 0x6B21}, {0x5C0F, 0x8BA1}, {0x4E0A, 0x5E74},
		{0x4E0A, 0x5E74, 0x6570}
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && length <= 3; i++)
	{
		if (words[i][0] == text[0] && words[i][1] == text[1] &&
			words[i][2] == (length == 3 ? text[2] : 0))
			return true;
	}
	return false;
}

/* 上年本年制发件数 is none of the form's, however like one. */
static bool
begins_with_last(const uint16_t *text)
{
	return text[0] == 0x4E0A || text[0] == 0x53BB;	/* 上, 去 */
}

/* May the text be a damaged label, or pieces of some? */
static bool
resembles_labels(const uint16_t *text, int length)
{
	bool		is_last = begins_with_last(text);
	int			of_columns = 0;

	for (int i = 0; i < length; i++)
		of_columns += is_of_columns(text[i]);
	if (!is_last && (3 * of_columns >= 2 * length || (length == SHORTEST_COLUMN && of_columns > 0)))
		return true;
	for (int i = 0; i < GD_LABEL_COUNT; i++)
	{
		if ((!is_last || begins_with_last(gd_labels[i].text)) &&
			3 * common(text, length, &gd_labels[i]) >= 2 * length)
			return true;
	}
	return false;
}

/*
 * Does the token stand as a header of figures does: behind another text of its line, or behind a
 * label?
 */
static bool
is_header_here(const Matcher *m, const GdLine *line, const GdToken *token)
{
	if (m->section < 2 || m->section > 4 || line->is_part || line->is_drawn)
		return false;
	if (line->has_separator)
		return token > line->token && (token->cell > 1 || token[-1].kind == GD_TOKEN_TEXT);
	return m->last_label + (token->kind == GD_TOKEN_TEXT) == m->texts;
}

/*
 * Does the token stand in front of its line, where other tables than that of section 4 have the
 * header of the labels?
 */
static bool
is_first_of_disputes(const Matcher *m, const GdLine *line, const GdToken *token)
{
	return m->section == 4 && line->has_separator && !line->is_drawn && token == line->token;
}

static void
count(uint8_t *texts)
{
	*texts += *texts < UINT8_MAX;
}

void
gd_note_foreign_header(Matcher *m, const GdLine *line, const GdToken *token)
{
	uint16_t	text[LONGEST_HEADER];
	int			length;

	/* 数据1, 数据2 … are the columns of the form without their names */
	if (token->ideographs > LONGEST_HEADER || holds_more_than_words(m, token))
		return;
	if (token->ideographs >= SHORTEST_HEADER)
		count(&m->foreign_headers);
	/* "11/28/26  西岭区|安局 …", on top of a printed page */
	if (gd_class(gd_fold_char(m->reader.text + line->token->begin)) == GD_CLASS_DIGIT)
		return;
	if (token->ideographs < SHORTEST_COLUMN || token->ordinal_kind != GD_ORDINAL_NONE ||
		m->lone_ordinal_kind != GD_ORDINAL_NONE)
		return;
	length = gd_collect_ideographs(m->reader.text + token->begin, m->reader.text + token->end, text,
								   LONGEST_HEADER);
	if (is_header_here(m, line, token) ? is_word(text, length) || !resembles_labels(text, length) :
		is_first_of_disputes(m, line, token) && is_word(text, length))
		count(&m->foreign_columns);
}

void
gd_note_year(Matcher *m, const GdLine *line, const GdToken *token)
{
	const unsigned char *p = m->reader.text + token->begin;
	int			digits = 0;
	int			year = 0;
	GdChar		c;

	/* most texts begin so */
	if (gd_is_ideograph(p))
		return;
	for (c = gd_fold_char(p); gd_class(c) == GD_CLASS_DIGIT && digits < 5; c = gd_fold_char(p))
	{
		year = year * 10 + (int) gd_value(c);
		digits++;
		p += gd_bytes(c);
	}
	if (digits == 4 && year >= FIRST_YEAR && year <= LAST_YEAR &&
		gd_class(c) == GD_CLASS_IDEOGRAPH &&
		gd_value(c) == YEAR && token->ideographs <= LONGEST_YEAR &&
		(is_header_here(m, line, token) || is_first_of_disputes(m, line, token)))
		count(&m->foreign_columns);
}
