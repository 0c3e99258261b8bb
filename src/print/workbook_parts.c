/*
 * workbook_parts.c
 *	  What a workbook has besides its worksheets: the looks of cells, and what ties all together.
 */
#include "print/workbook_parts.h"

#include "print/package.h"
#include "print/print.h"

#define RELATIONSHIPS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

#define FOLDER "xl/"
#define LONGEST_NAME 31			/* characters: of a worksheet */
#define FIRST_FORMAT 164		/* of a number, that is a workbook's own */

static const char content_types[] =
	GD_XML_DECLARATION
	"<Types xmlns=\"" PACKAGE "content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
	"relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"" SHEET_TYPE "worksheet+xml\"/>"
	"<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE "sheet.main+xml\"/>"
	"<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_TYPE "styles+xml\"/>"
	"</Types>";

static const char package_relationships[] =
	GD_XML_DECLARATION
	"<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" RELATIONSHIPS "/officeDocument\""
	" Target=\"xl/workbook.xml\"/></Relationships>";

#define FONT(style, size, name) \
	"<font>" style "<sz val=\"" size "\"/><name val=\"" name "\"/><charset val=\"134\"/></font>"
#define FILL(color) \
	"<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF" color "\"/></patternFill></fill>"
#define SIDE(name) "<" name " style=\"thin\"><color rgb=\"FF000000\"/></" name ">"

/* The two fills in front are fixed; behind the third, that of labels, are those of emphasis. */
static const char fonts_fills_borders[] =
	"<fonts count=\"5\">" FONT("", "10", "宋体") FONT("<b/>", "18", "宋体")
	FONT("<b/>", "12", "黑体") FONT("", "9", "宋体") FONT("<b/>", "9", "宋体") "</fonts>"
	"<fills count=\"6\"><fill><patternFill patternType=\"none\"/></fill>"
	"<fill><patternFill patternType=\"gray125\"/></fill>" FILL("F0F3F7") FILL("FFE1DC")
	FILL("FFF3C4") FILL("E6EFFC") "</fills>"
	"<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
	"<border>" SIDE("left") SIDE("right") SIDE("top") SIDE("bottom") "<diagonal/></border>"
	"</borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>";

#define LOOK(font, fill, border, alignment) \
	"<xf xfId=\"0\" numFmtId=\"0\" fontId=\"" font "\" fillId=\"" fill "\" borderId=\"" border \
	"\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">" \
	"<alignment vertical=\"center\" wrapText=\"1\"" alignment "/></xf>"

static const char *const looks_of_text[GD_LOOK_COUNT] = {
	[GD_LOOK_DEFAULT] = "<xf xfId=\"0\"/>",
	[GD_LOOK_TITLE] = LOOK("1", "0", "0", " horizontal=\"center\""),
	[GD_LOOK_LEAD] = LOOK("0", "0", "0", " horizontal=\"center\""),
	[GD_LOOK_HEADING] = LOOK("2", "0", "0", " horizontal=\"left\""),
	[GD_LOOK_NARRATIVE] = LOOK("0", "0", "0", " horizontal=\"left\""),
	[GD_LOOK_HEAD] = LOOK("3", "2", "1", " horizontal=\"center\""),
	[GD_LOOK_LABEL] = LOOK("3", "2", "1", " horizontal=\"left\""),
	[GD_LOOK_REMARK] = LOOK("3", "0", "1", " horizontal=\"left\""),
};

static bool
is_same(const GdLook *a, const GdLook *b)
{
	return a->unit == b->unit && a->emphasis == b->emphasis && a->note == b->note &&
		a->aside.length == b->aside.length &&
		(a->aside.length == 0 || memcmp(a->aside.data, b->aside.data, a->aside.length) == 0);
}

int
gd_find_look(GdLooks *looks, GdLook wanted)
{
	int			i = 0;

	while (i < looks->count && !is_same(&looks->look[i], &wanted))
		i++;
	if (i == looks->count)
		looks->look[looks->count++] = wanted;
	return GD_LOOK_COUNT + i;
}

/* The mark of a note and what is in brackets, as a format has words. */
static void
write_behind(GdWriter *writer, const GdLook *look)
{
	if (look->note == 0 && look->aside.length == 0)
		return;
	gd_write(writer, look->emphasis == GD_FAILING ? "\"*" : "\"");
	if (look->note != 0)
		gd_write_note_mark(writer, look->note);
	if (look->aside.length > 0)
	{
		gd_write(writer, "（");
		gd_write_text(writer, look->aside);
		gd_write(writer, "）");
	}
	gd_write(writer, "\"");
}

/* Of a positive number, a negative one, zero and a text, each with the mark behind it. */
static void
write_format(GdWriter *writer, const GdLook *look)
{
	static const char *const counts[] = {"0", "-0", "0", "@"};
	static const char *const amounts[] = {"General", "-General", "General", "@"};
	static const char *const changes[] = {"\"增\"0", "\"减\"0", "0", "@"};
	static const char *const *const parts[] = {
		[GD_UNIT_COUNT] = counts, [GD_UNIT_CHANGE] = changes,
		[GD_UNIT_WAN_YUAN] = amounts, [GD_UNIT_YUAN] = amounts,
	};
	char		room[512];
	GdWriter	format;

	gd_writer_over(&format, room, sizeof(room));
	for (int i = 0; i < 4; i++)
	{
		gd_write(&format, i > 0 ? ";" : "");
		gd_write(&format, parts[look->unit][i]);
		write_behind(&format, look);
	}
	gd_write_escaped(writer, gd_written(&format, 0));
}

static void
write_look(GdWriter *writer, const GdLook *look, int format)
{
	static const int fills[] = {[GD_PLAIN] = 0, [GD_FAILING] = 3, [GD_CHANGED] = 4,
	[GD_PARTIAL] = 5, [GD_QUIET] = 0};

	gd_write(writer, "<xf xfId=\"0\"");
	gd_write_attribute(writer, "numFmtId", format);
	gd_write_attribute(writer, "fontId", look->emphasis == GD_FAILING ||
					   look->emphasis == GD_CHANGED ? 4 : 3);
	gd_write_attribute(writer, "fillId", fills[look->emphasis]);
	gd_write(writer, " borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\""
			 " applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"center\""
			 " vertical=\"center\" shrinkToFit=\"1\"/></xf>");
}

static void
write_formats(GdWriter *writer, const GdLooks *looks)
{
	if (looks->count == 0)
		return;
	gd_write(writer, "<numFmts");
	gd_write_attribute(writer, "count", looks->count);
	gd_write(writer, ">");
	for (int i = 0; i < looks->count; i++)
	{
		gd_write(writer, "<numFmt");
		gd_write_attribute(writer, "numFmtId", FIRST_FORMAT + i);
		gd_write(writer, " formatCode=\"");
		write_format(writer, &looks->look[i]);
		gd_write(writer, "\"/>");
	}
	gd_write(writer, "</numFmts>");
}

static void
write_styles(GdWriter *writer, const GdLooks *looks)
{
	gd_write(writer, GD_XML_DECLARATION "<styleSheet xmlns=\"" GD_SPREADSHEET "\">");
	write_formats(writer, looks);
	gd_write(writer, fonts_fills_borders);
	gd_write(writer, "<cellXfs");
	gd_write_attribute(writer, "count", GD_LOOK_COUNT + looks->count);
	gd_write(writer, ">");
	for (int i = 0; i < GD_LOOK_COUNT; i++)
		gd_write(writer, looks_of_text[i]);
	for (int i = 0; i < looks->count; i++)
		write_look(writer, &looks->look[i], FIRST_FORMAT + i);
	gd_write(writer, "</cellXfs></styleSheet>");
}

/* As many characters as a workbook allows. */
static GdText
worksheet_name(GdText name)
{
	int			characters = 0;
	size_t		i = 0;

	if (name.length == 0)
		return gd_text_of("年度报告");
	for (; i < name.length; i++)
	{
		if (((unsigned char) name.data[i] & 0xC0) != 0x80 && ++characters > LONGEST_NAME)
			break;
	}
	return (GdText) {name.data, i};
}

static void
write_workbook(GdWriter *writer, const GdWorksheets *worksheets)
{
	gd_write(writer, GD_XML_DECLARATION "<workbook xmlns=\"" GD_SPREADSHEET "\" xmlns:r=\""
			 RELATIONSHIPS "\"><sheets>");
	for (int i = 0; i < worksheets->count; i++)
	{
		gd_write(writer, "<sheet name=\"");
		gd_write_xml(writer, worksheet_name(worksheets->name[i]));
		gd_write(writer, "\"");
		gd_write_attribute(writer, "sheetId", i + 1);
		gd_write(writer, " r:id=\"rId");
		gd_write_number(writer, i + 1);
		gd_write(writer, "\"/>");
	}
	gd_write(writer, "</sheets></workbook>");
}

static void
write_relationship(GdWriter *writer, int number, const char *type, const char *target)
{
	gd_write(writer, "<Relationship Id=\"rId");
	gd_write_number(writer, number);
	gd_write(writer, "\" Type=\"" RELATIONSHIPS "/");
	gd_write(writer, type);
	gd_write(writer, "\" Target=\"");
	gd_write(writer, target);
	gd_write(writer, "\"/>");
}

static const char *const worksheet_parts[GD_MOST_WORKSHEETS] = {
	"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml",
	"xl/worksheets/sheet4.xml", "xl/worksheets/sheet5.xml", "xl/worksheets/sheet6.xml",
	"xl/worksheets/sheet7.xml", "xl/worksheets/sheet8.xml", "xl/worksheets/sheet9.xml",
};

static void
write_relationships(GdWriter *writer, const GdWorksheets *worksheets)
{
	gd_write(writer, GD_XML_DECLARATION "<Relationships xmlns=\"" PACKAGE "relationships\">");
	for (int i = 0; i < worksheets->count; i++)
		write_relationship(writer, i + 1, "worksheet", worksheet_parts[i] + strlen(FOLDER));
	write_relationship(writer, worksheets->count + 1, "styles", "styles.xml");
	gd_write(writer, "</Relationships>");
}

GdStatus
gd_pack_workbook(const GdHost *host, const GdLooks *looks, const GdWorksheets *worksheets,
				 GdText *bytes)
{
	GdWriter	writer;
	size_t		begin[4] = {0};
	GdPart		parts[5 + GD_MOST_WORKSHEETS] = {
		{"[Content_Types].xml", gd_text_of(content_types)},
		{"_rels/.rels", gd_text_of(package_relationships)},
		{FOLDER "workbook.xml"}, {FOLDER "_rels/workbook.xml.rels"}, {FOLDER "styles.xml"},
	};

	gd_writer_in(&writer, host, 16384);
	write_workbook(&writer, worksheets);
	begin[1] = writer.length;
	write_relationships(&writer, worksheets);
	begin[2] = writer.length;
	write_styles(&writer, looks);
	begin[3] = writer.length;
	for (int i = 0; i < 3; i++)
		parts[2 + i].content = (GdText) {writer.data + begin[i], begin[i + 1] - begin[i]};
	for (int i = 0; i < worksheets->count; i++)
		parts[5 + i] = (GdPart) {worksheet_parts[i], worksheets->content[i]};
	return writer.is_full ? GD_OUT_OF_MEMORY :
		gd_pack(host, parts, 5 + worksheets->count, bytes);
}
