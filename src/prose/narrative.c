/*
 * narrative.c
 *	  Finds the sentences of a narrative that name figures of the tables.
 *
 * A text is read sentence by sentence, a sentence clause by clause. A clause holds a claim if it is
 * made of an event (收到, 答复, 结转 …), of the application, of a number and of words that say nothing
 * more, and of nothing else: any other word could change what the number is about. Which words
 * these are is data: src/form/prose.tsv.
 */
#include "prose/narrative.h"

#include "prose/organ.h"
#include "prose/words.h"

#define FULL_LINE 20			/* characters; a shorter line is a heading or ends a paragraph */
#define NUMBERS 3				/* of a clause; no claim takes more than two */
#define LONGEST_SHORT_NAME 6	/* 市科委 */
#define LONGEST_HEADING 14
#define LONGEST_DENIAL 16		/* 本年度无存在的主要问题。 */

/* What a clause may hold. */
#define EVENTS \
	(GD_WORD_RECEIVE | GD_WORD_CONCLUDE | GD_WORD_HANDLE | GD_WORD_CARRIED_IN | \
	 GD_WORD_CARRIED_OUT | GD_WORD_RECONSIDERATION | GD_WORD_LITIGATION)
#define CLAUSE_WORDS \
	(EVENTS | GD_WORD_APPLICATION | GD_WORD_ALL | GD_WORD_NONE | GD_WORD_FILLER | \
	 GD_WORD_OTHER_FIGURE | GD_WORD_PART | GD_WORD_OUTCOME | GD_WORD_ADVERB)

typedef struct NarrativeReader
{
	const GdPlain *plain;
	const GdPlain *agency;		/* of the report; NULL if it is not known */
	GdNarrative *out;
	int			year;			/* of the report; 0 if it is not known */
	int			begin;			/* of the sentence */
	int			end;
	bool		is_about_disclosure;	/* the sentence names 信息公开 or 依申请公开 */
	bool		is_under_heading;	/* （二）依申请公开: the sentences below are about that, too */
	bool		is_about_part;	/* 其中: the rest of the sentence divides what was said */
} NarrativeReader;

typedef struct Clause
{
	uint32_t	kinds;			/* of its words */
	int64_t		number[NUMBERS];
	int			count;
	int			first_dispute;	/* the kind of the dispute that is named first */
	bool		is_open;		/* a word that is not known */
	bool		is_qualified;	/* 按期: it may be about a part */
	bool		number_leads;	/* a number stands in front of all events */
} Clause;

/*
 * Numbers
 */

static int
numeral_value(uint16_t code)
{
	static const wchar_t numerals[] = L"〇一二三四五六七八九";
	const wchar_t *found = code > 0x7F ? wcschr(numerals, code) : NULL;

	if (code == L'零')
		return 0;
	if (code == L'两')
		return 2;
	return found ? (int) (found - numerals) : -1;
}

/* "三十五", "一百零二": the index behind it; i if there is none. */
static int
skip_numeral(const GdPlain *plain, int i, int end, int64_t *value)
{
	int64_t		section = 0;
	int			digit = -1;

	*value = 0;
	for (; i < end; i++)
	{
		uint16_t	code = plain->code[i];
		int			unit = code == L'十' ? 10 : code == L'百' ? 100 : code == L'千' ? 1000 : 0;

		if (unit != 0)
		{
			section += (digit < 0 ? 1 : digit) * unit;
			digit = -1;
		}
		else if (numeral_value(code) >= 0 && digit <= 0)
			digit = numeral_value(code);
		else
			break;
	}
	*value = section + (digit < 0 ? 0 : digit);
	return i;
}

static int
skip_digits(const GdPlain *plain, int i, int end, int64_t *value)
{
	int			digits = 0;

	*value = 0;
	for (; i < end && digits < 16; i++)
	{
		if (gd_digit_at(plain, i))
		{
			*value = *value * 10 + (plain->code[i] - '0');
			digits++;
		}
		else if (plain->code[i] != GD_CODE_COMMA || digits == 0 || !gd_digit_at(plain, i + 1))
			break;
	}
	return i;
}

/* "1,295件", "三十五件": the index behind the number and its unit, or -1. */
static int
skip_number(const GdPlain *plain, int i, int end, int64_t *value)
{
	static const wchar_t *const units[] = {
		L"件次", L"件", L"宗", L"条", L"份", L"次", L"项", L"起", L"例", L"个", NULL
	};
	int			behind = skip_digits(plain, i, end, value);

	if (behind == i)
		behind = skip_numeral(plain, i, end, value);
	if (behind == i || gd_digit_at(plain, behind))
		return -1;
	behind = gd_skip_any(plain, behind, units);
	return behind >= 0 && behind <= end ? behind : -1;
}

/*
 * Clauses
 */

static void
add_claim(NarrativeReader *reader, GdClaimKind kind, int64_t value, bool in_words)
{
	GdNarrative *out = reader->out;
	const GdPlain *plain = reader->plain;
	int			last = reader->end - 1;

	if (out->count == GD_CLAIMS)
		return;
	out->claim[out->count++] = (GdClaim) {
		kind, value, in_words, plain->begin[reader->begin], plain->begin[last] + plain->bytes[last]
	};
}

/* May skip_carried_year find one that begins with this? */
static bool
begins_carried_year(uint16_t code)
{
	switch (code)
	{
		case '2':
		case L'二':
		case L'结':
		case L'转':
		case L'顺':
		case L'延':
			return true;
	}
	return false;
}

/* The year in front of 结转 tells from which one; that behind it, to which one. */
static int
skip_carried_year(const NarrativeReader *reader, int i, int end, uint32_t *kinds)
{
	static const wchar_t *const carry[] = {L"度结转", L"结转", L"度转入", L"转入", NULL};
	static const wchar_t *const onward[] = {
		L"结转至", L"结转到", L"结转", L"转至", L"转到", L"转入", L"顺延至", L"顺延到", L"延至", NULL
	};
	const GdPlain *plain = reader->plain;
	int			year = reader->year;
	int			next;

	if (year == 0 || !begins_carried_year(plain->code[i]))
		return -1;
	next = gd_skip_any(plain, i, onward);
	if (i + 5 <= end && gd_year_at(plain, i, i, end) == year - 1 && plain->code[i + 4] == L'年')
	{
		next = gd_skip_any(plain, i + 5, carry);
		*kinds = GD_WORD_CARRIED_IN;
		return next <= end ? next : -1;
	}
	if (next >= 0 && next + 5 <= end && gd_year_at(plain, next, next, end) == year + 1 &&
		plain->code[next + 4] == L'年')
	{
		*kinds = GD_WORD_CARRIED_OUT;
		return gd_skip_word(plain, next + 5, L"度") >= 0 ? next + 6 : next + 5;
	}
	return -1;
}

/* The report's own year: 2024年, 2024年度; or -1. */
static int
skip_own_year(const NarrativeReader *reader, int i, int end)
{
	const GdPlain *plain = reader->plain;

	if (i + 5 > end || gd_year_at(plain, i, i, end) == 0 || plain->code[i + 4] != L'年')
		return -1;
	return gd_skip_word(plain, i + 5, L"度") >= 0 ? i + 6 : i + 5;
}

/* Is the name short for that of the agency? Where that is not known, a short one may be. */
static bool
is_own_name(const NarrativeReader *reader, int begin, int end)
{
	const GdPlain *agency = reader->agency;
	int			i = begin;

	if (agency == NULL)
		return end - begin <= LONGEST_SHORT_NAME;
	for (int j = 0; j < agency->count && i < end; j++)
		i += reader->plain->code[i] == agency->code[j];
	return i == end;
}

/* A name in front of all that the clause says: the agency's; or -1. */
static int
skip_subject(const NarrativeReader *reader, int i, int end)
{
	const int	behind = EVENTS | GD_WORD_FILLER | GD_WORD_NONE | GD_WORD_ADVERB;
	const GdPlain *plain = reader->plain;
	int			last = i;

	for (int at = i + 2; at < end && at - i <= 20; at++)
	{
		if (gd_word_at(plain, at, end, behind) == NULL && !gd_digit_at(plain, at))
			continue;
		if (gd_ends_like_organ(plain, i, at))
			last = at;
		break;
	}
	if (last == i || gd_word_at(plain, i, end, GD_WORD_PRONOUN) != NULL)
		return -1;
	return is_own_name(reader, i, last) ? last : -1;
}

static void
take_word(Clause *clause, uint32_t kinds)
{
	/* what is both is a filler: 办理 behind an event adds nothing */
	if ((kinds & GD_WORD_FILLER) && (clause->kinds & EVENTS))
		kinds &= ~(uint32_t) EVENTS;
	else if (kinds & EVENTS)
		kinds &= EVENTS;
	if ((kinds & GD_WORD_ADVERB) && !(kinds & ~GD_WORD_ADVERB))
		clause->is_qualified = true;
	if (clause->first_dispute == 0)
		clause->first_dispute = (int) (kinds & (GD_WORD_RECONSIDERATION | GD_WORD_LITIGATION));
	clause->kinds |= kinds;
}

static Clause
read_words(const NarrativeReader *reader, int begin, int end)
{
	const GdPlain *plain = reader->plain;
	Clause		clause = {0};

	for (int i = begin; i < end;)
	{
		uint32_t	kinds = 0;
		int64_t		value;
		int			next = skip_carried_year(reader, i, end, &kinds);
		const GdWord *word;

		if (next < 0)
			next = skip_own_year(reader, i, end);
		if (next < 0 && clause.count < NUMBERS && (next = skip_number(plain, i, end, &value)) >= 0)
		{
			clause.number_leads = clause.number_leads ||
				(clause.count == 0 && !(clause.kinds & EVENTS));
			clause.number[clause.count++] = value;
		}
		word = next < 0 ? gd_word_at(plain, i, end, CLAUSE_WORDS) : NULL;
		if (word != NULL)
		{
			kinds = word->kinds & CLAUSE_WORDS;
			next = i + word->length;
		}
		if (next < 0 && !(clause.kinds & EVENTS) && clause.count == 0)
			next = skip_subject(reader, i, end);
		if (next < 0 && plain->code[i] == GD_CODE_ENUMERATION)
			next = i + 1;
		take_word(&clause, kinds);
		clause.is_open = clause.is_open || next < 0;
		i = next < 0 ? i + 1 : next;
	}
	return clause;
}

/* One number, or none that is said in words. */
static void
claim_number(NarrativeReader *reader, const Clause *clause, GdClaimKind kind)
{
	if (clause->count == 1)
		add_claim(reader, kind, clause->number[0], false);
}

/* 上年结转5件, 未办结5件结转下年度, 无上年结转 */
static void
claim_carried(NarrativeReader *reader, const Clause *clause, GdClaimKind kind)
{
	if ((clause->kinds & GD_WORD_NONE) && clause->count == 0 && reader->is_about_disclosure)
		add_claim(reader, kind, 0, true);
	else
		claim_number(reader, clause, kind);
}

static void
claim_received(NarrativeReader *reader, const Clause *clause)
{
	if (!(clause->kinds & GD_WORD_APPLICATION))
		return;
	if ((clause->kinds & GD_WORD_NONE) && clause->count == 0)
		add_claim(reader, GD_CLAIM_RECEIVED, 0, true);
	else if (!(clause->kinds & GD_WORD_NONE))
		claim_number(reader, clause, GD_CLAIM_RECEIVED);
}

/* 办结 with an adverb in front of it may be about a part, unless it says 均: 按期办结, 当场办结. */
static void
claim_concluded(NarrativeReader *reader, const Clause *clause)
{
	bool		is_all = clause->kinds & GD_WORD_ALL;

	if ((clause->kinds & GD_WORD_NONE) || (clause->is_qualified && !is_all))
		return;
	if (is_all && clause->count == 0)
	{
		if (clause->kinds & GD_WORD_CONCLUDE)
			add_claim(reader, GD_CLAIM_CARRIED_OUT, 0, true);
		return;
	}
	claim_number(reader, clause, is_all || (clause->kinds & GD_WORD_HANDLE) ?
				 GD_CLAIM_HANDLED : GD_CLAIM_CONCLUDED);
}

static void
claim_dispute(NarrativeReader *reader, uint32_t kind, int64_t value, bool in_words)
{
	add_claim(reader, kind == GD_WORD_RECONSIDERATION ? GD_CLAIM_RECONSIDERATION :
			  GD_CLAIM_LITIGATION, value, in_words);
}

/* 行政复议2件、行政诉讼1件; 均为0件; that there was none at all is true of disclosure, too. */
static void
claim_disputes(NarrativeReader *reader, const Clause *clause)
{
	const uint32_t both = GD_WORD_RECONSIDERATION | GD_WORD_LITIGATION;
	uint32_t	kinds = clause->kinds & both;
	uint32_t	first = (uint32_t) clause->first_dispute;

	if (clause->kinds & GD_WORD_OUTCOME)
		return;
	if ((clause->kinds & GD_WORD_NONE) && clause->count == 0)
	{
		for (uint32_t kind = GD_WORD_RECONSIDERATION; kind <= GD_WORD_LITIGATION; kind <<= 1)
		{
			if (kinds & kind)
				claim_dispute(reader, kind, 0, true);
		}
		return;
	}
	if ((clause->kinds & GD_WORD_NONE) || !reader->is_about_disclosure)
		return;
	if (kinds != both && clause->count == 1)
		claim_dispute(reader, kinds, clause->number[0], false);
	else if (kinds == both &&
			 (clause->count == 2 || (clause->count == 1 && (clause->kinds & GD_WORD_ALL))))
	{
		claim_dispute(reader, first, clause->number[0], false);
		claim_dispute(reader, both & ~first, clause->number[clause->count - 1], false);
	}
}

static void
read_clause(NarrativeReader *reader, int begin, int end)
{
	const uint32_t disputes = GD_WORD_RECONSIDERATION | GD_WORD_LITIGATION;
	Clause		clause = read_words(reader, begin, end);

	if (clause.kinds & GD_WORD_PART)
		reader->is_about_part = true;
	if (clause.is_open || (clause.kinds & GD_WORD_OTHER_FIGURE))
		return;
	if (clause.kinds & GD_WORD_CARRIED_IN)
		claim_carried(reader, &clause, GD_CLAIM_CARRIED_IN);
	if ((clause.kinds & GD_WORD_CARRIED_IN) || reader->is_about_part)
		return;
	if (clause.kinds & disputes)
		claim_disputes(reader, &clause);
	else if (clause.kinds & GD_WORD_CARRIED_OUT)
		claim_carried(reader, &clause, GD_CLAIM_CARRIED_OUT);
	else if (!reader->is_about_disclosure)
		return;
	else if (clause.kinds & GD_WORD_RECEIVE)
		claim_received(reader, &clause);
	else if (clause.kinds & (GD_WORD_CONCLUDE | GD_WORD_HANDLE))
		claim_concluded(reader, &clause);
}

/*
 * Sentences
 */

/* Does the sentence name another year, and not as the one that applications came from or go to? */
static bool
names_other_year(const NarrativeReader *reader, int begin, int end)
{
	const GdPlain *plain = reader->plain;
	int			year = reader->year;

	for (int i = begin; year != 0 && i + 5 <= end; i++)
	{
		int			named = gd_year_at(plain, i, begin, end);
		uint32_t	unused;
		int			next;

		if (named == 0 && !begins_carried_year(plain->code[i]))
			continue;
		next = skip_carried_year(reader, i, end, &unused);

		if (next >= 0)
			i = next - 1;
		else if (named != 0 && named != year && plain->code[i + 4] == L'年')
			return true;
	}
	return false;
}

/* Word by word, so that 议案 is not seen in 行政复议案件. */
static bool
names_other_subject(const GdPlain *plain, int begin, int end)
{
	for (int i = begin; i < end; i++)
	{
		const GdWord *word = gd_word_at(plain, i, end, CLAUSE_WORDS | GD_WORD_OTHER_SUBJECT);

		if (word != NULL && (word->kinds & GD_WORD_OTHER_SUBJECT))
			return true;
		if (word != NULL)
			i += word->length - 1;
	}
	return false;
}

/* Does it name what is disclosed? 涉及的行政诉讼 stands behind a sentence that did. */
static bool
names_disclosure(const GdPlain *plain, int begin, int end)
{
	static const wchar_t *const disclosure[] = {
		L"信息公开", L"依申请公开", L"公开申请", L"申请公开", L"涉及的行政", NULL
	};

	for (int i = begin; i < end; i++)
	{
		int			next = gd_skip_any(plain, i, disclosure);

		if (next >= 0 && next <= end)
			return true;
	}
	return false;
}

/* Does a clause end at i? */
static bool
ends_clause(const GdPlain *plain, int i, int begin, int end)
{
	uint16_t	code;

	if (i == end)
		return true;
	code = plain->code[i];
	if (code == GD_CODE_COMMA)
		return !(i > begin && i + 1 < end && gd_digit_at(plain, i - 1) &&
				 gd_digit_at(plain, i + 1) && plain->after[i + 1] == 0);
	return code == GD_CODE_OPEN || code == GD_CODE_CLOSE || code == GD_CODE_COLON;
}

/* May the sentence say anything? All events have one of these characters: 申请, 复议, 诉讼, 结转, 顺延. */
static bool
may_claim(const GdPlain *plain, int begin, int end)
{
	for (int i = begin; i < end; i++)
	{
		switch (plain->code[i])
		{
			case L'申':
			case L'复':
			case L'诉':
			case L'结':
			case L'延':
				return true;
		}
	}
	return false;
}

/*
 * What a number in brackets stands in front of begins something new, and what is short and has no
 * figure.
 */
static bool
is_heading(const GdPlain *plain, int begin, int end)
{
	if (plain->code[begin] == GD_CODE_OPEN)
		return true;
	for (int i = begin; i < end; i++)
	{
		if (gd_digit_at(plain, i))
			return false;
	}
	return end - begin <= LONGEST_HEADING;
}

static bool
names_application(const GdPlain *plain, int begin, int end)
{
	for (int i = begin; i < end && i - begin < LONGEST_HEADING; i++)
	{
		if (gd_skip_word(plain, i, L"依申请公开") >= 0)
			return true;
	}
	return false;
}

static void
read_sentence(NarrativeReader *reader, int begin, int end)
{
	const GdPlain *plain = reader->plain;
	int			clause = begin;

	if (is_heading(plain, begin, end))
		reader->is_under_heading = names_application(plain, begin, end);
	if (!may_claim(plain, begin, end))
		return;
	if (names_other_subject(plain, begin, end) || names_other_year(reader, begin, end))
		return;
	reader->begin = begin;
	reader->end = end;
	reader->is_about_disclosure = reader->is_under_heading || names_disclosure(plain, begin, end);
	reader->is_about_part = false;
	for (int i = begin; i <= end; i++)
	{
		if (!ends_clause(plain, i, begin, end))
			continue;
		if (i > clause)
			read_clause(reader, clause, i);
		clause = i + 1;
	}
}

/*
 * Does a year stand at the beginning of the sentence as what it is about? "2023年3月", "2019年修订" are
 * something else.
 */
static int
leading_year(const GdPlain *plain, int begin, int end)
{
	static const wchar_t *const others[] = {
		L"修订", L"修正", L"印发", L"发布", L"公布", L"版", L"底", L"末", NULL
	};
	int			year = begin + 5 < end ? gd_year_at(plain, begin, begin, end) : 0;

	if (year == 0 || plain->code[begin + 4] != L'年' || gd_digit_at(plain, begin + 5) ||
		gd_skip_any(plain, begin + 5, others) >= 0)
		return 0;
	return year;
}

/* Another year is a claim if sentences begin with it and this one is named nowhere. */
static void
read_year(NarrativeReader *reader, int begin, int end, GdClaim *other, bool *named)
{
	const GdPlain *plain = reader->plain;
	int			leading = leading_year(plain, begin, end);
	int			year = reader->year;

	for (int i = begin; i + 4 <= end && !*named; i++)
	{
		if (plain->code[i] == '2' || plain->code[i] == L'二')
			*named = gd_year_at(plain, i, begin, end) == year;
	}
	if (leading == 0 || leading == year || other->end != 0)
		return;
	*other = (GdClaim) {
		GD_CLAIM_YEAR, leading, false, plain->begin[begin],
			plain->begin[end - 1] + plain->bytes[end - 1]
	};
}

/*
 * Does a sentence end in front of i? A line that is full and has no stop at its end was broken by
 * some converter.
 */
static bool
ends_sentence(const GdPlain *plain, int i)
{
	int			length = 0;

	if (i == plain->count || plain->code[i] == GD_CODE_STOP)
		return true;
	if (i == 0 || !(plain->after[i] & GD_AFTER_NEWLINE))
		return false;
	do
		length++;
	while (length < FULL_LINE && i - length > 0 && !(plain->after[i - length] & GD_AFTER_NEWLINE));
	return length < FULL_LINE || plain->code[i - 1] == GD_CODE_STOP ||
		(gd_is_punctuation(plain->code[i - 1]) && plain->code[i - 1] >= GD_CODE_MARK);
}

GdStatus
gd_read_narrative(const GdHost *host, const char *text, size_t length, const GdNarrated *report,
				  GdNarrative *narrative)
{
	GdPlain    *plain;
	NarrativeReader reader = {.out = narrative, .year = report->year};
	GdClaim		other = {.end = 0};
	bool		year_is_named = false;
	int			begin = 0;

	narrative->count = 0;
	if (gd_read_plain_copy(host, text, length, &plain) != GD_OK)
		return GD_OUT_OF_MEMORY;
	reader.plain = plain;
	if (report->agency.data != NULL)
	{
		if (gd_read_plain_copy(host, report->agency.data, report->agency.length, &plain) != GD_OK)
			return GD_OUT_OF_MEMORY;
		reader.agency = plain;
		plain = (GdPlain *) reader.plain;
	}
	for (int i = 0; i <= plain->count; i++)
	{
		if (!ends_sentence(plain, i))
			continue;
		if (i > begin)
		{
			read_sentence(&reader, begin, i);
			read_year(&reader, begin, i, &other, &year_is_named);
		}
		begin = i < plain->count && plain->code[i] == GD_CODE_STOP ? i + 1 : i;
	}
	if (report->year != 0 && other.end != 0 && !year_is_named && narrative->count < GD_CLAIMS)
		narrative->claim[narrative->count++] = other;
	return GD_OK;
}

GdStatus
gd_states_fee(const GdHost *host, const char *text, size_t length, bool *states)
{
	static const wchar_t *const words[] = {L"处理费", L"收费", L"费用", L"收取", NULL};
	GdPlain    *plain;

	*states = false;
	if (gd_read_plain_copy(host, text, length, &plain) != GD_OK)
		return GD_OUT_OF_MEMORY;
	*states = gd_holds_any(plain, 0, plain->count, words);
	return GD_OK;
}

GdStatus
gd_states_problems(const GdHost *host, const char *text, size_t length, bool *states)
{
	static const wchar_t *const denials[] = {L"无", L"没有", L"不存在", L"未发现", L"未存在", NULL};
	GdPlain    *plain;
	bool		denies;

	*states = false;
	if (gd_read_plain_copy(host, text, length, &plain) != GD_OK)
		return GD_OUT_OF_MEMORY;
	denies = gd_holds_any(plain, 0, plain->count, denials);
	*states = plain->count > (denies ? LONGEST_DENIAL : 0);
	return GD_OK;
}
