/*
 * sentence.h
 *	  The sentences of a narrative, so that two narratives can be compared.
 *
 * Two sentences are the same if their ideographs and letters are: white space, punctuation and the
 * figures in them are left out, and so is the name of the agency itself. A sentence that was copied
 * from the report of the year before, or from another agency's, is the same though its figures
 * were brought up to date.
 */
#ifndef SENTENCE_H
#define SENTENCE_H

#include "text/core.h"

typedef struct GdSentence
{
	uint64_t	hash;			/* the same for the same sentence; never changes */
	uint32_t	begin;			/* in bytes of the text, with its stop */
	uint32_t	end;
} GdSentence;

typedef struct GdSentences
{
	size_t		count;
	GdSentence *sentence;		/* in the order of the text */
} GdSentences;

/*
 * Reads the sentences of a text, but for those that are so short that many have them (无。,
 * headings). They live in the host's arena. agency may have no data.
 */
extern GdStatus gd_read_sentences(const GdHost *host, GdText text, GdText agency,
								  GdSentences *sentences);

#endif							/* SENTENCE_H */
