/*
 * line.c
 *	  Splits a text into lines and tokens, and joins the lines of one row of a drawn table.
 *
 * A token is what stands between white space, separators (TAB, |, box drawing) and line ends.
 */
#include "table/line.h"

#include "file/delimited.h"
#include "file/index.h"
#include "table/scan.h"

#include <string.h>

/* Called at least this often, in bytes. */
#define INTERRUPT_DISTANCE 65536

/* A run of dashes this long draws a line; a shorter one stands for "not applicable". */
#define RULE_LENGTH 3

/* Lines with figures between two rules: more than a row has whose digits are wrapped. */
#define BOX_ROWS 12

/* Moves behind all repetitions of the character between p and *after, and counts them. */
static uint32_t
skip_same(const unsigned char *p, const unsigned char **after)
{
	size_t		bytes = (size_t) (*after - p);
	uint32_t	mask = bytes < 4 ? (UINT32_C(1) << 8 * bytes) - 1 : UINT32_MAX;
	uint32_t	same = gd_four_bytes(p) & mask;
	uint32_t	count = 0;

	for (; (gd_four_bytes(*after) & mask) == same; *after += bytes)
		count++;
	return count;
}

/*
 * A run of dashes, box drawing and the like: a drawn line, or "not applicable" if it is short and
 * alone.
 */
static bool
scan_rule(GdScan *scan)
{
	const unsigned char *p = scan->p;
	const unsigned char *after = p;
	uint32_t	columns = 0;
	uint32_t	length = 0;
	bool		box = false;
	bool		drawn = false;

	for (;; p = after)
	{
		GdChar		c = gd_next_char(&after);
		uint32_t	count;

		if (gd_class(c) == GD_CLASS_RULE)
		{
			drawn = true;
			box = box || gd_bytes(c) > 1;
		}
		else if (gd_class(c) == GD_CLASS_PLUS && length > 0)
			box = true;
		else if (gd_class(c) != GD_CLASS_DASH && gd_class(c) != GD_CLASS_PLUS &&
				 gd_class(c) != GD_CLASS_IGNORED)
			break;
		count = 1 + skip_same(p, &after);
		columns += count * gd_columns(c);
		length += gd_class(c) != GD_CLASS_IGNORED ? count : 0;
	}
	if (drawn || length >= RULE_LENGTH)
	{
		box = box || gd_class(scan->c) == GD_CLASS_PLUS;
		scan->column += columns;
		scan->character += length;
		scan->p = p;
		gd_look(scan);
		scan->line->has_rule = true;
		scan->has_box = scan->has_box || box;
		scan->cell++;
		scan->wide_gap = true;
		return true;
	}
	return false;
}

static void
add_blank(GdScan *scan, bool padding)
{
	if (scan->line->count < GD_LINE_TOKENS)
	{
		GdToken    *token = gd_add_token(scan, GD_TOKEN_BLANK);

		if (padding)
			token->flags |= GD_FLAG_PADDING;
	}
}

/*
 * A TAB in front of a line opens a cell, as one in front of every cell does; any other ends one. So
 * of the TABs that lead a line, all but the last stand for blank cells, and the last one too if
 * nothing follows.
 */
static void
scan_tab(GdScan *scan)
{
	bool		leading = scan->line->count == 0 && !scan->cell_has_content &&
		scan->separators == scan->leading_tabs;

	scan->separators++;
	if (leading)
		scan->leading_tabs++;
	else if (!scan->cell_has_content)
		add_blank(scan, false);
	scan->cell++;
	scan->cell_has_content = false;
	scan->ends_with_tab = true;
	scan->after_pipe = false;
	scan->wide_gap = true;
	scan->line->has_separator = true;
	gd_advance(scan);
}

/* Is there anything but separators in the rest of the line? */
static bool
content_follows(const GdScan *scan)
{
	const unsigned char *p = scan->p;

	while (p < scan->reader->end)
	{
		GdChar		c = gd_next_char(&p);

		if (gd_class(c) == GD_CLASS_NEWLINE)
			return false;
		if (gd_class(c) != GD_CLASS_PIPE && gd_class(c) != GD_CLASS_SPACE &&
			gd_class(c) != GD_CLASS_IGNORED)
			return true;
	}
	return false;
}

/*
 * A | ends a cell, which may have begun lines before. One that leads a line with content opens its
 * first cell if the lines of the table open with one; else it ends a blank cell.
 */
static void
scan_pipe(GdScan *scan)
{
	GdReader   *reader = scan->reader;
	bool		leads = scan->separators == 0 && !scan->cell_has_content;
	bool		touches = scan->after_separator;

	if (scan->separators == 0 && scan->cell_has_content)
		reader->lines_open_with_pipe = false;
	gd_advance(scan);
	scan->separators++;
	scan->ends_with_tab = false;
	scan->after_pipe = true;
	if (leads && reader->cell_is_open)
		reader->cell_is_open = false;
	else if (!scan->cell_has_content &&
			 !(leads && reader->lines_open_with_pipe && content_follows(scan)))
		add_blank(scan, touches || gd_class(scan->c) == GD_CLASS_PIPE);
	scan->cell++;
	scan->cell_has_content = false;
	scan->wide_gap = true;
	scan->after_separator = true;
	scan->line->has_separator = scan->line->has_pipe = true;
}

static void
scan_space(GdScan *scan)
{
	uint32_t	from = scan->column;
	const unsigned char *p = scan->p;

	while (*p == ' ')
		p++;
	scan->column += (uint32_t) (p - scan->p);
	scan->character += (uint32_t) (p - scan->p);
	scan->p = p;
	gd_look(scan);
	while (gd_class(scan->c) == GD_CLASS_SPACE || gd_class(scan->c) == GD_CLASS_IGNORED)
		gd_advance(scan);
	if (scan->column - from >= 2)
		scan->wide_gap = true;
	scan->after_separator = false;
}

static void
scan_one(GdScan *scan)
{
	switch (gd_class(scan->c))
	{
		case GD_CLASS_SPACE:
		case GD_CLASS_IGNORED:
			scan_space(scan);
			break;
		case GD_CLASS_TAB:
			scan_tab(scan);
			break;
		case GD_CLASS_PIPE:
			scan_pipe(scan);
			break;
		case GD_CLASS_RULE:
			scan_rule(scan);
			break;
		case GD_CLASS_PLUS:
		case GD_CLASS_DASH:
		case GD_CLASS_SLASH:
			if (!gd_scan_blank_word(scan) && !scan_rule(scan) &&
				!gd_scan_not_applicable(scan) && !gd_scan_number_token(scan))
				gd_scan_text(scan);
			break;
		case GD_CLASS_LETTER:
		case GD_CLASS_PUNCTUATION:
			if (!gd_scan_blank_word(scan) && !gd_scan_number_token(scan))
				gd_scan_text(scan);
			break;
		default:
			if (!gd_scan_number_token(scan))
				gd_scan_text(scan);
			break;
	}
}

/* Is nothing on the line but strokes and blank cells? */
static bool
is_dashed(const GdLine *line)
{
	const int	strokes = GD_KIND_BIT(GD_TOKEN_BLANK) | GD_KIND_BIT(GD_TOKEN_NOT_APPLICABLE);

	return (line->kinds & ~strokes) == 0;
}

/* Which lines a box has; one with a rule is that, whatever else it holds. */
typedef enum BoxLine
{
	BOX_OTHER,
	BOX_FIGURES,				/* a cell of it begins as a figure, or a stroke for one, does */
	BOX_RULE,
} BoxLine;

static BoxLine
look_at_box_line(const unsigned char *p, const unsigned char *end)
{
	BoxLine		kind = BOX_OTHER;
	bool		opens_cell = false;
	int			dashes = 0;

	while (p < end)
	{
		GdClass		class = gd_class(gd_next_char(&p));

		dashes = class == GD_CLASS_DASH ? dashes + 1 : 0;
		if (class == GD_CLASS_RULE || dashes == RULE_LENGTH)
			return BOX_RULE;
		if (opens_cell && (class == GD_CLASS_DIGIT || class == GD_CLASS_DASH ||
						   class == GD_CLASS_SLASH))
			kind = BOX_FIGURES;
		opens_cell = class == GD_CLASS_PIPE || (class == GD_CLASS_SPACE && opens_cell);
	}
	return kind;
}

/*
 * Do rows end at line ends, because the rules of the boxes part heads from bodies only (psql,
 * MySQL, org-mode)? No row that is wrapped has figures on so many lines.
 */
static bool
rows_end_at_lines(const GdReader *reader)
{
	const unsigned char *p = reader->next;
	int			rows = 0;

	while (p < reader->end && rows < BOX_ROWS)
	{
		const unsigned char *end = memchr(p, '\n', (size_t) (reader->end - p));
		BoxLine		kind = look_at_box_line(p, end ? end : reader->end);

		rows = kind == BOX_RULE ? 0 : rows + (kind == BOX_FIGURES);
		p = end ? end + 1 : reader->end;
	}
	return rows == BOX_ROWS;
}

/* A rule of a box begins rows of several lines, or none does in this text. */
static void
enter_box(GdReader *reader)
{
	if (!reader->knows_boxes)
	{
		reader->knows_boxes = true;
		reader->boxes_are_lines = rows_end_at_lines(reader);
	}
	reader->in_box = !reader->boxes_are_lines;
}

/* The end of the line: blanks that only separators show, and what the next line has to know. */
static void
finish_line(GdScan *scan)
{
	GdReader   *reader = scan->reader;
	GdLine	   *line = scan->line;
	/* "| ---- | -- |": the short columns of a rule are no cells */
	bool		has_content = scan->has_content && !(line->has_rule && is_dashed(line));

	if (has_content && !scan->cell_has_content && scan->ends_with_tab)
		add_blank(scan, false);
	if (!has_content && !line->has_rule)
	{
		for (int i = 0; i < scan->leading_tabs; i++)
			add_blank(scan, false);
	}
	line->is_rule = line->has_rule && !has_content;
	line->ends_with_pipe = scan->after_pipe && has_content && !scan->cell_has_content;
	if (line->is_rule)
	{
		line->count = 0;
		if (scan->has_box)
			enter_box(reader);
	}
	else if (!line->has_separator && (has_content || line->has_rule))
		reader->in_box = false;
	if (has_content || line->has_separator || line->has_rule)
	{
		if (line->count > 1 && line->token[0].kind == GD_TOKEN_BLANK &&
			line->token[1].kind == GD_TOKEN_TEXT && line->token[1].cell == 1)
			reader->lines_open_with_pipe = true;
		reader->cell_is_open = has_content && scan->cell_has_content;
	}
}

static void
skip_line_end(GdScan *scan)
{
	GdReader   *reader = scan->reader;

	if (gd_class(scan->c) == GD_CLASS_END)
	{
		reader->next = scan->p < reader->end ? scan->p + 1 : scan->p;
		return;
	}
	reader->next = scan->after;
	if (scan->p[0] == '\r' && scan->p[1] == '\n')
		reader->next++;
	reader->line_number++;
}

/* A number alone on its line in front of a form feed may count pages. */
static bool
may_be_page_number(const GdLine *line, const unsigned char *line_end)
{
	if (line->count != 1 || line->token[0].kind != GD_TOKEN_NUMBER)
		return false;
	while (*line_end == '\n' || *line_end == '\r' || *line_end == ' ')
		line_end++;
	return *line_end == '\f';
}

/* "— 5 —", "- 5 -" */
static bool
is_dashed_page_number(const GdLine *line)
{
	return line->count == 3 && !line->has_separator &&
		line->token[0].kind == GD_TOKEN_NOT_APPLICABLE &&
		line->token[1].kind == GD_TOKEN_NUMBER && line->token[2].kind == GD_TOKEN_NOT_APPLICABLE;
}

/*
 * Does a line begin as the header that counts columns from 0 does, or are it and lines above it the
 * first that count rows from 0?
 */
static bool
counts_from_zero(GdReader *reader, const GdLine *line)
{
	const GdToken *first = line->token;
	const GdToken *end = line->token + line->count;
	int			column = 0;

	while (first < end && (first->kind == GD_TOKEN_BLANK ||
						   first->kind == GD_TOKEN_NOT_APPLICABLE))
		first++;
	if (first + 1 >= end || first->kind != GD_TOKEN_NUMBER)
		return false;
	if (first->number.value == reader->counted_rows && reader->counted_rows < GD_COUNTED_ROWS)
		reader->counted_rows++;
	if (first->number.value != 0)
		return reader->counted_rows == GD_COUNTED_ROWS;
	for (const GdToken *token = first + 1; token < end; token++)
	{
		column += token->kind != GD_TOKEN_BLANK;
		if (token->kind == GD_TOKEN_NUMBER && token->number.value == column)
			return true;
	}
	return false;
}

/* What a line, or a part of one, shows of the whole text. */
static void
note_signs(const GdScan *scan)
{
	GdReader   *reader = scan->reader;

	reader->line_separators += scan->separators;
	if (reader->line_separators >= GD_WIDEST_TABLE)
		reader->signs |= GD_SIGN_WIDE;
	if (reader->blank_words >= GD_MANY_BLANK_WORDS)
		reader->signs |= GD_SIGN_BLANK_WORDS;
	if (counts_from_zero(reader, scan->line))
		reader->signs |= GD_SIGN_COUNTED;
}

/* One physical line, or the next part of a long one. */
static void
scan_line(GdReader *reader, GdLine *line)
{
	GdScan		scan = {0};

	line->begin = (uint32_t) (reader->next - reader->text);
	line->count = 0;
	line->kinds = 0;
	line->is_rule = line->has_rule = line->is_damaged = false;
	line->has_separator = line->has_pipe = false;
	line->ends_with_pipe = false;
	line->is_part = reader->in_line;
	scan.reader = reader;
	scan.line = line;
	scan.p = reader->next;
	scan.wide_gap = !reader->in_line;
	if (!reader->in_line)
		reader->line_separators = reader->blank_words = 0;
	gd_look(&scan);
	while (gd_class(scan.c) > GD_CLASS_NEWLINE && line->count < GD_LINE_TOKENS)
		scan_one(&scan);
	line->end = (uint32_t) (scan.p - reader->text);
	note_signs(&scan);
	if (reader->host->check_interrupts && scan.p >= reader->interrupt_check)
	{
		reader->host->check_interrupts();
		reader->interrupt_check = scan.p + INTERRUPT_DISTANCE;
	}
	if (gd_class(scan.c) > GD_CLASS_NEWLINE)
	{
		line->is_part = reader->in_line = true;
		reader->next = scan.p;
		return;
	}
	finish_line(&scan);
	if (is_dashed_page_number(line))
		line->count = 0;
	else if (may_be_page_number(line, scan.p))
		line->token[0].flags |= GD_FLAG_PAGE_END;
	reader->in_line = false;
	skip_line_end(&scan);
}

/* Words have coordinates: what tokens are made of tells where they stand. */
static void
locate_tokens(GdReader *reader, GdLine *line)
{
	const GdPlace *place = reader->place;

	for (int i = 0; i < line->count; i++)
	{
		GdToken    *token = &line->token[i];
		const GdPlace *last;

		while (place + 1 < reader->places_end && place[1].text <= token->begin)
			place++;
		for (last = place; last + 1 < reader->places_end && last[1].text < token->end;)
			last++;
		token->column = place->begin;
		token->width = last->end > place->begin ? last->end - place->begin : 0;
		token->character = 0;
		token->is_far = place->is_far;
	}
	reader->place = place;
}

static void
count_blank_line(GdReader *reader)
{
	if (reader->blank_lines < 255)
		reader->blank_lines++;
}

/* Most blank lines hold nothing at all. */
static void
skip_empty_lines(GdReader *reader)
{
	while (*reader->next == '\n' && !reader->in_line)
	{
		reader->next++;
		reader->line_number++;
		count_blank_line(reader);
	}
}

/* The next line that holds anything; blank lines are only counted. */
static bool
next_line(GdReader *reader, GdLine *line)
{
	if (reader->has_ahead)
	{
		GdLine	   *ahead = reader->ahead;

		reader->has_ahead = false;
		memcpy(line, ahead, offsetof(GdLine, token) + sizeof(GdToken) * (size_t) ahead->count);
		return true;
	}
	for (;;)
	{
		skip_empty_lines(reader);
		if (reader->next >= reader->end)
			return false;
		scan_line(reader, line);
		if (reader->place != NULL)
			locate_tokens(reader, line);
		if (line->count > 0 || line->is_rule)
		{
			reader->blank_lines = 0;
			return true;
		}
		count_blank_line(reader);
	}
}

static int
count_cells(const GdLine *line)
{
	return line->count == 0 ? 0 : line->token[line->count - 1].cell;
}

/* Puts the tokens of a further line of the same row into the cells that they belong to. */
static void
merge_lines(GdReader *reader, GdLine *row, const GdLine *more)
{
	GdToken    *merged = reader->scratch->token;
	int			count = 0;
	int			i = 0;
	int			j = 0;

	while ((i < row->count || j < more->count) && count < GD_LINE_TOKENS)
	{
		bool		from_row = j == more->count ||
			(i < row->count && row->token[i].cell <= more->token[j].cell);
		const GdToken *token = from_row ? &row->token[i++] : &more->token[j++];
		bool		same_cell = count > 0 && merged[count - 1].cell == token->cell;

		if (same_cell && token->kind == GD_TOKEN_BLANK)
			continue;
		if (same_cell && merged[count - 1].kind == GD_TOKEN_BLANK)
			count--;
		merged[count++] = *token;
	}
	row->kinds |= more->kinds;
	memcpy(row->token, merged, sizeof(GdToken) * (size_t) count);
	row->count = count;
	row->end = more->end;
	row->is_damaged = row->is_damaged || more->is_damaged;
}

bool
gd_read_line(GdReader *reader, GdLine *line)
{
	if (!next_line(reader, line))
		return false;
	line->is_drawn = reader->in_box;
	if (!reader->in_box || !line->has_separator || line->has_rule || line->is_part)
		return true;
	while (next_line(reader, reader->ahead))
	{
		const GdLine *more = reader->ahead;

		if (!more->has_separator || more->has_rule || more->is_part ||
			count_cells(more) != count_cells(line) ||
			line->count + more->count > GD_LINE_TOKENS)
		{
			reader->has_ahead = true;
			break;
		}
		merge_lines(reader, line, more);
	}
	return true;
}

GdStatus
gd_reader_init(GdReader *reader, const GdHost *host, const char *text, size_t length)
{
	memset(reader, 0, sizeof(*reader));
	reader->host = host;
	reader->text = (const unsigned char *) text;
	reader->end = reader->text + length;
	reader->next = reader->text;
	reader->interrupt_check = reader->text + INTERRUPT_DISTANCE;
	reader->line_number = 1;
	reader->ahead = host->allocate(host->arena, sizeof(GdLine));
	reader->scratch = host->allocate(host->arena, sizeof(GdLine));
	return reader->ahead && reader->scratch ? GD_OK : GD_OUT_OF_MEMORY;
}

void
gd_reader_set_places(GdReader *reader, const GdPlaces *places)
{
	reader->place = places->place;
	reader->places_end = places->place + places->count;
}
