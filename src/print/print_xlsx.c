/*
 * print_xlsx.c
 *	  A sheet as a workbook of Excel, WPS and LibreOffice: each section on a worksheet of its own.
 *
 * A figure is a number, as far as a workbook holds it exactly. What is shown around it, its unit's
 * words and the mark of a note, is its number format, so that one can go on calculating with it.
 * Narratives have one column, so that nobody takes a line of them for a row of a table.
 */
#include "print/package.h"
#include "print/print.h"
#include "print/workbook_parts.h"

#include <string.h>

#define TEXT_LENGTH 32767		/* bytes: Excel holds as many characters in a cell */
#define ROW_HEIGHT 405			/* points: of 409 that Excel shows */
#define EXACT_DIGITS 15

typedef struct Book
{
	size_t		begin;			/* of the worksheet that is being written */
	const GdGrid *widest;		/* of its tables, or NULL */
	int			columns;
	int			row;			/* the last one written, from 1 */
	GdWriter	merges;			/* its list of merged cells */
	int			merge_count;
	GdLooks		looks;
	GdWorksheets worksheets;
} Book;

static const char opening[] =
	GD_XML_DECLARATION
	"<worksheet xmlns=\"" GD_SPREADSHEET "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
	"<sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"/></sheetViews>"
	"<sheetFormatPr defaultRowHeight=\"15\"/>";

static const char closing[] =
	"<printOptions horizontalCentered=\"1\"/>"
	"<pageMargins left=\"0.47\" right=\"0.47\" top=\"0.59\" bottom=\"0.59\" header=\"0.3\""
	" footer=\"0.3\"/>"
	"<pageSetup paperSize=\"9\" orientation=\"portrait\" fitToWidth=\"1\" fitToHeight=\"0\"/>"
	"<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
	"</worksheet>";

/* In digits. */
static int
column_width(const GdGrid *grid, int column)
{
	static const int labels[] = {6, 12, 36};

	if (grid == NULL)
		return 80;				/* less than A4 has room for, in any font */
	if (grid->label_columns == 1 && column == 0)
		return 36;
	if (column < grid->label_columns)
		return labels[column < 2 ? column : 2];
	return grid->label_columns == 1 ? 20 : 8;
}

/*
 * Cells
 */

static void
write_place(GdWriter *writer, int row, int column)
{
	char		letters[3] = {(char) ('A' + column % 26)};

	if (column >= 26)
	{
		letters[1] = letters[0];
		letters[0] = (char) ('A' + column / 26 - 1);
	}
	gd_write(writer, letters);
	gd_write_number(writer, row);
}

static void
merge(Book *book, int row, int rows, int column, int columns)
{
	if (rows == 1 && columns == 1)
		return;
	gd_write(&book->merges, "<mergeCell ref=\"");
	write_place(&book->merges, row, column);
	gd_write(&book->merges, ":");
	write_place(&book->merges, row + rows - 1, column + columns - 1);
	gd_write(&book->merges, "\"/>");
	book->merge_count++;
}

static void
open_cell(GdPrinter *printer, int column, int look)
{
	Book	   *book = printer->own;

	gd_write(printer->writer, "<c r=\"");
	write_place(printer->writer, book->row, column);
	gd_write(printer->writer, "\"");
	gd_write_attribute(printer->writer, "s", look);
}

static void
write_text(GdPrinter *printer, int column, int look, GdText text)
{
	open_cell(printer, column, look);
	if (text.length == 0)
	{
		gd_write(printer->writer, "/>");
		return;
	}
	gd_write(printer->writer, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
	gd_write_xml(printer->writer, text);
	gd_write(printer->writer, "</t></is></c>");
}

static void
open_row(GdPrinter *printer, int height)
{
	Book	   *book = printer->own;

	gd_write(printer->writer, "<row");
	gd_write_attribute(printer->writer, "r", ++book->row);
	gd_write_attribute(printer->writer, "ht", height);
	gd_write(printer->writer, " customHeight=\"1\">");
}

static void
close_row(GdPrinter *printer)
{
	gd_write(printer->writer, "</row>\n");
}

/* The lines that a text of this width takes in a number of columns. */
static int
count_lines(const Book *book, int width, int column, int columns)
{
	int			room = -1;
	int			lines;

	for (int i = column; i < column + columns; i++)
		room += column_width(book->widest, i);
	lines = (width + room - 1) / room;
	return lines > 0 ? lines : 1;
}

/*
 * A line of text over the whole width. Excel does not find the height of merged cells itself, and
 * shows no row that is higher than a page, so that a long text takes several rows.
 */
static void
write_line(GdPrinter *printer, int look, GdText text, int line_height)
{
	Book	   *book = printer->own;
	/* the letters of a title are half as large again */
	int			width = gd_display_width(text) * (look == GD_LOOK_TITLE ? 3 : 2) / 2;
	int			height = count_lines(book, width, 0, book->columns) * line_height + 4;
	int			rows = (height + ROW_HEIGHT - 1) / ROW_HEIGHT;

	merge(book, book->row + 1, rows, 0, book->columns);
	for (int i = 0; i < rows; i++)
	{
		open_row(printer, (height + rows - 1) / rows);
		if (i == 0)
			write_text(printer, 0, look, text);
		close_row(printer);
	}
}

/*
 * Worksheets
 */

static void
open_worksheet(GdPrinter *printer, const GdGrid *widest)
{
	GdWriter   *writer = printer->writer;
	Book	   *book = printer->own;

	book->begin = writer->length;
	book->widest = widest;
	book->columns = widest ? widest->columns : 1;
	book->row = book->merge_count = 0;
	gd_writer_in(&book->merges, printer->host, 4096);
	gd_write(writer, opening);
	gd_write(writer, "<cols>");
	for (int column = 0; column < book->columns; column++)
	{
		gd_write(writer, "<col");
		gd_write_attribute(writer, "min", column + 1);
		gd_write_attribute(writer, "max", column + 1);
		gd_write_attribute(writer, "width", column_width(widest, column));
		gd_write(writer, " customWidth=\"1\"/>");
	}
	gd_write(writer, "</cols><sheetData>\n");
}

static void
close_worksheet(GdPrinter *printer)
{
	GdWriter   *writer = printer->writer;
	Book	   *book = printer->own;

	gd_write(writer, "</sheetData>");
	if (book->merge_count > 0)
	{
		gd_write(writer, "<mergeCells");
		gd_write_attribute(writer, "count", book->merge_count);
		gd_write(writer, ">");
		gd_write_text(writer, gd_written(&book->merges, 0));
		gd_write(writer, "</mergeCells>");
	}
	gd_write(writer, closing);
	writer->is_full = writer->is_full || book->merges.is_full;
	book->worksheets.content[book->worksheets.count++] = gd_written(writer, book->begin);
}

static void
begin(GdPrinter *printer)
{
	const GdHost *host = printer->host;
	const GdSheet *sheet = printer->sheet;
	Book	   *book = host->allocate(host->arena, sizeof(Book));

	printer->own = book;
	if (book == NULL)
		return;
	memset(book, 0, sizeof(*book));
	open_worksheet(printer, NULL);
	if (sheet->title.length > 0)
		write_line(printer, GD_LOOK_TITLE, sheet->title, 34);
	if (sheet->lead.length > 0)
		write_line(printer, GD_LOOK_LEAD, sheet->lead, 15);
}

/* The first section of text stands below the title. */
static void
heading(GdPrinter *printer, int section, const char *text)
{
	Book	   *book = printer->own;
	GdText	   *name = &book->worksheets.name[book->worksheets.count];

	if (name->length > 0 || gd_is_table(section))
	{
		if (name->length > 0 || book->row > 0)
			close_worksheet(printer);
		open_worksheet(printer, gd_widest_grid(printer->sheet, section));
		name = &book->worksheets.name[book->worksheets.count];
	}
	*name = gd_text_of(text);
	write_line(printer, GD_LOOK_HEADING, gd_text_of(text), 24);
}

/* A text that is too long for a cell goes on in the next one, at the end of a character. */
static void
paragraph(GdPrinter *printer, GdText text)
{
	while (text.length > TEXT_LENGTH)
	{
		size_t		length = TEXT_LENGTH;

		while (length > 0 && ((unsigned char) text.data[length] & 0xC0) == 0x80)
			length--;
		write_line(printer, GD_LOOK_NARRATIVE, (GdText) {text.data, length}, 15);
		text = (GdText) {text.data + length, text.length - length};
	}
	write_line(printer, GD_LOOK_NARRATIVE, text, 15);
}

static void
notes(GdPrinter *printer)
{
	for (int i = 0; i < printer->sheet->note_count; i++)
		write_line(printer, GD_LOOK_NARRATIVE, gd_numbered_note(printer, i), 15);
}

static void
end_section(GdPrinter *printer, int section)
{
	/* a section that says nothing is not one that is missing */
	if (gd_is_empty_narrative(printer->sheet, section))
		write_line(printer, GD_LOOK_NARRATIVE, gd_text_of("\xC2\xA0"), 15);
}

/*
 * Tables
 */

/* 增 and 减 are a matter of the format. Not a number: what a workbook would round. */
static bool
read_number(GdText text, int unit, GdWriter *number)
{
	static const struct
	{
		const char *word;
		const char *sign;
	}			signs[] = {{"增", ""}, {"减", "-"}};
	size_t		digits = 0;

	for (int i = 0; unit == GD_UNIT_CHANGE && i < 2; i++)
	{
		size_t		length = strlen(signs[i].word);

		if (text.length < length || memcmp(text.data, signs[i].word, length) != 0)
			continue;
		gd_write(number, signs[i].sign);
		text = (GdText) {text.data + length, text.length - length};
	}
	gd_write_text(number, text);
	for (size_t i = 0; i < text.length; i++)
	{
		digits += text.data[i] >= '0' && text.data[i] <= '9';
		if (strchr("0123456789.", text.data[i]) == NULL && (text.data[i] != '-' || i > 0))
			return false;
	}
	return !number->is_full && digits > 0 && digits <= EXACT_DIGITS;
}

static void
write_value(GdPrinter *printer, const GdPlace *place, int column, int look)
{
	const GdSheetCell *cell = &printer->sheet->cell[place->cell];
	char		room[48];
	GdWriter	number;

	gd_writer_over(&number, room, sizeof(room));
	if (cell->text.length == 0)
	{
		write_text(printer, column, look, cell->line);
		return;
	}
	if (!read_number(cell->text, gd_cells[place->cell].unit, &number))
	{
		write_text(printer, column, look, cell->text);
		return;
	}
	open_cell(printer, column, look);
	gd_write(printer->writer, "><v>");
	gd_write_text(printer->writer, gd_written(&number, 0));
	gd_write(printer->writer, "</v></c>");
}

static int
look_of(GdPrinter *printer, const GdPlace *place)
{
	static const uint8_t looks[] = {
		[GD_PLACE_HEADER] = GD_LOOK_HEAD, [GD_PLACE_LABEL] = GD_LOOK_LABEL,
		[GD_PLACE_NOTE] = GD_LOOK_REMARK,
	};
	const GdSheetCell *cell = &printer->sheet->cell[place->cell];

	if (place->kind != GD_PLACE_VALUE)
		return looks[place->kind];
	return gd_find_look(&((Book *) printer->own)->looks,
						(GdLook) {.unit = gd_cells[place->cell].unit, .emphasis = cell->emphasis,
						.note = cell->note, .aside = cell->aside});
}

/* The last column of a narrower table is as wide as those that it lacks. */
static int
width_of(const Book *book, const GdGrid *grid, const GdPlace *place, int column)
{
	return column + place->columns == grid->columns ? book->columns - column : place->columns;
}

static int
row_height(const Book *book, const GdGrid *grid, int row)
{
	int			lines = 1;

	for (int column = 0; column < grid->columns; column++)
	{
		const GdPlace *place = gd_place_at(grid, row, column);
		int			count;

		if (place->text == NULL || place->rows > 1)
			continue;
		count = count_lines(book, gd_display_width(gd_text_of(place->text)), column,
							width_of(book, grid, place, column));
		if (count > lines)
			lines = count;
	}
	return lines * 13 + 4;
}

/* The borders of merged cells are those of every cell in them, so that these are written, too. */
static void
write_row(GdPrinter *printer, const GdGrid *grid, int row)
{
	Book	   *book = printer->own;

	open_row(printer, row_height(book, grid, row));
	for (int column = 0; column < book->columns; column++)
	{
		int			its_row;
		int			its_column;
		int			of_grid = column < grid->columns ? column : grid->columns - 1;
		const GdPlace *place = gd_covering_place(grid, row, of_grid, &its_row, &its_column);
		int			look = look_of(printer, place);

		if (its_row < row || its_column < column)
			write_text(printer, column, look, (GdText) {NULL, 0});
		else if (place->kind == GD_PLACE_VALUE)
			write_value(printer, place, column, look);
		else
			write_text(printer, column, look, gd_text_of(place->text));
		if (its_row == row && its_column == column)
			merge(book, book->row, place->rows, column, width_of(book, grid, place, column));
	}
	close_row(printer);
}

static void
grid(GdPrinter *printer, const GdGrid *grid)
{
	Book	   *book = printer->own;

	if (grid->title)
	{
		merge(book, book->row + 1, 1, 0, book->columns);
		open_row(printer, 18);
		for (int column = 0; column < book->columns; column++)
			write_text(printer, column, GD_LOOK_HEAD,
					   column == 0 ? gd_text_of(grid->title) : (GdText) {NULL, 0});
		close_row(printer);
	}
	for (int row = 0; row < grid->rows; row++)
		write_row(printer, grid, row);
}

static void
end(GdPrinter *printer)
{
	close_worksheet(printer);
}

static GdStatus
pack(GdPrinter *printer, GdText written, GdText *bytes)
{
	const Book *book = printer->own;

	return gd_pack_workbook(printer->host, &book->looks, &book->worksheets, bytes);
}

const GdPrinterClass gd_xlsx_printer =
	{begin, heading, paragraph, grid, notes, end_section, end, pack};
