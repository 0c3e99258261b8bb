/*
 * pack.h
 *	  Figures in as few bytes as they need, for storing them where many are to be added up.
 *
 * A later version of the forms may know more cells. Each section is a block of rows and columns,
 * the composite type of SQL gains attributes at their end only, and packed figures say how large
 * their blocks are: so what was packed once is read for ever, without the cells that came later.
 */
#ifndef PACK_H
#define PACK_H

#include "form/identity.h"

/* How many rows and columns sections 2 to 4 have. Section 2 is one row, of all its cells. */
#define GD_BLOCK_COUNT 3
typedef struct GdShape
{
	struct
	{
		uint8_t		rows;
		uint8_t		columns;
	}			block[GD_BLOCK_COUNT];
} GdShape;

/* Where a cell stands, which no later version changes. */
typedef struct GdStoredPlace
{
	uint8_t		block;
	uint8_t		row;
	uint8_t		column;
} GdStoredPlace;

extern const GdShape gd_shape;	/* of this version */
extern const GdShape gd_first_shape;	/* of the first release; nothing stored is smaller */

/* No figures need more bytes: their shape, two sets, and ten bytes for a number of 64 bits. */
#define GD_PACKED_MAXIMUM (sizeof(GdShape) + 2 * sizeof(GdCellSet) + 10 * GD_CELL_COUNT)

typedef enum GdUnpacked
{
	GD_UNPACKED,
	GD_PACKED_DAMAGED,			/* gd_pack_figures writes no such bytes */
	GD_PACKED_LATER,			/* by a version that knows more cells */
} GdUnpacked;

extern GdStoredPlace gd_stored_place(int cell);

/* Writes the figures; gives how many bytes that took. The same figures are the same bytes. */
extern size_t gd_pack_figures(const GdFigures *figures, unsigned char *into);

/*
 * Reads what gd_pack_figures of this version or an earlier one wrote, of at most so many bytes, and
 * tells how many it took.
 */
extern GdUnpacked gd_unpack_figures(const unsigned char *bytes, size_t length, GdFigures *into,
									size_t *used);

/*
 * Bytes that are the same for the same counts in every version, for a hash of them: the place and
 * the value of each count that is not 0. Gives how many.
 */
#define GD_LASTING_MAXIMUM (12 * GD_CELL_COUNT)
extern size_t gd_lasting_bytes(const GdFigures *figures, unsigned char *into);

/*
 * Less than, equal to or greater than 0, without the amounts themselves. The order means nothing,
 * but it is the same in every version.
 */
extern int	gd_compare_figures(const GdFigures *a, const GdFigures *b);

#endif							/* PACK_H */
