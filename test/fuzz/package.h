/*
 * package.h
 *	  Makes the zip files that office programs write, so that what is fuzzed is the XML in them and
 *	  not the checksums around it.
 */
#ifndef PACKAGE_H
#define PACKAGE_H

#include "text/core.h"

typedef struct Part
{
	const char *name;
	GdText		content;
} Part;

#define LONGEST_PACKAGE(parts, bytes) ((bytes) + (parts) * 256 + 64)

/* Writes a zip without compression; gives its length, at most LONGEST_PACKAGE. */
extern size_t write_package(const Part *parts, int count, unsigned char *into);

/*
 * Splits data at each NUL into at most count pieces, the last of which has the rest; pieces that
 * are not there keep what they have. Reads the package with these as the contents of its first
 * parts.
 */
extern void check_package(Part *parts, int count, int pieces, const unsigned char *data,
						  size_t size);

#endif							/* PACKAGE_H */
