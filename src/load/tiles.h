/*
 * tiles.h
 *	  Sheets that were too wide for the paper: puts their pages beside one another again.
 */
#ifndef TILES_H
#define TILES_H

#include "text/core.h"

/*
 * Of what pdftotext -bbox-layout has printed of a spreadsheet program's PDF: the same with the
 * pages joined that belong beside one another, and with each word ending where the next one of its
 * line begins, as that is how far it can be seen in its cell. Of malloc's; NULL if nothing is to be
 * done. The text ends in a NUL.
 */
extern char *join_tiles(const char *text, size_t *length);

#endif							/* TILES_H */
