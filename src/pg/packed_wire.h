/*
 * packed_wire.h
 *	  disclosure_figures as bytes that are the same on every machine.
 */
#ifndef PG_PACKED_WIRE_H
#define PG_PACKED_WIRE_H

#include "pg/figures.h"

#include "lib/stringinfo.h"

/* Appends them. */
extern void write_wire(StringInfo bytes, const PartFigures *figures);

/*
 * Reads them, from where the cursor is to the end. Gives NULL, or what is wrong with them; what has
 * the right checksum and nevertheless ends too early is an error.
 */
extern const char *read_wire(StringInfo bytes, PartFigures *figures);

#endif							/* PG_PACKED_WIRE_H */
