/*
 * ingest.h
 *	  Has the registry read what has been filed, and asks what it says of it.
 */
#ifndef INGEST_H
#define INGEST_H

#include "load/target.h"

/*
 * Calls ingest() in so many sessions. False, with a message, if some of it failed; a signal ends
 * it, too.
 */
extern bool settle_filings(Target *target, int sessions);

/* Sets what the registry says of each filing. False, with a message, if it cannot be asked. */
extern bool ask_states(Target *target, Outcomes *outcomes);

#endif							/* INGEST_H */
