/*
 * packed_file.c
 *	  A file inside a zip of its own, and inside gzip.
 */
#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

#include "checks.h"
#include "package.h"

/* Stored: what is fuzzed is the content. Its length. */
static size_t
write_gzip(const unsigned char *data, size_t size, unsigned char *into, size_t room)
{
	z_stream	stream = {.next_in = (Bytef *) data, .avail_in = (uInt) size,
	.next_out = into, .avail_out = (uInt) room};
	int			result = deflateInit2(&stream, 0, Z_DEFLATED, MAX_WBITS + 16, 8,
		Z_DEFAULT_STRATEGY);

	assert(result == Z_OK);
	result = deflate(&stream, Z_FINISH);
	assert(result == Z_STREAM_END);
	deflateEnd(&stream);
	return stream.total_out;
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	Arena		arena = {.count = 0};
	GdHost		host = {.allocate = allocate, .arena = &arena};
	Part		parts[] = {{"report.html"}};
	size_t		room = size + size / 100 + 256;
	unsigned char *bytes = malloc(room);

	check_package(parts, 1, 1, data, size);
	check_file(&host, bytes, write_gzip(data, size, bytes, room));
	free(bytes);
	free_pieces(&arena);
	return 0;
}
