/*
 * xml_error.c
 *	  Keeps libxml2 quiet about faults in what it reads.
 */
#include "file/xml_error.h"

#include <libxml/parser.h>

void
gd_drop_error(void *reader, GdXmlError error)
{
	xmlParserCtxtPtr context = error->ctxt;

	if (error->code == XML_ERR_NO_MEMORY && context != NULL && context->input != NULL)
		context->input->cur = context->input->end;
}

static void
drop_words(void *context, const char *format, ...)
{
}

GdXmlHandlers
gd_mute_xml(void)
{
	GdXmlHandlers handlers = {xmlStructuredError, xmlStructuredErrorContext, xmlGenericError,
		xmlGenericErrorContext};

	xmlSetStructuredErrorFunc(NULL, gd_drop_error);
	xmlSetGenericErrorFunc(NULL, drop_words);
	return handlers;
}

void
gd_unmute_xml(GdXmlHandlers handlers)
{
	xmlSetStructuredErrorFunc(handlers.structured_context, handlers.structured);
	xmlSetGenericErrorFunc(handlers.generic_context, handlers.generic);
}
