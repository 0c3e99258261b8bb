/*
 * title.c
 *	  Finds "<agency> <year> 政府信息公开工作年度报告" in its many shapes.
 *
 * The head of the text is reduced to its characters without white space, each with its place and with what stood before
 * it, so that a title may be broken over lines or spaced. A sentence that quotes the title serves where none stands alone.
 */
#include "prose/title.h"

#include "text/plain.h"

#include <string.h>
#include <wchar.h>

#define LONGEST_AGENCY 40
#define LONGEST_HEAD 70			/* characters in front of the phrase */

/* One place that names the report. */
typedef struct Candidate
{
	bool		is_title;		/* stands alone, not in a sentence */
	int			year;
	int			agency_begin;	/* in the head; agency_begin == agency_end if there is none */
	int			agency_end;
	int			begin;
	int			end;
} Candidate;

/*
 * Years
 */

/* Behind 2025: 年, 年度, 度. */
static int
skip_year_words(const GdPlain *head, int i)
{
	static const wchar_t *const words[] = {L"年度", L"年", NULL};
	int			next = gd_skip_any(head, i, words);

	return next >= 0 ? next : i;
}

/*
 * The phrase
 */

/* The rest of L"信息公开工作年度报告" behind 信息公开: the index behind it, or -1. */
static int
skip_report_words(const GdPlain *head, int i, int *year)
{
	static const wchar_t *const fillers[] = {L"工作", L"情况", L"的", L"年度", L"年", L"本级", NULL};
	static const wchar_t *const ends[] = {L"报告", L"年报", NULL};
	static const wchar_t *const others[] = {L"格式", L"编制", L"编写", L"的函", L"的通知", L"的请示", L"的公告", L"范本", NULL};

	for (int words = 0; words < 6; words++)
	{
		int			next = gd_skip_any(head, i, ends);

		if (next >= 0)
			return gd_skip_any(head, next, others) >= 0 ? -1 : next;
		next = gd_skip_any(head, i, fillers);
		if (next < 0 && i + 4 <= head->count && gd_year_at(head, i, i, head->count) != 0)
		{
			*year = gd_year_at(head, i, i, head->count);
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
phrase_begin(const GdPlain *head, int i)
{
	if (!gd_ends_with(head, 0, i, L"政府"))
		return i;
	return gd_ends_with(head, 0, i, L"人民政府") ? i : i - 2;
}

/*
 * The agency
 */

static bool
ends_like_an_organ(const GdPlain *head, int begin, int end)
{
	if (end - begin < 2 || end - begin > LONGEST_AGENCY)
		return false;
	return head->code[end - 1] == GD_CODE_CLOSE ||
		wcschr(L"局委会办室厅部署府道处镇乡心院所队站司区县市州省学校馆社行团盟旗场厂组库", head->code[end - 1]) != NULL;
}

static bool
is_pronoun(const GdPlain *head, int begin, int end)
{
	static const wchar_t *const pronouns[] = {L"我", L"本", L"全", L"各", L"该", L"上级", L"中华人民共和国", NULL};

	return begin < end && gd_skip_any(head, begin, pronouns) >= 0;
}

/* Takes away what a sentence says in front of a name. */
static int
skip_verbs(const GdPlain *head, int begin, int end)
{
	static const wchar_t *const verbs[] = {
		L"特向社会公布", L"向社会公布", L"现向社会公布", L"现公布", L"现发布", L"现将", L"公布", L"发布", L"编制了", L"编制", L"以下是", L"公开", L"由",
		L"形成", L"根据", L"这是", L"下面是", L"年度", L"年", L"度", L"关于", L"的", L"名称", L"标题", NULL
	};

	for (;;)
	{
		int			next = begin < end ? gd_skip_any(head, begin, verbs) : -1;

		if (next < 0 || next > end)
			return begin;
		begin = next;
	}
}

/* "O年度", "2O24年", "口年度": what is left of a year that some converter did not know. */
static int
skip_lost_year(const GdPlain *head, int begin, int end)
{
	int			i = begin;

	if (begin + 1 < end && gd_skip_word(head, begin + 1, L"年度") >= 0)
		return begin + 3;
	while (i < end && i - begin < 4 && (gd_digit_at(head, i) || head->code[i] == GD_CODE_LETTER))
		i++;
	return i > begin && i < end && head->code[i] == L'年' ? skip_year_words(head, i) : begin;
}

/* A name that holds such a word is part of a sentence. */
static bool
is_sentence(const GdPlain *head, int begin, int end)
{
	static const wchar_t *const words[] = {L"按照", L"根据", L"要求", L"依据", L"通知", L"规定", L"关于", L"条例", L"向社会", L"信息公开", L"年度报告", NULL};

	for (int i = begin; i + 2 <= end; i++)
	{
		if (gd_skip_any(head, i, words) >= 0)
			return true;
	}
	return false;
}

static int
drop_verb(const GdPlain *head, int begin, int end)
{
	static const wchar_t *const verbs[] = {L"关于", L"编制", L"公布", L"发布", L"印发", NULL};

	for (int i = 0; verbs[i]; i++)
	{
		if (gd_ends_with(head, begin, end, verbs[i]))
			return end - 2;
	}
	return end;
}

/* Is the line in front of i so long that it was broken in the middle of a sentence? */
static bool
is_wrapped(const GdPlain *head, int i)
{
	int			length = 0;

	if (!(head->after[i] & GD_AFTER_NEWLINE))
		return false;
	do
		length++;
	while (i - length > 0 && !(head->after[i - length] & GD_AFTER_NEWLINE));
	return length >= 18;
}

/* The last part of [begin, end) between white space that may be a name. */
static bool
find_name(const GdPlain *head, int begin, int end, bool in_sentence, int *name_begin, int *name_end)
{
	while (end > begin && head->code[end - 1] == GD_CODE_DASH)
		end--;
	end = drop_verb(head, begin, end);
	for (int i = end - 1; i >= begin; i--)
	{
		if (i != begin && (!(head->after[i] & GD_AFTER_SPACE) || (in_sentence && is_wrapped(head, i))))
			continue;
		*name_begin = skip_verbs(head, skip_lost_year(head, i, end), end);
		*name_end = end;
		if (head->code[*name_begin] == GD_CODE_CLOSE || is_pronoun(head, *name_begin, end) || is_sentence(head, *name_begin, end))
			return false;
		if (ends_like_an_organ(head, *name_begin, end) && end - *name_begin >= 2)
			return true;
	}
	return false;
}

/* What stands in front of the phrase, back to the sentence or the line before. */
static int
head_of_phrase(const GdPlain *head, int phrase)
{
	int			begin = phrase;
	int			lines = 0;

	while (begin > 0 && phrase - begin < LONGEST_HEAD)
	{
		if (head->after[begin] & GD_AFTER_NEWLINE && (phrase > begin || begin == phrase) && ++lines > 1)
			break;
		if (gd_is_punctuation(head->code[begin - 1]))
			break;
		begin--;
	}
	return begin;
}

static void
read_candidate(const GdPlain *head, int phrase, Candidate *candidate)
{
	bool		in_sentence = candidate->end < head->count && gd_is_punctuation(head->code[candidate->end]) &&
		!(head->after[candidate->end] & GD_AFTER_NEWLINE);
	int			from = head_of_phrase(head, phrase);
	int			year_begin = -1;
	int			year_end = -1;

	for (int i = phrase - 4; i >= from; i--)
	{
		int			year = gd_year_at(head, i, from, phrase);

		year_end = skip_year_words(head, i + 4);
		if (year == 0 || gd_digit_at(head, year_end))
			continue;			/* "2020年1月11日" */
		if (candidate->year == 0)
			candidate->year = year;
		year_begin = i;
		break;
	}
	candidate->begin = phrase;
	if (year_begin >= 0)
	{
		candidate->begin = year_begin;
		if (find_name(head, year_end, phrase, in_sentence, &candidate->agency_begin, &candidate->agency_end))
			return;
		if (!find_name(head, from, year_begin, in_sentence, &candidate->agency_begin, &candidate->agency_end))
		{
			candidate->agency_begin = candidate->agency_end = 0;
			return;
		}
	}
	else if (!find_name(head, from, phrase, in_sentence, &candidate->agency_begin, &candidate->agency_end))
	{
		candidate->agency_begin = candidate->agency_end = 0;
		return;
	}
	if (candidate->agency_begin < candidate->begin)
		candidate->begin = candidate->agency_begin;
}

/* A title begins a line or follows a space, and little follows it on its line. */
static bool
stands_alone(const GdPlain *head, const Candidate *candidate)
{
	int			rest = 0;

	if (!(head->after[candidate->begin] & GD_AFTER_SPACE))
		return false;
	for (int i = candidate->end; i < head->count && !(head->after[i] & GD_AFTER_NEWLINE); i++)
	{
		if (gd_is_punctuation(head->code[i]) && i == candidate->end)
			return false;
		rest++;
	}
	return rest <= 20;
}

/* "年度报告（2024年）" */
static void
skip_bracketed_year(const GdPlain *head, Candidate *candidate)
{
	int			i = candidate->end;
	int			year;

	if (i + 6 > head->count || head->code[i] != GD_CODE_OPEN)
		return;
	year = gd_year_at(head, i + 1, i + 1, head->count);
	if (year == 0)
		return;
	i = skip_year_words(head, i + 5);
	if (i < head->count && head->code[i] == GD_CODE_CLOSE)
	{
		candidate->year = year;
		candidate->end = i + 1;
	}
}

static int
worth(const Candidate *candidate)
{
	return (candidate->agency_end > candidate->agency_begin ? 4 : 0) + (candidate->year != 0 ? 2 : 0) + (candidate->is_title ? 1 : 0);
}

static Candidate
find_candidate(const GdPlain *head, Candidate *title)
{
	Candidate	best = {0};

	for (int i = 0; i + 4 <= head->count; i++)
	{
		Candidate	candidate = {0};
		int			behind;

		if (head->code[i] != L'信')
			continue;
		behind = gd_skip_word(head, i, L"信息公开");
		if (behind < 0)
			continue;
		candidate.end = skip_report_words(head, behind, &candidate.year);
		if (candidate.end < 0)
			continue;
		skip_bracketed_year(head, &candidate);
		read_candidate(head, phrase_begin(head, i), &candidate);
		candidate.is_title = stands_alone(head, &candidate);
		if (worth(&candidate) > worth(&best))
			best = candidate;
		if (candidate.is_title && (title->end == 0 || worth(&candidate) > worth(title)))
			*title = candidate;
		i = candidate.end - 1;
	}
	return best;
}

/*
 * Without a title
 */

/* "统计期限自2020年1月1日起", else the year that the narrative names most often. */
static int
find_year(const GdPlain *head)
{
	int			years[100] = {0};
	int			best = 0;
	bool		is_damaged = false;

	for (int i = 0; i + 5 <= head->count; i++)
	{
		int			year = gd_year_at(head, i, 0, head->count);

		is_damaged = is_damaged || head->code[i] == GD_CODE_DESTROYED;
		if (year == 0 || gd_skip_word(head, i + 4, L"年") < 0)
			continue;
		for (int back = 3; back <= 8 && i - back >= 0; back++)
		{
			if (gd_skip_word(head, i - back, L"期限") >= 0 || gd_skip_word(head, i - back, L"时限") >= 0)
				return year;
		}
		/* a date names the day of something, not the year of the report */
		if (gd_digit_at(head, i + 5))
			continue;
		years[year - 2000]++;
	}
	for (int i = 0; i < 100; i++)
	{
		if (years[i] > years[best])
			best = i;
	}
	/* where characters are destroyed, the right year may have been named as often */
	return years[best] > 0 && !is_damaged ? 2000 + best : 0;
}

/* "2022年,锡林浩特市民政局执行条例规定": the subject of a sentence about the year. */
static bool
find_subject(const GdPlain *head, int *begin, int *end)
{
	static const wchar_t *const verbs[] = {
		L"依照", L"依据", L"落实", L"执行", L"推进", L"推动", L"深入", L"认真", L"严格", L"坚持", L"按照", L"积极", L"全面", L"围绕", L"高度", L"始终", L"不断",
		L"持续", L"根据", L"共", L"在", L"以", L"紧", L"加强", L"重视", L"通过", L"切实", L"主动", L"做好", L"开展", L"成立", L"编制", L"贯彻", L"健全", L"将", L"对",
		L"累计", L"强化", L"充分", L"大力", L"进一步", L"着力", NULL
	};

	for (int i = 0; i + 3 < head->count; i++)
	{
		int			from = -1;

		if (i + 5 <= head->count && gd_year_at(head, i, 0, head->count) != 0 && gd_skip_word(head, i + 4, L"年") >= 0)
			from = skip_year_words(head, i + 4);
		else if (gd_skip_word(head, i, L"年以来") >= 0)
			from = i + 3;
		if (from < 0)
			continue;
		if (from < head->count && gd_is_punctuation(head->code[from]))
			from++;
		for (int to = from; to < head->count && to - from <= LONGEST_AGENCY && !gd_is_punctuation(head->code[to]); to++)
		{
			if (gd_skip_any(head, to, verbs) < 0)
				continue;
			*begin = from;
			*end = to;
			if (to - from >= 3 && !is_pronoun(head, from, to) && ends_like_an_organ(head, from, to))
				return true;
			break;
		}
	}
	return false;
}

/* The characters of [begin, end) as printed, without white space. */
static GdStatus
copy_text(const GdHost *host, const GdPlain *head, int begin, int end, GdText *into)
{
	char	   *copy;
	size_t		length = 0;

	if (end <= begin)
		return GD_OK;
	copy = host->allocate(host->arena, head->begin[end - 1] + head->bytes[end - 1] - head->begin[begin]);
	if (copy == NULL)
		return GD_OUT_OF_MEMORY;
	for (int i = begin; i < end; i++)
	{
		memcpy(copy + length, head->text + head->begin[i], head->bytes[i]);
		length += head->bytes[i];
	}
	*into = (GdText)
	{
		copy, length
	};
	return GD_OK;
}

/* Does [begin, end) touch a destroyed character, which may have been a part of it? */
static bool
touches_destroyed(const GdPlain *head, int begin, int end)
{
	return (begin > 0 && head->after[begin] == 0 && head->code[begin - 1] == GD_CODE_DESTROYED) ||
		(end < head->count && head->after[end] == 0 && head->code[end] == GD_CODE_DESTROYED);
}

/* The same for a name, if it is whole. */
static GdStatus
copy_name(const GdHost *host, const GdPlain *head, int begin, int end, GdText *into)
{
	return end > begin && touches_destroyed(head, begin, end) ? GD_OK : copy_text(host, head, begin, end, into);
}

GdStatus
gd_read_title(const GdHost *host, const char *text, size_t first_heading, size_t overview_end, GdReport *report)
{
	GdPlain    *head = host->allocate(host->arena, sizeof(GdPlain));
	Candidate	title = {0};
	Candidate	best;
	GdStatus	status = GD_OK;
	int			begin;
	int			end;

	if (head == NULL)
		return GD_OUT_OF_MEMORY;
	gd_read_plain(head, text, 0, first_heading);
	best = find_candidate(head, &title);
	report->year = best.year != 0 ? best.year : title.year;
	if (title.end > 0)
		status = copy_name(host, head, title.begin, title.end, &report->title);
	if (status == GD_OK && best.agency_end > best.agency_begin)
		status = copy_name(host, head, best.agency_begin, best.agency_end, &report->agency);
	if (status != GD_OK || (report->year != 0 && report->agency.data != NULL))
		return status;

	gd_read_plain(head, text, 0, overview_end);
	if (title.end == 0)
	{
		best = find_candidate(head, &title);
		if (report->year == 0)
			report->year = best.year;
		if (report->agency.data == NULL && best.agency_end > best.agency_begin)
			status = copy_name(host, head, best.agency_begin, best.agency_end, &report->agency);
	}
	if (report->year == 0)
		report->year = find_year(head);
	if (status == GD_OK && report->agency.data == NULL && find_subject(head, &begin, &end))
		status = copy_name(host, head, begin, end, &report->agency);
	return status;
}
