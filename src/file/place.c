/*
 * place.c
 *	  Where a reader of a document finds the cells of a report, in words.
 *
 * The parser knows the places of cells in the text that was made of an office file. Its rows are
 * lines "| a | b |", also where its tags had to be escaped, and no cell holds a |: so a line and a
 * number of | tell the same cell in both.
 */
#include "file/place.h"

#include "file/office.h"

typedef struct Line
{
	const char *begin;
	const char *end;
} Line;

/* The first so many lines are passed; the line behind them. */
static Line
find_line(const char *p, const char *end, uint32_t passed)
{
	const char *line_end;

	for (; passed > 0 && p < end; passed--)
	{
		line_end = memchr(p, '\n', (size_t) (end - p));
		p = line_end ? line_end + 1 : end;
	}
	line_end = memchr(p, '\n', (size_t) (end - p));
	return (Line) {p, line_end ? line_end : end};
}

/* Where the cell behind so many | begins; the end of the line where there is none. */
static const char *
find_cell(Line line, int bars)
{
	const char *p = line.begin;

	for (; bars > 0 && p < line.end; bars--)
	{
		p = memchr(p, '|', (size_t) (line.end - p));
		if (p == NULL || line.end - p < 2)
			return line.end;
		p += 2;
	}
	return p;
}

static int
count_bars(const char *p, const char *end)
{
	int			bars = 0;

	for (; p < end; p++)
		bars += *p == '|';
	return bars;
}

/* In front of the cell's text; a blank one is told to stand behind the | that ends it. */
static const char *
end_of_bars(const GdCell *cell, const char *text)
{
	return text + cell->begin - (cell->begin == cell->end && cell->begin > 0);
}

/* Takes lines in their order: from is where the line of this number begins. */
typedef struct Lines
{
	Line		line;
	uint32_t	number;
} Lines;

static Line
next_line(Lines *lines, const char *end, uint32_t number)
{
	if (number < lines->number)
		return (Line) {end, end};
	lines->line = find_line(lines->line.begin, end, number - lines->number);
	lines->number = number;
	return lines->line;
}

GdStatus
gd_find_places(const GdHost *host, const GdFile *file, GdReport *report)
{
	const GdOffice *office = file->office;
	const char *text = file->decoded.text;
	GdCell	   *cells[GD_CELL_COUNT];
	GdWantedPlace wanted[GD_CELL_COUNT];
	GdStatus	status;
	Lines		given = {{text, text}, 1};
	Lines		made;
	int			shown = gd_shown_cells(report, cells);

	if (office == NULL)
		return GD_OK;
	made = (Lines) {{office->source.text, office->source.text}, 1};
	for (int i = 0; i < GD_CELL_COUNT; i++)
		report->cell[i].place = (GdCellPlace) {0, 0, 0};
	for (int i = 0; i < shown; i++)
	{
		GdCell	   *cell = cells[i];
		Line		line;
		int			bars;

		line = next_line(&given, text + file->decoded.length, cell->line);
		bars = cell->end != 0 ? count_bars(line.begin, end_of_bars(cell, text)) : 1;
		line = next_line(&made, office->source.text + office->length, cell->line);
		wanted[i].offset = (uint32_t) (find_cell(line, bars) - office->source.text);
		wanted[i].place = &cell->place;
	}
	status = gd_source_places(host, &office->source, wanted, shown);
	for (int i = 0; i < shown; i++)
	{
		if (cells[i]->end == 0)
			cells[i]->place.column = 0;
	}
	return status;
}

/* 1 is A, 27 is AA. */
static void
write_column(GdWriter *writer, uint32_t column)
{
	char		letters[8];
	int			count = 0;

	for (; column > 0; column = (column - 1) / 26)
		letters[count++] = (char) ('A' + (column - 1) % 26);
	while (count > 0)
		gd_write_bytes(writer, &letters[--count], 1);
}

void
gd_write_place(GdWriter *writer, const GdFile *file, const GdCellPlace *place)
{
	const GdGrowing *sheets = file && file->office ? &file->office->sheets : NULL;

	if (place->table == 0)
		return;
	if (sheets && sheets->count >= place->table)
	{
		GdText		name = ((const GdText *) sheets->data)[place->table - 1];

		gd_write_text(writer, name);
		gd_write(writer, name.length > 0 ? "!" : "");
		write_column(writer, place->column);
	}
	else
	{
		gd_write(writer, "表");
		gd_write_number(writer, place->table);
		gd_write(writer, " 行");
	}
	gd_write_number(writer, place->row);
}
