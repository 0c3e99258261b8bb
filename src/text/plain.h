/*
 * plain.h
 *	  A text without its white space: characters as codes, each with its place and with what stood
 *	  in front of it.
 *
 * So a phrase is found though it is broken over lines or spaced.
 */
#ifndef PLAIN_H
#define PLAIN_H

#include "text/core.h"
#include "text/fold.h"

#include <wchar.h>

#define GD_PLAIN_LIMIT 6000		/* characters; what follows them is left out */

/* The code of an ideograph is its folded character, that of a digit is '0' to '9'. */
#define GD_CODE_OPEN 1
#define GD_CODE_CLOSE 2
#define GD_CODE_LETTER 3
#define GD_CODE_DASH 4
#define GD_CODE_COMMA 5			/* from here on: punctuation */
#define GD_CODE_ENUMERATION 6	/* 、 */
#define GD_CODE_DOT 7
#define GD_CODE_STOP 8			/* 。；！？ */
#define GD_CODE_MARK 9			/* all other */
#define GD_CODE_DESTROYED 10	/* was a character before some converter destroyed it */
#define GD_CODE_COLON 11
#define GD_CODE_QUOTE 12		/* 《 “ 「 */
#define GD_CODE_UNQUOTE 13		/* 》 ” 」 */

#define GD_AFTER_SPACE 1
#define GD_AFTER_NEWLINE 2
#define GD_AFTER_PIPE 4			/* the border of a cell, or a character that some converter lost */

typedef struct GdPlain
{
	const unsigned char *text;
	int			count;
	uint16_t	code[GD_PLAIN_LIMIT];
	uint8_t		after[GD_PLAIN_LIMIT];	/* white space in front of the character */
	uint8_t		bytes[GD_PLAIN_LIMIT];	/* of the character */
	uint32_t	begin[GD_PLAIN_LIMIT];	/* bytes of the input */
} GdPlain;

static inline bool
gd_is_punctuation(uint16_t code)
{
	return code >= GD_CODE_COMMA && code <= GD_CODE_UNQUOTE;
}

static inline bool
gd_digit_at(const GdPlain *plain, int i)
{
	return i < plain->count && plain->code[i] >= '0' && plain->code[i] <= '9';
}

/* Reads [from, to) of a text that has its padding (fold.h). */
extern void gd_read_plain(GdPlain *plain, const char *text, size_t from, size_t to);

/* The same, but no more than so many characters. */
extern void gd_read_some_plain(GdPlain *plain, const char *text, size_t from, size_t to,
							   int limit);

/* The text with its padding, or NULL if there is no memory. */
extern char *gd_padded_copy(const GdHost *host, const char *text, size_t length);

/* Reads a text that has none; GD_OK or GD_OUT_OF_MEMORY. */
extern GdStatus gd_read_plain_copy(const GdHost *host, const char *text, size_t length,
								   GdPlain **plain);

/* The index behind the word if it stands at i, else -1. */
extern int	gd_skip_word(const GdPlain *plain, int i, const wchar_t *word);

/* The same for the first of some words that stands there; the last one is NULL. */
extern int	gd_skip_any(const GdPlain *plain, int i, const wchar_t *const *words);

/* Does any of the words begin within [from, to)? */
extern bool gd_holds_any(const GdPlain *plain, int from, int to, const wchar_t *const *words);

/* Does the word end in front of i, and not begin before from? */
extern bool gd_ends_with(const GdPlain *plain, int from, int i, const wchar_t *word);

/* A year of four digits at i, between from and to and not part of a longer number; or 0. */
extern int	gd_year_at(const GdPlain *plain, int i, int from, int to);

#endif							/* PLAIN_H */
