/*
 * blank.h
 *	  Words that programs write for a blank cell: None, NaN, null, \N.
 */
#ifndef BLANK_H
#define BLANK_H

#include <stddef.h>

/*
 * The bytes of such a word at p, whatever is behind it, or 0. Reads no further than to the first
 * byte that differs.
 */
extern size_t gd_blank_word(const unsigned char *p);

#endif							/* BLANK_H */
