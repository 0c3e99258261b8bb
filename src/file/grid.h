/*
 * grid.h
 *	  Makes text of a tape: rows with a cell for each column.
 */
#ifndef GRID_H
#define GRID_H

#include "form/report.h"

struct GdTape;

/* A stretch of the text and where it comes from. */
typedef struct GdPiece
{
	uint32_t	offset;			/* bytes of the text */
	uint32_t	length;
	/* bytes of the document; not as many as length where an entity was decoded */
	uint32_t	begin;
	uint32_t	end;
	GdCellPlace place;			/* of the cell that it is in */
} GdPiece;

static inline bool
gd_is_entity(const GdPiece *piece)
{
	return piece->end - piece->begin != piece->length;
}

/* Takes the pieces of the text in their order; false if no more of them are wanted. */
typedef bool (*GdTakePiece) (void *taker, const GdPiece *piece);

/*
 * Writes the text, with at most so many blank cells that spans leave, and sets its length. take may
 * be NULL. Where length is NULL, the text is not wanted, and no more of it is written than its
 * pieces need. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_write_grid(const GdHost *host, const struct GdTape *tape, uint32_t blanks,
							  GdTakePiece take, void *taker, char *text, uint32_t *length);

#endif							/* GRID_H */
