/*
 * clean.h
 *	  HTML as libxml2 may see it: what it stumbles over is replaced, byte for byte where it can be.
 */
#ifndef CLEAN_H
#define CLEAN_H

#include "text/core.h"
#include "text/fold.h"

#define GD_CLEANING_ROOM 64		/* bytes of invisible characters in a tag */

typedef enum GdTagState
{
	GD_OUTSIDE_TAG,
	GD_IN_TAG,
	GD_IN_QUOTES,
} GdTagState;

/* What is known behind the bytes that have been cleaned. */
typedef struct GdCleaning
{
	const unsigned char *html;
	uint32_t	length;
	GdTagState	tag;
	unsigned char quote;
	uint32_t	tag_words;
	uint32_t	padding;		/* bytes left out of the tag so far */
	/* in place of letters in front of a place, which the parser must not see, it sees this one */
	uint32_t	masked_until;
	char		mask;
} GdCleaning;

/* To be called in front of bytes that a new parser gets. */
extern void gd_start_cleaning(GdCleaning *cleaning);

/*
 * Copies count bytes of the HTML, whole characters, without what libxml2 stumbles over; returns how
 * many bytes that makes: at most GD_CLEANING_ROOM more.
 */
extern uint32_t gd_clean_html(GdCleaning *cleaning, uint32_t at, uint32_t count, char *into);

/* Can cleaning have made one byte of the other? */
static inline bool
gd_cleaning_makes(unsigned char html, unsigned char text)
{
	if (html == text)
		return true;
	if (html < 0x20 || html >= 0x80)
		return text == ' ' || text == '\n' || text == '?';
	return text == 'x' && (html == ' ' || html == '=' || gd_is_ascii_letter(html));
}

#endif							/* CLEAN_H */
