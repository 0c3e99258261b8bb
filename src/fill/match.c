/*
 * match.c
 *	  Reads the lines of a text in order and tells labels, numbers and narrative apart.
 *
 * At any time there is a subject: the label that the next number belongs to. Labels may be broken
 * over tokens and lines, and other labels may stand between their pieces, so beginnings of labels
 * are kept pending until their rest arrives.
 */
#include "fill/match.h"

#include "fill/damage.h"
#include "fill/foreign.h"
#include "fill/ordinals.h"
#include "fill/remnant.h"
#include "fill/runs.h"
#include "fill/section.h"
#include "table/line.h"
#include "table/scan.h"

#include <string.h>

/* on one line; a sentence does not name as many with a bare number behind each */
#define ROWS_OF_TABLE 3
#define LONGEST_COUNTER 2		/* ideographs: 件, 万元 */
#define SHORT_WORD 3			/* ideographs */
#define LONGEST_WORD 8			/* in a cell that should hold a number */

/* What one token of text is. */
typedef struct Resolved
{
	uint16_t	label;			/* or GD_NO_LABEL */
	uint16_t	node;			/* of the trie, or GD_TRIE_DEAD */
	int8_t		pending;		/* that it continues, or -1 */
	bool		is_known;		/* a label or a piece of one */
} Resolved;

/*
 * Labels
 */

static void
add_pending(Matcher *m, const GdToken *token, uint16_t node, uint32_t begin)
{
	Pending    *pending;

	if (m->pending_count == GD_PENDING)
	{
		memmove(m->pending, m->pending + 1, sizeof(Pending) * (GD_PENDING - 1));
		m->pending_count--;
	}
	pending = &m->pending[m->pending_count++];
	pending->node = node;
	pending->ideographs = token->ideographs;
	pending->is_subject = true;
	pending->run = -1;
	pending->begin = begin;
}

static void
drop_pending(Matcher *m, int index)
{
	m->pending_count--;
	memmove(m->pending + index, m->pending + index + 1,
			sizeof(Pending) * (size_t) (m->pending_count - index));
}

/* A whole label by itself wins; then the rest of one that has begun; then the beginning of one. */
static void
resolve(const Matcher *m, const GdToken *token, Resolved *result)
{
	*result = (Resolved) {GD_NO_LABEL, token->node, -1, false};
	if (token->node != GD_TRIE_DEAD && gd_trie_nodes[token->node].label != GD_NO_LABEL)
	{
		result->label = gd_trie_nodes[token->node].label;
		result->is_known = true;
		return;
	}
	if (token->ordinal_kind == GD_ORDINAL_NONE && token->ideographs > 0 &&
		token->ideographs <= GD_LONGEST_LABEL)
	{
		for (int i = m->pending_count - 1; i >= 0; i--)
		{
			const Pending *pending = &m->pending[i];
			uint16_t	node;

			/* what comes behind the next numbers is no longer the rest of this label */
			if (pending->run >= 0 && pending->run != (int32_t) m->out->run_count - 1)
				continue;
			node = gd_continue_label(&m->reader, token, pending->node);
			if (node == GD_TRIE_DEAD)
				continue;
			*result = (Resolved) {gd_trie_nodes[node].label, node, (int8_t) i, true};
			return;
		}
	}
	result->is_known = token->node != GD_TRIE_DEAD;
	if (!result->is_known && token->inner_label != GD_NO_LABEL &&
		gd_labels[token->inner_label].heading != 0)
	{
		result->label = token->inner_label;
		result->is_known = true;
	}
}

/* Is the text a label, or a piece of one? */
static bool
is_known(const Matcher *m, const GdToken *token)
{
	Resolved	resolved;

	resolve(m, token, &resolved);
	return resolved.is_known;
}

static void
add_fragment(Matcher *m, const GdToken *token)
{
	if (m->fragment_count == GD_FRAGMENTS)
	{
		memmove(m->fragment, m->fragment + 1, sizeof(GdFragment) * (GD_FRAGMENTS - 1));
		m->fragment_count--;
	}
	m->fragment[m->fragment_count++] = (GdFragment)
	{
		token->begin, token->digits != 0 ? token->digits : token->end, token->ordinal_kind,
		token->ordinal
	};
}

static void
set_subject(Matcher *m, SubjectKind kind, const GdToken *token)
{
	if (kind == SUBJECT_ROW || kind == SUBJECT_CONTEXT || m->run >= 0 ||
		(m->subject != SUBJECT_UNKNOWN && m->subject != SUBJECT_BEGINNING))
	{
		/* the headers above a row, even a blank one, are not those of the next */
		if (m->run >= 0 && m->out->runs[m->run].slot_count >= 4 &&
			m->out->slots[m->out->slot_count - 1].line != token->line)
		{
			m->disputes &= GD_DISPUTE_REORDERED;
			m->dispute_columns = 0;
		}
		gd_end_subject(m);
	}
	m->subject = kind;
	m->label_line = token->line;
	m->label_cell = token->cell;
	m->label_is_closed = m->line_is_closed;
	if (kind == SUBJECT_UNKNOWN || kind == SUBJECT_BEGINNING)
		add_fragment(m, token);
}

/* Is the label, which may be a row and a column, a row here? */
static bool
is_row_here(const Matcher *m, const GdLabel *label, const GdToken *token)
{
	if (label->row == GD_NO_ROW)
		return false;
	if ((label->roles & GD_ROLE_COLUMN) &&
		(token->ordinal_kind != GD_ORDINAL_NONE ? token->ordinal :
		 m->lone_ordinal) != gd_row_ordinal((GdRow) label->row))
		return false;
	return gd_rows[label->row].section == m->section;
}

/*
 * The cells of the run are no longer certain, nor are those of the next one if no label stands
 * between it and this line.
 */
static void
doubt_run(Matcher *m, uint32_t line)
{
	m->damaged_line = line;
	if (m->run >= 0)
		m->out->runs[m->run].is_damaged = true;
}

/* The last physical line that a drawn row has a token on. */
static uint32_t
last_line_of(const GdLine *line)
{
	uint32_t	last = 0;

	for (int i = 0; i < line->count; i++)
		last = line->token[i].line > last ? line->token[i].line : last;
	return last;
}

/*
 * Labels of two rows in one drawn row: the rule between the rows is lost, and which figures are
 * whose, nobody can tell. （六）其他处理 is the label of a group, too. (test/texts/box-rule-lost)
 */
static void
note_joined_rows(Matcher *m, const GdLine *line, uint8_t row)
{
	if (!line->is_drawn || m->section == 4)
		return;
	if (m->drawn_line == line->begin && m->drawn_row != row &&
		m->drawn_row != GD_ROW_OTHER_UNDIVIDED)
		doubt_run(m, last_line_of(line));
	m->drawn_line = line->begin;
	m->drawn_row = row;
}

static void
apply_label(Matcher *m, const GdLine *line, const GdToken *token, const Resolved *resolved)
{
	const GdLabel *label = &gd_labels[resolved->label];
	uint32_t	begin = resolved->pending >= 0 ? m->pending[resolved->pending].begin : token->begin;
	bool		was_subject = resolved->pending >= 0 && m->pending[resolved->pending].is_subject;
	int32_t		run = resolved->pending >= 0 ? m->pending[resolved->pending].run : -1;
	uint32_t	end = resolved->label == token->inner_label ? token->inner_end : token->end;

	if (label->heading != 0 && gd_may_head_section(label, token, m->lone_ordinal_kind))
	{
		gd_start_section(m, label->heading, token, begin, end);
		return;
	}
	if (resolved->pending >= 0)
		drop_pending(m, resolved->pending);
	m->note_tokens = 0;
	/* the header of the labels may follow the name of an article */
	m->last_label = label->group == GD_GROUP_ARTICLE_20 ? 0 : m->texts;
	gd_follow_label(m, label, line, token);
	if (run >= 0)
	{
		/* the rest of a label whose numbers came first */
		if (is_row_here(m, label, token))
			m->out->runs[run].row = label->row;
		return;
	}
	/* the rest of a group's label, which stands beside the rows of the group */
	if (resolved->pending >= 0 && !was_subject &&
		((label->roles & GD_ROLE_GROUP) || !is_row_here(m, label, token)))
		return;
	if (!is_row_here(m, label, token))
		gd_note_header(m, label, line, token, resolved->pending >= 0);
	if (is_row_here(m, label, token))
	{
		if (m->subject == SUBJECT_ROW && m->row == label->row && m->run < 0)
			m->subject = SUBJECT_NONE;
		note_joined_rows(m, line, label->row);
		set_subject(m, SUBJECT_ROW, token);
		m->row = label->row;
	}
	else if (label->row != GD_NO_ROW && (label->roles & GD_ROLE_COLUMN) && m->section == 3)
	{
		gd_end_subject(m);
		set_subject(m, SUBJECT_UNKNOWN, token);
	}
	else
		set_subject(m, SUBJECT_CONTEXT, token);
	if (resolved->node != GD_TRIE_DEAD)
		add_pending(m, token, resolved->node, begin);
	if (token->flags & GD_FLAG_OPEN)
		m->note_tokens = 6;
}

/* Narrative: what was begun before it stays unfinished. */
static void
break_off(Matcher *m)
{
	gd_end_subject(m);
	m->pending_count = 0;
	m->note_tokens = 0;
}

/* A heading with a slip in it is still a heading, if it has its number and its line to itself. */
static int
damaged_heading(const Matcher *m, const GdLine *line, const GdToken *token)
{
	uint16_t	text[GD_LONGEST_LABEL];
	int			length;
	int			best = 0;
	int			best_similarity = 600;

	if (token->ordinal_kind != GD_ORDINAL_IDEOGRAPH || token->ideographs < 3 ||
		token->ideographs > 30 || line->count > 2 ||
		(token->flags & GD_FLAG_SENTENCE))
		return 0;
	length = gd_collect_ideographs(m->reader.text + token->begin, m->reader.text + token->end, text,
								   GD_LONGEST_LABEL);
	for (int i = 0; i < GD_LABEL_COUNT; i++)
	{
		const GdLabel *label = &gd_labels[i];
		int			shorter = label->length < length ? label->length : length;
		int			longer = label->length + length - shorter;
		int			similarity;

		/*
		 * a label of the tables may be as like as a heading; no two texts are more alike than their
		 * lengths
		 */
		if (!(label->roles & (GD_ROLE_HEADING | GD_ROLE_ROW | GD_ROLE_GROUP)) ||
			1000 * shorter <= best_similarity * longer)
			continue;
		similarity = gd_similarity(text, length, label->text, label->length);
		if (similarity > best_similarity)
		{
			best_similarity = similarity;
			best = label->heading;
		}
	}
	return best;
}

/* "丱", "丱件": a single ideograph, with a unit or without, is shorter than the piece of a label. */
static bool
may_be_lost_number(const Matcher *m, const GdToken *token)
{
	uint16_t	text[3];
	int			count = gd_collect_ideographs(m->reader.text + token->begin,
											  m->reader.text + token->end, text, 3);

	return count == 1 || (count == 2 && gd_is_unit(text[1]));
}

/* Has the run as many numbers as its row has columns in one of the forms? */
static bool
is_filled(const GdRun *run)
{
	for (int form = 0; form < GD_FORM_COUNT && run->row != GD_NO_ROW; form++)
	{
		const GdFormRow *row = gd_form_row(form, (GdRow) run->row);

		if (row != NULL && run->filled == row->count)
			return true;
	}
	return false;
}

/*
 * A word that is alone on its line, where the numbers of the run have been so, may have been one of
 * them.
 */
static void
note_lost_number(Matcher *m, const GdToken *token)
{
	const GdRun *run = m->run >= 0 ? &m->out->runs[m->run] : NULL;
	const GdSlot *last = run != NULL ? &m->out->slots[m->out->slot_count - 1] : NULL;

	if (run == NULL || (last->number.unit != GD_PRINTED_NONE && gd_is_lone_unit(m, token)) ||
		(!run->inline_label && !is_filled(run) && last->line + 1 == token->line))
		doubt_run(m, token->line);
}

static void
apply_unknown(Matcher *m, const GdLine *line, const GdToken *token)
{
	int			heading;

	if (m->note_tokens > 0 && token->ordinal_kind == GD_ORDINAL_NONE &&
		!(line->has_separator && token->cell != m->label_cell))
	{
		/* the rest of a note in brackets */
		m->note_tokens = token->flags & GD_FLAG_CLOSE ? 0 : m->note_tokens - 1;
		return;
	}
	if (token->ideographs == 0 && token->ordinal_kind == GD_ORDINAL_NONE)
	{
		/* what is left of a number stands for a cell, even if nobody can read it */
		if (gd_is_number_remnant(m, line, token) &&
			(m->run >= 0 || m->section == 4 ||
			 (m->subject != SUBJECT_NONE && m->subject != SUBJECT_CONTEXT)))
			gd_add_slot(m, line, token, GD_TOKEN_TEXT);
		return;
	}
	heading = damaged_heading(m, line, token);
	if (heading != 0)
	{
		gd_start_section(m, heading, token, token->begin, token->end);
		return;
	}
	if (token->ideographs > GD_LONGEST_LABEL ||
		((token->flags & GD_FLAG_SENTENCE) && token->ideographs > 30))
	{
		break_off(m);
		return;
	}
	if (line->count == 1 && !line->is_drawn &&
		(may_be_lost_number(m, token) || (m->section == 4 && token->ideographs <= SHORT_WORD)))
		note_lost_number(m, token);
	gd_note_foreign_header(m, line, token);
	set_subject(m, SUBJECT_UNKNOWN, token);
}

/* Is the subject the label of a group, which may stand beside the middle of a row's label? */
static bool
is_group_here(const Matcher *m)
{
	return m->subject == SUBJECT_CONTEXT ||
		(m->subject == SUBJECT_ROW && m->row == GD_ROW_OTHER_UNDIVIDED);
}

static void
take_subject_back(Matcher *m, Pending *pending)
{
	m->subject = SUBJECT_NONE;
	gd_end_subject(m);
	m->subject = SUBJECT_BEGINNING;
	pending->is_subject = true;
}

static void
apply_text(Matcher *m, const GdLine *line, const GdToken *token, const Resolved *resolved)
{
	if (m->section == 2 && (resolved->label == GD_NO_LABEL ||
							gd_labels[resolved->label].column == GD_COLUMN_AMOUNT))
		gd_note_fee_unit(m, token);
	if (resolved->label != GD_NO_LABEL)
		apply_label(m, line, token, resolved);
	else if (resolved->pending >= 0)
	{
		Pending    *pending = &m->pending[resolved->pending];

		pending->node = resolved->node;
		pending->ideographs = (uint8_t) (pending->ideographs + token->ideographs > 255 ? 255 :
										 pending->ideographs + token->ideographs);
		if (!pending->is_subject && pending->run < 0 && m->run < 0 && is_group_here(m))
			take_subject_back(m, pending);
		if (pending->is_subject && pending->run < 0)
		{
			m->label_line = token->line;
			add_fragment(m, token);
		}
	}
	else if (resolved->is_known && token->ideographs > 0)
	{
		set_subject(m, SUBJECT_BEGINNING, token);
		for (int i = 0; i < m->pending_count; i++)
			m->pending[i].is_subject = false;
		add_pending(m, token, resolved->node, token->begin);
	}
	else
		apply_unknown(m, line, token);
	m->lone_ordinal_kind = token->ideographs == 0 ? token->ordinal_kind : GD_ORDINAL_NONE;
	m->lone_ordinal = token->ideographs == 0 ? token->ordinal : 0;
}

/*
 * Lines
 */

/* 件, 年, 月 … behind a number of a sentence. */
static bool
begins_with_counter(const Matcher *m, const GdToken *token)
{
	static const uint16_t counters[] = {
		0x5E74, 0x6708, 0x65E5, 0x4EF6, 0x6761, 0x9879, 0x4E2A, 0x6B21, 0x4EFD, 0x5B97, 0x4EBA,
		0x4E07, 0x5143, 0x9875, 0x4F59, 0x591A
	};
	GdChar		c = gd_fold_char(m->reader.text + token->begin);

	for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]); i++)
	{
		if (gd_class(c) == GD_CLASS_IDEOGRAPH && gd_value(c) == counters[i])
			return true;
	}
	return gd_class(c) == GD_CLASS_STOP || gd_class(c) == GD_CLASS_COMMA ||
		gd_class(c) == GD_CLASS_ENUMERATION_COMMA;
}

static bool
has_kind(const GdLine *line, GdTokenKind kind)
{
	return (line->kinds & GD_KIND_BIT(kind)) != 0;
}

/* A whole label of a row, and a number behind it that does not end with a comma. */
static bool
is_row_with_number(const Matcher *m, const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];

	return index + 1 < line->count && token[1].kind == GD_TOKEN_NUMBER &&
		gd_row_of_text(token) != GD_NO_ROW &&
		!(index + 2 < line->count && token[2].kind == GD_TOKEN_TEXT &&
		  begins_with_counter(m, &token[2]));
}

/*
 * Numbers in a sentence are no cells. A line without separators is a row only if all of its texts
 * are labels, or if one text that could be a damaged label stands in front of all of its numbers.
 */
static bool
is_narrative(const Matcher *m, const GdLine *line)
{
	int			numbers = 0;
	int			unknown = 0;
	int			rows = 0;
	bool		unknown_after_number = false;
	bool		sentence = false;

	if (line->has_separator || line->is_part || !has_kind(line, GD_TOKEN_NUMBER) ||
		!has_kind(line, GD_TOKEN_TEXT))
		return false;
	for (int i = 0; i < line->count; i++)
	{
		const GdToken *token = &line->token[i];

		if (token->kind == GD_TOKEN_NUMBER)
			numbers++;
		else if (is_row_with_number(m, line, i))
			rows++;
		else if (token->kind == GD_TOKEN_TEXT && !is_known(m, token) &&
				 (token->ideographs > 0 || token->flags & GD_FLAG_SENTENCE))
		{
			unknown += token->ideographs;
			unknown_after_number = unknown_after_number || numbers > 0;
			sentence = sentence || (token->flags & GD_FLAG_SENTENCE);
		}
	}
	/* a whole table on one line may hold damaged labels, too */
	if (unknown == 0 || rows >= ROWS_OF_TABLE)
		return false;
	return unknown_after_number || sentence || unknown > GD_LONGEST_LABEL;
}

/* Does the number belong to the text behind it, as in a sentence? */
static bool
is_counted_by_next(const Matcher *m, const GdLine *line, int index)
{
	const GdToken *next = &line->token[index + 1];

	return index + 1 < line->count && next->kind == GD_TOKEN_TEXT &&
		next->cell == line->token[index].cell &&
		next->node == GD_TRIE_DEAD && begins_with_counter(m, next);
}

static bool
begins_with_digit(const Matcher *m, const GdToken *token)
{
	return token->kind == GD_TOKEN_NUMBER ||
		(token->kind == GD_TOKEN_TEXT &&
		 gd_class(gd_fold_char(m->reader.text + token->begin)) == GD_CLASS_DIGIT);
}

/* Are there two numbers in one cell, as in "2 0", or what seems to be a piece of one? */
static bool
shares_cell(const Matcher *m, const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];

	if (!line->has_separator || line->is_part)
		return false;
	for (int i = index - 1; i >= 0 && line->token[i].cell == token->cell; i--)
	{
		if (begins_with_digit(m, &line->token[i]))
			return true;
	}
	for (int i = index + 1; i < line->count && line->token[i].cell == token->cell; i++)
	{
		if (begins_with_digit(m, &line->token[i]))
			return true;
	}
	return false;
}

static void
apply_number(Matcher *m, const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];

	if (is_counted_by_next(m, line, index))
	{
		gd_note_year(m, line, token);
		if (m->run >= 0)
			m->out->runs[m->run].row = GD_NO_ROW;
		break_off(m);
		return;
	}
	if (gd_is_ordinal(m, line, index))
	{
		m->lone_ordinal_kind = GD_ORDINAL_DIGITS;
		m->lone_ordinal = (uint8_t) (token->number.value < 100 ? token->number.value : 0);
		return;
	}
	if (!shares_cell(m, line, index))
		gd_add_slot(m, line, token, (GdTokenKind) token->kind);
	else if (index == 0 || token[-1].cell != token->cell || token[-1].kind != GD_TOKEN_NUMBER)
		gd_add_slot(m, line, token, GD_TOKEN_TEXT);
}

/* Of the lines that have been joined to a drawn row. */
static uint32_t
first_line(const GdLine *line)
{
	uint32_t	first = line->token[0].line;

	for (int i = 1; i < line->count; i++)
	{
		if (line->token[i].line < first)
			first = line->token[i].line;
	}
	return first;
}

/*
 * Is the token on the line of the subject's label, or on one that has been joined to it, and in a
 * cell behind it?
 */
static bool
is_behind_label(const Matcher *m, const GdLine *line, const GdToken *token)
{
	return m->label_cell < token->cell &&
		(m->label_line == token->line || (line->is_drawn && m->label_line >= first_line(line)));
}

/* A cell of a row that holds neither a number nor a label: "无数据", "N/A" */
static bool
is_text_cell(const Matcher *m, const GdLine *line, const GdToken *token, const Resolved *resolved)
{
	bool		is_no_label = (token->ideographs == 0 && token->ordinal_kind == GD_ORDINAL_NONE) ||
		(token->flags & GD_FLAG_BARE_ORDINAL && resolved->label == GD_NO_LABEL);
	bool		is_word = !resolved->is_known && token->ordinal_kind == GD_ORDINAL_NONE;
	bool		is_beside_numbers = is_word && token->ideographs <= SHORT_WORD &&
		has_kind(line, GD_TOKEN_NUMBER);

	if (!line->has_separator || line->is_part)
		return false;
	/* its table has no labels */
	if (m->section == 4 && is_beside_numbers)
		return true;
	if (m->subject == SUBJECT_NONE || m->subject == SUBJECT_CONTEXT ||
		!is_behind_label(m, line, token))
		return false;
	/* "2①", "2（注1）": a number with something behind it, in the row of a label */
	if (m->subject == SUBJECT_ROW && m->run >= 0 && !resolved->is_known &&
		begins_with_digit(m, token))
		return true;
	/* a label that is damaged may go on */
	if (m->subject == SUBJECT_UNKNOWN)
		return is_no_label || is_beside_numbers;
	return is_no_label || (m->subject == SUBJECT_ROW && m->section != 4 && is_word &&
						   token->ideographs <= LONGEST_WORD);
}

/* Blanks matter beside a label, and in the table that has its labels only above. */
static bool
may_be_cell(const Matcher *m, const GdToken *token, bool line_has_text)
{
	if (token->kind != GD_TOKEN_BLANK || m->run >= 0 || (m->section == 4 && !line_has_text))
		return true;
	return m->subject != SUBJECT_NONE && m->subject != SUBJECT_CONTEXT;
}

/* A line with destroyed characters and no words may have been a number of the run. */
static void
note_damage(Matcher *m, const GdLine *line)
{
	int			ideographs = 0;

	for (int i = 0; i < line->count; i++)
		ideographs += line->token[i].ideographs;
	if (ideographs > LONGEST_COUNTER)
		return;
	doubt_run(m, line->token[0].line);
}

/*
 * Are there texts on the line that are no cells? What is left of a number is one, and so is a word
 * in the table without labels.
 */
static bool
has_words(const Matcher *m, const GdLine *line)
{
	if (!has_kind(line, GD_TOKEN_TEXT))
		return false;
	if (m->section != 4 || !line->has_separator || !has_kind(line, GD_TOKEN_NUMBER))
		return true;
	for (int i = 0; i < line->count; i++)
	{
		const GdToken *token = &line->token[i];

		if (token->kind == GD_TOKEN_TEXT &&
			(token->ordinal_kind != GD_ORDINAL_NONE || token->ideographs > SHORT_WORD ||
			 (token->ideographs > 0 && token->node != GD_TRIE_DEAD)))
			return true;
	}
	return false;
}

/* "、行政处罚1781件 ，规章0件": between commas, as in a sentence. */
static bool
is_enumerated(const Matcher *m, const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];

	return begins_with_counter(m, token) ||
		(index + 1 < line->count && token[1].kind == GD_TOKEN_TEXT &&
		 begins_with_counter(m, &token[1]));
}

static void
match_line(Matcher *m, const GdLine *line)
{
	bool		has_text = has_words(m, line);
	bool		seen_text = line->is_part;	/* its label may be in the part before */

	m->blank_lines = line->count > 0 ? line->token[0].blank_lines : 0;
	m->line_is_closed = line->ends_with_pipe;
	if (m->run_before >= 0)
		m->out->runs[m->run_before].blank_lines_behind = m->blank_lines;
	m->run_before = -1;
	if (line->is_damaged)
		note_damage(m, line);
	if (is_narrative(m, line))
	{
		if (line->count == 2)
			gd_note_year(m, line, line->token);
		break_off(m);
		return;
	}
	for (int i = 0; i < line->count; i++)
	{
		const GdToken *token = &line->token[i];

		if (token->kind == GD_TOKEN_TEXT)
		{
			Resolved	resolved;

			resolve(m, token, &resolved);
			m->texts++;
			gd_note_year(m, line, token);
			if (is_text_cell(m, line, token, &resolved))
			{
				gd_add_slot(m, line, token, GD_TOKEN_TEXT);
				if (gd_is_lone_sign(m, line, i) || gd_is_unit_cell(m, line, i))
					doubt_run(m, token->line);
			}
			else
			{
				apply_text(m, line, token, &resolved);
				if (token->digits != 0 && m->subject == SUBJECT_ROW && m->run < 0 &&
					!is_enumerated(m, line, i))
					gd_add_glued_slot(m, line, token);
			}
			seen_text = true;
		}
		else if (token->kind == GD_TOKEN_NUMBER)
			apply_number(m, line, i);
		else if ((seen_text || !has_text) && may_be_cell(m, token, has_text))
		{
			gd_add_slot(m, line, token, (GdTokenKind) token->kind);
			if (gd_is_lone_sign(m, line, i))
				doubt_run(m, token->line);
		}
	}
}

static bool
init_matches(const GdHost *host, GdMatches *matches, size_t length)
{
	memset(matches, 0, sizeof(*matches));
	matches->run_capacity = 64;
	matches->slot_capacity = 320;
	matches->runs = host->allocate(host->arena, sizeof(GdRun) * matches->run_capacity);
	matches->slots = host->allocate(host->arena, sizeof(GdSlot) * matches->slot_capacity);
	matches->first_heading = (uint32_t) length;
	if (matches->runs == NULL || matches->slots == NULL)
		return false;
	/* at once; gd_add_slot sets all of a slot */
	memset(matches->runs, 0, sizeof(GdRun) * matches->run_capacity);
	return true;
}

GdStatus
gd_match(const GdHost *host, const char *text, size_t length, const GdPlaces *places,
		 GdMatches *matches)
{
	Matcher		m = {.out = matches, .host = host, .run = -1, .run_before = -1};
	GdLine	   *line = host->allocate(host->arena, sizeof(GdLine));

	if (line == NULL || !init_matches(host, matches, length))
		return GD_OUT_OF_MEMORY;
	m.status = gd_reader_init(&m.reader, host, text, length);
	matches->has_places = places->count > 0;
	if (matches->has_places)
		gd_reader_set_places(&m.reader, places);
	while (m.status == GD_OK && gd_read_line(&m.reader, line))
	{
		if (!line->is_rule)
			match_line(&m, line);
	}
	matches->signs = m.reader.signs;
	matches->text_follows = m.run < 0;
	gd_end_subject(&m);
	gd_end_narrative(&m, (uint32_t) length);
	return m.status;
}
