/*
 * office_xml.c
 *	  An office file in one XML file: the root element is chosen by the first byte.
 */
#include "checks.h"

#define W " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define PKG "http://schemas.microsoft.com/office/2006/xmlPackage"
#define SS "urn:schemas-microsoft-com:office:spreadsheet"
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

static const char *const roots[] = {
	"<w:document" W ">",
	"<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\">",
	"<pkg:package xmlns:pkg=\"" PKG "\"" W ">",
	"<Workbook xmlns=\"" SS "\" xmlns:ss=\"" SS "\">",
	"<office:document xmlns:office=\"" OASIS "office:1.0\" xmlns:text=\"" OASIS "text:1.0\""
	" xmlns:table=\"" OASIS "table:1.0\" xmlns:style=\"" OASIS "style:1.0\""
	" xmlns:draw=\"" OASIS "drawing:1.0\">"
};

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	if (size > 0)
		check_behind(roots[data[0] % (sizeof(roots) / sizeof(roots[0]))], data + 1, size - 1);
	return 0;
}
