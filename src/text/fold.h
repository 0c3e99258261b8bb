/*
 * fold.h
 *	  Characters as the parser sees them: one folded form for all widths, scripts of digits and
 *	  traditional characters.
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

/*
 * A folded character: value << 16 | flag | bytes of UTF-8 << 8 | columns of display << 5 | class.
 */
typedef uint32_t GdChar;

/* The flag of an ideograph that may begin a number: 一, 零, 增 … */
#define GD_BEGINS_NUMBER (1u << 11)

#define GD_CHAR(class, columns, bytes, value) \
	((GdChar) (value) << 16 | (GdChar) (bytes) << 8 | (GdChar) (columns) << 5 | (GdChar) (class))

/* The value of what was a character before some converter destroyed it. */
#define GD_DESTROYED 0xFFFD
#define GD_DESTROYED_BYTES "\xEF\xBF\xBD"

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

/*
 * The characters of the Basic Multilingual Plane in blocks, those of ASCII first, and where each
 * block begins.
 */
#define GD_FOLD_BLOCK 64
extern const GdChar gd_fold_table[];
extern const uint16_t gd_fold_index[0x10000 / GD_FOLD_BLOCK];

/* Bytes of a notation, which has digits and letters of ASCII only. */
static inline bool
gd_is_ascii_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
gd_is_ascii_space(unsigned char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline bool
gd_is_ascii_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Steps over white space of a notation, line ends among it. */
static inline const unsigned char *
gd_skip_space(const unsigned char *p, const unsigned char *end)
{
	while (p < end && gd_is_ascii_space(*p))
		p++;
	return p;
}

/*
 * A text that is folded has this many zero bytes behind its end, so that nobody has to ask where
 * that is: they are END, and no sequence of UTF-8 goes on with one.
 */
#define GD_TEXT_PADDING 4

/* What gd_fold_char leaves to it: all that is neither ASCII nor three bytes long. */
extern GdChar gd_fold_other(const unsigned char *p);

/* Four bytes at once, the first one lowest. */
static inline uint32_t
gd_four_bytes(const unsigned char *p)
{
	return (uint32_t) p[0] | (uint32_t) p[1] << 8 | (uint32_t) p[2] << 16 | (uint32_t) p[3] << 24;
}

/*
 * Are the first three of these bytes a sequence of UTF-8? One that begins with E0 is left to
 * gd_fold_other.
 */
static inline bool
gd_is_three_bytes(uint32_t bytes)
{
	return (bytes & 0xC0C0F0) == 0x8080E0 && (bytes & 0x0F) != 0;
}

/*
 * Does one of the ideographs U+4000 to U+9FFF stand at p? There is nothing else between them that
 * matters.
 */
static inline bool
gd_is_ideograph(const unsigned char *p)
{
	return (unsigned) (p[0] - 0xE4) <= 0xE9 - 0xE4 && (gd_four_bytes(p) & 0xC0C000) == 0x808000;
}

/*
 * The character at *next, which moves behind it; END behind the last one. Bytes that are no UTF-8
 * are OTHER, one at a time. In a loop this is faster than to add gd_bytes: the next character's
 * place does not wait for this one's value.
 */
static inline GdChar
gd_next_char(const unsigned char **next)
{
	const unsigned char *p = *next;
	uint32_t	bytes;
	GdChar		c;

	if (p[0] < 0x80)
	{
		*next = p + 1;
		return gd_fold_table[p[0]];
	}
	bytes = gd_four_bytes(p);
	if (gd_is_three_bytes(bytes))
	{
		*next = p + 3;
		return gd_fold_table[gd_fold_index[(bytes & 0x0F) << 6 | (bytes >> 8 & 0x3F)] +
							 (bytes >> 16 & 0x3F)];
	}
	c = gd_fold_other(p);
	*next = p + gd_bytes(c);
	return c;
}

/* The character at p. */
static inline GdChar
gd_fold_char(const unsigned char *p)
{
	return gd_next_char(&p);
}

/* The character at p of a text that ends at end and may have no padding. */
extern GdChar gd_fold_char_within(const unsigned char *p, const unsigned char *end);

/* The ideographs of a piece of text, at most limit of them; returns how many. */
extern int	gd_collect_ideographs(const unsigned char *p, const unsigned char *end, uint16_t *into,
								  int limit);

#endif							/* FOLD_H */
