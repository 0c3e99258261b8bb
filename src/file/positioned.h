/*
 * positioned.h
 *	  Words with coordinates, as tools for PDF and OCR print them: markup → words → lines of text.
 */
#ifndef POSITIONED_H
#define POSITIONED_H

#include "file/positioned_word.h"
#include "form/report.h"

/*
 * Reads the words of bbox, bbox-layout and TSV output, of structured text in XML and JSON, of
 * absolutely positioned HTML and of hOCR. What the text is shows in its first bytes: none are found
 * in any other. GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_read_words(const GdHost *host, const char *text, size_t length, GdWords *words);

/*
 * Where a word stands: in the text made of it, in the input, and on its line, in tenths of the
 * width of a digit.
 */
typedef struct GdPlace
{
	uint32_t	text;
	uint32_t	text_line;
	uint32_t	source;
	uint32_t	source_end;
	uint32_t	source_line;
	uint16_t	begin;
	uint16_t	end;
	bool		is_far;			/* farther from the line above than half of those of a label are */
} GdPlace;

typedef struct GdPlaces
{
	const GdPlace *place;		/* in the order of the text */
	uint32_t	count;
} GdPlaces;

/*
 * Makes lines of text: words whose middles are at one height, from left to right, with two spaces
 * where there is room for the gap between cells. The text comes from the arena, with its padding.
 * GD_OK or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_words_to_text(const GdHost *host, GdWords *words, char **text,
								 size_t *text_length, GdPlaces *places);

/* Makes the places of a report's cells, which are those of the made text, places of the input. */
extern void gd_places_apply(const GdPlaces *places, GdReport *report);

#endif							/* POSITIONED_H */
