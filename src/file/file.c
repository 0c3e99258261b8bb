/*
 * file.c
 *	  The door for files as they were published: bytes → what they are, and their text.
 */
#include "file/file.h"

#include "file/decode.h"
#include "file/excel_xml.h"
#include "file/origin.h"
#include "file/html.h"
#include "file/mime.h"
#include "file/opendocument.h"
#include "file/parts.h"
#include "file/word.h"
#include "file/workbook.h"
#include "text/writer.h"

#define DEEPEST 3				/* archives in one another */

typedef struct Reading
{
	const GdHost *host;
	size_t		length;			/* of the file */
	GdBudget	budget;
	int			depth;
	GdFile	   *file;
} Reading;

static GdStatus read_bytes(Reading *r, GdText bytes, GdFileKind *kind);

/*
 * The text of an office file, where it has what looks like a tag: so that the parser takes none of
 * it for HTML, it becomes HTML that shows the text.
 */
static GdStatus
escape_tags(const GdHost *host, GdDecoded *decoded)
{
	GdText		plain = {decoded->text, decoded->length};
	GdText		escaped;
	GdWriter	writer;

	gd_writer_in(&writer, host, plain.length + plain.length / 8 + 64);
	while (plain.length > 0)
	{
		const char *line_end = memchr(plain.data, '\n', plain.length);
		size_t		length = line_end ? (size_t) (line_end - plain.data) : plain.length;
		/* a row of a table stays one */
		bool		is_row = *plain.data == '|' || length == 0;

		gd_write(&writer, is_row ? "" : "<p>");
		gd_write_escaped(&writer, (GdText) {plain.data, length});
		gd_write(&writer, is_row ? "\n" : "</p>\n");
		length += line_end != NULL;
		plain = (GdText) {plain.data + length, plain.length - length};
	}
	if (writer.is_full)
		return GD_OUT_OF_MEMORY;
	escaped = gd_written(&writer, 0);
	decoded->text = (char *) escaped.data;
	decoded->length = escaped.length;
	return GD_OK;
}

/* Makes text of what has been written onto the tape. */
static GdStatus
finish_office(Reading *r, GdOffice *office)
{
	GdTape	   *tape = &office->tape;
	char	   *text;
	size_t		length;
	GdStatus	status;

	office->source = (GdSource) {.tape = tape, .is_marked = true};
	gd_tape_reserve(r->host, tape, GD_TABLE_DEPTH);
	while (tape->table_count > 0)
		gd_tape_close_table(tape);
	if (tape->is_full || office->sheets.is_full)
		return office->is_too_large ? GD_TOO_LARGE : GD_OUT_OF_MEMORY;
	office->source.blanks = tape->length + 1024;
	status = gd_source_to_text(r->host, &office->source, &text, &length);
	if (status != GD_OK)
		return status;
	office->length = length;
	r->file->office = office;
	r->file->decoded = (GdDecoded) {.text = text, .length = length, .encoding = "UTF-8",
	.basis = GD_BASIS_WELL_FORMED};
	r->file->is_read = true;
	return gd_is_html(r->host, text, length) ? escape_tags(r->host, &r->file->decoded) : GD_OK;
}

static GdOffice *
open_office(Reading *r)
{
	GdOffice   *office = r->host->allocate(r->host->arena, sizeof(GdOffice));

	if (office == NULL)
		return NULL;
	memset(office, 0, sizeof(*office));
	office->host = r->host;
	office->sheets.size = sizeof(GdText);
	office->limit = gd_budget_for(r->length).bytes;
	return office;
}

typedef GdStatus (*ReadMarkup) (GdOffice *office, GdText xml);

static GdStatus
read_document(Reading *r, GdText xml, ReadMarkup read)
{
	GdOffice   *office = open_office(r);
	GdStatus	status = office ? read(office, xml) : GD_OUT_OF_MEMORY;

	return status == GD_OK ? finish_office(r, office) : status;
}

/* A document without words of its own may show another file: programs for the web write such. */
static GdStatus
read_shown_part(Reading *r, GdArchive *archive, const char *document)
{
	char		path[GD_PART_PATH];
	GdText		content;
	GdFileKind	inner;
	GdStatus	status = gd_find_related(r->host, archive, document, "/aFChunk", path);

	if (status != GD_OK || path[0] == '\0')
		return status;
	status = gd_read_part(archive, path, &content);
	r->file->office = NULL;
	return status == GD_OK ? read_bytes(r, content, &inner) : status;
}

static GdStatus
read_word_package(Reading *r, GdArchive *archive)
{
	char		path[GD_PART_PATH] = "word/document.xml";
	GdText		xml;
	GdStatus	status = GD_OK;

	if (gd_find_entry(archive, path) < 0)
		status = gd_find_related(r->host, archive, "", "/officeDocument", path);
	if (status == GD_OK)
		status = gd_read_part(archive, path, &xml);
	if (status == GD_OK)
		status = read_document(r, xml, gd_read_word);
	return status == GD_OK && r->file->decoded.length == 0 ?
		read_shown_part(r, archive, path) : status;
}

static GdStatus
read_opendocument(Reading *r, GdArchive *archive)
{
	GdText		xml;
	GdStatus	status = gd_read_part(archive, "content.xml", &xml);

	return status == GD_OK ? read_document(r, xml, gd_read_opendocument) : status;
}

/* A zip that is no document: of one file, it is that file. */
static GdStatus
read_only_entry(Reading *r, GdArchive *archive)
{
	int64_t		entry = gd_only_entry(archive, &r->file->files);
	GdFileKind	inner;
	GdText		content;
	GdStatus	status;

	if (entry < 0)
		return GD_OK;
	status = gd_read_entry(archive, entry, &content);
	gd_close_archive(archive);
	return status == GD_OK ? read_bytes(r, content, &inner) : status;
}

static GdStatus
read_workbook(Reading *r, GdArchive *archive)
{
	GdOffice   *office = open_office(r);
	GdStatus	status = office ? gd_read_workbook(office, archive) : GD_OUT_OF_MEMORY;

	return status == GD_OK ? finish_office(r, office) : status;
}

static GdStatus
read_archive_kind(Reading *r, GdArchive *archive, GdFileKind kind)
{
	switch (kind)
	{
		case GD_FILE_DOCX:
			return read_word_package(r, archive);
		case GD_FILE_XLSX:
			return read_workbook(r, archive);
		case GD_FILE_ODT:
		case GD_FILE_ODS:
			return read_opendocument(r, archive);
		case GD_FILE_ZIP:
			return read_only_entry(r, archive);
		default:
			return GD_OK;
	}
}

static GdStatus
read_archive(Reading *r, GdText bytes, GdFileKind *kind)
{
	GdArchive  *archive;
	GdStatus	status = gd_open_archive(r->host, bytes, &r->budget, &archive);

	if (status != GD_OK)
		return status;
	status = gd_kind_of_archive(archive, kind);
	if (status == GD_OK)
		status = read_archive_kind(r, archive, *kind);
	gd_close_archive(archive);
	return gd_archive_ran_out(archive) ? GD_OUT_OF_MEMORY : status;
}

/* Text in any encoding; of bytes that are text in none, what ICU makes of them. */
static GdStatus
read_text(Reading *r, GdText bytes, GdFileKind *kind)
{
	GdDecoded  *decoded = &r->file->decoded;
	GdStatus	status = gd_decode(r->host, (const unsigned char *) bytes.data, bytes.length,
								   decoded);

	if (status != GD_OK)
		return status;
	*kind = gd_kind_of_text(r->host, (GdText) {decoded->text, decoded->length});
	if (decoded->basis == GD_BASIS_NONE && decoded->undecodable > decoded->length / 16)
		*kind = GD_FILE_UNKNOWN;
	r->file->is_read = gd_file_kinds[*kind].is_read;
	return GD_OK;
}

static GdStatus
read_gzip(Reading *r, GdText bytes, GdFileKind *kind)
{
	GdText		content;
	GdFileKind	inner;
	GdStatus	status = gd_read_gzip(r->host, bytes, &r->budget, &content);

	return status == GD_OK ? read_bytes(r, content, &inner) : status;
}

/* The page of a web archive; where there is none, it is no archive. */
static GdStatus
read_mime(Reading *r, GdText bytes, GdFileKind *kind)
{
	GdText		page;
	GdFileKind	inner;
	GdStatus	status = gd_read_mime(r->host, bytes, &page);

	if (status != GD_OK || page.data == NULL)
		return status;
	return read_text(r, page, &inner);
}

static GdStatus
read_word(Reading *r, GdText bytes, GdFileKind *kind)
{
	return read_document(r, bytes, gd_read_word);
}

static GdStatus
read_excel_xml(Reading *r, GdText bytes, GdFileKind *kind)
{
	return read_document(r, bytes, gd_read_excel_xml);
}

static GdStatus
read_flat(Reading *r, GdText bytes, GdFileKind *kind)
{
	return read_document(r, bytes, gd_read_opendocument);
}

/* How a file is read that is of a kind by its bytes; what has no function is not. */
typedef struct Way
{
	GdStatus	(*read) (Reading *r, GdText bytes, GdFileKind *kind);
	bool		is_text;		/* such a file may stand in a text */
} Way;

static const Way ways[GD_FILE_KINDS] = {
	[GD_FILE_UNKNOWN] = {read_text, false},
	[GD_FILE_ZIP] = {read_archive, false},
	[GD_FILE_GZ] = {read_gzip, false},
	[GD_FILE_MHT] = {read_mime, true},
	[GD_FILE_WORD_XML] = {read_word, true},
	[GD_FILE_EXCEL_XML] = {read_excel_xml, true},
	[GD_FILE_FLAT_ODF] = {read_flat, true},
};

/* Sets kind before anything can fail. */
static GdStatus
read_bytes(Reading *r, GdText bytes, GdFileKind *kind)
{
	*kind = gd_kind_of_bytes(bytes);
	if (r->depth++ == DEEPEST)
		return GD_TOO_LARGE;
	return ways[*kind].read ? ways[*kind].read(r, bytes, kind) : GD_OK;
}

bool
gd_is_file_in_text(GdText text)
{
	return ways[gd_kind_of_bytes(text)].is_text;
}

GdStatus
gd_read_file(const GdHost *host, const unsigned char *bytes, size_t length, GdFile *file)
{
	Reading		r = {host, length, gd_budget_for(length), 0, file};
	GdStatus	status;

	*file = (GdFile) {.decoded = {.text = "", .encoding = "UTF-8"}};
	file->decoded.basis = GD_BASIS_NONE;
	status = read_bytes(&r, (GdText) {(const char *) bytes, length}, &file->kind);
	if (status != GD_OK)
		file->is_read = false;
	return status;
}
