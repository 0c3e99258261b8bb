/*
 * scan.h
 *	  Reads what stands between the separators of a line: characters → a token.
 */
#ifndef SCAN_H
#define SCAN_H

#include "table/token.h"

/* The state of one line while it is scanned. */
typedef struct GdScan
{
	GdReader   *reader;
	GdLine	   *line;
	const unsigned char *p;
	GdChar		c;				/* at p */
	const unsigned char *after; /* c */
	uint32_t	column;
	uint32_t	character;
	uint16_t	cell;
	bool		cell_has_content;
	bool		has_content;	/* any cell */
	bool		wide_gap;		/* since the last token */
	bool		after_separator;	/* nothing, not even space, since a separator */
	int			separators;
	int			leading_tabs;
	bool		ends_with_tab;	/* the last separator */
	bool		after_pipe;		/* the last separator was a pipe */
	bool		has_box;
} GdScan;

static inline void
gd_look(GdScan *scan)
{
	scan->after = scan->p;
	scan->c = gd_next_char(&scan->after);
}

static inline void
gd_advance(GdScan *scan)
{
	scan->column += gd_columns(scan->c);
	scan->character += gd_columns(scan->c) > 0;
	scan->p = scan->after;
	gd_look(scan);
}

/* A token that begins where the scan stands. */
static inline GdToken *
gd_add_token(GdScan *scan, GdTokenKind kind)
{
	GdToken    *token = &scan->line->token[scan->line->count++];

	*token = (GdToken)
	{
		.begin = (uint32_t) (scan->p - scan->reader->text),
		.end = (uint32_t) (scan->p - scan->reader->text),
		.line = scan->reader->line_number,
		.cell = scan->cell,
		.column = scan->column > UINT16_MAX ? UINT16_MAX : (uint16_t) scan->column,
		.character = scan->character > UINT16_MAX ? UINT16_MAX : (uint16_t) scan->character,
		.kind = (uint8_t) kind,
		.flags = scan->wide_gap ? GD_FLAG_WIDE_GAP : 0,
		.blank_lines = scan->reader->blank_lines,
		.node = GD_TRIE_DEAD,
		.inner_label = GD_NO_LABEL
	};
	return token;
}

/* Each reads a token if one of its kind stands here; text is whatever is nothing else. */
extern bool gd_scan_not_applicable(GdScan *scan);
extern bool gd_scan_number_token(GdScan *scan);
extern bool gd_scan_blank_word(GdScan *scan);
extern void gd_scan_text(GdScan *scan);

/* Continues a label with the token's own ideographs, from the given node of the trie. */
extern uint16_t gd_continue_label(const GdReader *reader, const GdToken *token, uint16_t node);

#endif							/* SCAN_H */
