/*
 * parts.h
 *	  The parts of an office package: where they are, and which of them one names.
 */
#ifndef PARTS_H
#define PARTS_H

#include "file/archive.h"

#define GD_PART_PATH 256		/* bytes of a path, with the one that ends it */

/* The folder of a part, with a slash behind it, or "". */
extern void gd_part_folder(const char *part, char folder[GD_PART_PATH]);

/*
 * Where a part is that is named from a folder on, or from the root where its name begins with a
 * slash; "" if that is nowhere.
 */
extern void gd_part_path(const char *folder, GdText name, char path[GD_PART_PATH]);

/* GD_DAMAGED if there is no such part. */
extern GdStatus gd_read_part(GdArchive *archive, const char *path, GdText *content);

/* The part that tells which ones a part names; those of the package itself: of "". */
extern void gd_relations_path(const char *part, char path[GD_PART_PATH]);

/*
 * The first part that one names in a relation of a type, which is told by the end of its name
 * ("/styles"); "" if it names none.
 */
extern GdStatus gd_find_related(const GdHost *host, GdArchive *archive, const char *part,
								const char *type, char path[GD_PART_PATH]);

#endif							/* PARTS_H */
