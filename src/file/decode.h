/*
 * decode.h
 *	  Reads bytes in whatever encoding a document has: bytes → text.
 */
#ifndef DECODE_H
#define DECODE_H

#include "file/encoding.h"

/* GD_OK or GD_OUT_OF_MEMORY. Any bytes have a text; its length is at most three times theirs. */
extern GdStatus gd_decode(const GdHost *host, const unsigned char *bytes, size_t length,
						  GdDecoded *decoded);

#endif							/* DECODE_H */
