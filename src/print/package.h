/*
 * package.h
 *	  Packs the parts of an office file, which is a zip.
 */
#ifndef PACKAGE_H
#define PACKAGE_H

#include "text/writer.h"

typedef struct GdPart
{
	const char *name;
	GdText		content;
} GdPart;

/*
 * The parts in their order, packed in the host's arena: the same bytes for the same parts, as long
 * as zlib is the same. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_pack(const GdHost *host, const GdPart *parts, int count, GdText *bytes);

/*
 * Text as XML has it; what XML cannot have is a space, where it is a control character, or U+FFFD.
 */
extern void gd_write_xml(GdWriter *writer, GdText text);

/* ' name="value"' */
extern void gd_write_attribute(GdWriter *writer, const char *name, int value);

#endif							/* PACKAGE_H */
