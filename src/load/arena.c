/*
 * arena.c
 *	  The host that the core's functions are given here: memory of malloc's.
 */
#include "load/arena.h"

#include <stdlib.h>

#define PIECE ((size_t) 64 << 10)	/* bytes that are taken at once, at least */
#define ALIGNMENT sizeof(GdSum)

typedef struct Piece
{
	struct Piece *next;
	size_t		used;
	size_t		size;
	GdSum		bytes[];		/* aligned for anything */
} Piece;

typedef struct Resource
{
	struct Resource *next;
	void		(*release) (void *resource);
	void	   *resource;
} Resource;

static void *
allocate(void *arena, size_t size)
{
	Arena	   *a = arena;
	Piece	   *piece = a->pieces;
	char	   *given;

	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (piece == NULL || piece->size - piece->used < size)
	{
		size_t		room = size > PIECE ? size : PIECE;

		piece = malloc(sizeof(Piece) + room);
		if (piece == NULL)
			return NULL;
		*piece = (Piece) {a->pieces, 0, room};
		a->pieces = piece;
	}
	given = (char *) piece->bytes + piece->used;
	piece->used += size;
	return given;
}

static void
at_release(void *arena, void (*release) (void *resource), void *resource)
{
	Arena	   *a = arena;
	Resource   *r = allocate(arena, sizeof(Resource));

	/* without it the resource stays open until the program ends */
	if (r == NULL)
		return;
	*r = (Resource) {a->resources, release, resource};
	a->resources = r;
}

void
arena_open(Arena *arena)
{
	*arena = (Arena) {.host = {.allocate = allocate, .at_release = at_release, .arena = arena}};
}

void
arena_reset(Arena *arena)
{
	for (Resource *r = arena->resources; r != NULL; r = r->next)
		r->release(r->resource);
	arena->resources = NULL;
	while (arena->pieces != NULL)
	{
		Piece	   *next = arena->pieces->next;

		free(arena->pieces);
		arena->pieces = next;
	}
}
