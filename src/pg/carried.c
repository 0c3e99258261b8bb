/*
 * carried.c
 *	  year_carryover and year_stock: what the report of a year hands on to that of the next.
 */
#include "pg/listing.h"

#include "utils/builtins.h"

/* What of section 2 remains in force, and its cells. */
typedef struct StockRow
{
	GdRow		row;
	int			issued;
	int			repealed;
	int			in_force;
} StockRow;

static const GdRow stock_rows[] = {GD_ROW_REGULATIONS, GD_ROW_NORMATIVE_DOCUMENTS};

/* What is the same for every pair of reports of a query. */
typedef struct CarriedRows
{
	TupleDesc	row;
	CellWords  *words;
	StockRow	stock[lengthof(stock_rows)];
} CarriedRows;

/* The cell of the row in the column, which it has. */
static int
cell_in_column(GdRow row, GdColumn column)
{
	int			cell = gd_rows[row].first_cell;

	while (gd_cells[cell].row != row || gd_cells[cell].column != column)
		cell++;
	return cell;
}

static CarriedRows *
carried_rows(FunctionCallInfo fcinfo)
{
	CarriedRows *rows = fcinfo->flinfo->fn_extra;

	if (rows == NULL)
	{
		fcinfo->flinfo->fn_extra = rows =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(CarriedRows));
		rows->row = result_row(fcinfo);
		rows->words = make_cell_words(fcinfo->flinfo->fn_mcxt);
		for (int i = 0; i < lengthof(stock_rows); i++)
			rows->stock[i] = (StockRow) {
				stock_rows[i], cell_in_column(stock_rows[i], GD_COLUMN_ISSUED),
				cell_in_column(stock_rows[i], GD_COLUMN_REPEALED),
				cell_in_column(stock_rows[i], GD_COLUMN_IN_FORCE)
			};
	}
	return rows;
}

/* The count in a cell; false if there is none. */
static bool
put_count(const PartFigures *report, int cell, Datum *value, bool *is_null)
{
	*is_null = !gd_set_has(&report->figures.known, cell);
	if (!*is_null)
		*value = Int64GetDatum(report->figures.value[cell]);
	return !*is_null;
}

PG_FUNCTION_INFO_V1(year_carryover);
/*
 * year_carryover(before disclosure_figures, now disclosure_figures) → (column_name,
 * carried_out_before, carried_in, difference), one row for each column of section 3
 */
Datum
year_carryover(PG_FUNCTION_ARGS)
{
	CarriedRows *rows = carried_rows(fcinfo);
	ReturnSetInfo *result = begin_rows(fcinfo, rows->row);
	const GdRowInfo *out = &gd_rows[GD_ROW_CARRIED_OUT];
	const GdRowInfo *in = &gd_rows[GD_ROW_CARRIED_IN];
	PartFigures before;
	PartFigures now;

	part_argument(fcinfo, 0, PART_PACKED, NULL, &before);
	part_argument(fcinfo, 1, PART_PACKED, NULL, &now);
	for (int i = 0; i < out->cell_count; i++)
	{
		int			out_cell = out->first_cell + i;
		int			in_cell = in->first_cell + i;
		Datum		values[4];
		bool		nulls[4] = {false};

		values[0] = rows->words->column[gd_cells[in_cell].column];
		put_count(&before, out_cell, &values[1], &nulls[1]);
		put_count(&now, in_cell, &values[2], &nulls[2]);
		nulls[3] = nulls[1] || nulls[2];
		if (!nulls[3])
			values[3] = NumericGetDatum(numeric_from_sum(
				(GdSum) now.figures.value[in_cell] - before.figures.value[out_cell]));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* One row: item, in_force_before, issued, repealed, in_force, difference. */
static void
put_stock(ReturnSetInfo *result, const CarriedRows *rows, const StockRow *stock,
		  const PartFigures *before, const PartFigures *now)
{
	const int64 *old = before->figures.value;
	const int64 *new = now->figures.value;
	Datum		values[6];
	bool		nulls[6] = {false};

	values[0] = rows->words->item[stock->row];
	nulls[5] = !put_count(before, stock->in_force, &values[1], &nulls[1]);
	nulls[5] |= !put_count(now, stock->issued, &values[2], &nulls[2]);
	nulls[5] |= !put_count(now, stock->repealed, &values[3], &nulls[3]);
	nulls[5] |= !put_count(now, stock->in_force, &values[4], &nulls[4]);
	if (!nulls[5])
		values[5] = NumericGetDatum(numeric_from_sum(
			(GdSum) new[stock->in_force] - old[stock->in_force] - new[stock->issued] +
			new[stock->repealed]));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(year_stock);
/*
 * year_stock(before disclosure_figures, now disclosure_figures) → (item, in_force_before, issued,
 * repealed, in_force, difference), one row for each item of section 2 that remains in force
 */
Datum
year_stock(PG_FUNCTION_ARGS)
{
	CarriedRows *rows = carried_rows(fcinfo);
	ReturnSetInfo *result = begin_rows(fcinfo, rows->row);
	PartFigures before;
	PartFigures now;

	part_argument(fcinfo, 0, PART_PACKED, NULL, &before);
	part_argument(fcinfo, 1, PART_PACKED, NULL, &now);
	for (int i = 0; i < lengthof(stock_rows); i++)
		put_stock(result, rows, &rows->stock[i], &before, &now);
	return (Datum) 0;
}
