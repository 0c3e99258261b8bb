/*
 * log.h
 *	  What is told while the program runs: messages, and how far it is.
 *
 * All of it goes to the standard error. Only the main thread may call these.
 */
#ifndef LOG_H
#define LOG_H

#include <stdbool.h>
#include <stddef.h>

#define PROGRAM "govdisclose-load"

/* The ways in which the program ends. */
typedef enum ExitStatus
{
	EXIT_ALL_LOADED = 0,
	EXIT_STOPPED = 1,			/* it could not run, or not to its end */
	EXIT_NOT_ALL_READ = 2,		/* of some files nothing was filed */
	EXIT_NOT_SETTLED = 3,		/* all is filed, but some of it waits for ingest() */
	EXIT_SIGNAL = 128			/* plus the signal's number */
} ExitStatus;

extern void log_error(const char *format,...) __attribute__((format(printf, 1, 2)));
extern void log_hint(const char *format,...) __attribute__((format(printf, 1, 2)));
extern void log_line(const char *format,...) __attribute__((format(printf, 1, 2)));

/* An error, and the end of the program with EXIT_STOPPED. */
extern void die(const char *format,...) __attribute__((format(printf, 1, 2), noreturn));

/*
 * How far it is: a bar on a terminal, which is drawn anew, otherwise a line every few seconds. Call
 * it as often as you like.
 */
extern void show_progress(size_t done, size_t all, double seconds);

/* In the place of the bar, or as a line. */
extern void show_status(const char *words);

/* Takes the bar away. */
extern void end_progress(void);

#endif							/* LOG_H */
