/*
 * name.h
 *	  Names of files, which are any bytes, as text.
 */
#ifndef NAME_H
#define NAME_H

#include "text/core.h"

/*
 * The path in UTF-8, itself where it is UTF-8: each byte that is no part of a character becomes \x
 * and two digits. Of malloc's.
 */
extern char *source_of_path(const char *path);

/*
 * The same of a name in an archive. Where it is no UTF-8 it may be in the encoding of the Windows
 * that made the archive, which is GBK for the reports that this is about.
 */
extern char *source_of_entry(const char *name);

/* All of it in ASCII, for a database whose encoding lacks a character of the source. */
extern char *source_in_ascii(const char *source);

/* The same on one line, for messages: controls become \x and two digits, too. */
extern char *printable(const char *source);

#endif							/* NAME_H */
