/*
 * survey.c
 *	  What the rows of a table have in common: where its columns stand, and what blank cells look like.
 */
#include "fill/survey.h"

#include <string.h>

/* How many columns of labels the row's own label stands behind: 一、 is 1, （一） is 2, 1. is 3. */
int
gd_label_depth(uint8_t row)
{
	int			depth = 1;

	if (row == GD_NO_ROW)
		return 0;
	for (const char *p = gd_rows[row].number; *p; p++)
		depth += *p == '.';
	return gd_rows[row].section == 3 ? depth : 1;
}

static void
agree(int *common, int value)
{
	if (*common == GD_UNKNOWN)
		*common = value;
	else if (*common != value)
		*common = GD_CONFLICT;
}

static void
survey_places(Geometry *geometry, const GdSlot *slots, int columns)
{
	for (int metric = 0; metric < 2; metric++)
	{
		for (int i = 0; i < columns; i++)
		{
			int			begin = gd_place_of(&slots[i], metric);
			int			end = begin + slots[i].width;

			if (geometry->aligned == 0 || begin < geometry->first[metric][i])
				geometry->first[metric][i] = begin;
			if (geometry->aligned == 0 || end > geometry->last[metric][i])
				geometry->last[metric][i] = end;
			agree(&geometry->first_same[metric][i], begin);
			agree(&geometry->last_same[metric][i], end);
		}
	}
	geometry->aligned++;
}

static void
survey_complete_row(Geometry *geometry, const GdRun *run, const GdSlot *slots, int columns)
{
	int			offset = 0;

	while (slots[offset].kind == GD_TOKEN_BLANK)
		offset++;
	/* in section 2, a figure that is shown again in the columns that it spans may pass for a complete row */
	if (run->section != 2 || columns == 3)
		agree(&geometry->offset[gd_label_depth(run->row)], offset);
	if (run->has_separators && run->inline_label)
		agree(&geometry->cell, slots[offset].cell);
	for (int i = 1; i < columns; i++)
	{
		if (!run->inline_label && offset + i < run->slot_count)
			agree(&geometry->spacing, slots[offset + i].blank_lines);
	}
	if (columns == 7 && offset == 0 && run->inline_label && !run->has_separators)
		survey_places(geometry, slots, columns);
	geometry->complete++;
}

/* What the rows that are not complete tell, too. */
static void
survey_any_row(Geometry *geometry, const GdRun *run, const GdSlot *slots, int columns)
{
	int			depth = gd_label_depth(run->row);
	int			shown = run->filled + run->blank_lines_behind;

	if (run->filled == 0)
		return;
	if (run->slot_count > columns && slots[0].kind != GD_TOKEN_BLANK)
		agree(&geometry->offset[depth], 0);
	for (int i = 0; i < run->slot_count; i++)
	{
		shown += slots[i].blank_lines;
		if (i > 0 && (geometry->least_spacing < 0 || slots[i].blank_lines < geometry->least_spacing))
			geometry->least_spacing = slots[i].blank_lines;
	}
	geometry->blank_lines_show = geometry->blank_lines_show && (shown >= columns || run->inline_label);
	if (geometry->lead[depth] < 0 || slots[0].blank_lines < geometry->lead[depth])
		geometry->lead[depth] = slots[0].blank_lines;
}

/* Numbers in front of the first column prove that the rows do not share one. */
static void
check_first_cell(const GdMatches *matches, Geometry *geometry, int section)
{
	if (geometry->cell == GD_UNKNOWN && (section == 2 || geometry->complete == 0))
		geometry->cell = matches->first_column_cell[section];
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];
		const GdSlot *slots = gd_slots_of(matches, run);

		if (run->section != section || run->row == GD_NO_ROW || !run->has_separators || !run->inline_label)
			continue;
		for (int j = 0; j < run->slot_count && slots[j].line == slots[0].line && slots[j].cell < geometry->cell; j++)
		{
			if (slots[j].kind != GD_TOKEN_BLANK)
				geometry->cell = GD_CONFLICT;
		}
	}
}

/* What the complete rows of the section's table have in common. */
void
gd_survey(const GdMatches *matches, int section, const GdFormChoice *forms,
		  Geometry *geometry)
{
	memset(geometry, 0, sizeof(*geometry));
	geometry->cell = geometry->spacing = geometry->least_spacing = GD_UNKNOWN;
	geometry->blank_lines_show = true;
	memset(geometry->offset, 0xFF, sizeof(geometry->offset));
	memset(geometry->lead, 0xFF, sizeof(geometry->lead));
	memset(geometry->first_same, 0xFF, sizeof(geometry->first_same));
	memset(geometry->last_same, 0xFF, sizeof(geometry->last_same));
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];
		const GdFormRow *row;

		if (run->section != section || run->is_damaged)
			continue;
		if (run->row == GD_NO_ROW)
		{
			if (run->fragment_count == 0 && run->filled > 0 && !run->has_separators)
				geometry->irregular = true;
			continue;
		}
		row = gd_row_to_read(forms, (GdRow) run->row);
		/* so do numbers of several rows behind one label */
		if (row != NULL && run->filled > row->count + 1 && row->count > 3 && !run->has_separators && !gd_is_one_line(matches, run))
			geometry->irregular = true;
		if (row != NULL && run->filled > 0 && run->filled != row->count && !run->has_separators && !gd_is_one_line(matches, run))
			geometry->uneven = true;
		if (row != NULL)
			survey_any_row(geometry, run, gd_slots_of(matches, run), row->count);
		geometry->overfull += row != NULL && section == 3 && run->filled > row->count && gd_is_one_line(matches, run);
		if (row != NULL && run->filled == row->count)
			survey_complete_row(geometry, run, gd_slots_of(matches, run), row->count);
	}
	check_first_cell(matches, geometry, section);
	for (int metric = 0; metric < 2; metric++)
	{
		geometry->by_column[metric] = geometry->aligned > 1;
		for (int i = 0; i < 7 && geometry->by_column[metric]; i++)
		{
			if ((i > 0 && geometry->first[metric][i] < geometry->last[metric][i - 1]) ||
				(geometry->first_same[metric][i] == GD_CONFLICT && geometry->last_same[metric][i] == GD_CONFLICT))
				geometry->by_column[metric] = false;
		}
	}
}

