/*
 * xlsx.c
 *	  An Excel file: a sheet, its strings, its styles and the workbook, with NUL between them.
 */
#include "checks.h"
#include "package.h"

#define PARTS(array) ((int) (sizeof(array) / sizeof(array[0])))

static const char workbook[] =
	"<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
	"<sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
static const char relations[] =
	"<Relationships><Relationship Id=\"r1\" Target=\"worksheets/a.xml\"/></Relationships>";

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	Part		parts[] = {
		{"xl/worksheets/a.xml", {"", 0}}, {"xl/sharedStrings.xml", {"<sst/>", 6}},
		{"xl/styles.xml", {"<styleSheet/>", 13}}, {"xl/workbook.xml", {workbook,
			sizeof(workbook) - 1}},
		{"xl/_rels/workbook.xml.rels", {relations, sizeof(relations) - 1}}
	};

	check_package(parts, PARTS(parts), PARTS(parts), data, size);
	return 0;
}
