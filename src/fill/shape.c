/*
 * shape.c
 *	  Tells how the figures of a row stand, and counts the room between them.
 */
#include "fill/shape.h"

#include <string.h>

/* The line of a run that has the most figures, and how many lines have any. */
static uint32_t
line_of_figures(const GdSlot *slots, int count, int *most, int *lines)
{
	uint32_t	best = 0;

	*most = *lines = 0;
	for (int i = 0; i < count;)
	{
		uint32_t	line = slots[i].line;
		int			figures = 0;

		for (; i < count && slots[i].line == line; i++)
			figures += slots[i].kind != GD_TOKEN_BLANK;
		*lines += figures > 0;
		if (figures > *most)
		{
			*most = figures;
			best = line;
		}
	}
	return best;
}

static bool
has_figure(const GdSlot *slots, int count, uint32_t line)
{
	for (int i = 0; i < count; i++)
	{
		if (slots[i].line == line && slots[i].kind != GD_TOKEN_BLANK)
			return true;
	}
	return false;
}

/* Do figures and blank cells stand on further lines, too? A blank cell may hold a line end. */
static bool
goes_on_below(const GdSlot *slots, int count, uint32_t line)
{
	bool		has_figures = false;
	bool		has_blanks = false;

	for (int i = 0; i < count; i++)
	{
		has_figures = has_figures || (slots[i].line != line && slots[i].kind != GD_TOKEN_BLANK);
		has_blanks = has_blanks ||
			(slots[i].line > slots[0].line && slots[i].kind == GD_TOKEN_BLANK);
	}
	return has_figures && has_blanks;
}

static void
add_figure(GdRowShape *shape, const GdSlot *slot, int *room)
{
	shape->before[shape->count] = (uint8_t) *room;
	shape->slot[shape->count++] = slot;
	shape->alone += (slot->flags & GD_FLAG_ALONE) != 0;
	*room = 0;
}

/* On one line: what stands elsewhere is stray. A drawn row is one line, wherever its pieces are. */
static void
shape_line(const GdRun *run, const GdSlot *slots, uint32_t line, GdRowShape *shape)
{
	int			room = 0;

	for (int i = 0; i < run->slot_count; i++)
	{
		const GdSlot *slot = &slots[i];

		/*
		 * a piece of a label beside the row's own may pass for a word that stands for a number: 无
		 */
		if (run->is_drawn && run->inline_label && slot->cell <= run->label_cell)
			continue;
		if (!run->is_drawn && slot->line != line)
		{
			shape->strays += slot->kind != GD_TOKEN_BLANK;
			shape->has_far_strays = shape->has_far_strays ||
				(slot->kind != GD_TOKEN_BLANK && slot->cell > 0);
		}
		else if (slot->kind == GD_TOKEN_BLANK)
			room++;
		else
			add_figure(shape, slot, &room);
	}
	/* a pipe that only some rows end with stands in front of a blank cell */
	shape->after = room + (run->is_closed && !run->is_drawn);
}

/* One a line: blank cells with separators count, and blank lines where there are none. */
static void
shape_lines(const GdRun *run, const GdSlot *slots, GdRowShape *shape)
{
	bool		in_cells = shape->kind == GD_SHAPE_STREAM;
	int			room = 0;

	for (int i = 0; i < run->slot_count; i++)
	{
		if (in_cells && slots[i].kind == GD_TOKEN_BLANK)
		{
			room++;
			continue;
		}
		if (!in_cells)
			room = slots[i].blank_lines;
		/* one is the border of the cell in front, which may be the label's */
		else if (run->has_borders && (shape->count > 0 || run->row != GD_NO_ROW))
			room -= room > 0;
		add_figure(shape, &slots[i], &room);
	}
	shape->after = in_cells ? room : run->blank_lines_behind;
}

/* No figures: cells on one line, cells one a line, or blank lines, if anything. */
static void
shape_blanks(const GdRun *run, const GdSlot *slots, GdRowShape *shape)
{
	bool		is_line = run->slot_count > 0 &&
		(run->is_drawn || slots[0].line == slots[run->slot_count - 1].line);

	if (run->slot_count == 0)
	{
		shape->after = run->blank_lines_behind;
		return;
	}
	shape->kind = is_line ? GD_SHAPE_CELLS : GD_SHAPE_STREAM;
	shape->after = run->slot_count + (is_line && run->is_closed && !run->is_drawn);
}

/* The room that the figures and what is around them take up. */
static void
measure(GdRowShape *shape)
{
	shape->length = shape->count + shape->after;
	for (int i = 0; i < shape->count; i++)
		shape->length += shape->before[i];
}

void
gd_shape_row(const GdMatches *matches, const GdRun *run)
{
	GdRowShape *shape = &matches->shapes[run - matches->runs];
	const GdSlot *slots = gd_slots_of(matches, run);
	int			most;
	int			lines;
	uint32_t	line = line_of_figures(slots, run->slot_count, &most, &lines);
	bool		is_one_line = run->slot_count > 1 &&
		slots[0].line == slots[run->slot_count - 1].line;

	memset(shape, 0, offsetof(GdRowShape, before));
	if (run->has_separators)
	{
		shape->begin = slots;
		shape->end = slots + run->slot_count;
	}
	shape->is_inline = run->inline_label &&
		(run->is_drawn || run->slot_count == 0 || line == slots[0].line);
	if (run->inline_label && !run->is_drawn && has_figure(slots, run->slot_count, slots[0].line))
		line = slots[0].line;
	if (most == 0)
	{
		shape_blanks(run, slots, shape);
		shape->length = shape->after;
		return;
	}
	if (!run->is_drawn && run->has_separators && goes_on_below(slots, run->slot_count, line))
	{
		shape->kind = GD_SHAPE_STREAM;
		shape_lines(run, slots, shape);
	}
	else if (run->is_drawn || most > 1 || (lines == 1 && (run->inline_label || is_one_line)))
	{
		shape->kind = run->has_separators || run->is_drawn ? GD_SHAPE_CELLS : GD_SHAPE_WORDS;
		shape_line(run, slots, line, shape);
		/* cells on the line of the label, and a figure on another one */
		shape->is_broken = shape->strays > 1 || (run->inline_label && !shape->is_inline);
	}
	else
	{
		shape->kind = run->has_separators ? GD_SHAPE_STREAM : GD_SHAPE_FLOW;
		shape_lines(run, slots, shape);
		shape->is_broken = run->is_interrupted;
	}
	measure(shape);
}

void
gd_shape_flow(const GdMatches *matches, const GdRun *run)
{
	GdRowShape *shape = &matches->shapes[run - matches->runs];
	const GdSlot *slots = gd_slots_of(matches, run);

	memset(shape, 0, offsetof(GdRowShape, before));
	shape->kind = GD_SHAPE_FLOW;
	shape->is_inline = run->inline_label;
	shape_lines(run, slots, shape);
	shape->is_broken = run->is_interrupted;
	/* what a blank line parts, a space on a line parts, too: none of them is a cell */
	for (int i = 1; i < run->slot_count; i++)
		shape->is_broken = shape->is_broken || slots[i].blank_lines > 0;
	measure(shape);
}

GdStatus
gd_shape_rows(const GdHost *host, GdMatches *matches)
{
	matches->shapes = host->allocate(host->arena, sizeof(GdRowShape) * (matches->run_count + 1));
	if (matches->shapes == NULL)
		return GD_OUT_OF_MEMORY;
	for (uint32_t i = 0; i < matches->run_count; i++)
		gd_shape_row(matches, &matches->runs[i]);
	return GD_OK;
}
