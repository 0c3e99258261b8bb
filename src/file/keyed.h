/*
 * keyed.h
 *	  Tables whose rows are objects: their keys are the columns.
 */
#ifndef KEYED_H
#define KEYED_H

#include "file/rows.h"

#define GD_MOST_KEYS 256

/* The keys of the objects that are rows of one table, in the order of the columns. */
typedef struct GdKeys
{
	int			count;
	uint32_t	begin[GD_MOST_KEYS];
	uint32_t	end[GD_MOST_KEYS];
	uint16_t	order[GD_MOST_KEYS];	/* the key of each column */
} GdKeys;

/*
 * Rows from a part on. Column 0 is that of the names of the rows, the keys that they have
 * themselves; the cells of an object have the numbers of their keys, from 1, as columns.
 */
typedef struct GdKeyedTable
{
	uint32_t	begin;			/* a part */
	bool		is_object;		/* the rows are its values */
	bool		has_names;
	GdKeys	   *keys;			/* NULL where there was no memory */
} GdKeyedTable;

/* How objects of lists or objects are meant; the first one that tells is the model of all. */
typedef struct GdOrientation
{
	bool		is_known;
	bool		by_columns;
} GdOrientation;

/* Does a key say something: is it Chinese, or a year? */
extern bool gd_is_name(const GdRows *rows, uint32_t begin, uint32_t end);

/*
 * The number of a key, which stands behind another one or, -1, first; or -1 if there are too many.
 */
extern int	gd_find_key(const GdRows *rows, GdKeys *keys, int before, uint32_t begin, uint32_t end);

/*
 * All rows of a table are read: puts the cells into their columns, and the keys above them. Another
 * table may begin.
 */
extern void gd_finish_table(GdRows *rows, GdKeyedTable *table, GdOrientation *orientation);

#endif							/* KEYED_H */
