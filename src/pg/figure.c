/*
 * figure.c
 *	  figure: one cell by its names.
 */
#include "pg/figures.h"

#include "utils/builtins.h"
#include "utils/datum.h"

/* What the last call asked for: the next one mostly asks for the same, or the cell behind it. */
typedef struct AskedCell
{
	ReportTypes *types;			/* of the argument, see part_argument */
	int			place;			/* in the order of the outline */
} AskedCell;

static bool
is_named(const text *name, const char *wanted)
{
	Size		length = strlen(wanted);

	return VARSIZE_ANY_EXHDR(name) == length && memcmp(VARDATA_ANY(name), wanted, length) == 0;
}

static bool
is_cell(int cell, const text *item, const text *column)
{
	return is_named(item, gd_rows[gd_cells[cell].row].item) &&
		is_named(column, gd_column_names[gd_cells[cell].column]);
}

static void
report_unknown(const text *item, const text *column)
{
	StringInfoData columns;

	initStringInfo(&columns);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (is_named(item, gd_rows[gd_cells[cell].row].item))
			appendStringInfo(&columns, "%s%s", columns.len > 0 ? ", " : "",
							 gd_column_names[gd_cells[cell].column]);
	}
	if (columns.len == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no form has an item \"%s\"", text_to_cstring(item)),
				 errhint("Items are named as report_cells names them, like "
						 "denied.state_secret.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("item \"%s\" has no column \"%s\"", text_to_cstring(item),
					text_to_cstring(column)),
			 errhint("Its columns are: %s.", columns.data)));
}

/* Begins with the given place. */
static int
find_place(int place, const text *item, const text *column)
{
	for (int i = 0; i < GD_CELL_COUNT; i++, place++)
	{
		if (place == GD_CELL_COUNT)
			place = 0;
		if (is_cell(gd_cell_order[place], item, column))
			return place;
	}
	report_unknown(item, column);
	return -1;
}

static Datum
figure_of_part(FunctionCallInfo fcinfo, Part part)
{
	const text *item = PG_GETARG_TEXT_PP(1);
	const text *column = PG_GETARG_TEXT_PP(2);
	AskedCell  *asked = fcinfo->flinfo->fn_extra;
	PartFigures report;
	int			cell;
	Datum		amount;

	if (asked == NULL)
		fcinfo->flinfo->fn_extra = asked =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(AskedCell));
	asked->place = find_place(asked->place, item, column);
	cell = gd_cell_order[asked->place];
	part_argument(fcinfo, 0, part, &asked->types, &report);
	if (gd_is_money(cell))
	{
		if (!part_amount(&report, cell, &amount))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(datumCopy(amount, false, -1));
	}
	if (!gd_set_has(&report.figures.known, cell))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(int64_to_numeric(report.figures.value[cell]));
}

PG_FUNCTION_INFO_V1(figure);
/*
 * figure(disclosure_report, item text, column_name text) → numeric
 */
Datum
figure(PG_FUNCTION_ARGS)
{
	return figure_of_part(fcinfo, PART_REPORT);
}

PG_FUNCTION_INFO_V1(figure_packed);
/*
 * figure(disclosure_figures, item text, column_name text) → numeric
 */
Datum
figure_packed(PG_FUNCTION_ARGS)
{
	return figure_of_part(fcinfo, PART_PACKED);
}
