/*
 * file_kind.c
 *	  document_kind: what a file is.
 */
#include "pg/file_kind.h"

#include "pg/conversion.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/builtins.h"

void
refuse_file(const GdFile *file)
{
	const GdFileKindInfo *info = &gd_file_kinds[file->kind];

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("file is %s, which is not read", info->what),
			 file->files > 1 ? errdetail("It holds %lld files.", (long long) file->files) : 0,
			 errhint("%s", info->remedy ? info->remedy : "Unpack it, and give the file in it.")));
}

PG_FUNCTION_INFO_V1(document_kind);
/*
 * document_kind(body bytea) → (kind, media_type, is_read)
 *
 * No bytes are an error: what is damaged or too large is not read.
 */
Datum
document_kind(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);
	GdFile		file;
	GdStatus	status = read_file(state, PG_GETARG_BYTEA_PP(0), &file);
	TupleDesc	type;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "document_kind must return a row");
	if (status == GD_OUT_OF_MEMORY)
		report_status(status);
	reset_arena(state);
	values[0] = CStringGetTextDatum(gd_file_kinds[file.kind].name);
	values[1] = CStringGetTextDatum(gd_file_kinds[file.kind].media_type);
	values[2] = BoolGetDatum(file.is_read);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), values, nulls)));
}
