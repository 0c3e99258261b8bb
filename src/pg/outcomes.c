/*
 * outcomes.c
 *	  report_outcomes: section 3 as rows.
 */
#include "pg/listing.h"

#include "utils/builtins.h"

#define NAMES 3					/* category, item, label */
#define MAX_COLUMNS (NAMES + GD_ROW_WIDTH)

/* What is the same for every report of a query. */
typedef struct OutcomeRows
{
	ReportTypes *types;			/* of the argument, see part_argument */
	TupleDesc	row;
	Datum		category[GD_ROW_COUNT];
	Datum		item[GD_ROW_COUNT];
	Datum		label[GD_FORM_COUNT][GD_ROW_COUNT];	/* or that of the newest form with the row */
} OutcomeRows;

static OutcomeRows *
create_rows(FunctionCallInfo fcinfo)
{
	MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	OutcomeRows *rows = palloc0(sizeof(OutcomeRows));

	rows->row = result_row(fcinfo);
	for (int row = 0; row < GD_ROW_COUNT; row++)
	{
		if (gd_categories[row] == NULL)
			continue;
		rows->category[row] = CStringGetTextDatum(gd_categories[row]);
		rows->item[row] = CStringGetTextDatum(gd_rows[row].item);
		for (int form = 0; form < GD_FORM_COUNT; form++)
		{
			GdText		label = gd_text_of(gd_label_of(gd_rows[row].label, form));

			rows->label[form][row] = PointerGetDatum(text_from_core(label));
		}
	}
	MemoryContextSwitchTo(old);
	return rows;
}

/* The columns of the row; false if it has no figure. */
static bool
put_applicants(const GdFigures *figures, const GdRowInfo *row, Datum *values, bool *nulls)
{
	bool		has_figure = false;

	for (int i = 0; i < row->cell_count; i++)
	{
		int			cell = row->first_cell + i;

		nulls[i] = !gd_set_has(&figures->known, cell);
		values[i] = Int64GetDatum(figures->value[cell]);
		has_figure |= !nulls[i];
	}
	return has_figure;
}

/*
 * One row for each result of applications that the report's form has, and each other one that the
 * report has figures for.
 */
static Datum
list_outcomes(FunctionCallInfo fcinfo, Part part)
{
	OutcomeRows *rows = fcinfo->flinfo->fn_extra;
	ReturnSetInfo *result;
	PartFigures report;
	int			form;

	if (rows == NULL)
		fcinfo->flinfo->fn_extra = rows = create_rows(fcinfo);
	result = begin_rows(fcinfo, rows->row);
	part_argument(fcinfo, 0, part, &rows->types, &report);
	form = gd_rule_set(gd_form_named(report.form), &report.figures)->form;
	for (int i = 0; i < GD_ROW_COUNT; i++)
	{
		GdRow		row = (GdRow) gd_row_order[i];
		Datum		values[MAX_COLUMNS];
		bool		nulls[MAX_COLUMNS] = {false};

		if (gd_categories[row] == NULL)
			continue;
		if (!put_applicants(&report.figures, &gd_rows[row], values + NAMES, nulls + NAMES) &&
			gd_form_row(form, row) == NULL)
			continue;
		values[0] = rows->category[row];
		values[1] = rows->item[row];
		values[2] = rows->label[form][row];
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(report_outcomes);
/*
 * report_outcomes(disclosure_report) → (category, item, label, natural_person, …, total)
 */
Datum
report_outcomes(PG_FUNCTION_ARGS)
{
	return list_outcomes(fcinfo, PART_REPORT);
}

PG_FUNCTION_INFO_V1(report_outcomes_packed);
/*
 * report_outcomes(disclosure_figures), the same
 */
Datum
report_outcomes_packed(PG_FUNCTION_ARGS)
{
	return list_outcomes(fcinfo, PART_PACKED);
}
