/*
 * target.h
 *	  Where files are filed: a registry, or a table with the same columns.
 */
#ifndef TARGET_H
#define TARGET_H

#include <libpq-fe.h>

#include "load/options.h"
#include "load/prepare.h"

typedef struct Target
{
	const Options *options;
	PGconn	   *connection;
	char	   *schema;			/* of the registry, quoted; NULL: a table */
	bool		has_raw;		/* a table without it takes the text of all files */
	char	   *body;			/* the expression for a text; it is given as bytes if is_decoded */
	bool		is_decoded;
} Target;

/* Connects, asking for a password where one is needed; ends the program if that fails. */
extern PGconn *connect_to(const Options *options);

/* Ends the program if there is no such registry or table. */
extern void open_target(const Options *options, Target *target);
extern void close_target(Target *target);

/*
 * Files one file, all of it or nothing, and says in its outcome what has become of it. False, with
 * a message, if no other file can be filed either.
 */
extern bool file_one(Target *target, Prepared *prepared);

#endif							/* TARGET_H */
