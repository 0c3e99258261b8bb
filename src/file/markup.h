/*
 * markup.h
 *	  Reads XML: markup → events, without entities of its own and without looking at anything else.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include "text/core.h"

/* Those of one element, as libxml2 has them. */
typedef struct GdAttributes
{
	const unsigned char **values;
	int			count;
} GdAttributes;

/* Names are local ones; uri is that of their namespace, or "". */
typedef struct GdMarkupEvents
{
	void		(*start) (void *reader, const char *name, const char *uri,
						  const GdAttributes *attributes);
	void		(*end) (void *reader, const char *name, const char *uri);
	void		(*text) (void *reader, const char *text, size_t length);
} GdMarkupEvents;

/* The value of an attribute, by its local name; data is NULL where there is none. */
extern GdText gd_attribute(const GdAttributes *attributes, const char *name);

/* Is the value this word? */
extern bool gd_attribute_is(const GdAttributes *attributes, const char *name, const char *value);

/* The value as a number from 0 to limit; otherwise, and where there is none, the default. */
extern uint32_t gd_attribute_number(const GdAttributes *attributes, const char *name,
									uint32_t otherwise, uint32_t limit);

/* GD_OK, GD_DAMAGED (not well-formed, or with a document type) or GD_OUT_OF_MEMORY. */
extern GdStatus gd_read_markup(const GdHost *host, GdText xml, const GdMarkupEvents *events,
							   void *reader);

#endif							/* MARKUP_H */
