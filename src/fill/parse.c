/*
 * parse.c
 *	  The entry point: text → runs → cells → report.
 */
#include "fill/parse.h"

#include "file/html.h"
#include "file/index.h"
#include "file/positioned.h"
#include "file/separated.h"
#include "fill/assign.h"
#include "fill/match.h"
#include "prose/headings.h"
#include "prose/recognise.h"
#include "prose/several.h"
#include "prose/title.h"
#include "text/plain.h"

#include <string.h>

/* Layout marks at the ends of a line: white space, pipes, # and *. */
static bool
is_mark(GdClass class)
{
	return class == GD_CLASS_SPACE || class == GD_CLASS_TAB || class == GD_CLASS_PIPE ||
		class == GD_CLASS_IGNORED ||
		class == GD_CLASS_NEWLINE || class == GD_CLASS_RULE;
}

static const unsigned char *
skip_marks(const unsigned char *p, const unsigned char *end)
{
	while (p < end)
	{
		GdChar		c = gd_fold_char(p);

		if (!is_mark(gd_class(c)))
			break;
		p += gd_bytes(c);
	}
	return p;
}

static const unsigned char *
skip_marks_back(const unsigned char *begin, const unsigned char *end)
{
	while (end > begin)
	{
		const unsigned char *last = end - 1;

		while (last > begin && (*last & 0xC0) == 0x80)
			last--;
		if (!is_mark(gd_class(gd_fold_char(last))))
			break;
		end = last;
	}
	return end;
}

/* "— 5 —", "-5-", "第 5 页": a page mark or a drawn line between paragraphs. */
static bool
is_page_mark(const unsigned char *p, const unsigned char *end)
{
	int			length = 0;

	for (; p < end; length++)
	{
		GdChar		c = gd_fold_char(p);

		if (gd_class(c) == GD_CLASS_IDEOGRAPH ?
			(gd_value(c) != 0x7B2C && gd_value(c) != 0x9875 && gd_value(c) != 0x5171) :
			(gd_class(c) != GD_CLASS_DASH && gd_class(c) != GD_CLASS_DIGIT &&
			 gd_class(c) != GD_CLASS_SPACE && gd_class(c) != GD_CLASS_RULE &&
			 gd_class(c) != GD_CLASS_PLUS))
			return false;
		p += gd_bytes(c);
	}
	return length > 0;
}

/* The paragraphs of a section, one a line, without the marks of the layout. */
static GdStatus
copy_narrative(const GdHost *host, const char *text, GdSpan *span, GdText *into)
{
	const unsigned char *p;
	const unsigned char *end;
	char	   *copy;
	size_t		length = 0;

	if (span->end == 0)
		return GD_OK;
	if (gd_trim_narrative(host, text, &span->begin, &span->end) != GD_OK)
		return GD_OUT_OF_MEMORY;
	p = (const unsigned char *) text + span->begin;
	end = (const unsigned char *) text + span->end;
	copy = host->allocate(host->arena, span->end - span->begin + 1);
	if (copy == NULL)
		return GD_OUT_OF_MEMORY;
	while (p < end)
	{
		const unsigned char *line_end = memchr(p, '\n', (size_t) (end - p));
		const unsigned char *begin;
		const unsigned char *stop;

		if (line_end == NULL)
			line_end = end;
		begin = skip_marks(p, line_end);
		stop = skip_marks_back(begin, line_end);
		p = line_end + 1;
		if (begin == stop || is_page_mark(begin, stop))
			continue;
		if (length > 0)
			copy[length++] = '\n';
		memcpy(copy + length, begin, (size_t) (stop - begin));
		length += (size_t) (stop - begin);
	}
	*into = (GdText)
	{
		copy, length
	};
	return GD_OK;
}

/* How many cells have something, or a number. */
static int
count_cells(const GdReport *report, bool numbers)
{
	int			count = 0;

	for (int i = 0; i < GD_CELL_COUNT; i++)
		count += numbers ? report->cell[i].kind == GD_NUMBER : report->cell[i].kind != GD_ABSENT;
	return count;
}

/* Takes a heading that was found beside those that the tables' reader knows. */
static void
take_heading(const char *text, const GdSectionPlace *place, int section, GdMatches *matches)
{
	matches->heading[section] = (GdHeading) {
		{text + place->begin, place->end - place->begin}, place->number
	};
	if (gd_has_narrative(section))
		matches->section[section] = (GdSpan) {place->end, place->body_end};
	if (place->begin < matches->first_heading)
		matches->first_heading = place->begin;
}

/* Headings that are worded or numbered otherwise than in the form. */
static GdStatus
complete_headings(const GdHost *host, const char *text, size_t length, GdMatches *matches)
{
	GdOutline	outline = {{{0}}};
	int			known = 0;
	GdStatus	status;

	for (int section = 1; section < GD_SECTIONS; section++)
	{
		const GdHeading *heading = &matches->heading[section];
		uint32_t	begin = (uint32_t) (heading->text.data - text);

		if (heading->text.data == NULL)
			continue;
		known++;
		outline.section[section] = (GdSectionPlace) {
			begin, begin + (uint32_t) heading->text.length, 0, heading->number
		};
	}
	if (known == GD_SECTIONS - 1)
		return GD_OK;
	status = gd_complete_outline(host, text, length, &outline);
	for (int section = 1; section < GD_SECTIONS && status == GD_OK; section++)
	{
		const GdSectionPlace *place = &outline.section[section];
		GdSpan	   *span = &matches->section[section];

		if (matches->heading[section].text.data == NULL && place->end > place->begin)
			take_heading(text, place, section, matches);
		else if (place->body_end < span->end)
			span->end = place->body_end;
	}
	return status;
}

/* Does anything stand behind a label of the tables? */
static bool
has_figures(const GdMatches *matches)
{
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		if (matches->runs[i].filled > 0)
			return true;
	}
	return false;
}

/* How many narratives say something. */
static int
count_narratives(const char *text, const GdMatches *matches)
{
	int			count = 0;

	for (int section = 1; section < GD_SECTIONS; section++)
	{
		const GdSpan *span = &matches->section[section];
		const unsigned char *end = (const unsigned char *) text + span->end;

		count += span->end != 0 &&
			skip_marks((const unsigned char *) text + span->begin, end) < end;
	}
	return count;
}

/* The form that nobody filled in: no figures, no narrative, and no agency. */
static bool
is_unfilled(const char *text, const GdMatches *matches, const GdReport *report)
{
	return matches->labels != 0 && report->agency.data == NULL && !has_figures(matches) &&
		count_cells(report, true) == 0 && count_narratives(text, matches) == 0;
}

/* What the tables do not tell, title and headings may. */
static GdStatus
recognise(const GdHost *host, const char *text, size_t length, const GdReport *report,
		  GdMatches *matches)
{
	bool		has_tables = matches->labels != 0 || count_cells(report, false) > 0;
	int			narratives = count_narratives(text, matches);
	GdRecognition recognition;
	GdStatus	status;

	if (count_cells(report, true) > 0)
		return GD_OK;
	status = gd_recognise(host, text, length, &recognition);
	if (status != GD_OK)
		return status;
	if (matches->first_heading >= length)
		matches->first_heading = recognition.first_heading;
	switch (recognition.document)
	{
		case GD_DOCUMENT_REPORT:
		case GD_DOCUMENT_OLDER_REPORT:
			return GD_OK;
		case GD_DOCUMENT_UNKNOWN:
			/* other reports have a 总体情况, too, below their own title */
			return has_tables || narratives > 1 ||
				(narratives == 1 && (recognition.names_disclosure || matches->first_heading == 0)) ?
				GD_OK : GD_NOT_A_REPORT;
		case GD_DOCUMENT_NOTICE:
		case GD_DOCUMENT_PART_OF_YEAR:
		case GD_DOCUMENT_CONTENTS:
		case GD_DOCUMENT_OTHER:
			return GD_NOT_A_REPORT;
	}
	return GD_OK;
}

/* Does the document end where a word or a number may go on? */
static bool
is_cut(const char *document, size_t length)
{
	unsigned char last[4 + GD_TEXT_PADDING] = {0};
	size_t		bytes = length > 0;

	while (bytes < length && bytes < 4 && (document[length - bytes] & 0xC0) == 0x80)
		bytes++;
	memcpy(last, document + length - bytes, bytes);
	return bytes > 0 && *last != '>' && !gd_ends_token(gd_fold_char(last));
}

/* The last number of a document that was cut may have lost digits. */
static void
doubt_last_number(GdMatches *matches)
{
	if (!matches->text_follows && matches->run_count > 0)
		matches->runs[matches->run_count - 1].may_be_cut = true;
}

/* Does a table or a heading come a second time, behind later ones? */
static bool
comes_again(const GdMatches *matches)
{
	uint8_t		last = 0;

	for (int section = 1; section < GD_SECTIONS; section++)
	{
		if (matches->has_again[section])
			return true;
	}
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		uint8_t		section = matches->runs[i].section;

		if (section != 0 && section < last)
			return true;
		last = section != 0 ? section : last;
	}
	return false;
}

/* Of several reports in a text the first one is read, up to the line of the second one's title. */
static GdStatus
find_first_report(const GdHost *host, const char *text, size_t *length, GdReport *report)
{
	GdSeveral  *several = host->allocate(host->arena, sizeof(GdSeveral));
	GdStatus	status;
	size_t		end;

	if (several == NULL)
		return GD_OUT_OF_MEMORY;
	status = gd_find_several(host, text, *length, several);
	if (status != GD_OK || several->reports < 2)
		return status;
	report->reports = several->reports;
	report->next_title = several->report[1].title;
	report->next_line = several->report[1].line;
	end = (size_t) (several->report[1].title.data - text);
	while (end > 0 && text[end - 1] != '\n')
		end--;
	*length = end;
	return GD_OK;
}

/* A text with its padding, and the report in it. */
typedef struct Input
{
	const GdHost *host;
	char	   *whole;
	size_t		whole_length;
	bool		may_be_cut;		/* behind its last character */
	GdPlaces	places;			/* of words with coordinates */
	const char *text;			/* the whole text, or the first report of several */
	size_t		length;
	GdMatches	matches;
} Input;

/* What is in the text, or in the first report of several. */
static GdStatus
match_first(Input *input, GdReport *report)
{
	const GdHost *host = input->host;
	GdMatches  *matches = &input->matches;
	GdStatus	status;
	uint8_t		signs;

	input->text = input->whole;
	input->length = input->whole_length;
	report->reports = 1;
	status = gd_match(host, input->text, input->length, &input->places, matches);
	signs = matches->signs;
	if (status == GD_OK && comes_again(matches))
		status = find_first_report(host, input->text, &input->length, report);
	if (status != GD_OK || input->length == input->whole_length)
		return status;
	input->text = gd_padded_copy(host, input->whole, input->length);
	if (input->text == NULL)
		return GD_OUT_OF_MEMORY;
	status = gd_match(host, input->text, input->length, &input->places, matches);
	matches->signs = signs;
	return status;
}

/*
 * Few texts have the numbers of rows and columns that programs print: where the first look says
 * so, the whole text is matched again without them.
 */
static GdStatus
match_without_index(Input *input, GdReport *report)
{
	if (!(input->matches.signs & (GD_SIGN_COUNTED | GD_SIGN_BLANK_WORDS)) ||
		!gd_blank_index(input->host, input->whole, input->whole_length))
		return GD_OK;
	return match_first(input, report);
}

/* Makes a report of what was matched. */
static GdStatus
fill_report(Input *input, GdReport *report)
{
	const GdHost *host = input->host;
	GdMatches  *matches = &input->matches;
	const char *text = input->text;
	size_t		length = input->length;
	GdTitlePlace title;
	size_t		heading;
	GdStatus	status;

	if (input->may_be_cut && report->reports == 1)
		doubt_last_number(matches);
	status = gd_assign_cells(host, text, matches, report);
	if (status == GD_OK)
		status = complete_headings(host, text, length, matches);
	if (status == GD_OK)
		status = recognise(host, text, length, report, matches);
	if (status != GD_OK)
		return status;
	memcpy(report->heading, matches->heading, sizeof(report->heading));
	heading = matches->first_heading < length ? matches->first_heading : length;
	title = (GdTitlePlace) {text, heading,
		matches->section[1].end > heading ? matches->section[1].end : length};
	status = gd_read_title(host, &title, report);
	if (status == GD_OK && is_unfilled(text, matches, report))
		return GD_NOT_A_REPORT;
	if (status == GD_OK)
		status = copy_narrative(host, text, &matches->section[1], &report->overview);
	if (status == GD_OK)
		status = copy_narrative(host, text, &matches->section[5], &report->problems);
	if (status == GD_OK)
		status = copy_narrative(host, text, &matches->section[6], &report->other_matters);
	return status;
}

/* Words with coordinates, of what tools for PDF print. */
static GdStatus
parse_words(const GdHost *host, GdWords *words, bool may_be_cut, GdReport *report)
{
	Input		input = {.host = host, .may_be_cut = may_be_cut};
	GdStatus	status = gd_words_to_text(host, words, &input.whole, &input.whole_length,
										  &input.places);

	if (status == GD_OK)
		status = match_first(&input, report);
	if (status == GD_OK)
		status = fill_report(&input, report);
	if (status == GD_OK)
		gd_places_apply(&input.places, report);
	report->next_line = 0;
	return status;
}

/* Text that was made of HTML or of separated cells, and the way back. */
typedef struct MadeText
{
	char	   *text;
	size_t		length;
	GdSource	source;
} MadeText;

/* HTML, or text with separated cells, of which plain text was made. */
static GdStatus
parse_made_text(const GdHost *host, const char *text, size_t length, const MadeText *made,
				GdReport *report)
{
	Input		input = {.host = host, .whole = made->text, .whole_length = made->length,
		.may_be_cut = is_cut(text, length)};
	GdStatus	status = match_first(&input, report);

	if (status == GD_OK)
		status = match_without_index(&input, report);
	if (status == GD_OK)
		status = fill_report(&input, report);
	report->next_line = 0;
	if (status == GD_OK)
		status = gd_source_apply(host, &made->source, text, length, made->text, made->length,
								 report);
	return status;
}

/* Plain text as it reads, unless a line of it is wider than the form. */
static GdStatus
parse_lines(Input *input, MadeText *made, GdReport *report)
{
	GdStatus	status = match_first(input, report);

	if (status == GD_OK && (input->matches.signs & GD_SIGN_WIDE))
		status = gd_separated_to_text(input->host, GD_ROWS_OF_WIDE_TABLES, input->whole,
									  input->whole_length, &made->text, &made->length,
									  &made->source);
	if (status == GD_OK && made->text == NULL)
		status = match_without_index(input, report);
	if (status == GD_OK && made->text == NULL)
		status = fill_report(input, report);
	return status;
}

static GdStatus
parse_plain(const GdHost *host, const char *text, size_t length, GdReport *report)
{
	Input		input = {.host = host, .whole = gd_padded_copy(host, text, length),
		.whole_length = length, .may_be_cut = is_cut(text, length)};
	MadeText	made;
	GdStatus	status;

	if (input.whole == NULL)
		return GD_OUT_OF_MEMORY;
	status = gd_separated_to_text(host, GD_ROWS_OF_ANY, input.whole, length, &made.text,
								  &made.length, &made.source);
	if (status == GD_OK && made.text == NULL)
		status = parse_lines(&input, &made, report);
	if (status != GD_OK || made.text == NULL)
		return status;
	return parse_made_text(host, text, length, &made, report);
}

/*
 * A service that recognises documents gives each word with its place, and the tables as well:
 * there is no need to find these. (test/texts/cells-of-a-service)
 */
static GdStatus
parse_words_or_cells(const GdHost *host, const char *text, size_t length, GdWords *words,
					 GdReport *report)
{
	const char *padded = gd_padded_copy(host, text, length);
	MadeText	made;
	GdStatus	status;

	if (padded == NULL)
		return GD_OUT_OF_MEMORY;
	status = gd_separated_to_text(host, GD_ROWS_OF_PLACED_CELLS, padded, length, &made.text,
								  &made.length, &made.source);
	if (status != GD_OK)
		return status;
	return made.text != NULL ? parse_made_text(host, text, length, &made, report) :
		parse_words(host, words, is_cut(text, length), report);
}

/* Is XML no HTML, and has no table of HTML in it? */
static bool
is_mere_xml(const char *padded)
{
	return strstr(padded, "<html") == NULL && strstr(padded, "<table") == NULL &&
		strstr(padded, "<tr") == NULL;
}

/* HTML; XML, too, may have elements that are called as those of HTML are. */
static GdStatus
parse_markup(const GdHost *host, const char *text, size_t length, GdReport *report)
{
	MadeText	made = {.text = NULL};
	GdStatus	status = GD_OK;

	if (length > 5 && memcmp(text, "<?xml", 5) == 0)
	{
		const char *padded = gd_padded_copy(host, text, length);

		if (padded == NULL)
			return GD_OUT_OF_MEMORY;
		if (is_mere_xml(padded))
			status = gd_separated_to_text(host, GD_ROWS_OF_ELEMENTS, padded, length, &made.text,
										  &made.length, &made.source);
	}
	if (status == GD_OK && made.text == NULL)
		status = gd_html_to_text(host, text, length, &made.text, &made.length, &made.source);
	return status == GD_OK ? parse_made_text(host, text, length, &made, report) : status;
}

GdStatus
gd_parse_report(const GdHost *host, const char *text, size_t length, GdReport *report)
{
	GdWords		words;
	GdStatus	status = gd_read_words(host, text, length, &words);

	memset(report, 0, sizeof(*report));
	if (status != GD_OK)
		return status;
	if (words.is_found)
		return parse_words_or_cells(host, text, length, &words, report);
	if (!gd_is_html(host, text, length))
		return parse_plain(host, text, length, report);
	return parse_markup(host, text, length, report);
}
