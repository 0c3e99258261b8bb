/*
 * agency_kind.c
 *	  agency_kind, agency_level, agency_sector.
 */
#include "pg/agency_kind.h"

#include "access/htup_details.h"
#include "pg/conversion.h"
#include "utils/builtins.h"

GdAgency
read_agency(CallState *state, const text *name)
{
	GdText		utf8 = utf8_from_text(state, name);
	GdAgency	agency;

	report_status(gd_read_agency(&state->host, utf8.data, utf8.length, &agency));
	reset_arena(state);
	return agency;
}

static GdAgency
read_argument(FunctionCallInfo fcinfo)
{
	return read_agency(call_state(fcinfo), PG_GETARG_TEXT_PP(0));
}

static void
put_word(const GdAgencyWord *word, Datum *values, bool *nulls)
{
	nulls[0] = nulls[1] = word == NULL;
	if (word == NULL)
		return;
	values[0] = CStringGetTextDatum(word->name);
	values[1] = PointerGetDatum(text_from_core((GdText) {word->label, strlen(word->label)}));
}

PG_FUNCTION_INFO_V1(agency_kind);
/*
 * agency_kind(name text) → (level, level_label, sector, sector_label)
 *
 * NULL where the name does not tell.
 */
Datum
agency_kind(PG_FUNCTION_ARGS)
{
	GdAgency	agency = read_argument(fcinfo);
	TupleDesc	type;
	Datum		values[4] = {0};
	bool		nulls[4];

	if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "agency_kind must return a row");
	put_word(agency.level, values, nulls);
	put_word(agency.sector, values + 2, nulls + 2);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), values, nulls)));
}

/* Names of levels and sectors are ASCII. */
static Datum
word_name(FunctionCallInfo fcinfo, const GdAgencyWord *word)
{
	if (word == NULL)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(CStringGetTextDatum(word->name));
}

PG_FUNCTION_INFO_V1(agency_level);
/*
 * agency_level(name text) → text, the level of agency_kind
 */
Datum
agency_level(PG_FUNCTION_ARGS)
{
	return word_name(fcinfo, read_argument(fcinfo).level);
}

PG_FUNCTION_INFO_V1(agency_sector);
/*
 * agency_sector(name text) → text, the sector of agency_kind
 */
Datum
agency_sector(PG_FUNCTION_ARGS)
{
	return word_name(fcinfo, read_argument(fcinfo).sector);
}
