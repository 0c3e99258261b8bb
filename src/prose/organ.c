/*
 * organ.c
 *	  Where names of organs begin and end.
 *
 * A name is looked for from its end: verbs behind it are taken away (临川市审计局|现公布), then it goes back
 * to the last word that is part of no name (特编制|湛江市人民政府地方志办公室), to a digit, a letter or a mark.
 * White space in between may be a wrapped line, letter-spacing, or the border of something else;
 * what stands in front of it is taken in where the name would begin with nothing known, and where
 * it is a place by itself.
 */
#include "prose/organ.h"

#include "prose/words.h"

#define LONGEST_NAME 45
#define LONGEST_ZONE 8			/* characters behind the first words of a zone's kind */
#define LONGEST_STEM 12			/* 积石山保安族东乡族撒拉族自治县 */

static bool
is_ideograph(uint16_t code)
{
	return code > 0x7F;
}

/*
 * Beginnings
 */

/* 经济技术开发|区: do the words of a zone lead up to one? */
static bool
leads_to_zone(const GdPlain *plain, int i, int end)
{
	for (int at = i; at < end && at - i <= LONGEST_ZONE; at++)
	{
		if (wcschr(L"区园城港县州旗乡", plain->code[at]) != NULL)
			return true;
	}
	return false;
}

/* The characters in front of the first 市, 县 … or of the words of a zone; 0 if there is none. */
static int
place_stem(const GdPlain *plain, int begin, int end)
{
	for (int i = begin + 1; i < end && i - begin <= LONGEST_STEM; i++)
	{
		const GdWord *word = gd_word_at(plain, i, end, GD_WORD_PLACE | GD_WORD_ZONE);

		if (word != NULL &&
			((word->kinds & GD_WORD_PLACE) || leads_to_zone(plain, i + word->length, end)))
			return i - begin;
	}
	return 0;
}

GdBegins
gd_name_begins(const GdPlain *plain, int begin, int end, int *stem)
{
	const GdWord *word;

	*stem = 0;
	if (begin >= end)
		return GD_BEGINS_UNKNOWN;
	word = gd_word_at(plain, begin, end, GD_WORD_PREFIX);
	if (word != NULL && word->length > 1)
		return GD_BEGINS_STATE;
	if (gd_word_at(plain, begin, end, GD_WORD_LONG_PLACE) != NULL)
		return GD_BEGINS_PLACE;
	if (gd_word_at(plain, begin, end, GD_WORD_FIELD) != NULL)
		return GD_BEGINS_FIELD;
	*stem = place_stem(plain, begin, end);
	if (word != NULL && *stem != 1 && *stem != 2)
		return GD_BEGINS_BARE;
	return *stem > 0 ? GD_BEGINS_PLACE : GD_BEGINS_UNKNOWN;
}

/*
 * Few places have names so long: a word that nobody knew may stand in front of it. In a sentence
 * the places must be shorter, and behind an adverb, which a verb should follow, shorter still.
 */
static bool
is_too_long(const GdPlain *plain, const GdName *name, bool in_sentence, bool behind_adverb)
{
	static const wchar_t *const small[] = {L"镇", L"乡", L"街道", L"苏木", NULL};
	int			stem;
	int			longest = behind_adverb ? 2 : 3;

	if (gd_name_begins(plain, name->begin, name->end, &stem) != GD_BEGINS_PLACE)
		return false;
	if (!in_sentence && !behind_adverb && gd_skip_any(plain, name->begin + stem, small) >= 0)
		longest = 4;
	return stem > longest;
}

/*
 * Endings
 */

bool
gd_ends_like_organ(const GdPlain *plain, int begin, int end)
{
	const GdWord *word;

	if (end > begin && plain->code[end - 1] == GD_CODE_CLOSE)
	{
		/* 海关总署（本级机关） */
		while (end > begin && plain->code[end - 1] != GD_CODE_OPEN)
			end--;
		end--;
	}
	if (end - begin < 2 || end - begin > LONGEST_NAME)
		return false;
	word = gd_word_before(plain, begin, end, GD_WORD_ENDING);
	if (word == NULL)
		return false;
	/* 育局 is what is left of 教育局, 海关 and 监狱 are names */
	return end - begin - word->length >= (word->length == 1 ? 2 : 0) ||
		(word->kinds & GD_WORD_PLACE);
}

/* The index of the bracket that opens the one that ends in front of `to`, or -1. */
static int
open_of(const GdPlain *plain, int from, int to)
{
	int			inner = 0;

	for (int i = to - 2; i >= from && to - i <= LONGEST_NAME; i--)
	{
		if (gd_is_punctuation(plain->code[i]) ||
			(plain->code[i] == GD_CODE_OPEN && inner-- == 0))
			return plain->code[i] == GD_CODE_OPEN ? i : -1;
		inner += plain->code[i] == GD_CODE_CLOSE;
	}
	return -1;
}

/* "（2024年1月20日）" is no part of a name. */
static bool
holds_digit(const GdPlain *plain, int open, int to)
{
	for (int i = open; open >= 0 && i < to; i++)
	{
		if (gd_digit_at(plain, i))
			return true;
	}
	return false;
}

/*
 * Takes away what follows the name: dashes, quotes and the verbs of a sentence. Sets *refers where
 * those are no verbs.
 */
static int
strip_behind(const GdPlain *plain, int from, int to, bool *refers, bool *has_verb)
{
	*refers = *has_verb = false;
	while (to > from)
	{
		uint16_t	code = plain->code[to - 1];
		const GdWord *word;

		if (code == GD_CODE_CLOSE && holds_digit(plain, open_of(plain, from, to), to))
		{
			to = open_of(plain, from, to);
			continue;
		}
		if (code == GD_CODE_DASH || (gd_is_punctuation(code) && code != GD_CODE_DESTROYED))
		{
			to--;
			continue;
		}
		if (gd_word_before(plain, from, to, GD_WORD_NAME_WORD) != NULL)
			return to;
		word = gd_word_before(plain, from, to, GD_WORDS_AROUND);
		if (word == NULL || (word->kinds & (GD_WORD_VERB | GD_WORD_ADVERB | GD_WORD_ADDRESSEE |
											GD_WORD_REFERENCE)) == 0)
			return to;
		/* 局 and 委 end names; 报告厅 was seen above */
		if (word->kinds & GD_WORD_REFERENCE)
			*refers = true;
		*has_verb = *has_verb || (word->kinds & (GD_WORD_VERB | GD_WORD_ADDRESSEE));
		to -= word->length;
	}
	return to;
}

/* Digits are part of a name only in 第12师, 临川市101中学; 16:15:02市教育局 is a time in front of one. */
static bool
is_digit_of_name(const GdPlain *plain, int i, int from, int to)
{
	int			first = i;

	if (!gd_digit_at(plain, i) || i + 1 >= to)
		return false;
	while (first > from && gd_digit_at(plain, first - 1))
		first--;
	if (first == from || !is_ideograph(plain->code[first - 1]) ||
		(first == i && plain->code[first - 1] != L'第'))
		return false;
	return gd_word_at(plain, i + 1, to, GD_WORD_ENDING) != NULL;
}

/* "16:15:02", "2026-01-15": a unit behind it (日照市) is none. */
static bool
ends_stamp(const GdPlain *plain, int i)
{
	while (i > 0 && gd_digit_at(plain, i - 1))
		i--;
	return i > 0 && (plain->code[i - 1] == GD_CODE_COLON || plain->code[i - 1] == GD_CODE_DASH);
}

/* Where the characters of a name begin that ends at `to`, behind a date or a time. */
static int
begin_of_ideographs(const GdPlain *plain, int from, int to)
{
	static const wchar_t units[] = L"年月日时分秒页号点";
	int			begin = to;

	while (begin > from && (is_ideograph(plain->code[begin - 1]) ||
							is_digit_of_name(plain, begin - 1, from, to)))
		begin--;
	while (begin > 0 && begin < to && gd_digit_at(plain, begin - 1) &&
		   !ends_stamp(plain, begin) && wcschr(units, plain->code[begin]) != NULL)
		begin++;
	return begin;
}

/* What is known about where a name may begin. */
typedef struct Border
{
	int			at;
	bool		is_object;		/* behind a verb or 由: what follows is a noun */
	bool		refers;			/* behind 根据, 按照 … */
	bool		is_label;
} Border;

/* 由, 将, 对: prepositions whose object follows. */
static bool
is_preposition(uint16_t code)
{
	return wcschr(L"由将对把是为的", code) != NULL;
}

static void
pass_word(const GdWord *word, int next, Border *border)
{
	border->at = next;
	border->refers = (word->kinds & GD_WORD_REFERENCE) != 0;
	border->is_label = word->kinds & GD_WORD_LABEL;
	border->is_object = (word->kinds & (GD_WORD_VERB | GD_WORD_ADDRESSEE)) != 0 ||
		is_preposition((uint16_t) word->word[word->length - 1]);
}

/* Passes the last word in [from, to) that is part of no name, and the particles behind it. */
static Border
find_border(const GdPlain *plain, int from, int to)
{
	Border		border = {.at = from};

	for (int i = from; i < to;)
	{
		const GdWord *word = gd_word_at(plain, i, to, GD_WORD_NAME_WORD);

		if (word != NULL)
		{
			i += word->length;
			continue;
		}
		word = gd_word_at(plain, i, to, GD_WORDS_AROUND);
		if (word == NULL || (word->length == 1 && i != border.at) ||
			(word->length == 1 && (word->kinds & GD_WORDS_AROUND) == GD_WORD_LABEL))
		{
			i++;
			continue;
		}
		if (word->length == 1 && is_preposition(plain->code[i]))
		{
			border.at = i + 1;
			border.is_object = true;
			border.refers = border.is_label = false;
		}
		else if (word->length == 1 && (word->kinds & GD_WORD_ADVERB))
			border.at = i + 1;
		else
			pass_word(word, i + word->length, &border);
		i = border.at;
	}
	return border;
}

/* The index at which the run of characters without white space begins that ends at i. */
static int
segment_begin(const GdPlain *plain, int from, int i)
{
	i--;
	while (i > from && !plain->after[i])
		i--;
	return i;
}

/* Is it a place by itself: 松江省, 临川市青岚县? */
static bool
is_place(const GdPlain *plain, int begin, int end)
{
	int			stem;

	return end - begin >= 2 && gd_word_before(plain, begin, end, GD_WORD_PLACE) != NULL &&
		gd_name_begins(plain, begin, end, &stem) >= GD_BEGINS_STATE;
}

/* Does the name begin with the piece in front of it? */
static bool
repeats(const GdPlain *plain, int piece, int begin, int end)
{
	int			length = begin - piece;

	return length <= end - begin &&
		memcmp(&plain->code[piece], &plain->code[begin], length * sizeof(plain->code[0])) == 0;
}

/* What a piece in front of a name is. */
typedef enum Piece
{
	PIECE_OTHER,
	PIECE_OF_NAME,
	PIECE_DOUBTFUL,				/* it may be a part of the name: the name may have lost it */
	PIECE_NAME,					/* a name by itself, which may be the first part of this one */
} Piece;

/* A piece that is neither a place nor a name, in front of what begins like a name. */
static Piece
judge_fragment(const GdPlain *plain, int piece, int begin, int end)
{
	static const wchar_t *const never_alone[] = {L"市", L"省", L"镇", L"乡", L"街道", NULL};
	int			length = begin - piece;
	int			stem;
	GdBegins	begins = gd_name_begins(plain, begin, end, &stem);

	/* no place is named 顺市, 河街道 */
	if (begins == GD_BEGINS_PLACE && stem == 1 && length <= 3 &&
		gd_skip_any(plain, begin + 1, never_alone) >= 0)
		return PIECE_OF_NAME;
	if (begins <= GD_BEGINS_BARE && gd_name_begins(plain, piece, end, &stem) >= GD_BEGINS_STATE)
		return PIECE_OF_NAME;
	/* a line that was broken begins a line, and goes on at the begin of the next one */
	if (begins >= GD_BEGINS_FIELD &&
		!(plain->after[begin] & plain->after[piece] & GD_AFTER_NEWLINE))
		return PIECE_OTHER;
	return PIECE_DOUBTFUL;
}

/* 国家税务总局, 新疆生产建设兵团: names of their branches begin with it; those of ministries do not. */
static bool
is_head_of_branches(const GdPlain *plain, int begin, int end)
{
	const GdWord *word = gd_word_at(plain, begin, end, GD_WORD_PREFIX);

	return word != NULL && word->length == end - begin && word->length >= 5 &&
		plain->code[end - 1] != L'部';
}

/* Does the piece in front belong to the name that begins at begin? */
static Piece
judge_piece(const GdPlain *plain, int piece, int begin, int end)
{
	int			length = begin - piece;
	int			stem;
	GdBegins	begins = gd_name_begins(plain, begin, end, &stem);
	GdBegins	piece_begins;
	bool		is_spaced = begin + 1 == end || plain->after[begin + 1];
	bool		is_line = plain->after[begin] & plain->after[piece] & GD_AFTER_NEWLINE;

	/* 国家税务总局上海市税务局|第三税务分局 */
	if (plain->code[begin] == L'第' && begins > GD_BEGINS_BARE)
		begins = GD_BEGINS_BARE;
	if (length == 1 && !is_spaced && !is_line &&
		gd_word_at(plain, piece, begin, GD_WORD_LABEL) != NULL)
		return PIECE_OTHER;
	if (length == 1)
		return is_spaced || is_line || begins <= GD_BEGINS_FIELD ? PIECE_OF_NAME : PIECE_OTHER;
	if (is_place(plain, piece, begin))
		return repeats(plain, piece, begin, end) ? PIECE_OTHER : PIECE_OF_NAME;
	piece_begins = gd_name_begins(plain, piece, begin, &stem);
	if (gd_ends_like_organ(plain, piece, begin))
	{
		if (is_head_of_branches(plain, piece, begin))
			return PIECE_OF_NAME;
		if (begins == GD_BEGINS_UNKNOWN && piece_begins >= GD_BEGINS_STATE)
			return PIECE_OF_NAME;
		return begins <= GD_BEGINS_FIELD ? PIECE_NAME : PIECE_OTHER;
	}
	/* 松顺宁市人|民政府 */
	if (piece_begins >= GD_BEGINS_STATE)
		return PIECE_OF_NAME;
	return judge_fragment(plain, piece, begin, end);
}

/* The begin of the name among the pieces of [from, to) that white space separates. */
static int
join_pieces(const GdPlain *plain, int from, int to, GdName *name)
{
	int			begin = segment_begin(plain, from, to);

	while (begin > from)
	{
		int			piece = segment_begin(plain, from, begin);
		Piece		judged = plain->after[begin] & GD_AFTER_PIPE ? PIECE_OTHER :
			judge_piece(plain, piece, begin, to);

		if (judged == PIECE_OTHER || judged == PIECE_DOUBTFUL)
		{
			name->is_certain = name->is_certain && judged == PIECE_OTHER;
			break;
		}
		if (judged == PIECE_NAME)
		{
			name->is_joined = name->is_certain;
			name->is_certain = false;
		}
		begin = piece;
	}
	return begin;
}

/* Does white space part it from what stands in front? That of letter-spacing does not. */
static bool
is_set_off(const GdPlain *plain, int i)
{
	return plain->after[i] && !(plain->after[i - 1] && plain->after[i + 1]);
}

/* The name in brackets at the end of [from, to): 【临川市教育局】; or the name with its brackets. */
static bool
unpack_brackets(const GdPlain *plain, int *from, int *to)
{
	int			open;

	if (*to - *from < 3 || plain->code[*to - 1] != GD_CODE_CLOSE)
		return false;
	open = open_of(plain, *from, *to);
	if (open < 0)
		return false;
	if (open > *from && is_ideograph(plain->code[open - 1]) && !is_set_off(plain, open) &&
		gd_ends_like_organ(plain, *from, open))
		return false;
	*from = open + 1;
	(*to)--;
	return true;
}

/* The begin of the ideographs of a name, over its brackets if it has some. */
static int
begin_of_name(const GdPlain *plain, int from, int to)
{
	int			end = to;

	if (to > from && plain->code[to - 1] == GD_CODE_CLOSE)
	{
		end = open_of(plain, from, to);
		if (end < 0)
			return to;
	}
	return begin_of_ideographs(plain, from, end);
}

/* 中国（上海）|自由贸易试验区管理委员会: the name goes on in front of the brackets. */
static int
begin_of_free_trade_zone(const GdPlain *plain, int from, int begin, int to)
{
	int			open;

	if (begin <= from || begin >= to || plain->code[begin - 1] != GD_CODE_CLOSE ||
		gd_skip_word(plain, begin, L"自由贸易") < 0)
		return begin;
	open = open_of(plain, from, begin);
	return open > 0 && gd_ends_with(plain, from, open, L"中国") ? open - 2 : begin;
}

/* Was something destroyed in front of the name or within it? */
static bool
is_damaged(const GdPlain *plain, const GdName *name)
{
	for (int i = name->begin + 1; i < name->end; i++)
	{
		if (plain->after[i] & GD_AFTER_PIPE)
			return true;
	}
	return name->begin > 0 && plain->code[name->begin - 1] == GD_CODE_DESTROYED;
}

/* 人民政府, 人民医院, 街道办事处: what kind of organ it is, and not whose. */
static bool
is_kind_only(const GdPlain *plain, const GdName *name)
{
	const GdWord *word = gd_word_at(plain, name->begin, name->end, GD_WORD_ENDING);
	int			stem;

	return word != NULL && word->length > 1 &&
		gd_name_begins(plain, name->begin, name->end, &stem) < GD_BEGINS_STATE;
}

/* Is the beginning one that names have? At the begin of a line it may be any. */
static bool
begins_safely(const GdPlain *plain, const GdName *name, bool in_sentence, bool behind_adverb)
{
	int			stem;

	if (name->begin > 0 && plain->code[name->begin - 1] == GD_CODE_QUOTE)
		return true;
	if (is_too_long(plain, name, in_sentence, behind_adverb) || is_kind_only(plain, name))
		return false;
	return gd_name_begins(plain, name->begin, name->end, &stem) != GD_BEGINS_UNKNOWN ||
		(!in_sentence && !behind_adverb &&
		 (plain->after[name->begin] || !is_ideograph(plain->code[name->begin - 1])));
}

GdName
gd_find_name(const GdPlain *plain, int from, int to, bool in_sentence)
{
	const GdName none = GD_NO_NAME;
	GdName		name = none;
	bool		refers;
	bool		has_verb;
	bool		in_brackets;
	Border		border;
	int			hard;
	int			end;

	end = to;
	to = strip_behind(plain, from, to, &refers, &has_verb);
	in_brackets = unpack_brackets(plain, &from, &to);
	hard = begin_of_free_trade_zone(plain, from, begin_of_name(plain, from, to), to);
	if (refers || hard >= to)
		return none;
	border = find_border(plain, hard, to);
	if (border.refers || border.at >= to)
		return none;
	name.begin = border.at;
	name.end = to;
	if (!border.is_object || !in_sentence)
		name.begin = join_pieces(plain, border.at, to, &name);
	if (gd_word_at(plain, name.begin, to, GD_WORD_PRONOUN) != NULL ||
		!gd_ends_like_organ(plain, name.begin, to))
		return none;
	if (is_damaged(plain, &name) ||
		(!border.is_object && !in_brackets &&
		 !begins_safely(plain, &name, in_sentence || has_verb,
						border.at > hard && !border.is_label)))
		name.is_certain = name.is_joined = false;
	name.is_governed = border.is_object || (to < end && is_ideograph(plain->code[to]));
	return name;
}

/*
 * Agreement
 */

/* Are the characters of a found in b, in their order? */
static bool
is_short_for(const GdPlain *plain, const GdName *a, const GdName *b)
{
	int			i = a->begin;

	for (int j = b->begin; j < b->end && i < a->end; j++)
		i += plain->code[i] == plain->code[j];
	return i == a->end;
}

bool
gd_names_agree(const GdPlain *plain, const GdName *a, const GdName *b)
{
	return is_short_for(plain, a, b) || is_short_for(plain, b, a);
}
