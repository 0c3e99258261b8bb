/*
 * conversion.c
 *	  Text and bytes → UTF-8 → the encoding of the database; decode_report, report_encoding.
 *
 * Nothing that a report holds makes a conversion fail: what the other encoding lacks is replaced.
 */
#include "pg/conversion.h"

#include "catalog/namespace.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define PIECE 4096				/* bytes converted at a time */

/* PostgreSQL's own conversion between two encodings, of text that holds no NUL. */
typedef struct Conversion
{
	FmgrInfo	function;
	int			from;
	int			to;
	const char *replacement;	/* for a character that the other encoding lacks */
	StringInfoData converted;
} Conversion;

static void
open_conversion(Conversion *conversion, int from, int to, const char *replacement)
{
	Oid			function = FindDefaultConversionProc(from, to);

	if (!OidIsValid(function))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("encoding \"%s\" cannot be converted to \"%s\"", pg_encoding_to_char(from),
						pg_encoding_to_char(to))));
	fmgr_info(function, &conversion->function);
	conversion->from = from;
	conversion->to = to;
	conversion->replacement = replacement;
	initStringInfo(&conversion->converted);
}

/*
 * Appends what has been converted. PostgreSQL makes characters of EUC_TW that it itself holds for
 * none.
 */
static void
append_valid(Conversion *conversion, const char *string)
{
	int			length = (int) strlen(string);

	for (;;)
	{
		int			valid = pg_encoding_verifymbstr(conversion->to, string, length);

		appendBinaryStringInfo(&conversion->converted, string, valid);
		if (valid == length)
			break;
		appendStringInfoString(&conversion->converted, conversion->replacement);
		valid += Min(pg_encoding_mblen(conversion->to, string + valid), length - valid);
		string += valid;
		length -= valid;
	}
}

/* Appends the whole characters of one piece. */
static void
convert_piece(Conversion *conversion, const char *piece, int length)
{
	char		buffer[PIECE * MAX_CONVERSION_GROWTH + 1];
	int			done = 0;

	while (done < length)
	{
		done += DatumGetInt32(FunctionCall6(&conversion->function,
											Int32GetDatum(conversion->from),
											Int32GetDatum(conversion->to),
											CStringGetDatum(piece + done), CStringGetDatum(buffer),
											Int32GetDatum(length - done), BoolGetDatum(true)));
		append_valid(conversion, buffer);
		if (done < length)
		{
			appendStringInfoString(&conversion->converted, conversion->replacement);
			done += Min(pg_encoding_mblen(conversion->from, piece + done), length - done);
		}
	}
}

/* All of a text, as a NUL-terminated string in the current memory context. */
static GdText
convert(const char *string, size_t length, int from, int to, const char *replacement)
{
	Conversion	conversion;

	open_conversion(&conversion, from, to, replacement);
	while (length > 0)
	{
		int			piece = (int) length;

		CHECK_FOR_INTERRUPTS();
		if (length > PIECE)
			piece = Max(pg_encoding_mbcliplen(from, string, PIECE,
											  PIECE - pg_encoding_max_length(from)), 1);
		convert_piece(&conversion, string, piece);
		string += piece;
		length -= piece;
	}
	return (GdText) {conversion.converted.data, conversion.converted.len};
}

static bool
database_holds_utf8(void)
{
	return GetDatabaseEncoding() == PG_UTF8 || GetDatabaseEncoding() == PG_SQL_ASCII;
}

static void
check_length(size_t length)
{
	if (length > MaxAllocSize - VARHDRSZ)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("text is too long"),
				 errdetail("It takes %zu bytes in UTF-8; a value can have %zu.", length,
						   (size_t) (MaxAllocSize - VARHDRSZ)),
				 errhint("Give each report by itself.")));
}

text *
text_from_core(GdText string)
{
	if (!database_holds_utf8())
		string = convert(string.data, string.length, PG_UTF8, GetDatabaseEncoding(), "?");
	check_length(string.length);
	return cstring_to_text_with_len(string.data, string.length);
}

static GdText
decode(CallState *state, const char *bytes, size_t length, GdDecoded *decoded)
{
	reset_arena(state);
	report_status(gd_decode(&state->host, (const unsigned char *) bytes, length, decoded));
	check_length(decoded->length);
	return (GdText) {decoded->text, decoded->length};
}

static GdStatus
read_content(CallState *state, GdText bytes, GdFile *file)
{
	GdStatus	status = gd_read_file(&state->host, (const unsigned char *) bytes.data,
									  bytes.length, file);

	check_length(file->decoded.length);
	return status;
}

GdStatus
read_file(CallState *state, const bytea *body, GdFile *file)
{
	reset_arena(state);
	return read_content(state, (GdText) {VARDATA_ANY(body), VARSIZE_ANY_EXHDR(body)}, file);
}

/* That a file is damaged is told where somebody wants to know. */
static GdText
text_of_file(GdStatus status, const GdFile *file)
{
	if (status != GD_DAMAGED)
		report_status(status);
	return (GdText) {file->decoded.text, file->decoded.length};
}

GdText
utf8_from_bytes(CallState *state, const bytea *body, GdFile *file)
{
	GdFile		unused;

	if (file == NULL)
		file = &unused;
	return text_of_file(read_file(state, body, file), file);
}

GdText
utf8_from_text(CallState *state, const text *body)
{
	GdDecoded	decoded;

	if (GetDatabaseEncoding() == PG_SQL_ASCII)
		return decode(state, VARDATA_ANY(body), VARSIZE_ANY_EXHDR(body), &decoded);
	reset_arena(state);
	return utf8_from_stored(body);
}

GdText
utf8_from_document(CallState *state, const text *body, GdFile *file)
{
	GdText		string = utf8_from_text(state, body);
	GdFile		unused;

	if (file == NULL)
		file = &unused;
	*file = (GdFile) {.kind = GD_FILE_TEXT};
	if (!gd_is_file_in_text(string))
		return string;
	return text_of_file(read_content(state, string, file), file);
}

GdText
utf8_from_stored(const text *stored)
{
	GdText		string = {VARDATA_ANY(stored), VARSIZE_ANY_EXHDR(stored)};

	if (database_holds_utf8())
		return string;
	return convert(string.data, string.length, GetDatabaseEncoding(), PG_UTF8, "\xEF\xBF\xBD");
}

PG_FUNCTION_INFO_V1(decode_report);
/*
 * decode_report(body bytea) → text
 */
Datum
decode_report(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);
	text	   *result = text_from_core(utf8_from_bytes(state, PG_GETARG_BYTEA_PP(0), NULL));

	reset_arena(state);
	PG_RETURN_TEXT_P(result);
}

PG_FUNCTION_INFO_V1(report_encoding);
/*
 * report_encoding(body bytea) → (encoding, basis, undecodable)
 */
Datum
report_encoding(PG_FUNCTION_ARGS)
{
	static const char *const bases[] = {
		[GD_BASIS_BYTE_ORDER_MARK] = "byte order mark",
		[GD_BASIS_WELL_FORMED] = "well-formed",
		[GD_BASIS_ZERO_BYTES] = "zero bytes",
		[GD_BASIS_DECLARATION] = "declaration",
		[GD_BASIS_CONTENT] = "content",
		[GD_BASIS_DETECTION] = "detection",
		[GD_BASIS_NONE] = "none",
	};
	CallState  *state = call_state(fcinfo);
	GdFile		file;
	TupleDesc	type;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "report_encoding must return a row");
	utf8_from_bytes(state, PG_GETARG_BYTEA_PP(0), &file);
	reset_arena(state);
	values[0] = CStringGetTextDatum(file.decoded.encoding);
	values[1] = CStringGetTextDatum(bases[file.decoded.basis]);
	values[2] = Int64GetDatum((int64) file.decoded.undecodable);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(type), values, nulls)));
}
