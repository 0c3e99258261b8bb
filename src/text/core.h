/*
 * core.h
 *	  What all of the core shares: what its functions answer, what a host lends to them, and pieces
 *	  of text.
 *
 * The core knows nothing of PostgreSQL. It takes (pointer, length) of UTF-8 text, takes its memory
 * from an arena that the caller gives and frees, never raises, and keeps no state between calls.
 */
#ifndef CORE_H
#define CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef enum GdStatus
{
	GD_OK,
	GD_NOT_A_REPORT,			/* the text holds no part of either form */
	GD_OUT_OF_MEMORY,			/* the arena gave NULL */
	GD_TOO_LARGE,				/* what a file unpacks to */
	GD_DAMAGED,					/* a file breaks the rules of its format */
} GdStatus;

/* What the host lends to one call. */
typedef struct GdHost
{
	/*
	 * memory that lives at least until the report is no longer needed; NULL ends the call with
	 * GD_OUT_OF_MEMORY
	 */
	void	   *(*allocate) (void *arena, size_t size);
	/* called every few thousand characters; it may leave by longjmp. May be NULL. */
	void		(*check_interrupts) (void);
	void	   *arena;
	/*
	 * Has release(resource) called when the arena's memory is given back, however that comes to
	 * pass; it is called once and finds the resource, which lies in the arena, intact. May be NULL
	 * if neither function above leaves by longjmp.
	 */
	void		(*at_release) (void *arena, void (*release) (void *resource), void *resource);
} GdHost;

/* A piece of text; data is NULL where the report has none. Not terminated by a NUL. */
typedef struct GdText
{
	const char *data;
	size_t		length;
} GdText;

/* Where a piece of the text that is read stands. */
typedef struct GdSpan
{
	uint32_t	begin;			/* bytes */
	uint32_t	end;
} GdSpan;

/* Sums of counts: many of them, so that 64 bits are not enough. */
__extension__ typedef __int128 GdSum;

#endif							/* CORE_H */
