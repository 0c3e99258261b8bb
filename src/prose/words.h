/*
 * words.h
 *	  The words by which prose tells names of organs from what stands around them:
 *	  src/form/prose.tsv.
 */
#ifndef WORDS_H
#define WORDS_H

#include "text/plain.h"

typedef enum GdWordKind
{
	GD_WORD_ENDING = 1 << 0,	/* names of organs end in it */
	GD_WORD_PLACE = 1 << 1,		/* names of places end in it */
	GD_WORD_ZONE = 1 << 2,		/* it follows the name of a place, in the name of a zone */
	GD_WORD_PREFIX = 1 << 3,	/* names of organs begin with it instead of a place */
	GD_WORD_LONG_PLACE = 1 << 4,	/* a place of four or more characters */
	GD_WORD_NAME_WORD = 1 << 5, /* part of a name, though it holds one of the words below */
	GD_WORD_VERB = 1 << 6,		/* what one does with a report */
	GD_WORD_ADVERB = 1 << 7,
	GD_WORD_ADDRESSEE = 1 << 8, /* to whom one makes it known */
	GD_WORD_REFERENCE = 1 << 9, /* the organ beside it is not who reports */
	GD_WORD_LABEL = 1 << 10,	/* of a web page or a form */
	GD_WORD_PRONOUN = 1 << 11,	/* 我局 */
	GD_WORD_PREDICATE = 1 << 12,	/* behind the subject of a sentence */
	GD_WORD_WORK = 1 << 13,		/* behind 年度报告: it is work on the report that is meant */
	GD_WORD_NOTICE = 1 << 14,	/* what a notice tells others to do with their reports */
	GD_WORD_FIELD = 1 << 15,	/* what an organ is for: 教育 */
	/* of narratives */
	GD_WORD_RECEIVE = 1 << 16,
	GD_WORD_CONCLUDE = 1 << 17, /* 办结: nothing is left to do */
	GD_WORD_HANDLE = 1 << 18,	/* 答复 */
	GD_WORD_CARRIED_IN = 1 << 19,
	GD_WORD_CARRIED_OUT = 1 << 20,
	GD_WORD_RECONSIDERATION = 1 << 21,
	GD_WORD_LITIGATION = 1 << 22,
	GD_WORD_APPLICATION = 1 << 23,
	GD_WORD_ALL = 1 << 24,
	GD_WORD_NONE = 1 << 25,
	GD_WORD_FILLER = 1 << 26,	/* says nothing more */
	GD_WORD_OTHER_SUBJECT = 1 << 27,	/* the sentence is about something else */
	GD_WORD_OTHER_FIGURE = 1 << 28, /* the clause compares, or is about a part */
	GD_WORD_PART = 1 << 29,
	GD_WORD_OUTCOME = 1 << 30,	/* of a dispute */
} GdWordKind;

/* What stands around a name in a sentence. */
#define GD_WORDS_AROUND \
	(GD_WORD_VERB | GD_WORD_ADVERB | GD_WORD_ADDRESSEE | GD_WORD_REFERENCE | GD_WORD_LABEL)

typedef struct GdWord
{
	const wchar_t *word;
	uint32_t	kinds;			/* GdWordKind */
	uint16_t	first;			/* character */
	uint16_t	last;
	uint8_t		length;
} GdWord;

extern const GdWord gd_words[];
extern const uint16_t gd_word_index[257];	/* by the low byte of the first character */
extern const uint16_t gd_words_by_end[];	/* which of gd_words */
extern const uint16_t gd_word_end_index[257];	/* by the low byte of the last character */

/* The longest word of one of the kinds that stands at i and ends no later than end, or NULL. */
extern const GdWord *gd_word_at(const GdPlain *plain, int i, int end, int kinds);

/* The same for words that end at i and begin no earlier than begin. */
extern const GdWord *gd_word_before(const GdPlain *plain, int begin, int i, int kinds);

#endif							/* WORDS_H */
