/*
 * growing.h
 *	  Arrays and texts in an arena that are not yet known in their length.
 */
#ifndef GROWING_H
#define GROWING_H

#include "text/core.h"

typedef struct GdGrowing
{
	void	   *data;
	uint32_t	count;
	uint32_t	capacity;
	uint32_t	size;			/* of an item */
	bool		is_full;		/* something did not fit */
} GdGrowing;

extern void gd_grow(const GdHost *host, GdGrowing *growing, const void *items, size_t count);

/* Of an array of char. */
extern GdText gd_growing_text(const GdGrowing *growing);

/* data is NULL if there is no memory. */
extern GdText gd_copy_text(const GdHost *host, GdText text);

#endif							/* GROWING_H */
