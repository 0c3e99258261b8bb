/*
 * checks.h
 *	  What must hold for every text and every file, whatever is in it.
 */
#ifndef CHECKS_H
#define CHECKS_H

#include "arena.h"
#include "file/file.h"
#include "fill/parse.h"
#include "print/print.h"

/* What libFuzzer calls; make replay calls each by the name of its file. */
extern int	LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/*
 * A cell's raw text lies inside the text of so many bytes, and a number stands only where there is
 * raw text for it.
 */
extern void check_report(const GdReport *report, size_t length);

/* UTF-8 without NUL, at most three times as long as the bytes that it was made of. */
extern void check_decoded(const GdDecoded *decoded, size_t size);

/* The bytes as UTF-8 without NUL, with a ? for each that is no part of a character. */
extern GdText valid_text(const GdHost *host, const unsigned char *data, size_t size);

/* The text of what was printed: files are read. */
extern GdText text_of_printed(const GdHost *host, GdFormat format, GdText printed);

/* Reads a file as it is published, and the report in it. What is not read has no text. */
extern void check_file(const GdHost *host, const unsigned char *data, size_t size);

/* The same of a file that begins with this head, by which its kind is known. */
extern void check_behind(const char *head, const unsigned char *data, size_t size);

#endif							/* CHECKS_H */
