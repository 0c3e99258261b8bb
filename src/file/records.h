/*
 * records.h
 *	  Rows that are lists of cells, or objects whose keys name the columns, in a tree.
 */
#ifndef RECORDS_H
#define RECORDS_H

#include "file/keyed.h"
#include "file/tree.h"

typedef struct GdRecordReader
{
	GdRows	   *rows;
	const GdTree *tree;
	GdKeys	   *keys;
	GdKeyedTable table;			/* that is open */
	GdOrientation orientation;
} GdRecordReader;

/* False if there is no memory. */
extern bool gd_open_records(GdRecordReader *reader, GdRows *rows, const GdTree *tree);

/* Adds a list or object as a row to the table that is open; false if it is none. */
extern bool gd_put_record(GdRecordReader *reader, uint32_t node);

/* What follows is another table. */
extern void gd_end_records(GdRecordReader *reader);

#endif							/* RECORDS_H */
