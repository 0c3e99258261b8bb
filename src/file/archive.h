/*
 * archive.h
 *	  Unpacks zip and gzip, within bounds.
 */
#ifndef ARCHIVE_H
#define ARCHIVE_H

#include "text/core.h"

/*
 * How much may still be unpacked: what text a report has is far below it, and a file of a few bytes
 * that unpacks to gigabytes far above.
 */
typedef struct GdBudget
{
	size_t		bytes;
} GdBudget;

typedef struct GdArchive GdArchive;

/* For a file of so many bytes. */
extern GdBudget gd_budget_for(size_t length);

/*
 * Opens a zip that lies in memory. It is closed with the arena, or before by gd_close_archive.
 * GD_OK, GD_DAMAGED, GD_TOO_LARGE (entries) or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_open_archive(const GdHost *host, GdText bytes, GdBudget *budget,
								GdArchive **archive);
extern void gd_close_archive(GdArchive *archive);

/* Entries are counted from 0; the name is UTF-8 and lives as long as the archive is open. */
extern int64_t gd_archive_count(const GdArchive *archive);
extern const char *gd_archive_name(GdArchive *archive, int64_t entry);

/* The name as it stands in the archive, in whatever encoding. */
extern const char *gd_archive_raw_name(GdArchive *archive, int64_t entry);

/* The entry of this name, also with backslashes in it or in other case, or -1. */
extern int64_t gd_find_entry(GdArchive *archive, const char *name);

/* Has a name been "" or not been found because memory ran out? Also after it was closed. */
extern bool gd_archive_ran_out(const GdArchive *archive);

/* GD_OK, GD_DAMAGED (also encrypted), GD_TOO_LARGE or GD_OUT_OF_MEMORY. */
extern GdStatus gd_read_entry(GdArchive *archive, int64_t entry, GdText *content);

/* The same of a gzip file; what is in front of a damaged place is not given. */
extern GdStatus gd_read_gzip(const GdHost *host, GdText bytes, GdBudget *budget, GdText *content);

#endif							/* ARCHIVE_H */
