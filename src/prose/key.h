/*
 * key.h
 *	  One spelling of the name of an agency, by which names are compared and stored.
 */
#ifndef KEY_H
#define KEY_H

#include "text/core.h"

/* Of the table in key_table.h; a key of another version is another key. */
#define GD_KEY_VERSION 1

/*
 * The name without white space and invisible characters, in narrow letters and digits, with round
 * brackets and, if simplify, in simplified characters. The key of a key is itself. It comes from
 * the arena; no data if there is no memory.
 */
extern GdText gd_agency_key(const GdHost *host, const char *name, size_t length, bool simplify);

#endif							/* KEY_H */
