/*
 * positioned_word.h
 *	  A word with coordinates, and what makes words of the elements that XML, TSV and JSON have for
 *	  them.
 */
#ifndef POSITIONED_WORD_H
#define POSITIONED_WORD_H

#include "text/core.h"

/* A word, or a single character where the markup has each by itself. */
typedef struct GdWord
{
	uint32_t	source;			/* its text, as the markup writes it: bytes of the input */
	uint32_t	source_end;
	uint32_t	source_line;	/* from 1 */
	uint32_t	page;
	bool		is_damaged;		/* characters beside it, or all of its own, were lost */
	bool		is_wrapped;		/* a piece of a figure that is in several lines */
	bool		is_rest;		/* so, and not the first one */
	bool		is_unreadable;	/* stands for a figure in several lines: its cell has no number */
	uint8_t		cells;			/* of its row that begin in front of it, if known */
	uint8_t		cells_behind;	/* the end of its own cell, and of blank ones behind it */
	float		left;			/* in the tool's own unit */
	float		right;
	float		top;
	float		bottom;
} GdWord;

typedef struct GdWords
{
	const char *source;
	GdWord	   *word;
	uint32_t	count;
	uint32_t	capacity;
	bool		is_found;		/* there are any, be it on a page that is cut */
	bool		is_json;		/* texts have the escapes of JSON, else entities */
} GdWords;

typedef struct GdWordReader
{
	const GdHost *host;
	GdWords    *words;
	const char *text;
	const char *end;
	const char *interrupt_check;	/* host->check_interrupts is due from here on */
	const char *counted;		/* lines are counted up to here */
	uint32_t	line;
	uint32_t	page;
	bool		is_cut;			/* in the last page: words anywhere on it may be missing */
	bool		out_of_memory;
} GdWordReader;

/* The text from p on where what stands, or NULL. */
extern const char *gd_find(const char *p, const char *end, const char *what);

extern bool gd_begins_with(const char *p, const char *end, const char *what);

/* What is behind a number as coordinates are written; NULL if there is none. */
extern const char *gd_read_coordinate(const char *p, const char *end, float *number);

/* The same for so many of them, with nothing but spaces, commas and line ends between. */
extern const char *gd_read_coordinates(const char *p, const char *end, float *number, int count);

/* Is it time to ask the host whether to go on? Asks it then. */
extern void gd_check_words(GdWordReader *r, const char *p);

extern void gd_add_word(GdWordReader *r, const GdWord *word);

/*
 * Adds the words of a text, which spaces part. Each stands as many columns of the given width to
 * the right as characters are in front of it, wide ones two; what follows an element that breaks
 * the line stands a line below.
 */
extern void gd_add_words(GdWordReader *r, const char *begin, const char *end, const GdWord *box,
						 float column_width, float line_height);

/* The same where the box is that of all of them. */
extern void gd_add_element(GdWordReader *r, const char *begin, const char *end, const GdWord *box);

/*
 * The next character of a word's text, or 0 for markup inside it; '\n' for an element that breaks
 * the line.
 */
extern uint32_t gd_word_character(const GdWords *words, const char **p, const char *end);

/* Writes it in UTF-8, at most four bytes; returns what is behind them. */
extern char *gd_put_character(char *into, uint32_t c);

/*
 * Each reads the words of a text that shows in its head, from its first character on, to be one of
 * its kind.
 */
extern void gd_read_xml_words(GdWordReader *r, const char *head, const char *head_end);
extern void gd_read_json_words(GdWordReader *r, const char *head, const char *head_end);
extern void gd_read_tsv_words(GdWordReader *r, const char *head);

#endif							/* POSITIONED_WORD_H */
