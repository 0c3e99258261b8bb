/*
 * scan.c
 *	  Reads one token: text, a number, or a mark that stands for "not applicable".
 *
 * While a token of text is read, its ideographs walk down the trie of labels (Fredkin, "Trie
 * memory", Comm. ACM 3, 1960), so that most labels are known when their last character is.
 */
#include "table/scan.h"

#include "text/blank.h"

#include <string.h>

/* More digits than these are left to the thorough reading of a number. */
#define PLAIN_DIGITS 15

static void
finish_token(GdScan *scan, GdToken *token)
{
	uint32_t	width = scan->column - token->column;

	token->end = (uint32_t) (scan->p - scan->reader->text);
	token->width = width > UINT16_MAX ? UINT16_MAX : (uint16_t) width;
	scan->line->kinds |= GD_KIND_BIT(token->kind);
	scan->cell_has_content = scan->has_content = true;
	scan->after_separator = false;
	scan->wide_gap = false;
}

/*
 * Text
 */

/* The state of one token of text while it is scanned. */
typedef struct TextScan
{
	GdToken    *token;
	uint16_t	node;
	uint16_t	node_before_bracket;
	int			ideographs;
	int			ideographs_before_bracket;
	int			brackets;
	int			letters;
	int			numeral;		/* of the ideographs so far, if all of them are numerals; or -1 */
	int			leading_digits; /* value of the digits before anything else, or -1 */
	bool		in_number;		/* digits, points and commas since a digit */
	uint16_t	node_before_digits;
	int			ideographs_before_digits;
	bool		has_ordinal;
} TextScan;

/* 一 to 十 as a number, or 0. */
static int
numeral_value(uint16_t c)
{
	switch (c)
	{
		case 0x4E00:
			return 1;
		case 0x4E8C:
			return 2;
		case 0x4E09:
			return 3;
		case 0x56DB:
			return 4;
		case 0x4E94:
			return 5;
		case 0x516D:
			return 6;
		case 0x4E03:
			return 7;
		case 0x516B:
			return 8;
		case 0x4E5D:
			return 9;
		case 0x5341:
			return 10;
		default:
			return 0;
	}
}

static void
set_ordinal(TextScan *text, GdOrdinalKind kind, int value)
{
	text->token->ordinal_kind = kind;
	text->token->ordinal = (uint8_t) (value > 255 ? 255 : value);
	text->node = GD_TRIE_ROOT;
	text->ideographs = 0;
	text->numeral = -1;
	text->leading_digits = -1;
	text->has_ordinal = true;
}

/* 十一 is 11, 二十 is 20; -1 where the ideograph does not go on with a number. */
static int
add_numeral(int number, int value)
{
	if (value == 0 || number >= 20)
		return -1;
	if (value == 10)
		return number == 0 ? 10 : number * 10;
	return number == 0 || number == 10 ? number + value : -1;
}

/* A number in front of the first ideographs, or made of them, may be that of a label. */
static void
scan_first_ideograph(TextScan *text, GdChar c)
{
	if (text->leading_digits >= 0)
	{
		set_ordinal(text, GD_ORDINAL_DIGITS, text->leading_digits);
		text->token->flags |= GD_FLAG_BARE_ORDINAL;
	}
	if (text->numeral >= 0)
		text->numeral = c & GD_BEGINS_NUMBER ?
			add_numeral(text->numeral, numeral_value(gd_value(c))) : -1;
}

/*
 * A run of ideographs. Most of a report is narrative: once they are known to be no label, nothing
 * matters but how many they are.
 */
static void
scan_ideographs(GdScan *scan, TextScan *text)
{
	const unsigned char *p = scan->p;
	const unsigned char *after = scan->after;
	GdChar		c = scan->c;
	uint32_t	count = 0;
	uint16_t	node = text->node;

	if (text->numeral >= 0 || text->leading_digits >= 0)
	{
		scan_first_ideograph(text, c);
		node = text->node;
	}
	while (node != GD_TRIE_DEAD)
	{
		node = gd_trie_child(node, gd_value(c));
		p = after;
		c = gd_next_char(&after);
		count++;
		if (gd_class(c) != GD_CLASS_IDEOGRAPH)
			break;
		if (text->numeral >= 0)
			scan_first_ideograph(text, c);
	}
	while (gd_class(c) == GD_CLASS_IDEOGRAPH)
	{
		const unsigned char *from = p;

		while (gd_is_ideograph(p))
			p += 3;
		count += (uint32_t) (p - from) / 3;
		after = p;
		c = gd_next_char(&after);
		if (gd_class(c) == GD_CLASS_IDEOGRAPH)
		{
			count++;
			p = after;
			c = gd_next_char(&after);
		}
	}
	text->node = node;
	text->ideographs += (int) count;
	text->in_number = false;
	scan->column += 2 * count;
	scan->character += count;
	scan->p = p;
	scan->c = c;
	scan->after = after;
}

/*
 * The rest of a token that is too long for a label. Nothing of it matters but where it ends and
 * which punctuation it holds.
 */
static void
scan_narrative(GdScan *scan, TextScan *text)
{
	text->token->digits = 0;
	while (!gd_ends_token(scan->c))
	{
		switch (gd_class(scan->c))
		{
			case GD_CLASS_IDEOGRAPH:
				scan_ideographs(scan, text);
				continue;
			case GD_CLASS_STOP:
			case GD_CLASS_COMMA:
				text->token->flags |= GD_FLAG_SENTENCE;
				break;
			case GD_CLASS_OPEN:
				text->brackets++;
				break;
			case GD_CLASS_CLOSE:
				if (text->brackets > 0)
					text->brackets--;
				else
					text->token->flags |= GD_FLAG_CLOSE;
				break;
			case GD_CLASS_OTHER:
				if (gd_value(scan->c) == GD_DESTROYED)
					scan->line->is_damaged = true;
				break;
			default:
				break;
		}
		gd_advance(scan);
	}
}

static void
open_bracket(TextScan *text)
{
	if (text->brackets++ > 0)
		return;
	text->node_before_bracket = text->node;
	text->ideographs_before_bracket = text->ideographs;
}

/*
 * What a bracket held may be part of the label or a note on it; what held no ideograph is neither.
 */
static void
leave_bracket(TextScan *text)
{
	bool		was_label = text->node_before_bracket != GD_TRIE_DEAD &&
		gd_trie_nodes[text->node_before_bracket].label != GD_NO_LABEL;

	if (text->ideographs == text->ideographs_before_bracket ||
		(text->node == GD_TRIE_DEAD && was_label))
	{
		text->node = text->node_before_bracket;
		text->ideographs = text->ideographs_before_bracket;
	}
}

static void
close_bracket(TextScan *text)
{
	if (!text->has_ordinal && text->numeral > 0)
	{
		set_ordinal(text, GD_ORDINAL_BRACKETED, text->numeral);
		text->brackets = 0;
		return;
	}
	if (!text->has_ordinal && text->leading_digits >= 0)
	{
		set_ordinal(text, GD_ORDINAL_BRACKETED, text->leading_digits);
		text->brackets = 0;
		return;
	}
	if (text->brackets == 0)
		text->token->flags |= GD_FLAG_CLOSE;
	else if (--text->brackets == 0)
		leave_bracket(text);
}

/* Punctuation ends the number in front of a label, and may end a label inside the token. */
static void
scan_punctuation(GdScan *scan, TextScan *text, GdClass class)
{
	if (class == GD_CLASS_STOP || class == GD_CLASS_COMMA)
		text->token->flags |= GD_FLAG_SENTENCE;
	if (!text->has_ordinal && text->brackets == 0 && class != GD_CLASS_DASH &&
		class != GD_CLASS_SLASH)
	{
		if (text->numeral > 0)
		{
			set_ordinal(text, GD_ORDINAL_IDEOGRAPH, text->numeral);
			return;
		}
		if (text->leading_digits >= 0 && class != GD_CLASS_COMMA && class != GD_CLASS_STOP)
		{
			set_ordinal(text, GD_ORDINAL_DIGITS, text->leading_digits);
			return;
		}
	}
	if (text->node != GD_TRIE_DEAD && text->node != GD_TRIE_ROOT &&
		gd_trie_nodes[text->node].label != GD_NO_LABEL &&
		class != GD_CLASS_ENUMERATION_COMMA && class != GD_CLASS_DOT)
	{
		text->token->inner_label = gd_trie_nodes[text->node].label;
		text->token->inner_end = (uint32_t) (scan->p - scan->reader->text);
	}
}

static void
scan_digit(GdScan *scan, TextScan *text)
{
	if (text->brackets == 0 && !text->in_number)
	{
		text->token->digits = (uint32_t) (scan->p - scan->reader->text);
		text->node_before_digits = text->node;
		text->ideographs_before_digits = text->ideographs;
	}
	if (text->ideographs == 0 && !text->has_ordinal && text->letters == 0)
		text->leading_digits = (text->leading_digits < 0 ? 0 : text->leading_digits > 99 ? 99 :
								text->leading_digits * 10) + gd_value(scan->c);
	text->numeral = -1;
}

/* Anything but an ideograph. */
static void
scan_mark(GdScan *scan, TextScan *text)
{
	GdClass		class = gd_class(scan->c);

	if (class == GD_CLASS_DIGIT)
	{
		scan_digit(scan, text);
		text->in_number = true;
		return;
	}
	if (class == GD_CLASS_IGNORED)
		return;
	text->in_number = text->in_number && (class == GD_CLASS_DOT || class == GD_CLASS_COMMA);
	switch (class)
	{
		case GD_CLASS_OPEN:
			if (text->brackets == 0)
				scan_punctuation(scan, text, GD_CLASS_PUNCTUATION);
			open_bracket(text);
			break;
		case GD_CLASS_CLOSE:
			close_bracket(text);
			break;
		case GD_CLASS_ORDINAL:
			if (text->ideographs == 0 && !text->has_ordinal)
				set_ordinal(text, GD_ORDINAL_DIGITS, gd_value(scan->c));
			break;
		case GD_CLASS_OTHER:
			if (gd_value(scan->c) == GD_DESTROYED)
				scan->line->is_damaged = true;
			/* FALLTHROUGH */
		case GD_CLASS_LETTER:
			/* one stray letter is a slip, two are another text */
			if (text->brackets == 0 && ++text->letters > 1)
				text->node = GD_TRIE_DEAD;
			text->leading_digits = -1;
			break;
		default:
			scan_punctuation(scan, text, class);
			break;
	}
}

/* 无, 暂无, 没有, 不涉及, 不适用, 未收费: an answer where a number belongs. */
static bool
is_word(const GdScan *scan, const TextScan *text)
{
	static const uint16_t words[][3] = {
		{0x65E0}, {0x6682, 0x65E0}, {0x6CA1, 0x6709}, {0x4E0D, 0x6D89, 0x53CA},
		{0x4E0D, 0x9002, 0x7528}, {0x672A, 0x6536, 0x8D39}
	};
	uint16_t	ideographs[3] = {0};

	if (text->ideographs == 0 || text->ideographs > 3 || text->has_ordinal ||
		text->token->digits != 0)
		return false;
	gd_collect_ideographs(scan->reader->text + text->token->begin, scan->p, ideographs, 3);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
	{
		if (memcmp(ideographs, words[i], sizeof(ideographs)) == 0)
			return true;
	}
	return false;
}

/* "规章000", "行政许可28件": a number at the end of the token is not part of the label. */
static void
part_digits(GdScan *scan, TextScan *text)
{
	GdToken    *token = text->token;
	GdNumber	number;

	if (token->digits == 0)
		return;
	/* "0-5" is no label */
	if (text->ideographs_before_digits == 0 ||
		text->ideographs - text->ideographs_before_digits > 2 ||
		gd_scan_number(scan->reader->text + token->digits, &number) != scan->p)
	{
		token->digits = 0;
		return;
	}
	text->node = text->node_before_digits;
	text->ideographs = text->ideographs_before_digits;
}

/* "三、本年度办理结果（一）予以公开", "（三）不予公开1.属于国家秘密": the label of a group, and that of a row behind it. */
static bool
next_label_begins(const GdScan *scan, const TextScan *text)
{
	const unsigned char *p = scan->after;
	GdChar		next;

	if ((gd_class(scan->c) != GD_CLASS_OPEN && gd_class(scan->c) != GD_CLASS_DIGIT) ||
		text->node == GD_TRIE_DEAD ||
		gd_trie_nodes[text->node].label == GD_NO_LABEL || p >= scan->reader->end ||
		!(gd_labels[gd_trie_nodes[text->node].label].roles & GD_ROLE_GROUP))
		return false;
	next = gd_fold_char(p);
	if (gd_class(scan->c) == GD_CLASS_DIGIT)
		return gd_class(next) == GD_CLASS_DOT || gd_class(next) == GD_CLASS_ENUMERATION_COMMA;
	return gd_class(next) == GD_CLASS_IDEOGRAPH && numeral_value(gd_value(next)) > 0;
}

void
gd_scan_text(GdScan *scan)
{
	TextScan	text = {0};
	GdToken    *token = gd_add_token(scan, GD_TOKEN_TEXT);

	text.token = token;
	text.node = GD_TRIE_ROOT;
	text.leading_digits = -1;
	for (;;)
	{
		if (gd_class(scan->c) == GD_CLASS_IDEOGRAPH)
		{
			scan_ideographs(scan, &text);
			if (text.ideographs > GD_LONGEST_LABEL && text.node == GD_TRIE_DEAD &&
				text.brackets == 0)
				scan_narrative(scan, &text);
		}
		else if (gd_ends_token(scan->c) || next_label_begins(scan, &text))
			break;
		else
		{
			scan_mark(scan, &text);
			gd_advance(scan);
		}
	}
	if (text.brackets > 0)
	{
		token->flags |= GD_FLAG_OPEN;
		leave_bracket(&text);
	}
	part_digits(scan, &text);
	token->node = text.ideographs == 0 ? GD_TRIE_DEAD : text.node;
	token->ideographs = (uint8_t) (text.ideographs > 255 ? 255 : text.ideographs);
	if (is_word(scan, &text))
		token->kind = GD_TOKEN_WORD;
	finish_token(scan, token);
}

uint16_t
gd_continue_label(const GdReader *reader, const GdToken *token, uint16_t node)
{
	const unsigned char *p = reader->text + token->begin;
	const unsigned char *end = reader->text + (token->digits != 0 ? token->digits : token->end);

	while (p < end && node != GD_TRIE_DEAD)
	{
		GdChar		c = gd_next_char(&p);

		if (gd_class(c) == GD_CLASS_IDEOGRAPH)
			node = gd_trie_child(node, gd_value(c));
		else if (gd_class(c) == GD_CLASS_DIGIT || gd_class(c) == GD_CLASS_STOP)
			return GD_TRIE_DEAD;
	}
	return node;
}

/*
 * Numbers
 */

/* Can a number begin here? "一" can, "一、" cannot. */
static inline bool
may_begin_number(const GdScan *scan)
{
	GdChar		next;

	if (gd_class(scan->c) != GD_CLASS_IDEOGRAPH)
		return gd_class(scan->c) == GD_CLASS_DIGIT || gd_class(scan->c) == GD_CLASS_DASH ||
			gd_class(scan->c) == GD_CLASS_PLUS || gd_is_escaped_sign(scan->p);
	if (!(scan->c & GD_BEGINS_NUMBER))
		return false;
	if (gd_value(scan->c) == 0x589E || gd_value(scan->c) == 0x51CF)
		return true;
	next = gd_fold_char(scan->after);
	return gd_class(next) == GD_CLASS_IDEOGRAPH || gd_ends_token(next);
}

static void
add_number(GdScan *scan, const GdNumber *number, const unsigned char *after)
{
	GdToken    *token = gd_add_token(scan, GD_TOKEN_NUMBER);

	token->number = *number;
	while (scan->p < after)
		gd_advance(scan);
	finish_token(scan, token);
}

/*
 * Can a number go on with this character, behind its first digits? after: the character behind it.
 */
static bool
continues_number(GdChar c, const unsigned char *after)
{
	switch (gd_class(c))
	{
		case GD_CLASS_IDEOGRAPH:
			return gd_is_unit(gd_value(c));
		case GD_CLASS_DOT:
			return gd_class(gd_fold_char(after)) == GD_CLASS_DIGIT ||
				gd_class(gd_fold_char(after)) == GD_CLASS_IGNORED;
		case GD_CLASS_DIGIT:
		case GD_CLASS_COMMA:
		case GD_CLASS_IGNORED:
			return true;
		default:
			return false;
	}
}

/* "9 件": is what ends the digits a space, and what is behind it a unit? */
static bool
unit_follows(GdChar c, const unsigned char *after)
{
	GdChar		next;

	if (gd_class(c) != GD_CLASS_SPACE)
		return false;
	next = gd_fold_char(after);
	return gd_class(next) == GD_CLASS_IDEOGRAPH && gd_is_unit(gd_value(next));
}

/*
 * Most numbers are plain digits and nothing else. True if that decides whether it is a number: then
 * *is_number says.
 */
static bool
scan_plain_number(GdScan *scan, bool *is_number)
{
	const unsigned char *p = scan->p;
	const unsigned char *after;
	int64_t		value = 0;
	uint32_t	digits;
	GdChar		c;
	GdToken    *token;

	for (; (unsigned) (*p - '0') < 10 && p - scan->p <= PLAIN_DIGITS; p++)
		value = value * 10 + (*p - '0');
	digits = (uint32_t) (p - scan->p);
	if (digits == 0 || digits > PLAIN_DIGITS)
		return false;
	after = p;
	c = gd_next_char(&after);
	*is_number = gd_ends_token(c);
	if (!*is_number)
		return !continues_number(c, after);
	if (unit_follows(c, after))
		return false;
	token = gd_add_token(scan, GD_TOKEN_NUMBER);
	token->number.value = value;
	token->number.digits = (uint8_t) digits;
	token->number.leading_zero = scan->p[0] == '0' && digits > 1;
	scan->p = p;
	scan->c = c;
	scan->after = after;
	scan->column += digits;
	scan->character += digits;
	finish_token(scan, token);
	return true;
}

bool
gd_scan_number_token(GdScan *scan)
{
	GdNumber	number;
	const unsigned char *after;
	bool		is_number;

	if (gd_class(scan->c) == GD_CLASS_DIGIT && scan_plain_number(scan, &is_number))
		return is_number;
	if (!may_begin_number(scan))
		return false;
	after = gd_scan_number(scan->p, &number);
	if (after == NULL)
		return false;
	add_number(scan, &number, after);
	return true;
}

/* "/", "-", "—", "--", "\-" as the whole of a token. */
bool
gd_scan_not_applicable(GdScan *scan)
{
	const unsigned char *p = scan->p;
	const unsigned char *after = scan->after;
	GdClass		class = gd_class(scan->c);
	GdChar		c = scan->c;
	GdToken    *token;

	if (class != GD_CLASS_DASH && class != GD_CLASS_SLASH)
		return false;
	if (gd_is_escaped_sign(p) && p[1] == '-')
	{
		p = after;
		c = gd_next_char(&after);
		class = GD_CLASS_DASH;
	}
	while ((gd_class(c) == class || gd_class(c) == GD_CLASS_IGNORED) && p < scan->reader->end)
	{
		p = after;
		c = gd_next_char(&after);
	}
	if (!gd_ends_token(c))
		return false;
	token = gd_add_token(scan, GD_TOKEN_NOT_APPLICABLE);
	while (scan->p < p)
		gd_advance(scan);
	finish_token(scan, token);
	return true;
}

/*
 * None, NaN, null: what programs print for a blank cell, as the whole of a token. Between
 * separators it is as if nothing stood there; elsewhere it is the only trace of the cell, as "-"
 * is.
 */
bool
gd_scan_blank_word(GdScan *scan)
{
	const unsigned char *end = scan->p + gd_blank_word(scan->p);
	const unsigned char *after;
	GdClass		next;

	if (end == scan->p || !gd_ends_token(gd_fold_char(end)))
		return false;
	scan->reader->blank_words++;
	for (after = end; *after == ' ';)
		after++;
	next = gd_class(gd_fold_char(after));
	if (scan->separators == 0 && next != GD_CLASS_TAB && next != GD_CLASS_PIPE)
	{
		GdToken    *token = gd_add_token(scan, GD_TOKEN_NOT_APPLICABLE);

		while (scan->p < end)
			gd_advance(scan);
		finish_token(scan, token);
		return true;
	}
	while (scan->p < end)
		gd_advance(scan);
	return true;
}
