/*
 * assign.c
 *	  Decides which number of a row stands in which column, or that the text does not tell.
 *
 * A row that shows as many numbers as the form has columns needs no decision. One that shows fewer is read by its blank
 * cells and by the places where the complete rows of the same table have theirs; without such proof it stays unread.
 */
#include "assign.h"

#include <string.h>

#define MAX_COLUMNS 15
#define MAX_HEADERS_OF_ONE 6		/* columns of one block of section 4, some of them read twice: "其他 结果" */
#define UNKNOWN (-1)
#define CONFLICT (-2)

/* Where the complete rows of one table have their first cell and their columns. */
typedef struct Geometry
{
	int			complete;		/* rows */
	int			aligned;		/* of them without separators, but each on one line */
	int			cell;			/* separators to the left of the first column, UNKNOWN or CONFLICT */
	int			offset[4];		/* slots in front of the first column, by the label's depth in the outline */
	bool		by_column[2];	/* do the columns stay apart by display column, by character? */
	int			first[2][7];
	int			last[2][7];
	int			first_same[2][7];	/* where all rows begin the column, or CONFLICT */
	int			last_same[2][7];	/* where all rows end it, or CONFLICT */
	int			spacing;		/* blank lines between two slots of a complete row, UNKNOWN or CONFLICT */
	int			least_spacing;	/* of any row, or UNKNOWN */
	int			lead[4];		/* the fewest blank lines behind a label, by its depth */
	bool		blank_lines_show;	/* every row has enough of them to be complete */
} Geometry;

typedef struct Assignment
{
	const char *text;
	GdMatches  *matches;
	GdReport   *report;
	Geometry	geometry[5];	/* by section */
	bool		irregular[5];	/* numbers stand where no label is: the order of the text is not that of the form */
	bool		uneven[5];		/* one number a line, and not as many for every label */
} Assignment;

/* A row as it is read: the slot in each column, NULL where it has none. */
typedef struct Reading
{
	const GdSlot *column[MAX_COLUMNS];
	bool		shown;			/* the cell is there, though blank */
	bool		ambiguous;
} Reading;

static const GdSlot *
slots_of(const Assignment *a, const GdRun *run)
{
	return a->matches->slots + run->first_slot;
}

/* Does the label stand on one line with all of its numbers? Then they are its own. */
static bool
is_one_line(const Assignment *a, const GdRun *run)
{
	const GdSlot *slots = slots_of(a, run);

	return run->inline_label && (run->slot_count == 0 || slots[run->slot_count - 1].line == slots[0].line);
}

/*
 * The form
 */

int
gd_decide_form(const GdMatches *matches)
{
	uint32_t	proofs[2] = {matches->proofs[0], matches->proofs[1]};

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];
		bool		in_2019;
		bool		in_2021;

		if (run->row == GD_NO_ROW || run->section == 0 || (run->row == GD_ROW_OTHER_UNDIVIDED && run->filled == 0))
			continue;
		in_2019 = gd_form_row(2019, (GdRow) run->row) != NULL;
		in_2021 = gd_form_row(2021, (GdRow) run->row) != NULL;
		proofs[0] += in_2019 && !in_2021;
		proofs[1] += in_2021 && !in_2019;
		if (run->row == GD_ROW_LICENSING || run->row == GD_ROW_PENALTY || run->row == GD_ROW_COERCION)
		{
			const GdSlot *slot = &matches->slots[run->first_slot];
			bool		glued = run->filled == 1 && slot->glued;

			/* glued digits may be one number or several, but zeros are as many as there are columns */
			proofs[0] += glued ? slot->number.leading_zero && slot->number.digits == 3 : run->filled == 3;
			proofs[1] += !glued && run->filled == 1;
		}
	}
	if (proofs[0] == proofs[1])
		return 0;
	return proofs[0] > proofs[1] ? 2019 : 2021;
}

/*
 * Cells
 */

static bool
shift_decimals(int64_t *value, int *scale, int places)
{
	while (places > 0 && *scale > 0)
	{
		(*scale)--;
		places--;
	}
	for (; places > 0; places--)
	{
		if (*value > INT64_MAX / 10 || *value < INT64_MIN / 10)
			return false;
		*value *= 10;
	}
	return true;
}

static GdKind
read_count(const GdNumber *number, GdCell *cell)
{
	if (number->scale > 0 || number->unit == GD_PRINTED_YUAN || number->unit == GD_PRINTED_WAN_YUAN)
		return GD_TEXT;
	cell->value = number->value;
	return GD_NUMBER;
}

static GdKind
read_money(const GdNumber *number, GdUnit unit, GdCell *cell)
{
	int64_t		value = number->value;
	int			scale = number->scale;

	if (number->unit == GD_PRINTED_COUNT)
		return GD_TEXT;
	if (unit == GD_UNIT_YUAN)
	{
		if (number->unit == GD_PRINTED_NONE && value != 0)
			return GD_AMBIGUOUS;	/* 元 or 万元? */
		if (number->unit == GD_PRINTED_WAN_YUAN && !shift_decimals(&value, &scale, 4))
			return GD_TEXT;
	}
	else if (number->unit == GD_PRINTED_YUAN)
		scale += 4;
	while (scale > 0 && value % 10 == 0)
	{
		value /= 10;
		scale--;
	}
	cell->value = value;
	cell->scale = (uint8_t) scale;
	return GD_NUMBER;
}

static GdCell
read_cell(const GdSlot *slot, GdUnit unit)
{
	GdCell		cell = {0};

	cell.line = slot->line;
	cell.begin = slot->begin;
	cell.end = slot->end;
	if (slot->kind == GD_TOKEN_BLANK)
		cell.kind = GD_BLANK;
	else if (slot->kind == GD_TOKEN_NOT_APPLICABLE)
		cell.kind = GD_NOT_APPLICABLE;
	else if (slot->kind != GD_TOKEN_NUMBER || slot->number.leading_zero)
		cell.kind = GD_TEXT;
	else if (unit == GD_UNIT_COUNT || unit == GD_UNIT_CHANGE)
		cell.kind = (uint8_t) read_count(&slot->number, &cell);
	else
		cell.kind = (uint8_t) read_money(&slot->number, unit, &cell);
	return cell;
}

static bool
same_cell(const GdCell *a, const GdCell *b)
{
	return a->kind == b->kind && a->value == b->value && a->scale == b->scale;
}

/* A second showing of the same cell confirms the first, fills it, or makes it ambiguous. */
static void
put_cell(GdCell *cell, const GdCell *found)
{
	if (found->kind == GD_ABSENT || same_cell(cell, found))
		return;
	if (cell->kind == GD_ABSENT || (cell->kind == GD_BLANK && found->kind != GD_AMBIGUOUS))
		*cell = *found;
	else if (cell->kind == GD_NUMBER && found->kind == GD_NUMBER)
	{
		*cell = *found;
		cell->kind = GD_AMBIGUOUS;
		cell->value = 0;
		cell->scale = 0;
	}
	else if (found->kind == GD_NUMBER && cell->kind != GD_AMBIGUOUS)
		*cell = *found;
}

/*
 * Reading one row
 */

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
 * The slots that are cells of the row: in a table of rows, those on the lines that hold its numbers, not those on the
 * further lines of a broken label. Page numbers that follow a complete row are none either.
 */
static int
row_slots(const Assignment *a, const GdRun *run, int columns, const GdSlot **into)
{
	const GdSlot *slots = slots_of(a, run);
	int			count = 0;
	int			filled_on_first = 0;

	for (int i = 0; i < run->slot_count && slots[i].line == slots[0].line; i++)
		filled_on_first += slots[i].kind != GD_TOKEN_BLANK;
	for (int i = 0; i < run->slot_count; i++)
	{
		bool		alone = (i == 0 || slots[i - 1].line != slots[i].line) &&
			(i + 1 == run->slot_count || slots[i + 1].line != slots[i].line);

		if (run->inline_label && filled_on_first == columns && slots[i].line != slots[0].line && alone)
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

/* How many columns of labels the row's own label stands behind: 一、 is 1, （一） is 2, 1. is 3. */
static int
label_depth(uint8_t row)
{
	int			depth = 1;

	if (row == GD_NO_ROW)
		return 0;
	for (const char *p = gd_rows[row].number; *p; p++)
		depth += *p == '.';
	return gd_rows[row].section == 3 ? depth : 1;
}

/* The slot that stands where the complete rows of a table of rows have their first column, or UNKNOWN. */
static int
offset_by_cell(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count)
{
	/* a label in the place of the first column: the row has been moved */
	if (run->is_drawn || !run->has_separators || !run->inline_label || geometry->cell < 0 || run->label_cell >= geometry->cell)
		return UNKNOWN;
	/* so it has if there are numbers in front of that place */
	for (int i = 0; i < count && slots[i]->cell < geometry->cell; i++)
	{
		if (slots[i]->kind != GD_TOKEN_BLANK)
			return UNKNOWN;
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
	if (geometry->offset[depth] == UNKNOWN && (geometry->offset[1] == 0 || geometry->offset[2] == 0) &&
		geometry->offset[1] <= 0 && geometry->offset[2] <= 0 && geometry->offset[3] <= 0)
		return 0;
	return geometry->offset[depth];
}

/* Which slot is the first column? Blanks in front of or behind the row's own cells leave a choice. */
static int
choose_offset(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count, int columns)
{
	int			by_cell = offset_by_cell(run, geometry, slots, count);
	int			usual = usual_offset(geometry, label_depth(run->row));
	int			first = 0;
	int			last = count - 1;
	int			padding = 0;
	int			low;
	int			high;

	if (by_cell >= 0)
		return usual < 0 || usual == by_cell ? by_cell : UNKNOWN;
	while (first < count && slots[first]->kind == GD_TOKEN_BLANK)
		first++;
	while (last > first && slots[last]->kind == GD_TOKEN_BLANK)
		last--;
	low = last - columns + 1 > 0 ? last - columns + 1 : 0;
	high = first < count - columns ? first : count - columns;
	for (int i = count - 1; i > last && (slots[i]->flags & GD_FLAG_PADDING); i--)
		padding++;
	/* where the cells of section 4 flow on from the headers, blanks in front may be theirs */
	if (columns == MAX_COLUMNS && first > 0 && padding != count - columns && slots[0]->line == slots[1]->line)
		return UNKNOWN;
	/* blanks in front may be padding, if the row's end is cut off */
	if (low >= high)
		return low == high && (first == 0 || geometry->complete > 0) ? low : UNKNOWN;
	if (padding >= count - columns)
		return low == 0 ? 0 : UNKNOWN;
	return usual >= low && usual <= high ? usual : UNKNOWN;
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
	return geometry->complete > 0 && usual_offset(geometry, label_depth(run->row)) <= 0;
}

/* A row whose last columns are missing: the first ones are told by their distance from the label. */
static bool
read_cut_row(const GdRun *run, const Geometry *geometry, const GdSlot *const *slots, int count, int columns,
			 Reading *reading)
{
	int			offset = usual_offset(geometry, label_depth(run->row));
	int			by_cell = offset_by_cell(run, geometry, slots, count);

	if (!run->has_separators || !run->inline_label || slots[count - 1]->line != slots[0]->line)
		return false;
	if (by_cell >= 0)
	{
		if (offset >= 0 && offset != by_cell)
			return false;
		offset = by_cell;
	}
	else if (offset < 0 && geometry->cell == UNKNOWN && slots[0]->kind != GD_TOKEN_BLANK)
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
	int			lead = run->section == 4 ? slots[0]->blank_lines : geometry->lead[label_depth(run->row)];

	if (run->has_separators || run->inline_label || !geometry->blank_lines_show || geometry->least_spacing != 0 ||
		(geometry->spacing != 0 && geometry->spacing != UNKNOWN) ||
		(geometry->complete < 2 && lead != 0) || lead < 0)
		return false;
	for (int i = 0; i < count; i++)
	{
		position += i == 0 ? slots[i]->blank_lines - lead : slots[i]->blank_lines + 1;
		if (position >= columns || slots[i]->cell != slots[0]->cell || (i > 0 && slots[i]->line == slots[i - 1]->line))
			return false;
		reading->column[position] = slots[i];
	}
	reading->shown = true;
	/* the row of section 4 has no label, so that its first and last cell must be there */
	return position + 1 + (run->section == 4 ? 0 : run->blank_lines_behind) >= columns;
}

static int
place_of(const GdSlot *slot, int metric)
{
	return metric == 0 ? slot->column : slot->character;
}

/* The column that the slot's place names, or UNKNOWN. */
static int
column_at(const Geometry *geometry, const GdSlot *slot, int metric, int columns)
{
	int			begin = place_of(slot, metric);
	int			end = begin + slot->width;

	for (int i = 0; i < columns; i++)
	{
		if (begin == geometry->first_same[metric][i] || end == geometry->last_same[metric][i])
			return begin < geometry->last[metric][i] && end > geometry->first[metric][i] ? i : UNKNOWN;
	}
	return UNKNOWN;
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
is_cut_by_the_end(const Assignment *a, const GdRun *run)
{
	return run->first_slot + run->slot_count == a->matches->slot_count && run == a->matches->runs + a->matches->run_count - 1 &&
		!a->matches->text_follows;
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

/* parts: room for the digits of glued cells. */
static Reading
read_row(const Assignment *a, const GdRun *run, const Geometry *geometry, int columns, GdSlot *parts)
{
	const GdSlot *slots[64];
	const GdSlot *filled[64];
	int			count = row_slots(a, run, columns, slots);
	int			filled_count = 0;
	Reading		reading = {0};
	Reading		aligned = {0};

	for (int i = 0; i < count; i++)
	{
		if (slots[i]->kind != GD_TOKEN_BLANK)
			filled[filled_count++] = slots[i];
	}
	if (filled_count > columns)
		filled_count = drop_trailing_text(filled, filled_count, columns);
	if (filled_count == columns + 1 && (filled[columns]->flags & GD_FLAG_PAGE_END))
		filled_count--;
	/* digits behind the label and numbers beside it: the digits are a slip in the label */
	if (filled_count == columns + 1 && filled[0]->glued)
	{
		place(&reading, filled + 1, columns, 0, columns);
		return reading;
	}
	if (filled_count == 1 && columns > 1 && (filled[0]->glued || filled[0]->number.leading_zero))
	{
		if (!split_digits(filled[0], columns, parts, &reading))
			reading = (Reading) {.ambiguous = true};
		return reading;
	}
	if (is_broken(run, filled, filled_count) &&
		(filled_count != columns || (!run->has_separators && !(columns == MAX_COLUMNS && blocks_add_up(filled, MAX_COLUMNS)))))
	{
		reading.ambiguous = true;
		return reading;
	}
	if (filled_count == columns && count > columns && repeats_last(run, geometry, slots, count, columns))
		place(&reading, slots, columns, 0, columns);
	else if (filled_count == columns || (columns == 1 && filled_count > 0 && all_same(filled, filled_count)))
		place(&reading, filled, columns, 0, columns);
	else if (filled_count == 0)
		reading.shown = count > 0;
	else if (filled_count > columns)
		reading.ambiguous = true;
	else if (is_cut_by_the_end(a, run))
		reading.ambiguous = true;
	else if (count == columns && is_whole_row(run, geometry, slots, count))
		place(&reading, slots, count, 0, columns);
	else if (count > columns)
	{
		int			offset = choose_offset(run, geometry, slots, count, columns);

		if (offset >= 0)
			place(&reading, slots, count, offset, columns);
		else
			reading.ambiguous = true;
	}
	else if (read_by_alignment(run, geometry, filled, filled_count, columns, &aligned) ||
			 read_bare_row(run, slots, count, columns, &aligned))
		reading = aligned;
	else if (!read_cut_row(run, geometry, slots, count, columns, &reading) &&
			 !read_by_blank_lines(run, geometry, filled, filled_count, columns, &aligned))
		reading = (Reading) {.ambiguous = true};
	else if (!reading.shown)
		reading = aligned;
	return reading;
}

/* What cannot be told apart is shown as a whole. */
static GdCell
whole_row(const Assignment *a, const GdRun *run)
{
	const GdSlot *slots = slots_of(a, run);
	GdCell		all = {.kind = GD_AMBIGUOUS};

	for (int i = 0; i < run->slot_count; i++)
	{
		if (i == 0 || slots[i].begin < all.begin)
		{
			all.begin = slots[i].begin;
			all.line = slots[i].line;
		}
		if (slots[i].end > all.end)
			all.end = slots[i].end;
	}
	return all;
}

static void
put_reading(const Assignment *a, const GdRun *run, const Reading *reading, const uint16_t *cells, int columns)
{
	bool		is_whole = reading->ambiguous && run->slot_count > 0;
	GdCell		all = is_whole ? whole_row(a, run) : (GdCell) {0};

	for (int i = 0; i < columns; i++)
	{
		GdCell		cell = all;

		if (!is_whole && reading->column[i] != NULL)
			cell = read_cell(reading->column[i], gd_cells[cells[i]].unit);
		else if (!is_whole && reading->shown)
		{
			cell.kind = GD_BLANK;
			cell.line = run->line;
		}
		put_cell(&a->report->cell[cells[i]], &cell);
	}
}

/*
 * Sections 2 and 3
 */

static void
agree(int *common, int value)
{
	if (*common == UNKNOWN)
		*common = value;
	else if (*common != value)
		*common = CONFLICT;
}

static void
survey_places(Geometry *geometry, const GdSlot *slots, int columns)
{
	for (int metric = 0; metric < 2; metric++)
	{
		for (int i = 0; i < columns; i++)
		{
			int			begin = place_of(&slots[i], metric);
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
		agree(&geometry->offset[label_depth(run->row)], offset);
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
	int			depth = label_depth(run->row);
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
check_first_cell(const Assignment *a, Geometry *geometry, int section)
{
	if (section == 3 && geometry->cell == UNKNOWN && geometry->complete == 0)
		geometry->cell = a->matches->first_column_cell;
	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		const GdRun *run = &a->matches->runs[i];
		const GdSlot *slots = slots_of(a, run);

		if (run->section != section || run->row == GD_NO_ROW || !run->has_separators || !run->inline_label)
			continue;
		for (int j = 0; j < run->slot_count && slots[j].line == slots[0].line && slots[j].cell < geometry->cell; j++)
		{
			if (slots[j].kind != GD_TOKEN_BLANK)
				geometry->cell = CONFLICT;
		}
	}
}

/* What the complete rows of the section's table have in common. */
static void
survey(Assignment *a, int section, int form)
{
	Geometry   *geometry = &a->geometry[section];

	geometry->cell = geometry->spacing = geometry->least_spacing = UNKNOWN;
	geometry->blank_lines_show = true;
	memset(geometry->offset, 0xFF, sizeof(geometry->offset));
	memset(geometry->lead, 0xFF, sizeof(geometry->lead));
	memset(geometry->first_same, 0xFF, sizeof(geometry->first_same));
	memset(geometry->last_same, 0xFF, sizeof(geometry->last_same));
	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		const GdRun *run = &a->matches->runs[i];
		const GdFormRow *row;

		if (run->section != section)
			continue;
		if (run->row == GD_NO_ROW)
		{
			if (run->fragment_count == 0 && run->filled > 0 && !run->has_separators)
				a->irregular[section] = true;
			continue;
		}
		row = gd_form_row(form, (GdRow) run->row);
		/* so do numbers of several rows behind one label */
		if (row != NULL && run->filled > row->count + 1 && row->count > 3 && !run->has_separators && !is_one_line(a, run))
			a->irregular[section] = true;
		if (row != NULL && run->filled > 0 && run->filled != row->count && !run->has_separators && !is_one_line(a, run))
			a->uneven[section] = true;
		if (row != NULL)
			survey_any_row(geometry, run, slots_of(a, run), row->count);
		if (row != NULL && run->filled == row->count)
			survey_complete_row(geometry, run, slots_of(a, run), row->count);
	}
	check_first_cell(a, geometry, section);
	for (int metric = 0; metric < 2; metric++)
	{
		geometry->by_column[metric] = geometry->aligned > 1;
		for (int i = 0; i < 7 && geometry->by_column[metric]; i++)
		{
			if ((i > 0 && geometry->first[metric][i] < geometry->last[metric][i - 1]) ||
				(geometry->first_same[metric][i] == CONFLICT && geometry->last_same[metric][i] == CONFLICT))
				geometry->by_column[metric] = false;
		}
	}
}

/* A label without slots whose blank cells are blank lines. */
static bool
shows_blank_row(const Assignment *a, const GdRun *run)
{
	const Geometry *geometry = &a->geometry[run->section];

	return run->slot_count == 0 && geometry->blank_lines_show && geometry->least_spacing == 0 &&
		run->blank_lines_behind >= (run->section == 3 ? 7 : 1);
}

/* In a text whose order has been lost, numbers behind a label may be those of the label before it. */
static bool
is_out_of_order(const Assignment *a, const GdRun *run)
{
	const GdRun *before = run - 1;

	if (is_one_line(a, run) || run->has_separators)
		return false;
	if (a->irregular[run->section])
		return true;
	return run > a->matches->runs && before->section == run->section && before->slot_count == 0 &&
		before->row != GD_NO_ROW && before->row != GD_ROW_OTHER_UNDIVIDED && before->row != run->row &&
		!shows_blank_row(a, before);
}

/*
 * Where blank cells leave no trace, or where the order of a page has been lost, as many numbers as columns may still be
 * those of two rows. The row's own total must confirm them.
 */
static bool
is_doubtful(const Assignment *a, const GdRun *run, const Reading *reading, int columns)
{
	int64_t		sum = 0;

	if (!a->uneven[run->section] || is_one_line(a, run) || run->has_separators || columns < 3 || run->filled != columns ||
		(a->geometry[run->section].blank_lines_show && a->geometry[run->section].spacing == 0))
		return false;
	for (int i = 0; i < columns - 1; i++)
		sum += reading->column[i] ? reading->column[i]->number.value : 0;
	return columns != 7 || reading->column[6] == NULL || reading->column[6]->number.value != sum;
}

static void
assign_rows(Assignment *a, int section, int form)
{
	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		const GdRun *run = &a->matches->runs[i];
		const GdFormRow *row;
		GdSlot		parts[7];
		Reading		reading;

		if (run->section != section || run->row == GD_NO_ROW || gd_rows[run->row].section != section)
			continue;
		row = gd_form_row(form, (GdRow) run->row);
		if (row == NULL && section == 3 && form != 0)
			continue;			/* （六）其他处理 is the name of a group in one form and a row in the other */
		if (row == NULL)
			row = gd_form_row(form == 2021 ? 2019 : 2021, (GdRow) run->row);
		reading = read_row(a, run, &a->geometry[section], row->count, parts);
		reading.shown = reading.shown || shows_blank_row(a, run);
		if (run->filled > 0 && (run->is_damaged || is_out_of_order(a, run) || is_doubtful(a, run, &reading, row->count)))
			reading = (Reading) {.ambiguous = true};
		put_reading(a, run, &reading, row->cell, row->count);
	}
}

/*
 * In a page whose labels stand below their numbers, every label seems to have the numbers of the next row: the first
 * numbers have none, and the last label has no numbers.
 */
static void
move_labels_up(GdMatches *matches)
{
	uint32_t	rows[GD_ROW_COUNT * 2];
	uint32_t	count = 0;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if (run->section != 3 || (run->filled == 0 && run->row == GD_ROW_OTHER_UNDIVIDED))
			continue;
		if (count == GD_ROW_COUNT * 2)
			return;
		rows[count++] = i;
	}
	if (count < 20 || matches->runs[rows[0]].row != GD_NO_ROW || matches->runs[rows[count - 1]].row != GD_ROW_CARRIED_OUT ||
		matches->runs[rows[count - 1]].filled != 0)
		return;
	for (uint32_t i = 0; i + 1 < count; i++)
	{
		if (matches->runs[rows[i]].filled != 7 || (i > 0 && matches->runs[rows[i]].inline_label))
			return;
	}
	for (uint32_t i = 0; i + 1 < count; i++)
		matches->runs[rows[i]].row = matches->runs[rows[i + 1]].row;
	matches->runs[rows[count - 1]].row = GD_NO_ROW;
	matches->runs[rows[0]].inline_label = true;
}

/*
 * Section 4
 */

static void
cells_of_disputes(GdRow first, int rows, uint16_t *cells)
{
	for (int i = 0; i < rows * 5; i++)
		cells[i] = (uint16_t) (gd_rows[first].first_cell + i);
}

/* The block that a run of five belongs to by the headers above it, or GD_NO_ROW. */
static uint8_t
dispute_of(const GdRun *run)
{
	if (run->dispute_columns > MAX_HEADERS_OF_ONE || (run->disputes & GD_DISPUTE_COMBINED))
		return GD_NO_ROW;
	if (run->disputes & GD_DISPUTE_AFTER)
		return run->disputes & (GD_DISPUTE_DIRECT | GD_DISPUTE_RECONSIDERATION) ? GD_NO_ROW : GD_ROW_LITIGATION_AFTER_RECONSIDERATION;
	if (run->disputes & GD_DISPUTE_DIRECT)
		return run->disputes & GD_DISPUTE_RECONSIDERATION ? GD_NO_ROW : GD_ROW_LITIGATION_DIRECT;
	return run->disputes == GD_DISPUTE_RECONSIDERATION ? GD_ROW_RECONSIDERATION : GD_NO_ROW;
}

static void
assign_dispute_run(Assignment *a, const GdRun *run, GdRow first, int rows)
{
	uint16_t	cells[MAX_COLUMNS];
	GdSlot		parts[7];
	Geometry	geometry = {.complete = 2, .cell = UNKNOWN, .offset = {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN}};
	Reading		reading;

	/* the table has no complete rows of its own; what blank lines mean is the same as in section 3 */
	geometry.spacing = a->geometry[3].spacing;
	geometry.least_spacing = a->geometry[3].least_spacing;
	geometry.blank_lines_show = a->geometry[3].blank_lines_show;
	reading = read_row(a, run, &geometry, rows * 5, parts);
	/* blanks that flow on from the headers may be theirs */
	if (run->is_damaged || (rows == 3 && run->inline_label && run->filled != MAX_COLUMNS))
		reading = (Reading) {.ambiguous = true};
	cells_of_disputes(first, rows, cells);
	put_reading(a, run, &reading, cells, rows * 5);
}

static void
assign_disputes(Assignment *a)
{
	const GdRun *fives[3];
	int			five_count = 0;
	int			filled_runs = 0;

	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		const GdRun *run = &a->matches->runs[i];

		if (run->section != 4 || run->filled == 0)
			continue;
		filled_runs++;
		if (run->filled == 5 && five_count < 3)
			fives[five_count++] = run;
	}
	for (uint32_t i = 0; i < a->matches->run_count; i++)
	{
		const GdRun *run = &a->matches->runs[i];
		uint8_t		row = dispute_of(run);

		if (run->section != 4 || run->filled == 0)
			continue;
		if (five_count == 3 && filled_runs == 3)
			row = (uint8_t) (GD_ROW_RECONSIDERATION + (run == fives[1]) + 2 * (run == fives[2]));
		if (run->filled > 5 || run->slot_count >= MAX_COLUMNS || (run->slot_count > 5 && run->has_separators && !run->has_pipes) ||
			 run->dispute_columns > MAX_HEADERS_OF_ONE || (run->disputes & GD_DISPUTE_COMBINED))
			assign_dispute_run(a, run, GD_ROW_RECONSIDERATION, 3);
		else if (row != GD_NO_ROW)
			assign_dispute_run(a, run, (GdRow) row, 1);
	}
}

void
gd_assign_cells(const char *text, GdMatches *matches, GdReport *report)
{
	Assignment	a = {.text = text, .matches = matches, .report = report};
	int			form;

	report->form = gd_decide_form(matches);
	gd_match_damaged_labels(text, matches, report->form);
	move_labels_up(matches);
	report->form = gd_decide_form(matches);
	form = report->form;
	/* without a form, the columns of section 2 cannot be told apart; those of section 3 are the same in both */
	survey(&a, 2, form);
	survey(&a, 3, form);
	/* what happened to one table happened to the other */
	a.uneven[2] = a.uneven[3] = a.uneven[2] || a.uneven[3];
	a.geometry[2].blank_lines_show = a.geometry[3].blank_lines_show =
		a.geometry[2].blank_lines_show && a.geometry[3].blank_lines_show && !a.irregular[2] && !a.irregular[3];
	if (form != 0)
		assign_rows(&a, 2, form);
	assign_rows(&a, 3, form);
	assign_disputes(&a);
}
