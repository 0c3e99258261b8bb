/*
 * markup.c
 *	  Reads XML: markup → events, without entities of its own and without looking at anything else.
 *
 * libxml2 gets the XML in chunks. The host's functions, which may leave by longjmp, are called only
 * between them; the parser is then given back by at_release.
 */
#include "file/markup.h"

#include "file/memory.h"
#include "file/xml_error.h"

#include <libxml/parser.h>

#define CHUNK 16384				/* bytes that libxml2 gets at a time */
/* of an attribute: name, prefix, namespace, begin and end of its value */
#define FIELDS 5

typedef struct Parser
{
	const GdMarkupEvents *events;
	void	   *reader;
	xmlParserCtxtPtr context;
	bool		has_type;
} Parser;

GdText
gd_attribute(const GdAttributes *attributes, const char *name)
{
	for (int i = 0; i < attributes->count; i++)
	{
		const unsigned char **field = attributes->values + i * FIELDS;

		if (strcmp((const char *) field[0], name) == 0)
			return (GdText) {(const char *) field[3], (size_t) (field[4] - field[3])};
	}
	return (GdText) {NULL, 0};
}

bool
gd_attribute_is(const GdAttributes *attributes, const char *name, const char *value)
{
	GdText		found = gd_attribute(attributes, name);

	return found.data != NULL && found.length == strlen(value) &&
		memcmp(found.data, value, found.length) == 0;
}

uint32_t
gd_attribute_number(const GdAttributes *attributes, const char *name, uint32_t otherwise,
					uint32_t limit)
{
	GdText		found = gd_attribute(attributes, name);
	uint64_t	number = 0;

	if (found.length == 0)
		return otherwise;
	for (size_t i = 0; i < found.length; i++)
	{
		if (found.data[i] < '0' || found.data[i] > '9')
			return otherwise;
		if (number <= limit)
			number = number * 10 + (uint64_t) (found.data[i] - '0');
	}
	return number < limit ? (uint32_t) number : limit;
}

static const char *
string(const xmlChar *name)
{
	return name ? (const char *) name : "";
}

static void
on_start(void *parser, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
		 int namespaces, const xmlChar **declared, int count, int defaulted,
		 const xmlChar **attributes)
{
	Parser	   *p = parser;
	GdAttributes given = {attributes, count};

	p->events->start(p->reader, string(name), string(uri), &given);
}

static void
on_end(void *parser, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	Parser	   *p = parser;

	p->events->end(p->reader, string(name), string(uri));
}

static void
on_text(void *parser, const xmlChar *text, int length)
{
	Parser	   *p = parser;

	p->events->text(p->reader, (const char *) text, (size_t) length);
}

/* Only a document type can define entities; files of office programs have none. */
static void
on_type(void *parser, const xmlChar *name, const xmlChar *public, const xmlChar *system)
{
	Parser	   *p = parser;

	p->has_type = true;
	xmlStopParser(p->context);
}

static void
release_parser(void *parser)
{
	Parser	   *p = parser;

	if (p->context)
		xmlFreeParserCtxt(p->context);
	p->context = NULL;
}

static bool
open_parser(Parser *p)
{
	xmlSAXHandler handler = {0};

	handler.initialized = XML_SAX2_MAGIC;
	handler.startElementNs = on_start;
	handler.endElementNs = on_end;
	handler.characters = handler.ignorableWhitespace = handler.cdataBlock = on_text;
	handler.internalSubset = on_type;
	handler.serror = gd_drop_error;
	gd_watch_memory();
	p->context = xmlCreatePushParserCtxt(&handler, p, NULL, 0, NULL);
	if (p->context == NULL)
		return false;
	xmlCtxtUseOptions(p->context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	return !gd_memory_ran_out();
}

/* Gives the parser the next bytes, or tells it that there are no more. */
static GdStatus
feed(const Parser *p, const char *bytes, size_t count)
{
	GdXmlHandlers handlers = gd_mute_xml();
	bool		ran_out;

	gd_watch_memory();
	xmlParseChunk(p->context, bytes, (int) count, count == 0);
	ran_out = gd_memory_ran_out();
	gd_unmute_xml(handlers);
	if (ran_out || p->context->errNo == XML_ERR_NO_MEMORY)
		return GD_OUT_OF_MEMORY;
	return p->context->wellFormed && !p->has_type ? GD_OK : GD_DAMAGED;
}

GdStatus
gd_read_markup(const GdHost *host, GdText xml, const GdMarkupEvents *events, void *reader)
{
	Parser	   *p = host->allocate(host->arena, sizeof(Parser));
	GdStatus	status = GD_OK;

	if (p == NULL)
		return GD_OUT_OF_MEMORY;
	*p = (Parser) {events, reader};
	if (host->at_release)
		host->at_release(host->arena, release_parser, p);
	if (!open_parser(p))
		status = GD_OUT_OF_MEMORY;
	for (size_t at = 0; at < xml.length && status == GD_OK; at += CHUNK)
	{
		size_t		count = xml.length - at < CHUNK ? xml.length - at : CHUNK;

		if (host->check_interrupts)
			host->check_interrupts();
		status = feed(p, xml.data + at, count);
	}
	if (status == GD_OK)
		status = feed(p, NULL, 0);
	release_parser(p);
	return status;
}
