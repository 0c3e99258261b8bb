/*
 * print.c
 *	  What all formats have in common: sections in their order, narratives by paragraphs.
 */
#include "print/print.h"

#include "file/html.h"

#include <string.h>

const char *const gd_format_names[GD_FORMAT_COUNT] = {"text", "markdown", "html", "docx", "xlsx"};

static const GdPrinterClass *const classes[GD_FORMAT_COUNT] =
	{&gd_text_printer, &gd_markdown_printer, &gd_html_printer, &gd_docx_printer, &gd_xlsx_printer};

bool
gd_is_table(int section)
{
	return section < GD_SECTIONS && gd_sections[section].row_count > 0;
}

bool
gd_is_empty_narrative(const GdSheet *sheet, int section)
{
	return section != GD_SECTION_SUMMARY && section != GD_SECTION_NOTES &&
		!gd_is_table(section) && sheet->section[section].length == 0;
}

const GdGrid *
gd_widest_grid(const GdSheet *sheet, int section)
{
	const GdGrid *widest = NULL;

	for (int i = 0; i < sheet->grid_count; i++)
	{
		if (sheet->grid[i]->section == section &&
			(widest == NULL || sheet->grid[i]->columns > widest->columns))
			widest = sheet->grid[i];
	}
	return widest;
}

/* The nearest place to the left or above that reaches as far as here. */
const GdPlace *
gd_covering_place(const GdGrid *grid, int row, int column, int *its_row, int *its_column)
{
	for (int r = row; r >= 0; r--)
	{
		for (int c = column; c >= 0; c--)
		{
			const GdPlace *place = gd_place_at(grid, r, c);

			if (place->kind == GD_PLACE_COVERED || r + place->rows <= row ||
				c + place->columns <= column)
				continue;
			*its_row = r;
			*its_column = c;
			return place;
		}
	}
	return NULL;
}

/* UTF-8 of a character of three bytes. */
static void
write_character(GdWriter *writer, int c)
{
	char		bytes[3] = {(char) (0xE0 | c >> 12), (char) (0x80 | (c >> 6 & 0x3F)),
	(char) (0x80 | (c & 0x3F))};

	gd_write_bytes(writer, bytes, sizeof(bytes));
}

void
gd_write_note_mark(GdWriter *writer, int note)
{
	/* the last number in a row of characters, and the character in front of its first one */
	static const struct
	{
		int			last;
		int			character;
	}			circled[] = {{20, 0x245F}, {35, 0x3251 - 21}, {50, 0x32B1 - 36}};

	for (int i = 0; i < 3; i++)
	{
		if (note > circled[i].last)
			continue;
		write_character(writer, circled[i].character + note);
		return;
	}
	gd_write(writer, "[");
	gd_write_number(writer, note);
	gd_write(writer, "]");
}

GdText
gd_place_text(const GdSheet *sheet, const GdPlace *place)
{
	if (place->kind == GD_PLACE_VALUE && sheet->cell[place->cell].aside.length > 0)
		return sheet->cell[place->cell].line;
	if (place->kind == GD_PLACE_VALUE)
		return sheet->cell[place->cell].text;
	return place->text ? gd_text_of(place->text) : (GdText) {NULL, 0};
}

void
gd_write_paragraph_in_html(GdWriter *writer, GdText text)
{
	gd_write(writer, "<p>");
	gd_write_escaped(writer, text);
	gd_write(writer, "</p>\n");
}

static void
print_narrative(GdPrinter *printer, const GdPrinterClass *class, GdText text)
{
	const char *p = text.data;
	const char *end = text.data + text.length;

	while (p < end)
	{
		const char *line_end = memchr(p, '\n', (size_t) (end - p));
		size_t		length = (size_t) ((line_end ? line_end : end) - p);
		size_t		rest = length;

		while (rest > 0 && (p[rest - 1] == '\r' || p[rest - 1] == ' '))
			rest--;
		if (rest > 0)
			class->paragraph(printer, (GdText) {p, rest});
		p += length + 1;
	}
}

static bool
has_grid(const GdSheet *sheet, int section)
{
	for (int i = 0; i < sheet->grid_count; i++)
	{
		if (sheet->grid[i]->section == section)
			return true;
	}
	return false;
}

void
gd_write_line(GdPrinter *printer, const char *mark, GdText text)
{
	if (text.length == 0)
		return;
	gd_write(printer->writer, mark);
	gd_write_text(printer->writer, text);
	gd_write(printer->writer, "\n\n");
}

void
gd_write_head(GdPrinter *printer, const char *mark)
{
	gd_write_line(printer, mark, printer->sheet->title);
	gd_write_line(printer, "", printer->sheet->lead);
}

GdText
gd_numbered_note(GdPrinter *printer, int note)
{
	GdWriter	writer;

	gd_writer_in(&writer, printer->host, printer->sheet->note[note].length + 16);
	gd_write_number(&writer, note + 1);
	gd_write(&writer, ". ");
	gd_write_text(&writer, printer->sheet->note[note]);
	printer->writer->is_full = printer->writer->is_full || writer.is_full;
	return gd_written(&writer, 0);
}

void
gd_write_notes(GdPrinter *printer)
{
	for (int i = 0; i < printer->sheet->note_count; i++)
	{
		gd_write_text(printer->writer, gd_numbered_note(printer, i));
		gd_write(printer->writer, "\n");
	}
}

static void
print_section(GdPrinter *printer, const GdPrinterClass *class, int section)
{
	const GdSheet *sheet = printer->sheet;
	bool		is_table = gd_is_table(section);

	if (is_table ? !has_grid(sheet, section) : sheet->section[section].data == NULL)
		return;
	class->heading(printer, section, gd_headings[section]);
	if (!is_table)
		print_narrative(printer, class, sheet->section[section]);
	for (int i = 0; is_table && i < sheet->grid_count; i++)
	{
		if (sheet->grid[i]->section == section)
			class->grid(printer, sheet->grid[i]);
	}
	class->end_section(printer, section);
}

/*
 * Does a reader of the printed text have no other way to know that the last table was not cut off?
 */
static bool
ends_with_table(const GdSheet *sheet)
{
	return sheet->grid_count > 0 && sheet->lead.data == NULL && sheet->note_count == 0 &&
		sheet->section[5].data == NULL && sheet->section[6].data == NULL;
}

static bool
is_marked_up(const GdHost *host, const GdSheet *sheet)
{
	for (int section = 1; section < GD_SECTIONS; section++)
	{
		if (sheet->section[section].data != NULL &&
			gd_is_html(host, sheet->section[section].data, sheet->section[section].length))
			return true;
	}
	return false;
}

static void
print_summary(GdPrinter *printer, const GdPrinterClass *class)
{
	const GdSheet *sheet = printer->sheet;

	if (sheet->summary_count == 0)
		return;
	class->heading(printer, GD_SECTION_SUMMARY, sheet->summary_heading);
	for (int i = 0; i < sheet->summary_count; i++)
		print_narrative(printer, class, sheet->summary[i]);
	class->end_section(printer, GD_SECTION_SUMMARY);
}

static void
print_sheet(GdPrinter *printer, const GdPrinterClass *class)
{
	const GdSheet *sheet = printer->sheet;

	class->begin(printer);
	print_summary(printer, class);
	for (int section = 1; section < GD_SECTIONS; section++)
		print_section(printer, class, section);
	if (ends_with_table(sheet))
		class->paragraph(printer, gd_text_of("（以下空白）"));
	if (sheet->note_count > 0)
	{
		class->heading(printer, GD_SECTION_NOTES,
					   sheet->notes_heading ? sheet->notes_heading : gd_notes_heading);
		class->notes(printer);
		class->end_section(printer, GD_SECTION_NOTES);
	}
	class->end(printer);
}

GdStatus
gd_print(const GdHost *host, const GdSheet *sheet, GdFormat format, GdText *printed)
{
	const GdPrinterClass *class = classes[format];
	GdWriter	writer;
	GdPrinter	printer = {.host = host, .writer = &writer, .sheet = sheet,
	.is_marked_up = is_marked_up(host, sheet)};

	gd_writer_in(&writer, host, 32768);
	print_sheet(&printer, class);
	*printed = gd_written(&writer, 0);
	if (writer.is_full)
		return GD_OUT_OF_MEMORY;
	return class->pack ? class->pack(&printer, *printed, printed) : GD_OK;
}
