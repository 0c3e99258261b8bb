/*
 * composites.c
 *	  The composite types of the extension script.
 */
#include "pg/composites.h"

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

Numeric
money_from_cell(const GdCell *cell)
{
	return cell->scale == 0 ? int64_to_numeric(cell->value) :
		int64_div_fast_to_numeric(cell->value, cell->scale);
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
	/* the library knows attributes that the type lacks until the extension is updated */
	for (int i = type->natts; i < GD_CELL_COUNT; i++)
		nulls[i] = true;
}
