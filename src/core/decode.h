/*
 * decode.h
 *	  Reads bytes in whatever encoding a document has: bytes → text.
 */
#ifndef DECODE_H
#define DECODE_H

#include "core.h"

/* What decided for an encoding. */
typedef enum GdBasis
{
	GD_BASIS_BYTE_ORDER_MARK,
	GD_BASIS_WELL_FORMED,		/* all bytes are UTF-8, or ASCII */
	GD_BASIS_ZERO_BYTES,		/* every other byte of ASCII characters in UTF-16 */
	GD_BASIS_DECLARATION,		/* what the document says of itself */
	GD_BASIS_CONTENT,			/* it makes Chinese text of the bytes, words of the form among it */
	GD_BASIS_DETECTION,			/* the statistics of ICU */
	GD_BASIS_NONE,				/* nothing fits; this one leaves the least undecodable */
} GdBasis;

typedef struct GdDecoded
{
	const char *text;			/* in UTF-8, without byte order mark and NUL; the bytes themselves or from the arena */
	size_t		length;
	size_t		undecodable;	/* stretches of bytes that became U+FFFD, each the longest that begins a character */
	char		encoding[24];	/* its name, "UTF-8" for ASCII, too */
	GdBasis		basis;
} GdDecoded;

/* GD_OK or GD_OUT_OF_MEMORY. Any bytes have a text; its length is at most three times theirs. */
extern GdStatus gd_decode(const GdHost *host, const unsigned char *bytes, size_t length, GdDecoded *decoded);

#endif							/* DECODE_H */
