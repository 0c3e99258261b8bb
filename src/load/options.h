/*
 * options.h
 *	  What the command line asks for.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>

typedef struct Options
{
	const char *dbname;			/* each NULL where libpq is to choose */
	const char *host;
	const char *port;
	const char *user;
	bool		no_password;
	const char *registry;		/* its schema */
	const char *table;			/* instead of a registry; or NULL */
	const char *agency_from;	/* or NULL */
	const char *report;			/* the file for it; or NULL */
	int			jobs;
	int			time_limit;		/* seconds */
	bool		dry_run;
	bool		verbose;
	bool		quiet;
	char	  **path;
	int			paths;
} Options;

/* Ends the program after --help or --version, or an error. */
extern void read_options(int argc, char **argv, Options *options);

#endif							/* OPTIONS_H */
