/*
 * conversion.h
 *	  Text and bytes → UTF-8, as the core reads it, and back into the encoding of the database.
 */
#ifndef CONVERSION_H
#define CONVERSION_H

#include "file/decode.h"
#include "pg/state.h"

/*
 * The argument in UTF-8. In a database of SQL_ASCII its encoding is found as that of bytes is. A
 * character that UTF-8 lacks becomes U+FFFD.
 */
extern GdText utf8_from_text(CallState *state, const text *body);

/*
 * The same from bytes in whatever encoding. How they were decoded is told where decoded is not
 * NULL.
 */
extern GdText utf8_from_bytes(CallState *state, const bytea *body, GdDecoded *decoded);

/* Text that came from text_from_core. */
extern GdText utf8_from_stored(const text *stored);

#endif							/* CONVERSION_H */
