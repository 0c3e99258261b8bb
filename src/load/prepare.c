/*
 * prepare.c
 *	  From a path to what is to be filed: what the file is, what is in it, its text.
 */
#include "load/prepare.h"

#include <stdlib.h>

#include "file/file.h"
#include "load/ahead.h"
#include "load/arena.h"
#include "load/clock.h"
#include "load/convert.h"
#include "load/disk.h"
#include "load/interrupt.h"
#include "load/allocate.h"
#include "load/name.h"
#include "load/tar.h"

#define DEEPEST 4				/* archives in one another */
#define MOST_UNPACKED ((size_t) 4 << 30)	/* bytes, of one path */

/* What is being prepared: a file, or one in an archive. */
typedef struct Part
{
	const Preparing *preparing;
	const Found *found;			/* that it is, or is in */
	const char *path;			/* "a.zip/b/c.html" */
	GdText		bytes;
	int			depth;
	size_t	   *unpacked;		/* of this path, so far */
	double		started;
} Part;

static void unpack(const Part *part, GdFileKind kind);

/*
 * Delivering
 */

/* Of a name that is no UTF-8 the source has all bytes, but an agency is read only from text. */
static Outcome *
make_outcome(const Part *part, Fate fate, GdFileKind kind)
{
	const Preparing *preparing = part->preparing;
	char	   *source = source_of_path(part->path);
	Outcome    *outcome = new_outcome(source, fate);

	outcome->kind = kind;
	outcome->bytes = part->bytes.length;
	outcome->seconds = seconds_now() - part->started;
	if (preparing->statements)
		find_statement(preparing->statements, source, &outcome->stated_agency,
					   &outcome->stated_year);
	free(source);
	return outcome;
}

static void
deliver(const Part *part, Outcome *outcome, GdText raw, GdText body)
{
	Prepared   *prepared = get_memory(sizeof(Prepared));

	*prepared = (Prepared) {NULL, outcome, raw, body};
	part->preparing->deliver(part->preparing->to, prepared);
}

static const GdText nothing = {NULL, 0};

/* Nothing is to be filed, for a reason of malloc's. */
static void
deliver_problem(const Part *part, Fate fate, GdFileKind kind, char *why)
{
	Outcome    *outcome = make_outcome(part, fate, kind);

	outcome->why = why;
	deliver(part, outcome, nothing, nothing);
}

static GdText
keep(GdText bytes)
{
	return (GdText) {copy_bytes(bytes), bytes.length};
}

void
free_prepared(Prepared *prepared)
{
	free((char *) prepared->raw.data);
	free((char *) prepared->body.data);
	free(prepared);
}

/*
 * What the core says
 */

static char *
why_not_read(GdStatus status, GdFileKind kind)
{
	const char *what = gd_file_kinds[kind].what;

	switch (status)
	{
		case GD_DAMAGED:
			return format_text("%s, but damaged or locked by a password", what);
		case GD_TOO_LARGE:
			return format_text("%s that unpacks to too much", what);
		case GD_OUT_OF_MEMORY:
			return copy_string("out of memory");
		case GD_OK:
		case GD_NOT_A_REPORT:
			break;
	}
	return copy_string(what);
}

static void
deliver_converted(const Part *part, GdFileKind kind)
{
	Conversion	conversion;
	Outcome    *outcome;

	if (part->depth == 0 && is_converted_at_once(kind))
		convert_ahead(part->preparing->ahead, part->found, kind, part->bytes, &conversion);
	else
		convert_file(kind, part->bytes, part->preparing->time_limit, &conversion);
	if (conversion.text == NULL)
	{
		Fate		fate = conversion.is_interrupted ? FATE_NOT_DONE : FATE_UNREADABLE;

		deliver_problem(part, fate, kind, conversion.is_interrupted ? copy_string("interrupted") :
						format_text("%s: %s", gd_file_kinds[kind].what, conversion.why));
		free(conversion.why);
		return;
	}
	free(conversion.why);
	outcome = make_outcome(part, FATE_FILED, kind);
	outcome->converter = conversion.program;
	deliver(part, outcome, keep(part->bytes), (GdText) {conversion.text, conversion.length});
}

/* What the server reads is filed as it is; archives are opened, and the rest is converted. */
static void
prepare_part(const Part *part)
{
	Arena		arena;
	GdFile		file;
	GdStatus	status;

	arena_open(&arena);
	status = gd_read_file(&arena.host, (const unsigned char *) part->bytes.data,
						  part->bytes.length, &file);
	if (status != GD_OK)
		deliver_problem(part, FATE_UNREADABLE, file.kind, why_not_read(status, file.kind));
	else if (file.is_read)
		deliver(part, make_outcome(part, FATE_FILED, file.kind), keep(part->bytes),
				part->preparing->is_body_wanted ?
				keep((GdText) {file.decoded.text, file.decoded.length}) : nothing);
	else if (file.kind == GD_FILE_EMPTY)
		deliver_problem(part, FATE_UNREADABLE, file.kind, copy_string("an empty file"));
	else if (file.kind == GD_FILE_ZIP || file.kind == GD_FILE_GZ || file.kind == GD_FILE_TAR)
		unpack(part, file.kind);
	else
		deliver_converted(part, file.kind);
	arena_reset(&arena);
}

/*
 * Archives
 */

/* Prepares what was unpacked, with the status of that. */
static void
prepare_unpacked(const Part *archive, const char *name, GdText bytes, GdStatus status)
{
	char	   *path = join_path(archive->path, name);
	Part		part = *archive;

	part.path = path;
	part.bytes = status == GD_OK ? bytes : nothing;
	part.depth++;
	part.started = seconds_now();
	*part.unpacked += part.bytes.length;
	if (status != GD_OK)
		deliver_problem(&part, FATE_UNREADABLE, GD_FILE_UNKNOWN,
						why_not_read(status, GD_FILE_UNKNOWN));
	else if (*part.unpacked > MOST_UNPACKED)
		deliver_problem(&part, FATE_UNREADABLE, GD_FILE_UNKNOWN,
						copy_string("in an archive that unpacks to too much"));
	else
		prepare_part(&part);
	free(path);
}

/* Folders, and what macOS adds. */
static bool
is_no_file(const char *name)
{
	size_t		length = strlen(name);

	return length == 0 || name[length - 1] == '/' || strncmp(name, "__MACOSX/", 9) == 0;
}

/*
 * Entry by entry: each has its own arena, and may be as large as one in an archive of its own.
 * Gives how many files there are.
 */
static size_t
prepare_entries(const Part *part, GdHost *host, GdArchive *archive, GdBudget *budget)
{
	size_t		files = 0;
	void	   *outer = host->arena;

	for (int64_t i = 0; i < gd_archive_count(archive); i++)
	{
		char	   *name;
		GdText		content = nothing;
		GdStatus	status;
		Arena		inner;

		if (is_no_file(gd_archive_name(archive, i)) || interrupts() > 0 ||
			*part->unpacked > MOST_UNPACKED)
			continue;
		name = source_of_entry(gd_archive_raw_name(archive, i));
		arena_open(&inner);
		*budget = gd_budget_for(part->bytes.length);
		host->arena = &inner;
		status = gd_read_entry(archive, i, &content);
		host->arena = outer;
		prepare_unpacked(part, name, content, status);
		arena_reset(&inner);
		free(name);
		files++;
	}
	return files;
}

static void
unpack_zip(const Part *part)
{
	Arena		arena;
	GdHost		host;
	GdBudget	budget = gd_budget_for(part->bytes.length);
	GdArchive  *archive;
	GdStatus	status;

	arena_open(&arena);
	host = arena.host;
	status = gd_open_archive(&host, part->bytes, &budget, &archive);
	if (status != GD_OK)
		deliver_problem(part, FATE_UNREADABLE, GD_FILE_ZIP, why_not_read(status, GD_FILE_ZIP));
	else if (prepare_entries(part, &host, archive, &budget) == 0)
		deliver_problem(part, FATE_UNREADABLE, GD_FILE_ZIP,
						copy_string("an archive without files"));
	arena_reset(&arena);
}

/* The name without ".gz" and the folders: "a.tar" in "a.tgz". */
static char *
name_in_gzip(const char *path)
{
	static const char *const endings[][2] = {{".tgz", ".tar"}, {".gz", ""}};
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t		length = strlen(name);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
	{
		size_t		ending = strlen(endings[i][0]);

		if (length > ending && strcmp(name + length - ending, endings[i][0]) == 0)
			return format_text("%.*s%s", (int) (length - ending), name, endings[i][1]);
	}
	return copy_string(name);
}

static void
unpack_gzip(const Part *part)
{
	Arena		arena;
	GdBudget	budget = gd_budget_for(part->bytes.length);
	GdText		content = nothing;
	GdStatus	status;
	char	   *name = name_in_gzip(part->path);

	arena_open(&arena);
	status = gd_read_gzip(&arena.host, part->bytes, &budget, &content);
	prepare_unpacked(part, name, content, status);
	arena_reset(&arena);
	free(name);
}

/* Folders as old programs write them, and what macOS adds to files that have attributes. */
static bool
is_no_file_of_tar(const char *name)
{
	const char *slash = strrchr(name, '/');

	return is_no_file(name) || strncmp(slash ? slash + 1 : name, "._", 2) == 0;
}

static void
prepare_tar_entry(const Part *archive, const TarEntry *entry)
{
	const char *raw = strncmp(entry->name, "./", 2) == 0 ? entry->name + 2 : entry->name;
	char	   *name = source_of_entry(raw);
	char	   *path = join_path(archive->path, name);
	Part		part = *archive;

	part.path = path;
	if (entry->kind == TAR_FILE)
		prepare_unpacked(archive, name, entry->content, GD_OK);
	else
		deliver_problem(&part, FATE_UNREADABLE, GD_FILE_UNKNOWN,
						copy_string(entry->kind == TAR_LINK ?
									"a link in an archive, which is not followed" :
									"no file that could be unpacked"));
	free(path);
	free(name);
}

static void
unpack_tar(const Part *part)
{
	Tar			tar = {part->bytes};
	TarEntry	entry;
	size_t		files = 0;

	while (interrupts() == 0 && *part->unpacked <= MOST_UNPACKED && next_in_tar(&tar, &entry))
	{
		if (!is_no_file_of_tar(entry.name))
		{
			prepare_tar_entry(part, &entry);
			files++;
		}
		free(entry.name);
	}
	if (tar.is_damaged)
		deliver_problem(part, FATE_UNREADABLE, GD_FILE_TAR,
						why_not_read(GD_DAMAGED, GD_FILE_TAR));
	else if (files == 0)
		deliver_problem(part, FATE_UNREADABLE, GD_FILE_TAR,
						copy_string("an archive without files"));
}

static void
unpack(const Part *part, GdFileKind kind)
{
	if (part->depth == DEEPEST)
		deliver_problem(part, FATE_UNREADABLE, kind,
						copy_string("too many archives in one another"));
	else if (kind == GD_FILE_GZ)
		unpack_gzip(part);
	else if (kind == GD_FILE_TAR)
		unpack_tar(part);
	else
		unpack_zip(part);
}

void
prepare_path(const Preparing *preparing, const Found *found)
{
	size_t		unpacked = 0;
	Part		part = {preparing, found, found->path, nothing, 0, &unpacked, seconds_now()};
	Bytes		bytes;
	char	   *why = NULL;

	if (found->problem != NULL)
	{
		deliver_problem(&part, found->fate, GD_FILE_UNKNOWN, copy_string(found->problem));
		return;
	}
	if (!read_whole_file(found->path, &bytes, &why))
	{
		deliver_problem(&part, FATE_FAILED, GD_FILE_UNKNOWN, why);
		return;
	}
	part.bytes = (GdText) {bytes.data, bytes.length};
	prepare_part(&part);
	free(bytes.data);
}
