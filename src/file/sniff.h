/*
 * sniff.h
 *	  Tells encodings apart: bytes → the name of their encoding.
 */
#ifndef SNIFF_H
#define SNIFF_H

#include "file/encoding.h"

/*
 * Decides for an encoding; sets encoding and basis. Takes a bounded time beyond passing over the
 * bytes.
 */
extern void gd_sniff(const unsigned char *bytes, size_t length, GdDecoded *decoded);

/* How many bytes a byte order mark takes that text of an encoding may begin with, or 0. */
extern size_t gd_byte_order_mark(const unsigned char *bytes, size_t length, const char *encoding);

/*
 * Does a character of UTF-8 begin at p? Sets bytes to its length, or to the length of the longest
 * sequence that begins a character, at least 1. NUL is none: no text can hold it.
 */
extern bool gd_utf8_character(const unsigned char *p, const unsigned char *end, size_t *bytes);

#endif							/* SNIFF_H */
