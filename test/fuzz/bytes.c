/*
 * bytes.c
 *	  Bytes as parse_report(bytea) gets them: text in any encoding, and every kind of file.
 */
#include "checks.h"
#include "file/decode.h"

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static GdReport report;
	Arena		arena = {.count = 0};
	GdHost		host = {.allocate = allocate, .arena = &arena};
	GdDecoded	decoded;

	if (gd_decode(&host, data, size, &decoded) == GD_OK)
	{
		check_decoded(&decoded, size);
		if (gd_parse_report(&host, decoded.text, decoded.length, &report) == GD_OK)
			check_report(&report, decoded.length);
	}
	check_file(&host, data, size);
	free_pieces(&arena);
	return 0;
}
