/*
 * state.h
 *	  What a function keeps between its calls in one query: the memory of the core above all.
 */
#ifndef STATE_H
#define STATE_H

#include "pg/composites.h"

/* Most reports need no more memory than this, so that it is not given back between them. */
#define ARENA_SIZE (256 * 1024)

typedef struct CallState
{
	ReportTypes *types;			/* NULL until they are looked up */
	char	   *block;			/* the beginning of the arena; NULL until it is needed */
	size_t		used;			/* of the block */
	MemoryContext rest;			/* the rest of the arena */
	GdHost		host;
} CallState;

/* The state of a function; it lives as long as the query. */
extern CallState *call_state(FunctionCallInfo fcinfo);

/*
 * The types below the report that the function is given; they are kept for its next call in the
 * query.
 */
extern const ReportTypes *argument_types(FunctionCallInfo fcinfo, HeapTupleHeader datum);

/* Gives back what the core got, before and after its work. */
extern void reset_arena(CallState *state);

/* The only place where the core's answers become errors. */
extern void report_status(GdStatus status);

#endif							/* STATE_H */
