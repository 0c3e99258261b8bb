/*
 * report.c
 *	  Builds and takes apart the composite values of the extension script.
 */
#include "report.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/typcache.h"

static TupleDesc
describe_attribute(TupleDesc parent, int attribute)
{
	Form_pg_attribute column = TupleDescAttr(parent, attribute);

	return lookup_rowtype_tupdesc_copy(column->atttypid, column->atttypmod);
}

ReportTypes *
report_types(TupleDesc report, MemoryContext context)
{
	MemoryContext old = MemoryContextSwitchTo(context);
	ReportTypes *types = palloc0(sizeof(ReportTypes));

	types->report = CreateTupleDescCopy(report);
	for (int i = 0; i < 3; i++)
		types->section[i] = describe_attribute(report, REPORT_PROACTIVE + i);
	types->row[1] = describe_attribute(types->section[1], 0);
	types->row[2] = describe_attribute(types->section[2], 0);
	MemoryContextSwitchTo(old);
	return types;
}

bool
cell_is_money(int cell)
{
	return gd_cells[cell].unit == GD_UNIT_YUAN || gd_cells[cell].unit == GD_UNIT_WAN_YUAN;
}

Numeric
money_from_cell(const GdCell *cell)
{
	return cell->scale == 0 ? int64_to_numeric(cell->value) : int64_div_fast_to_numeric(cell->value, cell->scale);
}

static Datum
tuple_datum(TupleDesc type, Datum *values, bool *nulls)
{
	return HeapTupleGetDatum(heap_form_tuple(type, values, nulls));
}

/* One row of section 3 or 4, or all of section 2: counts and money. */
static Datum
cells_to_datum(const GdCell *cells, int first, int count, TupleDesc type)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];

	for (int i = 0; i < type->natts; i++)
	{
		nulls[i] = i >= count || cells[first + i].kind != GD_NUMBER;
		if (nulls[i])
			values[i] = (Datum) 0;
		else if (cell_is_money(first + i))
			values[i] = NumericGetDatum(money_from_cell(&cells[first + i]));
		else
			values[i] = Int64GetDatum(cells[first + i].value);
	}
	return tuple_datum(type, values, nulls);
}

/* The rows of a section, each a composite of its own. */
static Datum
rows_to_datum(const GdCell *cells, int section, TupleDesc type, TupleDesc row_type)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];
	int			attribute = 0;

	memset(nulls, true, sizeof(bool) * type->natts);
	for (int row = 0; row < GD_ROW_COUNT; row++)
	{
		if (gd_rows[row].section != section)
			continue;
		values[attribute] = cells_to_datum(cells, gd_rows[row].first_cell, gd_rows[row].cell_count, row_type);
		nulls[attribute++] = false;
	}
	return tuple_datum(type, values, nulls);
}

Datum
report_to_datum(const GdReport *report, const ReportTypes *types)
{
	Datum		values[MaxTupleAttributeNumber];
	bool		nulls[MaxTupleAttributeNumber];
	const GdText *texts[REPORT_ATTRIBUTE_COUNT] = {
		[REPORT_TITLE] = &report->title,
		[REPORT_AGENCY] = &report->agency,
		[REPORT_OVERVIEW] = &report->overview,
		[REPORT_PROBLEMS] = &report->problems,
		[REPORT_OTHER_MATTERS] = &report->other_matters,
	};
	int			count = gd_rows[GD_ROW_PROCUREMENT].first_cell + gd_rows[GD_ROW_PROCUREMENT].cell_count;

	memset(nulls, true, sizeof(bool) * types->report->natts);
	for (int i = 0; i < REPORT_ATTRIBUTE_COUNT; i++)
	{
		if (texts[i] == NULL || texts[i]->data == NULL)
			continue;
		values[i] = PointerGetDatum(text_from_core(*texts[i]));
		nulls[i] = false;
	}
	values[REPORT_YEAR] = Int32GetDatum(report->year);
	nulls[REPORT_YEAR] = report->year == 0;
	values[REPORT_FORM] = Int32GetDatum(report->form);
	nulls[REPORT_FORM] = report->form == 0;
	values[REPORT_PROACTIVE] = cells_to_datum(report->cell, 0, count, types->section[0]);
	values[REPORT_APPLICATIONS] = rows_to_datum(report->cell, 3, types->section[1], types->row[1]);
	values[REPORT_DISPUTES] = rows_to_datum(report->cell, 4, types->section[2], types->row[2]);
	nulls[REPORT_PROACTIVE] = nulls[REPORT_APPLICATIONS] = nulls[REPORT_DISPUTES] = false;
	return tuple_datum(types->report, values, nulls);
}

void
deform(Datum datum, TupleDesc type, Datum *values, bool *nulls)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(datum);
	HeapTupleData tuple = {
		.t_len = HeapTupleHeaderGetDatumLength(header),
		.t_data = header
	};

	heap_deform_tuple(&tuple, type, values, nulls);
}
