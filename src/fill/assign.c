/*
 * assign.c
 *	  Gives the numbers of each row to the cells of the form that its table follows.
 */
#include "fill/assign.h"

#include "fill/damage.h"
#include "fill/forms.h"
#include "fill/header.h"
#include "fill/row.h"
#include "fill/survey.h"
#include "fill/value.h"

#include <string.h>

#define BLOCKS_OF_HEADERS 8		/* so many are those of two blocks of section 4 at least, one or the other of them damaged */
#define MAX_HEADERS_OF_ONE 6		/* columns of one block of section 4, some of them read twice: "其他 结果" */

typedef struct Assignment
{
	GdMatches  *matches;
	GdReport   *report;
	GdFormChoice forms;
	Geometry	geometry[5];	/* by section */
	const GdRun *headed[5];		/* by section: the last run with headers of columns above it, or NULL */
	bool		is_reordered[5];	/* these headers; in section 2 each row has columns of its own */
} Assignment;

/*
 * Cells
 */

/* What cannot be told apart is shown as a whole. */
static GdCell
whole_row(const Assignment *a, const GdRun *run)
{
	const GdSlot *slots = gd_slots_of(a->matches, run);
	GdCell		all = {.kind = GD_AMBIGUOUS};

	for (int i = 0; i < run->slot_count; i++)
	{
		if (i == 0 || slots[i].begin < all.begin)
		{
			all.begin = slots[i].begin;
			all.line = slots[i].line;
		}
		if (slots[i].end > all.end)
			all.end = slots[i].end;
	}
	return all;
}

/* Does the cell show something, a stroke, a word or that it is blank? */
static bool
shows_something(const GdCell *cell)
{
	return cell->kind != GD_ABSENT && cell->kind != GD_AMBIGUOUS;
}

/*
 * A row that comes again is the same one, on the next page or in another copy of the table, as long as it does not say
 * otherwise. If it does it belongs to another table: of last year, of a part of the agency.
 */
static bool
is_of_another_table(const Assignment *a, const Reading *reading, const uint16_t *cells, int columns)
{
	for (int i = 0; i < columns && !reading->ambiguous; i++)
	{
		const GdCell *cell = &a->report->cell[cells[i]];
		GdCell		again = {0};

		if (!shows_something(cell) || reading->column[i] == NULL)
			continue;
		gd_put_slot(&again, reading->column[i], gd_cells[cells[i]].unit);
		if (again.kind == GD_NUMBER && !gd_same_cell(cell, &again))
			return true;
	}
	return false;
}

static void
put_reading(const Assignment *a, const GdRun *run, const Reading *reading, const uint16_t *cells, int columns)
{
	GdCell		other = {0};
	bool		is_another = is_of_another_table(a, reading, cells, columns);

	if (reading->ambiguous && run->slot_count > 0)
		other = whole_row(a, run);
	else if (reading->shown)
		other = (GdCell) {.kind = GD_BLANK, .line = run->line};
	for (int i = 0; i < columns; i++)
	{
		GdCell	   *cell = &a->report->cell[cells[i]];

		/* nothing in it fills a gap; which of two numbers is meant, nobody can tell */
		if (is_another && cell->kind != GD_NUMBER)
			continue;
		if (!reading->ambiguous && reading->column[i] != NULL)
			gd_put_slot(cell, reading->column[i], gd_cells[cells[i]].unit);
		else
			gd_put_cell(cell, &other);
	}
}

/*
 * Sections 2 and 3
 */

/* A label without slots whose blank cells are blank lines. */
static bool
shows_blank_row(const Assignment *a, const GdRun *run)
{
	const Geometry *geometry = &a->geometry[run->section];

	return run->slot_count == 0 && geometry->blank_lines_show && geometry->least_spacing == 0 &&
		run->blank_lines_behind >= (run->section == 3 ? 7 : 1);
}

/* In a text whose order has been lost, numbers behind a label may be those of the label before it. */
static bool
is_out_of_order(const Assignment *a, const GdRun *run)
{
	const GdRun *before = run - 1;

	if (gd_is_one_line(a->matches, run) || run->has_separators)
		return false;
	if (a->geometry[run->section].irregular)
		return true;
	return run > a->matches->runs && before->section == run->section && before->slot_count == 0 &&
		before->row != GD_NO_ROW && before->row != GD_ROW_OTHER_UNDIVIDED && before->row != run->row &&
		!shows_blank_row(a, before);
}

/* Is the last number of the row the total of those before it: of six in section 3, of four in section 4? */
static bool
has_total(const Reading *reading, int columns)
{
	const GdSlot *total = reading->column[columns - 1];
	int64_t		sum = 0;

	for (int i = columns == 7 ? 0 : columns - 5; i < columns - 1; i++)
		sum += reading->column[i] ? reading->column[i]->number.value : 0;
	return total != NULL && total->number.value == sum;
}

/*
 * Where blank cells leave no trace, or where the order of a page has been lost, as many numbers as columns may still be
 * those of two rows. The row's own total must confirm them.
 */
static bool
is_doubtful(const Assignment *a, const GdRun *run, const Reading *reading, int columns)
{
	if (!a->geometry[run->section].uneven || gd_is_one_line(a->matches, run) || run->has_separators || columns < 3 || run->filled != columns ||
		(a->geometry[run->section].blank_lines_show && a->geometry[run->section].spacing == 0))
		return false;
	return columns != 7 || !has_total(reading, columns);
}

/* The header of the amount may name another unit than the form does; a number with a unit of its own keeps that. */
static void
heed_fee_unit(const Assignment *a, const GdFormRow *row, GdSlot *room, Reading *reading)
{
	GdPrintedUnit unit = (GdPrintedUnit) a->matches->fee_unit;

	for (int i = 0; i < row->count; i++)
	{
		const GdSlot *slot = reading->column[i];

		if (gd_cells[row->cell[i]].unit != GD_UNIT_WAN_YUAN || slot == NULL || slot->number.unit != GD_PRINTED_NONE ||
			unit == GD_PRINTED_NONE || unit == GD_PRINTED_WAN_YUAN)
			continue;
		if (unit != GD_PRINTED_YUAN)
			reading->ambiguous = true;
		*room = *slot;
		room->number.unit = GD_PRINTED_YUAN;
		reading->column[i] = room;
	}
}

/*
 * In a narrow column the last digits of a number may stand on the next line, right below the others. A page number is told
 * from them if the total says so.
 */
static bool
may_be_wrapped(const Assignment *a, const GdRun *run, const Reading *reading, int columns)
{
	const GdSlot *slots = gd_slots_of(a->matches, run);
	int			first = 0;

	if (run->has_separators || !run->inline_label || slots[run->slot_count - 1].line == slots[0].line)
		return false;
	while (first < run->slot_count && slots[first].line == slots[0].line)
		first++;
	for (int i = first; i < run->slot_count; i++)
	{
		for (int j = 0; j < first && slots[i].line == slots[0].line + 1; j++)
		{
			if (slots[i].column < slots[j].column + slots[j].width && slots[j].column < slots[i].column + slots[i].width)
				return columns != 7 || !has_total(reading, columns);
		}
	}
	return false;
}

/* In a table with more columns than the form's, a blank cell lets the number of another column in. */
static bool
may_hold_another_column(const Assignment *a, const GdRun *run, int columns)
{
	const Geometry *geometry = &a->geometry[run->section];
	const GdSlot *slots = gd_slots_of(a->matches, run);

	if (geometry->overfull == 0 || !gd_is_one_line(a->matches, run))
		return false;
	if (geometry->overfull * 4 > geometry->complete)
		return true;
	/* between two numbers */
	for (int i = 2; i < run->slot_count && run->filled == columns; i++)
	{
		if (slots[i - 2].kind != GD_TOKEN_BLANK && slots[i - 1].kind == GD_TOKEN_BLANK)
			return true;
	}
	return false;
}

static HeaderCheck
headers_above(Assignment *a, const GdRun *run, const uint16_t *cells, int columns)
{
	int			section = run->section;
	bool		is_new = run->header_count > 0;
	HeaderCheck check;

	if (is_new)
		a->headed[section] = run;
	run = a->headed[section] != NULL ? a->headed[section] : run;
	check = (HeaderCheck) {a->matches->headers + run->first_header, run->header_count, cells, columns, section};
	if (is_new || section == 2)
		a->is_reordered[section] = gd_headers_are_reordered(&check);
	return check;
}

/*
 * Does a number stand in another cell than the header of its column, and the row has that cell, too? Where blank cells may be
 * those that a label spans, in front of numbers for all columns, that means nothing.
 */
static bool
misses_headers(const HeaderCheck *check, const Assignment *a, const GdRun *run, const Reading *reading)
{
	const GdSlot *slots = gd_slots_of(a->matches, run);
	int			cells[GD_MAX_COLUMNS];
	bool		more_follow = false;
	bool		differs = false;
	int			leading = 0;

	/* without a blank cell, numbers stand behind one another wherever they do */
	if (!run->has_separators || run->is_drawn || (run->slot_count == check->columns && run->filled == check->columns) ||
		!gd_is_one_line(a->matches, run) || !gd_header_cells(check, cells, &more_follow))
		return false;
	while (leading < run->slot_count && slots[leading].kind == GD_TOKEN_BLANK)
		leading++;
	if (!more_follow && leading > 0 && run->slot_count - leading == check->columns && run->filled == check->columns)
		return false;
	for (int i = 0; i < check->columns; i++)
	{
		bool		has_cell = false;

		for (int j = 0; j < run->slot_count; j++)
			has_cell = has_cell || slots[j].cell == cells[i];
		if (!has_cell)
			return false;
		differs = differs || (reading->column[i] != NULL && reading->column[i]->cell != cells[i]);
	}
	return differs;
}

/* Do the headers above the row say that its numbers do not stand in the first columns of the form, in their order? */
static bool
contradicts_headers(Assignment *a, const GdRun *run, const Reading *reading, const uint16_t *cells, int columns)
{
	HeaderCheck check = headers_above(a, run, cells, columns);

	return a->is_reordered[run->section] || misses_headers(&check, a, run, reading) ||
		(run->has_separators && run->slot_count < columns && gd_headers_lack_columns(&check, run->slot_count));
}

/* A row that the end of the text may have cut is read if the number there is the total of those before it. */
static bool
may_be_cut(const GdRun *run, const Reading *reading, int columns)
{
	return run->may_be_cut && (columns < 5 || !has_total(reading, columns));
}

/* Is there a reason why the numbers of the row may not be those of its cells? */
static bool
is_untrusted(Assignment *a, const GdRun *run, const Reading *reading, const GdFormRow *row)
{
	return contradicts_headers(a, run, reading, row->cell, row->count) ||
		run->is_damaged ||
		may_be_cut(run, reading, row->count) ||
		may_be_wrapped(a, run, reading, row->count) ||
		may_hold_another_column(a, run, row->count) ||
		is_out_of_order(a, run) ||
		is_doubtful(a, run, reading, row->count);
}

/* Has （六）其他处理, the name of a group, a complete row of figures of its own on its line? */
static bool
is_row_of_another_form(const Assignment *a, const GdRun *run)
{
	return run->section == 3 && run->inline_label && gd_is_one_line(a->matches, run) &&
		run->filled == gd_sections[3].columns && run->slot_count == run->filled;
}

static void
assign_rows(Assignment *a, int section)
{
	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		const GdRun *run = &a->matches->runs[i];
		const GdFormRow *row;
		GdSlot		parts[GD_ROW_WIDTH];
		GdSlot		fee;
		Reading		reading;

		if (run->section != section || run->row == GD_NO_ROW || gd_rows[run->row].section != section)
			continue;
		row = gd_row_to_read(&a->forms, (GdRow) run->row);
		if (row == NULL && is_row_of_another_form(a, run))
			row = &gd_form_rows[gd_form_with(gd_rows[run->row].label, GD_NO_FORM)][run->row];
		if (row == NULL)
			continue;
		reading = gd_read_row(a->matches, run, &a->geometry[section], row->count, parts);
		reading.shown = reading.shown || shows_blank_row(a, run);
		if (run->filled > 0 && is_untrusted(a, run, &reading, row))
			reading = (Reading) {.ambiguous = true};
		if (run->row == GD_ROW_FEES)
			heed_fee_unit(a, row, &fee, &reading);
		put_reading(a, run, &reading, row->cell, row->count);
	}
}

/*
 * In a page whose labels stand below their numbers, every label seems to have the numbers of the next row: the first
 * numbers have none, and the last label has no numbers.
 */
static void
move_labels_up(GdMatches *matches)
{
	uint32_t	rows[GD_ROW_COUNT * 2];
	uint32_t	count = 0;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if (run->section != 3 || (run->filled == 0 && run->row == GD_ROW_OTHER_UNDIVIDED))
			continue;
		if (count == GD_ROW_COUNT * 2)
			return;
		rows[count++] = i;
	}
	if (count < 20 || matches->runs[rows[0]].row != GD_NO_ROW || matches->runs[rows[count - 1]].row != GD_ROW_CARRIED_OUT ||
		matches->runs[rows[count - 1]].filled != 0)
		return;
	for (uint32_t i = 0; i + 1 < count; i++)
	{
		if (matches->runs[rows[i]].filled != 7 || (i > 0 && matches->runs[rows[i]].inline_label))
			return;
	}
	for (uint32_t i = 0; i + 1 < count; i++)
		matches->runs[rows[i]].row = matches->runs[rows[i + 1]].row;
	matches->runs[rows[count - 1]].row = GD_NO_ROW;
	matches->runs[rows[0]].inline_label = true;
}

/*
 * Section 4
 */

static void
cells_of_disputes(GdRow first, int rows, uint16_t *cells)
{
	for (int i = 0; i < rows * 5; i++)
		cells[i] = (uint16_t) (gd_rows[first].first_cell + i);
}

/* The block that a run of five belongs to by the headers above it, or GD_NO_ROW. */
static uint8_t
dispute_of(const GdRun *run)
{
	if (run->dispute_columns > MAX_HEADERS_OF_ONE || (run->disputes & GD_DISPUTE_COMBINED))
		return GD_NO_ROW;
	if (run->disputes & GD_DISPUTE_AFTER)
		return run->disputes & (GD_DISPUTE_DIRECT | GD_DISPUTE_RECONSIDERATION) ? GD_NO_ROW : GD_ROW_LITIGATION_AFTER_RECONSIDERATION;
	if (run->disputes & GD_DISPUTE_DIRECT)
		return run->disputes & GD_DISPUTE_RECONSIDERATION ? GD_NO_ROW : GD_ROW_LITIGATION_DIRECT;
	return run->disputes == GD_DISPUTE_RECONSIDERATION ? GD_ROW_RECONSIDERATION : GD_NO_ROW;
}

/* The same for section 4. A column that no block has a header for is not there; one of a single block may be damaged. */
static bool
contradicts_dispute_headers(Assignment *a, const GdRun *run, const uint16_t *cells, int rows)
{
	HeaderCheck check = headers_above(a, run, cells, 5);
	bool		has_litigation = (run->disputes & (GD_DISPUTE_DIRECT | GD_DISPUTE_AFTER)) != 0;

	if (a->is_reordered[4] || (run->disputes & GD_DISPUTE_REORDERED))
		return true;
	if (run->slot_count >= rows * 5)
		return false;
	/* two blocks, and the first one is not among them */
	if (rows == 3 && run->slot_count <= 10 && check.count <= 10 && has_litigation && !(run->disputes & GD_DISPUTE_RECONSIDERATION))
		return true;
	return gd_headers_lack_columns(&check, run->slot_count < 5 ? run->slot_count : 5) ||
		(check.count >= BLOCKS_OF_HEADERS && !gd_have_all_headers(&check));
}

static void
assign_dispute_run(Assignment *a, const GdRun *run, GdRow first, int rows)
{
	uint16_t	cells[GD_MAX_COLUMNS];
	GdSlot		parts[GD_ROW_WIDTH];
	Geometry	geometry = {.complete = 2, .cell = GD_UNKNOWN, .offset = {GD_UNKNOWN, GD_UNKNOWN, GD_UNKNOWN, GD_UNKNOWN}};
	Reading		reading;

	/* the table has no complete rows of its own; what blank lines mean is the same as in section 3 */
	geometry.spacing = a->geometry[3].spacing;
	geometry.least_spacing = a->geometry[3].least_spacing;
	geometry.blank_lines_show = a->geometry[3].blank_lines_show;
	reading = gd_read_row(a->matches, run, &geometry, rows * 5, parts);
	cells_of_disputes(first, rows, cells);
	/* blanks that flow on from the headers may be theirs */
	if (contradicts_dispute_headers(a, run, cells, rows) || run->is_damaged || may_be_cut(run, &reading, rows * 5) ||
		(rows == 3 && run->inline_label && run->filled != GD_MAX_COLUMNS))
		reading = (Reading) {.ambiguous = true};
	put_reading(a, run, &reading, cells, rows * 5);
}

/* "1 2 3 4 5 ...": the line in front of the rows of section 4 that numbers its columns, from 0 or from 1, is none of them. */
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
		if (slots[i].kind != GD_TOKEN_NUMBER || slots[i].number.value != slots[first].number.value + count)
			return;
		count++;
	}
	if (count < 5 || slots[first].number.value < 0 || slots[first].number.value > 1)
		return;
	run->first_slot += (uint32_t) (first + count);
	run->slot_count = (uint16_t) (run->slot_count - first - count);
	run->filled = (uint16_t) (run->filled - count);
}

static void
assign_disputes(Assignment *a)
{
	const GdRun *fives[3];
	int			five_count = 0;
	int			filled_runs = 0;

	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		GdRun	   *run = &a->matches->runs[i];

		if (run->section == 4)
			drop_column_numbers(a->matches, run);
		if (run->section != 4 || run->filled == 0)
			continue;
		filled_runs++;
		if (run->filled == 5 && five_count < 3)
			fives[five_count++] = run;
	}
	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		const GdRun *run = &a->matches->runs[i];
		uint8_t		row = dispute_of(run);

		if (run->section != 4 || run->filled == 0)
			continue;
		if (five_count == 3 && filled_runs == 3)
			row = (uint8_t) (GD_ROW_RECONSIDERATION + (run == fives[1]) + 2 * (run == fives[2]));
		if (run->filled > 5 || run->slot_count >= GD_MAX_COLUMNS || (run->slot_count > 5 && run->has_separators && !run->has_pipes) ||
			 run->dispute_columns > MAX_HEADERS_OF_ONE || (run->disputes & GD_DISPUTE_COMBINED))
			assign_dispute_run(a, run, GD_ROW_RECONSIDERATION, 3);
		else if (row != GD_NO_ROW)
			assign_dispute_run(a, run, (GdRow) row, 1);
	}
}

void
gd_assign_cells(const char *text, GdMatches *matches, GdReport *report)
{
	Assignment	a = {.matches = matches, .report = report};

	gd_choose_forms(matches, &a.forms);
	gd_match_damaged_labels(text, matches, a.forms.section);
	move_labels_up(matches);
	gd_choose_forms(matches, &a.forms);
	report->form = a.forms.applications;
	report->proactive_form = a.forms.proactive;
	gd_survey(matches, 2, &a.forms, &a.geometry[2]);
	gd_survey(matches, 3, &a.forms, &a.geometry[3]);
	/* what happened to one table happened to the other */
	a.geometry[2].uneven = a.geometry[3].uneven = a.geometry[2].uneven || a.geometry[3].uneven;
	a.geometry[2].blank_lines_show = a.geometry[3].blank_lines_show =
		a.geometry[2].blank_lines_show && a.geometry[3].blank_lines_show && !a.geometry[2].irregular && !a.geometry[3].irregular;
	assign_rows(&a, 2);
	assign_rows(&a, 3);
	assign_disputes(&a);
}
