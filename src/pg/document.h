/*
 * document.h
 *	  The text of a document beside the report in it.
 */
#ifndef PG_DOCUMENT_H
#define PG_DOCUMENT_H

#include "pg/conversion.h"

/* The text without its markup, with the padding that the core wants; or an error. */
extern GdText readable_text(const GdHost *host, GdText body, bool *is_html);

#endif							/* PG_DOCUMENT_H */
