/*
 * convert.h
 *	  Makes text of files that the server does not read, by other programs.
 */
#ifndef CONVERT_H
#define CONVERT_H

#include "file/kind.h"

typedef struct Conversion
{
	char	   *text;			/* in UTF-8, of malloc's; NULL if there is none */
	size_t		length;
	const char *program;		/* that made it */
	bool		is_interrupted;
	char	   *why;			/* there is no text, of malloc's */
} Conversion;

/*
 * Has the first of the programs for this kind of file that is there and can do it make text of it,
 * each in a temporary folder of its own and within so many seconds. May be called by threads.
 */
extern void convert_file(GdFileKind kind, GdText bytes, int seconds, Conversion *conversion);

#define MOST_AT_ONCE 16

/* Is it the way of this kind of file to start slowly, and to be there? */
extern bool is_converted_at_once(GdFileKind kind);

/*
 * Converts files of such a kind by one start of the program, in the time of one. What it does not
 * make text of has none and no reason: it is to be tried by itself.
 */
extern void convert_files(GdFileKind kind, const GdText *bytes, int count, int seconds,
						  Conversion *conversions);

#endif							/* CONVERT_H */
