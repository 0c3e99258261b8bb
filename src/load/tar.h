/*
 * tar.h
 *	  The files of a tar archive that lies in memory: ustar, with the long names of GNU and of pax.
 */
#ifndef TAR_H
#define TAR_H

#include "text/core.h"

typedef struct Tar
{
	GdText		rest;			/* what has not been read */
	bool		is_damaged;		/* in the rest, which has no entry any more */
} Tar;

typedef enum TarKind
{
	TAR_FILE,
	TAR_LINK,
	TAR_OTHER,					/* a device, a sparse file: what it holds is not here as it is */
} TarKind;

typedef struct TarEntry
{
	TarKind		kind;
	char	   *name;			/* as it stands in the archive, of malloc's */
	GdText		content;		/* in the archive */
} TarEntry;

/* The next entry that is no folder; false if there is none. */
extern bool next_in_tar(Tar *tar, TarEntry *entry);

#endif							/* TAR_H */
