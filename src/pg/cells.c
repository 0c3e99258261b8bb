/*
 * cells.c
 *	  How much a report knows: cells_known, cells_expected, knows_less.
 */
#include "pg/figures.h"

int
count_known(const PartFigures *report)
{
	int			count = 0;

	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
		count += gd_has_figure(&report->figures, cell);
	return count;
}

int
count_expected(const PartFigures *report)
{
	GdRowForms	forms;
	int			count = 0;

	listed_row_forms(report, &forms);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
		count += gd_form_has_cell(forms.row[gd_cells[cell].row], cell) ||
			gd_has_figure(&report->figures, cell);
	return count;
}

PG_FUNCTION_INFO_V1(cells_known);
/*
 * cells_known(disclosure_report) → integer
 */
Datum
cells_known(PG_FUNCTION_ARGS)
{
	PartFigures report;

	part_argument(fcinfo, 0, PART_REPORT, kept_types(fcinfo), &report);
	PG_RETURN_INT32(count_known(&report));
}

PG_FUNCTION_INFO_V1(cells_expected);
/*
 * cells_expected(disclosure_report) → integer: how many rows report_cells gives
 */
Datum
cells_expected(PG_FUNCTION_ARGS)
{
	PartFigures report;

	part_argument(fcinfo, 0, PART_REPORT, kept_types(fcinfo), &report);
	PG_RETURN_INT32(count_expected(&report));
}

GdCellSet
missing_cells(const PartFigures *figures, const PartFigures *than)
{
	GdCellSet	missing = {{0}};
	GdRowForms	forms;

	listed_row_forms(figures, &forms);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (gd_has_figure(&than->figures, cell) && !gd_has_figure(&figures->figures, cell) &&
			gd_form_has_cell(forms.row[gd_cells[cell].row], cell))
			gd_set_add(&missing, cell);
	}
	return missing;
}

PG_FUNCTION_INFO_V1(knows_less);
/*
 * knows_less(figures disclosure_figures, than disclosure_figures) → boolean
 */
Datum
knows_less(PG_FUNCTION_ARGS)
{
	PartFigures figures;
	PartFigures than;
	GdCellSet	missing;

	part_argument(fcinfo, 0, PART_PACKED, NULL, &figures);
	part_argument(fcinfo, 1, PART_PACKED, NULL, &than);
	missing = missing_cells(&figures, &than);
	PG_RETURN_BOOL(!gd_set_is_empty(&missing));
}
