/*
 * growing.c
 *	  Arrays and texts in an arena that are not yet known in their length.
 */
#include "file/growing.h"

void
gd_grow(const GdHost *host, GdGrowing *growing, const void *items, size_t count)
{
	if (growing->capacity - growing->count < count)
	{
		size_t		capacity = (size_t) growing->capacity * 2 + count + 64;
		void	   *data = capacity < UINT32_MAX ?
			host->allocate(host->arena, capacity * growing->size) : NULL;

		growing->is_full = growing->is_full || data == NULL;
		if (data == NULL)
			return;
		if (growing->count > 0)
			memcpy(data, growing->data, (size_t) growing->count * growing->size);
		growing->data = data;
		growing->capacity = (uint32_t) capacity;
	}
	memcpy((char *) growing->data + (size_t) growing->count * growing->size, items,
		   count * growing->size);
	growing->count += (uint32_t) count;
}

GdText
gd_growing_text(const GdGrowing *growing)
{
	return (GdText) {growing->data, growing->count};
}

GdText
gd_copy_text(const GdHost *host, GdText text)
{
	char	   *copy = host->allocate(host->arena, text.length + 1);

	if (copy == NULL)
		return (GdText) {NULL, 0};
	if (text.length > 0)
		memcpy(copy, text.data, text.length);
	return (GdText) {copy, text.length};
}
