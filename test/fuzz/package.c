/*
 * package.c
 *	  Makes the zip files that office programs write.
 */
#include "package.h"

#include <stdlib.h>
#include <zlib.h>

#include "checks.h"

typedef struct Output
{
	unsigned char *bytes;
	size_t		length;
} Output;

/* Least significant byte first. */
static void
put(Output *output, uint32_t number, int bytes)
{
	for (; bytes > 0; bytes--, number >>= 8)
		output->bytes[output->length++] = (unsigned char) number;
}

static void
put_text(Output *output, const char *text, size_t length)
{
	if (length > 0)
		memcpy(output->bytes + output->length, text, length);
	output->length += length;
}

/* What the header of an entry and its line in the directory have in common. */
static void
put_entry(Output *output, const Part *part)
{
	uint32_t	length = (uint32_t) part->content.length;

	put(output, 20, 2);			/* version that is needed */
	put(output, 0, 2);
	put(output, 0, 2);			/* stored */
	put(output, 0x58210000, 4); /* 2024-01-01 */
	put(output, (uint32_t) crc32(0, (const Bytef *) part->content.data, length), 4);
	put(output, length, 4);
	put(output, length, 4);
	put(output, (uint32_t) strlen(part->name), 2);
	put(output, 0, 2);
}

size_t
write_package(const Part *parts, int count, unsigned char *into)
{
	Output		output = {into, 0};
	uint32_t	at[16];
	uint32_t	directory;
	uint32_t	end;

	for (int i = 0; i < count; i++)
	{
		at[i] = (uint32_t) output.length;
		put(&output, 0x04034B50, 4);
		put_entry(&output, &parts[i]);
		put_text(&output, parts[i].name, strlen(parts[i].name));
		put_text(&output, parts[i].content.data, parts[i].content.length);
	}
	directory = (uint32_t) output.length;
	for (int i = 0; i < count; i++)
	{
		put(&output, 0x02014B50, 4);
		put(&output, 20, 2);
		put_entry(&output, &parts[i]);
		put(&output, 0, 2);		/* comment */
		put(&output, 0, 4);
		put(&output, 0, 4);		/* attributes */
		put(&output, at[i], 4);
		put_text(&output, parts[i].name, strlen(parts[i].name));
	}
	end = (uint32_t) output.length;
	put(&output, 0x06054B50, 4);
	put(&output, 0, 4);
	put(&output, (uint32_t) count, 2);
	put(&output, (uint32_t) count, 2);
	put(&output, end - directory, 4);
	put(&output, directory, 4);
	put(&output, 0, 2);
	return output.length;
}

static void
split(Part *parts, int pieces, const char *p, const char *end)
{
	for (int i = 0; i < pieces; i++)
	{
		const char *next = i + 1 < pieces && p < end ? memchr(p, '\0', (size_t) (end - p)) : NULL;

		parts[i].content = (GdText) {p, (size_t) ((next ? next : end) - p)};
		if (next == NULL)
			return;
		p = next + 1;
	}
}

void
check_package(Part *parts, int count, int pieces, const unsigned char *data, size_t size)
{
	Arena		arena = {.count = 0};
	GdHost		host = {.allocate = allocate, .arena = &arena};
	size_t		most = LONGEST_PACKAGE((size_t) count, 0);
	unsigned char *bytes;

	split(parts, pieces, (const char *) data, (const char *) data + size);
	for (int i = 0; i < count; i++)
		most += parts[i].content.length;
	bytes = malloc(most);
	check_file(&host, bytes, write_package(parts, count, bytes));
	free(bytes);
	free_pieces(&arena);
}
