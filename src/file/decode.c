/*
 * decode.c
 *	  Reads bytes in whatever encoding a document has: bytes → text.
 *
 * ICU does the decoding, in pieces; the host's functions, which may leave by longjmp, are called
 * only between them, and the converter is then given back by at_release.
 */
#include "file/decode.h"
#include "file/memory.h"
#include "text/fold.h"
#include "file/sniff.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#define PIECE 65536				/* bytes between two calls of the host's check_interrupts */
#define UNITS 4096				/* of UTF-16, at a time */
#define REPLACEMENT "\xEF\xBF\xBD"
#define REPLACEMENT_LENGTH 3
#define LONGEST_GROWTH 3		/* bytes of text from one byte, at most */

typedef struct Decoder
{
	const GdHost *host;
	UConverter *converter;
	unsigned char *text;
	size_t		length;
	size_t		capacity;
	size_t		undecodable;
	int32_t		count;			/* of the units */
	UChar		units[UNITS];
} Decoder;

static void
release_converter(void *decoder)
{
	Decoder    *d = decoder;

	if (d->converter)
		ucnv_close(d->converter);
	d->converter = NULL;
}

/* Each longest stretch of bytes that is no character becomes one. */
static void U_CALLCONV
replace_undecodable(const void *decoder, UConverterToUnicodeArgs *arguments, const char *units,
					int32_t length,
					UConverterCallbackReason reason, UErrorCode *error)
{
	static const UChar replacement = GD_DESTROYED;

	if (reason > UCNV_IRREGULAR)
		return;
	((Decoder *) decoder)->undecodable++;
	*error = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, error);
}

static bool
make_room(Decoder *d, size_t count, size_t most)
{
	unsigned char *text;

	if (d->capacity - d->length >= count + GD_TEXT_PADDING)
		return true;
	text = d->host->allocate(d->host->arena, most);
	if (text == NULL)
		return false;
	if (d->length > 0)
		memcpy(text, d->text, d->length);
	d->text = text;
	d->capacity = most;
	return true;
}

/*
 * Writes the units as UTF-8. The first half of a pair waits for the second one, unless this is the
 * end.
 */
static void
write_units(Decoder *d, bool is_end)
{
	int32_t		i = 0;

	while (i < d->count)
	{
		UChar32		c;

		if (!is_end && i + 1 == d->count && U16_IS_LEAD(d->units[i]))
			break;
		U16_NEXT(d->units, i, d->count, c);
		if (c == 0 || U_IS_SURROGATE(c))
		{
			d->undecodable++;
			c = GD_DESTROYED;
		}
		U8_APPEND_UNSAFE(d->text, d->length, c);
	}
	if (i < d->count)
		d->units[0] = d->units[i];
	d->count -= i;
}

/*
 * The text of the bytes from p to limit; behind limit, where that is not the end, more will follow.
 */
static GdStatus
decode_piece(Decoder *d, const char *p, const char *limit, bool is_end, size_t most)
{
	UErrorCode	error;

	do
	{
		UChar	   *unit = d->units + d->count;

		error = U_ZERO_ERROR;
		ucnv_toUnicode(d->converter, &unit, d->units + UNITS, &p, limit, NULL, is_end, &error);
		d->count = (int32_t) (unit - d->units);
		if (!make_room(d, (size_t) d->count * LONGEST_GROWTH, most))
			return GD_OUT_OF_MEMORY;
		write_units(d, is_end && error != U_BUFFER_OVERFLOW_ERROR);
	} while (error == U_BUFFER_OVERFLOW_ERROR);
	return GD_OK;
}

static GdStatus
decode_by_converter(Decoder *d, const char *encoding, const char *bytes, size_t length)
{
	UErrorCode	error = U_ZERO_ERROR;
	GdStatus	status = GD_OK;
	size_t		most = length * LONGEST_GROWTH + UNITS * LONGEST_GROWTH;

	d->converter = ucnv_open(encoding, &error);
	ucnv_setToUCallBack(d->converter, replace_undecodable, d, NULL, NULL, &error);
	if (U_FAILURE(error))
		status = GD_OUT_OF_MEMORY;
	for (size_t at = 0; at < length && status == GD_OK; at += PIECE)
	{
		bool		is_end = length - at <= PIECE;

		if (d->host->check_interrupts)
			d->host->check_interrupts();
		status = decode_piece(d, bytes + at, bytes + (is_end ? length : at + PIECE), is_end, most);
	}
	release_converter(d);
	return status;
}

static GdStatus
repair_utf8(Decoder *d, const unsigned char *p, size_t length)
{
	const unsigned char *end = p + length;
	const unsigned char *begin = p;
	size_t		most = length * LONGEST_GROWTH;
	size_t		bytes;

	while (p < end)
	{
		const unsigned char *limit = end - p > PIECE ? p + PIECE : end;
		bool		is_good = true;

		for (begin = p; p < limit && (is_good = gd_utf8_character(p, end, &bytes)); p += bytes)
			;
		if (!make_room(d, (size_t) (p - begin) + REPLACEMENT_LENGTH, most + PIECE))
			return GD_OUT_OF_MEMORY;
		memcpy(d->text + d->length, begin, (size_t) (p - begin));
		d->length += (size_t) (p - begin);
		if (!is_good)
		{
			memcpy(d->text + d->length, REPLACEMENT, REPLACEMENT_LENGTH);
			d->length += REPLACEMENT_LENGTH;
			d->undecodable++;
			p += bytes;
		}
		if (d->host->check_interrupts)
			d->host->check_interrupts();
	}
	return GD_OK;
}

GdStatus
gd_decode(const GdHost *host, const unsigned char *bytes, size_t length, GdDecoded *decoded)
{
	Decoder    *d;
	GdStatus	status;
	size_t		mark;

	*decoded = (GdDecoded) {0};
	gd_watch_memory();
	gd_sniff(bytes, length, decoded);
	if (gd_memory_ran_out())
		return GD_OUT_OF_MEMORY;
	mark = gd_byte_order_mark(bytes, length, decoded->encoding);
	decoded->text = (const char *) bytes + mark;
	decoded->length = length - mark;
	if (decoded->basis == GD_BASIS_WELL_FORMED)
		return GD_OK;
	d = host->allocate(host->arena, sizeof(Decoder));
	if (d == NULL)
		return GD_OUT_OF_MEMORY;
	memset(d, 0, sizeof(*d));
	d->host = host;
	if (host->at_release)
		host->at_release(host->arena, release_converter, d);
	/* what two bytes make is mostly three; bytes that are wrong make more */
	if (!make_room(d, decoded->length,
				   decoded->length + decoded->length / 2 + UNITS * LONGEST_GROWTH))
		return GD_OUT_OF_MEMORY;
	if (strcmp(decoded->encoding, "UTF-8") == 0)
		status = repair_utf8(d, bytes + mark, decoded->length);
	else
		status = decode_by_converter(d, decoded->encoding, (const char *) bytes + mark,
									 decoded->length);
	memset(d->text + d->length, 0, GD_TEXT_PADDING);
	decoded->text = (const char *) d->text;
	decoded->length = d->length;
	decoded->undecodable = d->undecodable;
	return status;
}
