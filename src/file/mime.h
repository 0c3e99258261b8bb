/*
 * mime.h
 *	  Finds the page in a web archive (mht): MIME → the bytes of its HTML.
 */
#ifndef MIME_H
#define MIME_H

#include "text/core.h"

/*
 * The first part that is HTML, or text where none is; of a page of frames, as Excel saves a
 * workbook, the parts in them. Encoded as quoted-printable or base64 says, in whatever encoding the
 * characters are. GD_OK, with NULL for no such part, or GD_OUT_OF_MEMORY.
 */
extern GdStatus gd_read_mime(const GdHost *host, GdText bytes, GdText *page);

#endif							/* MIME_H */
