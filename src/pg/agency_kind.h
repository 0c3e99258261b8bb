/*
 * agency_kind.h
 *	  What the name of an agency tells, where it is a datum.
 */
#ifndef AGENCY_KIND_H
#define AGENCY_KIND_H

#include "pg/state.h"

#include "prose/agency.h"

/* What the name tells, by the words of src/form/agencies.tsv. */
extern GdAgency read_agency(CallState *state, const text *name);

#endif							/* AGENCY_KIND_H */
