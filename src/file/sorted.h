/*
 * sorted.h
 *	  Sorts what mostly is in its order.
 */
#ifndef SORTED_H
#define SORTED_H

#include <stddef.h>
#include <stdlib.h>

/* As qsort; what is in its order takes one look at each element. */
static inline void
gd_sort_sorted(void *base, size_t count, size_t size,
			   int (*compare) (const void *, const void *))
{
	const char *element = base;

	for (size_t i = 1; i < count; i++, element += size)
	{
		if (compare(element, element + size) > 0)
		{
			qsort(base, count, size, compare);
			return;
		}
	}
}

#endif							/* SORTED_H */
