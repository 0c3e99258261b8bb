/*
 * odt.c
 *	  The content of an OpenDocument, and behind a NUL its media type.
 */
#include "checks.h"
#include "package.h"

static const char text[] = "application/vnd.oasis.opendocument.text";

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	Part		parts[] = {{"content.xml"}, {"mimetype", {text, sizeof(text) - 1}}};

	check_package(parts, 2, 2, data, size);
	return 0;
}
