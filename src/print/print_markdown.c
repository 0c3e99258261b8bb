/*
 * print_markdown.c
 *	  A sheet as Markdown, with the tables of GitHub's: what a label covers are blank cells.
 */
#include "print/print.h"

#include <string.h>

static void
heading(GdPrinter *printer, int section, const char *text)
{
	gd_write(printer->writer, "## ");
	gd_write(printer->writer, text);
	gd_write(printer->writer, "\n\n");
}

/* Would Markdown take the paragraph for more than its characters? */
static bool
has_markup(GdText text)
{
	size_t		digits = 0;

	for (size_t i = 0; i < text.length; i++)
	{
		if (strchr("*_`~[]<>&\\|#$", text.data[i]) != NULL)
			return true;
	}
	while (digits < text.length && text.data[digits] >= '0' && text.data[digits] <= '9')
		digits++;
	if (digits > 0)
		return digits < text.length && (text.data[digits] == '.' || text.data[digits] == ')');
	return text.length > 0 && strchr("-+= \t", text.data[0]) != NULL;
}

/* A title that holds markup is one of HTML, in which it is none. */
static void
begin(GdPrinter *printer)
{
	const GdSheet *sheet = printer->sheet;

	if (!has_markup(sheet->title))
	{
		gd_write_head(printer, "# ");
		return;
	}
	gd_write(printer->writer, "<h1>");
	gd_write_escaped(printer->writer, sheet->title);
	gd_write(printer->writer, "</h1>\n\n");
	gd_write_line(printer, "", sheet->lead);
}

/* A block of HTML is a part of Markdown in which nothing else has a meaning. */
static void
paragraph(GdPrinter *printer, GdText text)
{
	if (has_markup(text))
		gd_write_paragraph_in_html(printer->writer, text);
	else
	{
		gd_write_text(printer->writer, text);
		gd_write(printer->writer, "\n");
	}
	gd_write(printer->writer, "\n");
}

static void
write_cell(GdPrinter *printer, const GdPlace *place)
{
	bool		is_bold = place->kind == GD_PLACE_VALUE &&
		gd_is_bold(&printer->sheet->cell[place->cell]);

	gd_write(printer->writer, is_bold ? " **" : " ");
	gd_write_text(printer->writer, gd_place_text(printer->sheet, place));
	gd_write(printer->writer, is_bold ? "** |" : " |");
}

static void
grid(GdPrinter *printer, const GdGrid *grid)
{
	GdWriter   *writer = printer->writer;

	if (grid->title)
	{
		gd_write(writer, grid->title);
		gd_write(writer, "\n\n");
	}
	for (int row = 0; row < grid->rows; row++)
	{
		gd_write(writer, "|");
		for (int column = 0; column < grid->columns; column++)
			write_cell(printer, gd_place_at(grid, row, column));
		gd_write(writer, "\n");
		if (row > 0)
			continue;
		gd_write(writer, "|");
		for (int column = 0; column < grid->columns; column++)
			gd_write(writer, column < grid->label_columns ? "---|" : "---:|");
		gd_write(writer, "\n");
	}
	gd_write(writer, "\n");
}

static void
end_section(GdPrinter *printer, int section)
{
}

static void
end(GdPrinter *printer)
{
}

const GdPrinterClass gd_markdown_printer =
	{begin, heading, paragraph, grid, gd_write_notes, end_section, end};
