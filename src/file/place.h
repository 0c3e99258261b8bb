/*
 * place.h
 *	  Where a reader of a document finds the cells of a report, in words.
 */
#ifndef PLACE_H
#define PLACE_H

#include "file/file.h"
#include "form/report.h"
#include "text/writer.h"

/*
 * Sets the places of a report's cells that was read in the text of an office file; those of a page
 * are set already. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_find_places(const GdHost *host, const GdFile *file, GdReport *report);

/* "表一!C7", "表2 行7", or nothing. */
extern void gd_write_place(GdWriter *writer, const GdFile *file, const GdCellPlace *place);

#endif							/* PLACE_H */
