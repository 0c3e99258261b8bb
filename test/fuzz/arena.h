/*
 * arena.h
 *	  An arena that the sanitizers can watch: every piece is malloc's own.
 */
#ifndef ARENA_H
#define ARENA_H

#include <stdlib.h>

typedef struct Arena
{
	void	   *piece[4096];
	int			count;
} Arena;

static void *
allocate(void *arena, size_t size)
{
	Arena	   *of = arena;

	if (of->count == 4096)
		return NULL;
	return of->piece[of->count++] = malloc(size);
}

static void
free_pieces(Arena *arena)
{
	while (arena->count > 0)
		free(arena->piece[--arena->count]);
}

#endif							/* ARENA_H */
