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

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "libpq/pqformat.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/hsearch.h"

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

/* Inline, for they are many. */
#define ST_SORT sort_rates
#define ST_ELEMENT_TYPE double
#define ST_COMPARE(a, b) ((*(a) > *(b)) - (*(a) < *(b)))
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* The shares of a group that percentiles are told for. */
static const double shares[] = {0.1, 0.25, 0.5, 0.75, 0.9};

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

	if (!gd_add_terms(metric->base_terms, figures, &base) || base < metric->minimum ||
		!gd_add_terms(metric->numerator_terms, figures, &numerator) || numerator < 0)
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
add_rates(Rates *rates, const double *more, int count)
{
	if (count > rates->room - rates->count)
	{
		rates->room = Max(rates->room, count) * 2;
		rates->rate = repalloc_huge(rates->rate, sizeof(double) * rates->room);
	}
	memcpy(rates->rate + rates->count, more, sizeof(double) * count);
	rates->count += count;
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
		double		rate;

		if (!find_rate(&gd_metrics[i], &report.figures, &units))
			continue;
		rate = double_from_units(units);
		add_rates(&rates[i], &rate, 1);
	}
	PG_RETURN_POINTER(rates);
}

PG_FUNCTION_INFO_V1(peer_rates_combine);
/*
 * peer_rates_combine(internal, internal) → internal
 */
Datum
peer_rates_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	const Rates *other = PG_ARGISNULL(1) ? NULL : (const Rates *) PG_GETARG_POINTER(1);
	Rates	   *rates;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	if (PG_ARGISNULL(0) && other == NULL)
		PG_RETURN_NULL();
	rates = PG_ARGISNULL(0) ? create_rates(context) : (Rates *) PG_GETARG_POINTER(0);
	for (int i = 0; other != NULL && gd_metrics[i].name != NULL; i++)
		add_rates(&rates[i], other[i].rate, other[i].count);
	PG_RETURN_POINTER(rates);
}

PG_FUNCTION_INFO_V1(peer_rates_serialize);
/*
 * peer_rates_serialize(internal) → bytea: of each rate how many there are, and these, for another
 * process of the same server
 */
Datum
peer_rates_serialize(PG_FUNCTION_ARGS)
{
	const Rates *rates = (const Rates *) PG_GETARG_POINTER(0);
	StringInfoData bytes;

	pq_begintypsend(&bytes);
	for (int i = 0; gd_metrics[i].name != NULL; i++)
	{
		pq_sendint32(&bytes, rates[i].count);
		pq_sendbytes(&bytes, (const char *) rates[i].rate, sizeof(double) * rates[i].count);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&bytes));
}

PG_FUNCTION_INFO_V1(peer_rates_deserialize);
/*
 * peer_rates_deserialize(bytea, internal) → internal
 */
Datum
peer_rates_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *sent = PG_GETARG_BYTEA_PP(0);
	StringInfoData bytes = {0};
	Rates	   *rates = create_rates(CurrentMemoryContext);

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "aggregate function called in non-aggregate context");
	bytes.data = VARDATA_ANY(sent);
	bytes.len = bytes.maxlen = VARSIZE_ANY_EXHDR(sent);
	for (int i = 0; gd_metrics[i].name != NULL; i++)
	{
		int			count = pq_getmsgint(&bytes, sizeof(int32));

		rates[i].room = Max(count, 1);
		rates[i].rate = MemoryContextAllocHuge(CurrentMemoryContext,
											   sizeof(double) * rates[i].room);
		rates[i].count = count;
		pq_copymsgbytes(&bytes, (char *) rates[i].rate, sizeof(double) * count);
	}
	PG_RETURN_POINTER(rates);
}

/* How many places of the array a metric takes: see peer_rates_result. */
static int
distribution_length(int distinct)
{
	return distinct == 0 ? 1 : 1 + lengthof(shares) + 2 * distinct;
}

static int
count_distinct(const Rates *rates)
{
	int			distinct = 0;

	for (int i = 0; i < rates->count; i++)
		distinct += i == 0 || rates->rate[i] != rates->rate[i - 1];
	return distinct;
}

/* As percentile_cont interpolates it. */
static double
interpolate(const Rates *rates, double share)
{
	double		place = share * (rates->count - 1);
	double		low = rates->rate[(int) floor(place)];
	double		high = rates->rate[(int) ceil(place)];

	return low + (place - floor(place)) * (high - low);
}

/* The rates are in order. */
static int
put_distribution(const Rates *rates, int distinct, Datum *elements)
{
	int			at = 0;
	int			rate = 1 + lengthof(shares) - 1;

	elements[at++] = Float8GetDatum(distinct);
	if (distinct == 0)
		return at;
	for (int i = 0; i < lengthof(shares); i++)
		elements[at++] = Float8GetDatum(interpolate(rates, shares[i]));
	for (int i = 0; i < rates->count; i++)
	{
		if (i == 0 || rates->rate[i] != rates->rate[i - 1])
			elements[++rate] = Float8GetDatum(rates->rate[i]);
		elements[rate + distinct] = Float8GetDatum(i + 1);
	}
	return distribution_length(distinct);
}

PG_FUNCTION_INFO_V1(peer_rates_result);
/*
 * peer_rates_result(internal) → double precision[]: of each rate of gd_metrics how many there are
 * that differ; unless none, the percentiles, those that differ from the lowest to the highest, and
 * of each of these how many there are up to it
 */
Datum
peer_rates_result(PG_FUNCTION_ARGS)
{
	Rates	   *rates = PG_ARGISNULL(0) ? NULL : (Rates *) PG_GETARG_POINTER(0);
	int			metrics = metric_count();
	int		   *distinct = palloc(sizeof(int) * metrics);
	Size		count = 0;
	Datum	   *elements;
	int			at = 0;

	if (rates == NULL)
		PG_RETURN_NULL();
	for (int i = 0; i < metrics; i++)
	{
		sort_rates(rates[i].rate, rates[i].count);
		distinct[i] = count_distinct(&rates[i]);
		count += distribution_length(distinct[i]);
	}
	elements = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(Datum) * count);
	for (int i = 0; i < metrics; i++)
		at += put_distribution(&rates[i], distinct[i], elements + at);
	PG_RETURN_ARRAYTYPE_P(construct_array(elements, at, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
										  TYPALIGN_DOUBLE));
}

/* What is the same for every report of a query. */
typedef struct Positions
{
	TupleDesc	row;
	Numbers		numbers;
	HTAB	   *stored;			/* of StoredRates */
	Datum		name[FLEXIBLE_ARRAY_MEMBER];
} Positions;

/*
 * Rates that are kept in a table lie apart from its row; they are fetched once, not for each of the
 * reports that are looked up in them.
 */
typedef struct StoredRates
{
	struct varatt_external place;
	ArrayType  *rates;
} StoredRates;

/* The rates of one metric in a group, as peer_rates_result gives them. */
typedef struct Distribution
{
	int			distinct;
	const double *percentile;
	const double *rate;
	const double *up_to;
} Distribution;

static Positions *
make_positions(FunctionCallInfo fcinfo)
{
	MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	int			metrics = metric_count();
	Positions  *positions = palloc(offsetof(Positions, name) + sizeof(Datum) * metrics);
	HASHCTL		stored = {
		.keysize = sizeof(struct varatt_external),
		.entrysize = sizeof(StoredRates),
		.hcxt = CurrentMemoryContext
	};

	positions->row = result_row(fcinfo);
	make_numbers(&positions->numbers);
	positions->stored = hash_create("stored peer rates", 16, &stored,
									HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	for (int i = 0; i < metrics; i++)
		positions->name[i] = CStringGetTextDatum(gd_metrics[i].name);
	MemoryContextSwitchTo(old);
	return positions;
}

static ArrayType *
rates_argument(FunctionCallInfo fcinfo, Positions *positions)
{
	struct varlena *datum = (struct varlena *) DatumGetPointer(PG_GETARG_DATUM(1));
	struct varatt_external place;
	StoredRates *stored;
	bool		found;

	if (!VARATT_IS_EXTERNAL_ONDISK(datum))
		return PG_GETARG_ARRAYTYPE_P(1);
	VARATT_EXTERNAL_GET_POINTER(place, datum);
	stored = hash_search(positions->stored, &place, HASH_ENTER, &found);
	if (!found)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		stored->rates = PG_GETARG_ARRAYTYPE_P(1);
		MemoryContextSwitchTo(old);
	}
	return stored->rates;
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
rates_of_array(ArrayType *array, int *count)
{
	if (ARR_NDIM(array) != 1 || ARR_HASNULL(array) || ARR_ELEMTYPE(array) != FLOAT8OID)
		refuse_rates();
	*count = ARR_DIMS(array)[0];
	return (const double *) ARR_DATA_PTR(array);
}

/* Takes a metric from the front of the array; left is how much of that there is. */
static const double *
read_distribution(const double *at, int *left, Distribution *distribution)
{
	int			length;

	if (*left < 1 || !(at[0] >= 0 && at[0] < *left))
		refuse_rates();
	distribution->distinct = (int) at[0];
	if (distribution->distinct > (*left - 1) / 2)
		refuse_rates();
	length = distribution_length(distribution->distinct);
	if (length > *left)
		refuse_rates();
	distribution->percentile = at + 1;
	distribution->rate = distribution->percentile + lengthof(shares);
	distribution->up_to = distribution->rate + distribution->distinct;
	*left -= length;
	return at + length;
}

/* How many of the rates are not greater. */
static double
count_up_to(const Distribution *distribution, double rate)
{
	int			low = 0;
	int			high = distribution->distinct;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (distribution->rate[middle] > rate)
			high = middle;
		else
			low = middle + 1;
	}
	return low == 0 ? 0 : distribution->up_to[low - 1];
}

/*
 * The value rounded to the places of a rate, half a unit away from 0, as numeric rounds the
 * decimals of a double. Unless these could matter, the double is rounded itself: they take printf.
 */
static Datum
round_percentile(Numbers *numbers, double value)
{
	double		units = value * RATIO_UNITS;

	if (units < 1e10 && fabs(units - floor(units) - 0.5) > 1e-3)
		return ratio_datum(numbers, (GdSum) rint(units));
	return DirectFunctionCall2(numeric_round,
							   DirectFunctionCall1(float8_numeric, Float8GetDatum(value)),
							   Int32GetDatum(RATIO_PLACES));
}

/* One row: metric, rate, peers, rank, p10, p25, p50, p75, p90. */
static void
put_position(ReturnSetInfo *result, Positions *positions, int metric, GdSum units,
			 const Distribution *distribution)
{
	double		count = distribution->up_to[distribution->distinct - 1];
	double		up_to = count_up_to(distribution, double_from_units(units));
	Datum		values[9];
	bool		nulls[9] = {false};

	if (!(up_to >= 0 && up_to <= count && count <= INT_MAX))
		refuse_rates();
	values[0] = positions->name[metric];
	values[1] = ratio_datum(&positions->numbers, units);
	values[2] = Int64GetDatum((int64) count);
	values[3] = Int64GetDatum(1 + (int64) (count - up_to));
	for (int i = 0; i < lengthof(shares); i++)
		values[4 + i] = round_percentile(&positions->numbers, distribution->percentile[i]);
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
	Positions  *positions = fcinfo->flinfo->fn_extra;
	PartFigures report;
	ReturnSetInfo *result;
	const double *at;
	int			left;
	GdSum		units;

	if (positions == NULL)
		fcinfo->flinfo->fn_extra = positions = make_positions(fcinfo);
	result = begin_rows(fcinfo, positions->row);
	part_argument(fcinfo, 0, PART_PACKED, NULL, &report);
	at = rates_of_array(rates_argument(fcinfo, positions), &left);
	for (int i = 0; gd_metrics[i].name != NULL; i++)
	{
		Distribution distribution;

		at = read_distribution(at, &left, &distribution);
		if (distribution.distinct > 0 && find_rate(&gd_metrics[i], &report.figures, &units))
			put_position(result, positions, i, units, &distribution);
	}
	return (Datum) 0;
}
