/*
 * headings.h
 *	  The headings of a report's sections, however they are worded and numbered.
 */
#ifndef HEADINGS_H
#define HEADINGS_H

#include "form/report.h"
#include "text/plain.h"

/* What a word of a heading tells: a section, from 1, or one of these (src/form/headings.tsv). */
#define GD_HEADING_NONE 7		/* a section that no form has */
#define GD_HEADING_FILLER 8
#define GD_HEADING_TABLE 9		/* what begins a table */
#define GD_HEADING_NO 10		/* no heading has it */

typedef struct GdHeadingWord
{
	const wchar_t *word;
	uint8_t		length;
	uint8_t		kind;
	bool		is_older;		/* only reports of before 2019 have such a section */
} GdHeadingWord;

extern const GdHeadingWord gd_heading_words[];
extern const uint16_t gd_heading_index[257];	/* by the low byte of the first character */

/* Where a section stands, in bytes of the text; begin == end if it is not known. */
typedef struct GdSectionPlace
{
	uint32_t	begin;			/* of its heading */
	uint32_t	end;			/* of its heading; what it says begins here */
	uint32_t	body_end;
	int			number;			/* printed in front of the heading; 0 if there is none */
} GdSectionPlace;

typedef struct GdOutline
{
	GdSectionPlace section[GD_SECTIONS];	/* from 1 */
} GdOutline;

/*
 * Finds the sections that the outline lacks, between those that it has, and where they end. The
 * text has its padding; GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_complete_outline(const GdHost *host, const char *text, size_t length,
									GdOutline *outline);

/*
 * What a narrative says within [*begin, *end): without what belongs to its heading, and without the
 * number of the next one.
 */
extern GdStatus gd_trim_narrative(const GdHost *host, const char *text, uint32_t *begin,
								  uint32_t *end);

/*
 * Does one begin at i, and is it none of the links of a page (主动公开, 依申请公开)? It has a number, or its
 * line to itself and more words.
 */
extern bool gd_certain_heading_at(const GdPlain *plain, int i);

/* Does a heading begin at i? Sets *older where only reports of before 2019 have such a section. */
extern bool gd_heading_at(const GdPlain *plain, int i, bool *older);

#endif							/* HEADINGS_H */
