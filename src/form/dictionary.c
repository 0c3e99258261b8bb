/*
 * dictionary.c
 *	  Adds up the cells of a rate.
 */
#include "form/dictionary.h"

static int
find_cell(const GdTerm *term)
{
	int			cell = gd_rows[term->row].first_cell;

	while (gd_cells[cell].row != term->row || gd_cells[cell].column != term->column)
		cell++;
	return cell;
}

bool
gd_add_terms(const GdTerm *terms, const GdFigures *figures, GdSum *sum)
{
	*sum = 0;
	for (; terms->row != GD_NO_ROW; terms++)
	{
		int			cell = find_cell(terms);

		if (!gd_set_has(&figures->known, cell))
			return false;
		*sum += figures->value[cell];
	}
	return true;
}
