/*
 * recognise.c
 *	  Tells reports from what is about them: by titles (mention.h) and by lines that are headings.
 *
 * A heading is a line, or what follows a stop, that a number of any kind may stand in front of, and
 * that begins with the words of a section, of the form or of the reports before 2019: 一、信息公开总体情况,
 * （一）概述, 第一部分 主动公开情况. Where three of four end in a number, they are a table of contents.
 */
#include "prose/recognise.h"

#include "prose/mention.h"

#define LIST_LENGTH 3			/* headings of a table of contents, at least */

typedef struct Headings
{
	int			count;
	int			older;			/* those that only reports of before 2019 have */
	int			first;			/* index, or -1 */
	int			paged;			/* those that end in the number of a page */
} Headings;

/* "一、", "（一）", "1.", "第一部分": the index behind it, or i. */
static int
skip_heading_number(const GdPlain *plain, int i)
{
	static const wchar_t numerals[] = L"一二三四五六七八九十第部分章节";
	int			at = i;

	while (at < plain->count && at - i < 8)
	{
		uint16_t	code = plain->code[at];

		if (code > 0x7F ? wcschr(numerals, code) == NULL :
			!gd_digit_at(plain, at) && !gd_is_punctuation(code) && code != GD_CODE_OPEN &&
			code != GD_CODE_CLOSE && code != GD_CODE_LETTER)
			break;
		at++;
	}
	return at;
}

/* Sets *older where only reports of before 2019 have such a section. */
static bool
names_section(const GdPlain *plain, int i, bool *older)
{
	static const wchar_t *const openings[] = {
		L"政府信息公开工作的", L"政府信息公开工作", L"政府信息公开", L"信息公开工作", L"信息公开",
		L"工作", L"年度", L"本年度", NULL
	};
	static const wchar_t *const sections[] = {
		L"总体情况", L"基本情况", L"基本概况", L"总体概况", L"主要工作", L"主动公开", L"收到和处理",
		L"行政复议", L"存在的主要问题", L"存在的问题", L"存在问题", L"主要问题", L"其他需要报告",
		L"需要报告的其他", L"其他事项", NULL
	};
	static const wchar_t *const older_sections[] = {
		L"概述", L"概况", L"依申请公开", L"公开依申请", L"申请公开", L"的收费", L"收费及减免",
		L"收费情况", L"申请行政复议", L"复议和诉讼", L"复议、诉讼", L"咨询", L"附表", L"附件表", L"统计表", NULL
	};
	int			next = gd_skip_any(plain, i, openings);

	for (int tried = 0; tried < 2; tried++)
	{
		*older = gd_skip_any(plain, i, older_sections) >= 0;
		if (*older || gd_skip_any(plain, i, sections) >= 0)
			return true;
		if (next < 0)
			return false;
		i = next;
	}
	return false;
}

/* Does a line begin at i, or a sentence? */
static bool
begins_line(const GdPlain *plain, int i)
{
	return i == 0 || (plain->after[i] & GD_AFTER_NEWLINE) || plain->code[i - 1] == GD_CODE_STOP;
}

bool
gd_heading_at(const GdPlain *plain, int i, bool *older)
{
	return begins_line(plain, i) && names_section(plain, skip_heading_number(plain, i), older);
}

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
		return names_part_of_year(plain, head) ? GD_DOCUMENT_PART_OF_YEAR : GD_DOCUMENT_UNKNOWN;
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
