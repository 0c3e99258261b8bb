/*
 * xml_error.h
 *	  Keeps libxml2 quiet about faults in what it reads.
 */
#ifndef XML_ERROR_H
#define XML_ERROR_H

#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *GdXmlError;
#else
typedef xmlErrorPtr GdXmlError;
#endif

/*
 * The serror of a SAX handler. Without one of its own, libxml2 gives errors to a handler that
 * others may have set, or prints them. Where memory ran out it also takes from the parser what it
 * has not read yet: libxml2 2.9 would look for its end for ever.
 */
extern void gd_drop_error(void *reader, GdXmlError error);

/* The handlers of this thread, which are those of whoever else uses libxml2 here. */
typedef struct GdXmlHandlers
{
	xmlStructuredErrorFunc structured;
	void	   *structured_context;
	xmlGenericErrorFunc generic;
	void	   *generic_context;
} GdXmlHandlers;

/*
 * Bytes that are none in the encoding which XML declares are told to the handlers of the thread,
 * not to that of the parser. From mute to unmute these tell nobody; in between nothing may leave by
 * longjmp.
 */
extern GdXmlHandlers gd_mute_xml(void);
extern void gd_unmute_xml(GdXmlHandlers handlers);

#endif							/* XML_ERROR_H */
