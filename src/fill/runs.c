/*
 * runs.c
 *	  Keeps the numbers of each label: runs and their slots, in the order of the text.
 */
#include "fill/runs.h"

#include <string.h>

#define MAX_RUNS 4096
#define UNIQUE_LENGTH 4			/* ideographs that a beginning must have to stand for its label */

/* Room for twice as many; that of the new ones is zero. */
static void *
grow(Matcher *m, void *old, uint32_t count, uint32_t *capacity, size_t size)
{
	uint32_t	larger = *capacity * 2;
	void	   *array = m->host->allocate(m->host->arena, size * larger);

	if (array == NULL)
	{
		m->status = GD_OUT_OF_MEMORY;
		return NULL;
	}
	memcpy(array, old, size * count);
	memset((char *) array + size * count, 0, size * (larger - count));
	*capacity = larger;
	return array;
}

static GdRun *
add_run(Matcher *m)
{
	GdMatches  *out = m->out;
	GdRun	   *run;

	if (out->run_count == MAX_RUNS)
		return NULL;
	if (out->run_count == out->run_capacity)
	{
		GdRun	   *runs = grow(m, out->runs, out->run_count, &out->run_capacity, sizeof(GdRun));

		if (runs == NULL)
			return NULL;
		out->runs = runs;
	}
	run = &out->runs[out->run_count++];
	run->section = (uint8_t) (m->section >= 2 && m->section <= 4 ? m->section : 0);
	run->heading = m->heading;
	run->row = m->subject == SUBJECT_ROW ? m->row : GD_NO_ROW;
	run->first_slot = out->slot_count;
	run->line = m->label_line;
	run->label_cell = m->label_cell;
	run->label_is_closed = run->row != GD_NO_ROW && m->label_is_closed;
	if (m->subject == SUBJECT_UNKNOWN || m->subject == SUBJECT_BEGINNING)
	{
		run->fragment_count = m->fragment_count;
		memcpy(run->fragment, m->fragment, sizeof(run->fragment));
	}
	return run;
}

static void
forget_runs(Matcher *m)
{
	m->run = -1;
	for (int i = 0; i < m->pending_count; i++)
		m->pending[i].is_subject = false;
}

/* A label without a number is worth remembering: its numbers may have gone elsewhere. */
void
gd_end_subject(Matcher *m)
{
	if (m->subject == SUBJECT_ROW && m->run < 0 && m->section >= 2 && m->section <= 4)
	{
		GdRun	   *run = add_run(m);

		if (run != NULL)
			run->blank_lines_behind = m->blank_lines;
	}
	m->subject = SUBJECT_NONE;
	m->fragment_count = 0;
	forget_runs(m);
}

/* The row that the beginning of a label already decides. */
static uint8_t
row_of_beginning(const Matcher *m)
{
	for (int i = m->pending_count - 1; i >= 0; i--)
	{
		const Pending *pending = &m->pending[i];

		if (pending->is_subject && pending->ideographs >= UNIQUE_LENGTH)
			return gd_trie_nodes[pending->node].row;
	}
	return GD_NO_ROW;
}

/*
 * Behind a number, a label that was complete does not go on, nor does one that took a wrong turn.
 */
static void
forget_ended_labels(Matcher *m)
{
	int			count = 0;

	for (int i = 0; i < m->pending_count; i++)
	{
		bool		is_damaged = m->pending[i].is_subject && m->subject == SUBJECT_UNKNOWN;

		if (gd_trie_nodes[m->pending[i].node].label == GD_NO_LABEL && !is_damaged)
			m->pending[count++] = m->pending[i];
	}
	m->pending_count = count;
}

static GdRun *
open_run(Matcher *m, const GdLine *line, const GdToken *token)
{
	GdRun	   *run = add_run(m);

	if (run == NULL)
		return NULL;
	if (m->subject == SUBJECT_BEGINNING)
		run->row = row_of_beginning(m);
	run->inline_label = m->subject != SUBJECT_NONE && m->label_line == token->line;
	run->has_separators = line->has_separator &&
		!(run->inline_label && token->cell == m->label_cell);
	run->has_pipes = run->has_separators && line->has_pipe;
	run->is_drawn = line->is_drawn;
	forget_ended_labels(m);
	m->run = (int32_t) (m->out->run_count - 1);
	for (int i = 0; i < m->pending_count; i++)
	{
		if (m->pending[i].is_subject)
			m->pending[i].run = m->run;
	}
	m->fragment_count = 0;
	return run;
}

void
gd_add_slot(Matcher *m, const GdLine *line, const GdToken *token, GdTokenKind kind)
{
	GdMatches  *out = m->out;
	GdRun	   *run = m->run >= 0 ? &out->runs[m->run] : open_run(m, line, token);
	GdSlot	   *slot;

	if (run == NULL || run->slot_count == GD_RUN_SLOTS)
		return;
	if (out->slot_count == out->slot_capacity)
	{
		GdSlot	   *slots = grow(m, out->slots, out->slot_count, &out->slot_capacity,
								 sizeof(GdSlot));

		if (slots == NULL)
			return;
		out->slots = slots;
	}
	if (run->filled > 0 && m->texts - (token->kind == GD_TOKEN_TEXT) > m->texts_at_figure &&
		token->line > m->figure_line)
		run->is_interrupted = true;
	m->texts_at_figure = m->texts;
	slot = &out->slots[out->slot_count++];
	m->run_before = m->run;
	run->is_damaged = run->is_damaged || line->is_damaged ||
		(m->damaged_line > 0 && m->damaged_line >= m->label_line);
	*slot = *token;
	slot->kind = (uint8_t) kind;
	slot->flags = (uint8_t) (line->has_separator ? slot->flags & ~GD_FLAG_ALONE :
							 slot->flags | GD_FLAG_ALONE);
	run->slot_count++;
	if (kind != GD_TOKEN_BLANK)
		m->figure_line = token->line;
	/* not that of a row below without anything (test/texts/html-row-of-one-blank-cell) */
	if (line->has_separator && (run->filled == 0 || token->line == m->figure_line))
		run->is_closed = line->ends_with_pipe;
	if (kind != GD_TOKEN_BLANK && run->filled++ == 0)
	{
		run->disputes = m->disputes;
		run->dispute_columns = m->dispute_columns;
		m->disputes = m->dispute_columns = 0;
		run->first_header = m->first_header;
		run->header_count = (uint8_t) (out->header_count - m->first_header);
		m->first_header = (uint8_t) out->header_count;
		run->foreign_headers = m->foreign_headers;
		m->foreign_headers = 0;
		run->foreign_columns = m->foreign_columns;
		/* a year may pass for a figure beside another header of the labels */
		if (run->row != GD_NO_ROW || m->section == 4)
			m->foreign_columns = 0;
	}
}

/* "规章000": the digits behind a label. */
void
gd_add_glued_slot(Matcher *m, const GdLine *line, const GdToken *token)
{
	GdToken		digits = *token;

	digits.begin = token->digits;
	digits.flags |= GD_FLAG_GLUED;
	if (gd_scan_number(m->reader.text + token->digits, &digits.number) == NULL)
		return;
	gd_add_slot(m, line, &digits, GD_TOKEN_NUMBER);
}

