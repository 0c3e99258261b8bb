/*
 * pack.h
 *	  Figures in as few bytes as they need, for storing them where many are to be added up.
 */
#ifndef PACK_H
#define PACK_H

#include "form/identity.h"

/* No figures need more bytes: two sets, and ten bytes for a number of 64 bits. */
#define GD_PACKED_MAXIMUM (2 * sizeof(GdCellSet) + 10 * GD_CELL_COUNT)

/* Writes the figures; gives how many bytes that took. The same figures are always the same bytes, in one machine's byte order. */
extern size_t gd_pack_figures(const GdFigures *figures, unsigned char *into);

/* Reads what gd_pack_figures wrote, at most so many bytes; gives how many it took, or 0 if it cannot have written these. */
extern size_t gd_unpack_figures(const unsigned char *bytes, size_t length, GdFigures *into);

#endif							/* PACK_H */
