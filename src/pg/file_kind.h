/*
 * file_kind.h
 *	  What a file is, in the words of an error.
 */
#ifndef FILE_KIND_H
#define FILE_KIND_H

#include "file/file.h"

/* An error that says what the file is and what to do with it. */
extern void refuse_file(const GdFile *file);

#endif							/* FILE_KIND_H */
