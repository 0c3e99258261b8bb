/*
 * sheet.h
 *	  What is printed of a report, or of two beside each other: the text of every cell, what is
 *	  wrong with it, and notes.
 */
#ifndef SHEET_H
#define SHEET_H

#include "check/balance.h"
#include "form/layout.h"
#include "text/writer.h"

/* A report as it is stored. Texts without data are those that it has not. */
typedef struct GdFacts
{
	GdText		title;
	GdText		agency;
	int			year;			/* 0 if it has none */
	GdText		section[GD_SECTIONS];		/* the narratives, 1, 5 and 6 */
	int			form;			/* that it says to follow in section 3, or GD_NO_FORM */
	int			proactive_form; /* the same in section 2 */
	const GdRuleSet *rules;
	const GdFigures *figures;
	GdText		money[GD_CELL_COUNT];	/* amounts, as decimals */
} GdFacts;

typedef enum GdEmphasis
{
	GD_PLAIN,
	GD_FAILING,					/* a check that it is part of fails */
	GD_CHANGED,
} GdEmphasis;

typedef struct GdSheetCell
{
	GdText		text;			/* empty for a blank cell */
	uint8_t		emphasis;		/* a GdEmphasis */
	uint8_t		note;			/* the one that says why, from 1, or 0 */
} GdSheetCell;

typedef struct GdSheet
{
	int			grid_count;
	const GdGrid *grid[GD_GRID_MAXIMUM];	/* the tables, in the order of their sections */
	GdText		title;			/* one line; no data if there is none */
	GdText		lead;			/* a line below it, or no data */
	GdText		section[GD_SECTIONS];		/* the narratives that it has */
	GdSheetCell cell[GD_CELL_COUNT];
	int			note_count;
	GdText		note[GD_IDENTITY_MAXIMUM + 2 * GD_CELL_COUNT];
} GdSheet;

/* In front of every agency's and year's report. */
extern const char gd_report_name[];

/*
 * The report in a shape that gives itself back: gd_parse_report finds agency, year, form,
 * narratives and cells in whatever is printed of the sheet. Everything that it refers to lives in
 * the host's arena, or is the caller's.
 */
extern GdStatus gd_sheet_of_report(const GdHost *host, const GdFacts *facts, GdSheet *sheet);

/*
 * Each cell from → to, in the form of the second report. money_change: the differences of amounts
 * that both have.
 */
extern GdStatus gd_sheet_of_comparison(const GdHost *host, const GdFacts *from, const GdFacts *to,
									   const GdText *money_change,
									   GdSheet *sheet);

#endif							/* SHEET_H */
