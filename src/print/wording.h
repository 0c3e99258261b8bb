/*
 * wording.h
 *	  What two narratives of the same section have in common.
 */
#ifndef WORDING_H
#define WORDING_H

#include "print/sheet.h"

/*
 * How many sentences of a section are the same in both reports, and those that are not, each a
 * paragraph. No data if neither report has a sentence in it. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_compare_wording(GdWriter *writer, const GdHost *host, const GdFacts *from,
								   const GdFacts *to, int section, GdText *wording);

#endif							/* WORDING_H */
