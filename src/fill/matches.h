/*
 * matches.h
 *	  Matches the tokens of a text to the form: tokens → runs, each the numbers that stand at one
 *	  label.
 */
#ifndef MATCHES_H
#define MATCHES_H

#include "form/report.h"
#include "table/token.h"

/* What stands in one cell of a row, or between two separators of it. */
typedef GdToken GdSlot;			/* of kind TEXT: something that no cell can hold */

#define GD_RUN_SLOTS 64			/* of one run; more are no row of any table */
#define GD_FRAGMENTS 8

/* A piece of a label that is not known, or not known yet. */
typedef struct GdFragment
{
	uint32_t	begin;			/* bytes of the input */
	uint32_t	end;
	uint8_t		ordinal_kind;
	uint8_t		ordinal;
} GdFragment;

/* The label of a column, above the rows. */
typedef struct GdHeader
{
	uint32_t	line;			/* 0 if it is broken over several */
	uint32_t	place;			/* so many texts stand in front of it */
	uint16_t	cell;			/* separators to its left */
	uint16_t	last_cell;		/* of its line that has a text */
	uint16_t	line_cells;		/* of its line, blank ones behind the last text, too */
	uint16_t	begin;			/* column of display, or place on the page */
	uint16_t	width;
	bool		has_separators;	/* on its line */
	uint8_t		column;			/* a GdColumn */
	GdFormSet	forms;			/* that it proves, or 0 */
	bool		is_alone;		/* on its line */
} GdHeader;

#define GD_HEADERS 250			/* a text with more is no report by itself */

#define GD_DISPUTE_BLOCKS 3		/* of section 4 */
#define GD_DISPUTE_COLUMNS 5	/* of each */

#define GD_DISPUTE_RECONSIDERATION 1
#define GD_DISPUTE_LITIGATION 2
#define GD_DISPUTE_DIRECT 4
#define GD_DISPUTE_AFTER 8
#define GD_DISPUTE_REORDERED 32	/* the name of a block stands behind that of a later one */
/* columns stand in front of the name of a block: all blocks are one table */
#define GD_DISPUTE_COMBINED 16

/* A label and the slots behind, before or around it. */
typedef struct GdRun
{
	uint8_t		section;		/* 2, 3 or 4: the table that it stands in; 0 outside of them */
	uint8_t		heading;		/* the section whose heading was the last one; 0 in front of all */
	uint8_t		row;			/* a GdRow, or GD_NO_ROW where the label is not known */
	uint8_t		disputes;		/* section 4: the headers of blocks since the last slots */
	uint8_t		dispute_columns;	/* section 4: the headers of columns since the last slots */
	bool		inline_label;	/* the label ends on the line of the first slot */
	bool		has_separators; /* TAB or | on the line of the first slot */
	bool		has_pipes;		/* they are | */
	bool		has_borders;	/* separators on lines of their own part its cells */
	bool		is_drawn;
	bool		is_closed;		/* a pipe ends the line of its last figure */
	bool		label_is_closed;	/* one ends that of its label */
	bool		is_damaged;		/* characters beside its slots were destroyed */
	bool		may_be_cut;		/* its last number may have gone on */
	bool		is_interrupted; /* texts stand between its figures, on lines between theirs */
	uint8_t		fragment_count;
	/* of those between its slots and the ones before, in GdMatches.headers */
	uint8_t		first_header;
	uint8_t		header_count;
	uint8_t		foreign_headers;	/* texts among them that are none of the form */
	uint8_t		foreign_columns;	/* of them, those that head a column */
	uint8_t		blank_lines_behind; /* between the last slot and what follows it; at most 255 */
	uint16_t	label_cell;		/* separators to the left of the label */
	uint16_t	slot_count;
	uint16_t	filled;			/* slots that are not BLANK */
	uint32_t	first_slot;		/* in GdMatches.slots */
	uint32_t	line;			/* of the label */
	GdFragment	fragment[GD_FRAGMENTS];
} GdRun;

typedef struct GdMatches
{
	GdRun	   *runs;
	uint32_t	run_count;
	uint32_t	run_capacity;
	struct GdRowShape *shapes;	/* of the runs (shape.h) */
	GdSlot	   *slots;
	uint32_t	slot_count;
	uint32_t	slot_capacity;
	GdHeader	headers[GD_HEADERS];
	int			header_count;
	/*
	 * a GdPrintedUnit, as the header of the fees' amount has it; COUNT for one that fees are never
	 * in
	 */
	uint8_t		fee_unit;
	uint32_t	proofs[GD_FORM_COUNT];	/* labels that the form has, and not all others */
	uint32_t	proof_count;	/* labels that some forms have, and not all */
	uint32_t	labels;			/* rows and columns of the tables that were seen */
	/* where the first heading of a section begins, or the length of the text */
	uint32_t	first_heading;
	bool		has_places;		/* words with coordinates: columns of slots are places on a page */
	bool		text_follows;	/* the last slot is not the end of the text */
	uint8_t		signs;			/* GD_SIGN_*, of the whole text */
	/* the text of sections 1, 5 and 6; begin == end if there is none */
	GdSpan		section[GD_SECTIONS];
	GdHeading	heading[GD_SECTIONS];	/* by section; the last one, if contents come first */
	bool		has_again[GD_SECTIONS]; /* the heading of a section came a second time */
} GdMatches;

#endif							/* MATCHES_H */
