/*
 * sentences.c
 *	  report_sentences.
 */
#include "pg/conversion.h"

#include "catalog/pg_type.h"
#include "prose/sentence.h"
#include "utils/array.h"
#include "utils/builtins.h"

static GdText
utf8_attribute(const Datum *attribute, const bool *is_null, ReportAttribute number)
{
	if (is_null[number])
		return (GdText) {NULL, 0};
	return utf8_from_stored(DatumGetTextPP(attribute[number]));
}

static int
compare_hashes(const void *a, const void *b)
{
	int64		left = *(const int64 *) a;
	int64		right = *(const int64 *) b;

	return left < right ? -1 : left > right;
}

/* The hashes as an array, in order, each once. */
static ArrayType *
array_of_hashes(int64 *hashes, size_t count)
{
	Datum	   *elements = palloc(sizeof(Datum) * (count + 1));
	int			kept = 0;

	qsort(hashes, count, sizeof(hashes[0]), compare_hashes);
	for (size_t i = 0; i < count; i++)
	{
		if (i == 0 || hashes[i] != hashes[i - 1])
			elements[kept++] = Int64GetDatum(hashes[i]);
	}
	return construct_array(elements, kept, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
						   TYPALIGN_DOUBLE);
}

PG_FUNCTION_INFO_V1(report_sentences);
/*
 * report_sentences(disclosure_report) → bigint[], the sentences of sections 1 and 5
 */
Datum
report_sentences(PG_FUNCTION_ARGS)
{
	static const ReportAttribute narratives[] = {REPORT_OVERVIEW, REPORT_PROBLEMS};
	HeapTupleHeader report = PG_GETARG_HEAPTUPLEHEADER(0);
	const ReportTypes *types = argument_types(fcinfo, report);
	CallState  *state = call_state(fcinfo);
	Datum		attribute[MaxTupleAttributeNumber];
	bool		is_null[MaxTupleAttributeNumber];
	GdSentences found[lengthof(narratives)];
	int64	   *hashes;
	size_t		count = 0;

	deform(HeapTupleHeaderGetDatum(report), types->report, attribute, is_null);
	reset_arena(state);
	for (int i = 0; i < (int) lengthof(narratives); i++)
	{
		report_status(gd_read_sentences(&state->host,
										utf8_attribute(attribute, is_null, narratives[i]),
										utf8_attribute(attribute, is_null, REPORT_AGENCY),
										&found[i]));
		count += found[i].count;
	}
	hashes = palloc(sizeof(int64) * (count + 1));
	count = 0;
	for (int i = 0; i < (int) lengthof(narratives); i++)
	{
		for (size_t j = 0; j < found[i].count; j++)
			hashes[count++] = (int64) found[i].sentence[j].hash;
	}
	reset_arena(state);
	PG_RETURN_ARRAYTYPE_P(array_of_hashes(hashes, count));
}
