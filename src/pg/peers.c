/*
 * peers.c
 *	  The rates of many reports, and the place of one among them.
 *
 * All rates of a group of agencies are taken out of their figures in one pass and sorted once; then
 * each agency finds its place by bisection.
 */
#include "pg/listing.h"
#include "pg/numbers.h"

#include "form/dictionary.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

/*
 * A rate has six places. As a double, two rates below 9,000,000,000 are the same only if they are;
 * percentiles are interpolated in doubles, as percentile_cont does.
 */
typedef struct Rates
{
	int			count;
	int			room;
	double	   *rate;
} Rates;

/* The shares of a group that percentiles are told for. */
static const double shares[] = {0.1, 0.25, 0.5, 0.75, 0.9};

/* A percentile, which is the same for all reports of a group. */
typedef struct Percentile
{
	double		value;
	Datum		rounded;		/* 0 until it is asked for */
} Percentile;

/* What is the same for every report of a query, or for many. */
typedef struct PeerRows
{
	MemoryContext context;
	TupleDesc	row;
	Percentile	percentile[FLEXIBLE_ARRAY_MEMBER];	/* by rate and share */
} PeerRows;

static int
metric_count(void)
{
	int			count = 0;

	while (gd_metrics[count].name != NULL)
		count++;
	return count;
}

/* The rate in units of its last place; false if there is none. */
static bool
find_rate(const GdMetric *metric, const GdFigures *figures, GdSum *units)
{
	GdSum		numerator;
	GdSum		base;

	if (!gd_add_terms(metric->numerator_terms, figures, &numerator) ||
		!gd_add_terms(metric->base_terms, figures, &base) ||
		base < metric->minimum || numerator < 0)
		return false;
	*units = ratio_units(numerator, base);
	return true;
}

static double
double_from_units(GdSum units)
{
	return (double) units / RATIO_UNITS;
}

static void
add_rate(Rates *rates, double rate)
{
	if (rates->count == rates->room)
	{
		rates->room *= 2;
		rates->rate = repalloc_huge(rates->rate, sizeof(double) * rates->room);
	}
	rates->rate[rates->count++] = rate;
}

static Rates *
create_rates(MemoryContext context)
{
	MemoryContext old = MemoryContextSwitchTo(context);
	int			count = metric_count();
	Rates	   *rates = palloc0(sizeof(Rates) * count);

	for (int i = 0; i < count; i++)
	{
		rates[i].room = 8;
		rates[i].rate = palloc(sizeof(double) * rates[i].room);
	}
	MemoryContextSwitchTo(old);
	return rates;
}

PG_FUNCTION_INFO_V1(peer_rates_add);
/*
 * peer_rates_add(internal, disclosure_figures) → internal
 */
Datum
peer_rates_add(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Rates	   *rates;
	PartFigures report;
	GdSum		units;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	rates = PG_ARGISNULL(0) ? create_rates(context) : (Rates *) PG_GETARG_POINTER(0);
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(rates);
	part_argument(fcinfo, 1, PART_PACKED, NULL, &report);
	for (int i = 0; gd_metrics[i].name != NULL; i++)
	{
		if (find_rate(&gd_metrics[i], &report.figures, &units))
			add_rate(&rates[i], double_from_units(units));
	}
	PG_RETURN_POINTER(rates);
}

static int
compare_rates(const void *a, const void *b)
{
	double		left = *(const double *) a;
	double		right = *(const double *) b;

	return (left > right) - (left < right);
}

PG_FUNCTION_INFO_V1(peer_rates_result);
/*
 * peer_rates_result(internal) → double precision[]: of each rate of gd_metrics how many there are,
 * and these from the lowest to the highest
 */
Datum
peer_rates_result(PG_FUNCTION_ARGS)
{
	Rates	   *rates = PG_ARGISNULL(0) ? NULL : (Rates *) PG_GETARG_POINTER(0);
	int			metrics = metric_count();
	Size		count = metrics;
	Datum	   *elements;
	int			at = 0;

	if (rates == NULL)
		PG_RETURN_NULL();
	for (int i = 0; i < metrics; i++)
		count += rates[i].count;
	elements = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(Datum) * count);
	for (int i = 0; i < metrics; i++)
	{
		qsort(rates[i].rate, rates[i].count, sizeof(double), compare_rates);
		elements[at++] = Float8GetDatum(rates[i].count);
		for (int j = 0; j < rates[i].count; j++)
			elements[at++] = Float8GetDatum(rates[i].rate[j]);
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(elements, at, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
										  TYPALIGN_DOUBLE));
}

/* How many of the rates are greater. */
static int
count_greater(const double *rates, int count, double rate)
{
	int			low = 0;
	int			high = count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (rates[middle] > rate)
			high = middle;
		else
			low = middle + 1;
	}
	return count - low;
}

/* As percentile_cont interpolates it. */
static double
interpolate(const double *rates, int count, double share)
{
	double		place = share * (count - 1);
	double		low = rates[(int) floor(place)];
	double		high = rates[(int) ceil(place)];

	return low + (place - floor(place)) * (high - low);
}

/* The value rounded to the places of a rate, if it is not the one that was rounded last. */
static Datum
round_percentile(PeerRows *rows, Percentile *kept, double value)
{
	if (kept->rounded == (Datum) 0 || kept->value != value)
	{
		MemoryContext old = MemoryContextSwitchTo(rows->context);
		Datum		exact = DirectFunctionCall1(float8_numeric, Float8GetDatum(value));

		if (kept->rounded != (Datum) 0)
			pfree(DatumGetPointer(kept->rounded));
		kept->rounded = DirectFunctionCall2(numeric_round, exact, Int32GetDatum(RATIO_PLACES));
		kept->value = value;
		pfree(DatumGetPointer(exact));
		MemoryContextSwitchTo(old);
	}
	return kept->rounded;
}

static PeerRows *
peer_rows(FunctionCallInfo fcinfo)
{
	MemoryContext context = fcinfo->flinfo->fn_mcxt;
	PeerRows   *rows = fcinfo->flinfo->fn_extra;

	if (rows == NULL)
	{
		fcinfo->flinfo->fn_extra = rows =
			MemoryContextAllocZero(context, offsetof(PeerRows, percentile) +
								   sizeof(Percentile) * metric_count() * lengthof(shares));
		rows->context = context;
		rows->row = result_row(fcinfo);
	}
	return rows;
}

static void
refuse_rates(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("rates are not those that peer_rates gives"),
			 errhint("Give peer_positions the result of peer_rates of this version.")));
}

/* The array that peer_rates gave, without what an array of any other kind could do. */
static const double *
rates_argument(ArrayType *array, int *count)
{
	if (ARR_NDIM(array) != 1 || ARR_HASNULL(array) || ARR_ELEMTYPE(array) != FLOAT8OID)
		refuse_rates();
	*count = ARR_DIMS(array)[0];
	return (const double *) ARR_DATA_PTR(array);
}

/* One row: metric, rate, peers, rank, p10, p25, p50, p75, p90. */
static void
put_position(ReturnSetInfo *result, PeerRows *rows, const GdMetric *metric, GdSum units,
			 const double *rates, int count)
{
	Percentile *kept = &rows->percentile[(metric - gd_metrics) * lengthof(shares)];
	Datum		values[9];
	bool		nulls[9] = {false};

	values[0] = CStringGetTextDatum(metric->name);
	values[1] = ratio_datum(units);
	values[2] = Int64GetDatum(count);
	values[3] = Int64GetDatum(1 + count_greater(rates, count, double_from_units(units)));
	for (int i = 0; i < lengthof(shares); i++)
		values[4 + i] = round_percentile(rows, &kept[i], interpolate(rates, count, shares[i]));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(peer_positions);
/*
 * peer_positions(figures disclosure_figures, rates double precision[]) → (metric, rate, peers,
 * rank, p10, p25, p50, p75, p90), one row for each rate that the report has
 */
Datum
peer_positions(PG_FUNCTION_ARGS)
{
	PeerRows   *rows = peer_rows(fcinfo);
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(1);
	PartFigures report;
	ReturnSetInfo *result = begin_rows(fcinfo, rows->row);
	const double *rates;
	int			left;
	GdSum		units;

	part_argument(fcinfo, 0, PART_PACKED, NULL, &report);
	rates = rates_argument(array, &left);
	for (const GdMetric *metric = gd_metrics; metric->name != NULL; metric++)
	{
		int			count;

		if (left < 1 || !(rates[0] >= 0 && rates[0] < left))
			refuse_rates();
		count = (int) rates[0];
		if (count > 0 && find_rate(metric, &report.figures, &units))
			put_position(result, rows, metric, units, rates + 1, count);
		rates += 1 + count;
		left -= 1 + count;
	}
	return (Datum) 0;
}
