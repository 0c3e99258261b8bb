/*
 * conversion.h
 *	  Text and bytes → UTF-8, as the core reads it, and back into the encoding of the database.
 */
#ifndef CONVERSION_H
#define CONVERSION_H

#include "file/decode.h"
#include "file/file.h"
#include "pg/state.h"

/*
 * The argument in UTF-8. In a database of SQL_ASCII its encoding is found as that of bytes is. A
 * character that UTF-8 lacks becomes U+FFFD.
 */
extern GdText utf8_from_text(CallState *state, const text *body);

/*
 * The same of a document: where the text is the XML of an office program or a web archive, it is
 * what bytes of a file are, and places are those in decode_report. What it is is told where file is
 * not NULL.
 */
extern GdText utf8_from_document(CallState *state, const text *body, GdFile *file);

/*
 * The same from the bytes of a file. What it is and how it was decoded is told where file is not
 * NULL; the text of a file that is not read, or damaged, is empty.
 */
extern GdText utf8_from_bytes(CallState *state, const bytea *body, GdFile *file);

/* The same without errors. */
extern GdStatus read_file(CallState *state, const bytea *body, GdFile *file);

/* Text that came from text_from_core. */
extern GdText utf8_from_stored(const text *stored);

#endif							/* CONVERSION_H */
