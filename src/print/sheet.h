/*
 * sheet.h
 *	  What is printed of a report, of two beside each other, or of a sum of reports: the text of
 *	  every cell, what is wrong with it, and notes.
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
	GD_PARTIAL,					/* not all reports of a sum have it */
	GD_QUIET,					/* of no interest beside others */
} GdEmphasis;

typedef struct GdSheetCell
{
	GdText		text;			/* empty for a blank cell */
	GdText		aside;			/* what stands below it, in small characters; or empty */
	GdText		line;			/* both on one line, where there is an aside */
	uint8_t		emphasis;		/* a GdEmphasis */
	uint8_t		note;			/* the one that says why, from 1, or 0 */
} GdSheetCell;

/* What is wrong or new is bold. */
static inline bool
gd_is_bold(const GdSheetCell *cell)
{
	return cell->emphasis == GD_FAILING || cell->emphasis == GD_CHANGED;
}

#define GD_SUMMARY_MAXIMUM 24

typedef struct GdSheet
{
	bool		is_comparison;	/* its cells need more room */
	int			grid_count;
	const GdGrid *grid[GD_GRID_MAXIMUM];	/* the tables, in the order of their sections */
	GdText		title;			/* one line; no data if there is none */
	GdText		lead;			/* a line below it, or no data */
	const char *summary_heading;
	int			summary_count;	/* paragraphs in front of the sections */
	GdText		summary[GD_SUMMARY_MAXIMUM];
	GdText		section[GD_SECTIONS];		/* the narratives that it has */
	GdSheetCell cell[GD_CELL_COUNT];
	const char *notes_heading;	/* NULL: gd_notes_heading */
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
 * Each cell from → to, in the form of the second report; what changed most in front of the tables.
 * money_change: the differences of amounts that both have.
 */
extern GdStatus gd_sheet_of_comparison(const GdHost *host, const GdFacts *from, const GdFacts *to,
									   const GdText *money_change,
									   GdSheet *sheet);

/* Reports that have been added up. */
typedef struct GdTotal
{
	const GdFacts *sum;
	const GdFacts *coverage;	/* in each cell the reports that have it */
	int64_t		reports;
	GdText		title;
	int			remark_count;	/* at most GD_SUMMARY_MAXIMUM */
	const GdText *remark;		/* what is to be said of the whole, each a paragraph */
} GdTotal;

/*
 * The sums in the form that they follow. Beside each that not all reports have stands how many
 * do.
 */
extern GdStatus gd_sheet_of_total(const GdHost *host, const GdTotal *total, GdSheet *sheet);

/*
 * Between sheet.c and the sheets of comparisons and totals
 */

extern bool gd_has_value(const GdFacts *facts, int cell);

/* "0", "0.00"; not "NaN" */
extern bool gd_is_zero(GdText decimal);

/* A value as the form has it. */
extern void gd_write_value(GdWriter *writer, const GdFacts *facts, int cell);

/* Agency and year, as far as they are known. */
extern void gd_write_name(GdWriter *writer, const GdFacts *facts);

/* Which cell it is, in the words of the form that its row follows. */
extern void gd_write_cell_name(GdWriter *writer, const GdRowForms *forms, int cell);

/*
 * Makes a note of what was written since begin; its number, or 0 if there are too many for the
 * cells to name.
 */
extern uint8_t gd_add_note(GdSheet *sheet, GdWriter *writer, size_t begin);

/* Marks the cells of identities that are false, of those whose cells are all in the set. */
extern void gd_note_failures(GdWriter *writer, const GdFacts *facts, const GdRowForms *forms,
							 const GdCellSet *among, GdSheet *sheet);

/* All tables of the forms, and the cells that they have a place for. */
extern GdCellSet gd_add_all_grids(GdSheet *sheet, const GdFacts *facts, const GdRowForms *forms);

/* Paragraphs in front of the sections: what was written since begin. */
extern void gd_add_summary(GdSheet *sheet, const GdWriter *writer, size_t begin);

/* On one line, and without what a terminal would obey. */
extern GdText gd_copy_title(GdWriter *writer, GdText title);

#endif							/* SHEET_H */
