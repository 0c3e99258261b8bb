/*
 * ahead.h
 *	  Converts files before their turn comes: LibreOffice takes as long to start as for ten files.
 */
#ifndef AHEAD_H
#define AHEAD_H

#include "load/convert.h"
#include "load/walk.h"

typedef struct Ahead Ahead;

/* The walk must live as long. */
extern Ahead *open_ahead(const Walk *walk, int seconds);
extern void close_ahead(Ahead *ahead);

/*
 * Converts a file that was found, together with those behind it that the same program converts; or
 * gives what another thread has made of it, when it has.
 */
extern void convert_ahead(Ahead *ahead, const Found *found, GdFileKind kind, GdText bytes,
						  Conversion *conversion);

#endif							/* AHEAD_H */
