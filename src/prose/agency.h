/*
 * agency.h
 *	  What the name of an administrative organ says about it: the level of its place, and its
 *	  sector.
 */
#ifndef AGENCY_H
#define AGENCY_H

#include "text/core.h"

#include <wchar.h>

typedef enum GdAgencyWordKind
{
	GD_AGENCY_LEVEL,
	GD_AGENCY_SECTOR,
	GD_AGENCY_PREFIX,			/* names the state, not a place */
} GdAgencyWordKind;

typedef struct GdAgencyWord
{
	GdAgencyWordKind kind;
	const wchar_t *word;		/* NULL behind the last one */
	const char *name;			/* of the level or sector */
	const char *label;			/* in Chinese */
} GdAgencyWord;

extern const GdAgencyWord gd_agency_words[];	/* the longest first */

/* The last ten bits of the characters that begin them, a bit each. */
#define GD_AGENCY_STARTS 32
extern const uint32_t gd_agency_starts[GD_AGENCY_STARTS];

/* NULL where the name does not tell. */
typedef struct GdAgency
{
	const GdAgencyWord *level;
	const GdAgencyWord *sector;
} GdAgency;

extern GdStatus gd_read_agency(const GdHost *host, const char *name, size_t length,
							   GdAgency *agency);

#endif							/* AGENCY_H */
