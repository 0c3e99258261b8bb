/*
 * rivals.c
 *	  Two tables of one section: last year's beside this year's, or the same one again.
 *
 * Nothing says which of them is meant: the caption "2023年情况：" may stand above either. A cell that
 * both show is read if they agree. If any cell differs, what only one of them shows may be the
 * other year's. Tables that share few rows are pieces of one.
 */
#include "fill/rivals.h"

#include "fill/value.h"

/* Is the label alone, and on one line with another? Then it is the header of a column. */
static bool
is_header(const GdTable *table, int i)
{
	const GdRun *run = table->row[i].run;

	return run->slot_count == 0 &&
		((i > 0 && table->row[i - 1].run->line == run->line) ||
		 (i + 1 < table->count && table->row[i + 1].run->line == run->line));
}

void
gd_note_table(GdRivals *rivals, const GdTable *table)
{
	bool		seen[GD_ROW_COUNT] = {false};
	int			rows = 0;
	int			again = 0;

	for (int i = 0; i < table->count; i++)
	{
		uint8_t		row = table->row[i].run->row;

		if (seen[row] || is_header(table, i))
			continue;
		seen[row] = true;
		rows++;
		again += rivals->shown[row]++ > 0;
	}
	rivals->are_there = rivals->are_there || again * 2 > rows;
}

void
gd_note_reading(GdRivals *rivals, const GdReading *reading, const uint16_t *cells)
{
	for (int i = 0; i < reading->columns; i++)
		rivals->read[cells[i]] += reading->column[i] != NULL && reading->reason == GD_REASON_NONE;
}

/* Does a table have a figure where another has none, or another figure? */
static bool
differs(const GdRivals *rivals, int i, const GdCell *cell)
{
	return cell->reason == GD_REASON_SEVERAL ||
		(cell->kind == GD_NUMBER && rivals->read[i] < rivals->shown[gd_cells[i].row]);
}

void
gd_settle_rivals(const GdRivals *rivals, int section, GdReport *report)
{
	bool		differ = false;

	for (int i = 0; i < GD_CELL_COUNT && rivals->are_there; i++)
		differ = differ || (gd_rows[gd_cells[i].row].section == section &&
							differs(rivals, i, &report->cell[i]));
	for (int i = 0; i < GD_CELL_COUNT && differ; i++)
	{
		GdCell	   *cell = &report->cell[i];

		if (gd_rows[gd_cells[i].row].section == section && cell->kind == GD_NUMBER &&
			(rivals->shown[gd_cells[i].row] < 2 || differs(rivals, i, cell)))
			gd_make_several(cell);
	}
}
