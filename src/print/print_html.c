/*
 * print_html.c
 *	  A sheet as a page of HTML that needs nothing else: for a screen of any width, for A4, and for
 *	  those who listen.
 */
#include "print/print.h"

#include <string.h>

/* Of what office programs show, which know nothing of the style below: borders and marks. */
#define BORDER "border:1px solid #8a8f98"
#define HEAD_LOOK " style=\"" BORDER ";background:#f0f3f7\""
#define PLAIN_LOOK " style=\"" BORDER "\""
#define FAILING_LOOK " class=\"fails\" style=\"" BORDER ";background:#ffe1dc;font-weight:bold\""
#define PARTIAL_LOOK " class=\"partial\" style=\"" BORDER ";background:#e6effc\""
#define QUIET_LOOK " class=\"quiet\" style=\"" BORDER ";color:#686e78\""
#define CHANGED_LOOK " class=\"changed\" style=\"" BORDER ";background:#fff3c4;font-weight:bold\""

static const char style[] =
	":root{color-scheme:light dark;--line:#8a8f98;--head:#f0f3f7;--fail:#ffe1dc;--change:#fff3c4;"
	"--part:#e6effc;--paper:#fff;--ink:#1a1a1a;--quiet:#686e78}\n"
	"@media (prefers-color-scheme:dark){:root{--head:#262b33;--fail:#5c2420;"
	"--change:#4d4213;--part:#1d3350;--paper:#16181c;--ink:#e8e8e8;--quiet:#9aa1ab}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;max-width:76rem;padding:1rem;background:var(--paper);color:var(--ink);"
	"line-height:1.7;overflow-wrap:anywhere;"
	"font-family:\"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,\"Songti SC\",serif}\n"
	"h1{font-size:1.5rem;line-height:1.4;text-align:center;margin:1rem 0 1.5rem}\n"
	"h2{font-size:1.15rem;margin:1.8rem 0 .6rem;break-after:avoid}\n"
	"p{margin:.3rem 0;text-indent:2em;text-align:justify}\n"
	".lead{text-indent:0;text-align:center}\n"
	".wide{overflow-x:auto}\n"
	"table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}\n"
	"caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
	"th,td{padding:.3rem .4rem;overflow-wrap:normal}\n"
	"th{background:var(--head)!important;font-weight:normal}\n"
	"th[scope=row]{text-align:left}\n"
	"td{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
	"td.note{text-align:left;white-space:normal;font-size:.8125rem}\n"
	"td.fails{background:var(--fail)!important}\n"
	"td.changed{background:var(--change)!important}\n"
	"td.partial{background:var(--part)!important}td small{font-size:.75em;opacity:.85}\n"
	"td.quiet{color:var(--quiet)!important}\n"
	".mark[hidden]{display:inline}.mark a{color:inherit;text-decoration:none}\n"
	".mark sup{line-height:0;font-weight:normal}li:target{background:var(--change)}\n"
	".section-2 td,.section-4 td{text-align:center}\n"
	".section-3 table,.section-4 table{table-layout:fixed}\n"
	".label-1{width:6em}.label-2{width:8.2em}.value{width:5.2em}\n"
	".section-4 table{min-width:44rem}\n"
	".section-3 td,.section-4 td{white-space:normal;overflow-wrap:anywhere}\n"
	/* the labels stay at the left and the totals at the right, while the rest is moved */
	"@media screen{.section-3 th[scope=row],.section-3 [data-total]{position:sticky;z-index:1}"
	".section-3 th[scope=row]{left:0;box-shadow:1px 0 var(--line)}"
	".section-3 [data-total]{right:0;box-shadow:-1px 0 var(--line);background:var(--paper)}}\n"
	"@media screen and (max-width:60rem){.section-3 table{min-width:50rem}}\n"
	"@media screen and (max-width:40rem){body{padding:.75rem}h1{font-size:1.25rem}"
	"table{font-size:.75rem}th,td{padding:.25rem}"
	".section-3 table{min-width:38em}.section-4 table{min-width:48em}"
	".label-1{width:2.2em}.label-2{width:3.6em}.value{width:3.6em}"
	".comparison .section-3 table{min-width:54em}.comparison .section-4 table{min-width:72em}"
	".comparison .value{width:5.8em}}\n"
	"@page{size:A4 portrait;margin:15mm 12mm;"
	"@bottom-center{content:\"第 \" counter(page) \" 页，共 \" counter(pages) \" 页\";font-size:9pt}}\n"
	"@media print{:root{--head:#f3f3f3;--paper:#fff;--ink:#000;--line:#555;--fail:#eee;"
	"--change:#eee;--part:#f3f3f3}body{max-width:none;padding:0;font-size:10.5pt;line-height:1.55}"
	"h2{margin:4.5mm 0 1.5mm}.wide{overflow:visible}.section-4{break-inside:avoid}"
	"table,.section-3 table,.section-4 table{min-width:0;font-size:8pt}th,td{padding:.5mm .8mm}"
	"td.note{font-size:7.5pt}.label-1{width:9mm}.label-2{width:16mm}.value{width:13.5mm}"
	".section-4 th,.section-4 td{padding:.5mm .2mm}ol{margin:0;font-size:9pt}"
	/* not in a row, but in a group of rows: its label must not keep all of them on one page */
	"thead{display:table-header-group}td,th,li{break-inside:avoid}"
	"th[scope=rowgroup]{break-inside:auto}}\n";

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
	gd_write(writer, sheet->is_comparison ? "<main class=\"comparison\">\n" : "<main>\n");
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
	gd_write(writer, "\">\n<table style=\"border-collapse:collapse\">\n<caption>");
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

/*
 * The number of the note, which leads to it. A reader that takes the text of the cell leaves out
 * what is hidden there, so that the figure stays a figure; the style and office programs show it.
 */
static void
write_mark(GdWriter *writer, int note)
{
	gd_write(writer, "<span class=\"mark\" hidden><sup><a href=\"#note-");
	gd_write_number(writer, note);
	gd_write(writer, "\">");
	gd_write_note_mark(writer, note);
	gd_write(writer, "</a></sup></span>");
}

static void
write_value(GdPrinter *printer, const GdSheetCell *cell, int columns, bool is_total)
{
	static const char *const looks[] =
		{[GD_PLAIN] = PLAIN_LOOK, [GD_FAILING] = FAILING_LOOK, [GD_CHANGED] = CHANGED_LOOK,
	[GD_PARTIAL] = PARTIAL_LOOK, [GD_QUIET] = QUIET_LOOK};
	GdWriter   *writer = printer->writer;

	gd_write(writer, "<td");
	gd_write(writer, looks[cell->emphasis]);
	gd_write(writer, is_total ? " data-total" : "");
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
	if (cell->emphasis == GD_FAILING)
		gd_write(writer, "*");
	if (cell->note != 0)
		write_mark(writer, cell->note);
	if (cell->aside.length > 0)
	{
		gd_write(writer, "<br><small>");
		gd_write_escaped(writer, cell->aside);
		gd_write(writer, "</small>");
	}
	gd_write(writer, "</td>");
}

static void
write_label(GdWriter *writer, const GdPlace *place, int columns, bool is_total)
{
	static const char *const scopes[2][2] = {
		[GD_PLACE_HEADER] = {" scope=\"col\"", " scope=\"colgroup\""},
		[GD_PLACE_LABEL] = {" scope=\"row\"", " scope=\"rowgroup\""},
	};
	bool		is_note = place->kind == GD_PLACE_NOTE;

	gd_write(writer, is_note ? "<td class=\"note\"" PLAIN_LOOK : "<th" HEAD_LOOK);
	if (!is_note)
		gd_write(writer, scopes[place->kind][place->kind == GD_PLACE_HEADER ? place->columns > 1 :
											 place->rows > 1]);
	gd_write(writer, is_total ? " data-total" : "");
	write_span(writer, "colspan", columns);
	write_span(writer, "rowspan", place->rows);
	gd_write(writer, ">");
	gd_write(writer, place->text);
	gd_write(writer, is_note ? "</td>" : "</th>");
}

/* Is it in the column that adds up the others of its row? */
static bool
is_total(const GdGrid *grid, const GdPlace *place, int column)
{
	int			total = gd_sections[grid->section].total;

	return total >= 0 && grid->label_columns > 0 && place->columns == 1 &&
		column == grid->label_columns + total;
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
			write_value(printer, &printer->sheet->cell[place->cell], columns,
						is_total(grid, place, column));
		else if (place->kind != GD_PLACE_COVERED)
			write_label(printer->writer, place, columns, is_total(grid, place, column));
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
		gd_write(writer, "<tr><th" HEAD_LOOK " scope=\"rowgroup\"");
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
	if (gd_is_empty_narrative(printer->sheet, section))
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
