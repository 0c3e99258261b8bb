/*
 * print_docx.c
 *	  A sheet as a document of Word, WPS and LibreOffice: a page of A4 with the tables of the form.
 *
 * Lengths are in twentieths of a point, sizes of characters in half points. Two things are not text
 * of their cells, so that a figure stays a figure for who reads the document: marks of notes are
 * symbols, and what is behind a figure is a paragraph of its own.
 */
#include "print/package.h"
#include "print/print.h"

#include <string.h>

#define MAIN "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RELATIONSHIPS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

#define TEXT_WIDTH 10546		/* between the margins */
#define LABEL_WIDTH 4300		/* of the only column of labels */
#define VALUE_WIDTH 765			/* beside several columns of labels */

static const char content_types[] =
	DECLARATION
	"<Types xmlns=\"" PACKAGE "content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
	"relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_TYPE "document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD_TYPE "styles+xml\"/>"
	"<Override PartName=\"/word/footer1.xml\" ContentType=\"" WORD_TYPE "footer+xml\"/>"
	"</Types>";

static const char package_relationships[] =
	DECLARATION
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" RELATIONSHIPS "/officeDocument\""
	" Target=\"word/document.xml\"/></Relationships>";

static const char document_relationships[] =
	DECLARATION
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" RELATIONSHIPS "/styles\" Target=\"styles.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" RELATIONSHIPS "/footer\" Target=\"footer1.xml\"/>"
	"</Relationships>";

#define PARAGRAPH_STYLE(id, name, paragraph, run) \
	"<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"" id "\"><w:name w:val=\"" name \
	"\"/><w:basedOn w:val=\"Normal\"/><w:pPr>" paragraph "</w:pPr><w:rPr>" run "</w:rPr></w:style>"
#define NARROW "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>"

static const char styles[] =
	DECLARATION
	"<w:styles xmlns:w=\"" MAIN "\"><w:docDefaults><w:rPrDefault><w:rPr>"
	"<w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"宋体\" w:hAnsi=\"Times New Roman\""
	" w:cs=\"Times New Roman\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>"
	"<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
	"<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
	"<w:name w:val=\"Normal\"/><w:pPr><w:jc w:val=\"both\"/></w:pPr></w:style>"
	"<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
	"<w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
	"</w:tblPr></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/>"
	"<w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"120\" w:after=\"240\"/>"
	"<w:jc w:val=\"center\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/>"
	"</w:rPr></w:style>"
	"<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/>"
	"<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Narrative\"/><w:pPr><w:keepNext/>"
	"<w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr>"
	"<w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/></w:rPr>"
	"</w:style>"
	PARAGRAPH_STYLE("Lead", "Lead", "<w:jc w:val=\"center\"/>", "")
	PARAGRAPH_STYLE("Narrative", "Narrative",
					"<w:spacing w:line=\"360\" w:lineRule=\"auto\"/>"
					"<w:ind w:firstLine=\"420\"/>", "")
	PARAGRAPH_STYLE("Note", "Note", NARROW, "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>")
	PARAGRAPH_STYLE("Head", "Table head", NARROW "<w:jc w:val=\"center\"/>",
					"<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>")
	PARAGRAPH_STYLE("Label", "Table label", NARROW "<w:jc w:val=\"left\"/>",
					"<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>")
	PARAGRAPH_STYLE("Figure", "Table figure", NARROW "<w:jc w:val=\"center\"/>",
					"<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>")
	PARAGRAPH_STYLE("Aside", "Behind a figure", NARROW "<w:jc w:val=\"center\"/>",
					"<w:sz w:val=\"12\"/><w:szCs w:val=\"12\"/>")
	"</w:styles>";

#define FIELD(name) \
	"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" \
	"<w:r><w:instrText>" name "</w:instrText></w:r>" \
	"<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>" \
	"<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"

/* Which page of how many it is. */
static const char footer[] =
	DECLARATION
	"<w:ftr xmlns:w=\"" MAIN "\"><w:p><w:pPr><w:pStyle w:val=\"Head\"/></w:pPr>"
	"<w:r><w:t>第</w:t></w:r>" FIELD("PAGE") "<w:r><w:t>页，共</w:t></w:r>" FIELD("NUMPAGES")
	"<w:r><w:t>页</w:t></w:r></w:p></w:ftr>";

static void
write_paragraph(GdWriter *writer, const char *style, GdText text)
{
	gd_write(writer, "<w:p><w:pPr><w:pStyle w:val=\"");
	gd_write(writer, style);
	gd_write(writer, "\"/></w:pPr><w:r><w:t xml:space=\"preserve\">");
	/* a tab in the text itself would be shown as a space */
	for (size_t i = 0, begin = 0; i <= text.length; i++)
	{
		if (i < text.length && text.data[i] != '\t')
			continue;
		gd_write_xml(writer, (GdText) {text.data + begin, i - begin});
		if (i < text.length)
			gd_write(writer, "</w:t><w:tab/><w:t xml:space=\"preserve\">");
		begin = i + 1;
	}
	gd_write(writer, "</w:t></w:r></w:p>\n");
}

static void
begin(GdPrinter *printer)
{
	GdWriter   *writer = printer->writer;

	gd_write(writer, DECLARATION "<w:document xmlns:w=\"" MAIN "\" xmlns:r=\"" RELATIONSHIPS
			 "\"><w:body>\n");
	if (printer->sheet->title.length > 0)
		write_paragraph(writer, "Title", printer->sheet->title);
	if (printer->sheet->lead.length > 0)
		write_paragraph(writer, "Lead", printer->sheet->lead);
}

/*
 * Tables
 */

/* The first columns of labels have room for a number and for a group, the last one has the rest. */
static int
label_width(const GdGrid *grid, int values, int column)
{
	static const int narrow[] = {510, 907};
	int			rest = TEXT_WIDTH - VALUE_WIDTH * values;
	int			count = grid->label_columns - 1;

	if (grid->label_columns == 1)
		return LABEL_WIDTH;
	for (int i = 0; i < count && i < 2; i++)
	{
		if (column == i)
			return narrow[i];
		rest -= narrow[i];
	}
	return rest / (count < 2 ? 1 : count - 1);
}

static int
column_width(const GdGrid *grid, int column)
{
	int			values = grid->columns - grid->label_columns;

	if (column < grid->label_columns)
		return label_width(grid, values, column);
	if (grid->label_columns > 1)
		return VALUE_WIDTH;
	return (TEXT_WIDTH - LABEL_WIDTH * grid->label_columns) / values;
}

static void
write_columns(GdWriter *writer, const GdGrid *grid)
{
	gd_write(writer, "<w:tblGrid>");
	for (int column = 0; column < grid->columns; column++)
	{
		gd_write(writer, "<w:gridCol");
		gd_write_attribute(writer, "w:w", column_width(grid, column));
		gd_write(writer, "/>");
	}
	gd_write(writer, "</w:tblGrid>\n");
}

static void
heading(GdPrinter *printer, int section, const char *text)
{
	static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
	GdWriter   *writer = printer->writer;

	write_paragraph(writer, "Heading1", gd_text_of(text));
	if (!gd_is_table(section))
		return;
	gd_write(writer, "<w:tbl><w:tblPr><w:tblW");
	gd_write_attribute(writer, "w:w", TEXT_WIDTH);
	gd_write(writer, " w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>");
	for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++)
	{
		gd_write(writer, "<w:");
		gd_write(writer, sides[i]);
		gd_write(writer, " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
	}
	gd_write(writer, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>"
			 "<w:left w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"28\" w:type=\"dxa\"/>"
			 "</w:tblCellMar></w:tblPr>\n");
	write_columns(writer, gd_widest_grid(printer->sheet, section));
}

static void
paragraph(GdPrinter *printer, GdText text)
{
	write_paragraph(printer->writer, "Narrative", text);
}

/* Of so many columns of the table; merge is "restart", "continue", or NULL. */
static void
open_cell(GdWriter *writer, int width, int columns, const char *merge, const char *fill)
{
	gd_write(writer, "<w:tc><w:tcPr><w:tcW");
	gd_write_attribute(writer, "w:w", width);
	gd_write(writer, " w:type=\"dxa\"/>");
	if (columns > 1)
	{
		gd_write(writer, "<w:gridSpan");
		gd_write_attribute(writer, "w:val", columns);
		gd_write(writer, "/>");
	}
	if (merge)
	{
		gd_write(writer, "<w:vMerge w:val=\"");
		gd_write(writer, merge);
		gd_write(writer, "\"/>");
	}
	if (fill)
	{
		gd_write(writer, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"");
		gd_write(writer, fill);
		gd_write(writer, "\"/>");
	}
	gd_write(writer, "<w:vAlign w:val=\"center\"/></w:tcPr>");
}

static void
write_symbol(GdWriter *writer, int character)
{
	static const char digits[] = "0123456789ABCDEF";
	char		code[5] = {digits[character >> 12 & 15], digits[character >> 8 & 15],
	digits[character >> 4 & 15], digits[character & 15]};

	gd_write(writer, "<w:sym w:font=\"宋体\" w:char=\"");
	gd_write(writer, code);
	gd_write(writer, "\"/>");
}

/* A raised number: its characters are ASCII, or one of three bytes. */
static void
write_note_mark(GdWriter *writer, int note)
{
	char		room[16];
	GdWriter	mark;
	const unsigned char *p = (const unsigned char *) room;

	gd_writer_over(&mark, room, sizeof(room));
	gd_write_note_mark(&mark, note);
	gd_write(writer, "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>");
	for (size_t i = 0; i < mark.length; i += p[i] < 0x80 ? 1 : 3)
		write_symbol(writer, p[i] < 0x80 ? p[i] :
					 (p[i] & 15) << 12 | (p[i + 1] & 63) << 6 | (p[i + 2] & 63));
	gd_write(writer, "</w:r>");
}

static void
write_value(GdPrinter *printer, const GdSheetCell *cell, int width, int columns)
{
	static const char *const fills[] =
		{[GD_PLAIN] = NULL, [GD_FAILING] = "FFE1DC", [GD_CHANGED] = "FFF3C4",
	[GD_PARTIAL] = "E6EFFC", [GD_QUIET] = NULL};
	GdWriter   *writer = printer->writer;

	open_cell(writer, width, columns, NULL, fills[cell->emphasis]);
	gd_write(writer, "<w:p><w:pPr><w:pStyle w:val=\"Figure\"/></w:pPr>");
	if (cell->text.length > 0)
	{
		gd_write(writer, gd_is_bold(cell) ? "<w:r><w:rPr><w:b/></w:rPr><w:t>" : "<w:r><w:t>");
		gd_write_xml(writer, cell->text);
		gd_write(writer, cell->emphasis == GD_FAILING ? "*</w:t></w:r>" : "</w:t></w:r>");
	}
	if (cell->note != 0)
		write_note_mark(writer, cell->note);
	gd_write(writer, "</w:p>");
	if (cell->aside.length > 0)
		write_paragraph(writer, "Aside", cell->aside);
	gd_write(writer, "</w:tc>");
}

static void
write_label(GdWriter *writer, const GdPlace *place, int width, int columns)
{
	bool		is_note = place->kind == GD_PLACE_NOTE;

	open_cell(writer, width, columns, place->rows > 1 ? "restart" : NULL,
			  is_note ? NULL : "F0F3F7");
	write_paragraph(writer, place->kind == GD_PLACE_HEADER ? "Head" : "Label",
					gd_text_of(place->text));
	gd_write(writer, "</w:tc>");
}

/* What goes on a cell above. */
static void
write_covered(GdWriter *writer, int width, int columns)
{
	open_cell(writer, width, columns, "continue", NULL);
	gd_write(writer, "<w:p><w:pPr><w:pStyle w:val=\"Label\"/></w:pPr></w:p></w:tc>");
}

static void
open_row(GdWriter *writer, bool is_header)
{
	gd_write(writer, "<w:tr><w:trPr><w:cantSplit/>");
	gd_write(writer, is_header ? "<w:tblHeader/></w:trPr>" : "</w:trPr>");
}

/* The last column of a narrower table is as wide as those that it lacks. */
static void
write_row(GdPrinter *printer, const GdGrid *grid, const GdGrid *widest, int row)
{
	GdWriter   *writer = printer->writer;

	open_row(writer, row < grid->header_rows && grid->title == NULL);
	for (int column = 0; column < grid->columns;)
	{
		int			its_row;
		int			its_column;
		const GdPlace *place = gd_covering_place(grid, row, column, &its_row, &its_column);
		int			end = column + place->columns;
		int			columns = (end == grid->columns ? widest->columns : end) - column;
		int			width = 0;

		for (int i = column; i < column + columns; i++)
			width += column_width(widest, i);
		if (its_row < row)
			write_covered(writer, width, columns);
		else if (place->kind == GD_PLACE_VALUE)
			write_value(printer, &printer->sheet->cell[place->cell], width, columns);
		else
			write_label(writer, place, width, columns);
		column = end;
	}
	gd_write(writer, "</w:tr>\n");
}

static void
grid(GdPrinter *printer, const GdGrid *grid)
{
	GdWriter   *writer = printer->writer;
	const GdGrid *widest = gd_widest_grid(printer->sheet, grid->section);

	if (grid->title)
	{
		open_row(writer, false);
		open_cell(writer, TEXT_WIDTH, widest->columns, NULL, "F0F3F7");
		write_paragraph(writer, "Head", gd_text_of(grid->title));
		gd_write(writer, "</w:tc></w:tr>\n");
	}
	for (int row = 0; row < grid->rows; row++)
		write_row(printer, grid, widest, row);
}

static void
notes(GdPrinter *printer)
{
	for (int i = 0; i < printer->sheet->note_count; i++)
		write_paragraph(printer->writer, "Note", gd_numbered_note(printer, i));
}

static void
end_section(GdPrinter *printer, int section)
{
	if (gd_is_table(section))
		gd_write(printer->writer, "</w:tbl>\n");
	/* a section that says nothing is not one that is missing */
	else if (gd_is_empty_narrative(printer->sheet, section))
		write_paragraph(printer->writer, "Narrative", gd_text_of("\xC2\xA0"));
}

static void
end(GdPrinter *printer)
{
	gd_write(printer->writer,
			 "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/>"
			 "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"850\" w:right=\"680\""
			 " w:bottom=\"850\" w:left=\"680\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/>"
			 "</w:sectPr></w:body></w:document>");
}

static GdStatus
pack(GdPrinter *printer, GdText written, GdText *bytes)
{
	const GdPart parts[] = {
		{"[Content_Types].xml", gd_text_of(content_types)},
		{"_rels/.rels", gd_text_of(package_relationships)},
		{"word/document.xml", written},
		{"word/_rels/document.xml.rels", gd_text_of(document_relationships)},
		{"word/styles.xml", gd_text_of(styles)},
		{"word/footer1.xml", gd_text_of(footer)},
	};

	return gd_pack(printer->host, parts, sizeof(parts) / sizeof(parts[0]), bytes);
}

const GdPrinterClass gd_docx_printer =
	{begin, heading, paragraph, grid, notes, end_section, end, pack};
