/*
 * allocate.c
 *	  Memory that is there or ends the program, and text made of a format.
 */
#include "load/allocate.h"

#include <stdio.h>
#include <stdlib.h>

#include "load/log.h"

#define AT_FIRST 16				/* elements of an array that grows */

void *
get_memory(size_t size)
{
	return get_more(NULL, size);
}

void *
get_more(void *memory, size_t size)
{
	void	   *more = realloc(memory, size > 0 ? size : 1);

	if (more == NULL)
		die("out of memory");
	return more;
}

char *
copy_bytes(GdText bytes)
{
	char	   *copy = get_memory(bytes.length + 1);

	if (bytes.length > 0)
		memcpy(copy, bytes.data, bytes.length);
	copy[bytes.length] = '\0';
	return copy;
}

char *
copy_string(const char *string)
{
	return copy_bytes((GdText) {string, strlen(string)});
}

char *
format_arguments(const char *format, va_list arguments)
{
	va_list		again;
	int			length;
	char	   *text;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	text = get_memory((size_t) length + 1);
	vsnprintf(text, (size_t) length + 1, format, arguments);
	return text;
}

char *
format_text(const char *format,...)
{
	va_list		arguments;
	char	   *text;

	va_start(arguments, format);
	text = format_arguments(format, arguments);
	va_end(arguments);
	return text;
}

/* The capacity is the smallest power of two times AT_FIRST that holds the count. */
void *
grow(void *array, size_t count, size_t size)
{
	if (count == 0)
		return get_more(array, AT_FIRST * size);
	if (count < AT_FIRST || (count & (count - 1)) != 0)
		return array;
	return get_more(array, 2 * count * size);
}
