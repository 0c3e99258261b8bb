/*
 * workbook.h
 *	  Reads the sheets of an xlsx.
 */
#ifndef WORKBOOK_H
#define WORKBOOK_H

#include "file/archive.h"
#include "file/office.h"

/* GD_OK, GD_DAMAGED, GD_TOO_LARGE or GD_OUT_OF_MEMORY. */
extern GdStatus gd_read_workbook(GdOffice *office, GdArchive *archive);

#endif							/* WORKBOOK_H */
