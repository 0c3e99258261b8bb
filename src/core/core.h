/*
 * core.h
 *	  The parser: text of a 政府信息公开工作年度报告 in, cells with their evidence out.
 *
 * The core knows nothing of PostgreSQL. It takes (pointer, length) of UTF-8 text, takes its memory from an arena that the
 * caller gives and frees, never raises, and keeps no state between calls.
 */
#ifndef CORE_H
#define CORE_H

#include "form.h"

typedef enum GdStatus
{
	GD_OK,
	GD_NOT_A_REPORT,			/* the text holds no part of either form */
	GD_OUT_OF_MEMORY,			/* the arena gave NULL */
} GdStatus;

/* What the host lends to one call. */
typedef struct GdHost
{
	/* memory that lives at least until the report is no longer needed; NULL ends the call with GD_OUT_OF_MEMORY */
	void	   *(*allocate) (void *arena, size_t size);
	/* called every few thousand characters; it may leave by longjmp. May be NULL. */
	void		(*check_interrupts) (void);
	void	   *arena;
	/*
	 * Has release(resource) called when the arena's memory is given back, however that comes to pass; it is called once and
	 * finds the resource, which lies in the arena, intact. May be NULL if neither function above leaves by longjmp.
	 */
	void		(*at_release) (void *arena, void (*release) (void *resource), void *resource);
} GdHost;

/* Why a cell has a value or has none. */
typedef enum GdKind
{
	GD_ABSENT,					/* the text does not show the cell */
	GD_NUMBER,
	GD_BLANK,					/* the cell is there and empty */
	GD_NOT_APPLICABLE,			/* "/", "-", "—" */
	GD_TEXT,					/* something that is no number of the cell's kind: a word, a decimal count, too many digits */
	GD_AMBIGUOUS,				/* numbers are there, but more than one reading of them fits */
} GdKind;

typedef struct GdCell
{
	uint8_t		kind;			/* a GdKind */
	uint8_t		scale;			/* decimals: the value is value / 10^scale */
	uint32_t	line;			/* where the raw text stands, from 1; 0 where there is none */
	uint32_t	begin;			/* the raw text, in bytes of the input */
	uint32_t	end;
	int64_t		value;
} GdCell;

/* A piece of text; data is NULL where the report has none. Not terminated by a NUL. */
typedef struct GdText
{
	const char *data;
	size_t		length;
} GdText;

/* The heading of a section as the text has it. */
typedef struct GdHeading
{
	GdText		text;			/* with its number; no data if the text lacks it */
	int			number;			/* the one printed in front of it, 0 if there is none */
} GdHeading;

typedef struct GdReport
{
	int			form;			/* 2019, 2021, or 0 where the tables do not tell */
	int			year;			/* 0 where the text does not tell */
	GdText		title;
	GdText		agency;
	GdText		overview;		/* section 1 */
	GdText		problems;		/* section 5 */
	GdText		other_matters;	/* section 6 */
	GdHeading	heading[7];		/* by section, from 1 */
	GdCell		cell[GD_CELL_COUNT];
} GdReport;

extern GdStatus gd_parse_report(const GdHost *host, const char *text, size_t length, GdReport *report);

#endif							/* CORE_H */
