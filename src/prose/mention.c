/*
 * mention.c
 *	  Finds "<agency> <year> 政府信息公开工作年度报告" in its many shapes.
 *
 * The anchor is 信息公开 … 报告. In front of it stand a year and a name in either order, perhaps in
 * brackets, behind a dash or a colon, around 《 (关于印发《…》的通知); else the name stands behind it in
 * brackets or after a dash, or below it.
 */
#include "prose/mention.h"

#include "prose/words.h"

#include <string.h>

#define LONGEST_HEAD 80			/* characters in front of the phrase */
#define MOST_LINES 4			/* that a title is broken over, in front of the phrase */

/*
 * The phrase
 */

/* The rest of L"信息公开工作年度报告" behind 信息公开: the index behind it, or -1. */
static int
skip_report_words(const GdPlain *plain, int i, int *year)
{
	static const wchar_t *const fillers[] = {
		L"工作", L"情况", L"的", L"年度", L"年", L"本级", L"总结", L"执行", L"实施", NULL
	};
	static const wchar_t *const ends[] = {L"报告", L"年报", NULL};

	for (int words = 0; words < 7; words++)
	{
		int			next = gd_skip_any(plain, i, ends);

		if (next >= 0)
			return next;
		next = gd_skip_any(plain, i, fillers);
		if (next < 0 && gd_year_at(plain, i, i, plain->count) != 0)
		{
			*year = gd_year_at(plain, i, i, plain->count);
			next = i + 4;
		}
		if (next < 0)
			return -1;
		i = next;
	}
	return -1;
}

/* Where the report's name begins in front of 信息公开: with 政府, unless that is the end of 人民政府. */
static int
phrase_begin(const GdPlain *plain, int i)
{
	if (gd_ends_with(plain, 0, i, L"政务"))
		return i - 2;
	if (!gd_ends_with(plain, 0, i, L"政府") || gd_ends_with(plain, 0, i, L"人民政府"))
		return i;
	return i - 2;
}

/* Is it the report that is meant, or work on it: 年度报告编制工作, 《… 年度报告》解读? */
static bool
is_work(const GdPlain *plain, int i)
{
	if (i + 1 < plain->count && plain->code[i] == GD_CODE_UNQUOTE && plain->code[i + 1] != L'的')
		i++;
	return i < plain->count && !(plain->after[i] & GD_AFTER_NEWLINE) &&
		gd_word_at(plain, i, plain->count, GD_WORD_WORK) != NULL;
}

/*
 * Years
 */

typedef struct Year
{
	int			year;			/* 0: none, or one of several where end is not 0 */
	int			begin;			/* with its brackets */
	int			end;
} Year;

/* "1-12月": the whole year; the index behind it, or i. */
static int
skip_all_months(const GdPlain *plain, int i)
{
	int			at = i + 1;

	if (i + 5 > plain->count || plain->code[i] != '1')
		return i;
	while (at < plain->count &&
		   (plain->code[at] == GD_CODE_DASH || plain->code[at] == L'至' || plain->code[at] == L'月'))
		at++;
	at = at > i + 1 ? gd_skip_word(plain, at, L"12月") : -1;
	return at >= 0 ? at : i;
}

/* Behind 2025: 年, 年度, 度. */
static int
skip_year_words(const GdPlain *plain, int i)
{
	static const wchar_t *const words[] = {L"年度", L"年", NULL};
	int			next = gd_skip_any(plain, i, words);

	return next >= 0 ? skip_all_months(plain, next) : i;
}

/* Takes in the brackets around it. */
static void
widen(const GdPlain *plain, int from, int to, Year *year)
{
	if (year->begin > from && plain->code[year->begin - 1] == GD_CODE_OPEN && year->end < to &&
		plain->code[year->end] == GD_CODE_CLOSE)
	{
		year->begin--;
		year->end++;
		year->end = skip_year_words(plain, year->end);
	}
}

/* "2020年1月11日", "2020-01-11", "〔2021〕30号": a year in front of a digit is part of something else. */
static bool
is_part_of_date(const GdPlain *plain, int i)
{
	if (i < plain->count && (plain->after[i] & GD_AFTER_NEWLINE))
		return false;
	if (i < plain->count && (plain->code[i] == GD_CODE_CLOSE || plain->code[i] == GD_CODE_DASH ||
							 plain->code[i] == GD_CODE_DOT || plain->code[i] == GD_CODE_MARK))
		i++;
	return gd_digit_at(plain, i);
}

/* "2023-2024年": which of them? The index of the first one, or -1. */
static int
begin_of_range(const GdPlain *plain, int from, int i)
{
	int			end = i;

	while (end > from && (plain->code[end - 1] == GD_CODE_DASH || plain->code[end - 1] == L'至'))
		end--;
	if (end == i)
		return -1;
	if (end > from && plain->code[end - 1] == L'年')
		end--;
	return end - 4 >= from && gd_year_at(plain, end - 4, from, plain->count) != 0 ? end - 4 : -1;
}

/* The last year in [from, to) that is no part of a date; a range of years is none. */
static Year
last_year(const GdPlain *plain, int from, int to)
{
	for (int i = to - 4; i >= from; i--)
	{
		Year		year = {gd_year_at(plain, i, from, plain->count), i, 0};
		int			first;

		if (year.year == 0)
			continue;
		year.end = skip_year_words(plain, i + 4);
		if (is_part_of_date(plain, year.end))
			continue;
		first = begin_of_range(plain, from, i);
		if (first >= 0)
			return (Year) {0, first, year.end};
		widen(plain, from, to, &year);
		return year;
	}
	return (Year) {0, 0, 0};
}

/* Behind the phrase: （2024年）, on the same line or the next; the index behind it, or i. */
static int
skip_year_behind(const GdPlain *plain, int i, int *year)
{
	int			at = i;
	int			found;
	bool		has_bracket;

	while (at < plain->count && plain->code[at] == GD_CODE_DASH && at - i < 3)
		at++;
	has_bracket = at < plain->count && plain->code[at] == GD_CODE_OPEN;
	at += has_bracket;
	found = at + 4 <= plain->count ? gd_year_at(plain, at, at, plain->count) : 0;
	if (found == 0)
		return i;
	at = skip_year_words(plain, at + 4);
	if (has_bracket ? at >= plain->count || plain->code[at] != GD_CODE_CLOSE :
		is_part_of_date(plain, at))
		return i;
	at += has_bracket;
	/* a bare year ends its line */
	if (!has_bracket && at < plain->count && !(plain->after[at] & GD_AFTER_NEWLINE))
		return i;
	*year = found;
	return at;
}

/*
 * What stands in front
 */

static bool
is_border(uint16_t code)
{
	return gd_is_punctuation(code);
}

/* What stands in front of the phrase, back to a mark or to the last mention. */
static int
head_of(const GdPlain *plain, int from, int phrase)
{
	int			begin = phrase;
	int			line = phrase;
	int			lines = 0;

	while (begin > from && phrase - begin < LONGEST_HEAD && !is_border(plain->code[begin - 1]))
	{
		if (plain->after[begin] & GD_AFTER_NEWLINE)
		{
			/* lines of one character are letter-spacing */
			if ((line == begin || line - begin > 1) && ++lines >= MOST_LINES)
				break;
			line = begin;
		}
		begin--;
	}
	return begin;
}

/* "上半年", "第一季度", "1月份": no year's report. */
static bool
is_part_of_year(const GdPlain *plain, int from, int to)
{
	static const wchar_t *const parts[] = {
		L"上半年", L"下半年", L"季度", L"月份", L"月度", L"半年", NULL
	};

	return gd_holds_any(plain, from, to, parts);
}

/* "关于做好2024年 … 年度报告": what others are to do. */
static bool
tells_others(const GdPlain *plain, int from, int to)
{
	for (int i = from; i + 2 < to; i++)
	{
		if (gd_skip_word(plain, i, L"关于") >= 0 &&
			gd_word_at(plain, i + 2, to, GD_WORD_NOTICE) != NULL)
			return true;
	}
	return false;
}

/* "关于公布2024年…年度报告的公告": what it is about is the report, and it comes with it. */
static bool
is_published(const GdPlain *plain, int from, int to)
{
	static const wchar_t *const words[] = {
		L"关于公布", L"关于发布", L"关于印发", L"关于公开", L"关于公示", L"关于刊发", NULL
	};

	return gd_holds_any(plain, from, to, words);
}

/* "O年度", "2O24年", "口年度": what is left of a year that some converter did not know. */
static int
skip_lost_year(const GdPlain *plain, int begin, int end)
{
	int			i = begin;

	if (begin + 1 < end && gd_skip_word(plain, begin + 1, L"年度") >= 0)
		return begin + 3;
	while (i < end && i - begin < 4 &&
		   (gd_digit_at(plain, i) || plain->code[i] == GD_CODE_LETTER))
		i++;
	return i > begin && i < end && plain->code[i] == L'年' ? skip_year_words(plain, i) : begin;
}

/* The name behind the year, in front of the phrase: 2024年度|临川市教育局. */
static GdName
name_behind_year(const GdPlain *plain, int from, int to, bool in_sentence)
{
	static const wchar_t *const words[] = {L"的", L"度", L"关于", NULL};
	GdName		name;
	int			next;

	while (from < to && (next = gd_skip_any(plain, from, words)) >= 0)
		from = next;
	while (from < to && plain->code[from] == GD_CODE_DASH)
		from++;
	from = skip_lost_year(plain, from, to);
	if (from >= to)
		return GD_NO_NAME;
	name = gd_find_name(plain, from, to, in_sentence);
	name.is_certain = name.is_certain || (name.begin == from && !name.is_joined);
	return name;
}

static bool
has_name(const GdMention *mention)
{
	return mention->name.end > mention->name.begin;
}

/* 「临川市教育局」2024年: the name in the quotes that end in front of from. */
static GdName
name_in_quotes(const GdPlain *plain, int from)
{
	int			open = from - 1;

	while (open > 0 && plain->code[open] != GD_CODE_QUOTE && from - open < LONGEST_HEAD)
		open--;
	if (plain->code[open] != GD_CODE_QUOTE)
		return GD_NO_NAME;
	return gd_find_name(plain, open + 1, from - 1, false);
}

/* 临川市教育局·2024年 */
static bool
is_middle_dot(const GdPlain *plain, int i)
{
	static const char *const dots[] = {"·", "•", "・", "‧"};

	for (size_t d = 0; d < sizeof(dots) / sizeof(dots[0]); d++)
	{
		if (plain->bytes[i] == strlen(dots[d]) &&
			memcmp(plain->text + plain->begin[i], dots[d], plain->bytes[i]) == 0)
			return true;
	}
	return false;
}

/*
 * Outside of 《 or of a colon, where nothing but a year stands inside: 临川市教育局关于印发《, 临川市教育局：. Names
 * of fields (来源：) are no names of organs.
 */
static void
read_outside(const GdPlain *plain, int last, int from, GdMention *mention)
{
	int			outer;
	uint16_t	border;

	if (from <= last || has_name(mention))
		return;
	border = plain->code[from - 1];
	if (border == GD_CODE_UNQUOTE)
		mention->name = name_in_quotes(plain, from);
	if (border != GD_CODE_QUOTE && border != GD_CODE_COLON && !is_middle_dot(plain, from - 1))
		return;
	outer = head_of(plain, last, from - 1);
	if (tells_others(plain, outer, from - 1))
		return;
	if (mention->year == 0)
		mention->year = last_year(plain, outer, from - 1).year;
	mention->name = gd_find_name(plain, outer, from - 1, border == GD_CODE_QUOTE);
}

static void
read_front(const GdPlain *plain, int last, int phrase, bool in_sentence, GdMention *mention)
{
	int			from = head_of(plain, last, phrase);
	Year		year = last_year(plain, from, phrase);

	mention->begin = phrase;
	mention->is_about_reports = tells_others(plain, from, phrase);
	mention->is_part_of_year = is_part_of_year(plain, from, phrase);
	mention->is_published = is_published(plain, from, phrase);
	if (mention->year == 0)
		mention->year = year.year;
	if (year.end != 0)
	{
		mention->begin = year.begin;
		mention->name = name_behind_year(plain, year.end, phrase, in_sentence);
		if (!has_name(mention))
			mention->name = gd_find_name(plain, from, year.begin, in_sentence);
	}
	else
		mention->name = gd_find_name(plain, from, phrase, in_sentence);
	if (!has_name(mention) && mention->begin == from)
		read_outside(plain, last, from, mention);
	else if (has_name(mention) && mention->name.begin < mention->begin)
		mention->begin = mention->name.begin;
	/* of two that report together the second one would be named */
	if (mention->name.begin > 0 && plain->code[mention->name.begin - 1] == GD_CODE_ENUMERATION)
		mention->name.is_certain = mention->name.is_joined = false;
}

/*
 * What stands behind
 */

/* The end of the line, or of the sentence, from i on. */
static int
end_of_line(const GdPlain *plain, int i)
{
	int			end = i;

	while (end < plain->count && (end == i || !(plain->after[end] & GD_AFTER_NEWLINE)) &&
		   end - i < LONGEST_HEAD)
		end++;
	return end;
}

/* "年度报告（临川市教育局）", "年度报告——临川市教育局" */
static void
read_behind(const GdPlain *plain, GdMention *mention)
{
	int			i = mention->end;
	int			end = end_of_line(plain, i);
	int			dashes = 0;

	if (i >= plain->count || (plain->after[i] & GD_AFTER_NEWLINE))
		return;
	if (plain->code[i] == GD_CODE_OPEN)
	{
		int			close = i + 1;

		while (close < end && plain->code[close] != GD_CODE_CLOSE)
			close++;
		if (close < end)
			mention->name = gd_find_name(plain, i + 1, close, false);
		if (has_name(mention) && mention->name.begin == i + 1)
			mention->end = close + 1;
		else
			mention->name = GD_NO_NAME;
		return;
	}
	/* behind a hyphen stands the name of a site, as in the titles of web pages */
	while (i + dashes < end && plain->code[i + dashes] == GD_CODE_DASH &&
		   plain->bytes[i + dashes] > 1)
		dashes++;
	if (dashes == 0)
		return;
	mention->name = gd_find_name(plain, i + dashes, end, false);
	if (mention->name.begin == i + dashes && mention->name.end == end)
		mention->end = end;
	else
		mention->name = GD_NO_NAME;
}

/* A name alone on the line below a title: the one who signs it. */
static void
read_below(const GdPlain *plain, GdMention *mention)
{
	int			begin = mention->end;
	int			end = end_of_line(plain, begin);

	if (begin >= plain->count || !(plain->after[begin] & GD_AFTER_NEWLINE) || end - begin > 30)
		return;
	mention->name = gd_find_name(plain, begin, end, false);
	if (mention->name.begin != begin || mention->name.end != end)
		mention->name = GD_NO_NAME;
	else
		mention->kind = GD_MENTION_BELOW;
}

/* A title begins a line or follows a space, and little follows it on its line. */
static bool
stands_alone(const GdPlain *plain, const GdMention *mention)
{
	int			rest = 0;
	int			i = mention->end;

	if (mention->begin > 0 && !(plain->after[mention->begin] & GD_AFTER_SPACE) &&
		!gd_digit_at(plain, mention->begin - 1) &&
		plain->code[mention->begin - 1] != GD_CODE_LETTER)
		return false;
	if (i < plain->count && !(plain->after[i] & GD_AFTER_NEWLINE) &&
		gd_is_punctuation(plain->code[i]))
		return false;
	for (; i < plain->count && !(plain->after[i] & GD_AFTER_NEWLINE); i++)
		rest++;
	return rest <= 20;
}

/* Does the sentence go on behind the phrase: 年度报告，… 年度报告如下? */
static bool
goes_on(const GdPlain *plain, int i)
{
	return i < plain->count && !(plain->after[i] & GD_AFTER_NEWLINE) &&
		(gd_is_punctuation(plain->code[i]) || gd_word_at(plain, i, plain->count, GD_WORDS_AROUND));
}

/* 临川市教育局根据《条例》编制2024年…: the sentence begins with a name, and goes on with a reference. */
static GdName
name_of_sentence(const GdPlain *plain, int last, int phrase)
{
	int			begin = phrase;

	while (begin > last && phrase - begin < LONGEST_HEAD &&
		   plain->code[begin - 1] != GD_CODE_STOP && plain->code[begin - 1] != GD_CODE_COMMA)
		begin--;
	for (int at = begin + 2; at < phrase; at++)
	{
		const GdWord *word = gd_word_at(plain, at, phrase, GD_WORD_NAME_WORD | GD_WORD_REFERENCE);
		GdName		name;

		if (is_border(plain->code[at]))
			break;
		if (word == NULL || (word->kinds & GD_WORD_NAME_WORD))
		{
			at += word != NULL ? word->length - 1 : 0;
			continue;
		}
		name = gd_find_name(plain, begin, at, true);
		if (name.begin == begin && name.end == at && name.is_certain)
			return name;
		break;
	}
	return GD_NO_NAME;
}

/*
 * "现铺陈县教育局2024年…年度报告。": a sentence must have a verb, and this one has none that is known. So one
 * may be what the name seems to begin with.
 */
static bool
lacks_verb(const GdPlain *plain, const GdMention *mention)
{
	int			begin = mention->begin;

	if (!has_name(mention) || mention->name.is_governed || mention->end >= plain->count ||
		plain->code[mention->end] != GD_CODE_STOP)
		return false;
	/* 特向社会公布|2024年临川市教育局…年度报告 */
	while (begin > 0 && mention->begin - begin < LONGEST_HEAD && !is_border(plain->code[begin - 1]))
		begin--;
	for (int i = begin; i < mention->begin; i++)
	{
		if (gd_word_at(plain, i, mention->begin, GD_WORD_VERB) != NULL)
			return false;
	}
	return true;
}

/*
 * Behind 信息公开; or behind 政务公开 in 政务公开工作年度报告, as some call it. 政务公开工作报告 is another one. -1 if none
 * is there.
 */
static int
skip_anchor(const GdPlain *plain, int i)
{
	static const wchar_t *const yearly[] = {
		L"政务公开工作年度报告", L"政务公开年度报告", L"政务公开工作年报", L"政务公开年报", NULL
	};

	if (plain->code[i] == L'政')
		return gd_skip_any(plain, i, yearly) >= 0 ? i + 4 : -1;
	return gd_skip_word(plain, i, L"信息公开");
}

static bool
read_mention(const GdPlain *plain, int last, int anchor, GdMention *mention)
{
	int			behind = skip_anchor(plain, anchor);
	bool		in_sentence;

	*mention = (GdMention) {GD_MENTION_SENTENCE, GD_NO_NAME};
	if (behind < 0)
		return false;
	mention->end = skip_report_words(plain, behind, &mention->year);
	if (mention->end < 0)
		return false;
	in_sentence = goes_on(plain, mention->end);
	mention->end = skip_year_behind(plain, mention->end, &mention->year);
	read_front(plain, last, phrase_begin(plain, anchor), in_sentence, mention);
	if (in_sentence && lacks_verb(plain, mention))
		mention->name.is_certain = mention->name.is_joined = false;
	if (is_work(plain, mention->end) && !mention->is_published)
		mention->is_about_reports = true;
	if (!has_name(mention) && in_sentence)
		mention->name = name_of_sentence(plain, last, phrase_begin(plain, anchor));
	if (!has_name(mention))
		read_behind(plain, mention);
	mention->is_title = stands_alone(plain, mention);
	if (mention->is_title)
		mention->kind = GD_MENTION_TITLE;
	if (mention->is_title && !has_name(mention))
		read_below(plain, mention);
	return true;
}

/*
 * Without the phrase
 */

/* 由临川市审计局根据《条例》编制: the name ends where a reference or a verb begins. */
static bool
read_author(const GdPlain *plain, int i, GdMention *mention)
{
	static const wchar_t *const verbs[] = {
		L"编制", L"编写", L"编撰", L"编印", L"起草", L"撰写", L"制作", L"拟定", L"汇编", L"发布", L"公布", L"编报", NULL
	};
	int			end = 0;
	bool		has_verb = false;

	for (int at = i + 1; at < plain->count && at - i < LONGEST_HEAD && !has_verb; at++)
	{
		const GdWord *word = gd_word_at(plain, at, plain->count, GD_WORD_NAME_WORD);

		if (plain->code[at] == GD_CODE_STOP)
			break;
		if (word != NULL)
		{
			at += word->length - 1;
			continue;
		}
		has_verb = gd_skip_any(plain, at, verbs) >= 0;
		if (end == 0 && (has_verb || is_border(plain->code[at]) ||
						 gd_word_at(plain, at, plain->count, GD_WORD_REFERENCE) != NULL))
			end = at;
	}
	if (!has_verb)
		return false;
	*mention = (GdMention) {GD_MENTION_AUTHOR, gd_find_name(plain, i + 1, end, true), 0, i, end};
	/* 由 is a preposition here: what stands behind it is the name, whole */
	if (mention->name.begin != i + 1)
		return false;
	mention->name.is_certain = true;
	return true;
}

/* Is it the report that is spoken of in the sentence around i? */
static bool
is_about_report(const GdPlain *plain, int i)
{
	static const wchar_t *const words[] = {L"报告", L"年报", NULL};
	int			begin = i;

	while (begin > 0 && i - begin < LONGEST_HEAD && plain->code[begin - 1] != GD_CODE_STOP)
		begin--;
	for (int at = begin; at < plain->count && at - i < LONGEST_HEAD; at++)
	{
		if (gd_skip_any(plain, at, words) >= 0)
			return true;
		if (plain->code[at] == GD_CODE_STOP)
			return false;
	}
	return false;
}

int
gd_find_mentions(const GdPlain *plain, GdMention *mentions)
{
	int			count = 0;
	int			last = 0;

	for (int i = 0; i + 4 <= plain->count && count < GD_MENTIONS; i++)
	{
		if ((plain->code[i] == L'信' || plain->code[i] == L'政') &&
			read_mention(plain, last, i, &mentions[count]))
		{
			last = mentions[count].end;
			i = last - 1;
			count++;
		}
		else if (plain->code[i] == L'由' && read_author(plain, i, &mentions[count]) &&
				 is_about_report(plain, i))
			count++;
	}
	return count;
}

/* Where the subject of a sentence about a year may begin, the year standing at i; or -1. */
static int
begin_of_subject(const GdPlain *plain, int i)
{
	int			from = -1;

	if (i + 5 <= plain->count && gd_year_at(plain, i, 0, plain->count) != 0 &&
		plain->code[i + 4] == L'年' && !gd_digit_at(plain, i + 5))
		from = skip_year_words(plain, i + 4);
	else if (gd_skip_word(plain, i, L"年以来") >= 0)
		from = i + 3;
	if (from >= 0 && from < plain->count && gd_is_punctuation(plain->code[from]))
		from++;
	return from;
}

/* The name that begins at from and ends where a predicate begins. */
static GdName
subject_at(const GdPlain *plain, int from)
{
	for (int to = from + 2; to < plain->count && to - from <= 40; to++)
	{
		const GdWord *word;
		GdName		name;

		if (is_border(plain->code[to]))
			break;
		word = gd_word_at(plain, to, plain->count, GD_WORD_PREDICATE);
		/* 南银区|和平街道 */
		if (word == NULL ||
			(word->length == 1 && gd_word_before(plain, from, to, GD_WORD_PLACE) != NULL))
			continue;
		name = gd_find_name(plain, from, to, true);
		if (name.begin == from && name.end == to && name.is_certain)
			return name;
		if (gd_ends_like_organ(plain, from, to))
			break;
	}
	return GD_NO_NAME;
}

GdName
gd_find_subject(const GdPlain *plain)
{
	for (int i = 0; i + 3 < plain->count; i++)
	{
		int			from = begin_of_subject(plain, i);
		GdName		name = from >= 0 ? subject_at(plain, from) : GD_NO_NAME;

		if (name.end > name.begin)
			return name;
	}
	return GD_NO_NAME;
}
