/*
 * agency.c
 *	  agency_kind.
 */
#include "pg/conversion.h"

#include "access/htup_details.h"
#include "prose/agency.h"
#include "utils/builtins.h"

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
 * NULL where the name does not tell. The words are those of src/form/agencies.tsv.
 */
Datum
agency_kind(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);
	GdText		name = utf8_from_text(state, PG_GETARG_TEXT_PP(0));
	GdAgency	agency;
	TupleDesc	type;
	Datum		values[4] = {0};
	bool		nulls[4];

	if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "agency_kind must return a row");
	report_status(gd_read_agency(&state->host, name.data, name.length, &agency));
	reset_arena(state);
	put_word(agency.level, values, nulls);
	put_word(agency.sector, values + 2, nulls + 2);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), values, nulls)));
}
