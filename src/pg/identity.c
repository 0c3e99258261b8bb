/*
 * identity.c
 *	  document_identity and agency_key.
 */
#include "pg/conversion.h"

#include "access/htup_details.h"
#include "fill/parse.h"
#include "mb/pg_wchar.h"
#include "prose/key.h"
#include "prose/source.h"
#include "utils/builtins.h"

/* NULL where nothing was said. */
static const char *
witness_name(GdWitness witness)
{
	switch (witness)
	{
		case GD_WITNESS_NONE:
			return NULL;
		case GD_WITNESS_TITLE:
			return "title";
		case GD_WITNESS_SENTENCE:
			return "sentence";
		case GD_WITNESS_AUTHOR:
			return "author";
		case GD_WITNESS_PERIOD:
			return "period";
		case GD_WITNESS_NARRATIVE:
			return "narrative";
		case GD_WITNESS_SOURCE:
			return "source";
		case GD_WITNESS_CONTRADICTION:
			return "contradiction";
		case GD_WITNESS_DOUBT:
			return "doubt";
	}
	return NULL;
}

static void
put_witness(GdWitness witness, Datum *value, bool *is_null)
{
	const char *name = witness_name(witness);

	*is_null = name == NULL;
	*value = name ? CStringGetTextDatum(name) : (Datum) 0;
}

/* The source in UTF-8; it lives as long as the call. */
static GdText
source_argument(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(1))
		return (GdText) {NULL, 0};
	return utf8_from_stored(PG_GETARG_TEXT_PP(1));
}

static Datum
identify(FunctionCallInfo fcinfo, CallState *state, GdText body)
{
	GdText		source = source_argument(fcinfo);
	GdReport	report;
	GdStatus	status;
	TupleDesc	type;
	Datum		values[4] = {0};
	bool		nulls[4] = {true, true, true, true};

	if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "document_identity must return a row");
	status = gd_parse_report(&state->host, body.data, body.length, &report);
	if (status == GD_NOT_A_REPORT)
		PG_RETURN_NULL();
	report_status(status);
	if (source.data != NULL)
		report_status(gd_read_source(&state->host, source.data, source.length, &report));
	nulls[0] = report.agency.data == NULL;
	if (!nulls[0])
		values[0] = PointerGetDatum(text_from_core(report.agency));
	put_witness(report.agency_witness, &values[1], &nulls[1]);
	nulls[2] = report.year == 0;
	values[2] = Int32GetDatum(report.year);
	put_witness(report.year_witness, &values[3], &nulls[3]);
	reset_arena(state);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), values, nulls)));
}

PG_FUNCTION_INFO_V1(document_identity_text);
/*
 * document_identity(body text, source text) → (agency, agency_basis, year, year_basis)
 *
 * The basis says what told it, or why nothing did; NULL if the text is not a report.
 */
Datum
document_identity_text(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return identify(fcinfo, state, utf8_from_document(state, PG_GETARG_TEXT_PP(0), NULL));
}

PG_FUNCTION_INFO_V1(document_identity_bytes);
/*
 * document_identity(body bytea, source text), the same from bytes in whatever encoding
 */
Datum
document_identity_bytes(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return identify(fcinfo, state, utf8_from_bytes(state, PG_GETARG_BYTEA_PP(0), NULL));
}

/*
 * Other encodings than these lack the simplified form of characters that they have: two keys would
 * become one.
 */
static bool
database_holds_simplified(void)
{
	int			encoding = GetDatabaseEncoding();

	return encoding == PG_UTF8 || encoding == PG_SQL_ASCII || encoding == PG_EUC_CN;
}

PG_FUNCTION_INFO_V1(agency_key);
/*
 * agency_key(name text) → text
 *
 * NULL if nothing of the name is left.
 */
Datum
agency_key(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);
	GdText		name = utf8_from_stored(PG_GETARG_TEXT_PP(0));
	GdText		key;
	text	   *result;

	reset_arena(state);
	key = gd_agency_key(&state->host, name.data, name.length, database_holds_simplified());
	if (key.data == NULL)
		report_status(GD_OUT_OF_MEMORY);
	if (key.length == 0)
	{
		reset_arena(state);
		PG_RETURN_NULL();
	}
	result = text_from_core(key);
	reset_arena(state);
	PG_RETURN_TEXT_P(result);
}
