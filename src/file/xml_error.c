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
