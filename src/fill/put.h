/*
 * put.h
 *	  Gives the figures of a row to the cells of the form: reading → cells.
 */
#ifndef PUT_H
#define PUT_H

#include "fill/reading.h"

/*
 * Gives each column to its cell. A row that has no reading is shown as a whole. What two showings
 * of a cell say differently, the cell does not say.
 */
extern void gd_put_reading(const GdMatches *matches, const GdRun *run, const GdReading *reading,
						   const uint16_t *cells, GdReport *report);

/* Every cell without a number gets a reason, if it has none yet: what stands in it. */
extern void gd_give_reasons(GdReport *report);

/* Why the reading of a row does not hold whatever proves it, or GD_REASON_NONE. */
extern GdReason gd_objection(const GdMatches *matches, const GdRun *run, const GdReading *reading,
							 int columns);

#endif							/* PUT_H */
