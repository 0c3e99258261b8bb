/*
 * recognise.c
 *	  Tells reports from what is about them: by titles (mention.h) and by lines that are headings.
 *
 * Where three of four headings (headings.h) end in a number, they are a table of contents.
 */
#include "prose/recognise.h"

#include "prose/headings.h"
#include "prose/mention.h"

#define LIST_LENGTH 3			/* headings of a table of contents, at least */

typedef struct Headings
{
	int			count;
	int			older;			/* those that only reports of before 2019 have */
	int			first;			/* index, or -1 */
	int			paged;			/* those that end in the number of a page */
} Headings;

/* Does the line that begins at i end in the number of a page? */
static bool
ends_with_page(const GdPlain *plain, int i)
{
	int			end = i + 1;

	while (end < plain->count && !(plain->after[end] & GD_AFTER_NEWLINE))
		end++;
	return gd_digit_at(plain, end - 1);
}

static Headings
find_headings(const GdPlain *plain)
{
	Headings	headings = {.first = -1};

	for (int i = 0; i < plain->count; i++)
	{
		bool		older;

		if (!gd_heading_at(plain, i, &older))
			continue;
		if (headings.first < 0)
			headings.first = i;
		headings.count++;
		headings.older += older;
		headings.paged += ends_with_page(plain, i);
	}
	return headings;
}

/* Half a year or a quarter, named in front of all headings, where no year's report is. */
static bool
names_part_of_year(const GdPlain *plain, int end)
{
	static const wchar_t *const parts[] = {L"上半年", L"下半年", L"季度", NULL};

	return gd_holds_any(plain, 0, end, parts);
}

/*
 * Is [begin, end) a title with a year, of something else: 2024年部门决算? 2024年度报告 may be ours,
 * 2024年政府工作报告 is not.
 */
static bool
is_other_title(const GdPlain *plain, int begin, int end)
{
	static const wchar_t *const ours[] = {L"公开", NULL};
	static const wchar_t *const kinds[] = {
		L"工作报告", L"建设年度报告", L"审计报告", L"决算", L"预算", L"总结", L"要点", L"方案", L"计划", L"规划", L"公报", L"讲话",
		L"建设情况报告", L"建设工作年度报告", L"责任年度报告", L"质量年度报告", NULL
	};
	bool		has_year = false;

	for (int i = begin; i + 4 <= end && !has_year; i++)
		has_year = gd_year_at(plain, i, begin, end) != 0;
	if (!has_year || gd_holds_any(plain, begin, end, ours))
		return false;
	for (int i = 0; kinds[i] != NULL; i++)
	{
		if (gd_ends_with(plain, begin, end, kinds[i]))
			return true;
	}
	return false;
}

/* Is one of the lines in front of all headings the title of something else? */
static bool
names_other(const GdPlain *plain, int head)
{
	int			begin = 0;

	for (int i = 1; i <= head; i++)
	{
		if (i < head && !(plain->after[i] & GD_AFTER_NEWLINE))
			continue;
		if (is_other_title(plain, begin, i))
			return true;
		begin = i;
	}
	return false;
}

/* A sentence about such reports in general names neither year nor agency. */
static bool
names_report(const GdMention *mention)
{
	return !mention->is_about_reports && mention->kind != GD_MENTION_AUTHOR &&
		(mention->is_title || mention->year != 0 || mention->name.end > mention->name.begin);
}

static GdDocument
judge(const GdPlain *plain, const Headings *headings)
{
	GdMention	mentions[GD_MENTIONS];
	int			count = gd_find_mentions(plain, mentions);
	int			head = headings->first < 0 ? plain->count : headings->first;
	bool		has_title = false;
	bool		is_notice = false;

	for (int i = 0; i < count && mentions[i].begin < head; i++)
	{
		if (mentions[i].is_part_of_year)
			return GD_DOCUMENT_PART_OF_YEAR;
		is_notice = is_notice || mentions[i].is_about_reports;
		has_title = has_title || names_report(&mentions[i]);
	}
	if (is_notice && !has_title)
		return GD_DOCUMENT_NOTICE;
	if (!has_title)
		return names_part_of_year(plain, head) ? GD_DOCUMENT_PART_OF_YEAR :
			names_other(plain, head) ? GD_DOCUMENT_OTHER : GD_DOCUMENT_UNKNOWN;
	if (headings->count >= LIST_LENGTH && 4 * headings->paged >= 3 * headings->count)
		return GD_DOCUMENT_CONTENTS;
	if (headings->count == 0)
		return GD_DOCUMENT_UNKNOWN;
	return headings->older > 0 && 2 * headings->older >= headings->count ?
		GD_DOCUMENT_OLDER_REPORT : GD_DOCUMENT_REPORT;
}

static bool
names_disclosure(const GdPlain *plain)
{
	static const wchar_t *const words[] = {L"信息公开", L"政务公开", L"依申请公开", NULL};

	return gd_holds_any(plain, 0, plain->count, words);
}

GdStatus
gd_recognise(const GdHost *host, const char *text, size_t length, GdRecognition *recognition)
{
	GdPlain    *plain = host->allocate(host->arena, sizeof(GdPlain));
	Headings	headings;

	if (plain == NULL)
		return GD_OUT_OF_MEMORY;
	gd_read_plain(plain, text, 0, length);
	headings = find_headings(plain);
	recognition->names_disclosure = names_disclosure(plain);
	recognition->document = judge(plain, &headings);
	recognition->first_heading = headings.first < 0 ? (uint32_t) length :
		plain->begin[headings.first];
	return GD_OK;
}
