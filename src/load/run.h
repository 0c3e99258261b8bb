/*
 * run.h
 *	  Runs another program, for so long and not longer.
 */
#ifndef RUN_H
#define RUN_H

#include <stdbool.h>

#define MOST_ARGUMENTS 24

typedef struct Command
{
	const char *program;		/* its path */
	const char *argument[MOST_ARGUMENTS];	/* behind its name, up to the first NULL */
	const char *folder;			/* in which it runs, and which is its home and its TMPDIR */
	const char *output;			/* the file in the folder that takes its standard output */
	const char *errors;			/* and that for its standard error */
	int			seconds;		/* that it may take */
} Command;

typedef enum RunStatus
{
	RUN_DONE,
	RUN_FAILED,					/* it did not start, or ended with an error */
	RUN_TOO_LONG,
	RUN_INTERRUPTED				/* by a signal to this program */
} RunStatus;

/* Where PATH has a program that may be run: of malloc's, or NULL. */
extern char *find_program(const char *name);

/*
 * Runs a command without a shell, and ends all that it started if it takes too long. Its standard
 * input is empty.
 */
extern RunStatus run_command(const Command *command);

#endif							/* RUN_H */
