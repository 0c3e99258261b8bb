/*
 * narrative.c
 *	  Finds the sentences of a narrative that name figures of the tables.
 *
 * A text is read sentence by sentence, a sentence clause by clause. A clause holds a claim if it is made of a verb, of
 * words that say nothing more, of the application and of a number, and of nothing else: any other word could change what
 * the number is about.
 */
#include "prose/narrative.h"

#include "text/plain.h"

#define FULL_LINE 20			/* characters; a shorter line is a heading or the end of a paragraph */

typedef const wchar_t *const Words[];

typedef struct NarrativeReader
{
	const GdPlain *plain;
	GdNarrative *out;
	int			begin;			/* of the sentence */
	int			end;
	bool		is_about_disclosure;	/* the sentence names 信息公开 or 依申请公开 */
	bool		is_about_part;	/* 其中: the rest of the sentence divides what was said */
} NarrativeReader;

/* A sentence with such a word is about something else, or about somebody else. */
static Words other_subjects = {
	L"信访", L"投诉", L"举报", L"热线", L"12345", L"建议", L"提案", L"议案", L"行政许可", L"审批", L"登记", L"救助", L"补贴", L"补助", L"听证", L"仲裁",
	L"所属", L"下属", L"直属", L"各镇", L"各乡", L"各街道", L"各部门", L"各单位", L"各县", L"各区", L"各市", L"各科", L"各处", L"成员单位", L"上年同期", L"去年同期",
	L"历年", L"近年", L"累计", L"至今", L"平均", L"季度", L"月份", L"上半年", L"下半年", NULL
};

/* A clause with such a word compares, or is about a part. */
static Words other_figures = {
	L"同比", L"较上", L"比上", L"较去", L"比去", L"增长", L"下降", L"增加", L"减少", L"咨询", L"网站", L"网上", L"网络", L"信函", L"来信", L"邮寄", L"邮件", L"邮箱",
	L"当面", L"现场", L"传真", L"窗口", L"纸质", L"口头", L"平台", L"系统", L"人次", L"转办", L"交办", L"超期", L"逾期", L"占", NULL
};

static Words parts = {L"其中", L"分别", L"包括", NULL};

/* Words between a verb and a number that say nothing more; the application itself is looked for apart. */
static Words fillers = {
	L"了", L"到", L"的", L"和", L"或者", L"或", L"及", L"各类", L"有效", L"书面", L"公民", L"法人", L"其他组织", L"自然人", L"社会", L"公众", L"群众", L"单位", L"个人",
	L"提交", L"提出", L"共计", L"总计", L"合计", L"共", L"计", L"为", L"数量", L"总量", L"总数", L"件数", L"数", L"政府", L"信息", L"公开", L"依", L"事项", L"案件",
	L"案", L"件", L"新", L"本年度", L"全年", L"继续", L"办理", L"来", L"已", NULL
};

static Words units = {L"件", L"宗", L"条", L"份", L"次", L"项", L"起", L"例", L"个", NULL};

static Words received_verbs = {L"新收到", L"新收", L"新受理", L"收到", L"接收", L"接到", L"受理", NULL};
static Words carried_in_words = {
	L"上年度结转", L"上年结转", L"上一年度结转", L"上一年结转", L"上年度转结", L"上年转结", L"结转上年度", L"去年结转", NULL
};
static Words carried_out_words = {
	L"结转至下一年度", L"结转到下一年度", L"结转下一年度", L"结转至下年度", L"结转到下年度", L"结转下年度", L"结转至下年", L"结转到下年", L"结转下年", NULL
};
static Words concluded_verbs = {L"办理完结", L"办结完毕", L"办结", NULL};
static Words concluded_openings = {L"共", L"已", L"全年", L"年度", L"本年", L"当年", L"年内", NULL};
static Words all_concluded = {
	L"全部办结", L"均已办结", L"均办结", L"全部予以办结", L"全部按时办结", L"全部按期办结", L"全部依法办结", L"均按时办结", L"均按期办结", L"均已按时办结", L"均已按期办结",
	L"均已全部办结", NULL
};
static Words reconsiderations = {L"行政复议", NULL};
static Words litigations = {L"行政诉讼", NULL};
static Words outcomes = {L"纠正", L"纠错", L"维持", L"败诉", L"胜诉", L"撤销", L"变更", L"结果", L"审结", L"驳回", L"裁定", L"判决", L"人员", L"机构", NULL};
static Words negations = {L"未发生", L"未引发", L"未出现", L"未产生", L"未收到", L"未接到", L"未有", L"未因", L"未被", L"没有", L"无", NULL};
static Words fee_words = {L"信息处理费", L"信息公开处理费", L"处理费", L"收费", L"费用", L"收取", NULL};

/*
 * Words
 */

/* Where the first of the words begins in [begin, end), or -1. */
static int
find_any(const GdPlain *plain, int begin, int end, Words words)
{
	for (int i = begin; i < end; i++)
	{
		int			next = gd_skip_any(plain, i, words);

		if (next >= 0 && next <= end)
			return i;
	}
	return -1;
}

/* The index behind fillers, and whether the application was among them. */
static int
skip_fillers(const GdPlain *plain, int i, int end, bool *application)
{
	while (i < end)
	{
		int			next = gd_skip_word(plain, i, L"申请");

		if (next >= 0)
			*application = true;
		else
			next = gd_skip_any(plain, i, fillers);
		if (next < 0 || next > end)
			return i;
		i = next;
	}
	return i;
}

/* "1,295件": the index behind the number and its unit, or -1. */
static int
skip_number(const GdPlain *plain, int i, int end, int64_t *value)
{
	int			digits = 0;
	int			unit;

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
	if (digits == 0 || gd_digit_at(plain, i))
		return -1;
	unit = gd_skip_any(plain, i, units);
	return unit >= 0 && unit <= end ? unit : -1;
}

static void
add_claim(NarrativeReader *reader, GdClaimKind kind, int64_t value, bool in_words)
{
	GdNarrative *out = reader->out;
	const GdPlain *plain = reader->plain;

	if (out->count == GD_CLAIMS)
		return;
	out->claim[out->count++] = (GdClaim)
	{
		kind, value, in_words, plain->begin[reader->begin], plain->begin[reader->end - 1] + plain->bytes[reader->end - 1]
	};
}

/*
 * Clauses
 */

/* A number behind the words from i on, and nothing else in the clause but the application; -1 if there is none. */
static int64_t
number_behind(const NarrativeReader *reader, int i, int end, bool *application)
{
	int64_t		value;

	i = skip_number(reader->plain, skip_fillers(reader->plain, i, end, application), end, &value);
	if (i < 0 || skip_fillers(reader->plain, i, end, application) != end)
		return -1;
	return value;
}

/* "35件结转下年度": a number from the clause's begin on, up to the words at i; -1 if there is none. */
static int64_t
number_before(const NarrativeReader *reader, int begin, int i)
{
	bool		application = false;
	int64_t		value;
	int			next = skip_number(reader->plain, skip_fillers(reader->plain, begin, i, &application), i, &value);

	return next >= 0 && skip_fillers(reader->plain, next, i, &application) == i ? value : -1;
}

static void
read_carried(NarrativeReader *reader, int begin, int end, Words words, GdClaimKind kind)
{
	int			at = find_any(reader->plain, begin, end, words);
	bool		application = false;
	int64_t		value;

	if (at < 0)
		return;
	value = number_behind(reader, gd_skip_any(reader->plain, at, words), end, &application);
	if (value < 0)
		value = number_before(reader, begin, at);
	if (value >= 0)
		add_claim(reader, kind, value, false);
}

/* "未收到", "没有收到" */
static bool
is_negated(const GdPlain *plain, int begin, int verb)
{
	static Words words = {L"未有", L"没有", L"未", L"无", L"未曾", NULL};

	for (int i = 0; words[i]; i++)
	{
		if (gd_ends_with(plain, begin, verb, words[i]))
			return true;
	}
	return false;
}

static void
read_received(NarrativeReader *reader, int begin, int end)
{
	const GdPlain *plain = reader->plain;
	int			verb = find_any(plain, begin, end, received_verbs);
	int			behind;
	bool		application = false;
	int64_t		value;

	if (verb < 0)
		return;
	behind = gd_skip_any(plain, verb, received_verbs);
	if (is_negated(plain, begin, verb))
	{
		if (skip_fillers(plain, behind, end, &application) == end && application)
			add_claim(reader, GD_CLAIM_RECEIVED, 0, true);
		return;
	}
	value = number_behind(reader, behind, end, &application);
	if (value >= 0 && application)
		add_claim(reader, GD_CLAIM_RECEIVED, value, false);
}

/* 办结 with an adverb in front of it may be about a part: 按期办结, 当场办结. */
static void
read_concluded(NarrativeReader *reader, int begin, int end)
{
	const GdPlain *plain = reader->plain;
	int			verb = find_any(plain, begin, end, concluded_verbs);
	bool		opens = verb == begin;
	bool		application = false;
	int64_t		value;

	if (verb < 0)
		return;
	if (find_any(plain, begin, end, all_concluded) >= 0)
	{
		add_claim(reader, GD_CLAIM_CARRIED_OUT, 0, true);
		return;
	}
	for (int i = 0; concluded_openings[i] && !opens; i++)
		opens = gd_ends_with(plain, begin, verb, concluded_openings[i]);
	if (!opens)
		return;
	value = number_behind(reader, gd_skip_any(plain, verb, concluded_verbs), end, &application);
	if (value >= 0)
		add_claim(reader, GD_CLAIM_CONCLUDED, value, false);
}

/* A number is of one kind only, and is about disclosure; that there was none at all is true of disclosure, too. */
static void
read_disputes(NarrativeReader *reader, int begin, int end)
{
	const GdPlain *plain = reader->plain;
	int			at[2] = {find_any(plain, begin, end, reconsiderations), find_any(plain, begin, end, litigations)};
	int			first = at[0] >= 0 && (at[1] < 0 || at[0] < at[1]) ? at[0] : at[1];
	bool		application = false;
	int64_t		value;

	if (first < 0 || find_any(plain, begin, end, outcomes) >= 0)
		return;
	for (int i = begin; i < end; i++)
	{
		if (gd_digit_at(plain, i) && at[0] >= 0 && at[1] >= 0)
			return;
	}
	if (at[0] < 0 || at[1] < 0)
	{
		value = number_behind(reader, first + 4, end, &application);
		if (value < 0)
			value = number_before(reader, begin, first);
		if (value >= 0 && reader->is_about_disclosure)
		{
			add_claim(reader, at[0] >= 0 ? GD_CLAIM_RECONSIDERATION : GD_CLAIM_LITIGATION, value, false);
			return;
		}
	}
	if (find_any(plain, begin, first, negations) < 0)
		return;
	for (int i = begin; i < end; i++)
	{
		if (gd_digit_at(plain, i))
			return;
	}
	for (int i = 0; i < 2; i++)
	{
		if (at[i] >= 0)
			add_claim(reader, i == 0 ? GD_CLAIM_RECONSIDERATION : GD_CLAIM_LITIGATION, 0, true);
	}
}

static void
read_clause(NarrativeReader *reader, int begin, int end)
{
	const GdPlain *plain = reader->plain;

	if (find_any(plain, begin, end, parts) >= 0)
		reader->is_about_part = true;
	if (find_any(plain, begin, end, other_figures) >= 0)
		return;
	read_carried(reader, begin, end, carried_in_words, GD_CLAIM_CARRIED_IN);
	if (reader->is_about_part)
		return;
	read_carried(reader, begin, end, carried_out_words, GD_CLAIM_CARRIED_OUT);
	if (reader->is_about_disclosure)
	{
		read_received(reader, begin, end);
		read_concluded(reader, begin, end);
	}
	read_disputes(reader, begin, end);
}

/*
 * Sentences
 */

/* Does the sentence name another year? */
static bool
names_other_year(const GdPlain *plain, int begin, int end, int year)
{
	for (int i = begin; i + 5 <= end; i++)
	{
		int			named = gd_year_at(plain, i, begin, end);

		if (named != 0 && named != year && plain->code[i + 4] == L'年')
			return true;
	}
	return false;
}

static void
read_sentence(NarrativeReader *reader, int begin, int end, int year)
{
	static Words disclosure = {L"信息公开", L"依申请公开", L"公开申请", NULL};
	const GdPlain *plain = reader->plain;
	int			clause = begin;

	if (find_any(plain, begin, end, other_subjects) >= 0 || (year != 0 && names_other_year(plain, begin, end, year)))
		return;
	reader->begin = begin;
	reader->end = end;
	reader->is_about_disclosure = find_any(plain, begin, end, disclosure) >= 0;
	reader->is_about_part = false;
	for (int i = begin; i <= end; i++)
	{
		bool		in_number = i > begin && i < end && gd_digit_at(plain, i - 1) && gd_digit_at(plain, i + 1) && plain->after[i + 1] == 0;
		bool		ends = i == end || plain->code[i] == GD_CODE_OPEN || plain->code[i] == GD_CODE_CLOSE ||
			(plain->code[i] == GD_CODE_COMMA && !in_number);

		if (!ends)
			continue;
		if (i > clause)
			read_clause(reader, clause, i);
		clause = i + 1;
	}
}

/* Does a year stand at the beginning of the sentence as what it is about? "2023年3月", "2019年修订" are something else. */
static int
leading_year(const GdPlain *plain, int begin, int end)
{
	static Words others = {L"修订", L"修正", L"印发", L"发布", L"公布", L"版", L"底", L"末", NULL};
	int			year = begin + 5 < end ? gd_year_at(plain, begin, begin, end) : 0;

	if (year == 0 || plain->code[begin + 4] != L'年' || gd_digit_at(plain, begin + 5) || gd_skip_any(plain, begin + 5, others) >= 0)
		return 0;
	return year;
}

/* Another year is a claim if sentences begin with it and this one is named nowhere. */
static void
read_year(NarrativeReader *reader, int begin, int end, int year, GdClaim *other, bool *named)
{
	const GdPlain *plain = reader->plain;
	int			leading = leading_year(plain, begin, end);

	for (int i = begin; i + 4 <= end; i++)
		*named = *named || gd_year_at(plain, i, begin, end) == year;
	if (leading == 0 || leading == year || other->end != 0)
		return;
	*other = (GdClaim)
	{
		GD_CLAIM_YEAR, leading, false, plain->begin[begin], plain->begin[end - 1] + plain->bytes[end - 1]
	};
}

/* Does a sentence end in front of i? A line that is full and has no stop at its end was broken by some converter. */
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
		plain->code[i - 1] == GD_CODE_MARK || (plain->code[i - 1] >= GD_CODE_COLON && plain->code[i - 1] <= GD_CODE_UNQUOTE);
}

GdStatus
gd_read_narrative(const GdHost *host, const char *text, size_t length, int year, GdNarrative *narrative)
{
	GdPlain    *plain;
	NarrativeReader reader = {.out = narrative};
	GdClaim		other = {.end = 0};
	bool		year_is_named = false;
	int			begin = 0;

	narrative->count = 0;
	if (gd_read_plain_copy(host, text, length, &plain) != GD_OK)
		return GD_OUT_OF_MEMORY;
	reader.plain = plain;
	for (int i = 0; i <= plain->count; i++)
	{
		if (!ends_sentence(plain, i))
			continue;
		if (i > begin)
		{
			read_sentence(&reader, begin, i, year);
			read_year(&reader, begin, i, year, &other, &year_is_named);
		}
		begin = i < plain->count && plain->code[i] == GD_CODE_STOP ? i + 1 : i;
	}
	if (year != 0 && other.end != 0 && !year_is_named && narrative->count < GD_CLAIMS)
		narrative->claim[narrative->count++] = other;
	return GD_OK;
}

GdStatus
gd_states_fee(const GdHost *host, const char *text, size_t length, bool *states)
{
	GdPlain    *plain;

	if (gd_read_plain_copy(host, text, length, &plain) != GD_OK)
		return GD_OUT_OF_MEMORY;
	*states = find_any(plain, 0, plain->count, fee_words) >= 0;
	return GD_OK;
}
