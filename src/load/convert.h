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

#endif							/* CONVERT_H */
