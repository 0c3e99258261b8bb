/*
 * text.c
 *	  Text in UTF-8, as parse_report(text) and document_findings get it.
 */
#include <assert.h>

#include "checks.h"
#include "prose/several.h"

static void
check_several(const GdHost *host, const unsigned char *data, size_t size)
{
	static GdSeveral several;
	const char *padded = gd_padded_copy(host, (const char *) data, size);

	if (gd_find_several(host, padded, size, &several) != GD_OK)
		return;
	assert(several.reports >= 0);
	for (int i = 0; i < several.reports && i < GD_REPORTS; i++)
	{
		GdText		title = several.report[i].title;

		assert(title.data >= padded && title.data + title.length <= padded + size);
		assert(several.report[i].line > 0);
	}
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static GdReport report;
	Arena		arena = {.count = 0};
	GdHost		host = {.allocate = allocate, .arena = &arena};

	if (gd_parse_report(&host, (const char *) data, size, &report) == GD_OK)
		check_report(&report, size);
	check_several(&host, data, size);
	free_pieces(&arena);
	return 0;
}
