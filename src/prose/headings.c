/*
 * headings.c
 *	  Aligns the lines of a report with the sections of the form.
 *
 * Reports word their headings as they like (一、信息公开总体情况, 第五部分 问题与改进) and number them in ten
 * ways. A line is a candidate if it is short and numbered, or made of the words of headings
 * (src/form/headings.tsv) and nothing else. The candidates of one way of numbering are aligned with
 * the sections: the heaviest chain in which sections increase, by dynamic programming. A candidate
 * whose words tell nothing is the section of its number, if it stands between its neighbours and
 * all others of the chain have the numbers of their sections.
 */
#include "prose/headings.h"

#include "prose/organ.h"

#include <string.h>

#define LONGEST_HEADING 36		/* characters */
/* characters of a line that are read: its number, the heading, and whether anything is behind it */
#define LINE_BEGIN 50
#define LONGEST_LINE 1200		/* bytes in which they stand */
#define CANDIDATES 400			/* more are left out */
#define CERTAIN_HEADING 8		/* characters of one without a number */
#define LITTLE 30				/* bytes; a narrative has more */
#define LONGEST_PIECE 60		/* bytes of 第一部分, of 及主要做法 with white space */

/* The ways to number headings. */
typedef enum Numbering
{
	NUMBERED_IDEOGRAPH,			/* 一、 */
	NUMBERED_PART,				/* 第一部分 */
	NUMBERED_FORMAL,			/* 壹、 */
	NUMBERED_ROMAN,				/* Ⅰ、 */
	NUMBERED_ARABIC,			/* 1、 */
	NUMBERED_IN_BRACKETS,		/* （一） */
	NUMBERED_ARABIC_IN_BRACKETS,	/* （1） */
	NUMBERED_CIRCLE,			/* ① */
	NUMBERED_NOT,
	NUMBERINGS
} Numbering;

typedef struct Candidate
{
	uint32_t	begin;			/* bytes of the text */
	uint32_t	end;
	uint8_t		numbering;
	uint8_t		number;
	uint8_t		section;		/* by its words; 0: they tell none. GD_HEADING_TABLE: a table */
	bool		has_rest;		/* the line goes on behind it */
	int			score;			/* of the best chain that ends here */
	int			before;			/* in that chain, or -1 */
} Candidate;

typedef struct Finder
{
	const char *text;
	size_t		length;
	GdPlain    *line;
	GdOutline  *outline;
	Candidate  *candidate;
	int			count;
} Finder;

/*
 * Numbers
 */

/* 1 to 10, or 0. */
static int
numeral_at(const GdPlain *plain, int i, const wchar_t *numerals)
{
	const wchar_t *found = i < plain->count && plain->code[i] > 0x7F ?
		wcschr(numerals, plain->code[i]) : NULL;

	return found ? (int) (found - numerals) + 1 : 0;
}

static bool
is_mark_of_number(const GdPlain *plain, int i)
{
	return i < plain->count &&
		(plain->code[i] == GD_CODE_ENUMERATION || plain->code[i] == GD_CODE_DOT ||
		 plain->code[i] == GD_CODE_COMMA || plain->code[i] == GD_CODE_MARK ||
		 plain->code[i] == GD_CODE_COLON);
}

/* Behind a number: its mark, or white space; the index behind it, or -1. */
static int
skip_mark(const GdPlain *plain, int i)
{
	if (is_mark_of_number(plain, i))
		return i + 1;
	return i < plain->count && (plain->after[i] & GD_AFTER_SPACE) ? i : -1;
}

/* "①", "⒈", "Ⅳ": a number in one character. */
static int
skip_lone_number(const GdPlain *plain, int i, Numbering *numbering, int *number)
{
	const unsigned char *p = plain->text + plain->begin[i];
	GdChar		c = gd_fold_char(p);
	int			behind;

	if (gd_class(c) == GD_CLASS_ORDINAL)
	{
		*numbering = NUMBERED_CIRCLE;
		*number = gd_value(c);
	}
	else if (p[0] == 0xE2 && p[1] == 0x85 && p[2] >= 0xA0 && p[2] <= 0xA9)
	{
		*numbering = NUMBERED_ROMAN;
		*number = p[2] - 0xA0 + 1;
	}
	else
		return -1;
	behind = skip_mark(plain, i + 1);
	return behind >= 0 ? behind : i + 1;
}

/* "第一部分", "第1章" */
static int
skip_part(const GdPlain *plain, int i, int *number)
{
	static const wchar_t *const parts[] = {L"部分", L"章", L"节", L"篇", NULL};
	int			next;

	*number = numeral_at(plain, i + 1, L"一二三四五六七八九十");
	if (*number == 0 && gd_digit_at(plain, i + 1))
		*number = plain->code[i + 1] - '0';
	next = *number > 0 ? gd_skip_any(plain, i + 2, parts) : -1;
	if (next < 0)
		return -1;
	return is_mark_of_number(plain, next) ? next + 1 : next;
}

/* "（一）", "（1）、" */
static int
skip_brackets(const GdPlain *plain, int i, Numbering *numbering, int *number)
{
	*number = numeral_at(plain, i + 1, L"一二三四五六七八九十");
	*numbering = NUMBERED_IN_BRACKETS;
	if (*number == 0 && gd_digit_at(plain, i + 1))
	{
		*number = plain->code[i + 1] - '0';
		*numbering = NUMBERED_ARABIC_IN_BRACKETS;
	}
	if (*number == 0 || i + 2 >= plain->count || plain->code[i + 2] != GD_CODE_CLOSE)
		return -1;
	return is_mark_of_number(plain, i + 3) ? i + 4 : i + 3;
}

/* The index behind the number of a heading; i, and NUMBERED_NOT, if there is none. */
static int
skip_number(const GdPlain *plain, int i, Numbering *numbering, int *number)
{
	uint16_t	code = plain->code[i];
	int			next = -1;

	if (code == L'第')
	{
		*numbering = NUMBERED_PART;
		next = skip_part(plain, i, number);
	}
	else if (code == GD_CODE_OPEN)
		next = skip_brackets(plain, i, numbering, number);
	else if (code == GD_CODE_LETTER)
		next = skip_lone_number(plain, i, numbering, number);
	else if (gd_digit_at(plain, i))
	{
		*numbering = NUMBERED_ARABIC;
		*number = code - '0';
		next = skip_mark(plain, i + 1);
	}
	else if ((*number = numeral_at(plain, i, L"一二三四五六七八九十")) > 0)
	{
		*numbering = NUMBERED_IDEOGRAPH;
		next = skip_mark(plain, i + 1);
	}
	else if ((*number = numeral_at(plain, i, L"壹贰叁肆伍陆柒捌玖拾")) > 0)
	{
		*numbering = NUMBERED_FORMAL;
		next = skip_mark(plain, i + 1);
	}
	if (next >= 0 && *number > 0)
		return next;
	*numbering = NUMBERED_NOT;
	*number = 0;
	return i;
}

/*
 * Words
 */

/* The longest word of headings at i that ends no later than end, or NULL. */
static const GdHeadingWord *
heading_word_at(const GdPlain *plain, int i, int end)
{
	int			place = plain->code[i] & 0xFF;

	for (int w = gd_heading_index[place]; w < gd_heading_index[place + 1]; w++)
	{
		const GdHeadingWord *word = &gd_heading_words[w];

		if (i + word->length <= end && plain->code[i] == word->word[0] &&
			gd_skip_word(plain, i, word->word) >= 0)
			return word;
	}
	return NULL;
}

/* What words of several sections tell: that of the most special one. */
static int
strongest(unsigned kinds)
{
	static const uint8_t order[] = {GD_HEADING_TABLE, 4, 5, 6, 3, 2, 1, GD_HEADING_NONE};

	if (kinds & 1u << GD_HEADING_NO)
		return 0;
	for (size_t i = 0; i < sizeof(order); i++)
	{
		if (kinds & 1u << order[i])
			return order[i];
	}
	return 0;
}

/*
 * The section that [i, end) heads; 0 if it is made of other words than headings are. One of four
 * characters may be a slip; but none where no number tells that it is a heading.
 */
static int
section_of(const GdPlain *plain, int i, int end, bool is_numbered)
{
	const GdHeadingWord *first = heading_word_at(plain, i, end);
	unsigned	kinds = 0;
	int			unknown = 0;
	int			length = end - i;

	if (first != NULL && first->kind == GD_HEADING_TABLE)
		return GD_HEADING_TABLE;
	if (first == NULL && !is_numbered && !gd_digit_at(plain, i))
		return 0;
	for (int at = i; at < end;)
	{
		const GdHeadingWord *word = heading_word_at(plain, at, end);

		if (word != NULL)
			kinds |= 1u << word->kind;
		/* 临川市教育局政府信息公开工作总体情况 */
		if (word != NULL && unknown == at - i && gd_ends_like_organ(plain, i, at))
		{
			length -= unknown;
			unknown = 0;
		}
		unknown += word == NULL && !gd_digit_at(plain, at) &&
			plain->code[at] != GD_CODE_ENUMERATION;
		at += word != NULL ? word->length : 1;
	}
	if (length < 2 || (is_numbered ? 4 * unknown > length : unknown > 0 || length < 4))
		return 0;
	return strongest(kinds);
}

/* Does a line begin at i, or a sentence? */
static bool
begins_line(const GdPlain *plain, int i)
{
	return i == 0 || (plain->after[i] & GD_AFTER_NEWLINE) || plain->code[i - 1] == GD_CODE_STOP;
}

/* Where the heading that begins at i ends: with its line, or in front of a stop or a colon. */
static int
heading_end(const GdPlain *plain, int i)
{
	int			end = i;

	while (end < plain->count && plain->code[end] != GD_CODE_STOP &&
		   plain->code[end] != GD_CODE_COLON &&
		   (end == i || !(plain->after[end] & (GD_AFTER_NEWLINE | GD_AFTER_PIPE))))
		end++;
	return end;
}

/* Behind fillers: the word of a section, which is the only one that must be there; or NULL. */
static const GdHeadingWord *
section_word_at(const GdPlain *plain, int i)
{
	int			end = i + LONGEST_HEADING < plain->count ? i + LONGEST_HEADING : plain->count;
	const GdHeadingWord *word;

	do
	{
		word = i < end ? heading_word_at(plain, i, end) : NULL;
		i += word != NULL ? word->length : 0;
	} while (word != NULL && word->kind == GD_HEADING_FILLER);
	return word != NULL && word->kind <= GD_HEADING_NONE ? word : NULL;
}

bool
gd_heading_at(const GdPlain *plain, int i, bool *older)
{
	const GdHeadingWord *word;
	Numbering	numbering;
	int			number;

	*older = false;
	if (!begins_line(plain, i))
		return false;
	word = section_word_at(plain, skip_number(plain, i, &numbering, &number));
	if (word == NULL)
		return false;
	*older = word->is_older;
	return true;
}

bool
gd_certain_heading_at(const GdPlain *plain, int i)
{
	Numbering	numbering;
	int			number;
	int			begin;
	int			end;

	if (!begins_line(plain, i))
		return false;
	begin = skip_number(plain, i, &numbering, &number);
	if (numbering != NUMBERED_NOT)
		return section_word_at(plain, begin) != NULL;
	end = heading_end(plain, begin);
	return (end - begin >= CERTAIN_HEADING || gd_skip_word(plain, begin, L"总体情况") == end) &&
		end - begin <= LONGEST_HEADING && section_of(plain, begin, end, false) > 0;
}

/*
 * Is it the begin of a heading, of which the rest is known: 第二部分, 2、行政机关? Words of sections would
 * be more than that.
 */
static bool
begins_heading(const GdPlain *line)
{
	Numbering	numbering;
	int			number;
	int			i = skip_number(line, 0, &numbering, &number);

	if (i == 0 && numeral_at(line, 0, L"一二三四五六七八九十") > 0)
		i = 1;
	if (i == 0)
		return false;
	while (i < line->count)
	{
		const GdHeadingWord *word = heading_word_at(line, i, line->count);

		if (word == NULL || word->kind != GD_HEADING_FILLER)
			return false;
		i += word->length;
	}
	return true;
}

/* Does the line go on with the heading: 一、总体情况|及主要做法, 一、总体情况|：? */
static bool
is_rest_of_heading(const GdPlain *line)
{
	int			i = line->count > 0 && line->code[0] == GD_CODE_COLON ? 1 : 0;

	while (i < line->count)
	{
		const GdHeadingWord *word = heading_word_at(line, i, line->count);

		if (word == NULL)
			return false;
		i += word->length;
	}
	return true;
}

/* Where the line of `at` ends, in front of the limit. */
static uint32_t
line_end(const char *text, uint32_t at, uint32_t limit)
{
	const char *end = memchr(text + at, '\n', limit - at);

	return end != NULL ? (uint32_t) (end - text) : limit;
}

/* Where the last line of [begin, end) begins that is not blank; *stop is its end. */
static uint32_t
last_line(const char *text, uint32_t begin, uint32_t end, uint32_t *stop)
{
	static const char spaces[] = " \t\r\n";
	uint32_t	line;

	while (end > begin && strchr(spaces, text[end - 1]) != NULL)
		end--;
	*stop = line = end;
	while (line > begin && text[line - 1] != '\n')
		line--;
	return line;
}

GdStatus
gd_trim_narrative(const GdHost *host, const char *text, uint32_t *begin, uint32_t *end)
{
	GdPlain    *plain = host->allocate(host->arena, sizeof(GdPlain));
	uint32_t	rest = line_end(text, *begin, *end);
	uint32_t	stop;
	uint32_t	line;

	if (plain == NULL)
		return GD_OUT_OF_MEMORY;
	if (rest - *begin <= LONGEST_PIECE)
	{
		gd_read_plain(plain, text, *begin, rest);
		if (is_rest_of_heading(plain))
			*begin = rest;
	}
	line = last_line(text, *begin, *end, &stop);
	if (line == stop || stop - line > LONGEST_PIECE)
		return GD_OK;
	gd_read_plain(plain, text, line, stop);
	if (plain->count > 0 && begins_heading(plain))
		*end = line;
	return GD_OK;
}

/*
 * Candidates
 */

static void
add_candidate(Finder *finder, int end, bool has_rest, Candidate candidate)
{
	const GdPlain *line = finder->line;

	candidate.begin = line->begin[0];
	candidate.end = line->begin[end - 1] + line->bytes[end - 1];
	/* "一、总体情况：" */
	if (end < line->count && !(line->after[end] & GD_AFTER_PIPE))
		candidate.end = line->begin[end] + line->bytes[end];
	candidate.has_rest = has_rest;
	finder->candidate[finder->count++] = candidate;
}

/* A line of the text, as far as it was read. */
static void
read_line(Finder *finder)
{
	const GdPlain *line = finder->line;
	Numbering	numbering;
	int			number;
	int			begin;
	int			end;
	int			section;

	if (line->count < 2)
		return;
	begin = skip_number(line, 0, &numbering, &number);
	end = heading_end(line, begin);
	if (end - begin < 1 || end - begin > LONGEST_HEADING)
		return;
	/* an entry of a table of contents ends in the number of its page */
	if (gd_digit_at(line, end - 1))
		return;
	section = section_of(line, begin, end, numbering != NUMBERED_NOT);
	/* its words, 工作情况, are those of any section; but it is the first one everywhere */
	if (section == 1 && number > 1)
		section = 0;
	if (section == 0 && (numbering == NUMBERED_NOT || number >= GD_SECTIONS))
		return;
	add_candidate(finder, end, end + 1 < line->count, (Candidate) {
		.numbering = (uint8_t) numbering, .number = (uint8_t) number, .section = (uint8_t) section
	});
}

/* Does a word of headings begin with this character? */
static bool
begins_word(uint16_t code)
{
	for (int w = gd_heading_index[code & 0xFF]; w < gd_heading_index[(code & 0xFF) + 1]; w++)
	{
		if (gd_heading_words[w].word[0] == code)
			return true;
	}
	return false;
}

/* Most lines begin with a character that neither a number nor a word of headings begins with. */
static bool
may_be_heading(const char *line, const char *end)
{
	const unsigned char *p = (const unsigned char *) line;
	GdChar		c;

	do
		c = gd_next_char(&p);
	while (p < (const unsigned char *) end &&
		   (gd_ends_token(c) || gd_class(c) == GD_CLASS_IGNORED));
	return gd_class(c) != GD_CLASS_IDEOGRAPH || begins_word(gd_value(c)) ||
		wcschr(L"第一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾", gd_value(c)) != NULL;
}

static void
read_lines(Finder *finder, const GdHost *host)
{
	const char *end = finder->text + finder->length;
	int			lines = 0;

	for (const char *at = finder->text; at < end && finder->count < CANDIDATES;)
	{
		const char *next = memchr(at, '\n', (size_t) (end - at));
		const char *line_end = next != NULL ? next : end;

		if (line_end - at > LONGEST_LINE)
			line_end = at + LONGEST_LINE;
		if (may_be_heading(at, line_end))
		{
			gd_read_some_plain(finder->line, finder->text, (size_t) (at - finder->text),
							   (size_t) (line_end - finder->text), LINE_BEGIN);
			read_line(finder);
		}
		at = next != NULL ? next + 1 : end;
		if (++lines % 4096 == 0 && host->check_interrupts)
			host->check_interrupts();
	}
}

/*
 * The alignment
 */

static bool
is_known(const Finder *finder, int section)
{
	const GdSectionPlace *place = &finder->outline->section[section];

	return place->end > place->begin;
}

/* Does it stand behind the known sections in front of its own, and before those behind? */
static bool
fits(const Finder *finder, uint32_t begin, int section)
{
	for (int other = 1; other < GD_SECTIONS; other++)
	{
		uint32_t	place = finder->outline->section[other].begin;

		if (is_known(finder, other) && other != section && (other < section) != (place < begin))
			return false;
	}
	return true;
}

/* Is it the heading of a section that is known? */
static int
known_section(const Finder *finder, const Candidate *candidate)
{
	for (int section = 1; section < GD_SECTIONS; section++)
	{
		const GdSectionPlace *place = &finder->outline->section[section];

		if (is_known(finder, section) && place->begin < candidate->end &&
			candidate->begin < place->end)
			return section;
	}
	return 0;
}

static int
weight(const Finder *finder, int which)
{
	const Candidate *candidate = &finder->candidate[which];
	uint32_t	next = which + 1 < finder->count ? finder->candidate[which + 1].begin :
		(uint32_t) finder->length;
	int			weight = 6;

	if (candidate->number != 0)
		weight += candidate->number == candidate->section ? 3 : -1;
	if (candidate->has_rest)
		weight--;
	/* that of a table of contents */
	if (!candidate->has_rest && (candidate->section == 1 || candidate->section == 5) &&
		next - candidate->end < LITTLE)
		weight -= 3;
	return weight;
}

/* The last candidate of the heaviest chain of this numbering, or -1; and what it weighs. */
static int
align(Finder *finder, Numbering numbering, int *best_score)
{
	int			last[GD_SECTIONS];	/* of the best chains that end in each section */
	int			known = 0;
	int			best = -1;

	*best_score = 0;
	memset(last, -1, sizeof(last));
	for (int i = 0; i < finder->count; i++)
	{
		Candidate  *candidate = &finder->candidate[i];
		int			section = candidate->section;

		if (candidate->numbering != numbering)
			continue;
		if (known_section(finder, candidate))
			known++;
		if (section == 0 || section >= GD_SECTIONS || is_known(finder, section) ||
			!fits(finder, candidate->begin, section))
			continue;
		candidate->before = -1;
		for (int before = 1; before < section; before++)
		{
			if (last[before] >= 0 && (candidate->before < 0 ||
									  finder->candidate[last[before]].score >
									  finder->candidate[candidate->before].score))
				candidate->before = last[before];
		}
		candidate->score = weight(finder, i) +
			(candidate->before >= 0 ? finder->candidate[candidate->before].score : 0);
		if (last[section] < 0 || finder->candidate[last[section]].score < candidate->score)
			last[section] = i;
		if (best < 0 || finder->candidate[best].score < candidate->score)
			best = i;
	}
	*best_score = 3 * known + (best >= 0 ? finder->candidate[best].score : 0);
	return best;
}

static void
place_section(Finder *finder, const Candidate *candidate, int section)
{
	finder->outline->section[section] = (GdSectionPlace) {
		candidate->begin, candidate->end, 0, candidate->number
	};
}

/* Have the headings of this numbering the numbers of their sections, two of them at least? */
static bool
is_numbered_as_form(const Finder *finder, Numbering numbering)
{
	int			count = 0;

	for (int i = 0; i < finder->count; i++)
	{
		const Candidate *candidate = &finder->candidate[i];
		int			section = known_section(finder, candidate);

		if (candidate->numbering != numbering || section == 0)
			continue;
		if (candidate->number != section)
			return false;
		count++;
	}
	return count >= 2;
}

/* The section of its number: 一、年度工作回顾, in front of 二、主动公开政府信息情况. */
static void
place_by_number(Finder *finder, Numbering numbering)
{
	for (int section = 1; section < GD_SECTIONS; section++)
	{
		for (int i = 0; i < finder->count && !is_known(finder, section); i++)
		{
			const Candidate *candidate = &finder->candidate[i];

			if (candidate->numbering == numbering && candidate->number == section &&
				candidate->section == 0 && !candidate->has_rest &&
				(section == 1 || is_known(finder, section - 1)) &&
				fits(finder, candidate->begin, section))
				place_section(finder, candidate, section);
		}
	}
}

/* Does what a section says end here: at a table, or at a heading that no form has? */
static bool
ends_section(const Candidate *candidate, const GdSectionPlace *place, Numbering numbering)
{
	if (candidate->begin < place->end || candidate->section == GD_HEADING_TABLE)
		return candidate->begin >= place->end;
	return candidate->numbering == numbering && numbering != NUMBERED_NOT && !candidate->has_rest &&
		place->number != 0 && candidate->number == place->number + 1;
}

static void
shorten(GdSectionPlace *place, uint32_t end)
{
	if (end >= place->end && end < place->body_end)
		place->body_end = end;
}

/* A section ends where the next one begins, too. */
static void
find_ends(Finder *finder, Numbering numbering)
{
	for (int section = 1; section < GD_SECTIONS; section++)
	{
		GdSectionPlace *place = &finder->outline->section[section];

		place->body_end = (uint32_t) finder->length;
		for (int other = 1; other < GD_SECTIONS; other++)
		{
			if (is_known(finder, other))
				shorten(place, finder->outline->section[other].begin);
		}
		for (int i = 0; i < finder->count; i++)
		{
			if (ends_section(&finder->candidate[i], place, numbering))
				shorten(place, finder->candidate[i].begin);
		}
	}
}

/* The way in which the headings of the sections are numbered. */
static Numbering
complete(Finder *finder)
{
	Numbering	chosen = NUMBERED_NOT;
	int			last = -1;
	int			most = 0;
	int			score;

	for (int numbering = 0; numbering < NUMBERINGS; numbering++)
	{
		align(finder, (Numbering) numbering, &score);
		if (score > most)
		{
			most = score;
			chosen = (Numbering) numbering;
		}
	}
	if (most == 0)
		return NUMBERED_NOT;
	last = align(finder, chosen, &score);
	for (; last >= 0; last = finder->candidate[last].before)
		place_section(finder, &finder->candidate[last], finder->candidate[last].section);
	if (chosen != NUMBERED_NOT && is_numbered_as_form(finder, chosen))
		place_by_number(finder, chosen);
	return chosen;
}

GdStatus
gd_complete_outline(const GdHost *host, const char *text, size_t length, GdOutline *outline)
{
	Finder		finder = {
		.text = text, .length = length, .outline = outline,
		.line = host->allocate(host->arena, sizeof(GdPlain)),
		.candidate = host->allocate(host->arena, CANDIDATES * sizeof(Candidate))
	};

	if (finder.line == NULL || finder.candidate == NULL)
		return GD_OUT_OF_MEMORY;
	read_lines(&finder, host);
	find_ends(&finder, complete(&finder));
	return GD_OK;
}
