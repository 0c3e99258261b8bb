/*
 * disputes.c
 *	  Section 4: which of its figures stand in which block and column.
 *
 * Its table has no labels, but names of blocks and headers above: one row of fifteen figures, or
 * three rows or tables of five.
 */
#include "fill/disputes.h"

#include "fill/put.h"
#include "fill/stacks.h"

#include <string.h>

/* so many are those of two blocks at least, one or the other damaged */
#define BLOCKS_OF_HEADERS 8
#define MAX_HEADERS_OF_ONE 6		/* columns of one block, some of them read twice: "其他 结果" */

typedef struct Assignment
{
	const char *text;
	GdMatches  *matches;
	const GdHabits *habits;
	GdHeaded   *headed;
	GdReport   *report;
	bool		is_headed;		/* a table of the section has its own heading */
} Assignment;

/* The cells of so many blocks. */
static void
cells_of_disputes(GdRow first, int rows, uint16_t *cells)
{
	for (int i = 0; i < rows * GD_DISPUTE_COLUMNS; i++)
		cells[i] = (uint16_t) (gd_rows[first].first_cell + i);
}

/* The block that a run of five belongs to by the headers above it, or GD_NO_ROW. */
static uint8_t
dispute_of(const GdRun *run)
{
	if (run->dispute_columns > MAX_HEADERS_OF_ONE || (run->disputes & GD_DISPUTE_COMBINED))
		return GD_NO_ROW;
	if (run->disputes & GD_DISPUTE_AFTER)
		return run->disputes & (GD_DISPUTE_DIRECT | GD_DISPUTE_RECONSIDERATION) ? GD_NO_ROW :
			GD_ROW_LITIGATION_AFTER_RECONSIDERATION;
	if (run->disputes & GD_DISPUTE_DIRECT)
		return run->disputes & GD_DISPUTE_RECONSIDERATION ? GD_NO_ROW : GD_ROW_LITIGATION_DIRECT;
	return run->disputes == GD_DISPUTE_RECONSIDERATION ? GD_ROW_RECONSIDERATION : GD_NO_ROW;
}

/*
 * As gd_contradicts_headers. A column that no block has a header for is not there; one of a single
 * block may be damaged (test/texts/disputes-total-first, disputes-total-only).
 */
static bool
contradicts_dispute_headers(Assignment *a, const GdRun *run, const uint16_t *cells, int rows)
{
	GdHeaderCheck check = gd_headers_above(a->headed, run, cells, GD_DISPUTE_COLUMNS);
	bool		has_litigation = (run->disputes & (GD_DISPUTE_DIRECT | GD_DISPUTE_AFTER)) != 0;

	if (a->headed->is_reordered[4] || (run->disputes & GD_DISPUTE_REORDERED))
		return true;
	if (run->slot_count >= rows * GD_DISPUTE_COLUMNS)
		return false;
	/* two blocks, and the first one is not among them */
	if (rows == 3 && run->slot_count <= 10 && check.count <= 10 && has_litigation &&
		!(run->disputes & GD_DISPUTE_RECONSIDERATION))
		return true;
	return gd_headers_lack_columns(&check, run->slot_count < 5 ? run->slot_count : 5) ||
		(check.count >= BLOCKS_OF_HEADERS && !gd_have_all_headers(&check));
}

/*
 * What closes a row that stands alone: what closes those of section 3, or the pipe that its line
 * ends with.
 */
static int
closing_room(const Assignment *a, const GdRun *run, int kind)
{
	if (kind == GD_SHAPE_FLOW)
		return 0;
	if (a->habits->room[kind] >= 0)
		return a->habits->room[kind];
	return kind == GD_SHAPE_CELLS && run->is_closed && !run->is_drawn;
}

/* Between TABs alone, blank cells behind the last figure may be those of cells that are gone. */
static bool
is_packed(const GdRun *run, const GdRowShape *shape)
{
	for (int i = 0; i < shape->count; i++)
	{
		if (shape->before[i] > 0)
			return false;
	}
	return shape->kind == GD_SHAPE_CELLS && !run->has_pipes;
}

/* The only row of a table: it has as many cells as columns, or its blanks are not known. */
static void
read_only_row(Assignment *a, const GdRun *run, int columns, GdReading *reading)
{
	GdTableModel model = {.pitch = a->habits->pitch};
	GdRowShape	shape;
	GdTableRow	row = {.run = run, .shape = &shape, .columns = (uint8_t) columns, .depth = 3};
	GdSlot		parts[GD_ROW_WIDTH];
	GdHabits	habits = {.is_even = a->habits->is_even, .is_complete = a->habits->is_complete,
		.is_ragged = a->habits->is_ragged, .stray_count = a->habits->stray_count};

	gd_copy_shape(&shape, gd_shape_of_run(a->matches, run));
	memcpy(habits.is_packed, a->habits->is_packed, sizeof(habits.is_packed));
	memcpy(habits.stray, a->habits->stray, sizeof(habits.stray));
	for (int kind = GD_SHAPE_CELLS; kind < GD_SHAPE_KINDS && shape.count != columns; kind++)
	{
		/* a lone separator in front may open the row instead of being a blank cell */
		model.frame_count[kind] = kind == GD_SHAPE_FLOW ? model.pitch > 0 :
			kind == GD_SHAPE_CELLS || shape.before[0] == 0;
		model.frame[kind][0] = (GdFrame) {.kind = (uint8_t) kind,
										  .room = closing_room(a, run, kind),
										  .next_page = INT32_MAX};
	}
	if (shape.kind == GD_SHAPE_FLOW && model.pitch > 0)
	{
		/* what stands around the row is not known: its first and last cell must be there */
		shape.length += model.pitch - 1 - shape.before[0] - shape.after;
		shape.before[0] = (uint8_t) (model.pitch - 1);
		shape.after = 0;
	}
	gd_read_row(&model, &habits, &row, parts, reading);
	if (reading->proof == GD_PROOF_COLUMN && is_packed(run, &shape))
		gd_clear_reading(reading, columns, GD_REASON_UNPLACED);
	if (reading->proof == GD_PROOF_COLUMN && !gd_has_totals(reading, columns) &&
		shape.kind != GD_SHAPE_CELLS)
		gd_clear_reading(reading, columns, GD_REASON_UNPLACED);
}

/*
 * Reads the row by its headers, if every cell of the table has one: from the first column on, in
 * the order of the form.
 */
static void
read_under_dispute_headers(Assignment *a, const GdRun *run, const uint16_t *cells,
						   GdReading *reading)
{
	GdHeaderCheck check = gd_headers_above(a->headed, run, cells, GD_DISPUTE_COLUMNS);
	const GdRowShape *shape = gd_shape_of_run(a->matches, run);
	int			column[GD_SHAPE_SLOTS];

	if (shape->kind != GD_SHAPE_CELLS || shape->strays > 0 ||
		!gd_place_under_block_headers(&check, shape, gd_last_cell(a->matches, run), column))
		return;
	gd_set_reading(shape, column, GD_MAX_COLUMNS, GD_PROOF_HEADER, reading);
}

/* Where the headers of the run may begin: behind the last figure in front of it. */
static uint32_t
floor_of_headers(const GdMatches *matches, const GdRun *run)
{
	for (uint32_t i = run->first_slot; i > 0; i--)
	{
		if (matches->slots[i - 1].kind != GD_TOKEN_BLANK)
			return matches->slots[i - 1].end;
	}
	return 0;
}

/*
 * Reads the row by the letters of its headers, if its totals are the sums that they must be. False
 * where the letters tell nothing, or two things.
 */
static bool
read_under_stacks(Assignment *a, const GdRun *run, GdReading *reading)
{
	const GdRowShape *shape = gd_shape_of_run(a->matches, run);
	bool		is_read = false;
	GdStacks	stacks;

	if (!gd_find_stacks(a->text, floor_of_headers(a->matches, run),
						gd_rows[GD_ROW_RECONSIDERATION].first_cell, shape, &stacks))
		return false;
	for (int metric = 0; metric < GD_STACK_METRICS; metric++)
	{
		int			column[GD_SHAPE_SLOTS];
		GdReading	found;

		if (!gd_place_under_stacks(&stacks, shape, metric, column))
			continue;
		gd_set_reading(shape, column, GD_MAX_COLUMNS, GD_PROOF_HEADER, &found);
		if (!gd_has_totals(&found, GD_MAX_COLUMNS))
			continue;
		if (is_read && memcmp(&found, reading, sizeof(found)) != 0)
		{
			gd_clear_reading(reading, GD_MAX_COLUMNS, GD_REASON_SEVERAL);
			return false;
		}
		*reading = found;
		is_read = true;
	}
	return is_read;
}

static void
assign_dispute_run(Assignment *a, const GdRun *run, GdRow first, int rows)
{
	uint16_t	cells[GD_MAX_COLUMNS];
	GdReading	reading;
	bool		is_headed = false;

	cells_of_disputes(first, rows, cells);
	read_only_row(a, run, rows * GD_DISPUTE_COLUMNS, &reading);
	if (rows == GD_DISPUTE_BLOCKS && reading.reason == GD_REASON_UNPLACED)
		read_under_dispute_headers(a, run, cells, &reading);
	if (rows == GD_DISPUTE_BLOCKS && reading.reason == GD_REASON_UNPLACED)
		is_headed = read_under_stacks(a, run, &reading);
	if (reading.reason == GD_REASON_NONE)
		reading.reason = (uint8_t) gd_objection(a->matches, run, &reading,
												rows * GD_DISPUTE_COLUMNS);
	if (run->foreign_columns > 0)
		reading.reason = GD_REASON_OTHER_COLUMNS;
	/* blanks that flow on from the headers may be theirs */
	if (!is_headed && contradicts_dispute_headers(a, run, cells, rows))
		reading.reason = GD_REASON_OTHER_COLUMNS;
	if (rows == GD_DISPUTE_BLOCKS && run->inline_label && run->filled != GD_MAX_COLUMNS)
		reading.reason = GD_REASON_UNPLACED;
	gd_put_reading(a->matches, run, &reading, cells, a->report);
}

/*
 * "1 2 3 4 5 ...": the line in front of the rows of section 4 that numbers its columns, from 0 or
 * from 1, is none of them (test/texts/column-numbers).
 */
static void
drop_column_numbers(const GdMatches *matches, GdRun *run)
{
	const GdSlot *slots = gd_slots_of(matches, run);
	int			first = 0;
	int			count = 0;

	while (first < run->slot_count && slots[first].kind == GD_TOKEN_BLANK)
		first++;
	for (int i = first; i < run->slot_count && slots[i].line == slots[first].line; i++)
	{
		if (slots[i].kind != GD_TOKEN_NUMBER ||
			slots[i].number.value != slots[first].number.value + count)
			return;
		count++;
	}
	if (count < 5 || slots[first].number.value < 0 || slots[first].number.value > 1)
		return;
	run->first_slot += (uint32_t) (first + count);
	run->slot_count = (uint16_t) (run->slot_count - first - count);
	run->filled = (uint16_t) (run->filled - count);
	gd_shape_row(matches, run);
}

/* Does the run belong to the section's own table, where there is one? */
static bool
counts(const Assignment *a, const GdRun *run)
{
	return run->section == 4 && run->filled > 0 && (!a->is_headed || run->heading == 4);
}

/*
 * Three runs of five figures and no others are the three blocks, whatever their names have become.
 */
static bool
find_blocks(const Assignment *a, const GdRun **blocks)
{
	int			count = 0;

	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		const GdRun *run = &a->matches->runs[i];

		if (!counts(a, run))
			continue;
		if (run->filled != GD_DISPUTE_COLUMNS || count == GD_DISPUTE_BLOCKS)
			return false;
		blocks[count++] = run;
	}
	return count == GD_DISPUTE_BLOCKS;
}

/* Are the run's figures those of all blocks? */
static bool
holds_all_blocks(const GdRun *run)
{
	return run->filled > GD_DISPUTE_COLUMNS || run->slot_count >= GD_MAX_COLUMNS ||
		(run->slot_count > GD_DISPUTE_COLUMNS && run->has_separators && !run->has_pipes) ||
		run->dispute_columns > MAX_HEADERS_OF_ONE || (run->disputes & GD_DISPUTE_COMBINED);
}

static void
assign_run(Assignment *a, const GdRun *run, const GdRun **blocks, bool has_blocks)
{
	uint8_t		row = dispute_of(run);

	for (int i = 0; i < GD_DISPUTE_BLOCKS && has_blocks; i++)
	{
		if (run == blocks[i])
			row = (uint8_t) (GD_ROW_RECONSIDERATION + i);
	}
	if (holds_all_blocks(run))
		assign_dispute_run(a, run, GD_ROW_RECONSIDERATION, GD_DISPUTE_BLOCKS);
	else if (row != GD_NO_ROW)
		assign_dispute_run(a, run, (GdRow) row, 1);
}

void
gd_assign_disputes(const char *text, GdMatches *matches, const GdHabits *habits,
				   GdHeaded *headed, GdReport *report)
{
	Assignment	a = {text, matches, habits, headed, report, false};
	const GdRun *blocks[GD_DISPUTE_BLOCKS];
	bool		has_blocks;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		GdRun	   *run = &matches->runs[i];

		if (run->section != 4)
			continue;
		drop_column_numbers(matches, run);
		a.is_headed = a.is_headed || (run->heading == 4 && run->filled > 0);
	}
	has_blocks = find_blocks(&a, blocks);
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		if (counts(&a, &matches->runs[i]))
			assign_run(&a, &matches->runs[i], blocks, has_blocks);
	}
}
