/*
 * rows.c
 *	  Collects rows of cells.
 */
#include "file/rows.h"

#include "text/fold.h"

#include <limits.h>
#include <string.h>

#define FEW_PARTS 1024
#define PROSE 138				/* bytes that no cell of a table has */

void
gd_rows_init(GdRows *rows, const GdHost *host, const char *text, size_t length)
{
	memset(rows, 0, sizeof(*rows));
	rows->host = host;
	rows->text = (const unsigned char *) text;
	rows->length = (uint32_t) length;
}

static void
add_part(GdRows *rows, GdPart part)
{
	if (rows->count == rows->capacity)
	{
		uint32_t	capacity = rows->capacity > 0 ? 2 * rows->capacity : FEW_PARTS;
		size_t		bytes = sizeof(GdPart) * (size_t) capacity;
		GdPart	   *more = rows->host->allocate(rows->host->arena, bytes);

		if (more == NULL)
		{
			rows->no_memory = true;
			return;
		}
		if (rows->count > 0)
			memcpy(more, rows->part, sizeof(GdPart) * rows->count);
		rows->part = more;
		rows->capacity = capacity;
	}
	rows->part[rows->count++] = part;
}

/* What stands between two places, white space around it left out. */
static GdCellKind
kind_between(const GdRows *rows, uint32_t begin, uint32_t end)
{
	while (begin < end && gd_is_ascii_space(rows->text[begin]))
		begin++;
	while (begin < end && gd_is_ascii_space(rows->text[end - 1]))
		end--;
	return gd_kind_of_cell(rows->text + begin, rows->text + end, GD_SPELLED_PLAINLY);
}

void
gd_rows_add_text(GdRows *rows, uint32_t begin, uint32_t end, GdSpelling spelling)
{
	GdPart	   *last = rows->count > 0 ? &rows->part[rows->count - 1] : NULL;

	/* a number alone, beside rows that have their own, is none of a table */
	if (begin >= end || kind_between(rows, begin, end) == GD_CELL_FIGURE)
		return;
	if (last && last->kind == GD_PART_LINE && last->end == begin)
		last->end = end;
	else
		add_part(rows, (GdPart)
		{
			.begin = begin, .end = end, .kind = GD_PART_LINE, .spelling = (uint8_t) spelling
		});
}

void
gd_rows_add_line(GdRows *rows, uint32_t begin, uint32_t end)
{
	gd_rows_add_text(rows, begin, end, GD_SPELLED_PLAINLY);
}

void
gd_rows_end_table(GdRows *rows)
{
	add_part(rows, (GdPart) {.kind = GD_PART_NOTHING});
}

void
gd_rows_open_row(GdRows *rows, uint32_t begin)
{
	rows->row = rows->count;
	add_part(rows, (GdPart) {.begin = begin, .kind = GD_PART_ROW});
}

void
gd_rows_add_cell(GdRows *rows, int column, uint32_t begin, uint32_t end, GdSpelling spelling)
{
	const unsigned char *p = rows->text + begin;
	const unsigned char *stop = rows->text + end;
	GdCellKind	kind;

	while (p < stop && gd_is_ascii_space(*p))
		p++;
	while (p < stop && gd_is_ascii_space(stop[-1]))
		stop--;
	kind = gd_kind_of_cell(p, stop, spelling);
	if (kind == GD_CELL_BLANK || column >= GD_ROWS_COLUMNS)
		return;
	/* 428.0: a column with blank cells is one of floats */
	if (kind == GD_CELL_FIGURE && stop - p > 2 && stop[-1] == '0' && stop[-2] == '.')
		stop -= 2;
	add_part(rows, (GdPart)
	{
		.begin = (uint32_t) (p - rows->text), .end = (uint32_t) (stop - rows->text),
		.column = (uint16_t) column, .rows = 1, .columns = 1, .kind = (uint8_t) kind,
		.spelling = (uint8_t) spelling
	});
}

void
gd_rows_note_blank(GdRows *rows, int column)
{
	if (column < GD_ROWS_COLUMNS)
		add_part(rows, (GdPart) {.kind = GD_PART_NOTHING, .column = (uint16_t) column});
}

void
gd_rows_append(GdRows *rows, const GdPart *part, uint32_t count)
{
	for (uint32_t i = 0; i < count && !rows->no_memory; i++)
		add_part(rows, part[i]);
}

void
gd_rows_add_span(GdRows *rows, uint32_t begin, uint32_t end, int columns, int height,
				 GdSpelling spelling)
{
	uint32_t	count = rows->count;

	gd_rows_add_cell(rows, 0, begin, end, spelling);
	if (rows->count == count)
		add_part(rows, (GdPart) {.begin = begin, .end = begin, .kind = GD_CELL_TEXT});
	if (rows->no_memory)
		return;
	rows->part[count].columns = (uint8_t) columns;
	rows->part[count].rows = (uint16_t) height;
}

void
gd_rows_close_row(GdRows *rows, int width)
{
	if (rows->no_memory)
		return;
	rows->part[rows->row].end = rows->count - rows->row - 1;
	rows->part[rows->row].column = (uint16_t) (width < GD_ROWS_COLUMNS ? width : GD_ROWS_COLUMNS);
}

uint32_t
gd_rows_of_form(const GdRows *rows, int figures)
{
	uint32_t	count = 0;

	for (uint32_t at = 0; at < rows->count; at = gd_next_row(rows, at))
	{
		bool		labelled = false;
		int			found = 0;

		gd_rows_check(rows);
		for (uint32_t i = at + 1; i < gd_next_row(rows, at); i++)
		{
			const GdPart *part = &rows->part[i];

			labelled |= part->kind == GD_CELL_ROW_LABEL || part->kind == GD_CELL_GROUP_LABEL;
			found += labelled && part->kind == GD_CELL_FIGURE;
			if (part->kind == GD_CELL_TEXT && part->end - part->begin >= PROSE)
				found = INT_MIN;
		}
		count += found >= figures;
	}
	return count;
}

bool
gd_has_figures(const GdRows *rows, uint32_t at)
{
	for (uint32_t i = at + 1; i < gd_next_row(rows, at); i++)
	{
		if (rows->part[i].kind == GD_CELL_FIGURE)
			return true;
	}
	return false;
}
