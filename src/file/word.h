/*
 * word.h
 *	  Reads WordprocessingML: the document of a docx, of Flat OPC, and of Word 2003.
 */
#ifndef WORD_H
#define WORD_H

#include "file/office.h"

/* GD_OK, GD_DAMAGED or GD_OUT_OF_MEMORY. */
extern GdStatus gd_read_word(GdOffice *office, GdText xml);

#endif							/* WORD_H */
