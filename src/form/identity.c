/*
 * identity.c
 *	  Sums of figures.
 */
#include "form/identity.h"

/* Is there a figure in a row that the form lacks, and an earlier one has? */
static bool
has_earlier_row(int form, const GdFigures *figures)
{
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		const char *const *label = gd_rows[gd_cells[cell].row].label;

		if (label[form] == NULL && gd_has_figure(figures, cell) && gd_form_with(label, form) < form)
			return true;
	}
	return false;
}

int
gd_likely_form(const GdFigures *figures)
{
	int			form = GD_NEWEST_FORM;

	while (form > 0 && has_earlier_row(form, figures))
		form--;
	return form;
}

/* The cells that the block of this row shows, but the form lacks. */
static int
count_foreign(int form, GdRow block, const GdFigures *shown)
{
	const GdSectionInfo *section = &gd_sections[2];
	int			count = 0;

	for (int cell = section->first_cell; cell < section->first_cell + section->cell_count; cell++)
		count += gd_has_figure(shown, cell) && !gd_form_has_cell(form, cell) &&
			gd_same_block(gd_cells[cell].row, block);
	return count;
}

static int
form_of_block(int preferred, GdRow block, const GdFigures *shown)
{
	int			best = preferred;
	int			fewest = count_foreign(preferred, block, shown);

	for (int form = GD_NEWEST_FORM; form >= 0 && fewest > 0; form--)
	{
		int			foreign = count_foreign(form, block, shown);

		if (foreign >= fewest)
			continue;
		fewest = foreign;
		best = form;
	}
	return best;
}

void
gd_find_row_forms(int form, int proactive_form, const GdFigures *shown, GdRowForms *forms)
{
	for (int row = 0; row < GD_ROW_COUNT; row++)
	{
		if (gd_rows[row].section != 2)
			forms->row[row] = (int8_t) form;
		else if (proactive_form != GD_NO_FORM)
			forms->row[row] = (int8_t) proactive_form;
		else
			forms->row[row] = (int8_t) form_of_block(form, (GdRow) row, shown);
	}
}

const GdRuleSet *
gd_rule_set(int form, const GdFigures *figures)
{
	return &gd_rule_sets[form == GD_NO_FORM ? gd_likely_form(figures) : form];
}

/* Does another row of the report stand below this one, which is a group in another form? */
static bool
is_part_of(GdRow part, GdRow group)
{
	size_t		length = strlen(gd_rows[group].number);

	return gd_rows[part].section == gd_rows[group].section &&
		strncmp(gd_rows[part].number, gd_rows[group].number, length) == 0 &&
		gd_rows[part].number[length] == '.';
}

/* Are all figures of the row, which is a group in another form, sums of those below it? */
static bool
is_sum_of_parts(GdRow group, const GdFigures *figures)
{
	bool		has_part = false;
	bool		has_sum = false;

	for (int column = 0; column < gd_rows[group].cell_count; column++)
	{
		int			cell = gd_rows[group].first_cell + column;
		GdSum		sum = 0;

		for (int row = 0; row < GD_ROW_COUNT; row++)
		{
			int			part = gd_rows[row].first_cell + column;

			if (!is_part_of((GdRow) row, group))
				continue;
			sum += figures->value[part];
			has_part = has_part || gd_set_has(&figures->known, part);
		}
		if (gd_set_has(&figures->known, cell) && figures->value[cell] != sum)
			return false;
		has_sum = has_sum || gd_set_has(&figures->known, cell);
	}
	return has_part && has_sum;
}

/* Is the row a sum of others, or a part of a row that is? */
static bool
counts_twice(GdRow row, const GdFigures *figures)
{
	for (int group = 0; group < GD_ROW_COUNT; group++)
	{
		if (gd_rows[group].is_group && (row == group || is_part_of(row, (GdRow) group)) &&
			is_sum_of_parts((GdRow) group, figures))
			return true;
	}
	return false;
}

/* Cells in rows that only other forms have, and the report does not show or counts elsewhere. */
static GdCellSet
absent_cells(const GdRuleSet *rules, const GdFigures *figures)
{
	GdCellSet	absent = rules->foreign;
	GdCellSet	shown = gd_set_both(&rules->foreign, &figures->known);

	for (int cell = gd_set_next(&shown, 0); cell >= 0; cell = gd_set_next(&shown, cell + 1))
	{
		const GdRowInfo *row = &gd_rows[gd_cells[cell].row];

		if (counts_twice(gd_cells[cell].row, figures))
			continue;
		for (int i = 0; i < row->cell_count; i++)
			gd_set_remove(&absent, row->first_cell + i);
	}
	return absent;
}

/* An identity about nothing but these cells is left without any. */
static void
take_out(GdIdentity *identity, const GdCellSet *absent)
{
	int			left = identity->left;
	int			count = identity->count;

	identity->left = identity->count = 0;
	identity->cells = gd_set_without(&identity->cells, absent);
	for (int i = 0; i < count; i++)
	{
		if (gd_set_has(absent, identity->cell[i]))
			continue;
		identity->cell[identity->count++] = identity->cell[i];
		identity->left += i < left;
	}
}

const GdRuleSet *
gd_rules_for(int form, const GdFigures *figures, GdRuleRoom *room)
{
	const GdRuleSet *rules = gd_rule_set(form, figures);
	GdCellSet	shown = gd_set_both(&rules->foreign, &figures->known);
	GdCellSet	absent;

	if (gd_set_is_empty(&shown))
		return rules;
	absent = absent_cells(rules, figures);
	room->rules = gd_mixed_rule_sets[rules->form];
	memcpy(room->identity, room->rules.identity, sizeof(GdIdentity) * room->rules.count);
	room->rules.identity = room->identity;
	room->rules.cells = gd_set_without(&room->rules.cells, &absent);
	for (int i = 0; i < room->rules.count; i++)
		take_out(&room->identity[i], &absent);
	return &room->rules;
}

static GdSum
sum_cells(const GdCellIndex *cell, int count, const GdFigures *figures)
{
	GdSum		sum = 0;

	for (int i = 0; i < count; i++)
		sum += figures->value[cell[i]];
	return sum;
}

GdSum
gd_sum_left(const GdIdentity *identity, const GdFigures *figures)
{
	return sum_cells(identity->cell, identity->left, figures);
}

GdSum
gd_sum_right(const GdIdentity *identity, const GdFigures *figures)
{
	return sum_cells(identity->cell + identity->left, identity->count - identity->left, figures);
}

GdCellSet
gd_negative(const GdFigures *figures)
{
	GdCellSet	negative = {{0}};
	int64_t		signs = 0;

	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
		signs |= figures->value[cell];
	if (signs < 0)
	{
		for (int cell = 0; cell < GD_CELL_COUNT; cell++)
		{
			if (figures->value[cell] < 0)
				gd_set_add(&negative, cell);
		}
		negative = gd_set_both(&negative, &gd_counts);
	}
	return negative;
}
