/*
 * package.c
 *	  Packs the parts of an office file, which is a zip.
 *
 * libzip packs in memory of its own. The host's functions, which may leave by longjmp, are called
 * only between its calls; what it holds is then given back by at_release.
 */
#include "print/package.h"

#include <zip.h>

#define NO_TIME 0				/* what MS-DOS has for 1980-01-01 00:00, the first there is */
#define NO_DATE 0x21
#define LEVEL 6					/* of deflate: the default, said so that it stays */

typedef struct Package
{
	zip_source_t *bytes;		/* what the zip is written to */
	zip_t	   *zip;			/* while it is open */
} Package;

static void
release(void *package)
{
	Package    *p = package;

	if (p->zip)
		zip_discard(p->zip);
	p->zip = NULL;
	if (p->bytes)
		zip_source_free(p->bytes);
	p->bytes = NULL;
}

static bool
open_package(Package *package)
{
	package->bytes = zip_source_buffer_create(NULL, 0, 0, NULL);
	if (package->bytes == NULL)
		return false;
	package->zip = zip_open_from_source(package->bytes, ZIP_TRUNCATE, NULL);
	if (package->zip == NULL)
		return false;
	/* the open zip has one reference to it, and the package another */
	zip_source_keep(package->bytes);
	return true;
}

static bool
add_part(zip_t *zip, const GdPart *part)
{
	zip_source_t *source = zip_source_buffer(zip, part->content.data, part->content.length, 0);
	zip_int64_t entry;

	if (source == NULL)
		return false;
	entry = zip_file_add(zip, part->name, source, 0);
	if (entry < 0)
	{
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(zip, (zip_uint64_t) entry, ZIP_CM_DEFLATE, LEVEL) == 0 &&
		zip_file_set_dostime(zip, (zip_uint64_t) entry, NO_TIME, NO_DATE, 0) == 0;
}

static bool
close_zip(Package *package)
{
	if (zip_close(package->zip) != 0)
		return false;
	package->zip = NULL;
	return true;
}

static bool
read_bytes(Package *package, char *into, zip_uint64_t size)
{
	zip_int64_t count;

	if (zip_source_open(package->bytes) != 0)
		return false;
	count = zip_source_read(package->bytes, into, size);
	zip_source_close(package->bytes);
	return count >= 0 && (zip_uint64_t) count == size;
}

static GdStatus
copy_bytes(const GdHost *host, Package *package, GdText *bytes)
{
	zip_stat_t	stat;
	char	   *into;

	if (zip_source_stat(package->bytes, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
		return GD_OUT_OF_MEMORY;
	into = host->allocate(host->arena, stat.size);
	if (into == NULL || !read_bytes(package, into, stat.size))
		return GD_OUT_OF_MEMORY;
	*bytes = (GdText) {into, stat.size};
	return GD_OK;
}

GdStatus
gd_pack(const GdHost *host, const GdPart *parts, int count, GdText *bytes)
{
	Package    *package = host->allocate(host->arena, sizeof(Package));
	GdStatus	status = GD_OUT_OF_MEMORY;
	bool		is_packed;

	if (package == NULL)
		return GD_OUT_OF_MEMORY;
	*package = (Package) {0};
	if (host->at_release)
		host->at_release(host->arena, release, package);
	is_packed = open_package(package);
	for (int i = 0; is_packed && i < count; i++)
		is_packed = add_part(package->zip, &parts[i]);
	if (is_packed && close_zip(package))
		status = copy_bytes(host, package, bytes);
	release(package);
	return status;
}

/* The bytes of a character that XML cannot have, or 0. */
static size_t
forbidden_bytes(const char *p, size_t length)
{
	if ((unsigned char) *p < 0x20)
		return *p != '\t';
	/* U+FFFE and U+FFFF */
	return length >= 3 && memcmp(p, "\xEF\xBF", 2) == 0 && (unsigned char) p[2] >= 0xBE ? 3 : 0;
}

void
gd_write_xml(GdWriter *writer, GdText text)
{
	size_t		begin = 0;
	size_t		i = 0;

	while (i < text.length)
	{
		size_t		bytes = forbidden_bytes(text.data + i, text.length - i);

		if (bytes > 0)
		{
			gd_write_escaped(writer, (GdText) {text.data + begin, i - begin});
			gd_write(writer, bytes == 1 ? " " : "\xEF\xBF\xBD");
			begin = i + bytes;
		}
		i += bytes > 0 ? bytes : 1;
	}
	gd_write_escaped(writer, (GdText) {text.data + begin, text.length - begin});
}

void
gd_write_attribute(GdWriter *writer, const char *name, int value)
{
	gd_write(writer, " ");
	gd_write(writer, name);
	gd_write(writer, "=\"");
	gd_write_number(writer, value);
	gd_write(writer, "\"");
}
