/*
 * habits.c
 *	  Learns what the tables of a text have in common.
 */
#include "fill/habits.h"

#include <string.h>

#define MANY_ROWS 10			/* that have a figure for each column prove that all have */
#define MOST_OF_A_ROW 3
#define RAGGED_NUMBERS 3
#define FEW_INLINE 3			/* rows beside their labels tell that all others are */
#define PAIRS 4					/* of slots: each may be blank */
#define PITCHES 4				/* so many blank lines, or more, are as good as many */
#define MANY_SLOTS 20			/* of a stream tell how far from each other all are */
#define FEW_FLOWING 5			/* rows of one cell a line tell that others are such rows, too */
#define ROWS_OF_COLUMNS 2		/* whose figures follow each other, column by column */
#define PACKED_ROWS 2			/* whose blank cells are gone prove that all are */

void
gd_learn_rows(const GdMatches *matches, const GdHabits *habits, const GdTable *table,
			  GdTableModel *model)
{
	GdTableRow	rows[GD_TABLE_ROWS];
	int			count = 0;

	for (int i = 0; i < table->count; i++)
	{
		if (!table->row[i].run->is_damaged)
			rows[count++] = table->row[i];
	}
	gd_learn_table(matches, rows, count, habits->room, model);
}

/* Does the run show something of its section's table, one cell a line? */
static bool
is_stream(const GdMatches *matches, const GdRun *run, int section)
{
	return run->section == section && run->slot_count > 0 &&
		(run->row != GD_NO_ROW || section == 4) &&
		gd_shape_of_run(matches, run)->kind >= GD_SHAPE_FLOW;
}

/*
 * One cell a line: where a lone separator stands for a blank cell or closes one, it does so in all
 * rows of the section.
 */
static void
find_streams(GdMatches *matches, int section)
{
	bool		has_streams = false;

	for (int pass = 0; pass < 2; pass++)
	{
		for (uint32_t i = 0; i < matches->run_count; i++)
		{
			GdRun	   *run = &matches->runs[i];
			const GdRowShape *shape = gd_shape_of_run(matches, run);

			if (!is_stream(matches, run, section))
				continue;
			if (shape->kind == GD_SHAPE_STREAM || run->filled < run->slot_count)
				has_streams = true;
			if (pass == 1 && has_streams && shape->kind == GD_SHAPE_FLOW)
			{
				run->has_separators = true;
				gd_shape_row(matches, run);
			}
		}
	}
}

/*
 * Tools that write one cell a line put two on one that stand close to each other on the page. Where
 * most rows flow, figures on several lines do, however many a line has. (test/texts/cells-in-pairs)
 */
static void
find_mixed_flow(GdMatches *matches)
{
	int			flows = 0;
	int			words = 0;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRowShape *shape = &matches->shapes[i];

		flows += shape->kind == GD_SHAPE_FLOW && shape->count > 1;
		words += shape->kind == GD_SHAPE_WORDS && shape->strays == 0 && shape->count > 1;
	}
	if (flows < FEW_FLOWING || words * 4 > flows)
		return;
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRowShape *shape = &matches->shapes[i];

		if (shape->kind == GD_SHAPE_WORDS && shape->strays > 0)
			gd_shape_flow(matches, &matches->runs[i]);
	}
}

/* Does a separator by itself stand between all neighbours, and between none of them two? */
static bool
is_parted(const GdRowShape *shape)
{
	for (int i = 1; i < shape->count; i++)
	{
		if (shape->before[i] != 1)
			return false;
	}
	return shape->alone == shape->count && shape->count > 2;
}

/*
 * "9⏎TAB⏎6⏎TAB⏎522": the separator on a line of its own is no blank cell, but the border of two.
 * A row with a figure for each column tells, if no figures of the text stand without one between
 * them. (test/texts/borders-on-lines)
 */
static void
find_borders(GdMatches *matches)
{
	bool		are_parted = false;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRowShape *shape = gd_shape_of_run(matches, &matches->runs[i]);

		if (shape->kind != GD_SHAPE_STREAM)
			continue;
		are_parted = are_parted || is_parted(shape);
		for (int j = 1; j < shape->count; j++)
		{
			if (shape->before[j] == 0)
				return;
		}
	}
	for (uint32_t i = 0; i < matches->run_count && are_parted; i++)
	{
		GdRun	   *run = &matches->runs[i];

		if (gd_shape_of_run(matches, run)->kind == GD_SHAPE_STREAM)
		{
			run->has_borders = true;
			gd_shape_row(matches, run);
		}
	}
}

/* The blank lines in front of a slot that begins a line of its run, or -1. */
static int
pitch_in_front(const GdSlot *slot)
{
	if (slot->line == slot[-1].line)
		return -1;
	return slot->blank_lines < PITCHES ? slot->blank_lines : PITCHES - 1;
}

/* Of which kind is the slot, and the one in front of it? */
static int
pair_of(const GdSlot *slot)
{
	return (slot->kind == GD_TOKEN_BLANK) + 2 * (slot[-1].kind == GD_TOKEN_BLANK);
}

/* How often slots of streams have so many blank lines between them, for each kind of pair. */
static void
count_pitches(const GdMatches *matches, int seen[PAIRS][PITCHES])
{
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];
		const GdSlot *slots = gd_slots_of(matches, run);

		if (gd_shape_of_run(matches, run)->kind < GD_SHAPE_FLOW)
			continue;
		for (int j = 1; j < run->slot_count; j++)
		{
			int			pitch = pitch_in_front(&slots[j]);

			if (pitch >= 0)
				seen[pair_of(&slots[j])][pitch]++;
		}
	}
}

/* What most of them have; -1 if they differ, or are few. */
static int
usual_pitch(const int *seen)
{
	int			all = 0;
	int			best = 0;

	for (int i = 0; i < PITCHES; i++)
	{
		all += seen[i];
		best = seen[i] > seen[best] ? i : best;
	}
	return all >= MANY_SLOTS && seen[best] * 16 >= all * 15 ? best : -1;
}

/*
 * One cell a line, and as many blank lines between all of them: a row in which one stands nearer or
 * farther has got or lost a line. (test/texts/stray-between-borders)
 */
static void
find_breaks(GdMatches *matches)
{
	int			seen[PAIRS][PITCHES] = {{0}};
	int			usual[PAIRS];

	count_pitches(matches, seen);
	for (int pair = 0; pair < PAIRS; pair++)
		usual[pair] = usual_pitch(seen[pair]);
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];
		const GdSlot *slots = gd_slots_of(matches, run);
		GdRowShape *shape = &matches->shapes[i];

		for (int j = 1; j < run->slot_count && shape->kind >= GD_SHAPE_FLOW; j++)
		{
			int			pitch = pitch_in_front(&slots[j]);
			int			wanted = usual[pair_of(&slots[j])];

			if (pitch >= 0 && wanted >= 0 &&
				(shape->kind == GD_SHAPE_FLOW ? pitch < wanted : pitch != wanted))
				shape->is_broken = true;
		}
	}
}

/* Does a row of figures without a label stand in front of the first row of section 3? */
static bool
section_begins_unlabelled(const GdMatches *matches, uint32_t index)
{
	const GdRun *run = &matches->runs[index];

	if (run->section != 3 || run->row != GD_NO_ROW || run->filled < MOST_OF_A_ROW ||
		run->inline_label ||
		index + 1 == matches->run_count)
		return false;
	while (index > 0 && matches->runs[index - 1].section == 3 &&
		   matches->runs[index - 1].row == GD_NO_ROW)
		index--;
	return index == 0 || matches->runs[index - 1].section != 3;
}

/* Numbers without a label, where separators do not make them cells of something else. */
static bool
is_out_of_order(const GdMatches *matches)
{
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if ((run->section == 2 || run->section == 3) && run->row == GD_NO_ROW &&
			run->fragment_count == 0 && run->filled > 0 && !run->has_separators && !run->is_damaged)
			return true;
	}
	return false;
}

/* Does the label stand behind figures on its line, and none behind it? */
static bool
stands_behind(const GdMatches *matches, uint32_t index)
{
	const GdRun *run = &matches->runs[index];
	const GdSlot *slots = gd_slots_of(matches, run);
	int			figures = 0;

	if (run->row == GD_NO_ROW || run->label_cell == 0 || run->is_drawn || index == 0 ||
		(run->slot_count > 0 && slots[0].line == run->line && slots[0].kind != GD_TOKEN_BLANK))
		return false;
	for (int i = run[-1].slot_count; i > 0 && (--slots)->line == run->line; i--)
		figures += slots->kind != GD_TOKEN_BLANK && slots->cell < run->label_cell;
	return figures > 1;
}

/* A row of numbers in front of the first label: labels stand below or behind their figures. */
static bool
is_shifted(const GdMatches *matches)
{
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		if (section_begins_unlabelled(matches, i) || stands_behind(matches, i))
			return true;
	}
	return false;
}

/*
 * Do most rows of figures stand on the lines of their labels? Where others have them above, one
 * that does not was joined. (test/texts/figures-above-and-joined)
 */
static void
find_inline(const GdMatches *matches, GdHabits *habits)
{
	int			rows = 0;
	int			beside = 0;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if ((!gd_is_row_of(run, 2) && !gd_is_row_of(run, 3)) || run->filled == 0)
			continue;
		rows++;
		beside += gd_shape_of_run(matches, run)->is_inline;
	}
	habits->is_inline = beside * 2 > rows;
	habits->are_all_inline = beside >= FEW_INLINE && beside + 1 >= rows;
}

static void
add_stray(GdHabits *habits, const GdSlot *slot)
{
	if (slot->kind != GD_TOKEN_BLANK && habits->stray_count < GD_STRAYS)
		habits->stray[habits->stray_count++] = slot;
}

/*
 * In a narrow column the last digits of a number may stand on the next line, or its first ones on
 * the line above: numbers beside those of the rows, on other lines; or more of them in a row than
 * it has columns, where a whole page is one line.
 */
static void
find_strays(const GdMatches *matches, GdHabits *habits)
{
	int			strays = 0;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];
		const GdRowShape *shape = gd_shape_of_run(matches, run);
		const GdSlot *slots = gd_slots_of(matches, run);
		bool		is_line = shape->kind == GD_SHAPE_WORDS || shape->kind == GD_SHAPE_CELLS;

		habits->has_columns = habits->has_columns || (shape->kind == GD_SHAPE_FLOW &&
			run->section == 3 && shape->count >= ROWS_OF_COLUMNS * GD_BAND_COLUMNS);
		if (run->section < 3 || run->is_drawn || run->has_pipes || shape->count == 0)
			continue;
		for (int j = 0; j < run->slot_count; j++)
		{
			/* a figure that is alone beside a label may be one of the row above */
			if ((run->section == 3 && (run->row == GD_NO_ROW || shape->count == 1)) ||
				(is_line && slots[j].line != shape->slot[0]->line))
				add_stray(habits, &slots[j]);
		}
		if (run->has_separators || run->section != 3)
			continue;
		if (shape->kind == GD_SHAPE_WORDS)
			strays += shape->strays + (shape->count > GD_BAND_COLUMNS);
		else if (run->row == GD_NO_ROW)
			strays += shape->count;
	}
	habits->is_ragged = strays >= RAGGED_NUMBERS;
}

/*
 * One cell a line: do nearly all figures have a separator on their line, or the labels where there
 * are few figures? Then one without is none. (test/texts/stray-below-closed-labels)
 */
static bool
has_own_separators(const GdMatches *matches)
{
	int			figures = 0;
	int			alone = 0;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRowShape *shape = gd_shape_of_run(matches, &matches->runs[i]);

		if (shape->kind != GD_SHAPE_STREAM)
			continue;
		figures += shape->count + matches->runs[i].label_is_closed;
		alone += shape->alone;
	}
	return alone * 8 < figures;
}

/* Counts the rows whose figures flow: those with a figure for each column, and the others. */
static void
count_flowing(const GdMatches *matches, const GdFormChoice *forms, int *complete, int *incomplete)
{
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];
		const GdRowShape *shape = gd_shape_of_run(matches, run);
		const GdFormRow *form_row;

		if (shape->kind != GD_SHAPE_FLOW || run->is_damaged ||
			(!gd_is_row_of(run, 2) && !gd_is_row_of(run, 3)))
			continue;
		form_row = gd_row_to_read(forms, (GdRow) run->row);
		*complete += form_row != NULL && shape->count == form_row->count;
		*incomplete += form_row == NULL || shape->count != form_row->count;
	}
}

void
gd_learn_habits(GdMatches *matches, const GdFormChoice *forms, GdHabits *habits)
{
	int			complete = 0;
	int			incomplete = 0;

	for (int section = 2; section <= 4; section++)
		find_streams(matches, section);
	find_mixed_flow(matches);
	find_borders(matches);
	find_breaks(matches);
	memset(habits, 0, sizeof(*habits));
	memset(habits->room, 0xFF, sizeof(habits->room));
	count_flowing(matches, forms, &complete, &incomplete);
	habits->is_even = incomplete * 8 <= complete;
	habits->is_complete = incomplete == 0 && complete >= MANY_ROWS;
	habits->is_shifted = is_shifted(matches);
	find_inline(matches, habits);
	habits->is_out_of_order = habits->is_shifted || is_out_of_order(matches);
	find_strays(matches, habits);
	habits->has_own_separators = has_own_separators(matches);
}

void
gd_learn_from_table(const GdTable *table, const GdTableModel *model, GdHabits *habits)
{
	if (model->pitch > 0)
		habits->pitch = model->pitch;
	if (model->frame_count[GD_SHAPE_FLOW] > 0 && model->spread[GD_SHAPE_FLOW] > 0)
		habits->shows_blanks = true;
	for (int kind = GD_SHAPE_CELLS; kind < GD_SHAPE_KINDS; kind++)
	{
		int			room = gd_least_room(model, table->row, table->count, (GdShapeKind) kind);

		if (room >= 0)
			habits->room[kind] = room;
		habits->is_packed[kind] = model->frame_count[kind] == 0 && model->spread[kind] == 0 &&
			model->packed[kind] >= PACKED_ROWS;
	}
}
