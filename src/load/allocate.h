/*
 * allocate.h
 *	  Memory that is there or ends the program, and text made of a format.
 */
#ifndef ALLOCATE_H
#define ALLOCATE_H

#include <stdarg.h>

#include "text/core.h"

/* Of malloc; without enough of it the program ends. The caller frees. */
extern void *get_memory(size_t size);
extern void *get_more(void *memory, size_t size);
extern char *copy_string(const char *string);
extern char *copy_bytes(GdText bytes);	/* and a NUL */
extern char *format_text(const char *format,...) __attribute__((format(printf, 1, 2)));
extern char *format_arguments(const char *format, va_list arguments)
			__attribute__((format(printf, 1, 0)));

/* Room for one more element behind the given count: its array, grown now and then. */
extern void *grow(void *array, size_t count, size_t size);

#endif							/* ALLOCATE_H */
