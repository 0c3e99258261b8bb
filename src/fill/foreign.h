/*
 * foreign.h
 *	  Headers of columns that the form does not have: 行次, 备注, 上年数, 2018年, 公安局.
 */
#ifndef FOREIGN_H
#define FOREIGN_H

#include "fill/matcher.h"

/* Counts a text that is no label, where it stands as a header does. */
extern void gd_note_foreign_header(Matcher *m, const GdLine *line, const GdToken *token);

/* Notes a text that begins with a year, and stands as a header does: 2018年, 2018年处理决定数量. */
extern void gd_note_year(Matcher *m, const GdLine *line, const GdToken *token);

#endif							/* FOREIGN_H */
