/*
 * matcher.h
 *	  Between match.c, which tells labels, numbers and narrative apart, section.c, which knows where
 *	  in the report they stand, and runs.c, which keeps what they found.
 */
#ifndef MATCHER_H
#define MATCHER_H

#include "fill/matches.h"

#define GD_PENDING 4

typedef enum SubjectKind
{
	SUBJECT_NONE,				/* numbers here belong to nothing */
	SUBJECT_ROW,
	SUBJECT_BEGINNING,			/* of a label that is not complete */
	SUBJECT_UNKNOWN,			/* text that is no label, or a damaged one */
	SUBJECT_CONTEXT,			/* a column, a group or a note of a table */
} SubjectKind;

typedef struct Pending
{
	uint16_t	node;
	uint8_t		ideographs;
	bool		is_subject;
	/* that took the slots which came before the rest of the label, or -1 */
	int32_t		run;
	uint32_t	begin;
} Pending;

typedef struct Matcher
{
	GdReader	reader;
	GdMatches  *out;
	const GdHost *host;
	GdStatus	status;
	int			section;
	uint8_t		heading;		/* the section whose heading was the last one */
	SubjectKind subject;
	uint8_t		row;
	uint16_t	label_cell;
	uint32_t	label_line;
	bool		label_is_closed;	/* a pipe ends its line */
	uint32_t	drawn_line;		/* the last drawn row with the label of a row, by its first byte */
	uint8_t		drawn_row;
	uint32_t	damaged_line;	/* the last one with destroyed characters and no words, or 0 */
	int32_t		run;			/* of the subject, once it has slots, or -1 */
	int32_t		run_before;		/* that the line before gave a slot, or -1 */
	uint32_t	figure_line;	/* of the last slot that is not BLANK */
	uint8_t		blank_lines;	/* in front of the line that is being read */
	bool		line_is_closed; /* a pipe ends it */
	uint8_t		disputes;
	uint8_t		dispute_columns;
	uint32_t	dispute_line;	/* of the last name of a block of section 4 */
	uint8_t		dispute_row;	/* that it names */
	uint32_t	texts;			/* so far */
	uint32_t	texts_at_figure;	/* when the last slot was added */
	uint32_t	last_label;		/* the last of them that is one of a table */
	uint8_t		foreign_headers;	/* short texts since the last slots that are no labels */
	uint8_t		foreign_columns;	/* of them, those that head a column */
	uint8_t		first_header;	/* in out->headers, of those that no slots have followed yet */
	int			page;			/* that was counted last: "2/4" */
	int			pages;
	uint8_t		note_tokens;	/* tokens that may still belong to an open bracket */
	uint8_t		lone_ordinal_kind;	/* of a number without a label, in front of the next token */
	uint8_t		lone_ordinal;
	uint8_t		fragment_count;
	GdFragment	fragment[GD_FRAGMENTS];
	int			pending_count;
	Pending		pending[GD_PENDING];
	uint32_t	section_begin;	/* of the narrative section that is being read, or 0 */
} Matcher;

#endif							/* MATCHER_H */
