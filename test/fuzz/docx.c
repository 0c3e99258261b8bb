/*
 * docx.c
 *	  The document of a Word file.
 */
#include "checks.h"
#include "package.h"

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	Part		parts[] = {{"word/document.xml"}};

	check_package(parts, 1, 1, data, size);
	return 0;
}
