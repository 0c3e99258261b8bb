/*
 * opendocument.h
 *	  Reads OpenDocument texts and spreadsheets.
 */
#ifndef OPENDOCUMENT_H
#define OPENDOCUMENT_H

#include "file/office.h"

/*
 * The content of an odt or ods, or all of it in one file. GD_OK, GD_DAMAGED or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_read_opendocument(GdOffice *office, GdText xml);

#endif							/* OPENDOCUMENT_H */
