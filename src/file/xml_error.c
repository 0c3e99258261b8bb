/*
 * xml_error.c
 *	  Keeps libxml2 quiet about faults in what it reads.
 */
#include "file/xml_error.h"

void
gd_drop_error(void *reader, GdXmlError error)
{
}
