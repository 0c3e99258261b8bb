/*
 * grid.c
 *	  The second pass over a document: tape → text, in rows with a cell for each column.
 *
 * Rows are written with a | on both sides of every cell, because a TAB in front of a line does not
 * tell a blank cell.
 */
#include "file/grid.h"
#include "file/tape.h"
#include "text/fold.h"

#include <string.h>

#define MAX_COLUMNS 128			/* spans beyond have no effect */
#define FULL_LINE 60			/* bytes: a shorter line was not broken for its length */
#define MAX_DASHES 2			/* of a run: more would draw a line across the table */
#define SOURCE_BYTES 5			/* behind GD_MARK_SOURCE */
#define SHEET_ROW_BYTES 8		/* behind GD_MARK_SHEET_ROW */
#define INTERRUPT_DISTANCE 65536

/* White space that stands in front of the next character of a cell. */
typedef enum Gap
{
	NO_GAP,
	GAP_SPACE,
	GAP_BREAK,					/* vanishes between ideographs */
} Gap;

/* A table that is open. */
typedef struct Grid
{
	uint16_t	rows[MAX_COLUMNS];	/* that the cell above still covers, with this one */
	int			occupied;		/* columns that may be covered */
	int			column;			/* the next one of the row */
	uint32_t	number;			/* of the tables that do not lay out the page, or 0 */
	uint32_t	row;
	GdTableKind kind;
	bool		in_row;
	bool		in_cell;
	bool		row_is_lines;
	uint8_t		cell;			/* of the row, from 1 */
	uint8_t		last_cell;		/* the row ends with its first paragraph; or 0 */
} Grid;

typedef struct Writer
{
	const GdHost *host;
	const unsigned char *p;		/* the tape */
	const unsigned char *end;
	const unsigned char *interrupt_check;
	char	   *text;
	uint32_t	length;
	uint32_t	line_begin;		/* of the line that is being written */
	uint32_t	blanks;			/* that may still be written */
	GdTakePiece take;			/* NULL where pieces are not wanted */
	void	   *taker;
	GdPiece		piece;			/* the last one, of length 0 and from 0 where there is none yet */
	uint32_t	source_at;		/* where the next byte of the tape's text comes from */
	uint32_t	entity;			/* length of the entity that it is, or 0 */
	uint32_t	tables;			/* so far */
	GdCellPlace sheet_row;		/* of the next row; of no sheet, 0 */
	GdCellPlace here;			/* of the open cell */
	Gap			gap;
	bool		cell_has_text;
	bool		after_wide;		/* the cell's last character is an ideograph or the like */
	int			dashes;			/* at the end of the cell */
	uint32_t	inline_tables;
	int			depth;
	Grid		grid[GD_TABLE_DEPTH];
} Writer;

static Grid *
innermost(Writer *w)
{
	return w->depth > 0 ? &w->grid[w->depth - 1] : NULL;
}

/* The table whose cell is being written, or NULL where lines are. */
static Grid *
open_cell(Writer *w)
{
	Grid	   *grid = innermost(w);

	return grid && grid->in_cell && !grid->row_is_lines ? grid : NULL;
}

/*
 * Source
 */

/* The piece before is complete. */
static void
add_piece(Writer *w, GdPiece piece)
{
	if (!w->take(w->taker, &w->piece))
		w->take = NULL;
	w->piece = piece;
}

/* The next count bytes of the text are the next ones of the source. */
static void
note_source(Writer *w, uint32_t count)
{
	GdPiece    *last = &w->piece;
	uint32_t	end = w->source_at + (w->entity > 0 ? w->entity : count);
	/* nothing stands between them */
	bool		is_next = last->offset + last->length == w->length;

	if (w->take == NULL)
		return;
	if (is_next && w->entity > 0 && last->begin == w->source_at && last->length > 0)
		last->length += count;
	else if (is_next && w->entity == 0 && last->end == w->source_at && !gd_is_entity(last))
	{
		last->length += count;
		last->end = end;
	}
	else
		add_piece(w, (GdPiece) {w->length, count, w->source_at, end, w->here});
}

static void
pass_source(Writer *w, uint32_t count)
{
	if (w->entity == 0)
		w->source_at += count;
}

/* The place of a cell's content, or that of text, which may be an entity. */
static void
read_source(Writer *w, GdMark mark)
{
	memcpy(&w->source_at, w->p, sizeof(w->source_at));
	w->p += sizeof(w->source_at);
	w->entity = mark == GD_MARK_SOURCE ? *w->p++ : 0;
}

static void
read_sheet_row(Writer *w)
{
	memcpy(&w->sheet_row.table, w->p, sizeof(uint32_t));
	memcpy(&w->sheet_row.row, w->p + sizeof(uint32_t), sizeof(uint32_t));
	w->p += SHEET_ROW_BYTES;
}

/*
 * Lines
 */

static void
put(Writer *w, const void *bytes, uint32_t count)
{
	memcpy(w->text + w->length, bytes, count);
	w->length += count;
}

static void
end_line(Writer *w)
{
	put(w, "\n", 1);
	w->line_begin = w->length;
}

static void
start_line(Writer *w)
{
	if (w->length > w->line_begin)
		end_line(w);
}

/* Characters between which a line may be broken without a space. */
static bool
is_wide(GdChar c)
{
	switch (gd_class(c))
	{
		case GD_CLASS_IDEOGRAPH:
		case GD_CLASS_ENUMERATION_COMMA:
		case GD_CLASS_STOP:
			return true;
		case GD_CLASS_COMMA:
		case GD_CLASS_OPEN:
		case GD_CLASS_CLOSE:
		case GD_CLASS_PUNCTUATION:
			return gd_columns(c) == 2;
		default:
			return false;
	}
}

static bool
ends_wide(const Writer *w)
{
	const unsigned char *end = (const unsigned char *) w->text + w->length;
	const unsigned char *p = end;

	while (p > (const unsigned char *) w->text && end - p < 4)
	{
		if ((*--p & 0xC0) != 0x80)
			break;
	}
	return p < end && is_wide(gd_fold_char(p));
}

static bool
continues_wide(const Writer *w)
{
	const unsigned char *p = w->p;

	if (p < w->end && *p == GD_MARK_SOURCE)
		p += SOURCE_BYTES + 1;
	return p < w->end && is_wide(gd_fold_char(p));
}

/* Is the line that is being written a row of Markdown? */
static bool
is_row(const Writer *w)
{
	uint32_t	i = w->line_begin;

	while (i < w->length && i < w->line_begin + 4 && w->text[i] == ' ')
		i++;
	return i < w->length && w->text[i] == '|';
}

/*
 * A word processor breaks long lines anywhere, but where paragraphs are short, each line may be
 * one.
 */
static void
put_soft_line_end(Writer *w, bool if_long)
{
	bool		joins = ends_wide(w) && continues_wide(w);

	pass_source(w, 1);
	if (if_long && (!joins || w->length - w->line_begin < FULL_LINE))
		end_line(w);
	else if (!joins && w->length > w->line_begin)
		put(w, " ", 1);
}

static void
put_break(Writer *w)
{
	if (!is_row(w))
		end_line(w);
	else if (!ends_wide(w) || !continues_wide(w))
		put(w, " ", 1);
}

/* Text outside of cells, up to the end of its line: as it is. */
static void
put_lines(Writer *w)
{
	const unsigned char *begin = w->p;
	uint32_t	count;

	while (w->p < w->end && (*w->p >= 0x20 || *w->p == '\t'))
		w->p++;
	if (w->p < w->end && *w->p == '\n')
		w->p++;
	count = (uint32_t) (w->p - begin);
	note_source(w, count);
	put(w, begin, count);
	pass_source(w, count);
	if (begin[count - 1] == '\n')
		w->line_begin = w->length;
}

/*
 * Cells
 */

static void
widen_gap(Writer *w, Gap gap)
{
	if (gap > w->gap)
		w->gap = gap;
}

/* The white space in front of the next character of a cell, if it is to be seen. */
static void
put_gap(Writer *w, bool before_wide)
{
	if (w->cell_has_text && (w->gap == GAP_SPACE ||
							 (w->gap == GAP_BREAK && !(w->after_wide && before_wide))))
		put(w, " ", 1);
	w->gap = NO_GAP;
	w->cell_has_text = true;
	w->after_wide = before_wide;
}

/* One character of a cell. What separates cells cannot stand inside of one. */
static void
put_cell_char(Writer *w)
{
	GdChar		c = gd_fold_char(w->p);
	GdClass		class = gd_class(c);

	if (class == GD_CLASS_NEWLINE)
		widen_gap(w, GAP_BREAK);
	else if (class == GD_CLASS_PIPE || class == GD_CLASS_RULE || class == GD_CLASS_TAB ||
			 *w->p == ' ')
		widen_gap(w, GAP_SPACE);
	else if (class != GD_CLASS_IGNORED)
	{
		w->dashes = class == GD_CLASS_DASH && w->gap == NO_GAP ? w->dashes + 1 :
			class == GD_CLASS_DASH;
		if (w->dashes <= MAX_DASHES)
		{
			put_gap(w, is_wide(c));
			note_source(w, gd_bytes(c));
			put(w, w->p, gd_bytes(c));
		}
	}
	pass_source(w, gd_bytes(c));
	w->p += gd_bytes(c);
}

static void
put_cell_text(Writer *w)
{
	while (w->p < w->end && (*w->p >= 0x20 || *w->p == '\t' || *w->p == '\n'))
		put_cell_char(w);
}

/* Blank cells up to a column. */
static void
put_blanks(Writer *w, Grid *grid, int column)
{
	for (; grid->column < column; grid->column++)
	{
		if (w->blanks > 0)
		{
			put(w, "|  ", 3);
			w->blanks--;
		}
	}
}

static void
finish_cell(Writer *w)
{
	Grid	   *grid = innermost(w);

	if (open_cell(w))
		put(w, " ", 1);
	if (grid)
		grid->in_cell = false;
}

static void
finish_row(Writer *w)
{
	Grid	   *grid = innermost(w);

	if (grid == NULL || !grid->in_row)
		return;
	finish_cell(w);
	if (!grid->row_is_lines && grid->column > 0)
	{
		put_blanks(w, grid, grid->occupied);
		put(w, "|", 1);
	}
	start_line(w);
	w->here = (GdCellPlace) {0, 0, 0};
	for (int i = 0; i < grid->occupied; i++)
		grid->rows[i] -= grid->rows[i] > 0;
	while (grid->occupied > 0 && grid->rows[grid->occupied - 1] == 0)
		grid->occupied--;
	grid->in_row = false;
}

/* Steps over what the cells above cover, to the place of the next cell. */
static void
find_column(Writer *w, Grid *grid)
{
	int			column = grid->column;

	while (column < grid->occupied && grid->rows[column] > 0)
		column++;
	if (grid->row_is_lines)
		grid->column = column;
	else
		put_blanks(w, grid, column);
}

/* Tells where the cell stands; a row without cells is none. */
static void
find_place(Writer *w, Grid *grid)
{
	grid->row += grid->cell == 1;
	if (grid->number == 0 && !grid->row_is_lines)
		grid->number = ++w->tables;
	w->here = (GdCellPlace) {grid->number, grid->row, 0};
	if (w->sheet_row.table > 0)
		w->here = (GdCellPlace) {w->sheet_row.table, w->sheet_row.row, w->source_at};
}

static void
start_cell(Writer *w, int columns, int rows)
{
	Grid	   *grid = innermost(w);
	int			last;

	finish_cell(w);
	find_column(w, grid);
	last = grid->column + columns < MAX_COLUMNS ? grid->column + columns : MAX_COLUMNS;
	for (int i = grid->column; i < last; i++)
		grid->rows[i] = (uint16_t) (grid->kind == GD_TABLE_COVERED ? 1 : rows);
	if (last > grid->occupied)
		grid->occupied = last;
	grid->in_cell = true;
	grid->cell += grid->cell < UINT8_MAX;
	w->gap = NO_GAP;
	w->cell_has_text = w->after_wide = false;
	w->dashes = 0;
	if (grid->row_is_lines)
		start_line(w);
	else
		put(w, "| ", 2);
	find_place(w, grid);
	if (w->take)
		add_piece(w, (GdPiece) {w->length, 0, w->source_at, w->source_at, w->here});
	grid->column++;
}

/*
 * Marks
 */

/* Is the line a row of a table that Markdown drew around the elements? */
static bool
in_drawn_row(const Writer *w)
{
	uint32_t	at = w->line_begin;

	while (at < w->length && w->text[at] == ' ')
		at++;
	return at < w->length && w->text[at] == '|';
}

static void
put_boundary(Writer *w, GdMark mark)
{
	Grid	   *grid = open_cell(w);
	bool		is_soft = mark == GD_MARK_SOFT || mark == GD_MARK_SOFT_IF_LONG;

	if (grid && mark == GD_MARK_BLOCK && grid->cell == grid->last_cell && w->cell_has_text)
		finish_row(w);
	else if (grid)
	{
		widen_gap(w, GAP_BREAK);
		pass_source(w, is_soft);
	}
	else if (is_soft)
		put_soft_line_end(w, mark == GD_MARK_SOFT_IF_LONG);
	else if (in_drawn_row(w))
		return;
	else if (mark == GD_MARK_BREAK)
		put_break(w);
	else
		start_line(w);
}

static void
start_row(Writer *w, uint8_t last_cell)
{
	Grid	   *grid = innermost(w);

	finish_row(w);
	start_line(w);
	grid->in_row = true;
	grid->in_cell = false;
	grid->row_is_lines = last_cell == 1 || grid->kind == GD_TABLE_LINES;
	grid->last_cell = last_cell;
	grid->cell = 0;
	grid->column = 0;
}

static void
forget_spans(Grid *grid)
{
	memset(grid->rows, 0, sizeof(grid->rows[0]) * (size_t) grid->occupied);
	grid->occupied = 0;
}

static void
start_table(Writer *w, GdTableKind kind)
{
	if (kind == GD_TABLE_INLINE || w->depth == GD_TABLE_DEPTH)
	{
		w->inline_tables++;
		put_boundary(w, GD_MARK_BLOCK);
		return;
	}
	if (open_cell(w))
		finish_row(w);
	start_line(w);
	memset(&w->grid[w->depth], 0, sizeof(Grid));
	w->grid[w->depth++].kind = kind;
}

/* The marks of a table within a cell part its text, and no more. */
static void
apply_inline_mark(Writer *w, GdMark mark)
{
	static const uint8_t bytes[] =
		{[GD_MARK_TABLE] = 1, [GD_MARK_ROW] = 1, [GD_MARK_CELL] = 3, [GD_MARK_PLAIN_CELL] = 0,
	[GD_MARK_SHEET_ROW] = SHEET_ROW_BYTES};

	w->inline_tables += mark == GD_MARK_TABLE;
	w->inline_tables -= mark == GD_MARK_TABLE_END;
	w->p += bytes[mark];
	put_boundary(w, mark);
}

static void
apply_mark(Writer *w)
{
	GdMark		mark = (GdMark) *w->p++;

	if (mark == GD_MARK_SOURCE || mark == GD_MARK_PLAIN_CELL)
		read_source(w, mark);
	if (mark == GD_MARK_SOURCE)
		return;
	if (mark < GD_MARK_TABLE)
		put_boundary(w, mark);
	else if (w->inline_tables > 0)
		apply_inline_mark(w, mark);
	else if (mark == GD_MARK_TABLE)
		start_table(w, (GdTableKind) *w->p++);
	else if (mark == GD_MARK_ROW)
		start_row(w, *w->p++);
	else if (mark == GD_MARK_SHEET_ROW)
		read_sheet_row(w);
	else if (mark == GD_MARK_PLAIN_CELL)
		start_cell(w, 1, 1);
	else if (mark == GD_MARK_CELL)
	{
		start_cell(w, w->p[0], w->p[1] << 8 | w->p[2]);
		w->p += 3;
	}
	else
	{
		finish_row(w);
		if (mark == GD_MARK_GROUP)
			forget_spans(innermost(w));
		w->depth -= mark == GD_MARK_TABLE_END;
	}
}

static void
check_interrupts(Writer *w)
{
	if (w->p < w->interrupt_check)
		return;
	w->interrupt_check = w->p + INTERRUPT_DISTANCE;
	if (w->host->check_interrupts)
		w->host->check_interrupts();
}

GdStatus
gd_write_grid(const GdHost *host, const GdTape *tape, uint32_t blanks, GdTakePiece take,
			  void *taker, char *text, uint32_t *length)
{
	Writer	   *w = host->allocate(host->arena, sizeof(Writer));

	if (w == NULL)
		return GD_OUT_OF_MEMORY;
	memset(w, 0, offsetof(Writer, grid));
	w->host = host;
	w->p = w->interrupt_check = tape->bytes;
	w->end = tape->bytes + tape->length;
	w->blanks = blanks;
	w->take = take;
	w->taker = taker;
	w->text = text;
	while (w->p < w->end && (length != NULL || w->take != NULL))
	{
		if (*w->p < 0x20 && *w->p != '\t' && *w->p != '\n')
			apply_mark(w);
		else if (open_cell(w))
			put_cell_text(w);
		else
			put_lines(w);
		check_interrupts(w);
	}
	if (w->take != NULL)
		w->take(taker, &w->piece);
	if (length != NULL)
		*length = w->length;
	return GD_OK;
}
