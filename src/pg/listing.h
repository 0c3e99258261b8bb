/*
 * listing.h
 *	  Rows about cells: the words that they begin with are made once a query, not once a row.
 */
#ifndef PG_LISTING_H
#define PG_LISTING_H

#include "pg/figures.h"

typedef struct CellWords
{
	MemoryContext context;		/* in which they are made */
	Datum		number[GD_ROW_COUNT];
	Datum		item[GD_ROW_COUNT];
	Datum		column[GD_COLUMN_COUNT];
	Datum		label[GD_FORM_COUNT][GD_CELL_COUNT];	/* 0 until it is asked for */
} CellWords;

/* They live as long as the context. */
extern CellWords *make_cell_words(MemoryContext context);

/*
 * "规章：本年制发件数", in the words of the given form, or of the newest one that has the cell.
 */
extern Datum cell_label(CellWords *words, int cell, int form);

/* section, number, item, column_name: the same in every function that lists cells. */
static inline void
describe_cell(const CellWords *words, int cell, Datum *values)
{
	const GdCellInfo *info = &gd_cells[cell];

	values[0] = Int32GetDatum(gd_rows[info->row].section);
	values[1] = words->number[info->row];
	values[2] = words->item[info->row];
	values[3] = words->column[info->column];
}

/* The row type of a function's result, which lives as long as the query. */
extern TupleDesc result_row(FunctionCallInfo fcinfo);

/* An empty set of such rows, without their type being looked up for each report. */
extern ReturnSetInfo *begin_rows(FunctionCallInfo fcinfo, TupleDesc row);

#endif							/* PG_LISTING_H */
