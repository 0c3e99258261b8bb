/*
 * kind.h
 *	  Tells what a file is, by its bytes: signatures, what containers hold, and how text looks.
 */
#ifndef KIND_H
#define KIND_H

#include "file/archive.h"

typedef enum GdFileKind
{
	GD_FILE_UNKNOWN,
	GD_FILE_EMPTY,
	GD_FILE_TEXT,
	GD_FILE_HTML,
	GD_FILE_CSV,
	GD_FILE_JSON,
	GD_FILE_XML,
	GD_FILE_WORD_XML,			/* Flat OPC and Word 2003 */
	GD_FILE_EXCEL_XML,			/* Excel 2003 */
	GD_FILE_FLAT_ODF,
	GD_FILE_MHT,
	GD_FILE_DOCX,
	GD_FILE_XLSX,
	GD_FILE_ODT,
	GD_FILE_ODS,
	GD_FILE_GZ,
	GD_FILE_ZIP,
	GD_FILE_TAR,
	GD_FILE_PDF,
	GD_FILE_OFD,
	GD_FILE_DOC,
	GD_FILE_XLS,
	GD_FILE_PPT,
	GD_FILE_RTF,
	GD_FILE_XLSB,
	GD_FILE_PPTX,
	GD_FILE_ENCRYPTED,
	GD_FILE_OLE,
	GD_FILE_RAR,
	GD_FILE_7Z,
	GD_FILE_PNG,
	GD_FILE_JPEG,
	GD_FILE_TIFF,
	GD_FILE_GIF,
	GD_FILE_BMP,
} GdFileKind;

#define GD_FILE_KINDS (GD_FILE_BMP + 1)

typedef struct GdFileKindInfo
{
	char		name[12];
	const char *media_type;
	bool		is_read;
	const char *what;			/* "a PDF file" */
	const char *remedy;			/* what to do with a file that is not read */
} GdFileKindInfo;

extern const GdFileKindInfo gd_file_kinds[GD_FILE_KINDS];

/*
 * By a signature or the words of a markup; GD_FILE_UNKNOWN where only the text may tell. All that
 * are zip files are GD_FILE_ZIP.
 */
extern GdFileKind gd_kind_of_bytes(GdText bytes);

/* What a zip is; the statuses are those of gd_read_entry. */
extern GdStatus gd_kind_of_archive(GdArchive *archive, GdFileKind *kind);

/* The only file of an archive, or -1; count is how many files it has. */
extern int64_t gd_only_entry(GdArchive *archive, int64_t *count);

/* Of text that has been decoded: html, csv, json, xml, text or empty. */
extern GdFileKind gd_kind_of_text(const GdHost *host, GdText text);

#endif							/* KIND_H */
