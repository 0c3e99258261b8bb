/*
 * reading.c
 *	  Reads one row by proof: figures → columns.
 *
 * A row that has a figure for each column needs no place for any of them, but a proof that these
 * are its own: they stand on the line of its label; or all rows of the table have that many; or the
 * last one is the sum of the others. A row that has fewer is read where its blanks make up for the
 * rest (frame.c), or where its figures stand exactly in the columns of the complete rows. All other
 * rows have no reading.
 */
#include "fill/reading.h"

#include <string.h>

#define MOST_DIGITS 9			/* of a piece of a number */

static bool
adds_up(const GdReading *reading, int first, int total)
{
	int64_t		sum = 0;
	bool		is_blank = true;

	for (int i = first; i < total; i++)
	{
		sum += reading->column[i] ? reading->column[i]->number.value : 0;
		is_blank = is_blank && reading->column[i] == NULL;
	}
	return reading->column[total] != NULL ? reading->column[total]->number.value == sum : is_blank;
}

bool
gd_has_totals(const GdReading *reading, int columns)
{
	if (columns == 7)
		return adds_up(reading, 0, 6);
	for (int first = 0; columns % 5 == 0 && first < columns; first += 5)
	{
		if (!adds_up(reading, first, first + 4))
			return false;
	}
	return columns % 5 == 0;
}

/*
 * "000" in three columns. Other digits that are glued together may be numbers of any length, with
 * blank cells between them: they are one in each column only if the last one is the total of the
 * others, and no row of the table has fewer digits than columns, which shows that blank cells leave
 * nothing. (Rows that add up with a blank cell never look so; "0001012" is 0, 0, 0, blank, 10,
 * blank, 12 in a row that does not.)
 */
static bool
split_digits(const GdTableModel *model, const GdSlot *slot, int columns, GdSlot *parts,
			 GdReading *reading)
{
	int64_t		value = slot->number.value;
	/* digits of ASCII have a byte each */
	bool		are_bytes = slot->end - slot->begin == (uint32_t) columns;

	if (slot->kind != GD_TOKEN_NUMBER || columns > 7 || slot->number.is_signed ||
		slot->number.scale > 0 ||
		slot->number.unit != GD_PRINTED_NONE || slot->number.digits != columns)
		return false;
	for (int i = columns - 1; i >= 0; i--)
	{
		parts[i] = *slot;
		parts[i].number = (GdNumber) {.value = value % 10};
		if (are_bytes)
		{
			parts[i].begin = slot->begin + (uint32_t) i;
			parts[i].end = parts[i].begin + 1;
		}
		reading->column[i] = &parts[i];
		value /= 10;
	}
	reading->proof = slot->number.value == 0 ? GD_PROOF_ROW : GD_PROOF_TOTAL;
	return slot->number.value == 0 || (!model->lacks_digits && gd_has_totals(reading, columns));
}

/* One cell that spans several columns, shown again in each of them. */
static bool
is_repeated(const GdRowShape *shape, int columns)
{
	for (int i = 1; i < shape->count; i++)
	{
		const GdNumber *number = &shape->slot[i]->number;

		if (shape->slot[i]->kind != GD_TOKEN_NUMBER || shape->before[i] > 0 ||
			memcmp(&shape->slot[0]->number, number, sizeof(GdNumber)) != 0)
			return false;
	}
	return columns == 1 && shape->count > 1 && shape->kind == GD_SHAPE_CELLS &&
		shape->slot[0]->kind == GD_TOKEN_NUMBER;
}

/* Are all figures from this one on the same? */
static bool
is_same_from(const GdRowShape *shape, int first)
{
	for (int i = first + 1; i < shape->count; i++)
	{
		if (memcmp(&shape->slot[first]->number, &shape->slot[i]->number, sizeof(GdNumber)) != 0)
			return false;
	}
	return true;
}

/* "— 2 —" at the end of a line that holds a whole page. */
static bool
ends_with_page_number(const GdRowShape *shape)
{
	const GdSlot *const *last = &shape->slot[shape->count - 3];

	return shape->kind == GD_SHAPE_WORDS && last[0]->kind == GD_TOKEN_NOT_APPLICABLE &&
		last[1]->kind == GD_TOKEN_NUMBER && last[2]->kind == GD_TOKEN_NOT_APPLICABLE;
}

/*
 * Takes figures away that are none of the row: a cell that is shown again, with its header, in each
 * column that it spans; digits of a slip in its label; the number of the page, unless it may be the
 * figure that the label in front lacks.
 */
static void
drop_others(const GdTableRow *row, GdRowShape *shape)
{
	int			columns = row->columns;

	if (shape->count > columns && row->run->header_count == shape->count &&
		is_same_from(shape, columns - 1))
		shape->count = columns;
	if (shape->count == columns + 3 && ends_with_page_number(shape))
		shape->count = columns;
	if (shape->count != columns + 1)
		return;
	if ((shape->slot[columns]->flags & GD_FLAG_PAGE_END) && !row->follows_bare)
		shape->count--;
	else if (shape->slot[0]->flags & GD_FLAG_GLUED)
	{
		shape->count--;
		memmove(shape->slot, shape->slot + 1, sizeof(shape->slot[0]) * (size_t) shape->count);
		memmove(shape->before, shape->before + 1, sizeof(shape->before[0]) * (size_t) shape->count);
	}
}

/* "1 1 1 3 — 4 —": a stroke for the total of figures. It is the end of something else. */
static bool
lacks_total(const GdReading *reading, int columns)
{
	if (columns < 5 || reading->column[columns - 1]->kind != GD_TOKEN_NOT_APPLICABLE)
		return false;
	for (int i = columns == 7 ? 0 : columns - 5; i < columns - 1; i++)
	{
		if (reading->column[i]->kind == GD_TOKEN_NUMBER && reading->column[i]->number.value != 0)
			return true;
	}
	return false;
}

/* The number that the digits of both make. */
static int64_t
join_digits(const GdSlot *left, const GdSlot *right)
{
	int64_t		value = left->number.value;

	for (int i = 0; i < right->number.digits; i++)
		value *= 10;
	return value + right->number.value;
}

/* Do the digits of the figure, with those of a number that stands elsewhere, make this number? */
static bool
is_piece_of(const GdHabits *habits, const GdSlot *figure, int64_t whole)
{
	for (int i = 0; i < habits->stray_count && figure->kind == GD_TOKEN_NUMBER; i++)
	{
		const GdSlot *stray = habits->stray[i];

		if (stray->kind == GD_TOKEN_NUMBER && stray->number.digits <= MOST_DIGITS &&
			figure->number.digits <= MOST_DIGITS &&
			(join_digits(figure, stray) == whole || join_digits(stray, figure) == whole))
			return true;
	}
	return false;
}

/* Do several numbers stand by themselves on the next line, or on the one before? */
static bool
has_strays_beside(const GdHabits *habits, const GdRowShape *shape)
{
	uint32_t	line = shape->slot[0]->line;
	int			count = 0;

	for (int i = 0; i < habits->stray_count; i++)
		count += habits->stray[i]->line == line + 1 || habits->stray[i]->line + 1 == line;
	return count > 1;
}

/* Is the total the sum without its last digits? They may be gone. */
static bool
is_cut(const GdSlot *total, int64_t sum)
{
	while (total->number.value > 0 && sum > total->number.value)
		sum /= 10;
	return total->kind == GD_TOKEN_NUMBER && total->number.value > 0 && sum == total->number.value;
}

/*
 * On a page, the last digits of a number may stand on another line, or be gone: the figures would
 * add up with them, and do not without. (test/texts/total-without-its-end, number-in-two-lines)
 */
static bool
has_torn_figure(const GdHabits *habits, const GdRowShape *shape, const GdReading *reading)
{
	int			width = reading->columns == 7 ? 7 : 5;

	if (shape->kind == GD_SHAPE_STREAM)
		return false;
	for (int first = 0; first + width <= reading->columns; first += width)
	{
		const GdSlot *total = reading->column[first + width - 1];
		int64_t		sum = 0;

		for (int i = first; i < first + width - 1; i++)
			sum += reading->column[i]->number.value;
		if (sum == total->number.value)
			continue;
		if ((shape->kind == GD_SHAPE_CELLS ? has_strays_beside(habits, shape) :
			 is_cut(total, sum)) ||
			is_piece_of(habits, total, sum))
			return true;
		for (int i = first; i < first + width - 1; i++)
		{
			const GdSlot *slot = reading->column[i];

			if (is_piece_of(habits, slot, slot->number.value + total->number.value - sum))
				return true;
		}
	}
	return false;
}

/* Is every other kind of rows less frequent in the table? */
static bool
is_usual(const GdTableModel *model, GdShapeKind kind)
{
	for (int other = GD_SHAPE_WORDS; other < GD_SHAPE_KINDS; other++)
	{
		if (other != (int) kind && model->complete[other] >= model->complete[kind])
			return false;
	}
	return true;
}

/* Are all figures 0? Then they add up with one of them too many, too. */
static bool
is_zero(const GdReading *reading)
{
	for (int i = 0; i < reading->columns; i++)
	{
		if (reading->column[i] != NULL && reading->column[i]->number.value != 0)
			return false;
	}
	return true;
}

/*
 * Is the row's own total the sum of the others? Zeros prove nothing where lines do not stand as
 * elsewhere, or where blank cells do not fit the table. (test/texts/zero-doubled,
 * zero-doubled-below)
 */
static bool
proves_total(const GdTableModel *model, const GdRowShape *shape, const GdReading *reading,
			 bool is_own)
{
	bool		is_doubtful = shape->is_broken ||
		(shape->kind != GD_SHAPE_FLOW && model->frame_count[shape->kind] > 0);

	return gd_has_totals(reading, reading->columns) &&
		(is_own || !is_doubtful || !is_zero(reading));
}

/* Is one of the cells no number, so that sums tell nothing? */
static bool
has_text(const GdReading *reading)
{
	for (int i = 0; i < reading->columns; i++)
	{
		if (reading->column[i]->kind == GD_TOKEN_TEXT)
			return true;
	}
	return false;
}

/* Do the figures stand on the line of the label? */
static bool
is_beside_label(const GdRowShape *shape)
{
	return shape->is_inline && shape->kind <= GD_SHAPE_CELLS;
}

static bool
touch(int begin, int width, int other_begin, int other_width)
{
	return begin <= other_begin + other_width && other_begin <= begin + width;
}

/* Does the number stand right below the figure, or right above it, as the page was counted? */
static bool
is_beside(const GdSlot *stray, const GdSlot *slot)
{
	return (stray->line == slot->line + 1 || stray->line + 1 == slot->line) &&
		(touch(stray->column, stray->width, slot->column, slot->width) ||
		 touch(stray->character, stray->width, slot->character, slot->width));
}

/*
 * Do stray numbers stand right below two figures of the row, or right above them? They may be the
 * rest of both, of a total and of a part: then it adds up without them, too.
 * (test/texts/figures-one-below-the-other)
 */
static bool
has_pieces_below(const GdHabits *habits, const GdRowShape *shape)
{
	int			count = 0;

	for (int i = 0; i < habits->stray_count && shape->kind == GD_SHAPE_WORDS; i++)
	{
		for (int j = 0; j < shape->count; j++)
			count += is_beside(habits->stray[i], shape->slot[j]);
	}
	return count > 1;
}

/*
 * What proves that as many figures as columns are those of the row; GD_PROOF_NONE if nothing does.
 */
static GdProof
proof_of_complete(const GdTableModel *model, const GdHabits *habits, const GdTableRow *row,
				  const GdRowShape *shape,
				  const GdReading *reading)
{
	bool		is_own = is_beside_label(shape);
	bool		has_total = proves_total(model, shape, reading, is_own);

	if (lacks_total(reading, row->columns) || has_torn_figure(habits, shape, reading))
		return GD_PROOF_NONE;
	if (shape->strays > 0 && has_pieces_below(habits, shape))
		return GD_PROOF_NONE;
	/* so many are those of another row */
	if (shape->strays >= row->columns - 1 && row->columns == gd_sections[3].columns)
		return GD_PROOF_NONE;
	if (habits->is_out_of_order && !is_own)
		return GD_PROOF_NONE;
	if (shape->is_broken || shape->strays > 0 ||
		model->overfull[shape->kind] * 4 > model->complete[shape->kind])
		return has_total && row->columns >= 5 ? GD_PROOF_TOTAL : GD_PROOF_NONE;
	if (habits->is_ragged && shape->kind == GD_SHAPE_WORDS)
		return has_total ? GD_PROOF_TOTAL : GD_PROOF_NONE;
	/* below two labels, figures may be those of either */
	if (row->follows_bare && !shape->is_inline && shape->kind <= GD_SHAPE_CELLS)
		return GD_PROOF_NONE;
	switch ((GdShapeKind) shape->kind)
	{
		case GD_SHAPE_WORDS:
			if (is_own || !row->has_gap)
				return GD_PROOF_ROW;
			break;
		case GD_SHAPE_FLOW:
			/* (test/texts/stray-below-a-label) */
			if (habits->are_all_inline ||
				(habits->stray_count > 0 && !has_total && row->columns >= 5 &&
				 !has_text(reading)))
				break;
			if (habits->is_complete || (habits->is_even && (has_total || row->columns < 5)) ||
				(row->columns < 3 && !row->has_gap && is_usual(model, GD_SHAPE_FLOW) &&
				 !(row->follows_bare && habits->has_columns)))
				return GD_PROOF_ROW;
			if (model->frame_count[GD_SHAPE_FLOW] > 0 && habits->shows_blanks &&
				gd_fits_frame(model, row, shape))
				return GD_PROOF_ROW;
			break;
		case GD_SHAPE_CELLS:
		case GD_SHAPE_STREAM:
			if ((shape->kind == GD_SHAPE_CELLS ||
				 model->complete[GD_SHAPE_STREAM] >= model->complete[GD_SHAPE_CELLS]) &&
				gd_fits_frame(model, row, shape))
				return GD_PROOF_ROW;
			break;
		case GD_SHAPE_BLANK:
		case GD_SHAPE_KINDS:
			break;
	}
	return has_total && (is_own || !row->has_gap) ? GD_PROOF_TOTAL : GD_PROOF_NONE;
}

/*
 * The blank cells in front of a figure, and those behind the last one, are those of their columns.
 */
static void
put_blanks(const GdRowShape *shape, const int *column, GdReading *reading)
{
	for (int i = 0; i < shape->count && shape->begin != NULL; i++)
	{
		const GdSlot *slot = shape->slot[i];

		/* of a header's two cells, the blank one is that of no column */
		for (int at = column[i] - 1; at >= 0 && reading->column[at] == NULL &&
			 --slot >= shape->begin && slot->kind == GD_TOKEN_BLANK; at--)
			reading->column[at] = slot;
	}
	if (shape->count > 0 && shape->end != NULL)
	{
		const GdSlot *slot = shape->slot[shape->count - 1];
		int			at = column[shape->count - 1];

		while (++at < reading->columns && ++slot < shape->end && slot->kind == GD_TOKEN_BLANK)
			reading->column[at] = slot;
	}
}

void
gd_set_reading(const GdRowShape *shape, const int *column, int columns, GdProof proof,
			   GdReading *reading)
{
	gd_clear_reading(reading, columns, GD_REASON_NONE);
	reading->proof = (uint8_t) proof;
	reading->shown = true;
	for (int i = 0; i < shape->count; i++)
		reading->column[column[i]] = shape->slot[i];
	put_blanks(shape, column, reading);
}

static void
read_complete(const GdTableModel *model, const GdHabits *habits, const GdTableRow *row,
			  const GdRowShape *shape,
			  GdReading *reading)
{
	for (int i = 0; i < row->columns; i++)
		reading->column[i] = shape->slot[i];
	reading->proof = (uint8_t) proof_of_complete(model, habits, row, shape, reading);
}

static void
read_incomplete(const GdTableModel *model, const GdHabits *habits, const GdTableRow *row,
				const GdRowShape *shape, GdReading *reading)
{
	int			column[GD_SHAPE_SLOTS];
	/* a number without separators below the cells of a row is a page's */
	bool		is_whole = shape->strays == 0 ||
		(shape->kind == GD_SHAPE_CELLS && !shape->has_far_strays && !row->run->is_drawn);

	if (is_whole && !shape->is_broken && !habits->is_packed[shape->kind] &&
		!(shape->kind == GD_SHAPE_FLOW &&
		  (habits->is_out_of_order ||
		   (model->traceless > 0 && model->spread[GD_SHAPE_FLOW] == 0))) &&
		gd_place_in_frame(model, row, shape, column))
	{
		gd_set_reading(shape, column, row->columns, GD_PROOF_COLUMN, reading);
		return;
	}
	for (int metric = 0; metric < 2; metric++)
	{
		if (!gd_place_in_bands(model, row, shape, metric, column))
			continue;
		gd_set_reading(shape, column, row->columns, GD_PROOF_NONE, reading);
		/*
		 * columns that are aligned by the count of characters come from a page whose lines may have
		 * moved; so may those of two rows, which may be in line by chance
		 */
		if ((metric == 0 && !model->bands[1].is_apart && model->bands[0].rows != 2 &&
			 !habits->is_ragged) ||
			(gd_has_totals(reading, row->columns) && shape->count > 1))
			reading->proof = GD_PROOF_COLUMN;
		return;
	}
}

/*
 * A number on a line of its own, where a blank cell is, may be that of a page. It is, if the row
 * adds up without it and not with it. (test/texts/stray-between-borders)
 */
static bool
adds_up_without_one(const GdReading *reading, int columns)
{
	int64_t		excess = 0;
	int			total = columns - 1;

	if (columns != gd_sections[3].columns || reading->column[total] == NULL ||
		reading->column[total]->kind != GD_TOKEN_NUMBER || gd_has_totals(reading, columns))
		return false;
	for (int i = 0; i < total; i++)
		excess += reading->column[i] != NULL ? reading->column[i]->number.value : 0;
	excess -= reading->column[total]->number.value;
	for (int i = 0; i < total; i++)
	{
		if (reading->column[i] != NULL && reading->column[i]->kind == GD_TOKEN_NUMBER &&
			reading->column[i]->number.value == excess)
			return true;
	}
	return false;
}

/*
 * Is a figure in front of the last one, and larger than it, the sum of all others? Then they are no
 * longer in the order of their columns. (test/texts/total-in-front-of-a-figure)
 */
static bool
has_total_elsewhere(const GdReading *reading, int columns)
{
	int64_t		sum = 0;
	int64_t		largest = 0;
	int			others = 0;

	for (int i = 0; i < columns; i++)
	{
		int64_t		value = reading->column[i] != NULL ? reading->column[i]->number.value : 0;

		sum += value;
		largest = i + 1 < columns && value > largest ? value : largest;
		others += value > 0;
	}
	return columns == gd_sections[3].columns && others > 3 && sum == 2 * largest;
}

/* A label without figures: do the blank lines behind it make the cells of its row? */
static bool
is_blank_row(const GdTableModel *model, const GdTableRow *row, const GdRowShape *shape)
{
	GdRowShape	flow;
	int			column[1];

	gd_copy_shape(&flow, shape);
	flow.kind = GD_SHAPE_FLOW;
	return model->frame_count[GD_SHAPE_FLOW] > 0 && gd_place_in_frame(model, row, &flow, column);
}

void
gd_read_row(const GdTableModel *model, const GdHabits *habits, const GdTableRow *row,
			GdSlot *parts, GdReading *reading)
{
	GdRowShape	shape;

	gd_copy_shape(&shape, row->shape);
	gd_clear_reading(reading, row->columns, GD_REASON_NONE);
	if (shape.count == 0)
	{
		reading->shown = row->run->slot_count > 0 || is_blank_row(model, row, &shape);
		return;
	}
	if (shape.kind == GD_SHAPE_STREAM && shape.alone > 0 && habits->has_own_separators)
		shape.is_broken = true;
	drop_others(row, &shape);
	reading->shown = true;
	if (gd_is_glued(&shape, row->columns))
	{
		if (!is_beside_label(&shape) ||
			!split_digits(model, shape.slot[0], row->columns, parts, reading))
			reading->proof = GD_PROOF_NONE;
	}
	else if (is_repeated(&shape, row->columns) && shape.is_inline)
	{
		reading->column[0] = shape.slot[0];
		reading->proof = GD_PROOF_ROW;
	}
	else if (row->is_displaced && !is_beside_label(&shape))
		reading->proof = GD_PROOF_NONE;
	else if (habits->is_shifted && (!is_beside_label(&shape) || !habits->is_inline))
		reading->proof = GD_PROOF_NONE;
	else if (shape.count == row->columns)
		read_complete(model, habits, row, &shape, reading);
	else if (shape.count < row->columns)
		read_incomplete(model, habits, row, &shape, reading);
	if (reading->proof == GD_PROOF_NONE)
		gd_clear_reading(reading, row->columns, GD_REASON_UNPLACED);
	else if (shape.kind >= GD_SHAPE_FLOW && shape.count < row->columns &&
			 adds_up_without_one(reading, row->columns))
		reading->reason = GD_REASON_SEVERAL;
	else if (shape.kind == GD_SHAPE_FLOW && has_total_elsewhere(reading, row->columns) &&
			 !gd_has_totals(reading, row->columns))
		gd_clear_reading(reading, row->columns, GD_REASON_UNPLACED);
}
