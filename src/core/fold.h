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
	/* what ends a token */
	GD_CLASS_END,				/* of the text */
	GD_CLASS_NEWLINE,
	GD_CLASS_SPACE,				/* also the marks that only decorate: * # _ ` */
	GD_CLASS_TAB,
	GD_CLASS_PIPE,				/* | and the vertical lines of box drawing */
	GD_CLASS_RULE,				/* = and all other box drawing */
	/* what is part of one */
	GD_CLASS_IDEOGRAPH,			/* value: the simplified character */
	GD_CLASS_DIGIT,				/* value: 0 to 9 */
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
	GD_CLASS_OTHER,
	GD_CLASS_IGNORED,			/* zero-width and other invisible characters */
} GdClass;

/* A folded character: value << 16 | bytes of UTF-8 << 8 | columns of display << 5 | class. */
typedef uint32_t GdChar;

#define GD_CHAR(class, columns, bytes, value) \
	((GdChar) (value) << 16 | (GdChar) (bytes) << 8 | (GdChar) (columns) << 5 | (GdChar) (class))

/* The value of what was a character before some converter destroyed it. */
#define GD_DESTROYED 0xFFFD

static inline GdClass
gd_class(GdChar c)
{
	return (GdClass) (c & 0x1F);
}

/* 2 for wide characters, 0 for ignored ones */
static inline unsigned
gd_columns(GdChar c)
{
	return c >> 5 & 3;
}

static inline unsigned
gd_bytes(GdChar c)
{
	return c >> 8 & 7;
}

static inline uint16_t
gd_value(GdChar c)
{
	return (uint16_t) (c >> 16);
}

static inline bool
gd_ends_token(GdChar c)
{
	return gd_class(c) <= GD_CLASS_RULE;
}

/* The table: the Basic Multilingual Plane in blocks of 256, that of ASCII first. */
extern const GdChar gd_fold_blocks[][256];
extern const uint8_t gd_fold_index[256];

/*
 * A text that is folded has this many zero bytes behind its end, so that nobody has to ask where that is: they are END,
 * and no sequence of UTF-8 goes on with one.
 */
#define GD_TEXT_PADDING 4

/* What gd_fold_char leaves to it: all that is neither ASCII nor three bytes long. */
extern GdChar gd_fold_other(const unsigned char *p);

static inline bool
gd_is_three_bytes(const unsigned char *p)
{
	return ((p[1] ^ 0x80) | (p[2] ^ 0x80)) < 0x40;
}

/* Does one of the ideographs U+4000 to U+9FFF stand at p? There is nothing else between them that matters. */
static inline bool
gd_is_ideograph(const unsigned char *p)
{
	return (unsigned) (p[0] - 0xE4) <= 0xE9 - 0xE4 && gd_is_three_bytes(p);
}

/* The character at p; END behind the last one. Bytes that are no UTF-8 are OTHER, one at a time. */
static inline GdChar
gd_fold_char(const unsigned char *p)
{
	if (p[0] < 0x80)
		return gd_fold_blocks[0][p[0]];
	if ((unsigned) (p[0] - 0xE1) <= 0xEF - 0xE1 && gd_is_three_bytes(p))
	{
		uint32_t	code = (uint32_t) (p[0] & 0x0F) << 12 | (uint32_t) (p[1] & 0x3F) << 6 | (p[2] & 0x3F);

		return gd_fold_blocks[gd_fold_index[code >> 8]][code & 0xFF];
	}
	return gd_fold_other(p);
}

#endif							/* FOLD_H */
