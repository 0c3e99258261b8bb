/*
 * listing.c
 *	  report_cells, and what other functions that list cells share with it.
 */
#include "pg/listing.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

CellWords *
make_cell_words(MemoryContext context)
{
	MemoryContext old = MemoryContextSwitchTo(context);
	CellWords  *words = palloc0(sizeof(CellWords));

	words->context = context;
	for (int row = 0; row < GD_ROW_COUNT; row++)
	{
		words->number[row] = CStringGetTextDatum(gd_rows[row].number);
		words->item[row] = CStringGetTextDatum(gd_rows[row].item);
	}
	for (int column = 0; column < GD_COLUMN_COUNT; column++)
		words->column[column] = CStringGetTextDatum(gd_column_names[column]);
	MemoryContextSwitchTo(old);
	return words;
}

Datum
cell_label(CellWords *words, int cell, int form)
{
	const GdCellInfo *info = &gd_cells[cell];
	int			with = gd_form_with(info->label, form);
	Datum	   *label = &words->label[with][cell];

	if (*label == (Datum) 0)
	{
		MemoryContext old = MemoryContextSwitchTo(words->context);
		char	   *text = psprintf("%s：%s", gd_rows[info->row].label[with], info->label[with]);

		*label = PointerGetDatum(text_from_core(gd_text_of(text)));
		MemoryContextSwitchTo(old);
	}
	return *label;
}

TupleDesc
result_row(FunctionCallInfo fcinfo)
{
	MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	TupleDesc	type;

	if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type "
						"record")));
	type = CreateTupleDescCopy(type);
	MemoryContextSwitchTo(old);
	return type;
}

ReturnSetInfo *
begin_rows(FunctionCallInfo fcinfo, TupleDesc row)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext old;

	if (result == NULL || !IsA(result, ReturnSetInfo) || !(result->allowedModes & SFRM_Materialize))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("set-valued function called in context that cannot accept a set")));
	old = MemoryContextSwitchTo(result->econtext->ecxt_per_query_memory);
	result->returnMode = SFRM_Materialize;
	result->setResult = tuplestore_begin_heap((result->allowedModes & SFRM_Materialize_Random) != 0,
											  false, work_mem);
	result->setDesc = CreateTupleDescCopy(row);
	MemoryContextSwitchTo(old);
	return result;
}

/* What is the same for every report of a query. */
typedef struct CellRows
{
	ReportTypes *types;			/* of the argument, see part_argument */
	TupleDesc	row;
	CellWords  *words;
} CellRows;

/* The figure in the cell as numeric; false if there is none. */
static bool
part_value(const PartFigures *part, int cell, Datum *value)
{
	if (gd_is_money(cell))
		return part_amount(part, cell, value);
	*value = NumericGetDatum(int64_to_numeric(part->figures.value[cell]));
	return gd_set_has(&part->figures.known, cell);
}

/* One row for each cell of the report's form, and each other one that has a value. */
static Datum
list_cells(FunctionCallInfo fcinfo, Part part)
{
	CellRows   *rows = fcinfo->flinfo->fn_extra;
	ReturnSetInfo *result;
	PartFigures report;
	GdRowForms	forms;

	if (rows == NULL)
	{
		fcinfo->flinfo->fn_extra = rows =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(CellRows));
		rows->row = result_row(fcinfo);
		rows->words = make_cell_words(fcinfo->flinfo->fn_mcxt);
	}
	result = begin_rows(fcinfo, rows->row);
	part_argument(fcinfo, 0, part, &rows->types, &report);
	listed_row_forms(&report, &forms);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		int			cell = gd_cell_order[i];
		int			form = forms.row[gd_cells[cell].row];
		Datum		values[6];
		bool		nulls[6] = {false};

		nulls[5] = !part_value(&report, cell, &values[5]);
		if (!gd_form_has_cell(form, cell) && nulls[5])
			continue;
		describe_cell(rows->words, cell, values);
		values[4] = cell_label(rows->words, cell, form);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(report_cells);
/*
 * report_cells(disclosure_report) → (section, number, item, column_name, label, value)
 */
Datum
report_cells(PG_FUNCTION_ARGS)
{
	return list_cells(fcinfo, PART_REPORT);
}

PG_FUNCTION_INFO_V1(report_cells_packed);
/*
 * report_cells(disclosure_figures), the same
 */
Datum
report_cells_packed(PG_FUNCTION_ARGS)
{
	return list_cells(fcinfo, PART_PACKED);
}

/* The columns that the query expects are those of the cells: counts, and amounts of money. */
static void
check_cell_columns(TupleDesc row)
{
	bool		fits = row->natts == GD_CELL_COUNT;

	for (int i = 0; fits && i < GD_CELL_COUNT; i++)
		fits = TupleDescAttr(row, i)->atttypid ==
			(gd_is_money(gd_cell_order[i]) ? NUMERICOID : INT8OID);
	if (!fits)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("cell_values gives other columns"),
				 errhint("They are those of cell_dictionary(), in its order: bigint, or numeric "
						 "for money.")));
}

PG_FUNCTION_INFO_V1(cell_values);
/*
 * cell_values(disclosure_figures) → one row, with a column for each cell
 */
Datum
cell_values(PG_FUNCTION_ARGS)
{
	TupleDesc	row = fcinfo->flinfo->fn_extra;
	ReturnSetInfo *result;
	PartFigures report;
	Datum		values[GD_CELL_COUNT];
	bool		nulls[GD_CELL_COUNT];

	if (row == NULL)
	{
		fcinfo->flinfo->fn_extra = row = result_row(fcinfo);
		check_cell_columns(row);
	}
	result = begin_rows(fcinfo, row);
	part_argument(fcinfo, 0, PART_PACKED, NULL, &report);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		int			cell = gd_cell_order[i];

		values[i] = Int64GetDatum(report.figures.value[cell]);
		nulls[i] = gd_is_money(cell) ? !part_amount(&report, cell, &values[i])
			: !gd_set_has(&report.figures.known, cell);
	}
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(lacks_cells);
/*
 * lacks_cells(disclosure_figures) → boolean
 */
Datum
lacks_cells(PG_FUNCTION_ARGS)
{
	PartFigures report;
	GdRowForms	forms;

	part_argument(fcinfo, 0, PART_PACKED, NULL, &report);
	listed_row_forms(&report, &forms);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (!gd_has_figure(&report.figures, cell) &&
			gd_form_has_cell(forms.row[gd_cells[cell].row], cell))
			PG_RETURN_BOOL(true);
	}
	PG_RETURN_BOOL(false);
}
