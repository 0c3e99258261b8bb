/*
 * several.c
 *	  Finds titles that headings of the form follow, window by window, and counts tables by a label.
 *
 * A title in a list of links, or one that is repeated at the top of each page, begins no report:
 * the first has no headings below it, the second names the same agency and year.
 */
#include "prose/several.h"

#include "prose/headings.h"
#include "prose/mention.h"

#define WINDOW 6000				/* bytes that are read at a time, no more than characters can be */
#define NEAR 3000				/* bytes between a title and its first heading */
#define LONGEST_NAME 48
#define MARKERS 6
#define SAME_TABLE 300			/* bytes between labels of one table */

typedef struct Title
{
	uint16_t	name[LONGEST_NAME];
	int			length;			/* of the name; 0: not said */
	int			year;
	uint32_t	begin;			/* bytes of the text */
	uint32_t	end;
	bool		is_open;		/* no heading was seen below it */
} Title;

typedef struct Finder
{
	const GdHost *host;
	const char *text;
	GdPlain    *plain;
	GdSeveral  *several;
	Title		pending;
	Title		known[GD_REPORTS];
	int			seen[MARKERS];
	uint32_t	last[MARKERS];	/* bytes of the text */
} Finder;

/*
 * Reports
 */

static bool
is_short_for(const Title *a, const Title *b)
{
	int			i = 0;

	for (int j = 0; j < b->length && i < a->length; j++)
		i += a->name[i] == b->name[j];
	return i == a->length;
}

static bool
names_same(const Title *a, const Title *b)
{
	if (a->year != 0 && b->year != 0 && a->year != b->year)
		return false;
	return is_short_for(a, b) || is_short_for(b, a);
}

static uint32_t
line_of(const char *text, uint32_t at)
{
	uint32_t	line = 1;

	for (uint32_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

static void
note_title(Finder *finder, const GdMention *mention)
{
	const GdPlain *plain = finder->plain;
	Title	   *title = &finder->pending;
	int			length = mention->name.end - mention->name.begin;

	if (!mention->is_title || mention->is_about_reports || mention->is_part_of_year ||
		(length == 0 && mention->year == 0) || length > LONGEST_NAME)
		return;
	memcpy(title->name, &plain->code[mention->name.begin], length * sizeof(title->name[0]));
	title->length = length;
	title->year = mention->year;
	title->begin = plain->begin[mention->begin];
	title->end = plain->begin[mention->end - 1] + plain->bytes[mention->end - 1];
	title->is_open = true;
}

/* A heading was met: the title above it is that of a report. */
static void
note_heading(Finder *finder, uint32_t at)
{
	GdSeveral  *several = finder->several;
	Title	   *title = &finder->pending;

	if (!title->is_open || at - title->begin > NEAR || several->reports == GD_REPORTS)
		return;
	title->is_open = false;
	for (int i = 0; i < several->reports; i++)
	{
		if (names_same(title, &finder->known[i]))
			return;
	}
	finder->known[several->reports] = *title;
	several->report[several->reports++] = (GdReportPlace) {
		{finder->text + title->begin, title->end - title->begin},
		line_of(finder->text, title->begin)
	};
}

/*
 * Tables
 */

/* Labels that only one table has, two of each. */
typedef struct Marker
{
	const wchar_t *label;
	int			section;
} Marker;

static const Marker markers[MARKERS] = {
	{L"行政事业性收费", 2}, {L"行政处罚", 2}, {L"本年新收政府信息公开申请数量", 3},
	{L"结转下年度继续办理", 3}, {L"未经复议直接起诉", 4}, {L"复议后起诉", 4}
};

/*
 * A label at the begin of a line or a cell, perhaps behind its number. One that is repeated right
 * behind itself covers several cells.
 */
static void
count_marker(Finder *finder, int i)
{
	const GdPlain *plain = finder->plain;

	if (i > 0 && !plain->after[i] && plain->code[i - 1] != GD_CODE_ENUMERATION)
		return;
	for (int m = 0; m < MARKERS; m++)
	{
		if (gd_skip_word(plain, i, markers[m].label) < 0)
			continue;
		if (finder->seen[m] == 0 || plain->begin[i] - finder->last[m] > SAME_TABLE)
			finder->seen[m]++;
		finder->last[m] = plain->begin[i];
	}
}

/* A table is there as often as each of its labels. */
static void
count_tables(Finder *finder)
{
	int		   *tables = finder->several->tables;

	for (int m = 0; m < MARKERS; m += 2)
		tables[markers[m].section] = finder->seen[m] < finder->seen[m + 1] ? finder->seen[m] :
			finder->seen[m + 1];
}

/*
 * Windows
 */

static void
read_window(Finder *finder, size_t from, size_t to)
{
	const GdPlain *plain = finder->plain;
	GdMention	mentions[GD_MENTIONS];
	int			count;
	int			next = 0;

	gd_read_plain(finder->plain, finder->text, from, to);
	count = gd_find_mentions(plain, mentions);
	for (int i = 0; i < plain->count; i++)
	{
		while (next < count && mentions[next].begin <= i)
			note_title(finder, &mentions[next++]);
		if (gd_certain_heading_at(plain, i))
			note_heading(finder, plain->begin[i]);
		count_marker(finder, i);
	}
}

/* A window ends with a line. */
static size_t
window_end(const char *text, size_t from, size_t length)
{
	size_t		to = from + WINDOW;

	if (to >= length)
		return length;
	while (to > from && text[to - 1] != '\n')
		to--;
	if (to > from)
		return to;
	to = from + WINDOW;
	while (to < length && (text[to] & 0xC0) == 0x80)
		to++;
	return to;
}

GdStatus
gd_find_several(const GdHost *host, const char *text, size_t length, GdSeveral *several)
{
	Finder	   *finder = host->allocate(host->arena, sizeof(Finder));
	size_t		to;

	if (finder == NULL)
		return GD_OUT_OF_MEMORY;
	*finder = (Finder) {
		.host = host, .text = text, .several = several,
		.plain = host->allocate(host->arena, sizeof(GdPlain))
	};
	*several = (GdSeveral) {0};
	if (finder->plain == NULL)
		return GD_OUT_OF_MEMORY;
	for (size_t from = 0; from < length; from = to)
	{
		to = window_end(text, from, length);
		read_window(finder, from, to);
		if (host->check_interrupts)
			host->check_interrupts();
	}
	count_tables(finder);
	return GD_OK;
}
