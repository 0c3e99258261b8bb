/*
 * metrics.c
 *	  report_metrics: the rates of a report.
 */
#include "pg/listing.h"
#include "pg/numbers.h"

#include "form/dictionary.h"
#include "utils/builtins.h"

/* What is the same for every report of a query. */
typedef struct MetricRows
{
	ReportTypes *types;			/* of the argument, see part_argument */
	TupleDesc	row;
	Numbers		numbers;
	Datum		name[FLEXIBLE_ARRAY_MEMBER];
} MetricRows;

static MetricRows *
create_rows(FunctionCallInfo fcinfo)
{
	MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	MetricRows *rows;
	int			count = 0;

	while (gd_metrics[count].name != NULL)
		count++;
	rows = palloc0(offsetof(MetricRows, name) + sizeof(Datum) * count);
	rows->row = result_row(fcinfo);
	make_numbers(&rows->numbers);
	for (int i = 0; i < count; i++)
		rows->name[i] = CStringGetTextDatum(gd_metrics[i].name);
	MemoryContextSwitchTo(old);
	return rows;
}

/* So few cases tell nothing. */
static bool
has_rate(const GdMetric *metric, GdSum numerator, GdSum base)
{
	return base >= metric->minimum && numerator >= 0;
}

/* The cells of the list added up; NULL if one of them is not known. */
static void
put_sum(const MetricRows *rows, const GdTerm *terms, const GdFigures *figures, GdSum *sum,
		Datum *value, bool *is_null)
{
	*is_null = !gd_add_terms(terms, figures, sum);
	if (!*is_null)
		*value = number_datum(&rows->numbers, *sum);
}

static void
put_metric(ReturnSetInfo *result, MetricRows *rows, const GdMetric *metric,
		   const GdFigures *figures)
{
	GdSum		numerator = 0;
	GdSum		base = 0;
	Datum		values[5];
	bool		nulls[5] = {false};

	put_sum(rows, metric->numerator_terms, figures, &numerator, &values[1], &nulls[1]);
	put_sum(rows, metric->base_terms, figures, &base, &values[2], &nulls[2]);
	values[0] = rows->name[metric - gd_metrics];
	values[3] = Int32GetDatum(metric->minimum);
	nulls[4] = nulls[1] || nulls[2] || !has_rate(metric, numerator, base);
	if (!nulls[4])
		values[4] = ratio_datum(&rows->numbers, ratio_units(numerator, base));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static Datum
list_metrics(FunctionCallInfo fcinfo, Part part)
{
	MetricRows *rows = fcinfo->flinfo->fn_extra;
	ReturnSetInfo *result;
	PartFigures report;

	if (rows == NULL)
		fcinfo->flinfo->fn_extra = rows = create_rows(fcinfo);
	result = begin_rows(fcinfo, rows->row);
	part_argument(fcinfo, 0, part, &rows->types, &report);
	for (const GdMetric *metric = gd_metrics; metric->name != NULL; metric++)
		put_metric(result, rows, metric, &report.figures);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(report_metrics);
/*
 * report_metrics(disclosure_report) → (metric, numerator, base, minimum_base, rate), one row for
 * each rate
 */
Datum
report_metrics(PG_FUNCTION_ARGS)
{
	return list_metrics(fcinfo, PART_REPORT);
}

PG_FUNCTION_INFO_V1(report_metrics_packed);
/*
 * report_metrics(disclosure_figures), the same
 */
Datum
report_metrics_packed(PG_FUNCTION_ARGS)
{
	return list_metrics(fcinfo, PART_PACKED);
}
