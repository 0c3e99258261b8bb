/*
 * archive.c
 *	  Unpacks zip and gzip, within bounds.
 *
 * libzip and zlib unpack. The host's functions, which may leave by longjmp, are called only between
 * their calls; what they hold is then given back by at_release.
 */
#include "file/archive.h"

#include "file/memory.h"

#include <ctype.h>
#include <zip.h>
#include <zlib.h>

#define MOST_BYTES ((size_t) 256 << 20)
#define LEAST_BYTES ((size_t) 4 << 20)	/* that a small file may always unpack to */
#define MOST_RATIO 200			/* bytes of one packed byte */
#define MOST_ENTRIES 10000
#define PIECE 65536				/* bytes between two calls of the host's check_interrupts */

struct GdArchive
{
	const GdHost *host;
	GdBudget   *budget;
	zip_t	   *zip;
	zip_file_t *file;			/* the entry that is being read */
	bool		ran_out;		/* memory, while a name was looked for */
};

GdBudget
gd_budget_for(size_t length)
{
	size_t		bytes = length < MOST_BYTES / MOST_RATIO ? length * MOST_RATIO : MOST_BYTES;

	return (GdBudget) {bytes > LEAST_BYTES ? bytes : LEAST_BYTES};
}

/*
 * Zip
 */

void
gd_close_archive(GdArchive *archive)
{
	if (archive->file)
		zip_fclose(archive->file);
	archive->file = NULL;
	if (archive->zip)
		zip_discard(archive->zip);
	archive->zip = NULL;
}

static void
release_archive(void *archive)
{
	gd_close_archive(archive);
}

/* What an error of libzip means, since gd_watch_memory. */
static GdStatus
zip_status(const zip_error_t *error)
{
	return gd_memory_ran_out() || zip_error_code_zip(error) == ZIP_ER_MEMORY ? GD_OUT_OF_MEMORY :
		GD_DAMAGED;
}

static GdStatus
open_zip(GdArchive *archive, GdText bytes)
{
	zip_error_t error;
	zip_source_t *source;
	GdStatus	status = GD_OK;

	gd_watch_memory();
	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.data, bytes.length, 0, &error);
	if (source != NULL)
		archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (archive->zip == NULL)
	{
		status = zip_status(&error);
		if (source != NULL)
			zip_source_free(source);
	}
	zip_error_fini(&error);
	return status;
}

GdStatus
gd_open_archive(const GdHost *host, GdText bytes, GdBudget *budget, GdArchive **archive)
{
	GdArchive  *opened = host->allocate(host->arena, sizeof(GdArchive));
	GdStatus	status;

	if (opened == NULL)
		return GD_OUT_OF_MEMORY;
	*opened = (GdArchive) {host, budget};
	if (host->at_release)
		host->at_release(host->arena, release_archive, opened);
	status = open_zip(opened, bytes);
	if (status == GD_OK && gd_archive_count(opened) > MOST_ENTRIES)
	{
		gd_close_archive(opened);
		status = GD_TOO_LARGE;
	}
	*archive = opened;
	return status;
}

int64_t
gd_archive_count(const GdArchive *archive)
{
	return zip_get_num_entries(archive->zip, 0);
}

/* libzip makes names as they are asked for. */
static const char *
name_of_entry(GdArchive *archive, int64_t entry, zip_flags_t flags)
{
	const char *name;

	gd_watch_memory();
	name = zip_get_name(archive->zip, (zip_uint64_t) entry, flags);
	archive->ran_out |= gd_memory_ran_out();
	return name ? name : "";
}

const char *
gd_archive_name(GdArchive *archive, int64_t entry)
{
	return name_of_entry(archive, entry, 0);
}

const char *
gd_archive_raw_name(GdArchive *archive, int64_t entry)
{
	return name_of_entry(archive, entry, ZIP_FL_ENC_RAW);
}

/* Some programs write the backslashes of Windows, and cases do not tell names apart. */
static bool
is_same_path(const char *a, const char *b)
{
	while (*a != '\0' && (*a == *b || (*a == '\\' && *b == '/') ||
						  tolower((unsigned char) *a) == tolower((unsigned char) *b)))
	{
		a++;
		b++;
	}
	return *a == *b;
}

int64_t
gd_find_entry(GdArchive *archive, const char *name)
{
	int64_t		entry;

	gd_watch_memory();
	entry = zip_name_locate(archive->zip, name, 0);
	archive->ran_out |= gd_memory_ran_out();
	for (int64_t i = 0; entry < 0 && i < gd_archive_count(archive); i++)
	{
		if (is_same_path(gd_archive_name(archive, i), name))
			entry = i;
	}
	return entry;
}

bool
gd_archive_ran_out(const GdArchive *archive)
{
	return archive->ran_out;
}

/* Reads the open entry into memory that is large enough for what it says it has. */
static GdStatus
read_file(GdArchive *archive, char *into, size_t size)
{
	const GdHost *host = archive->host;
	size_t		at = 0;
	zip_int64_t count = 1;

	while (count > 0 && at < size)
	{
		if (host->check_interrupts)
			host->check_interrupts();
		gd_watch_memory();
		count = zip_fread(archive->file, into + at, size - at < PIECE ? size - at : PIECE);
		at += count > 0 ? (size_t) count : 0;
	}
	/* at the end libzip compares the checksum */
	if (count >= 0 && at == size)
		count = zip_fread(archive->file, &(char) {0}, 1);
	if (count < 0 && gd_memory_ran_out())
		return GD_OUT_OF_MEMORY;
	return count == 0 && at == size ? GD_OK : GD_DAMAGED;
}

GdStatus
gd_read_entry(GdArchive *archive, int64_t entry, GdText *content)
{
	zip_stat_t	stat;
	char	   *into;
	GdStatus	status;

	gd_watch_memory();
	if (zip_stat_index(archive->zip, (zip_uint64_t) entry, 0, &stat) != 0 ||
		(stat.valid & ZIP_STAT_SIZE) == 0)
		return gd_memory_ran_out() ? GD_OUT_OF_MEMORY : GD_DAMAGED;
	if (stat.size > archive->budget->bytes)
		return GD_TOO_LARGE;
	archive->budget->bytes -= stat.size;
	into = archive->host->allocate(archive->host->arena, stat.size + 1);
	if (into == NULL)
		return GD_OUT_OF_MEMORY;
	gd_watch_memory();
	archive->file = zip_fopen_index(archive->zip, (zip_uint64_t) entry, 0);
	if (archive->file == NULL)
		return zip_status(zip_get_error(archive->zip));
	status = read_file(archive, into, stat.size);
	zip_fclose(archive->file);
	archive->file = NULL;
	*content = (GdText) {into, stat.size};
	return status;
}

/*
 * Gzip
 */

typedef struct Gzip
{
	const GdHost *host;
	GdBudget   *budget;
	z_stream	stream;
	bool		is_open;
	char	   *bytes;
	size_t		length;
	size_t		capacity;
} Gzip;

static void
release_gzip(void *gzip)
{
	Gzip	   *g = gzip;

	if (g->is_open)
		inflateEnd(&g->stream);
	g->is_open = false;
}

static bool
make_room(Gzip *g)
{
	size_t		capacity = g->capacity * 2 + PIECE;
	char	   *bytes;

	if (g->capacity - g->length >= PIECE)
		return true;
	bytes = g->host->allocate(g->host->arena, capacity);
	if (bytes == NULL)
		return false;
	if (g->length > 0)
		memcpy(bytes, g->bytes, g->length);
	g->bytes = bytes;
	g->capacity = capacity;
	return true;
}

/* Unpacks one piece more. */
static GdStatus
inflate_piece(Gzip *g, int *result)
{
	if (g->host->check_interrupts)
		g->host->check_interrupts();
	if (!make_room(g))
		return GD_OUT_OF_MEMORY;
	g->stream.next_out = (Bytef *) g->bytes + g->length;
	g->stream.avail_out = PIECE;
	*result = inflate(&g->stream, Z_NO_FLUSH);
	g->length += PIECE - g->stream.avail_out;
	if (g->length > g->budget->bytes)
		return GD_TOO_LARGE;
	if (*result == Z_MEM_ERROR)
		return GD_OUT_OF_MEMORY;
	return *result == Z_OK || *result == Z_STREAM_END ? GD_OK : GD_DAMAGED;
}

GdStatus
gd_read_gzip(const GdHost *host, GdText bytes, GdBudget *budget, GdText *content)
{
	Gzip	   *g = host->allocate(host->arena, sizeof(Gzip));
	GdStatus	status = GD_OK;
	int			result = Z_OK;

	if (g == NULL)
		return GD_OUT_OF_MEMORY;
	if (bytes.length > UINT32_MAX)
		return GD_TOO_LARGE;
	*g = (Gzip) {host, budget};
	if (host->at_release)
		host->at_release(host->arena, release_gzip, g);
	g->is_open = inflateInit2(&g->stream, MAX_WBITS + 16) == Z_OK;
	if (!g->is_open)
		return GD_OUT_OF_MEMORY;
	g->stream.next_in = (Bytef *) bytes.data;
	g->stream.avail_in = (uInt) bytes.length;
	while (status == GD_OK && result != Z_STREAM_END)
		status = inflate_piece(g, &result);
	release_gzip(g);
	budget->bytes -= g->length < budget->bytes ? g->length : budget->bytes;
	*content = (GdText) {g->bytes, g->length};
	return status;
}
