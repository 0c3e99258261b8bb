/*
 * tape.c
 *	  Writes the tape on which the first pass over HTML leaves text, rows and cells.
 */
#include "file/tape.h"

#include "text/fold.h"

#include <string.h>

/* bytes in several paragraphs that no cell of a table of figures has */
#define PROSE 150
#define FIGURES 4				/* cells of a row that does not lay out a page, at least */
#define LONGEST_FIGURE 24		/* bytes */
#define ENOUGH 4				/* cells for each that is not like them */
#define MARKS 64				/* bytes that one call writes beside text, and more */
#define LEAST 4096				/* bytes that a tape gets when it needs more */

/* What makes most of the least is "<tr>" and a letter that has no cell. */
uint32_t
gd_tape_capacity(size_t length)
{
	size_t		capacity = length * 4 + 256;

	return capacity < UINT32_MAX ? (uint32_t) capacity : UINT32_MAX;
}

void
gd_tape_reserve(const GdHost *host, GdTape *tape, size_t count)
{
	size_t		wanted = tape->length + count + MARKS;
	size_t		capacity = wanted + wanted / 2 + LEAST;
	unsigned char *bytes;

	if (wanted <= tape->capacity || tape->is_full)
		return;
	bytes = capacity < UINT32_MAX ? host->allocate(host->arena, capacity) : NULL;
	tape->is_full = bytes == NULL;
	if (bytes == NULL)
		return;
	if (tape->length > 0)
		memcpy(bytes, tape->bytes, tape->length);
	tape->bytes = bytes;
	tape->capacity = (uint32_t) capacity;
}

static void
put(GdTape *tape, const void *bytes, uint32_t count)
{
	if (tape->capacity - tape->length < count)
	{
		tape->is_full = true;
		return;
	}
	memcpy(tape->bytes + tape->length, bytes, count);
	tape->length += count;
}

void
gd_tape_mark(GdTape *tape, GdMark mark)
{
	unsigned char byte = (unsigned char) mark;

	put(tape, &byte, 1);
}

void
gd_tape_source(GdTape *tape, uint32_t begin, uint8_t entity)
{
	gd_tape_mark(tape, GD_MARK_SOURCE);
	put(tape, &begin, sizeof(begin));
	put(tape, &entity, 1);
}

/* Sets the byte behind a mark right. */
static void
correct(GdTape *tape, uint32_t at, uint32_t byte)
{
	if (!tape->is_full)
		tape->bytes[at] = (unsigned char) byte;
}

GdTapeTable *
gd_tape_table(GdTape *tape)
{
	return tape->table_count > 0 && tape->excess_tables == 0 ? &tape->table[tape->table_count - 1] :
		NULL;
}

/*
 * The open cell holds more than a table of figures has: the row lays out a page. Or it is the last
 * row of a table without an end tag, whose last figure is followed by all the rest of the document.
 */
static void
mark_lines(GdTape *tape, GdTapeTable *table)
{
	uint32_t	cell = table->row_cells < UINT8_MAX ? table->row_cells : UINT8_MAX;
	uint32_t	first = table->paragraphs > 0 ? table->first_paragraph : table->bytes;

	if (!table->row_is_marked)
		correct(tape, table->row_mark, cell >= FIGURES && first <= LONGEST_FIGURE ? cell : 1);
	table->row_is_marked = true;
}

/*
 * Where the cells of a table have their text in paragraphs, text beside a blank paragraph is not
 * what the cell was made for: a number that has got into it. "</p>" alone makes a blank paragraph,
 * too, so that one such cell says nothing.
 */
static void
doubt_shallow_text(GdTape *tape, GdTapeTable *table)
{
	bool		is_shallow = table->text_level < table->deepest;

	table->shallow_cells += is_shallow;
	table->deep_cells += !is_shallow && table->deepest > 0;
	if (!is_shallow || table->deep_cells < ENOUGH * table->shallow_cells)
		return;
	gd_tape_source(tape, tape->source_end - (tape->source_end > 0), 1);
	put(tape, GD_DESTROYED_BYTES, sizeof(GD_DESTROYED_BYTES) - 1);
	tape->continues_source = false;
}

void
gd_tape_open_block(GdTape *tape)
{
	GdTapeTable *table = gd_tape_table(tape);

	if (table != NULL && table->in_cell && ++table->level > table->deepest)
		table->deepest = table->level;
}

void
gd_tape_close_block(GdTape *tape)
{
	GdTapeTable *table = gd_tape_table(tape);

	if (table != NULL && table->in_cell && table->level > 0)
		table->level--;
}

void
gd_tape_note_text(GdTapeTable *table)
{
	table->has_text = true;
	if (table->level > table->text_level)
		table->text_level = table->level;
}

void
gd_tape_close_cell(GdTape *tape)
{
	GdTapeTable *table = gd_tape_table(tape);

	tape->at_boundary = true;
	if (table == NULL || !table->in_cell)
		return;
	if (table->has_text)
		doubt_shallow_text(tape, table);
	if (table->bytes >= PROSE && table->paragraphs > 0)
		mark_lines(tape, table);
	table->in_cell = false;
}

void
gd_tape_close_row(GdTape *tape)
{
	GdTapeTable *table = gd_tape_table(tape);

	tape->at_boundary = true;
	if (table == NULL || !table->in_row)
		return;
	gd_tape_close_cell(tape);
	table->in_row = false;
	if (table->row_cells > table->widest_row)
		table->widest_row = table->row_cells;
	table->is_covered = table->is_covered || table->reaching > 0;
	table->has_gaps = table->has_gaps || table->row_columns < table->reaching;
	table->reaching = table->row_reaches ? table->row_columns : 0;
}

static void
open_table(GdTape *tape, bool implied)
{
	static const unsigned char bytes[2] = {GD_MARK_TABLE, GD_TABLE_GRID};
	GdTapeTable *outer = gd_tape_table(tape);
	GdTapeTable *table;

	if (tape->table_count == GD_TABLE_DEPTH)
	{
		tape->at_boundary = true;
		tape->excess_tables++;
		return;
	}
	if (outer && !outer->in_cell)
		gd_tape_close_row(tape);
	tape->at_boundary = false;
	table = &tape->table[tape->table_count++];
	memset(table, 0, sizeof(*table));
	table->implied = implied;
	table->mark = tape->length + 1;
	put(tape, bytes, 2);
}

void
gd_tape_open_table(GdTape *tape)
{
	GdTapeTable *outer = gd_tape_table(tape);

	if (outer && outer->implied && !outer->in_cell)
		gd_tape_close_table(tape);
	open_table(tape, false);
}

/*
 * Now that its content is known, decides what a table is, and whether the row that it stands in is
 * one of figures.
 */
void
gd_tape_close_table(GdTape *tape)
{
	GdTapeTable *table = gd_tape_table(tape);
	GdTapeTable *outer;

	if (table == NULL)
	{
		tape->excess_tables -= tape->excess_tables > 0;
		return;
	}
	gd_tape_close_row(tape);
	gd_tape_mark(tape, GD_MARK_TABLE_END);
	tape->table_count--;
	outer = gd_tape_table(tape);
	if (outer && outer->in_cell && table->cells < 2 && !table->holds_table)
	{
		correct(tape, table->mark, GD_TABLE_INLINE);
		outer->bytes += table->bytes;
		outer->paragraphs += table->paragraphs;
		return;
	}
	if (table->widest_row < 2)
		correct(tape, table->mark, GD_TABLE_LINES);
	else if (table->is_covered && !table->has_gaps)
		correct(tape, table->mark, GD_TABLE_COVERED);
	if (outer && outer->in_cell)
	{
		outer->holds_table = true;
		mark_lines(tape, outer);
	}
}

void
gd_tape_start_group(GdTape *tape)
{
	gd_tape_close_row(tape);
	if (gd_tape_table(tape))
		gd_tape_mark(tape, GD_MARK_GROUP);
}

void
gd_tape_open_row(GdTape *tape)
{
	static const unsigned char bytes[2] = {GD_MARK_ROW, 0};
	GdTapeTable *table;

	gd_tape_close_row(tape);
	if (tape->excess_tables > 0)
		return;
	if (tape->table_count == 0)
		open_table(tape, true);
	table = gd_tape_table(tape);
	table->in_row = true;
	table->row_is_marked = false;
	table->row_cells = table->row_columns = 0;
	table->row_reaches = false;
	table->row_mark = tape->length + 1;
	put(tape, bytes, 2);
	tape->at_boundary = false;
}

void
gd_tape_sheet_row(GdTape *tape, uint32_t sheet, uint32_t row)
{
	gd_tape_close_row(tape);
	gd_tape_mark(tape, GD_MARK_SHEET_ROW);
	put(tape, &sheet, sizeof(sheet));
	put(tape, &row, sizeof(row));
}

void
gd_tape_open_cell(GdTape *tape, int columns, int rows, uint32_t at)
{
	unsigned char bytes[4] = {GD_MARK_CELL, (unsigned char) columns, (unsigned char) (rows >> 8),
							  (unsigned char) rows};
	GdTapeTable *table = gd_tape_table(tape);

	gd_tape_close_cell(tape);
	if (tape->excess_tables > 0)
		return;
	if (table == NULL || !table->in_row)
		gd_tape_open_row(tape);
	table = gd_tape_table(tape);
	if (columns == 1 && rows == 1)
	{
		gd_tape_mark(tape, GD_MARK_PLAIN_CELL);
		put(tape, &at, sizeof(at));
	}
	else
	{
		gd_tape_source(tape, at, 0);
		put(tape, bytes, 4);
	}
	tape->continues_source = true;
	tape->source_end = at;
	table->in_cell = true;
	table->bytes = table->paragraphs = 0;
	table->level = table->deepest = table->text_level = 0;
	table->has_text = false;
	table->row_cells++;
	table->row_columns += (uint32_t) columns;
	table->row_reaches = table->row_reaches || rows > 1;
	table->cells += table->cells < 2;
	tape->at_boundary = false;
}

void
gd_tape_place_text(GdTape *tape, uint32_t count)
{
	GdTapeTable *table = gd_tape_table(tape);

	if (table && !table->in_cell)
	{
		if (table->in_row)
			gd_tape_open_cell(tape, 1, 1, tape->source_end);
		else if (table->implied)
			gd_tape_close_table(tape);
		else
			gd_tape_mark(tape, GD_MARK_ROW_END);
		table = gd_tape_table(tape);
	}
	if (tape->at_boundary)
	{
		gd_tape_mark(tape, GD_MARK_BLOCK);
		if (table && table->bytes > 0 && table->paragraphs++ == 0)
			table->first_paragraph = table->bytes;
		tape->at_boundary = false;
	}
	if (table)
		table->bytes += count;
}

void
gd_tape_text(GdTape *tape, const unsigned char *p, const unsigned char *end, GdMark line_end)
{
	while (p < end)
	{
		const unsigned char *from = p;

		while (p < end && (*p >= 0x20 || *p == '\t' || (*p == '\n' && line_end == 0)))
			p++;
		put(tape, from, (uint32_t) (p - from));
		if (p < end)
			gd_tape_mark(tape, *p++ == '\n' ? line_end : (GdMark) ' ');
	}
}

void
gd_tape_repeat(GdTape *tape, uint32_t from, uint32_t end)
{
	if (!tape->is_full)
		put(tape, tape->bytes + from, end - from);
}
