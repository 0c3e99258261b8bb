/*
 * sums.c
 *	  Proves totals by sums, where blank cells left no trace.
 *
 * In which of the six columns of applicants a figure stands, sums cannot tell: one that is printed
 * in the blank cell beside its own gives the same text, and the sums would then choose the table
 * that is balanced and hide the error. But they do tell that a row's last figure is its total, if
 * all of this holds: the table shows every row of the form; every row with figures, but for a lone
 * 0, has two or more, and its last one is the sum of the others; and these totals satisfy the
 * identities flow and outcomes. One label lost, or one row that does not add up, and nothing is
 * proved.
 */
#include "fill/sums.h"

#include "form/identity.h"

#include <string.h>

#define FEW_TOTALS 3			/* that are not 0 prove nothing */

/* Does the table show every row of the form once, and nothing else has figures? */
static bool
shows_whole_form(const GdMatches *matches, const GdTable *table, int form)
{
	bool		seen[GD_ROW_COUNT] = {false};

	for (int i = 0; i < table->count; i++)
	{
		const GdTableRow *row = &table->row[i];

		if (seen[row->run->row] || (row->form_row == NULL && row->shape->count > 0))
			return false;
		seen[row->run->row] = true;
	}
	for (int row = 0; row < GD_ROW_COUNT; row++)
	{
		if (gd_rows[row].section == 3 && gd_form_row(form, (GdRow) row) != NULL && !seen[row])
			return false;
	}
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if (run->section == 3 && run->row == GD_NO_ROW && run->filled > 0)
			return false;
	}
	return true;
}

/* The total of the row, if its last figure can be it; 0 where it has none. */
static bool
total_of(const GdTableRow *row, int64_t *total)
{
	const GdRowShape *shape = row->shape;
	int64_t		sum = 0;

	*total = 0;
	if (shape->count == 0)
		return true;
	if (shape->strays > 0 || shape->is_broken || row->run->is_damaged || row->run->may_be_cut ||
		shape->count > row->columns)
		return false;
	for (int i = 0; i < shape->count; i++)
	{
		const GdSlot *slot = shape->slot[i];

		/* a blank cell that left a trace: there is no need of sums */
		if ((i > 0 && shape->before[i] > shape->before[1]) || slot->kind == GD_TOKEN_TEXT)
			return false;
		sum += *total;
		*total = slot->kind == GD_TOKEN_NUMBER ? slot->number.value : 0;
	}
	if (shape->count == 1)
		return *total == 0;
	return *total == sum && shape->slot[shape->count - 1]->kind == GD_TOKEN_NUMBER;
}

/* Do the totals satisfy the identities that are about the column of totals? */
static bool
satisfy_identities(const GdFigures *totals, int form, GdColumn column)
{
	const GdRuleSet *rules = &gd_rule_sets[form];
	int			count = 0;

	for (int i = 0; i < rules->count; i++)
	{
		const GdIdentity *identity = &rules->identity[i];

		if (identity->column != column || gd_rows[gd_cells[identity->cell[0]].row].section != 3)
			continue;
		if (gd_difference(identity, totals) != 0)
			return false;
		count++;
	}
	return count > 0;
}

bool
gd_sums_prove_totals(const GdMatches *matches, const GdTable *table, int form)
{
	GdFigures	totals;
	int			column = gd_sections[3].total;
	int			filled = 0;

	if (form == GD_NO_FORM || !shows_whole_form(matches, table, form))
		return false;
	memset(&totals, 0, sizeof(totals));
	for (int i = 0; i < table->count; i++)
	{
		const GdTableRow *row = &table->row[i];
		int64_t		total;

		if (row->form_row == NULL)
			continue;
		if (!total_of(row, &total))
			return false;
		totals.value[row->form_row->cell[column]] = total;
		filled += total != 0;
	}
	return filled >= FEW_TOTALS &&
		satisfy_identities(&totals, form, gd_cells[gd_sections[3].first_cell + column].column);
}
