/*
 * source.h
 *	  Who reports about which year, by the name of the file.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include "form/report.h"

/* Fills in what the report itself does not say: the weakest witness. */
extern GdStatus gd_read_source(const GdHost *host, const char *source, size_t length,
							   GdReport *report);

#endif							/* SOURCE_H */
