/*
 * drift.h
 *	  Columns whose place drifts from line to line.
 */
#ifndef DRIFT_H
#define DRIFT_H

#include "fill/frame.h"

/*
 * Places the figures of rows[index], which are on one line parted by spaces, by the rows around it:
 * of it: sets the column of each. False where the rows do not tell, or tell two things.
 */
extern bool gd_place_by_drift(const GdTableRow *rows, int count, int index, int *column);

#endif							/* DRIFT_H */
