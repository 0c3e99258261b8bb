/*
 * excel_xml.h
 *	  Reads the XML of Excel 2003: a workbook in one file.
 */
#ifndef EXCEL_XML_H
#define EXCEL_XML_H

#include "file/office.h"

/* GD_OK, GD_DAMAGED or GD_OUT_OF_MEMORY. */
extern GdStatus gd_read_excel_xml(GdOffice *office, GdText xml);

#endif							/* EXCEL_XML_H */
