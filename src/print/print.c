/*
 * print.c
 *	  What all formats have in common: sections in their order, narratives by paragraphs.
 */
#include "print/print.h"

#include "file/html.h"

#include <string.h>

const char *const gd_format_names[GD_FORMAT_COUNT] = {"text", "markdown", "html"};

static const GdPrinterClass *const classes[GD_FORMAT_COUNT] =
	{&gd_text_printer, &gd_markdown_printer, &gd_html_printer};

GdText
gd_place_text(const GdSheet *sheet, const GdPlace *place)
{
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
gd_write_head(GdPrinter *printer, const char *mark)
{
	GdWriter   *writer = printer->writer;
	const GdSheet *sheet = printer->sheet;

	if (sheet->title.length > 0)
	{
		gd_write(writer, mark);
		gd_write_text(writer, sheet->title);
		gd_write(writer, "\n\n");
	}
	if (sheet->lead.length > 0)
	{
		gd_write_text(writer, sheet->lead);
		gd_write(writer, "\n\n");
	}
}

void
gd_write_notes(GdPrinter *printer)
{
	for (int i = 0; i < printer->sheet->note_count; i++)
	{
		gd_write_number(printer->writer, i + 1);
		gd_write(printer->writer, ". ");
		gd_write_text(printer->writer, printer->sheet->note[i]);
		gd_write(printer->writer, "\n");
	}
}

static void
print_section(GdPrinter *printer, const GdPrinterClass *class, int section)
{
	const GdSheet *sheet = printer->sheet;
	bool		is_table = gd_sections[section].row_count > 0;

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
is_marked_up(const GdSheet *sheet)
{
	for (int section = 1; section < GD_SECTIONS; section++)
	{
		if (sheet->section[section].data != NULL &&
			gd_is_html(sheet->section[section].data, sheet->section[section].length))
			return true;
	}
	return false;
}

GdStatus
gd_print(const GdHost *host, const GdSheet *sheet, GdFormat format, GdText *printed)
{
	const GdPrinterClass *class = classes[format];
	GdWriter	writer;
	GdPrinter	printer = {.writer = &writer, .sheet = sheet, .is_marked_up = is_marked_up(sheet)};

	gd_writer_in(&writer, host, 32768);
	class->begin(&printer);
	for (int section = 1; section < GD_SECTIONS; section++)
		print_section(&printer, class, section);
	if (ends_with_table(sheet))
		class->paragraph(&printer, gd_text_of("（以下空白）"));
	if (sheet->note_count > 0)
	{
		class->heading(&printer, GD_SECTION_NOTES, gd_notes_heading);
		class->notes(&printer);
		class->end_section(&printer, GD_SECTION_NOTES);
	}
	class->end(&printer);
	*printed = gd_written(&writer, 0);
	return writer.is_full ? GD_OUT_OF_MEMORY : GD_OK;
}
