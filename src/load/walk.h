/*
 * walk.h
 *	  The files that are in folders.
 */
#ifndef WALK_H
#define WALK_H

#include "load/outcome.h"

/* A file to be read, or one about which all is known already. */
typedef struct Found
{
	char	   *path;			/* as given, or as given and what is below */
	char	   *problem;		/* NULL: to be read */
	Fate		fate;			/* if there is a problem */
} Found;

typedef struct Walk
{
	Found	   *found;
	size_t		count;
} Walk;

/*
 * Adds a file, or those in a folder and the folders below it, each folder's in the order of the
 * bytes of their names. Links to files are followed; links to folders only where they are given.
 */
extern void walk_path(Walk *walk, const char *path);
extern void free_walk(Walk *walk);

/* "folder/name", with one slash between. */
extern char *join_path(const char *folder, const char *name);

#endif							/* WALK_H */
