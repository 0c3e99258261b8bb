/*
 * period.c
 *	  Finds the first and the last day of the year that a report counts.
 *
 * A period is a first of January and a thirty-first of December of one year, whatever stands
 * between them, or the year that 统计期限 names. Dates that lost characters (自20201月1日起) are none.
 */
#include "prose/period.h"

#define LONGEST_GAP 10			/* characters between the two dates */
#define LONGEST_LEAD 24			/* characters between 统计期限 and the first one */

typedef struct Day
{
	int			year;			/* 0: not said */
	int			month;
	int			day;
} Day;

static bool
skip_one_of(const GdPlain *plain, int *i, const wchar_t *set)
{
	if (*i >= plain->count || wcschr(set, plain->code[*i]) == NULL)
		return false;
	(*i)++;
	return true;
}

/* "12", "十二", "三十一": a number up to 31, or 0. */
static int
read_number(const GdPlain *plain, int *i)
{
	static const wchar_t digits[] = L"〇一二三四五六七八九";
	int			value = 0;

	for (int read = 0; read < 3 && *i < plain->count; read++, (*i)++)
	{
		uint16_t	code = plain->code[*i];
		const wchar_t *digit = code > 0x7F ? wcschr(digits, code) : NULL;

		if (gd_digit_at(plain, *i))
			value = value * 10 + (code - '0');
		else if (code == L'十')
			value = value == 0 ? 10 : value * 10;
		else if (digit != NULL)
			value += (int) (digit - digits);
		else
			break;
	}
	return value;
}

static bool
skip_date_mark(const GdPlain *plain, int *i, const wchar_t *word)
{
	if (*i < plain->count && (plain->code[*i] == GD_CODE_DASH || plain->code[*i] == GD_CODE_DOT ||
							  plain->code[*i] == GD_CODE_MARK))
	{
		(*i)++;
		return true;
	}
	return skip_one_of(plain, i, word);
}

/* "2024年1月1日", "2024-01-01", "12月31日": the index behind the day, or -1. */
static int
read_day(const GdPlain *plain, int i, Day *day)
{
	day->year = gd_year_at(plain, i, i, plain->count);
	if (day->year != 0)
	{
		i += 4;
		if (!skip_date_mark(plain, &i, L"年"))
			return -1;
		skip_one_of(plain, &i, L"度");
	}
	day->month = read_number(plain, &i);
	if (day->month == 0 || !skip_date_mark(plain, &i, L"月"))
		return -1;
	day->day = read_number(plain, &i);
	skip_one_of(plain, &i, L"日号");
	return day->day != 0 && !gd_digit_at(plain, i) ? i : -1;
}

#define CONTRADICTION (-1)

/* The year of a period that begins at i; 0 if there is none. */
static int
period_at(const GdPlain *plain, int i)
{
	Day			first;
	Day			last;
	int			behind = read_day(plain, i, &first);

	if (behind < 0 || first.year == 0 || first.month != 1 || first.day != 1)
		return 0;
	for (int at = behind; at < plain->count && at - behind <= LONGEST_GAP; at++)
	{
		if (plain->code[at] == GD_CODE_STOP)
			return 0;
		if (read_day(plain, at, &last) < 0 || last.month != 12 || last.day != 31)
			continue;
		return last.year == 0 || last.year == first.year ? first.year : CONTRADICTION;
	}
	return 0;
}

/* "统计期限", "统计时间为": the index behind it and what follows it up to a year, or -1. */
static int
skip_period_words(const GdPlain *plain, int i)
{
	static const wchar_t *const words[] = {
		L"期限", L"时限", L"时间段", L"时段", L"时间范围", L"周期", L"区间", L"起止时间", L"时间", NULL
	};
	static const wchar_t *const fillers[] = {
		L"为", L"自", L"从", L"是", L"均为", L"均", L"系", L"指", L"为自", NULL
	};
	int			next = gd_skip_any(plain, i, words);
	int			behind;

	if (next < 0 || !(gd_ends_with(plain, 0, i, L"统计") || gd_ends_with(plain, 0, i, L"数据") ||
					  gd_ends_with(plain, 0, i, L"统计的") || gd_ends_with(plain, 0, i, L"起止")))
		return -1;
	if (next < plain->count && plain->code[next] == GD_CODE_COLON)
		next++;
	behind = gd_skip_any(plain, next, fillers);
	return behind >= 0 ? behind : next;
}

/* "统计期限为2024年度", "统计期限自2020年1月1日起" */
static int
named_period(const GdPlain *plain, int i)
{
	int			at = skip_period_words(plain, i);
	int			year = at >= 0 ? gd_year_at(plain, at, at, plain->count) : 0;

	if (year == 0 || gd_skip_word(plain, at + 4, L"年") < 0)
		return 0;
	return gd_digit_at(plain, at + 5) && gd_skip_word(plain, at + 5, L"1月1日") < 0 ? 0 : year;
}

/* Is it said in front of i that a period is one of data? */
static bool
is_of_data(const GdPlain *plain, int i)
{
	static const wchar_t *const words[] = {L"统计", L"期限", L"时限", L"数据", NULL};

	for (int at = i - 1; at >= 0 && i - at <= LONGEST_LEAD; at--)
	{
		if (plain->code[at] == GD_CODE_STOP)
			return false;
		if (gd_skip_any(plain, at, words) >= 0)
			return true;
	}
	return false;
}

int
gd_find_period(const GdPlain *plain, bool in_narrative)
{
	int			found = 0;

	for (int i = 0; i + 5 <= plain->count; i++)
	{
		uint16_t	code = plain->code[i];
		int			year = 0;

		if (code == '2' || code == L'二')
			year = in_narrative && !is_of_data(plain, i) ? 0 : period_at(plain, i);
		else if (code == L'期' || code == L'时' || code == L'周' || code == L'区' || code == L'起')
			year = named_period(plain, i);
		if (year == CONTRADICTION || (year != 0 && found != 0 && year != found))
			return 0;
		if (year != 0)
			found = year;
	}
	return found;
}

int
gd_find_narrated_year(const GdPlain *plain)
{
	int			years[100] = {0};
	int			best = 0;
	bool		is_tied = false;

	for (int i = 0; i + 5 <= plain->count; i++)
	{
		int			year;

		/* where characters are destroyed, the right year may have been named as often */
		if (plain->code[i] == GD_CODE_DESTROYED)
			return 0;
		year = gd_year_at(plain, i, 0, plain->count);
		/* a date names the day of something, not the year of the report */
		if (year == 0 || gd_skip_word(plain, i + 4, L"年") < 0 || gd_digit_at(plain, i + 5))
			continue;
		/* the second one of 2023-2024年 is not more than the first */
		if (i > 1 && plain->code[i - 1] == GD_CODE_DASH && gd_digit_at(plain, i - 2))
			continue;
		years[year - 2000]++;
	}
	for (int i = 1; i < 100; i++)
	{
		if (years[i] >= years[best] && years[i] > 0)
		{
			is_tied = years[i] == years[best];
			best = i;
		}
	}
	return years[best] > 0 && !is_tied ? 2000 + best : 0;
}
