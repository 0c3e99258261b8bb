/*
 * repairs.c
 *	  suggest_repairs.
 */
#include "pg/figures.h"

#include "check/repair.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

static void
append_figure(StringInfo json, bool is_known, int64 value)
{
	if (is_known)
		appendStringInfo(json, INT64_FORMAT, value);
	else
		appendStringInfoString(json, "null");
}

/* [{"item": …, "column_name": …, "from": …, "to": …}, …]; items and columns are plain names. */
static Datum
changes_as_jsonb(const GdRepair *repair)
{
	StringInfoData json;

	initStringInfo(&json);
	for (int i = 0; i < repair->count; i++)
	{
		const GdChange *change = &repair->change[i];
		const GdCellInfo *cell = &gd_cells[change->cell];

		appendStringInfo(&json, "%s{\"item\": \"%s\", \"column_name\": \"%s\", \"from\": ",
						 i == 0 ? "[" : ", ",
						 gd_rows[cell->row].item, gd_column_names[cell->column]);
		append_figure(&json, change->was_known, change->from);
		appendStringInfoString(&json, ", \"to\": ");
		append_figure(&json, change->is_known, change->to);
		appendStringInfoChar(&json, '}');
	}
	appendStringInfoChar(&json, ']');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}

/* rank, kind, changes, explanation, repaired */
static void
put_repair(ReturnSetInfo *result, const CheckedReport *report, const GdRowForms *forms,
		   const GdRepair *repair, int rank)
{
	CheckedReport repaired = *report;
	GdCellSet	changed = gd_apply_repair(repair, &repaired.figures);
	char		room[GD_EXPLANATION_SIZE];
	GdWriter	explanation;
	Datum		values[5];
	bool		nulls[5] = {false};

	gd_writer_over(&explanation, room, sizeof(room));
	gd_explain_repair(&explanation, forms, repair);
	values[0] = Int32GetDatum(rank);
	values[1] = CStringGetTextDatum(gd_repair_names[repair->kind]);
	values[3] = PointerGetDatum(text_from_writer(&explanation));
	nulls[2] = nulls[4] = repair->count == 0;
	values[2] = nulls[2] ? (Datum) 0 : changes_as_jsonb(repair);
	values[4] = nulls[4] ? (Datum) 0 : report_with_figures(&repaired, &changed);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(suggest_repairs);
/*
 * suggest_repairs(disclosure_report) → (rank, kind, changes, explanation, repaired), the most
 * plausible one first
 */
Datum
suggest_repairs(PG_FUNCTION_ARGS)
{
	HeapTupleHeader datum = PG_GETARG_HEAPTUPLEHEADER(0);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GdRepairs  *repairs = palloc(sizeof(GdRepairs));
	CheckedReport report;
	GdRowForms	forms;

	InitMaterializedSRF(fcinfo, 0);
	checked_report(fcinfo, datum, &report);
	checked_row_forms(&report, &forms);
	gd_suggest_repairs(report.rules, &report.figures, repairs);
	for (int i = 0; i < repairs->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_repair(result, &report, &forms, &repairs->repair[i], i + 1);
	}
	return (Datum) 0;
}
