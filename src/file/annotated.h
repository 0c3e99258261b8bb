/*
 * annotated.h
 *	  Reads Markdown whose cells say in comments what they cover: text → rows.
 */
#ifndef ANNOTATED_H
#define ANNOTATED_H

#include "file/rows.h"

/* Adds the rows if the text holds some of the form; false if not, and what was added is void. */
extern bool gd_read_annotated(GdRows *rows);

#endif							/* ANNOTATED_H */
