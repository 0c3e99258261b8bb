/*
 * tell.h
 *	  Tells what has become of each file: a table of CSV, and a summary for people.
 */
#ifndef TELL_H
#define TELL_H

#include "load/options.h"
#include "load/outcome.h"

/* What a filing has come to, as far as it is known. */
typedef enum Standing
{
	STANDING_UNKNOWN,			/* no registry, or it was not asked */
	STANDING_ACCEPTED,
	STANDING_REFUSED,
	STANDING_WAITING
} Standing;

extern Standing standing_of(const Outcome *outcome);

/* One line about one file, for people. */
extern void tell_outcome(const Options *options, const Outcome *outcome);

/* False, with a message, if the file cannot be written. */
extern bool write_report(const char *path, const Outcomes *outcomes);

/* On the standard output. */
extern void print_summary(const Options *options, const Outcomes *outcomes, double seconds);

#endif							/* TELL_H */
