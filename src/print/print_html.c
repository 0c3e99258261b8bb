/*
 * print_html.c
 *	  A sheet as a page of HTML that needs nothing else: for a screen of any width, for A4, and for
 *	  those who listen.
 */
#include "print/print.h"

#include <string.h>

static const char style[] =
	":root{color-scheme:light dark;--line:#8a8f98;--head:#f0f3f7;--fail:#ffe1dc;--change:#fff3c4;--paper:#fff;--ink:#1a1a1a}\n"
	"@media (prefers-color-scheme:dark){:root{--line:#6b7280;--head:#262b33;--fail:#5c2420;--change:#4d4213;--paper:#16181c;--ink:#e8e8e8}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;max-width:76rem;padding:1rem;background:var(--paper);color:var(--ink);line-height:1.7;overflow-wrap:anywhere;"
	"font-family:\"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,\"Songti SC\",serif}\n"
	"h1{font-size:1.5rem;line-height:1.4;text-align:center;margin:1rem 0 1.5rem}\n"
	"h2{font-size:1.15rem;margin:1.8rem 0 .6rem;break-after:avoid}\n"
	"p{margin:.3rem 0;text-indent:2em;text-align:justify}\n"
	".lead{text-indent:0;text-align:center}\n"
	".wide{overflow-x:auto}\n"
	"table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}\n"
	"caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
	"th,td{border:1px solid var(--line);padding:.3rem .4rem;overflow-wrap:normal}\n"
	"th{background:var(--head);font-weight:normal}\n"
	"th[scope=row]{text-align:left}\n"
	"td{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
	"td.note{text-align:left;white-space:normal;font-size:.8125rem}\n"
	"td.fails{background:var(--fail);font-weight:bold}\n"
	"td.fails::after{content:\"*\"}\n"
	"td.changed{background:var(--change);font-weight:bold}\n"
	".section-2 td,.section-4 td{text-align:center}\n"
	".section-3 table,.section-4 table{table-layout:fixed}\n"
	".label-1{width:6em}.label-2{width:8.2em}.value{width:5.2em}\n"
	".section-4 table{min-width:44rem}\n"
	".section-3 td,.section-4 td{white-space:normal;overflow-wrap:anywhere}\n"
	"@media screen{.section-3 th[scope=row]{position:sticky;left:0;z-index:1}}\n"
	"@media screen and (max-width:60rem){.section-3 table{min-width:50rem}}\n"
	"@media screen and (max-width:40rem){body{padding:.75rem}h1{font-size:1.25rem}table{font-size:.75rem}th,td{padding:.25rem}"
	".section-3 table{min-width:38em}.section-4 table{min-width:48em}.label-1{width:2.2em}.label-2{width:3.6em}.value{width:3.6em}"
	".comparison .section-3 table{min-width:54em}.comparison .section-4 table{min-width:72em}.comparison .value{width:5.8em}}\n"
	"@page{size:A4 portrait;margin:15mm 12mm}\n"
	"@media print{:root{--head:#f3f3f3;--paper:#fff;--ink:#000;--line:#555;--fail:#eee;--change:#eee}"
	"body{max-width:none;padding:0;font-size:10.5pt;line-height:1.55}h2{margin:4.5mm 0 1.5mm}.wide{overflow:visible}.section-3,.section-4{break-inside:avoid}"
	"table,.section-3 table,.section-4 table{min-width:0;font-size:8pt}th,td{padding:.5mm .8mm}td.note{font-size:7.5pt}"
	".label-1{width:9mm}.label-2{width:16mm}.value{width:13.5mm}.section-4 th,.section-4 td{padding:.5mm .2mm}"
	"ol{margin:0;font-size:9pt}thead{display:table-header-group}tr{break-inside:avoid}}\n";

static void
begin(GdPrinter *printer)
{
	GdWriter   *writer = printer->writer;
	const GdSheet *sheet = printer->sheet;

	gd_write(writer, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
			 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	/* a page must have a title, which a reader of the page is not to take for the report's */
	if (sheet->title.length > 0)
		gd_write_escaped(writer, sheet->title);
	else
		gd_write(writer, "无标题");
	gd_write(writer, "</title>\n<style>\n");
	gd_write(writer, style);
	gd_write(writer, "</style>\n</head>\n<body>\n");
	gd_write(writer, sheet->lead.length > 0 ? "<main class=\"comparison\">\n" : "<main>\n");
	if (sheet->title.length > 0)
	{
		gd_write(writer, "<h1>");
		gd_write_escaped(writer, sheet->title);
		gd_write(writer, "</h1>\n");
	}
	if (sheet->lead.length > 0)
	{
		gd_write(writer, "<p class=\"lead\">");
		gd_write_escaped(writer, sheet->lead);
		gd_write(writer, "</p>\n");
	}
}

static void
heading(GdPrinter *printer, int section, const char *text)
{
	GdWriter   *writer = printer->writer;

	gd_write(writer, "<section class=\"section-");
	gd_write_number(writer, section);
	gd_write(writer, "\">\n<h2 id=\"heading-");
	gd_write_number(writer, section);
	gd_write(writer, "\">");
	gd_write(writer, text);
	gd_write(writer, "</h2>\n");
	if (!gd_is_table(section))
		return;
	gd_write(writer,
			 "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"heading-");
	gd_write_number(writer, section);
	gd_write(writer, "\">\n<table>\n<caption>");
	gd_write(writer, text);
	gd_write(writer, "</caption>\n");
}

static void
paragraph(GdPrinter *printer, GdText text)
{
	gd_write_paragraph_in_html(printer->writer, text);
}

static void
write_span(GdWriter *writer, const char *name, int span)
{
	if (span == 1)
		return;
	gd_write(writer, " ");
	gd_write(writer, name);
	gd_write(writer, "=\"");
	gd_write_number(writer, span);
	gd_write(writer, "\"");
}

static void
write_value(GdPrinter *printer, const GdSheetCell *cell, int columns)
{
	static const char *const classes[] =
		{[GD_FAILING] = " class=\"fails\"", [GD_CHANGED] = " class=\"changed\""};
	GdWriter   *writer = printer->writer;

	gd_write(writer, "<td");
	if (cell->emphasis != GD_PLAIN)
		gd_write(writer, classes[cell->emphasis]);
	write_span(writer, "colspan", columns);
	if (cell->note != 0)
	{
		gd_write(writer, " title=\"");
		gd_write_escaped(writer, printer->sheet->note[cell->note - 1]);
		gd_write(writer, "\" aria-describedby=\"note-");
		gd_write_number(writer, cell->note);
		gd_write(writer, "\"");
	}
	gd_write(writer, ">");
	gd_write_escaped(writer, cell->text);
	gd_write(writer, "</td>");
}

static void
write_label(GdWriter *writer, const GdPlace *place, int columns)
{
	static const char *const scopes[2][2] = {
		[GD_PLACE_HEADER] = {" scope=\"col\"", " scope=\"colgroup\""},
		[GD_PLACE_LABEL] = {" scope=\"row\"", " scope=\"rowgroup\""},
	};
	bool		is_note = place->kind == GD_PLACE_NOTE;

	gd_write(writer, is_note ? "<td class=\"note\"" : "<th");
	if (!is_note)
		gd_write(writer, scopes[place->kind][place->kind == GD_PLACE_HEADER ? place->columns > 1 :
											 place->rows > 1]);
	write_span(writer, "colspan", columns);
	write_span(writer, "rowspan", place->rows);
	gd_write(writer, ">");
	gd_write(writer, place->text);
	gd_write(writer, is_note ? "</td>" : "</th>");
}

/*
 * A section has one table: the last column of its narrower parts is as wide as those that they
 * lack.
 */
static void
write_row(GdPrinter *printer, const GdGrid *grid, int row, int missing)
{
	gd_write(printer->writer, "<tr>");
	for (int column = 0; column < grid->columns; column++)
	{
		const GdPlace *place = gd_place_at(grid, row, column);
		int			columns = place->columns + (column == grid->columns - 1 ? missing : 0);

		if (place->kind == GD_PLACE_VALUE)
			write_value(printer, &printer->sheet->cell[place->cell], columns);
		else if (place->kind != GD_PLACE_COVERED)
			write_label(printer->writer, place, columns);
	}
	gd_write(printer->writer, "</tr>\n");
}

/* How wide the columns are is a matter of the style, which differs between screen and paper. */
static void
write_columns(GdWriter *writer, const GdGrid *grid)
{
	gd_write(writer, "<colgroup>");
	for (int column = 1; column <= grid->label_columns; column++)
	{
		gd_write(writer, "<col class=\"label-");
		gd_write_number(writer, column);
		gd_write(writer, "\">");
	}
	gd_write(writer, "<col class=\"value\"");
	write_span(writer, "span", grid->columns - grid->label_columns);
	gd_write(writer, "></colgroup>\n");
}

static void
grid(GdPrinter *printer, const GdGrid *grid)
{
	GdWriter   *writer = printer->writer;
	int			widest = gd_widest_grid(printer->sheet, grid->section)->columns;

	if (grid->label_columns > 1)
		write_columns(writer, grid);
	gd_write(writer, grid->title ? "<tbody>\n" : "<thead>\n");
	if (grid->title)
	{
		gd_write(writer, "<tr><th scope=\"rowgroup\"");
		write_span(writer, "colspan", widest);
		gd_write(writer, ">");
		gd_write(writer, grid->title);
		gd_write(writer, "</th></tr>\n");
	}
	for (int row = 0; row < grid->rows; row++)
	{
		if (row == grid->header_rows && !grid->title)
			gd_write(writer, "</thead>\n<tbody>\n");
		write_row(printer, grid, row, widest - grid->columns);
	}
	gd_write(writer, "</tbody>\n");
}

static void
notes(GdPrinter *printer)
{
	GdWriter   *writer = printer->writer;

	gd_write(writer, "<ol>\n");
	for (int i = 0; i < printer->sheet->note_count; i++)
	{
		gd_write(writer, "<li id=\"note-");
		gd_write_number(writer, i + 1);
		gd_write(writer, "\">");
		gd_write_escaped(writer, printer->sheet->note[i]);
		gd_write(writer, "</li>\n");
	}
	gd_write(writer, "</ol>\n");
}

static void
end_section(GdPrinter *printer, int section)
{
	/* a section that says nothing is not one that is missing */
	if (section <= 6 && !gd_is_table(section) && printer->sheet->section[section].length == 0)
		gd_write(printer->writer, "<p>&nbsp;</p>\n");
	gd_write(printer->writer, gd_is_table(section) ? "</table>\n</div>\n</section>\n" :
			 "</section>\n");
}

static void
end(GdPrinter *printer)
{
	gd_write(printer->writer, "</main>\n</body>\n</html>\n");
}

const GdPrinterClass gd_html_printer = {begin, heading, paragraph, grid, notes, end_section, end};
