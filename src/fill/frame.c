/*
 * frame.c
 *	  Learns from the rows of a table where its columns are, and places figures there.
 *
 * Where blank cells leave a trace, a row is its figures and the room between them. Tools differ in
 * what they write for a cell that a label covers: nothing, or a blank cell, behind the label or in
 * front of the next one; and some fill all rows up to the same length. That makes eight frames
 * (GdFrame). A frame fits a row if figures, blank cells and the room that the frame wants make
 * exactly the columns; those that fit nearly all rows of a table are its frames. A cell that was
 * lost, added or doubled makes its row fit no more, and the row has no reading.
 *
 * Where only the place on a line tells, bands.c places them.
 */
#include "fill/frame.h"

#include <string.h>

#define FEW_ROWS 5				/* tell no more than that a row has as many cells as columns */
#define PACKED_ROWS 2			/* in which every blank cell stands behind the total */
#define LONGEST_ROOM 31

static int
pitch_of(const GdTableModel *model, uint8_t kind)
{
	return kind == GD_SHAPE_FLOW ? model->pitch : 1;
}

/* Is nothing between the figures but what stands between all cells? */
static bool
is_contiguous(const GdRowShape *shape, int gap)
{
	for (int i = 1; i < shape->count; i++)
	{
		if (shape->before[i] != gap)
			return false;
	}
	return true;
}

/* Cells that the row's label covers beside itself, and that the frame shows. */
static int
own_cells(const GdFrame *frame, const GdTableRow *row)
{
	return frame->shows_own ? 3 - row->depth : 0;
}

/* Cells behind the figures, but for those that all rows have: less than 0 for longer rows. */
static int
cells_behind(const GdFrame *frame, const GdTableRow *row)
{
	bool		in_line = frame->kind == GD_SHAPE_CELLS;
	int			cells = 0;

	if (frame->fills_up)
		cells -= row->columns + own_cells(frame, row) +
			(in_line ? row->run->label_cell : row->begins_group);
	if (frame->shows_groups && row->next_depth > 0)
		cells += row->next_depth - 1 - row->next_begins_group;
	return cells;
}

/* The room that the row leaves behind its last cell, if the frame is right. */
static int
room_behind(const GdTableModel *model, const GdFrame *frame, const GdTableRow *row,
			const GdRowShape *shape)
{
	int			pitch = pitch_of(model, frame->kind);

	return shape->length - pitch * (row->columns + own_cells(frame, row) +
									cells_behind(frame, row));
}

/* Sets the column of each figure; false if one is between two columns or outside of all. */
static bool
place_by(const GdTableModel *model, const GdFrame *frame, const GdTableRow *row,
		 const GdRowShape *shape, int *column)
{
	int			pitch = pitch_of(model, frame->kind);
	int			at = -1 - own_cells(frame, row);
	int			first = 0;

	for (int i = 0; i < shape->count; i++)
	{
		int			room = shape->before[i] - (pitch - 1);

		if (room < 0)
			return false;
		/* most have a pitch of 1: to divide takes as long as all the rest */
		if (pitch > 1)
		{
			if (room % pitch != 0)
				return false;
			room /= pitch;
		}
		at += 1 + room;
		column[i] = at;
		first = i == 0 ? at : first;
	}
	return at < row->columns && first >= 0;
}

static int
room_on_page(const GdFrame *frame, const GdTableRow *row)
{
	return row->place < frame->next_page ? frame->room : frame->next_room;
}

static bool
fits(const GdTableModel *model, const GdFrame *frame, const GdTableRow *row,
	 const GdRowShape *shape, int *column)
{
	return room_behind(model, frame, row, shape) == room_on_page(frame, row) &&
		room_on_page(frame, row) + pitch_of(model, frame->kind) * cells_behind(frame, row) >= 0 &&
		place_by(model, frame, row, shape, column);
}

bool
gd_place_in_frame(const GdTableModel *model, const GdTableRow *row, const GdRowShape *shape,
				  int *column)
{
	int			other[GD_SHAPE_SLOTS];
	bool		placed = false;

	for (int i = 0; i < model->frame_count[shape->kind]; i++)
	{
		const GdFrame *frame = &model->frame[shape->kind][i];

		if (!fits(model, frame, row, shape, placed ? other : column))
			continue;
		if (placed && memcmp(other, column, sizeof(int) * (size_t) shape->count) != 0)
			return false;
		placed = true;
	}
	return placed;
}

bool
gd_fits_frame(const GdTableModel *model, const GdTableRow *row, const GdRowShape *shape)
{
	const GdFrame *frame = &model->frame[shape->kind][0];
	bool		is_known = model->frame_count[shape->kind] > 0;
	int			lead = is_known ? own_cells(frame, row) : 0;
	int			column[GD_SHAPE_SLOTS];

	/*
	 * what stands behind the last row is not known; what stands behind figures on one line need not
	 * be
	 */
	if (is_known && (shape->kind == GD_SHAPE_CELLS ?
					 model->overfull[GD_SHAPE_CELLS] > 0 || row->run->is_drawn :
					 row->next_depth > 0))
		return gd_place_in_frame(model, row, shape, column);
	/* in section 2, a cell that spans columns may be shown again in each of them */
	if (row->columns < GD_BAND_COLUMNS && shape->kind == GD_SHAPE_CELLS && shape->before[0] != lead)
		return false;
	return is_contiguous(shape, pitch_of(model, shape->kind) - 1);
}

/*
 * Bands
 */

/*
 * On a page, the figures of a row may stand between the lines of its label, and one by itself need
 * no other beside it.
 */
static bool
is_on_line(const GdRun *run, const GdRowShape *shape, bool is_placed)
{
	bool		is_near = shape->is_inline ||
		(is_placed && shape->count > 0 && !shape->slot[0]->is_far &&
		 shape->slot[0]->line == run->line + 1);

	return is_near && (shape->kind == GD_SHAPE_WORDS ||
					   (is_placed && shape->count == 1 && shape->kind == GD_SHAPE_FLOW));
}

bool
gd_place_in_bands(const GdTableModel *model, const GdTableRow *row, const GdRowShape *shape,
				  int metric, int *column)
{
	bool		is_placed = model->bands[metric].tolerance > 0;

	if (row->columns != GD_BAND_COLUMNS || shape->strays > 0 ||
		!is_on_line(row->run, shape, is_placed))
		return false;
	return gd_place_by_bands(&model->bands[metric], shape, metric, column);
}

/*
 * Learning
 */

/* The distance of cells where figures flow: what most neighbours in complete rows have. */
static int
find_pitch(const GdTableRow *rows, int count)
{
	int			seen[4] = {0};
	int			all = 0;
	int			best = 0;
	int			least = -1;	/* of any row */

	for (int i = 0; i < count; i++)
	{
		const GdRowShape *shape = rows[i].shape;

		for (int j = 1; j < shape->count && shape->kind == GD_SHAPE_FLOW; j++)
			least = least < 0 || shape->before[j] < least ? shape->before[j] : least;
		if (shape->kind != GD_SHAPE_FLOW || shape->count != rows[i].columns)
			continue;
		for (int j = 1; j < shape->count; j++)
		{
			all++;
			if (shape->before[j] < 4)
				seen[shape->before[j]]++;
		}
	}
	for (int i = 1; i < 4; i++)
		best = seen[i] > seen[best] ? i : best;
	if (all == 0)
		return least + 1;
	return seen[best] * 8 >= all * 7 ? best + 1 : 0;
}

/* The room that most rows from one to another leave, and how many of them do. */
static int
common_room(const int *rooms, int from, int to, int *room)
{
	int			seen[LONGEST_ROOM + 1] = {0};
	int			most = 0;

	for (int i = from; i < to; i++)
	{
		if (rooms[i] >= 0 && rooms[i] <= LONGEST_ROOM && ++seen[rooms[i]] > most)
		{
			most = seen[rooms[i]];
			*room = rooms[i];
		}
	}
	return most;
}

/* most[i]: how many of the first i rows, or of the last i, leave the room that most of them do. */
static void
count_common_rooms(const int *rooms, int count, bool is_last, uint8_t *most)
{
	uint8_t		seen[LONGEST_ROOM + 1] = {0};

	most[0] = 0;
	for (int i = 0; i < count; i++)
	{
		int			room = rooms[is_last ? count - 1 - i : i];

		most[i + 1] = most[i];
		if (room >= 0 && room <= LONGEST_ROOM && ++seen[room] > most[i])
			most[i + 1] = seen[room];
	}
}

/*
 * Rows that leave one room on a page and another one on the next: where the page ends, if that
 * makes the frame fit more than the rows that it fits without. Returns how many leave their page's.
 */
static int
find_page(const GdTableRow *rows, const int *rooms, int count, int enough, int most, GdFrame *frame)
{
	uint8_t		before[UINT8_MAX + 1];
	uint8_t		behind[UINT8_MAX + 1];
	int			page = 0;

	count_common_rooms(rooms, count, false, before);
	count_common_rooms(rooms, count, true, behind);
	for (int i = FEW_ROWS; i + FEW_ROWS <= count && most < enough; i++)
	{
		if (before[i] + behind[count - i] <= most)
			continue;
		most = before[i] + behind[count - i];
		page = i;
	}
	if (page > 0)
	{
		frame->next_page = rows[page].place;
		common_room(rooms, 0, page, &frame->room);
		common_room(rooms, page, count, &frame->next_room);
	}
	return most;
}

/*
 * Finds the room behind the rows that makes the frame fit most of them: one for all, or one for
 * each of two pages. Returns how many rows leave it: the frame fits no others.
 */
static int
find_room(const GdTableModel *model, const GdTableRow *rows, int count, GdFrame *frame)
{
	int			rooms[UINT8_MAX];
	int			shown = 0;
	int			enough;
	int			most;

	for (int i = 0; i < count; i++)
	{
		const GdRowShape *shape = rows[i].shape;

		rooms[i] = shape->kind == frame->kind ? room_behind(model, frame, &rows[i], shape) : -1;
		shown += shape->kind == frame->kind;
	}
	frame->next_page = INT32_MAX;
	enough = (shown * 7 + 7) / 8;
	most = common_room(rooms, 0, count, &frame->room);
	return most < enough ? find_page(rows, rooms, count, enough, most, frame) : most;
}

/* How many rows the frame fits, and how many complete ones it does not. */
static void
try_frame(const GdTableModel *model, const GdTableRow *rows, int count, GdFrame *frame)
{
	for (int i = 0; i < count; i++)
	{
		int			column[GD_SHAPE_SLOTS];
		const GdRowShape *shape = rows[i].shape;

		if (shape->kind != frame->kind)
			continue;
		if (fits(model, frame, &rows[i], shape, column))
			frame->rows++;
		else if (shape->count == rows[i].columns && rows[i].next_depth > 0)
			frame->misfits++;
	}
}

/* What closes the rows, but for what fills some of them up. */
static int
least_room(const GdTableModel *model, const GdFrame *frame, const GdTableRow *rows, int count)
{
	int			least = -1;

	for (int i = 0; i < count; i++)
	{
		GdTableRow	row = rows[i];
		int			room;

		row.next_depth = 0;
		room = room_on_page(frame, &row) + pitch_of(model, frame->kind) * cells_behind(frame, &row);
		if (room >= 0 && (least < 0 || room < least))
			least = room;
	}
	return least;
}

/* Cells at the end of a row whose separators touch, and the pipe that closes it. */
static int
padding_behind(const GdMatches *matches, const GdRun *run, uint8_t kind)
{
	const GdSlot *slots = gd_slots_of(matches, run);
	int			count = 0;

	while (count < run->slot_count && (slots[run->slot_count - 1 - count].flags & GD_FLAG_PADDING))
		count++;
	return kind == GD_SHAPE_FLOW ? 0 :
		count + (kind == GD_SHAPE_CELLS && run->is_closed && !run->is_drawn);
}

/*
 * A table of few rows: behind the figures stands what closes rows elsewhere, or else what the
 * separators themselves show to be no cells.
 */
static bool
is_plain(const GdMatches *matches, const GdTableModel *model, const GdFrame *frame,
		 const GdTableRow *rows, int count, int closing)
{
	if (closing >= 0)
		return least_room(model, frame, rows, count) == closing;
	for (int i = 0; i < count; i++)
	{
		int			room = room_on_page(frame, &rows[i]) +
			pitch_of(model, frame->kind) * cells_behind(frame, &rows[i]);

		if (rows[i].run->filled > 0 && room != padding_behind(matches, rows[i].run, frame->kind))
			return false;
	}
	return true;
}

/*
 * How well the frame explains the table: the rows that it fits, less twice those that have a figure
 * for each column and do not fit, and two rows for a page break.
 */
static int
merit(const GdFrame *frame)
{
	return frame->rows - 2 * frame->misfits - 2 * (frame->next_page != INT32_MAX);
}

/* Rows of a kind. */
static int
rows_shown(const GdTableModel *model, GdShapeKind kind)
{
	return model->complete[kind] + model->incomplete[kind] + model->blank[kind];
}

/* Does the frame fit nearly all rows? Few rows prove no room beside their cells. */
static bool
is_frame(const GdMatches *matches, const GdTableModel *model, const GdTableRow *rows, int count,
		 const GdFrame *frame, int closing)
{
	uint8_t		kind = frame->kind;
	int			shown = rows_shown(model, kind);

	/* a pipe that ends all rows ends their last cell */
	if (kind == GD_SHAPE_CELLS && model->open == 0 && least_room(model, frame, rows, count) < 1)
		return false;
	if (shown < FEW_ROWS)
		return frame->rows * 2 >= shown && is_plain(matches, model, frame, rows, count, closing);
	return frame->rows * 8 >= shown * 7 && frame->misfits * 16 <= model->complete[kind] + 16;
}

/*
 * Do blank lines stand between the figures of all rows that flow, and are these as many in most?
 * Then they part cells, and other columns are not there.
 */
static bool
lacks_columns(const GdTableModel *model, const GdTableRow *rows, int count)
{
	int			flowing = 0;
	int			alike = 0;

	for (int i = 0; i < count; i++)
	{
		const GdRowShape *shape = rows[i].shape;

		flowing += shape->kind == GD_SHAPE_FLOW && shape->count > 0;
		alike += shape->kind == GD_SHAPE_FLOW && shape->count > 0 &&
			shape->count == rows[0].shape->count;
	}
	return model->complete[GD_SHAPE_FLOW] == 0 && model->spread[GD_SHAPE_FLOW] >= FEW_ROWS &&
		alike * 8 >= flowing * 7;
}

/* Keeps the frames of a kind that fit the table, and none of them better than the others. */
static void
find_frames(const GdMatches *matches, const GdTableRow *rows, int count, GdShapeKind kind,
			int closing, GdTableModel *model)
{
	int		   *found = &model->frame_count[kind];
	int			shown = rows_shown(model, kind);

	if (shown == 0 || pitch_of(model, (uint8_t) kind) == 0)
		return;
	if (kind == GD_SHAPE_FLOW && lacks_columns(model, rows, count))
		return;
	/* rows that are packed to the left: blank cells are gone, and others fill the rows up */
	if (model->packed[kind] >= PACKED_ROWS && model->spread[kind] == 0)
		return;
	for (int i = 0; i < GD_FRAMES; i++)
	{
		GdFrame		frame = {.kind = (uint8_t) kind, .shows_own = i & 1, .shows_groups = i & 2,
			.fills_up = i & 4};

		int			most;

		if (kind == GD_SHAPE_CELLS && frame.shows_groups)
			continue;			/* they stand in front of the label on its line */
		if (shown < FEW_ROWS && (frame.shows_own || frame.shows_groups))
			continue;			/* few rows prove no covered cells */
		most = find_room(model, rows, count, &frame);
		if (shown >= FEW_ROWS && most * 8 < shown * 7)
			continue;
		try_frame(model, rows, count, &frame);
		if (!is_frame(matches, model, rows, count, &frame, closing) ||
			(*found > 0 && merit(&frame) < merit(&model->frame[kind][0])))
			continue;
		if (*found > 0 && merit(&frame) > merit(&model->frame[kind][0]))
			*found = 0;
		model->frame[kind][(*found)++] = frame;
		/* where no row has blank cells, all frames that fit say the same */
		if (frame.rows == model->complete[kind] &&
			model->incomplete[kind] + model->blank[kind] == 0)
			return;
	}
}

/* Is a blank cell in front of a figure, but for those that a label may cover? */
static bool
has_blank_in_front(const GdTableRow *row, const GdRowShape *shape)
{
	for (int i = 1; i < shape->count; i++)
	{
		if (shape->before[i] > 0)
			return true;
	}
	return shape->before[0] > 3 - row->depth;
}

/* Is the last figure the total of those before it, which are not all 0? */
static bool
ends_with_sum(const GdRowShape *shape)
{
	int64_t		sum = 0;

	for (int i = 0; i + 1 < shape->count; i++)
		sum += shape->slot[i]->number.value;
	return sum > 0 && shape->slot[shape->count - 1]->number.value == sum;
}

/* Where the figures of a row stand on its line. */
static void
learn_places(const GdTableRow *row, const GdRowShape *shape, GdTableModel *model)
{
	for (int metric = 0; metric < 2; metric++)
	{
		GdBands    *bands = &model->bands[metric];

		if (row->columns == GD_BAND_COLUMNS && shape->strays == 0 && !shape->is_broken &&
			shape->count <= row->columns && is_on_line(row->run, shape, bands->tolerance > 0))
			gd_widen_bands(bands, shape, metric, shape->count == row->columns);
	}
}

/* Headers of columns above the rows, page by page; returns how many. */
static int
find_headers(const GdMatches *matches, const GdTableRow *rows, int count, GdBandHeader *headers)
{
	int			found = 0;

	for (int i = 0; i < count; i++)
	{
		const GdRun *run = rows[i].run;

		for (int j = 0; j < run->header_count && rows[i].form_row != NULL; j++)
		{
			const GdHeader *header = &matches->headers[run->first_header + j];
			int			column = rows[i].form_row->count;

			while (column > 0 &&
				   gd_cells[rows[i].form_row->cell[column - 1]].column != header->column)
				column--;
			if (column > 0 && found < GD_BAND_HEADERS)
				headers[found++] = (GdBandHeader) {header->begin, header->begin + header->width,
												   column - 1};
		}
	}
	return found;
}

static void
learn_row(const GdTableRow *row, const GdRowShape *shape, GdTableModel *model)
{
	if (shape->is_broken)
		return;
	model->lacks_digits = model->lacks_digits || (gd_is_glued(shape, row->columns) &&
												  shape->slot[0]->number.digits < row->columns);
	model->open += shape->kind == GD_SHAPE_CELLS && (!row->run->is_closed || row->run->is_drawn);
	if (shape->count == 0)
	{
		model->blank[shape->kind]++;
		return;
	}
	if (shape->count != row->columns)
	{
		model->incomplete[shape->kind]++;
		if (has_blank_in_front(row, shape))
			model->spread[shape->kind]++;
		else
			model->packed[shape->kind] += ends_with_sum(shape);
		model->traceless += shape->kind == GD_SHAPE_FLOW && row->columns == GD_BAND_COLUMNS &&
			row->next_depth > 0 && shape->length < row->columns;
		model->overfull[shape->kind] += row->columns == GD_BAND_COLUMNS &&
			shape->count > row->columns;
		return;
	}
	model->complete[shape->kind]++;
}

void
gd_learn_table(const GdMatches *matches, const GdTableRow *rows, int count, const int *closing,
			   GdTableModel *model)
{
	GdBandHeader headers[GD_BAND_HEADERS];
	int			header_count;

	memset(model, 0, sizeof(*model));
	if (matches->has_places)
		gd_place_bands(&model->bands[0]);
	model->pitch = find_pitch(rows, count);
	for (int i = 0; i < count; i++)
	{
		const GdRowShape *shape = rows[i].shape;

		learn_row(&rows[i], shape, model);
		learn_places(&rows[i], shape, model);
	}
	for (int kind = GD_SHAPE_CELLS; kind < GD_SHAPE_KINDS; kind++)
		find_frames(matches, rows, count, (GdShapeKind) kind, closing[kind], model);
	header_count = find_headers(matches, rows, count, headers);
	for (int metric = 0; metric < 2; metric++)
		gd_settle_bands(&model->bands[metric], headers, header_count);
}

int
gd_least_room(const GdTableModel *model, const GdTableRow *rows, int count, GdShapeKind kind)
{
	return model->frame_count[kind] > 0 ? least_room(model, &model->frame[kind][0], rows, count) :
		-1;
}
