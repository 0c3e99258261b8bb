/*
 * changes.c
 *	  report_changes and year_changes: two reports beside each other, cell by cell.
 */
#include "pg/listing.h"
#include "pg/numbers.h"

#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

/* A count jumps if it differs by so much at least, and the larger is so many times the smaller. */
#define JUMP_DIFFERENCE 10
#define JUMP_FACTOR 3

/* What is the same for every pair of reports of a query. */
typedef struct ChangeRows
{
	ReportTypes *types;			/* of the arguments, see part_argument */
	TupleDesc	row;
	CellWords  *words;
	int			yearly_count;
	int			yearly[GD_CELL_COUNT];	/* the cells of year_changes, in the form's order */
	Numbers		numbers;
} ChangeRows;

typedef struct Side
{
	PartFigures part;
	GdRowForms	forms;
} Side;

/* What two values of a cell are to each other. */
typedef struct Change
{
	Datum		value[4];		/* previous, current, difference, ratio */
	bool		null[4];
	bool		is_jump;
} Change;

/* Is it a cell that years are compared by: of section 2, or a total? */
static bool
is_yearly(int cell)
{
	return gd_rows[gd_cells[cell].row].section == 2 || gd_cells[cell].column == GD_COLUMN_TOTAL;
}

static ChangeRows *
change_rows(FunctionCallInfo fcinfo)
{
	ChangeRows *rows = fcinfo->flinfo->fn_extra;

	if (rows == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		rows = palloc0(sizeof(ChangeRows));
		rows->row = result_row(fcinfo);
		rows->words = make_cell_words(fcinfo->flinfo->fn_mcxt);
		make_numbers(&rows->numbers);
		for (int i = 0; i < GD_CELL_COUNT; i++)
		{
			if (is_yearly(gd_cell_order[i]))
				rows->yearly[rows->yearly_count++] = gd_cell_order[i];
		}
		fcinfo->flinfo->fn_extra = rows;
		MemoryContextSwitchTo(old);
	}
	return rows;
}

static void
read_side(FunctionCallInfo fcinfo, int argument, Part part, ChangeRows *rows, Side *side)
{
	part_argument(fcinfo, argument, part, &rows->types, &side->part);
	listed_row_forms(&side->part, &side->forms);
}

/* Does report_cells list it? */
static bool
is_listed(const Side *side, int cell)
{
	return gd_form_has_cell(side->forms.row[gd_cells[cell].row], cell) ||
		gd_has_figure(&side->part.figures, cell);
}

static bool
is_jump(GdSum difference, GdSum previous, GdSum current)
{
	GdSum		small = Min(previous, current);
	GdSum		large = Max(previous, current);

	return (difference >= JUMP_DIFFERENCE || difference <= -JUMP_DIFFERENCE) &&
		large >= JUMP_FACTOR * small;
}

static void
compare_counts(Numbers *numbers, int cell, const Side *before, const Side *now,
			   Change *change)
{
	GdSum		previous = before->part.figures.value[cell];
	GdSum		current = now->part.figures.value[cell];

	change->null[0] = !gd_set_has(&before->part.figures.known, cell);
	change->null[1] = !gd_set_has(&now->part.figures.known, cell);
	change->null[2] = change->null[0] || change->null[1];
	change->null[3] = change->null[2] || previous <= 0;
	change->value[0] = number_datum(numbers, previous);
	change->value[1] = number_datum(numbers, current);
	if (!change->null[2])
	{
		change->value[2] = number_datum(numbers, current - previous);
		change->is_jump = is_jump(current - previous, previous, current);
	}
	if (!change->null[3])
		change->value[3] = ratio_datum(numbers, ratio_units(current, previous));
}

static bool
is_at_least(Datum value, Datum other)
{
	return DatumGetBool(DirectFunctionCall2(numeric_ge, value, other));
}

static bool
is_jump_of_amount(const Numbers *numbers, const Change *change)
{
	Datum		small = DirectFunctionCall2(numeric_smaller, change->value[0], change->value[1]);
	Datum		large = DirectFunctionCall2(numeric_larger, change->value[0], change->value[1]);
	Datum		by = DirectFunctionCall1(numeric_abs, change->value[2]);
	Datum		times = DirectFunctionCall2(numeric_mul, number_datum(numbers, JUMP_FACTOR), small);

	return is_at_least(by, number_datum(numbers, JUMP_DIFFERENCE)) && is_at_least(large, times);
}

/* A quotient has as many places as the dividend, at least: small ones would have too few. */
static Datum
ratio_of_amounts(Datum previous, Datum current)
{
	Datum		dividend = DirectFunctionCall2(numeric_round, current,
											   Int32GetDatum(RATIO_PLACES + 4));

	return DirectFunctionCall2(numeric_round,
							   DirectFunctionCall2(numeric_div, dividend, previous),
							   Int32GetDatum(RATIO_PLACES));
}

static void
compare_amounts(const Numbers *numbers, int cell, const Side *before, const Side *now,
				Change *change)
{
	change->null[0] = !part_amount(&before->part, cell, &change->value[0]);
	change->null[1] = !part_amount(&now->part, cell, &change->value[1]);
	change->null[2] = change->null[3] = change->null[0] || change->null[1];
	if (change->null[2])
		return;
	change->value[2] = DirectFunctionCall2(numeric_sub, change->value[1], change->value[0]);
	change->is_jump = is_jump_of_amount(numbers, change);
	change->null[3] = is_at_least(number_datum(numbers, 0), change->value[0]);
	if (!change->null[3])
		change->value[3] = ratio_of_amounts(change->value[0], change->value[1]);
}

static void
compare_cell(Numbers *numbers, int cell, const Side *before, const Side *now, Change *change)
{
	memset(change, 0, sizeof(*change));
	if (gd_is_money(cell))
		compare_amounts(numbers, cell, before, now, change);
	else
		compare_counts(numbers, cell, before, now, change);
}

/* One row for each cell that report_cells lists for one of the reports, in the form's order. */
static Datum
list_changes(FunctionCallInfo fcinfo, Part part)
{
	ChangeRows *rows = change_rows(fcinfo);
	ReturnSetInfo *result = begin_rows(fcinfo, rows->row);
	Side		before;
	Side		now;

	read_side(fcinfo, 0, part, rows, &before);
	read_side(fcinfo, 1, part, rows, &now);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		int			cell = gd_cell_order[i];
		Change		change;
		Datum		values[8];
		bool		nulls[8] = {false};

		if (!is_listed(&before, cell) && !is_listed(&now, cell))
			continue;
		compare_cell(&rows->numbers, cell, &before, &now, &change);
		describe_cell(rows->words, cell, values);
		memcpy(values + 4, change.value, sizeof(change.value));
		memcpy(nulls + 4, change.null, sizeof(change.null));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(report_changes);
/*
 * report_changes(a disclosure_report, b disclosure_report) → (section, number, item, column_name,
 * previous, current, difference, ratio)
 */
Datum
report_changes(PG_FUNCTION_ARGS)
{
	return list_changes(fcinfo, PART_REPORT);
}

PG_FUNCTION_INFO_V1(report_changes_packed);
/*
 * report_changes(a disclosure_figures, b disclosure_figures), the same
 */
Datum
report_changes_packed(PG_FUNCTION_ARGS)
{
	return list_changes(fcinfo, PART_PACKED);
}

PG_FUNCTION_INFO_V1(year_changes);
/*
 * year_changes(before disclosure_figures, now disclosure_figures) → (section, item, column_name,
 * label, previous, current, difference, ratio, is_jump), the rows of the view year_over_year: for
 * each cell of section 2 and each total that report_cells lists for both
 */
Datum
year_changes(PG_FUNCTION_ARGS)
{
	ChangeRows *rows = change_rows(fcinfo);
	ReturnSetInfo *result = begin_rows(fcinfo, rows->row);
	Side		before;
	Side		now;

	read_side(fcinfo, 0, PART_PACKED, rows, &before);
	read_side(fcinfo, 1, PART_PACKED, rows, &now);
	for (int i = 0; i < rows->yearly_count; i++)
	{
		int			cell = rows->yearly[i];
		GdColumn	column = gd_cells[cell].column;
		Change		change;
		Datum		described[4];
		Datum		values[9];
		bool		nulls[9] = {false};

		if (!is_listed(&before, cell) || !is_listed(&now, cell))
			continue;
		compare_cell(&rows->numbers, cell, &before, &now, &change);
		describe_cell(rows->words, cell, described);
		values[0] = described[0];
		values[1] = described[2];
		values[2] = described[3];
		values[3] = cell_label(rows->words, cell, now.forms.row[gd_cells[cell].row]);
		memcpy(values + 4, change.value, sizeof(change.value));
		memcpy(nulls + 4, change.null, sizeof(change.null));
		/* a change that the cell states itself does not jump */
		nulls[8] = change.null[2] || column == GD_COLUMN_CHANGE;
		values[8] = BoolGetDatum(change.is_jump);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
