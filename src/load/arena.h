/*
 * arena.h
 *	  The host that the core's functions are given here: memory of malloc's.
 */
#ifndef LOAD_ARENA_H
#define LOAD_ARENA_H

#include "text/core.h"

typedef struct Arena
{
	GdHost		host;			/* its arena is this one */
	struct Piece *pieces;
	struct Resource *resources;
} Arena;

extern void arena_open(Arena *arena);

/* Releases what was to be released, and frees all. The arena may be used again. */
extern void arena_reset(Arena *arena);

#endif							/* LOAD_ARENA_H */
