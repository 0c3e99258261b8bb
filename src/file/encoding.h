/*
 * encoding.h
 *	  A document's text in UTF-8, and which encoding it was in.
 */
#ifndef ENCODING_H
#define ENCODING_H

#include "text/core.h"

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
	/* in UTF-8, without byte order mark and NUL; the bytes themselves or from the arena */
	const char *text;
	size_t		length;
	/* stretches of bytes that became U+FFFD, each the longest that begins a character */
	size_t		undecodable;
	char		encoding[24];	/* its name, "UTF-8" for ASCII, too */
	GdBasis		basis;
} GdDecoded;

#endif							/* ENCODING_H */
