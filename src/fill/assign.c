/*
 * assign.c
 *	  Reads all tables of a text by proof, and gives their figures to the cells of the form.
 *
 * First the forms are chosen (forms.c), and labels with slips get their rows (damage.c). Then the
 * tables of the text tell how it writes rows (habits.c), each table tells where its columns are
 * (frame.c), and each row is read by what proves its figures (reading.c), or else by the headers of
 * its table (header.c). Tables under the section's own heading count; others only where none is.
 */
#include "fill/assign.h"

#include "fill/damage.h"
#include "fill/disputes.h"
#include "fill/drift.h"
#include "fill/forms.h"
#include "fill/header.h"
#include "fill/put.h"
#include "fill/rivals.h"
#include "fill/sums.h"

#include <string.h>

#define FOREIGN_HEADERS 4		/* two may be slips, and one the header of the labels */
#define FOREIGN_COLUMNS 3
#define REFUTING_ROWS 3			/* that add up, where the headers say that they do not */
#define DEPTHS 4				/* of labels, from 1 */

typedef struct Assignment
{
	GdMatches  *matches;
	GdReport   *report;
	GdFormChoice forms;
	GdHabits	habits;
	GdHeaded	headed;
	GdRivals	rivals;			/* of the section that is being read */
} Assignment;

/* What a table tells beside its model. */
typedef struct TableFacts
{
	const GdTable *table;
	bool		has_foreign_column;	/* beside those of the form */
	bool		has_totals;		/* by the sums of its rows (sums.c) */
	bool		is_known;		/* the rest is set */
	GdHeaderCheck check;			/* without headers if there are none */
	bool		is_above[DEPTHS];	/* labels of this depth: every figure stands below a header */
	int			last_cell;		/* of most rows */
} TableFacts;

/*
 * The header of the amount may name another unit than the form does; a number with a unit of its
 * own keeps that.
 */
static void
heed_fee_unit(const GdMatches *matches, const GdFormRow *row, GdSlot *room, GdReading *reading)
{
	GdPrintedUnit unit = (GdPrintedUnit) matches->fee_unit;

	for (int i = 0; i < row->count; i++)
	{
		const GdSlot *slot = reading->column[i];

		if (gd_cells[row->cell[i]].unit != GD_UNIT_WAN_YUAN || slot == NULL ||
			slot->number.unit != GD_PRINTED_NONE ||
			unit == GD_PRINTED_NONE || unit == GD_PRINTED_WAN_YUAN)
			continue;
		if (unit != GD_PRINTED_YUAN)
			reading->reason = GD_REASON_NO_UNIT;
		*room = *slot;
		room->number.unit = GD_PRINTED_YUAN;
		reading->column[i] = room;
	}
}

/* The last cell of most rows. */
static int
common_last_cell(const GdMatches *matches, const GdTable *table)
{
	int			best = -1;
	int			most = 0;

	for (int i = 0; i < table->count; i++)
	{
		int			cell = gd_last_cell(matches, table->row[i].run);
		int			rows = 0;

		for (int j = 0; j < table->count; j++)
			rows += gd_last_cell(matches, table->row[j].run) == cell;
		if (cell >= 0 && rows > most)
		{
			most = rows;
			best = cell;
		}
	}
	return best;
}

/* The first headers in front of a row of the table, if there are any. */
static GdHeaderCheck
first_headers(const GdMatches *matches, const GdTable *table)
{
	for (int i = 0; i < table->count; i++)
	{
		const GdRun *run = table->row[i].run;

		if (run->header_count > 0 && table->row[i].form_row != NULL)
			return (GdHeaderCheck) {matches->headers + run->first_header, run->header_count,
				table->row[i].form_row->cell, table->row[i].columns, run->section};
	}
	return (GdHeaderCheck) {0};
}

/* Does every figure of rows with labels of this depth stand below a header? */
static bool
are_above(const GdMatches *matches, const GdTable *table, const GdHeaderCheck *check, int depth)
{
	int			column[GD_SHAPE_SLOTS];

	for (int i = 0; i < table->count && check->count > 0; i++)
	{
		const GdTableRow *row = &table->row[i];
		if (row->depth == depth && row->shape->count > 0 &&
			!gd_place_under_headers(check, row->shape, row->run->label_cell, column))
			return false;
	}
	return check->count > 0;
}

/* Few tables need them. */
static void
find_headers(const GdMatches *matches, TableFacts *facts)
{
	const GdTable *table = facts->table;

	if (facts->is_known)
		return;
	facts->is_known = true;
	facts->check = first_headers(matches, table);
	for (int depth = 1; depth < DEPTHS; depth++)
		facts->is_above[depth] = are_above(matches, table, &facts->check, depth);
	facts->last_cell = common_last_cell(matches, table);
}

/* Do both readings have each figure in the same column? */
static bool
agree(const GdReading *a, const GdReading *b)
{
	for (int i = 0; i < a->columns; i++)
	{
		if (a->column[i] != b->column[i])
			return false;
	}
	return true;
}

/*
 * Reads a row by the headers of its table alone, if it has as many cells as the others. Where blank
 * cells told the columns, too, both must agree.
 */
static void
read_under_headers(const GdMatches *matches, TableFacts *facts, const GdTableRow *row,
				   GdReading *reading)
{
	int			column[GD_SHAPE_SLOTS];
	GdReading	headed;

	find_headers(matches, facts);
	if (!facts->is_above[row->depth] || gd_last_cell(matches, row->run) != facts->last_cell ||
		gd_last_header_cell(&facts->check) > facts->last_cell ||
		!gd_place_under_headers(&facts->check, row->shape, row->run->label_cell, column))
		return;
	gd_set_reading(row->shape, column, row->columns, GD_PROOF_HEADER, &headed);
	if (reading->reason == GD_REASON_UNPLACED)
		*reading = headed;
	else if (!agree(reading, &headed))
		reading->reason = GD_REASON_UNPLACED;
}

/*
 * Reads a row by the places of its figures on the page, which may have moved a little: its own
 * total must confirm it.
 */
static void
read_by_drift(const TableFacts *facts, const GdTableRow *row, GdReading *reading)
{
	const GdTable *table = facts->table;
	int			column[GD_SHAPE_SLOTS];
	GdReading	placed;

	if (!gd_place_by_drift(table->row, table->count, (int) (row - table->row), column))
		return;
	gd_set_reading(row->shape, column, row->columns, GD_PROOF_COLUMN, &placed);
	/* any zeros add up */
	if (gd_has_totals(&placed, row->columns) &&
		placed.column[gd_sections[3].total]->number.value > 0)
		*reading = placed;
}

/*
 * Reads a row of section 2 by the headers of its block: all of its columns have one, and its line
 * has as many cells as theirs. A sheet's columns lie below those of other tables.
 * (test/texts/sheet-of-many-columns)
 */
static void
read_under_own_headers(Assignment *a, const GdTableRow *row, GdReading *reading)
{
	const GdRun *run = row->run;
	GdHeaderCheck check = gd_headers_above(&a->headed, run, row->form_row->cell, row->columns);
	int			column[GD_SHAPE_SLOTS];

	if (gd_have_all_headers(&check) &&
		gd_cells_of_header_line(&check) == gd_last_cell(a->matches, run) &&
		gd_place_under_headers(&check, row->shape, run->label_cell, column))
		gd_set_reading(row->shape, column, row->columns, GD_PROOF_HEADER, reading);
}

/*
 * The last figure, where sums prove it: of figures that are all 0, the total may be a blank cell.
 */
static void
read_total(const GdTableRow *row, GdReading *reading)
{
	const GdRowShape *shape = row->shape;

	if (shape->count < 2 || shape->slot[shape->count - 1]->number.value == 0)
		return;
	reading->column[gd_sections[3].total] = shape->slot[shape->count - 1];
	reading->proof = GD_PROOF_SUMS;
}

/*
 * Beside a column that is none of the form: do the row's own sum or its headers prove the figures?
 */
static bool
is_proved_beside_others(const GdTableRow *row, const GdReading *reading)
{
	if (reading->proof == GD_PROOF_HEADER || row->shape->count == 0)
		return true;
	return row->shape->count == row->columns && row->columns == gd_sections[3].columns &&
		gd_has_totals(reading, row->columns) &&
		reading->column[gd_sections[3].total]->number.value > 0;
}

static void
assign_row(Assignment *a, const GdTableModel *model, TableFacts *facts,
		   const GdTableRow *row)
{
	const GdRun *run = row->run;
	const GdFormRow *form_row = row->form_row;
	GdSlot		parts[GD_ROW_WIDTH];
	GdSlot		fee;
	GdReading	reading;

	if (form_row == NULL)
		return;
	gd_read_row(model, &a->habits, row, parts, &reading);
	if ((reading.reason == GD_REASON_UNPLACED || reading.proof == GD_PROOF_COLUMN) &&
		run->section == 3)
		read_under_headers(a->matches, facts, row, &reading);
	if (reading.reason == GD_REASON_UNPLACED && run->section == 3 && !a->matches->has_places)
		read_by_drift(facts, row, &reading);
	if (reading.reason == GD_REASON_UNPLACED && run->section == 2)
		read_under_own_headers(a, row, &reading);
	if (run->filled > 0 && reading.reason == GD_REASON_NONE)
		reading.reason = (uint8_t) gd_objection(a->matches, run, &reading, row->columns);
	if (run->filled > 0 &&
		gd_contradicts_headers(&a->headed, run, &reading, form_row->cell, row->columns))
		reading.reason = GD_REASON_OTHER_COLUMNS;
	if (facts->has_foreign_column && reading.reason == GD_REASON_NONE &&
		!is_proved_beside_others(row, &reading))
		reading.reason = GD_REASON_OTHER_COLUMNS;
	if (run->section == 2)
		heed_fee_unit(a->matches, form_row, &fee, &reading);
	if (reading.reason == GD_REASON_UNPLACED && facts->has_totals)
		read_total(row, &reading);
	gd_note_reading(&a->rivals, &reading, form_row->cell);
	gd_put_reading(a->matches, run, &reading, form_row->cell, a->report);
}

/* A table of something else shows that its rows are there, if no other table does. */
static void
show_row(Assignment *a, const GdTableRow *row)
{
	GdReading	reading;

	gd_clear_reading(&reading, row->columns, GD_REASON_OTHER_COLUMNS);
	if (row->form_row != NULL && a->rivals.shown[row->run->row] == 0)
		gd_put_reading(a->matches, row->run, &reading, row->form_row->cell, a->report);
}

/* Does the table begin behind a row of the section? Then it is a piece of one. */
static bool
goes_on(const GdMatches *matches, const GdTable *table)
{
	const GdRun *first = table->row[0].run;

	return first > matches->runs && gd_is_row_of(first - 1, first->section);
}

/* Has the table a heading of its section, a header of the form, or a piece in front of it? */
static bool
has_sign_of_form(const GdMatches *matches, const GdTable *table, int section)
{
	if (goes_on(matches, table))
		return true;
	for (int i = 0; i < table->count; i++)
	{
		const GdRun *run = table->row[i].run;

		if (run->heading == section || run->header_count > 0)
			return true;
	}
	return false;
}

/* Do most headers of the table name something else than the columns of the form? */
static bool
has_foreign_headers(const GdTable *table)
{
	for (int i = 0; i < table->count; i++)
	{
		const GdRun *run = table->row[i].run;

		/* behind the first row, without a header beside them, they are pieces of damaged labels */
		if ((i == 0 || run->header_count > 0) &&
			((run->foreign_headers >= FOREIGN_HEADERS &&
			  run->foreign_headers > 2 * run->header_count) ||
			 (run->foreign_columns >= FOREIGN_COLUMNS &&
			  run->foreign_columns > run->header_count)))
			return true;
	}
	return false;
}

/* Is there a column beside those of the form? */
static bool
has_foreign_column(const GdMatches *matches, const GdTable *table)
{
	for (int i = 0; i < table->count; i++)
	{
		const GdRun *run = table->row[i].run;

		if (((i == 0 && !goes_on(matches, table)) || run->header_count > 0) &&
			run->foreign_columns > 0)
			return true;
	}
	return false;
}

/* Has a table of the section its own heading? */
static bool
is_headed(const GdMatches *matches, int section)
{
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if (gd_is_row_of(run, section) && run->heading == section && run->filled > 0)
			return true;
	}
	return false;
}

/* Has the row two parts that add up to its last figure? */
static bool
proves_total(const GdReading *reading, int columns)
{
	int			parts = 0;

	for (int i = 0; i + 1 < columns; i++)
		parts += reading->column[i] != NULL && reading->column[i]->number.value > 0;
	return parts > 1 && gd_has_totals(reading, columns);
}

/*
 * The header of the total stands elsewhere than behind the others. Is it misplaced? Rows that add
 * up in the order of the form refute it, if few do not. (test/texts/total-header-moved)
 */
static bool
refutes_headers(const Assignment *a, const GdTableModel *model, const GdTable *table)
{
	GdHeaderCheck check = first_headers(a->matches, table);
	int			rows = 0;
	int			others = 0;

	if (check.count == 0 || !gd_headers_are_reordered(&check))
		return false;
	for (int i = 0; i < table->count; i++)
	{
		const GdTableRow *row = &table->row[i];
		GdSlot		parts[GD_ROW_WIDTH];
		GdReading	reading;

		if (row->form_row == NULL || row->shape->count < 2)
			continue;
		gd_read_row(model, &a->habits, row, parts, &reading);
		if (reading.proof == GD_PROOF_NONE)
			continue;
		rows += proves_total(&reading, row->columns);
		others += !gd_has_totals(&reading, row->columns);
	}
	return rows >= REFUTING_ROWS && others * 4 < rows;
}

static void
assign_table(Assignment *a, int section, const GdTable *table)
{
	GdTableModel model;
	TableFacts	facts = {
		.table = table,
		.has_foreign_column = has_foreign_column(a->matches, table)
	};

	facts.has_totals = section == 3 && !facts.has_foreign_column &&
		gd_sums_prove_totals(a->matches, table, a->forms.applications);
	gd_note_table(&a->rivals, table);
	gd_learn_rows(a->matches, &a->habits, table, &model);
	if (section == 3)
		gd_learn_from_table(table, &model, &a->habits);
	a->headed.total_is_last = section == 3 && refutes_headers(a, &model, table);
	for (int i = 0; i < table->count; i++)
		assign_row(a, &model, &facts, &table->row[i]);
}

/* Is the table not the form's, though it has the labels of its rows? */
static bool
is_foreign(const GdMatches *matches, const GdTable *table, int section)
{
	return !has_sign_of_form(matches, table, section) ||
		(section == 3 && has_foreign_headers(table));
}

static void
assign_tables(Assignment *a, int section)
{
	bool		headed = is_headed(a->matches, section);
	bool		has_others = false;
	GdTable		table;

	memset(&a->rivals, 0, sizeof(a->rivals));
	/* the form's tables first */
	for (int pass = 0; pass < (has_others ? 2 : 1); pass++)
	{
		for (uint32_t next = 0; gd_next_table(a->matches, section, &a->forms, &next, &table);)
		{
			bool		is_other = is_foreign(a->matches, &table, section);

			has_others = has_others || is_other;
			if ((headed && table.row[0].run->heading != section) || is_other != (pass == 1))
				continue;
			if (pass == 0)
				assign_table(a, section, &table);
			for (int i = 0; i < table.count && pass == 1; i++)
				show_row(a, &table.row[i]);
		}
	}
	gd_settle_rivals(&a->rivals, section, a->report);
}

GdStatus
gd_assign_cells(const GdHost *host, const char *text, GdMatches *matches, GdReport *report)
{
	Assignment	a = {.matches = matches, .report = report, .headed = {.matches = matches}};

	gd_choose_forms(matches, &a.forms);
	if (gd_match_damaged_labels(text, matches, a.forms.section))
		gd_choose_forms(matches, &a.forms);
	report->form = a.forms.applications;
	report->proactive_form = a.forms.proactive;
	if (gd_shape_rows(host, matches) != GD_OK)
		return GD_OUT_OF_MEMORY;
	gd_learn_habits(matches, &a.forms, &a.habits);
	/* section 3 has the most rows, and tells how those of the others are closed */
	assign_tables(&a, 3);
	assign_tables(&a, 2);
	gd_assign_disputes(text, matches, &a.habits, &a.headed, report);
	gd_give_reasons(report);
	return GD_OK;
}
