/*
 * kind.c
 *	  Tells what a file is, by its bytes: signatures, what containers hold, and how text looks.
 */
#include "file/kind.h"

#include "file/html.h"

#define NEAR_BEGIN 1024			/* bytes within which PDF and MIME show */
#define ROOT_WITHIN 4096		/* bytes within which the root element of XML stands */
#define LOOK_AT_LINES 40		/* of a text, for separators */
#define SEPARATORS 2			/* in a line of CSV, at least */
#define TAR_BLOCK 512
#define TAR_MAGIC_AT 257
#define OLE_STEP 128			/* bytes of an entry of an OLE directory */

#define OFFICE "application/vnd.openxmlformats-officedocument."
#define OASIS "application/vnd.oasis.opendocument."
#define LOAD "Load it with govdisclose-load, or convert it with soffice --headless --convert-to "
#define CONVERT LOAD "docx."
#define LOOK "A picture holds no text: give the document from which it was made, or type it in."

const GdFileKindInfo gd_file_kinds[GD_FILE_KINDS] = {
	[GD_FILE_UNKNOWN] = {"unknown", "application/octet-stream", false, "not text in any encoding",
	"Give a file in one of the formats that the documentation lists."},
	[GD_FILE_EMPTY] = {"empty", "application/x-empty", false, "empty", "Give the file again."},
	[GD_FILE_TEXT] = {"text", "text/plain", true, "a text", NULL},
	[GD_FILE_HTML] = {"html", "text/html", true, "a web page", NULL},
	[GD_FILE_CSV] = {"csv", "text/csv", true, "a CSV file", NULL},
	[GD_FILE_JSON] = {"json", "application/json", true, "a JSON file", NULL},
	[GD_FILE_XML] = {"xml", "text/xml", true, "an XML file", NULL},
	[GD_FILE_WORD_XML] = {"word_xml", "application/xml", true, "a Word document in XML", NULL},
	[GD_FILE_EXCEL_XML] = {"excel_xml", "application/xml", true, "an Excel workbook in XML", NULL},
	[GD_FILE_FLAT_ODF] = {"flat_odf", "application/xml", true, "an OpenDocument in one XML file",
	NULL},
	[GD_FILE_MHT] = {"mht", "multipart/related", true, "a web archive",
	"It holds no page: give the page itself."},
	[GD_FILE_DOCX] = {"docx", OFFICE "wordprocessingml.document", true, "a Word document", NULL},
	[GD_FILE_XLSX] = {"xlsx", OFFICE "spreadsheetml.sheet", true, "an Excel workbook", NULL},
	[GD_FILE_ODT] = {"odt", OASIS "text", true, "an OpenDocument text", NULL},
	[GD_FILE_ODS] = {"ods", OASIS "spreadsheet", true, "an OpenDocument spreadsheet", NULL},
	[GD_FILE_GZ] = {"gz", "application/gzip", true, "a gzip file", NULL},
	[GD_FILE_ZIP] = {"zip", "application/zip", false, "an archive of files",
	"Give each of its files by itself."},
	[GD_FILE_TAR] = {"tar", "application/x-tar", false, "an archive of files",
	"Load it with govdisclose-load, or give each of its files by itself."},
	[GD_FILE_PDF] = {"pdf", "application/pdf", false, "a PDF file",
	"Load it with govdisclose-load, or give what pdftotext -bbox-layout prints of it."},
	[GD_FILE_OFD] = {"ofd", "application/ofd", false, "an OFD file",
	"Export it as PDF, and load that with govdisclose-load."},
	[GD_FILE_DOC] = {"doc", "application/msword", false, "an old Word file", CONVERT},
	[GD_FILE_XLS] = {"xls", "application/vnd.ms-excel", false, "an old Excel file",
	LOAD "xlsx."},
	[GD_FILE_PPT] = {"ppt", "application/vnd.ms-powerpoint", false, "a PowerPoint file",
	"Give the report itself as a document."},
	[GD_FILE_RTF] = {"rtf", "application/rtf", false, "an RTF file", CONVERT},
	[GD_FILE_XLSB] = {"xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12", false,
	"an Excel workbook in binary form",
	LOAD "xlsx."},
	[GD_FILE_PPTX] = {"pptx", OFFICE "presentationml.presentation", false, "a PowerPoint file",
	"Give the report itself as a document."},
	[GD_FILE_ENCRYPTED] = {"encrypted", "application/encrypted", false,
	"an encrypted file of an office program", "Save it without a password, and give that file."},
	[GD_FILE_OLE] = {"ole", "application/x-ole-storage", false,
	"an old file of an office program", CONVERT},
	[GD_FILE_RAR] = {"rar", "application/vnd.rar", false, "an archive of files",
	"Unpack it, and give each of its files by itself."},
	[GD_FILE_7Z] = {"7z", "application/x-7z-compressed", false, "an archive of files",
	"Unpack it, and give each of its files by itself."},
	[GD_FILE_PNG] = {"png", "image/png", false, "a picture", LOOK},
	[GD_FILE_JPEG] = {"jpeg", "image/jpeg", false, "a picture", LOOK},
	[GD_FILE_TIFF] = {"tiff", "image/tiff", false, "a picture", LOOK},
	[GD_FILE_GIF] = {"gif", "image/gif", false, "a picture", LOOK},
	[GD_FILE_BMP] = {"bmp", "image/bmp", false, "a picture", LOOK},
};

typedef struct Signature
{
	GdFileKind	kind;
	char		bytes[9];
	uint8_t		length;
} Signature;

static const Signature signatures[] = {
	{GD_FILE_ZIP, "PK\3\4", 4}, {GD_FILE_ZIP, "PK\5\6", 4}, {GD_FILE_GZ, "\x1F\x8B\x08", 3},
	{GD_FILE_OLE, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}, {GD_FILE_RTF, "{\\rtf", 5},
	{GD_FILE_RAR, "Rar!\x1A\x07", 6}, {GD_FILE_7Z, "7z\xBC\xAF\x27\x1C", 6},
	{GD_FILE_PNG, "\x89PNG\r\n\x1A\n", 8}, {GD_FILE_JPEG, "\xFF\xD8\xFF", 3},
	{GD_FILE_TIFF, "II*\0", 4}, {GD_FILE_TIFF, "MM\0*", 4}, {GD_FILE_GIF, "GIF8", 4}
};

/* The names of streams in an OLE file. */
typedef struct Stream
{
	GdFileKind	kind;
	char		name[24];
} Stream;

static const Stream streams[] = {
	{GD_FILE_ENCRYPTED, "EncryptedPackage"}, {GD_FILE_DOC, "WordDocument"},
	{GD_FILE_XLS, "Workbook"}, {GD_FILE_XLS, "Book"}, {GD_FILE_PPT, "PowerPoint Document"}
};

/* What some entry of a zip tells about it, in the order in which they are looked for. */
typedef struct Entry
{
	GdFileKind	kind;
	char		name[24];
} Entry;

static const Entry entries[] = {
	{GD_FILE_DOCX, "word/document.xml"}, {GD_FILE_XLSX, "xl/workbook.xml"},
	{GD_FILE_XLSB, "xl/workbook.bin"}, {GD_FILE_PPTX, "ppt/presentation.xml"},
	{GD_FILE_OFD, "OFD.xml"}
};

/* What a package says of its main part, wherever that is. */
typedef struct MainPart
{
	GdFileKind	kind;
	const char *type;
} MainPart;

#define TYPES "[Content_Types].xml"

static const MainPart main_parts[] = {
	{GD_FILE_DOCX, "wordprocessingml.document.main"}, {GD_FILE_DOCX, "ms-word.document."},
	{GD_FILE_DOCX, "wordprocessingml.template.main"}, {GD_FILE_DOCX, "ms-word.template."},
	{GD_FILE_XLSX, "spreadsheetml.sheet.main"}, {GD_FILE_XLSX, "ms-excel.sheet.macro"},
	{GD_FILE_XLSX, "spreadsheetml.template.main"}, {GD_FILE_XLSX, "ms-excel.template."},
	{GD_FILE_XLSB, "ms-excel.sheet.binary."}
};

/* What stands in the root element of XML. */
typedef struct Root
{
	GdFileKind	kind;
	char		words[24];
} Root;

static const Root roots[] = {
	{GD_FILE_WORD_XML, "<pkg:package"}, {GD_FILE_WORD_XML, "<w:wordDocument"},
	{GD_FILE_WORD_XML, "<w:document"},	/* document.xml out of a docx */
	{GD_FILE_EXCEL_XML, "<Workbook"}, {GD_FILE_EXCEL_XML, "<ss:Workbook"},
	{GD_FILE_FLAT_ODF, "<office:document"}
};

/* Do the bytes stand within the first so many? */
static bool
holds(GdText bytes, size_t within, const void *searched, size_t length)
{
	const char *p = bytes.data;
	const char *end = p + (bytes.length < within ? bytes.length : within);

	while (end - p >= (ptrdiff_t) length &&
		   (p = memchr(p, *(const char *) searched, (size_t) (end - p) - length + 1)) != NULL)
	{
		if (memcmp(p, searched, length) == 0)
			return true;
		p++;
	}
	return false;
}

/* Is the entry of an OLE directory at p the stream of this name? */
static bool
is_stream(const char *p, const char *name)
{
	size_t		length = strlen(name);

	if ((unsigned char) p[64] != 2 * length + 2 || p[65] != 0)
		return false;
	for (size_t i = 0; i <= length; i++)
	{
		if (p[2 * i] != name[i] || p[2 * i + 1] != 0)
			return false;
	}
	return true;
}

static GdFileKind
kind_of_ole(GdText bytes)
{
	for (size_t i = 0; i < sizeof(streams) / sizeof(streams[0]); i++)
	{
		for (size_t at = 0; at + OLE_STEP <= bytes.length; at += OLE_STEP)
		{
			if (is_stream(bytes.data + at, streams[i].name))
				return streams[i].kind;
		}
	}
	return GD_FILE_OLE;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static GdText
skip_blanks(GdText text)
{
	if (text.length >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
		text = (GdText) {text.data + 3, text.length - 3};
	while (text.length > 0 && is_blank(*text.data))
		text = (GdText) {text.data + 1, text.length - 1};
	return text;
}

static GdFileKind
kind_of_markup(GdText bytes)
{
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
	{
		if (holds(bytes, ROOT_WITHIN, roots[i].words, strlen(roots[i].words)))
			return roots[i].kind;
	}
	return GD_FILE_UNKNOWN;
}

/* The head of a mail message with parts. */
static bool
is_mime(GdText bytes)
{
	return holds(bytes, NEAR_BEGIN, "MIME-Version:", 13) &&
		(holds(bytes, ROOT_WITHIN, "Content-Type:", 13) ||
		 holds(bytes, ROOT_WITHIN, "Content-type:", 13));
}

GdFileKind
gd_kind_of_bytes(GdText bytes)
{
	GdText		begin = skip_blanks(bytes);

	for (size_t i = 0; i < sizeof(signatures) / sizeof(signatures[0]); i++)
	{
		const Signature *s = &signatures[i];

		if (bytes.length >= s->length && memcmp(bytes.data, s->bytes, s->length) == 0)
			return s->kind == GD_FILE_OLE ? kind_of_ole(bytes) : s->kind;
	}
	if (bytes.length >= TAR_BLOCK && memcmp(bytes.data + TAR_MAGIC_AT, "ustar", 5) == 0)
		return GD_FILE_TAR;
	if (holds(bytes, NEAR_BEGIN, "%PDF-", 5))
		return GD_FILE_PDF;
	if (begin.length > 0 && *begin.data == '<')
		return kind_of_markup(begin);
	return is_mime(bytes) ? GD_FILE_MHT : GD_FILE_UNKNOWN;
}

/* An OpenDocument says its media type; what is neither text nor sheets is no document to read. */
static GdStatus
read_media_type(GdArchive *archive, int64_t entry, GdFileKind *kind)
{
	GdText		type = {"", 0};
	GdStatus	status = gd_read_entry(archive, entry, &type);

	if (holds(type, NEAR_BEGIN, OASIS "spreadsheet", sizeof(OASIS "spreadsheet") - 1))
		*kind = GD_FILE_ODS;
	else if (holds(type, NEAR_BEGIN, OASIS "text", sizeof(OASIS "text") - 1))
		*kind = GD_FILE_ODT;
	return status;
}

/* An office package whose main part has another name than usual says what it is. */
static GdStatus
read_content_types(GdArchive *archive, int64_t entry, GdFileKind *kind)
{
	GdText		types = {"", 0};
	GdStatus	status = gd_read_entry(archive, entry, &types);

	for (size_t i = 0; i < sizeof(main_parts) / sizeof(main_parts[0]); i++)
	{
		const char *type = main_parts[i].type;

		if (*kind == GD_FILE_ZIP && holds(types, types.length, type, strlen(type)))
			*kind = main_parts[i].kind;
	}
	return status;
}

GdStatus
gd_kind_of_archive(GdArchive *archive, GdFileKind *kind)
{
	int64_t		media_type = gd_find_entry(archive, "mimetype");
	int64_t		types = gd_find_entry(archive, TYPES);

	*kind = GD_FILE_ZIP;
	for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++)
	{
		if (gd_find_entry(archive, entries[i].name) < 0)
			continue;
		*kind = entries[i].kind;
		return GD_OK;
	}
	if (media_type >= 0)
		return read_media_type(archive, media_type, kind);
	return types >= 0 ? read_content_types(archive, types, kind) : GD_OK;
}

/* Folders, and what macOS adds. */
static bool
is_no_file(const char *name)
{
	size_t		length = strlen(name);

	return length == 0 || name[length - 1] == '/' || strncmp(name, "__MACOSX/", 9) == 0;
}

int64_t
gd_only_entry(GdArchive *archive, int64_t *count)
{
	int64_t		found = -1;

	*count = 0;
	for (int64_t i = 0; i < gd_archive_count(archive); i++)
	{
		if (is_no_file(gd_archive_name(archive, i)))
			continue;
		found = i;
		(*count)++;
	}
	return *count == 1 ? found : -1;
}

/* Has the line the separators of CSV? */
static bool
is_separated(const char *p, const char *end)
{
	int			count[3] = {0};

	for (; p < end; p++)
	{
		count[0] += *p == ',';
		count[1] += *p == ';';
		count[2] += *p == '\t';
	}
	return count[0] >= SEPARATORS || count[1] >= SEPARATORS || count[2] >= SEPARATORS;
}

static bool
is_csv(GdText text)
{
	const char *end = text.data + text.length;
	int			lines = 0;
	int			separated = 0;

	for (const char *p = text.data; p < end && lines < LOOK_AT_LINES; lines++)
	{
		const char *line_end = memchr(p, '\n', (size_t) (end - p));

		if (line_end == NULL)
			line_end = end;
		separated += is_separated(p, line_end);
		p = line_end + 1;
	}
	return separated > 1 && separated * 2 > lines;
}

GdFileKind
gd_kind_of_text(const GdHost *host, GdText text)
{
	GdText		begin = skip_blanks(text);

	if (begin.length == 0)
		return GD_FILE_EMPTY;
	if (gd_is_html(host, text.data, text.length))
		return GD_FILE_HTML;
	if (begin.length >= 5 && memcmp(begin.data, "<?xml", 5) == 0)
		return GD_FILE_XML;
	if (*begin.data == '{' || *begin.data == '[')
		return GD_FILE_JSON;
	return is_csv(begin) ? GD_FILE_CSV : GD_FILE_TEXT;
}
