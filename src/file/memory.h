/*
 * memory.h
 *	  Notices when memory runs out in a library that does not tell.
 *
 * libxml2 and libzip take malloc's memory. Where there is none, some of their functions go on
 * without a name or a part of the text, or call the file damaged. malloc says so in errno.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <errno.h>
#include <stdbool.h>

static inline void
gd_watch_memory(void)
{
	errno = 0;
}

/* Did memory run out since gd_watch_memory? To be asked before anybody else can set errno. */
static inline bool
gd_memory_ran_out(void)
{
	return errno == ENOMEM;
}

#endif							/* MEMORY_H */
