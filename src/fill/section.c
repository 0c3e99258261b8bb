/*
 * section.c
 *	  Which section of a report, and which of its tables, a label stands in; and what is said above
 *	  the rows of a table.
 */
#include "fill/section.h"

#include "fill/runs.h"

#define SHORT_NARRATIVE 60		/* bytes */

void
gd_end_narrative(Matcher *m, uint32_t at)
{
	GdSpan	   *span;

	if (m->section_begin == 0 || at < m->section_begin)
		return;
	/*
	 * a table of contents has the headings, too, but in front of the text and with little between
	 * them
	 */
	span = &m->out->section[m->section];
	if (at - m->section_begin >= SHORT_NARRATIVE || at - m->section_begin > span->end - span->begin)
		*span = (GdSpan) {m->section_begin, at};
	m->section_begin = 0;
}

/* What was noted above its table is that of another one. */
static void
set_section(Matcher *m, int section)
{
	m->section = section;
	m->disputes = m->dispute_columns = 0;
	m->first_header = (uint8_t) m->out->header_count;
	m->foreign_headers = 0;
	m->foreign_columns = 0;
}

/* Headers in front of the label on its line belong to its table, too. */
static void
enter_section(Matcher *m, int section, uint32_t at, uint32_t line)
{
	if (section == m->section)
		return;
	gd_end_narrative(m, at);
	set_section(m, section);
	while (m->first_header > 0 && m->out->headers[m->first_header - 1].line == line)
		m->first_header--;
}

void
gd_start_section(Matcher *m, int section, const GdToken *token, uint32_t heading_begin,
				 uint32_t heading_end)
{
	GdHeading  *heading = &m->out->heading[section];

	m->out->has_again[section] = heading->text.data != NULL;
	heading->number = token->ordinal != 0 ? token->ordinal : m->lone_ordinal;
	heading->text = (GdText) {(const char *) m->reader.text + heading_begin,
							  heading_end - heading_begin};
	gd_end_subject(m);
	gd_end_narrative(m, heading_begin);
	if (heading_begin < m->out->first_heading)
		m->out->first_heading = heading_begin;
	set_section(m, section);
	m->heading = (uint8_t) section;
	m->pending_count = 0;
	m->note_tokens = 0;
	m->reader.cell_is_open = false;
	if (gd_has_narrative(section))
		m->section_begin = heading_end;
}

/*
 * A heading has its number as in "一、", or the official words; a sub-heading "（一）主动公开情况" has
 * neither.
 */
bool
gd_may_head_section(const GdLabel *label, const GdToken *token, uint8_t lone_ordinal_kind)
{
	uint8_t		kind = token->ordinal_kind != GD_ORDINAL_NONE ? token->ordinal_kind :
		lone_ordinal_kind;

	if (kind == GD_ORDINAL_IDEOGRAPH)
		return true;
	return kind == GD_ORDINAL_NONE && (label->length >= 9 || label->heading == 1);
}

/* Which table are we in, now that this label was seen? */
static void
follow_label(Matcher *m, const GdLabel *label, uint32_t at, uint32_t line)
{
	int			section = label->section;

	for (int form = 0; form < GD_FORM_COUNT && section == 2; form++)
		m->out->proofs[form] += label->forms >> form & 1;
	m->out->proof_count += section == 2 && label->forms != 0;
	if (section == 0 || section == m->section)
		return;
	if (label->roles & GD_ROLE_ROW)
	{
		if (section == 3 && label->length > 6)
			enter_section(m, 3, at, line);
		else if (section == 4 && m->section == 3 && label->row == GD_ROW_RECONSIDERATION)
			enter_section(m, 4, at, line);
	}
	else if (section == 2 || section == 3 || m->section == 3 || m->section == 0)
		enter_section(m, section, at, line);
}

/* Do the ideographs begin with a label of the column? */
static bool
begins_with_header(const uint16_t *text, int length, GdColumn column)
{
	uint16_t	node = GD_TRIE_ROOT;

	for (int i = 0; i < length; i++)
	{
		node = gd_trie_child(node, text[i]);
		if (node == GD_TRIE_DEAD)
			return false;
		if (gd_trie_nodes[node].label != GD_NO_LABEL &&
			gd_labels[gd_trie_nodes[node].label].column == column)
			return true;
	}
	return false;
}

/*
 * The unit that a header ends with: 元 or 万元 behind a mark or behind 位, COUNT for any other sum
 * (百万元, 千元, or one of which a character is destroyed), NONE if it names no money.
 */
static GdPrintedUnit
unit_of_header(const unsigned char *p, const unsigned char *end)
{
	enum
	{
		YUAN = 0x5143, TEN_THOUSAND = 0x4E07, POSITION = 0x4F4D
	};
	GdChar		last[3] = {0};	/* in front of 元, the nearest first */

	while (p < end)
	{
		GdChar		c = gd_next_char(&p);

		if (gd_class(c) == GD_CLASS_IDEOGRAPH && gd_value(c) == YUAN)
		{
			bool		is_wan = gd_class(last[0]) == GD_CLASS_IDEOGRAPH &&
				gd_value(last[0]) == TEN_THOUSAND;
			GdChar		before = is_wan ? last[1] : last[0];
			bool		is_unit = gd_class(before) == GD_CLASS_PUNCTUATION ||
				gd_class(before) == GD_CLASS_OPEN ||
				(gd_class(before) == GD_CLASS_IDEOGRAPH && gd_value(before) == POSITION);

			if (!is_unit)
				return GD_PRINTED_COUNT;
			return is_wan ? GD_PRINTED_WAN_YUAN : GD_PRINTED_YUAN;
		}
		if (gd_class(c) == GD_CLASS_SPACE || gd_class(c) == GD_CLASS_IGNORED)
			continue;
		last[1] = last[0];
		last[0] = c;
	}
	return GD_PRINTED_NONE;
}

/* "本年收费金额（单位：元）" */
void
gd_note_fee_unit(Matcher *m, const GdToken *token)
{
	uint16_t	text[GD_LONGEST_LABEL];
	const unsigned char *begin = m->reader.text + token->begin;
	const unsigned char *end = m->reader.text + token->end;
	int			length = gd_collect_ideographs(begin, end, text, GD_LONGEST_LABEL);
	GdPrintedUnit unit = unit_of_header(begin, end);

	if (unit != GD_PRINTED_NONE && begins_with_header(text, length, GD_COLUMN_AMOUNT))
		m->out->fee_unit = (uint8_t) unit;
}

/* The last cell of the line that is not blank. */
static uint16_t
last_cell(const GdLine *line)
{
	int			last = line->count - 1;

	while (last > 0 && line->token[last].kind == GD_TOKEN_BLANK)
		last--;
	return line->token[last].cell;
}

void
gd_note_header(Matcher *m, const GdLabel *label, const GdLine *line, const GdToken *token,
			   bool is_broken)
{
	GdMatches  *out = m->out;

	if (label->column == GD_COLUMN_COUNT || m->section == 1 || m->section > 4 ||
		out->header_count == GD_HEADERS)
		return;
	/* with a number in front, 其他 is a group of rows */
	if (token->ordinal_kind != GD_ORDINAL_NONE || m->lone_ordinal_kind != GD_ORDINAL_NONE)
		return;
	/* the first piece of a broken one may stand on any line */
	out->headers[out->header_count++] = (GdHeader) {
		.line = is_broken ? 0 : token->line,
		.place = m->texts,
		.cell = token->cell,
		.last_cell = last_cell(line),
		.line_cells = line->token[line->count - 1].cell,
		.begin = token->column,
		.width = token->width,
		.has_separators = line->has_separator && !line->is_part && !line->is_drawn,
		.column = label->column,
		.forms = label->forms,
		.is_alone = line->count == 1
	};
}

/*
 * "行政诉讼_复议后起诉_结果维持": does more of a header stand behind the name in its cell? Then the one
 * of two blocks tells nothing of their order. (test/texts/headers-in-one-key)
 */
static bool
goes_on_in_cell(const GdLine *line, const GdToken *token)
{
	const GdToken *next = token + 1;

	return line->has_separator && next < line->token + line->count &&
		next->kind == GD_TOKEN_TEXT && next->cell == token->cell;
}

/*
 * Does the name of a block stand behind that of a later one, on its line or where each has a line
 * to itself?
 */
static void
note_dispute_order(Matcher *m, const GdLabel *label, const GdLine *line, const GdToken *token)
{
	uint8_t		row = label->group == GD_GROUP_LITIGATION ? GD_ROW_LITIGATION_DIRECT : label->row;
	bool		follows_litigation =
		(m->disputes & (GD_DISPUTE_LITIGATION | GD_DISPUTE_DIRECT | GD_DISPUTE_AFTER)) &&
		line->count == 1 && !line->has_rule;

	if (row < GD_ROW_RECONSIDERATION || row > GD_ROW_LITIGATION_AFTER_RECONSIDERATION)
		return;
	if (label->group == GD_GROUP_LITIGATION && goes_on_in_cell(line, token))
		return;
	if (m->dispute_row > row && (m->dispute_line == token->line || follows_litigation))
		m->disputes |= GD_DISPUTE_REORDERED;
	m->dispute_row = row;
	m->dispute_line = token->line;
}

static void
note_dispute(Matcher *m, const GdLabel *label)
{
	if ((label->row == GD_ROW_LITIGATION_DIRECT ||
		 label->row == GD_ROW_LITIGATION_AFTER_RECONSIDERATION) && m->dispute_columns > 0)
		m->disputes |= GD_DISPUTE_COMBINED;
	if (label->row == GD_ROW_RECONSIDERATION)
		m->disputes |= GD_DISPUTE_RECONSIDERATION;
	else if (label->row == GD_ROW_LITIGATION_DIRECT)
		m->disputes |= GD_DISPUTE_DIRECT;
	else if (label->row == GD_ROW_LITIGATION_AFTER_RECONSIDERATION)
		m->disputes |= GD_DISPUTE_AFTER;
	else if (label->group == GD_GROUP_LITIGATION)
		m->disputes |= GD_DISPUTE_LITIGATION;
	else if ((label->roles & GD_ROLE_COLUMN) && m->dispute_columns < 255)
		m->dispute_columns++;
}

/* Follows a label into its table, and notes what it says as a header there. */
void
gd_follow_label(Matcher *m, const GdLabel *label, const GdLine *line, const GdToken *token)
{
	follow_label(m, label, line->begin, token->line);
	if (m->section >= 2 && m->section <= 4)
		m->out->labels++;
	if (m->section == 4)
	{
		note_dispute_order(m, label, line, token);
		note_dispute(m, label);
	}
}
