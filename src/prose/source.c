/*
 * source.c
 *	  What the name of a file, or its address, says about the report in it.
 *
 * A name that quotes the report's title is read as a title is. Else the parts of the path between /
 * _ - . and spaces are looked at one by one: 2024/临川市教育局.docx.
 */
#include "prose/source.h"

#include "prose/settle.h"

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%E4%B8%B4": undoes what addresses do to characters; marks that only separate become spaces. */
static GdText
decode_address(const GdHost *host, const char *source, size_t length)
{
	char	   *text = host->allocate(host->arena, length + 1);
	size_t		count = 0;

	if (text == NULL)
		return (GdText) {NULL, 0};
	for (size_t i = 0; i < length; i++)
	{
		int			high = source[i] == '%' && i + 2 < length ? hex_digit(source[i + 1]) : -1;
		int			low = high >= 0 ? hex_digit(source[i + 2]) : -1;

		text[count++] = low >= 0 ? (char) (high << 4 | low) : source[i];
		i += low >= 0 ? 2 : 0;
	}
	return (GdText) {text, count};
}

static bool
separates(const GdPlain *plain, int i)
{
	return i == plain->count || plain->after[i] || gd_is_punctuation(plain->code[i]) ||
		plain->code[i] == GD_CODE_DASH || plain->code[i] == GD_CODE_LETTER;
}

/* The one year that a part of the path is or ends in; 0 if there is none, or more. */
static int
year_of_path(const GdPlain *plain)
{
	int			found = 0;

	for (int i = 0; i + 4 <= plain->count; i++)
	{
		int			year = gd_year_at(plain, i, 0, plain->count);

		if (year == 0 || (i + 5 < plain->count && plain->code[i + 4] == GD_CODE_DASH &&
						  gd_digit_at(plain, i + 5)))
			continue;
		if (i + 4 < plain->count && !separates(plain, i + 4) && plain->code[i + 4] != L'年')
			continue;
		if (found != 0 && found != year)
			return 0;
		found = year;
	}
	return found;
}

/* The one part of the path that is the name of an organ. */
static GdName
name_of_path(const GdPlain *plain)
{
	GdName		found = GD_NO_NAME;
	int			begin = 0;

	for (int i = 0; i <= plain->count; i++)
	{
		GdName		name;

		if (!separates(plain, i))
			continue;
		name = i - begin >= 3 ? gd_find_name(plain, begin, i, false) : GD_NO_NAME;
		begin = i < plain->count && plain->after[i] ? i : i + 1;
		if (name.end <= name.begin || !name.is_certain)
			continue;
		if (found.end > found.begin && !gd_names_agree(plain, &found, &name))
			return GD_NO_NAME;
		if (name.end - name.begin > found.end - found.begin)
			found = name;
	}
	return found;
}

GdStatus
gd_read_source(const GdHost *host, const char *source, size_t length, GdReport *report)
{
	GdTestimony *testimony = host->allocate(host->arena, sizeof(GdTestimony));
	GdText		text = decode_address(host, source, length);
	GdPlain    *plain;
	GdStatus	status;

	if (testimony == NULL || text.data == NULL ||
		gd_read_plain_copy(host, text.data, text.length, &plain) != GD_OK)
		return GD_OUT_OF_MEMORY;
	gd_hear(testimony, plain);
	status = gd_settle_by_other(host, testimony, GD_WITNESS_SOURCE, report);
	if (report->year == 0 && gd_is_open(report->year_witness))
	{
		report->year = year_of_path(plain);
		report->year_witness = report->year != 0 ? GD_WITNESS_SOURCE : report->year_witness;
	}
	if (status == GD_OK && report->agency.data == NULL && gd_is_open(report->agency_witness))
	{
		GdName		name = name_of_path(plain);

		if (name.end > name.begin)
			status = gd_set_agency(host, plain, name, GD_WITNESS_SOURCE, report);
	}
	return status;
}
