/*
 * literal.c
 *	  Reads lists and objects: JSON (RFC 8259), JavaScript, and what Python and numpy print.
 *
 * The innermost list or object is a row, the one around it a table:
 *
 *	[["规章", 4, 3], …]					rows; a list each line is the same
 *	[{"0": "规章", "1": 4}, …]                        rows; a key names the column, and one that
 *	  is missing a blank cell
 *	{"规章": {"制发": 4, …}, …}			rows; the keys of the outer object are cells, too
 *	{"0": {"0": "规章", …}, "1": …}           columns or rows, as labels of the form
 *	  in front of figures
 *	{"规章": 4, …}						the same
 *
 * Text beside rows, as a title, becomes lines; figures beside rows belong to nobody and are left
 * out. Keys that only count or that are no Chinese are no header.
 *
 * One pass, a stack of fixed depth, no recursion. What is not well-formed ends its row, which is
 * left out; the rows in front of it stay. A list whose values are parted by commas here and by
 * nothing there has lost or got a value.
 */
#include "file/literal.h"

#include "file/keyed.h"
#include "text/fold.h"

#include <string.h>

#define DEPTH 32
#define FEW_QUOTES 4
#define FIGURES 1				/* behind a label: quotes and brackets have told the rest */
#define LABELS 3				/* rows that tell where all figures are blank */
#define LONGEST_NAME 64			/* bytes of a variable in front of a literal */
#define INTERRUPT_DISTANCE 65536

/* A list or an object that is open. */
typedef struct Frame
{
	unsigned char close;
	bool		is_row;			/* it has values of its own, and no lists or objects */
	bool		has_children;
	bool		after_value;	/* and not behind the comma */
	bool		has_commas;
	bool		has_gaps;		/* values parted by nothing */
	bool		lost_key;		/* or has one twice, or without characters */
	bool		has_key;		/* that waits for its value */
	int			wrappers;		/* open brackets of calls: np.float64(1.0) */
	int			column;			/* of the next value */
	int			last_key;		/* of the row, or -1 */
	uint8_t		seen[GD_MOST_KEYS / 8];	/* the keys of the row, a bit for each */
	uint32_t	key_begin;
	uint32_t	key_end;
	GdKeyedTable table;			/* of its rows */
} Frame;

typedef struct Literal
{
	GdRows	   *rows;
	const unsigned char *p;
	const unsigned char *end;
	int			depth;
	GdOrientation orientation;
	bool		is_broken;
	bool		has_keys;		/* some object was a row */
	const unsigned char *interrupt_check;
	Frame		frame[DEPTH];	/* the first one is the text itself */
} Literal;

static inline uint32_t
place(const Literal *l, const unsigned char *p)
{
	return (uint32_t) (p - l->rows->text);
}

static inline bool
is_word_byte(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
		(c != '\0' && memchr("_.-+<>", c, 6) != NULL);
}

/* Steps over white space, line ends and what has no width. */
static const unsigned char *
skip_space(const unsigned char *p, const unsigned char *end)
{
	while (p < end)
	{
		const unsigned char *after = p;
		GdClass		class = gd_class(gd_next_char(&after));

		if (is_word_byte(*p) || class == GD_CLASS_END ||
			(class > GD_CLASS_TAB && class != GD_CLASS_IGNORED))
			break;
		p = after;
	}
	return p;
}

/*
 * Frames
 */

static Frame *
innermost(Literal *l)
{
	return &l->frame[l->depth];
}

/* The values of an open list or object are no row. Texts of an object become lines. */
static void
dissolve_row(Literal *l, Frame *frame)
{
	GdRows	   *rows = l->rows;

	if (!frame->is_row || rows->no_memory)
		return;
	frame->is_row = false;
	rows->part[rows->row].kind = GD_PART_NOTHING;
	rows->part[rows->row].column = 0;
	for (uint32_t i = rows->row + 1; i < rows->count; i++)
	{
		GdPart	   *part = &rows->part[i];

		part->kind = part->kind != GD_CELL_FIGURE && frame->table.is_object ?
			GD_PART_LINE : GD_PART_NOTHING;
		part->column = 0;
	}
}

static bool
open_frame(Literal *l, unsigned char open)
{
	Frame	   *outer = innermost(l);
	Frame	   *frame;
	GdKeys	   *keys;

	if (l->depth + 1 == DEPTH)
		return false;
	dissolve_row(l, outer);
	if (!outer->has_children)
	{
		/* it is a table, not a row: the rows in front of it are another one */
		if (l->depth > 0)
			gd_finish_table(l->rows, &l->frame[l->depth - 1].table, &l->orientation);
		outer->table.begin = l->rows->count;
	}
	outer->has_children = true;
	frame = &l->frame[++l->depth];
	keys = frame->table.keys;
	memset(frame, 0, sizeof(*frame));
	frame->table.keys = keys ? keys : l->rows->host->allocate(l->rows->host->arena, sizeof(GdKeys));
	if (frame->table.keys == NULL)
		l->rows->no_memory = true;
	else
		frame->table.keys->count = 0;
	frame->close = open == '[' ? ']' : open == '{' ? '}' : ')';
	frame->table.is_object = open == '{';
	frame->last_key = -1;
	frame->table.begin = l->rows->count;
	return frame->table.keys != NULL;
}

/* The first value of a row; the key of the row itself is a value, too. */
static void
open_row(Literal *l, Frame *frame, uint32_t at)
{
	Frame	   *table = &l->frame[l->depth - 1];

	gd_rows_open_row(l->rows, at);
	frame->is_row = true;
	frame->column = 1;
	if (table->has_key && gd_is_name(l->rows, table->key_begin, table->key_end))
	{
		gd_rows_add_cell(l->rows, 0, table->key_begin, table->key_end, GD_SPELLED_ESCAPED);
		table->table.has_names = true;
	}
}

static void
add_value(Literal *l, uint32_t begin, uint32_t end, GdSpelling spelling)
{
	Frame	   *frame = innermost(l);
	uint32_t	count;
	int			column;

	frame->has_gaps = frame->has_gaps || frame->after_value;
	frame->after_value = true;
	if (l->depth == 0)
		return;
	if (frame->has_children)
	{
		if (frame->table.is_object && spelling == GD_SPELLED_ESCAPED)
			gd_rows_add_line(l->rows, begin, end);
		frame->has_key = false;
		return;
	}
	if (!frame->is_row)
		open_row(l, frame, begin);
	column = frame->column;
	/* one of an object that has lost its key, or has none, as in Lua */
	frame->lost_key |= column > 1 && frame->has_key != (frame->last_key >= 0);
	if (frame->has_key)
	{
		int			key = gd_find_key(l->rows, l->frame[l->depth - 1].table.keys, frame->last_key,
									  frame->key_begin, frame->key_end);

		l->has_keys = true;
		if (key >= 0)
		{
			frame->lost_key |= frame->seen[key / 8] >> key % 8 & 1;
			frame->seen[key / 8] |= (uint8_t) (1 << key % 8);
		}
		frame->last_key = key;
		column = key < 0 ? GD_ROWS_COLUMNS : key + 1;
		frame->has_key = false;
	}
	count = l->rows->count;
	gd_rows_add_cell(l->rows, column, begin, end, spelling);
	if (l->rows->count == count && frame->table.is_object)
		gd_rows_note_blank(l->rows, column);
	frame->column = column + 1;
}

static void
close_frame(Literal *l)
{
	Frame	   *frame = innermost(l);
	Frame	   *outer = &l->frame[l->depth - 1];
	bool		is_damaged = (frame->has_commas && frame->has_gaps) || frame->lost_key;

	if (frame->is_row && !l->rows->no_memory)
	{
		gd_rows_close_row(l->rows, frame->column);
		if (is_damaged)
			l->rows->count = l->rows->row;
	}
	if (frame->has_children)
	{
		gd_finish_table(l->rows, &frame->table, &l->orientation);
		gd_rows_end_table(l->rows);
		outer->table.begin = l->rows->count;
	}
	l->depth--;
	outer->has_key = false;
	outer->after_value = true;
}

/*
 * Nothing more can be read: closes all that is open, and leaves out the row that is not complete.
 */
static void
give_up(Literal *l)
{
	l->is_broken = true;
	while (l->depth > 0)
	{
		Frame	   *frame = innermost(l);

		if (frame->is_row && !l->rows->no_memory)
			l->rows->count = l->rows->row;
		frame->is_row = false;
		close_frame(l);
	}
}

/*
 * Tokens
 */

/* Behind the string at p, or NULL if its line ends in it. */
static const unsigned char *
skip_string(const unsigned char *p, const unsigned char *end)
{
	unsigned char quote = *p++;

	for (; p < end && *p != quote && *p != '\n'; p++)
	{
		if (*p == '\\' && p + 1 < end)
			p++;
	}
	return p < end && *p == quote ? p + 1 : NULL;
}

/* A string or a word: a key if a colon follows, else a value. */
static bool
read_scalar(Literal *l)
{
	const unsigned char *begin = l->p;
	bool		is_string = *begin == '"' || *begin == '\'';
	const unsigned char *stop;
	const unsigned char *next;

	if (is_string)
	{
		stop = skip_string(begin, l->end);
		if (stop == NULL)
			return false;
	}
	else
	{
		for (stop = begin; stop < l->end && is_word_byte(*stop); stop++)
			;
		/* u'...', np.float64(...) */
		if (stop < l->end && (*stop == '\'' || *stop == '"' || *stop == '('))
		{
			innermost(l)->wrappers += *stop == '(';
			l->p = *stop == '(' ? stop + 1 : stop;
			return true;
		}
	}
	next = skip_space(stop, l->end);
	l->p = stop;
	if (next < l->end && (*next == ':' || *next == '='))
	{
		Frame	   *frame = innermost(l);

		frame->has_gaps = frame->has_gaps || frame->after_value;
		frame->after_value = false;
		frame->has_key = true;
		frame->key_begin = place(l, begin) + is_string;
		frame->key_end = place(l, stop) - is_string;
		frame->lost_key |= frame->key_begin == frame->key_end && frame->is_row;
		l->p = next + 1;
		return true;
	}
	add_value(l, place(l, begin) + is_string, place(l, stop) - is_string,
			  is_string ? GD_SPELLED_ESCAPED : GD_SPELLED_PLAINLY);
	return true;
}

/* One token; false where the text is not well-formed. */
static bool
read_token(Literal *l)
{
	Frame	   *frame = innermost(l);

	switch (*l->p)
	{
		case '[':
		case '{':
		case '(':
			return open_frame(l, *l->p++);
		case ']':
		case '}':
		case ')':
			if (*l->p == ')' && frame->wrappers > 0)
				frame->wrappers--;
			else if (*l->p != frame->close)
				return false;
			else
				close_frame(l);
			l->p++;
			return true;
		case ',':
			if (!frame->after_value && frame->is_row && !frame->table.is_object)
				frame->column++;
			frame->has_commas = true;
			frame->after_value = false;
			l->p++;
			return true;
		case '"':
		case '\'':
			return read_scalar(l);
		default:
			return is_word_byte(*l->p) && read_scalar(l);
	}
}

static void
check_interrupts(Literal *l)
{
	if (l->p < l->interrupt_check)
		return;
	l->interrupt_check = l->p + INTERRUPT_DISTANCE;
	gd_rows_check(l->rows);
}

/* Reads a list or an object, which begins at p. */
static void
read_literal(Literal *l)
{
	do
	{
		if (!read_token(l) || l->rows->no_memory)
		{
			give_up(l);
			return;
		}
		if (l->depth > 0)
			l->p = skip_space(l->p, l->end);
		check_interrupts(l);
	} while (l->depth > 0 && l->p < l->end);
	if (l->depth > 0)
		give_up(l);
	l->frame[0].after_value = false;
}

/*
 * The text
 */

/*
 * May values stand behind the bracket at p? Figures alone make a list only among lists:
 * "[2021]30号".
 */
static bool
opens_literal(const unsigned char *p, const unsigned char *end, bool among_lists)
{
	unsigned char open = *p;

	while (p < end && (*p == '[' || *p == '{' || *p == '('))
		p = skip_space(p + 1, end);
	if (p == end)
		return false;
	if (*p == '"' || *p == '\'')
		return true;
	return among_lists ? is_word_byte(*p) : open != '(' && (*p == 'N' || *p == 'n');
}

/*
 * The bracket that opens the list or object that the line at p is or begins, behind the name of a
 * variable perhaps.
 */
static const unsigned char *
find_literal(const unsigned char *p, const unsigned char *end, bool among_lists)
{
	const unsigned char *limit = end - p > LONGEST_NAME ? p + LONGEST_NAME : end;

	while (p < limit)
	{
		GdChar		c = gd_fold_char(p);

		if ((*p == '[' || *p == '{' || *p == '(') && opens_literal(p, end, among_lists))
			return p;
		if (!is_word_byte(*p) && gd_class(c) != GD_CLASS_IGNORED &&
			memchr(" \t=:(,;", *p, 7) == NULL)
			return NULL;
		p += gd_bytes(c);
	}
	return NULL;
}

static const unsigned char *
find_line_end(const unsigned char *p, const unsigned char *end)
{
	const unsigned char *found = memchr(p, '\n', (size_t) (end - p));

	return found ? found + 1 : end;
}

/* Behind what may end the line of a literal. */
static const unsigned char *
skip_line_end(const unsigned char *p, const unsigned char *end)
{
	while (p < end && memchr(" \t\r,;)", *p, 6) != NULL)
		p++;
	return p < end && *p == '\n' ? p + 1 : p;
}

/* Is the line but what is left of a literal that is broken, or brackets and a name behind one? */
static bool
is_rest(const unsigned char *p, const unsigned char *end)
{
	while (p < end && *p < 0x80 && *p != '"' && *p != '\'')
		p++;
	return p < end && *p < 0x80;
}

/* The lines from p on up to the next literal, which is found in one of them. */
static const unsigned char *
read_lines(Literal *l, const unsigned char *p)
{
	const unsigned char *stop = find_line_end(p, l->end);
	bool		is_blank = skip_space(p, stop) == stop;

	if (!is_blank && !(l->is_broken && is_rest(p, stop)))
	{
		gd_finish_table(l->rows, &l->frame[0].table, &l->orientation);
		l->frame[0].has_children = l->is_broken = false;
	}
	if (!l->is_broken)
		gd_rows_add_line(l->rows, place(l, p), place(l, stop));
	return stop;
}

/* Counts, up to a few, quotes beside what parts values. */
static int
count_quotes(const GdRows *rows, unsigned char quote)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *p = rows->text;
	int			count = 0;

	while (count < FEW_QUOTES && (p = memchr(p, quote, (size_t) (end - p))) != NULL)
	{
		count += (p > rows->text && memchr("[{(,: \n", p[-1], 7) != NULL) ||
			memchr("]}),:\n\r", p[1], 7) != NULL;
		p++;
	}
	return count;
}

bool
gd_read_literals(GdRows *rows)
{
	Literal    *l;
	const unsigned char *p = rows->text;

	if (count_quotes(rows, '"') < FEW_QUOTES && count_quotes(rows, '\'') < FEW_QUOTES)
		return false;
	l = rows->host->allocate(rows->host->arena, sizeof(Literal));
	if (l == NULL)
	{
		rows->no_memory = true;
		return true;
	}
	memset(l, 0, sizeof(*l));
	l->rows = rows;
	l->end = rows->text + rows->length;
	l->interrupt_check = rows->text;
	l->frame[0].table.keys = rows->host->allocate(rows->host->arena, sizeof(GdKeys));
	if (l->frame[0].table.keys == NULL)
		rows->no_memory = true;
	else
		l->frame[0].table.keys->count = 0;
	rows->count = 0;
	while (p < l->end && !rows->no_memory)
	{
		l->p = p;
		check_interrupts(l);
		l->p = find_literal(p, l->end, l->frame[0].has_children);
		if (l->p == NULL)
			p = read_lines(l, p);
		else
		{
			l->is_broken = false;
			read_literal(l);
			p = l->is_broken ? find_line_end(l->p, l->end) : skip_line_end(l->p, l->end);
		}
	}
	gd_finish_table(l->rows, &l->frame[0].table, &l->orientation);
	return rows->no_memory || gd_rows_of_form(rows, FIGURES) > 0 ||
		(l->has_keys && gd_rows_of_form(rows, 0) >= LABELS);
}
