/*
 * file.h
 *	  The door for files as they were published: bytes → what they are, and their text.
 */
#ifndef FILE_H
#define FILE_H

#include "file/encoding.h"
#include "file/kind.h"

typedef struct GdFile
{
	GdFileKind	kind;
	bool		is_read;		/* false: decoded is an empty text, or of no meaning */
	int64_t		files;			/* of an archive */
	/*
	 * The text, HTML or other markup that the parser reads. That of an office file is made of it: a
	 * line for a paragraph, and one "| a | b |" for a row of a table.
	 */
	GdDecoded	decoded;
	const struct GdOffice *office;	/* where its tables stand; NULL where it is no office file */
} GdFile;

/*
 * Reads a file. Archives of one file are that file; kind tells of what is outside. GD_OK, whether
 * the file is read or not, GD_DAMAGED, GD_TOO_LARGE or GD_OUT_OF_MEMORY; kind is set in any case.
 */
extern GdStatus gd_read_file(const GdHost *host, const unsigned char *bytes, size_t length,
							 GdFile *file);

/*
 * Is the text in UTF-8 a file of another kind than text and HTML, which gd_read_file makes text of?
 */
extern bool gd_is_file_in_text(GdText text);

#endif							/* FILE_H */
