/*
 * row.c
 *	  Reads one row: numbers and blanks → columns.
 *
 * A row that shows as many numbers as the form has columns needs no decision. One that shows fewer is read by its blank
 * cells and by the places where the complete rows of the same table have theirs; without such proof it stays unread.
 */
#include "fill/row.h"

#include "fill/survey.h"

#include <string.h>

static bool
same_number(const GdSlot *a, const GdSlot *b)
{
	return a->kind == GD_TOKEN_NUMBER && b->kind == GD_TOKEN_NUMBER && a->number.value == b->number.value &&
		a->number.scale == b->number.scale && a->number.unit == b->number.unit;
}

static bool
all_same(const GdSlot *const *slots, int count)
{
	for (int i = 1; i < count; i++)
	{
		if (!same_number(slots[0], slots[i]))
			return false;
	}
	return true;
}

/*
 * "9 || 2 || || 1": are two bars one separator? So it seems if bars that touch stand between all numbers, an odd number of
 * cells would be blank between any two of them, and the row would be too long.
 */
static bool
has_double_bars(const GdRun *run, const GdSlot *slots, int columns)
{
	int			gap = 0;
	bool		is_behind_number = false;

	if (!run->has_pipes || run->slot_count <= columns || run->filled < 2)
		return false;
	for (int i = 0; i < run->slot_count; i++)
	{
		if (slots[i].kind == GD_TOKEN_BLANK)
		{
			if (is_behind_number && !(slots[i].flags & GD_FLAG_PADDING))
				return false;
			gap++;
			continue;
		}
		if (is_behind_number && gap % 2 == 0)
			return false;
		is_behind_number = true;
		gap = 0;
	}
	return true;
}

/*
 * The slots that are cells of the row: in a table of rows, those on the lines that hold its numbers, not those on the
 * further lines of a broken label. Page numbers that follow a complete row are none either.
 */
static int
row_slots(const GdMatches *matches, const GdRun *run, int columns, const GdSlot **into)
{
	const GdSlot *slots = gd_slots_of(matches, run);
	int			count = 0;
	int			filled_on_first = 0;
	int			on_first = 0;

	if (slots[0].line == slots[run->slot_count - 1].line)
	{
		for (int i = 0; i < run->slot_count; i++)
			into[count++] = &slots[i];
		return count;
	}
	for (int i = 0; i < run->slot_count && slots[i].line == slots[0].line; i++)
	{
		filled_on_first += slots[i].kind != GD_TOKEN_BLANK;
		on_first++;
	}
	for (int i = 0; i < run->slot_count; i++)
	{
		bool		alone = (i == 0 || slots[i - 1].line != slots[i].line) &&
			(i + 1 == run->slot_count || slots[i + 1].line != slots[i].line);

		/* in a drawn row, a piece of a label beside the row's own may pass for a word that stands for a number: 无 */
		if (run->is_drawn && run->inline_label && slots[i].cell <= run->label_cell)
			continue;
		if (run->inline_label && filled_on_first == columns && slots[i].line != slots[0].line && alone)
			continue;
		/* nor is what stands without separators below a row that is complete with its blank cells */
		if (run->has_separators && !run->is_drawn && on_first >= columns && slots[i].line != slots[0].line && slots[i].cell == 0)
			continue;
		if (run->has_separators && !run->is_drawn && run->filled > 0 && slots[i].kind == GD_TOKEN_BLANK)
		{
			bool		line_is_filled = false;
			bool		line_is_row = false;

			for (int j = 0; j < run->slot_count; j++)
			{
				if (slots[j].line != slots[i].line)
					continue;
				line_is_filled = line_is_filled || slots[j].kind != GD_TOKEN_BLANK;
				line_is_row = line_is_row || j != i;
			}
			if (line_is_row && !line_is_filled && slots[i].cell > 2)
				continue;
		}
		into[count++] = &slots[i];
	}
	return count;
}

/*
 * "000" in three columns. Other digits that are glued together may be numbers of any length, with blank cells between
 * them: they are one in each column only if the last one is the total of the others.
 */
static bool
split_digits(const GdSlot *slot, int columns, GdSlot *parts, Reading *reading)
{
	int64_t		value = slot->number.value;
	int64_t		sum = 0;

	if (slot->kind != GD_TOKEN_NUMBER || columns > 7 || slot->number.is_signed || slot->number.scale > 0 ||
		slot->number.unit != GD_PRINTED_NONE || slot->number.digits != columns)
		return false;
	for (int i = columns - 1; i >= 0; i--)
	{
		parts[i] = *slot;
		parts[i].number = (GdNumber) {.value = value % 10};
		reading->column[i] = &parts[i];
		sum += i < columns - 1 ? value % 10 : 0;
		value /= 10;
	}
	return slot->number.value == 0 || (columns == 7 && sum == slot->number.value % 10);
}

static void
place(Reading *reading, const GdSlot *const *slots, int count, int offset, int columns)
{
	for (int i = 0; i < count; i++)
	{
		int			column = i - offset;

		if (column >= 0 && column < columns)
			reading->column[column] = slots[i];
	}
	reading->shown = true;
}

/* The slot that stands where the complete rows of a table of rows have their first column, or GD_UNKNOWN. */
static int
offset_by_cell(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count)
{
	/* a label in the place of the first column: the row has been moved */
	if (run->is_drawn || !run->has_separators || !run->inline_label || geometry->cell < 0 || run->label_cell >= geometry->cell)
		return GD_UNKNOWN;
	/* so it has if there are numbers in front of that place */
	for (int i = 0; i < count && slots[i]->cell < geometry->cell; i++)
	{
		if (slots[i]->kind != GD_TOKEN_BLANK)
			return GD_UNKNOWN;
	}
	return geometry->cell - slots[0]->cell;
}

/*
 * The slot that is the first column in other rows whose labels are as deep in the outline. Labels that would cover
 * several columns and show no cells for them prove that none does.
 */
static int
usual_offset(const Geometry *geometry, int depth)
{
	if (geometry->offset[depth] == GD_UNKNOWN && (geometry->offset[1] == 0 || geometry->offset[2] == 0) &&
		geometry->offset[1] <= 0 && geometry->offset[2] <= 0 && geometry->offset[3] <= 0)
		return 0;
	return geometry->offset[depth];
}

/* Which slot is the first column? Blanks in front of or behind the row's own cells leave a choice. */
static int
choose_offset(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count, int columns)
{
	int			by_cell = offset_by_cell(run, geometry, slots, count);
	int			usual = usual_offset(geometry, gd_label_depth(run->row));
	int			first = 0;
	int			last = count - 1;
	int			padding = 0;
	int			low;
	int			high;

	if (by_cell >= 0)
		return usual < 0 || usual == by_cell ? by_cell : GD_UNKNOWN;
	while (first < count && slots[first]->kind == GD_TOKEN_BLANK)
		first++;
	while (last > first && slots[last]->kind == GD_TOKEN_BLANK)
		last--;
	low = last - columns + 1 > 0 ? last - columns + 1 : 0;
	high = first < count - columns ? first : count - columns;
	for (int i = count - 1; i > last && (slots[i]->flags & GD_FLAG_PADDING); i--)
		padding++;
	/* where the cells of section 4 flow on from the headers, blanks in front may be theirs */
	if (columns == GD_MAX_COLUMNS && first > 0 && padding != count - columns && slots[0]->line == slots[1]->line)
		return GD_UNKNOWN;
	/* blanks in front may be padding, if the row's end is cut off */
	if (low >= high)
		return low == high && (first == 0 || geometry->complete > 0) ? low : GD_UNKNOWN;
	if (padding >= count - columns)
		return low == 0 ? 0 : GD_UNKNOWN;
	return usual >= low && usual <= high ? usual : GD_UNKNOWN;
}

/* As many slots as columns are the row, unless blanks in front stand for what the label covers and the end is cut off. */
static bool
is_whole_row(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count)
{
	int			by_cell = offset_by_cell(run, geometry, slots, count);

	if (slots[0]->kind != GD_TOKEN_BLANK || run->is_drawn)
		return true;
	if (run->section == 2)
		return geometry->offset[1] <= 0;
	if (by_cell >= 0)
		return by_cell == 0;
	/* the rows of the table do not begin in one place */
	if (geometry->cell == GD_CONFLICT && run->has_separators)
		return false;
	return geometry->complete > 0 && usual_offset(geometry, gd_label_depth(run->row)) <= 0;
}

/* A row whose last columns are missing: the first ones are told by their distance from the label. */
static bool
read_cut_row(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count, int columns,
			 Reading *reading)
{
	int			offset = usual_offset(geometry, gd_label_depth(run->row));
	int			by_cell = offset_by_cell(run, geometry, slots, count);

	if (!run->has_separators || !run->inline_label || slots[count - 1]->line != slots[0]->line)
		return false;
	if (by_cell >= 0)
	{
		if (offset >= 0 && offset != by_cell)
			return false;
		offset = by_cell;
	}
	else if (offset < 0 && geometry->cell == GD_UNKNOWN && slots[0]->kind != GD_TOKEN_BLANK)
		offset = 0;
	if (offset < 0 || offset > count)
		return false;
	place(reading, slots, count, offset, columns);
	return true;
}

/*
 * Blank lines stand for blank cells where the complete rows have none between their cells, and where there are enough of
 * them to make the row complete. Some of those behind the label may stand for what the label covers.
 */
static bool
read_by_blank_lines(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count, int columns,
					Reading *reading)
{
	int			position = 0;
	int			lead = run->section == 4 ? slots[0]->blank_lines : geometry->lead[gd_label_depth(run->row)];

	if (run->has_separators || run->inline_label || !geometry->blank_lines_show || geometry->least_spacing != 0 ||
		(geometry->spacing != 0 && geometry->spacing != GD_UNKNOWN) ||
		(geometry->complete < 2 && lead != 0) || lead < 0)
		return false;
	for (int i = 0; i < count; i++)
	{
		position += i == 0 ? slots[i]->blank_lines - lead : slots[i]->blank_lines + 1;
		if (position < 0 || position >= columns || slots[i]->cell != slots[0]->cell || (i > 0 && slots[i]->line == slots[i - 1]->line))
			return false;
		reading->column[position] = slots[i];
	}
	reading->shown = true;
	/* the row of section 4 has no label, so that its first and last cell must be there */
	return position + 1 + (run->section == 4 ? 0 : run->blank_lines_behind) >= columns;
}

/* The column that the slot's place names, or GD_UNKNOWN. */
static int
column_at(const Geometry *geometry, const GdSlot *slot, int metric, int columns)
{
	int			begin = gd_place_of(slot, metric);
	int			end = begin + slot->width;

	for (int i = 0; i < columns; i++)
	{
		if (begin == geometry->first_same[metric][i] || end == geometry->last_same[metric][i])
			return begin < geometry->last[metric][i] && end > geometry->first[metric][i] ? i : GD_UNKNOWN;
	}
	return GD_UNKNOWN;
}

/*
 * Aligned columns. They are trusted where all complete rows agree to the character; columns that are aligned by the
 * count of characters come from a page whose lines may have moved, so that the row's own total must confirm them.
 */
static bool
read_by_alignment(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count, int columns,
				  Reading *reading)
{
	int			metric = geometry->by_column[0] ? 0 : 1;
	int64_t		sum = 0;
	const GdSlot *total;

	if (run->has_separators || !run->inline_label || columns > 7 || !geometry->by_column[metric])
		return false;
	for (int i = 0; i < count; i++)
	{
		int			column = column_at(geometry, slots[i], metric, columns);

		if (column < 0 || reading->column[column] != NULL || !(slots[i]->flags & GD_FLAG_WIDE_GAP) || slots[i]->line != slots[0]->line)
			return false;
		reading->column[column] = slots[i];
		if (column < columns - 1)
			sum += slots[i]->number.value;
	}
	total = reading->column[columns - 1];
	reading->shown = true;
	if (metric == 0 && !(geometry->by_column[1] && columns == 7))
		return true;
	return columns == 7 && total != NULL && count > 1 && total->number.value == sum;
}

/* A blank cell in front, and the last figure again for every column that it spans. */
static bool
repeats_last(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count, int columns)
{
	return run->has_separators && run->section == 2 && columns < 3 && slots[0]->kind == GD_TOKEN_BLANK && geometry->offset[1] <= 0 &&
		slots[columns - 1]->kind == GD_TOKEN_NUMBER && all_same(slots + columns - 1, count - columns + 1);
}

static int
drop_trailing_text(const GdSlot **slots, int count, int columns)
{
	while (count > columns && (slots[count - 1]->kind == GD_TOKEN_TEXT || slots[count - 1]->kind == GD_TOKEN_BLANK))
		count--;
	return count;
}

/* Does a line of cells end in the middle of the row? Then some of its cells may have gone with the line end. */
static bool
is_cut_in_two(const GdMatches *matches, const GdRun *run, int columns)
{
	const GdSlot *slots = gd_slots_of(matches, run);
	int			first_line = 0;

	while (first_line < run->slot_count && slots[first_line].line == slots[0].line)
		first_line++;
	return run->has_separators && !run->is_drawn && first_line > 1 && first_line < columns && first_line < run->slot_count;
}

/* Are there several numbers on one of several lines? Then a line was broken, or the digits of a number were. */
static bool
is_broken(const GdRun *run, const GdSlot *const *filled, int count)
{
	int			lines = 1;

	for (int i = 1; i < count; i++)
		lines += filled[i]->line != filled[i - 1]->line;
	return !run->is_drawn && lines > 1 && lines < count;
}

/* Of the first count columns, every whole block of five; blanks count nothing. */
static bool
blocks_add_up(const GdSlot *const *columns, int count)
{
	for (int block = 0; block + 5 <= count; block += 5)
	{
		int64_t		sum = 0;

		for (int i = block; i < block + 4; i++)
			sum += columns[i] ? columns[i]->number.value : 0;
		if (columns[block + 4] != NULL && columns[block + 4]->number.value != sum)
			return false;
	}
	return count >= 5;
}

/* The text may end in the middle of a row, and in the middle of a number. */
static bool
is_cut_by_the_end(const GdMatches *matches, const GdRun *run)
{
	return run->first_slot + run->slot_count == matches->slot_count && run == matches->runs + matches->run_count - 1 &&
		!matches->text_follows;
}

/* A row without a label: in a table of TABs the columns are those of the table. */
static bool
read_bare_row(const GdRun *run, const GdSlot *const *slots, int count, int columns, Reading *reading)
{
	if (run->section != 4 || count <= 5 || run->inline_label || !run->has_separators || run->has_pipes || run->disputes == GD_DISPUTE_RECONSIDERATION)
		return false;
	for (int i = 0; i < count; i++)
	{
		if (slots[i]->cell >= columns || slots[i]->line != slots[0]->line)
			return false;
		reading->column[slots[i]->cell] = slots[i];
	}
	reading->shown = true;
	return blocks_add_up(reading->column, slots[count - 1]->cell + 1);
}

/* Numbers and blanks that leave a choice. parts: room for the digits of glued cells. */
static void
read_doubtful_row(const GdMatches *matches, const GdRun *run, const Geometry *geometry, int columns, GdSlot *parts,
				  Reading *reading)
{
	const GdSlot *slots[64];
	const GdSlot *filled[64];
	int			count = row_slots(matches, run, columns, slots);
	int			filled_count = 0;
	Reading		aligned = {0};

	for (int i = 0; i < count; i++)
	{
		if (slots[i]->kind != GD_TOKEN_BLANK)
			filled[filled_count++] = slots[i];
	}
	/* which of the blanks are cells, then? */
	if (filled_count < columns && has_double_bars(run, gd_slots_of(matches, run), columns))
	{
		reading->ambiguous = true;
		return;
	}
	if (filled_count > columns)
		filled_count = drop_trailing_text(filled, filled_count, columns);
	if (filled_count == columns + 1 && (filled[columns]->flags & GD_FLAG_PAGE_END))
		filled_count--;
	/* digits behind the label and numbers beside it: the digits are a slip in the label */
	if (filled_count == columns + 1 && (filled[0]->flags & GD_FLAG_GLUED))
	{
		place(reading, filled + 1, columns, 0, columns);
		return;
	}
	if (filled_count == 1 && columns > 1 && ((filled[0]->flags & GD_FLAG_GLUED) || filled[0]->number.leading_zero))
	{
		if (!split_digits(filled[0], columns, parts, reading))
			*reading = (Reading) {.ambiguous = true};
		return;
	}
	if (filled_count < columns && is_cut_in_two(matches, run, columns))
	{
		reading->ambiguous = true;
		return;
	}
	if (is_broken(run, filled, filled_count) &&
		(filled_count != columns || (!run->has_separators && !(columns == GD_MAX_COLUMNS && blocks_add_up(filled, GD_MAX_COLUMNS)))))
	{
		reading->ambiguous = true;
		return;
	}
	if (filled_count == columns && count > columns && repeats_last(run, geometry, slots, count, columns))
		place(reading, slots, columns, 0, columns);
	else if (filled_count == columns || (columns == 1 && filled_count > 0 && all_same(filled, filled_count)))
		place(reading, filled, columns, 0, columns);
	else if (filled_count == 0)
		reading->shown = count > 0;
	else if (filled_count > columns)
		reading->ambiguous = true;
	else if (is_cut_by_the_end(matches, run))
		reading->ambiguous = true;
	else if (count == columns && is_whole_row(run, geometry, slots, count))
		place(reading, slots, count, 0, columns);
	else if (count > columns)
	{
		int			offset = choose_offset(run, geometry, slots, count, columns);

		if (offset >= 0)
			place(reading, slots, count, offset, columns);
		else
			reading->ambiguous = true;
	}
	else if (read_by_alignment(run, geometry, filled, filled_count, columns, &aligned) ||
			 read_bare_row(run, slots, count, columns, &aligned))
		*reading = aligned;
	else if (!read_cut_row(run, geometry, slots, count, columns, reading) &&
			 !read_by_blank_lines(run, geometry, filled, filled_count, columns, &aligned))
		*reading = (Reading) {.ambiguous = true};
	else if (!reading->shown)
		*reading = aligned;
}

/* Does the run hold as many numbers as there are columns and nothing else, all on one line or each on its own? */
static bool
is_plain_row(const GdRun *run, const GdSlot *slots, int columns)
{
	if (run->filled != columns || run->slot_count != columns)
		return false;
	if (slots[0].line == slots[columns - 1].line)
		return true;
	for (int i = 1; i < columns; i++)
	{
		if (slots[i].line == slots[i - 1].line)
			return false;
	}
	return true;
}

Reading
gd_read_row(const GdMatches *matches, const GdRun *run, const Geometry *geometry, int columns, GdSlot *parts)
{
	Reading		reading = {0};

	if (is_plain_row(run, gd_slots_of(matches, run), columns))
	{
		for (int i = 0; i < columns; i++)
			reading.column[i] = gd_slots_of(matches, run) + i;
		reading.shown = true;
	}
	else if (run->slot_count > 0)
		read_doubtful_row(matches, run, geometry, columns, parts, &reading);
	return reading;
}
