/*
 * identity.c
 *	  Sums of figures.
 */
#include "form/identity.h"

/* Does the report have a figure in a row that only the form of 2019 has? */
static bool
has_older_row(const GdFigures *figures)
{
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (gd_rows[gd_cells[cell].row].label[1] == NULL && (gd_set_has(&figures->known, cell) || gd_set_has(&figures->money, cell)))
			return true;
	}
	return false;
}

const GdRuleSet *
gd_rule_set(int form, const GdFigures *figures)
{
	for (int i = 0; i < 2; i++)
	{
		if (gd_rule_sets[i].form == form)
			return &gd_rule_sets[i];
	}
	return &gd_rule_sets[!has_older_row(figures)];
}

static GdSum
sum_cells(const uint8_t *cell, int count, const GdFigures *figures)
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
