/*
 * disk.h
 *	  Whole files and temporary folders.
 */
#ifndef DISK_H
#define DISK_H

#include "text/core.h"

/* A file's bytes, of malloc's, with a NUL behind them. */
typedef struct Bytes
{
	char	   *data;
	size_t		length;
} Bytes;

/* False, with a reason of malloc's, if it cannot be read or is too large to be filed. */
extern bool read_whole_file(const char *path, Bytes *bytes, char **why);
extern bool write_whole_file(const char *path, GdText bytes, char **why);

/* A new folder for nobody else, in $TMPDIR or /tmp; NULL with a reason if there can be none. */
extern char *make_folder(char **why);
extern void remove_folder(const char *path);

#endif							/* DISK_H */
