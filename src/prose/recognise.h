/*
 * recognise.h
 *	  Is a text a report at all, by its title and its headings?
 */
#ifndef RECOGNISE_H
#define RECOGNISE_H

#include "text/plain.h"

typedef enum GdDocument
{
	GD_DOCUMENT_UNKNOWN,		/* no title; what its tables are decides */
	GD_DOCUMENT_REPORT,			/* a title, and headings of the form */
	GD_DOCUMENT_OLDER_REPORT,	/* a title, and headings of before 2019 */
	GD_DOCUMENT_NOTICE,			/* about reports that others are to write */
	GD_DOCUMENT_PART_OF_YEAR,	/* of half a year, a quarter, a month */
	GD_DOCUMENT_CONTENTS,		/* a table of contents, without what it lists */
	GD_DOCUMENT_OTHER,			/* the title of something else: 2024年部门决算 */
} GdDocument;

typedef struct GdRecognition
{
	GdDocument	document;
	bool		names_disclosure;	/* 信息公开, 政务公开: somewhere */
	uint32_t	first_heading;	/* bytes; the length of the text if there is none */
} GdRecognition;

/* Looks at the beginning of a text that has its padding; GD_OK or GD_OUT_OF_MEMORY. */
extern GdStatus gd_recognise(const GdHost *host, const char *text, size_t length,
							 GdRecognition *recognition);

#endif							/* RECOGNISE_H */
