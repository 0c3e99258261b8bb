/*
 * token.h
 *	  The pieces of a text and their places: lines of tokens, and the state in which lines are read.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include "file/positioned.h"
#include "text/number.h"

typedef enum GdTokenKind
{
	GD_TOKEN_TEXT,
	GD_TOKEN_NUMBER,
	GD_TOKEN_NOT_APPLICABLE,	/* "/", "-", "—" */
	GD_TOKEN_WORD,				/* a word where a number belongs: 无 */
	GD_TOKEN_BLANK,				/* nothing between two separators */
} GdTokenKind;

/*
 * The number in front of a label: which marks stood around it decides whether it can head a
 * section.
 */
typedef enum GdOrdinalKind
{
	GD_ORDINAL_NONE,
	GD_ORDINAL_DIGITS,			/* "1." "①" */
	GD_ORDINAL_BRACKETED,		/* "（一）" "一)" "(1)" */
	GD_ORDINAL_IDEOGRAPH,		/* "一、" */
} GdOrdinalKind;

#define GD_FLAG_SENTENCE 1		/* a text: holds punctuation that no label has */
#define GD_FLAG_ALONE 1			/* a figure: no separator stands on its line */
#define GD_FLAG_OPEN 2			/* a bracket opens and is not closed */
#define GD_FLAG_CLOSE 4			/* a bracket closes that was not opened */
#define GD_FLAG_PADDING 8		/* a blank whose separators touch: "||" */
#define GD_FLAG_BARE_ORDINAL 64	/* digits, and ideographs right behind them: "10信" */
#define GD_FLAG_PAGE_END 32		/* a number alone in front of a form feed: it may count pages */
#define GD_FLAG_GLUED 128		/* a slot of digits that stood behind a label without a space */
#define GD_FLAG_WIDE_GAP 16		/* two or more spaces, or a separator, in front */

typedef struct GdToken
{
	uint32_t	begin;			/* bytes of the input */
	uint32_t	end;
	uint32_t	line;			/* from 1 */
	uint16_t	cell;			/* separators to its left */
	/* of display, from 0; a wide character takes two. Or in tenths of a digit (GdPlace) */
	uint16_t	column;
	uint16_t	width;
	uint16_t	character;		/* of its line, from 0 */
	uint8_t		kind;
	uint8_t		flags;
	uint8_t		ordinal_kind;
	uint8_t		ordinal;		/* the number itself, 0 if none */
	uint8_t		ideographs;		/* without those of the ordinal; at most 255 */
	uint8_t		blank_lines;	/* in front of its line; at most 255 */
	uint16_t	node;			/* of the trie after all of its ideographs */
	/* a label that ends before punctuation inside the token, or GD_NO_LABEL */
	uint16_t	inner_label;
	bool		is_far;			/* on a page: its line is no neighbour of the one above (GdPlace) */
	uint32_t	inner_end;		/* where that label ends */
	uint32_t	digits;			/* TEXT: where the digits at its end begin, 0 if there are none */
	GdNumber	number;
} GdToken;

#define GD_KIND_BIT(kind) (1 << (kind))

#define GD_LINE_TOKENS 128

/*
 * What its lines show of a text that may have to be read otherwise. Who reads it so looks again:
 * nothing follows from a sign alone.
 */
#define GD_SIGN_WIDE 1			/* GD_WIDEST_TABLE separators on a line */
#define GD_SIGN_COUNTED 2		/* something counts rows or columns from 0 */
#define GD_SIGN_BLANK_WORDS 4	/* GD_MANY_BLANK_WORDS on a line */

typedef struct GdLine
{
	uint32_t	begin;			/* bytes of the input */
	uint32_t	end;
	int			count;
	uint8_t		kinds;			/* of its tokens: GD_KIND_BIT of each */
	bool		is_rule;		/* draws a line, holds nothing else */
	bool		has_rule;		/* draws a line beside its tokens */
	bool		has_separator;	/* TAB or | between its tokens */
	bool		has_pipe;
	bool		ends_with_pipe;
	bool		is_damaged;		/* characters in it were destroyed */
	bool		is_drawn;		/* between rules: its cells may be as wide as several columns */
	bool		is_part;		/* of a physical line that is too long to be a row */
	GdToken		token[GD_LINE_TOKENS];
} GdLine;

typedef struct GdReader
{
	const GdHost *host;
	const unsigned char *text;
	const unsigned char *end;
	const unsigned char *next;	/* to be read */
	const unsigned char *interrupt_check;	/* host->check_interrupts is due from here on */
	uint32_t	line_number;
	uint8_t		blank_lines;
	bool		in_line;		/* next is inside a long line */
	bool		cell_is_open;	/* the last cell had no separator behind it */
	bool		lines_open_with_pipe;	/* as "| a | b |" */
	/* below a rule of a drawn table: rows end at rules, not at line ends */
	bool		in_box;
	bool		knows_boxes;	/* whether the next is so */
	bool		boxes_are_lines;	/* the rules of this text's boxes part no rows */
	bool		has_ahead;
	GdLine	   *ahead;			/* a line read while looking for the end of a row, if has_ahead */
	GdLine	   *scratch;
	uint8_t		signs;			/* GD_SIGN_* of all lines so far */
	int			line_separators;	/* on the line so far, its parts included */
	int			blank_words;	/* likewise */
	int			counted_rows;	/* 0, 1 … in front of lines, so far */
	/* of the words that come next, where words have coordinates; else NULL */
	const GdPlace *place;
	const GdPlace *places_end;
} GdReader;

/* A text of more ideographs is no label, not even with a slip or a note in it. */
#define GD_LONGEST_LABEL 45

#endif							/* TOKEN_H */
