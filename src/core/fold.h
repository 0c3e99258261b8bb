/*
 * fold.h
 *	  Characters as the parser sees them: one folded form for all widths, scripts of digits and traditional characters.
 */
#ifndef FOLD_H
#define FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum GdClass
{
	GD_CLASS_OTHER,
	GD_CLASS_IDEOGRAPH,			/* value: the simplified character */
	GD_CLASS_DIGIT,				/* value: 0 to 9 */
	GD_CLASS_SPACE,				/* also the marks that only decorate: * # _ ` */
	GD_CLASS_TAB,
	GD_CLASS_NEWLINE,
	GD_CLASS_PIPE,				/* | and the vertical lines of box drawing */
	GD_CLASS_RULE,				/* = and all other box drawing */
	GD_CLASS_DASH,
	GD_CLASS_PLUS,
	GD_CLASS_SLASH,
	GD_CLASS_DOT,
	GD_CLASS_COMMA,
	GD_CLASS_ENUMERATION_COMMA,	/* 、 */
	GD_CLASS_STOP,				/* what ends a sentence or a clause: 。；！？ */
	GD_CLASS_OPEN,				/* brackets */
	GD_CLASS_CLOSE,
	GD_CLASS_ORDINAL,			/* ①, ⒈, ㈠: a list number in one character; value: the number */
	GD_CLASS_LETTER,
	GD_CLASS_PUNCTUATION,
	GD_CLASS_IGNORED,			/* zero-width and other invisible characters */
	GD_CLASS_END,				/* the end of the text */
} GdClass;

/* A table entry: value << 16 | GD_FOLD_WIDE | class. */
#define GD_FOLD_WIDE 0x80
#define GD_FOLD_CLASS_MASK 0x7F

typedef struct GdChar
{
	GdClass		class;
	uint16_t	value;
	uint8_t		columns;		/* of display: 2 for wide characters, 0 for ignored ones */
	uint8_t		bytes;
} GdChar;

/* The character at p (p < end); bytes that are no UTF-8 are OTHER, one at a time. */
extern GdChar gd_fold_char(const unsigned char *p, const unsigned char *end);

#endif							/* FOLD_H */
