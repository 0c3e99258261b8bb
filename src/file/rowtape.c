/*
 * rowtape.c
 *	  Leaves rows on a tape, so that they become text as those of HTML do.
 */
#include "file/rowtape.h"

#include "file/columns.h"
#include "file/tape.h"

#include <string.h>

typedef struct Output
{
	GdRows	   *rows;
	GdTape	   *tape;
	uint32_t	cells;			/* that may still be written */
	GdColumns  *columns;
} Output;

static void
put_plain(Output *out, uint32_t begin, uint32_t end)
{
	if (begin == end)
		return;
	if (!out->tape->continues_source || out->tape->source_end != begin)
		gd_tape_source(out->tape, begin, 0);
	gd_tape_text(out->tape, out->rows->text + begin, out->rows->text + end, 0);
	out->tape->continues_source = true;
	out->tape->source_end = end;
}

static void
put_text(Output *out, const GdPart *part)
{
	const unsigned char *text = out->rows->text;
	const unsigned char *end = text + part->end;
	const unsigned char *p = text + part->begin;

	gd_tape_place_text(out->tape, part->end - part->begin);
	while (p < end)
	{
		const unsigned char *stop = gd_find_spelled(p, end, (GdSpelling) part->spelling);
		unsigned char character[4];
		uint32_t	length;
		uint32_t	bytes;

		put_plain(out, (uint32_t) (p - text), (uint32_t) (stop - text));
		if (stop == end)
			break;
		bytes = gd_read_spelled(stop, end, character, &length);
		gd_tape_source(out->tape, (uint32_t) (stop - text), (uint8_t) length);
		gd_tape_text(out->tape, character, character + bytes, 0);
		out->tape->continues_source = false;
		p = stop + length;
	}
}

/* A cell of the parts from one on, which may be none; blank ones stand at a place. */
static void
put_cell(Output *out, const GdPart *part, const GdPart *end, uint32_t at)
{
	if (out->cells == 0)
		return;
	out->cells--;
	if (part < end)
		gd_tape_open_cell(out->tape, part->columns, part->rows, part->begin);
	else
		gd_tape_open_cell(out->tape, 1, 1, at);
	for (; part < end; part++)
	{
		if (part->kind != GD_PART_NOTHING)
			put_text(out, part);
		out->tape->at_boundary = true;
	}
	gd_tape_close_cell(out->tape);
}

/* A row with a cell for each column of its own that is written. */
static void
put_row(Output *out, uint32_t at)
{
	const GdPart *row = &out->rows->part[at];
	const GdPart *part = row + 1;
	const GdPart *end = part + row->end;
	uint32_t	place = row->begin;
	bool		alone;

	if (gd_first_cell(out->rows, at, &alone) == NULL)
		return;
	gd_tape_open_row(out->tape);
	for (int column = 0; column < row->column && !out->rows->have_spans; column++)
	{
		const GdPart *from;

		while (part < end && (part->kind == GD_PART_NOTHING || part->column < column))
			part++;
		from = part;
		for (; part < end && (part->kind == GD_PART_NOTHING || part->column == column); part++)
			place = part->kind != GD_PART_NOTHING ? part->end : place;
		if (out->columns->used[column])
			put_cell(out, from, part, place);
	}
	for (; part < end && out->rows->have_spans; part++)
		put_cell(out, part, part + 1, 0);
	gd_tape_close_row(out->tape);
}

static void
put_lines(Output *out, uint32_t at)
{
	const GdPart *before = NULL;

	for (uint32_t i = at + 1; i < gd_next_row(out->rows, at); i++)
	{
		const GdPart *part = &out->rows->part[i];

		if (part->kind == GD_PART_NOTHING || (before && gd_is_same(out->rows, before, part)))
			continue;
		out->tape->at_boundary = true;
		put_text(out, part);
		before = part;
	}
	out->tape->at_boundary = true;
}

static void
put_rows(Output *out, uint32_t from, uint32_t to)
{
	gd_tape_open_table(out->tape);
	for (uint32_t at = from; at < to; at = gd_next_row(out->rows, at))
	{
		gd_rows_check(out->rows);
		put_row(out, at);
	}
	gd_tape_close_table(out->tape);
	out->tape->at_boundary = true;
}

/*
 * Rows that may be one table. Where they are pieces of several, without headers, rows of one width
 * belong together.
 */
static void
put_table(Output *out, uint32_t from, uint32_t to)
{
	const GdPart *part = out->rows->part;
	bool		in_pieces;

	gd_find_columns(out->rows, from, to, out->columns);
	in_pieces = out->columns->ragged && !out->columns->has_header;
	while (in_pieces && from < to)
	{
		uint32_t	end = from;

		while (end < to && part[end].column == part[from].column)
			end = gd_next_row(out->rows, end);
		gd_find_columns(out->rows, from, end, out->columns);
		put_rows(out, from, end);
		from = end;
	}
	if (from < to)
		put_rows(out, from, to);
}

static void
put_all(Output *out)
{
	GdRows	   *rows = out->rows;
	uint32_t	at = 0;

	while (at < rows->count)
	{
		uint32_t	from = at;

		while (at < rows->count && rows->part[at].kind == GD_PART_ROW &&
			   (rows->have_spans || !gd_is_lines(rows, at)))
			at = gd_next_row(rows, at);
		if (at > from)
			put_table(out, from, at);
		else if (rows->part[at].kind == GD_PART_ROW)
		{
			put_lines(out, at);
			at = gd_next_row(rows, at);
		}
		else
		{
			out->tape->at_boundary = true;
			if (rows->part[at].kind == GD_PART_LINE)
				put_text(out, &rows->part[at]);
			at++;
		}
		gd_rows_check(rows);
	}
}

GdStatus
gd_rows_to_text(GdRows *rows, char **text, size_t *text_length, GdSource *source)
{
	/* a cell takes six bytes of the tape, a mark of where text comes from as many */
	uint64_t	cells = (uint64_t) rows->length + 1024;
	uint64_t	capacity = gd_tape_capacity(rows->length) + 6 * cells;
	GdTape	   *tape = rows->host->allocate(rows->host->arena, sizeof(GdTape));
	Output		out = {rows, tape, (uint32_t) cells, NULL};

	*text = NULL;
	if (capacity > UINT32_MAX)
		return GD_OK;
	out.columns = rows->host->allocate(rows->host->arena, sizeof(GdColumns));
	if (rows->no_memory || tape == NULL || out.columns == NULL)
		return GD_OUT_OF_MEMORY;
	memset(tape, 0, sizeof(*tape));
	tape->capacity = (uint32_t) capacity;
	tape->bytes = rows->host->allocate(rows->host->arena, capacity);
	if (tape->bytes == NULL)
		return GD_OUT_OF_MEMORY;
	if (!rows->have_spans)
	{
		gd_join_broken_rows(rows);
		gd_forget_joined_rows(rows);
		gd_forget_numbers(rows);
	}
	put_all(&out);
	if (tape->is_full || out.cells == 0)
		return GD_OK;
	*source = (GdSource) {.tape = tape, .blanks = rows->have_spans ? rows->length / 8 + 1024 : 0};
	return gd_source_to_text(rows->host, source, text, text_length);
}
