/*
 * identity.c
 *	  Sums of figures.
 */
#include "form/identity.h"

static bool
has_figure(const GdFigures *figures, int cell)
{
	return gd_set_has(&figures->known, cell) || gd_set_has(&figures->money, cell);
}

/* Is there a figure in a row that the form lacks, and an earlier one has? */
static bool
has_earlier_row(int form, const GdFigures *figures)
{
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		const char *const *label = gd_rows[gd_cells[cell].row].label;

		if (label[form] == NULL && has_figure(figures, cell) && gd_form_with(label, form) < form)
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

const GdRuleSet *
gd_rule_set(int form, const GdFigures *figures)
{
	return &gd_rule_sets[form == GD_NO_FORM ? gd_likely_form(figures) : form];
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
