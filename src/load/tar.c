/*
 * tar.c
 *	  The files of a tar archive that lies in memory.
 *
 * POSIX.1, pax interchange format: blocks of 512 bytes, a header in front of each entry. Headers of
 * their own have what does not fit into one: the long names of GNU (L), the records of pax (x).
 */
#include "load/tar.h"

#include <stdlib.h>

#include "load/allocate.h"

#define BLOCK 512
#define NAME_LENGTH 100
#define SIZE_AT 124
#define SIZE_LENGTH 12
#define SUM_AT 148
#define SUM_LENGTH 8
#define TYPE_AT 156
#define MAGIC_AT 257
#define PREFIX_AT 345
#define PREFIX_LENGTH 155
#define BASE_256 0x80			/* in the first byte of a number too long for octal digits */

/* What the headers in front of an entry say of it. */
typedef struct Extended
{
	char	   *name;
	uint64_t	size;
	bool		has_size;
} Extended;

/* Octal digits between spaces and NULs, or bytes. False if it is none. */
static bool
read_number(const char *p, size_t length, uint64_t *number)
{
	const unsigned char *bytes = (const unsigned char *) p;
	size_t		i = 0;

	*number = 0;
	if (*bytes & BASE_256)
	{
		for (i = length - 8; i < length; i++)
			*number = *number << 8 | bytes[i];
		return *number <= INT64_MAX;
	}
	while (i < length && p[i] == ' ')
		i++;
	for (; i < length && p[i] >= '0' && p[i] <= '7'; i++)
		*number = *number << 3 | (uint64_t) (p[i] - '0');
	while (i < length && (p[i] == ' ' || p[i] == '\0'))
		i++;
	return i == length;
}

/* The sum of all bytes, those of the sum itself as spaces. */
static bool
has_right_sum(const char *header)
{
	uint64_t	stated;
	uint64_t	sum = 0;

	for (size_t i = 0; i < BLOCK; i++)
		sum += i >= SUM_AT && i < SUM_AT + SUM_LENGTH ? ' ' : (unsigned char) header[i];
	return read_number(header + SUM_AT, SUM_LENGTH, &stated) && stated == sum;
}

static bool
is_blank(const char *block)
{
	for (size_t i = 0; i < BLOCK; i++)
	{
		if (block[i] != '\0')
			return false;
	}
	return true;
}

/* The name in the header: behind a prefix in ustar, but not in what GNU writes. */
static char *
name_in_header(const char *header)
{
	int			length = (int) strnlen(header, NAME_LENGTH);
	int			prefix = (int) strnlen(header + PREFIX_AT, PREFIX_LENGTH);

	if (memcmp(header + MAGIC_AT, "ustar", 6) != 0 || prefix == 0)
		return format_text("%.*s", length, header);
	return format_text("%.*s/%.*s", prefix, header + PREFIX_AT, length, header);
}

static void
set_name(Extended *extended, GdText name)
{
	free(extended->name);
	extended->name = copy_bytes((GdText) {name.data, strnlen(name.data, name.length)});
}

/* Records "25 path=a/b/c.html\n", with their lengths in front. */
static void
read_records(GdText records, Extended *extended)
{
	while (records.length > 0)
	{
		char	   *key;
		size_t		length = strtoul(records.data, &key, 10);
		GdText		value;
		const char *equals;

		if (length < 5 || length > records.length || *key != ' ' ||
			(size_t) (++key - records.data) >= length ||
			(equals = memchr(key, '=', length - (size_t) (key - records.data))) == NULL)
			return;
		value = (GdText) {equals + 1, length - (size_t) (equals + 1 - records.data)};
		value.length -= value.length > 0;
		if (equals - key == 4 && memcmp(key, "path", 4) == 0)
			set_name(extended, value);
		if (equals - key == 4 && memcmp(key, "size", 4) == 0)
		{
			extended->size = strtoull(value.data, NULL, 10);
			extended->has_size = true;
		}
		records = (GdText) {records.data + length, records.length - length};
	}
}

/* Takes a header and what is behind it; false at the end, or where it is damaged. */
static bool
take_block(Tar *tar, const Extended *extended, const char **header, GdText *content)
{
	uint64_t	size;
	size_t		padded;

	*header = tar->rest.data;
	if (tar->rest.length < BLOCK || is_blank(*header))
		return false;
	tar->is_damaged = true;
	if (!has_right_sum(*header) || !read_number(*header + SIZE_AT, SIZE_LENGTH, &size))
		return false;
	if (extended->has_size)
		size = extended->size;
	if (size > tar->rest.length - BLOCK)
		return false;
	*content = (GdText) {*header + BLOCK, (size_t) size};
	padded = BLOCK + ((size_t) size + BLOCK - 1) / BLOCK * BLOCK;
	if (padded > tar->rest.length)
		padded = tar->rest.length;
	tar->rest = (GdText) {tar->rest.data + padded, tar->rest.length - padded};
	tar->is_damaged = false;
	return true;
}

/* Is the entry one of the list? Sets its kind. */
static bool
is_entry(char type, TarKind *kind)
{
	*kind = type == '0' || type == '\0' || type == '7' ? TAR_FILE :
		type == '1' || type == '2' ? TAR_LINK : TAR_OTHER;
	return type != '5' && type != 'g';
}

bool
next_in_tar(Tar *tar, TarEntry *entry)
{
	Extended	extended = {NULL};
	const char *header;

	while (take_block(tar, &extended, &header, &entry->content))
	{
		char		type = header[TYPE_AT];

		if (type == 'L')
			set_name(&extended, entry->content);
		else if (type == 'x')
			read_records(entry->content, &extended);
		else if (is_entry(type, &entry->kind))
		{
			entry->name = extended.name ? extended.name : name_in_header(header);
			return true;
		}
		else
		{
			free(extended.name);
			extended = (Extended) {NULL};
		}
	}
	free(extended.name);
	return false;
}
