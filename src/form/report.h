/*
 * report.h
 *	  A report as it was read: every cell of the forms with its evidence, the narratives, and
 *	  who reports about which year.
 */
#ifndef REPORT_H
#define REPORT_H

#include "text/core.h"
#include "form/form.h"

/* Why a cell has a value or has none. */
typedef enum GdKind
{
	GD_ABSENT,					/* the text does not show the cell */
	GD_NUMBER,
	GD_BLANK,					/* the cell is there and empty */
	GD_NOT_APPLICABLE,			/* "/", "-", "—" */
	/* something that is no number of the cell's kind: a word, a decimal count, too many digits */
	GD_TEXT,
	GD_AMBIGUOUS,				/* numbers are there, but more than one reading of them fits */
} GdKind;

/* What proves that a number belongs to its cell. */
typedef enum GdProof
{
	GD_PROOF_NONE,
	GD_PROOF_HEADER,			/* it stands under the header of its column */
	/* it stands where the complete rows of its table have their column */
	GD_PROOF_COLUMN,
	GD_PROOF_ROW,				/* its row has a figure for each column, and nothing else */
	GD_PROOF_TOTAL,				/* so it has, and its last figure is the sum of the others */
	/* a total, by the sums of all rows of a table that lost its blank cells */
	GD_PROOF_SUMS,
} GdProof;

/* Why a cell has no value. */
typedef enum GdReason
{
	GD_REASON_NONE,
	GD_REASON_NOT_SHOWN,		/* the text has no such row, or not this cell of it */
	GD_REASON_BLANK,			/* the cell is there and empty, or has a stroke */
	/* numbers are there, and nothing proves in which columns they stand */
	GD_REASON_UNPLACED,
	GD_REASON_SEVERAL,			/* the text says two different things */
	GD_REASON_OTHER_COLUMNS,	/* the headers name other columns than the form */
	GD_REASON_DAMAGED,			/* something unreadable stands in the row or in its place */
	GD_REASON_CUT_OFF,			/* the text ends here */
	GD_REASON_NO_NUMBER,		/* a word, too many digits, an amount where a count belongs */
	GD_REASON_NO_UNIT,			/* an amount in a unit that is not told or not known */
} GdReason;

/* Where a reader of the document finds a cell: 0 where that does not tell. */
typedef struct GdCellPlace
{
	uint32_t	table;			/* or sheet; from 1, as the others */
	uint32_t	row;
	uint32_t	column;			/* of a sheet */
} GdCellPlace;

typedef struct GdCell
{
	uint8_t		kind;			/* a GdKind */
	uint8_t		proof;			/* a GdProof, of a NUMBER */
	uint8_t		reason;			/* a GdReason, of all others; never NONE there */
	uint8_t		scale;			/* decimals: the value is value / 10^scale */
	uint32_t	line;			/* where the raw text stands, from 1; 0 where there is none */
	uint32_t	begin;			/* the raw text, in bytes of the input */
	uint32_t	end;
	GdCellPlace place;			/* of a document with tables or sheets */
	int64_t		value;
} GdCell;

/* The heading of a section as the text has it. */
typedef struct GdHeading
{
	GdText		text;			/* with its number; no data if the text lacks it */
	int			number;			/* the one printed in front of it, 0 if there is none */
} GdHeading;

/* What tells who reports about which year, or why nothing does. */
typedef enum GdWitness
{
	GD_WITNESS_NONE,			/* the text does not say */
	GD_WITNESS_TITLE,
	GD_WITNESS_SENTENCE,		/* 现公布临川市教育局2024年政府信息公开工作年度报告 */
	GD_WITNESS_AUTHOR,			/* 本报告由临川市教育局编制 */
	GD_WITNESS_PERIOD,			/* 统计期限自2024年1月1日起至2024年12月31日止 */
	GD_WITNESS_NARRATIVE,		/* 2024年，临川市教育局认真落实条例 */
	GD_WITNESS_SOURCE,			/* the name of the file */
	GD_WITNESS_CONTRADICTION,	/* two of them differ: not decided */
	GD_WITNESS_DOUBT,			/* a part of it may be lost: not decided */
} GdWitness;

typedef struct GdReport
{
	int			form;			/* of section 3; GD_NO_FORM where it does not tell */
	int			proactive_form; /* of section 2; GD_NO_FORM where blocks differ or do not tell */
	int			year;			/* 0 where the text does not tell */
	/* as the title has it, also where the period says otherwise; 0 if it has none */
	int			title_year;
	GdText		title;
	GdText		agency;
	GdWitness	agency_witness;
	GdWitness	year_witness;
	GdText		overview;		/* section 1 */
	GdText		problems;		/* section 5 */
	GdText		other_matters;	/* section 6 */
	GdHeading	heading[GD_SECTIONS];	/* from 1 */
	int			reports;		/* that the text holds; this is the first one */
	GdText		next_title;		/* of the second one, if there are several */
	/* where that begins, from 1; 0 if lines are not those of the input */
	uint32_t	next_line;
	GdCell		cell[GD_CELL_COUNT];
} GdReport;

#endif							/* REPORT_H */
