/*
 * print_text.c
 *	  A sheet for a terminal, and for diff: every row of a table on a line of its own, in aligned
 *	  columns.
 *
 * The columns of labels become one, in which a label is indented as deep as its column was. Columns
 * are as wide as their headers, and wider only for longer numbers, so that one figure that changes
 * changes one line.
 */
#include "print/print.h"

#include <string.h>

#define INDENT 2
#define GAP 3					/* columns of display between those of the table: " | " */

static void
begin(GdPrinter *printer)
{
	gd_write_head(printer, "");
}

static void
heading(GdPrinter *printer, int section, const char *text)
{
	gd_write(printer->writer, text);
	gd_write(printer->writer, "\n\n");
}

/*
 * Indented by two characters, as is usual. Where a narrative holds tags, plain text would be taken
 * for HTML.
 */
static void
paragraph(GdPrinter *printer, GdText text)
{
	if (printer->is_marked_up)
	{
		gd_write_paragraph_in_html(printer->writer, text);
		return;
	}
	gd_write(printer->writer, "　　");
	gd_write_text(printer->writer, text);
	gd_write(printer->writer, "\n");
}

/* A table of which all columns of labels are the first column. */
typedef struct Table
{
	GdPrinter  *printer;
	const GdGrid *grid;
	int			first;			/* the first column of values: 1, or 0 if there are no labels */
	int			columns;
	int			width[1 + GD_GRID_WIDTH];
} Table;

/* The column of the table in which a column of the grid is printed. */
static int
column_of(const Table *table, int column)
{
	return column < table->grid->label_columns ? 0 :
		column - table->grid->label_columns + table->first;
}

/* Of as many columns, with what is between them. */
static int
width_of(const Table *table, int column, int columns)
{
	int			width = GAP * (columns - 1);

	for (int i = 0; i < columns; i++)
		width += table->width[column + i];
	return width;
}

/* A note that stands in the corner of a table would make it too wide. */
static bool
is_printed_above(const GdPlace *place)
{
	return place->kind == GD_PLACE_NOTE;
}

static void
measure(Table *table, bool spanning)
{
	const GdGrid *grid = table->grid;

	for (int i = 0; i < grid->rows * grid->columns; i++)
	{
		const GdPlace *place = &grid->place[i];
		int			column = i % grid->columns;
		bool		is_label = column < grid->label_columns;
		int			into = column_of(table, column);
		int			columns = is_label ? 1 : place->columns;
		int			missing;

		if (place->kind == GD_PLACE_COVERED || is_printed_above(place) || (columns > 1) != spanning)
			continue;
		missing = gd_display_width(gd_place_text(table->printer->sheet, place)) +
			(is_label ? INDENT * column : 0) -
			width_of(table, into, columns);
		if (missing > 0)
			table->width[into + columns - 1] += missing;
	}
}

/* One cell and the line behind it. A mark stands behind the figure, where else is a space. */
static void
write_cell(Table *table, GdText text, int width, bool is_right, bool is_marked)
{
	GdWriter   *writer = table->printer->writer;
	int			padding = width - gd_display_width(text);

	gd_write(writer, " ");
	if (is_right)
		gd_write_repeated(writer, ' ', padding);
	gd_write_text(writer, text);
	if (!is_right)
		gd_write_repeated(writer, ' ', padding);
	gd_write(writer, is_marked ? "*|" : " |");
}

/* Headers and values of one row of the grid; blank cells if it is only a label's line. */
static void
write_columns(Table *table, int row, bool is_blank)
{
	const GdGrid *grid = table->grid;
	int			column = grid->label_columns;

	while (column < grid->columns)
	{
		const GdPlace *place = gd_place_at(grid, row, column);
		bool		is_value = place->kind == GD_PLACE_VALUE;
		GdText		text = is_blank ? (GdText) {NULL, 0} :
			gd_place_text(table->printer->sheet, place);

		write_cell(table, text, width_of(table, column_of(table, column), place->columns),
				   place->columns == 1,
				   is_value && !is_blank &&
				   table->printer->sheet->cell[place->cell].emphasis == GD_FAILING);
		column += place->columns;
	}
	gd_write(table->printer->writer, "\n");
}

static void
write_label(Table *table, GdText text, int depth)
{
	GdWriter   *writer = table->printer->writer;

	gd_write_repeated(writer, ' ', INDENT * depth);
	write_cell(table, text, table->width[0] - INDENT * depth, false, false);
}

static void
write_header_row(Table *table, int row)
{
	const GdPlace *corner = gd_place_at(table->grid, row, 0);

	gd_write(table->printer->writer, "|");
	if (table->first > 0)
		write_label(table, is_printed_above(corner) ? (GdText) {NULL, 0} :
					gd_place_text(table->printer->sheet, corner), 0);
	write_columns(table, row, false);
}

/* A line for each label: the groups that begin with the row, and the row itself. */
static void
write_row(Table *table, int row)
{
	const GdGrid *grid = table->grid;

	for (int column = 0; column < grid->label_columns; column++)
	{
		const GdPlace *place = gd_place_at(grid, row, column);

		if (place->kind == GD_PLACE_COVERED)
			continue;
		gd_write(table->printer->writer, "|");
		write_label(table, gd_place_text(table->printer->sheet, place), column);
		write_columns(table, row, column + place->columns < grid->label_columns);
	}
	if (grid->label_columns == 0)
	{
		gd_write(table->printer->writer, "|");
		write_columns(table, row, false);
	}
}

static void
write_rule(Table *table)
{
	gd_write(table->printer->writer, "|");
	for (int i = 0; i < table->columns; i++)
	{
		gd_write_repeated(table->printer->writer, '-', table->width[i] + GAP - 1);
		gd_write(table->printer->writer, "|");
	}
	gd_write(table->printer->writer, "\n");
}

static void
grid(GdPrinter *printer, const GdGrid *grid)
{
	Table		table = {.printer = printer, .grid = grid, .first = grid->label_columns > 0};

	table.columns = table.first + grid->columns - grid->label_columns;
	measure(&table, false);
	measure(&table, true);
	if (grid->title)
	{
		gd_write(printer->writer, grid->title);
		gd_write(printer->writer, "\n");
	}
	if (is_printed_above(gd_place_at(grid, 0, 0)))
	{
		gd_write(printer->writer, gd_place_at(grid, 0, 0)->text);
		gd_write(printer->writer, "\n");
	}
	for (int row = 0; row < grid->rows; row++)
	{
		if (row < grid->header_rows)
			write_header_row(&table, row);
		else
			write_row(&table, row);
		if (row + 1 == grid->header_rows)
			write_rule(&table);
	}
	gd_write(printer->writer, "\n");
}

static void
end_section(GdPrinter *printer, int section)
{
	if (section >= GD_SECTIONS || gd_sections[section].row_count == 0)
		gd_write(printer->writer, "\n");
}

static void
end(GdPrinter *printer)
{
}

const GdPrinterClass gd_text_printer =
	{begin, heading, paragraph, grid, gd_write_notes, end_section, end};
