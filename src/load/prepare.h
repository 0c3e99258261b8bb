/*
 * prepare.h
 *	  From a path to what is to be filed: what the file is, what is in it, its text.
 */
#ifndef PREPARE_H
#define PREPARE_H

#include "load/outcome.h"
#include "load/stated.h"
#include "load/walk.h"

/* One file that is ready. */
typedef struct Prepared
{
	struct Prepared *next;
	Outcome    *outcome;		/* nothing is to be filed unless its fate is FATE_FILED */
	GdText		raw;			/* the file's own bytes; both of malloc's, */
	GdText		body;			/* and its text: where the server does not read raw, or no data */
} Prepared;

typedef struct Preparing
{
	int			time_limit;		/* of a converter, in seconds */
	bool		is_body_wanted; /* of files that the server reads, too */
	const Statements *statements;	/* or NULL */
	struct Ahead *ahead;
	/* takes what is ready, and owns it */
	void		(*deliver) (void *to, Prepared *prepared);
	void	   *to;
} Preparing;

/* Delivers one or, of an archive, several that are ready. May be called by threads. */
extern void prepare_path(const Preparing *preparing, const Found *found);
extern void free_prepared(Prepared *prepared);	/* not its outcome */

#endif							/* PREPARE_H */
