/*
 * typeset.c
 *	  Reads tables as LaTeX and MediaWiki write them.
 *
 *	\begin{tabular}{|l|r|} 规章 & 3 & \multicolumn{2}{c}{4} \\ \hline … \end{tabular}
 *	{| ⏎ |- ⏎ | 规章 || 3 ⏎ | colspan="2" | 4 ⏎ |}
 *
 * LaTeX writes blank cells for what a cell above covers (\multirow), MediaWiki leaves them out.
 */
#include "file/typeset.h"

#include "text/fold.h"

#include <string.h>

#define FIGURES 1				/* behind a label: marks have told the rest */
#define MOST_SPAN 64
#define LONGEST_CELL 4096		/* bytes, with commands around it */

typedef const unsigned char *Bytes;

static bool
begins_with(Bytes p, Bytes end, const char *what)
{
	size_t		length = strlen(what);

	return (size_t) (end - p) >= length && memcmp(p, what, length) == 0;
}

/* Where the words stand in front of the end, or the end. */
static Bytes
find(Bytes p, Bytes end, const char *what)
{
	while (p < end && (p = memchr(p, what[0], (size_t) (end - p))) != NULL &&
		   !begins_with(p, end, what))
		p++;
	return p ? p : end;
}

static Bytes
find_line_end(Bytes p, Bytes end)
{
	Bytes		found = memchr(p, '\n', (size_t) (end - p));

	return found ? found + 1 : end;
}

static uint32_t
place(const GdRows *rows, Bytes p)
{
	return (uint32_t) (p - rows->text);
}

/* The number at p, of columns or rows that a cell covers. */
static int
read_span(Bytes p, Bytes end)
{
	int			span = 0;

	for (; p < end && *p >= '0' && *p <= '9' && span < MOST_SPAN; p++)
		span = span * 10 + (*p - '0');
	return span < 1 ? 1 : span < MOST_SPAN ? span : MOST_SPAN;
}

/* A cell may go on with further lines, but not with one that begins with a number. */
static Bytes
end_of_text(Bytes p, Bytes end)
{
	Bytes		line = find_line_end(p, end);

	while (line < end && !(*gd_skip_space(line, end) >= '0' && *gd_skip_space(line, end) <= '9'))
		line = find_line_end(line, end);
	return line;
}

/*
 * Widths
 */

/* For how many further rows of the table each column is covered from above. */
typedef struct Cover
{
	int			width;			/* no column behind it is */
	uint16_t	rows[GD_ROWS_COLUMNS];
} Cover;

/* The columns of the last row, with those that cells above cover. */
static int
measure_row(const GdRows *rows, Cover *cover)
{
	int			column = 0;
	int			width = 0;

	for (uint32_t i = rows->row + 1; i < rows->count; i++)
	{
		const GdPart *part = &rows->part[i];

		while (column < GD_ROWS_COLUMNS && cover->rows[column] > 0)
			column++;
		for (int j = 0; j < part->columns && column < GD_ROWS_COLUMNS; j++)
			cover->rows[column++] = part->rows;
	}
	cover->width = column > cover->width ? column : cover->width;
	for (int i = 0; i < cover->width; i++)
	{
		width = cover->rows[i] > 0 ? i + 1 : width;
		cover->rows[i] -= cover->rows[i] > 0;
	}
	cover->width = width;
	return width;
}

static void
close_row(GdRows *rows, Cover *cover)
{
	gd_rows_check(rows);
	if (!rows->no_memory)
		gd_rows_close_row(rows, measure_row(rows, cover));
}

/*
 * Empties the rows from a part on that are not as wide as most: a cell was lost or doubled, and
 * which one, nobody can tell. (test/texts/wiki-cell-doubled)
 */
static void
forget_uneven_rows(GdRows *rows, uint32_t from)
{
	uint32_t	seen[GD_ROWS_COLUMNS + 1] = {0};
	int			usual = 0;

	for (uint32_t at = from; at < rows->count; at = gd_next_row(rows, at))
	{
		if (rows->part[at].kind == GD_PART_ROW && ++seen[rows->part[at].column] > seen[usual])
			usual = rows->part[at].column;
	}
	for (uint32_t at = from; at < rows->count; at = gd_next_row(rows, at))
	{
		for (uint32_t i = at + 1; i < gd_next_row(rows, at); i++)
		{
			if (rows->part[at].column != usual)
				rows->part[i].kind = GD_PART_NOTHING;
		}
	}
	gd_rows_end_table(rows);
}

/*
 * LaTeX
 */

/* Behind the group that opens at p: {…}, […], (…). */
static Bytes
skip_group(Bytes p, Bytes end)
{
	int			depth = 0;

	for (; p < end; p++)
	{
		depth += *p == '{' || *p == '[' || *p == '(';
		depth -= *p == '}' || *p == ']' || *p == ')';
		if (depth == 0)
			return p + 1;
	}
	return end;
}

/* \multirow, \textbf … set the text of their last group; others have none of the cell's. */
static bool
is_applied_to_text(Bytes name, Bytes end)
{
	static const char *const commands[] = {
		"multi", "text", "makecell", "foreignlanguage", "emph", "underline", "mbox"
	};

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
	{
		if (begins_with(name, end, commands[i]))
			return true;
	}
	return false;
}

/* What a cell holds without the commands around it, and the columns that it covers. */
static void
strip_commands(Bytes *begin, Bytes *end, int *columns)
{
	Bytes		p = gd_skip_space(*begin, *end);

	while (p < *end && *p == '\\')
	{
		Bytes		name = p + 1;
		Bytes		group;
		int			groups = 0;

		for (p = name; p < *end && gd_is_ascii_letter(*p); p++)
			;
		if (p == name)
			break;				/* "\%" */
		/* pandoc's blank line */
		if (begins_with(name, *end, "hfill\\break"))
			*end = name;
		if (begins_with(name, *end, "multicolumn{"))
			*columns = read_span(p + 1, *end);
		group = p;
		while (p < *end && (*p == '{' || *p == '[' || *p == '('))
		{
			group = p;
			p = skip_group(p, *end);
			groups++;
		}
		if (groups > 0 && *group == '{' && is_applied_to_text(name, *end))
		{
			*end = p > group + 1 ? p - 1 : p;
			p = group + 1;
		}
		p = gd_skip_space(p, *end);
	}
	*begin = p;
	while (p < *end && !(*p == '\\' && p + 1 < *end && gd_is_ascii_letter(p[1])))
		p++;
	*end = p;
}

static void
add_cell(GdRows *rows, Bytes begin, Bytes end)
{
	int			columns = 1;

	if (*gd_skip_space(begin, end) != '\\')
		end = end_of_text(begin, end);
	if (end - begin <= LONGEST_CELL)
		strip_commands(&begin, &end, &columns);
	gd_rows_add_span(rows, place(rows, begin), place(rows, end), columns, 1,
					 GD_SPELLED_PLAINLY);
}

/* A number on a line of its own in front of a row is none of its label. */
static Bytes
skip_stray(Bytes p, Bytes end)
{
	Bytes		begin = gd_skip_space(p, end);
	Bytes		behind = begin;

	while (behind < end && *behind >= '0' && *behind <= '9')
		behind++;
	return behind > begin && *behind == '\n' && gd_skip_space(behind, end) < end ? behind : p;
}

/* The rows up to the end of the table. */
static void
read_tabular(GdRows *rows, Bytes p, Bytes end)
{
	uint32_t	first = rows->count;
	Cover		cover = {0};
	Bytes		cell = p;
	bool		in_row = false;

	while (p < end && !rows->no_memory)
	{
		bool		ends_row = p[0] == '\\' && p + 1 < end && p[1] == '\\';

		if (ends_row || *p == '&')
		{
			if (!in_row)
			{
				cell = skip_stray(cell, p);
				gd_rows_open_row(rows, place(rows, cell));
			}
			add_cell(rows, cell, p);
			in_row = !ends_row;
			if (ends_row)
				close_row(rows, &cover);
			p += ends_row ? 2 : 1;
			cell = p;
		}
		else if (*p == '\\')
			p += 2;
		else
			p = *p == '{' ? skip_group(p, end) : p + 1;
	}
	if (in_row)
		close_row(rows, &cover);
	forget_uneven_rows(rows, first);
}

/* \begin{tabular}{…}: where the table's rows begin; NULL if none begins here. */
static Bytes
open_tabular(Bytes p, Bytes end)
{
	if (!begins_with(p, end, "\\begin{tabular") && !begins_with(p, end, "\\begin{longtable"))
		return NULL;
	for (p = find(p, end, "{"); p < end && (*p == '{' || *p == '[');)
		p = skip_group(p, end);
	return p;
}

/* Where the table ends whose rows begin at p. */
static Bytes
close_tabular(Bytes p, Bytes end)
{
	while ((p = find(p, end, "\\end{")) < end && !begins_with(p, end, "\\end{tabular") &&
		   !begins_with(p, end, "\\end{longtable"))
		p++;
	return p;
}

/* Is there a character that is not of ASCII? */
static bool
has_words(Bytes p, Bytes end)
{
	while (p < end && *p < 0x80)
		p++;
	return p < end;
}

static void
read_latex(GdRows *rows)
{
	Bytes		end = rows->text + rows->length;
	Bytes		p = rows->text;

	while (p < end && !rows->no_memory)
	{
		Bytes		next = find_line_end(p, end);
		Bytes		mark = find(p, next, "\\begin{");
		Bytes		table = open_tabular(mark, end);

		gd_rows_check(rows);
		if (table == NULL)
		{
			/* mere commands tell nothing, nor do rows of a table that has lost its beginning */
			if ((*p != '\\' || has_words(p, next)) && find(p, next, "&") == next)
				gd_rows_add_line(rows, place(rows, p), place(rows, next));
			p = next;
			continue;
		}
		next = close_tabular(table, end);
		read_tabular(rows, table, next);
		p = find_line_end(next, end);
	}
}

/*
 * MediaWiki
 */

/* colspan="2" in the attributes of a cell */
static int
read_attribute(Bytes p, Bytes end, const char *name)
{
	p = find(p, end, name);
	for (p += p < end ? strlen(name) : 0; p < end && (*p == '=' || *p == '"' || *p == '\'');)
		p++;
	return read_span(p, end);
}

/* <span lang="EN-US">规章</span>: the tags around a text are none of it. */
static void
strip_tags(Bytes *begin, Bytes *end)
{
	Bytes		p;

	while ((p = gd_skip_space(*begin, *end)) < *end && *p == '<' && find(p, *end, ">") < *end)
		*begin = find(p, *end, ">") + 1;
	for (;;)
	{
		for (p = *end; p > *begin && (p[-1] == ' ' || p[-1] == '\n' || p[-1] == '\r'); p--)
			;
		if (p == *begin || p[-1] != '>')
			return;
		while (p > *begin && *--p != '<')
			;
		*end = p;
	}
}

/* The cell between two places of a line and, for the last one, on the lines that follow. */
static void
add_wiki_cell(GdRows *rows, Bytes begin, Bytes end)
{
	Bytes		bar = find(begin, find_line_end(begin, end), "|");
	bool		has_attributes = bar < end && bar < find_line_end(begin, end);
	Bytes		content = has_attributes ? bar + 1 : begin;
	Bytes		attributes_end = has_attributes ? bar : begin;
	Bytes		stop = end_of_text(content, end);

	strip_tags(&content, &stop);
	gd_rows_add_span(rows, place(rows, content), place(rows, stop),
					 read_attribute(begin, attributes_end, "colspan"),
					 read_attribute(begin, attributes_end, "rowspan"), GD_SPELLED_PLAINLY);
}

/* Where the cell ends that begins at p: at "||" or "!!" on its line, or at a line with a mark. */
static Bytes
find_cell_end(Bytes p, Bytes end, bool is_header)
{
	Bytes		line_end = find_line_end(p, end);
	Bytes		parted = find(p, line_end, "||");
	Bytes		other = is_header ? find(p, line_end, "!!") : line_end;

	parted = other < parted ? other : parted;
	if (parted < line_end)
		return parted;
	while (line_end < end && *line_end != '|' && *line_end != '!')
		line_end = find_line_end(line_end, end);
	return line_end;
}

/* The rows of a table, from behind its first line up to its last one. */
static void
read_wiki_table(GdRows *rows, Bytes p, Bytes end)
{
	uint32_t	first = rows->count;
	Cover		cover = {0};
	bool		in_row = false;

	while (p < end && !rows->no_memory)
	{
		bool		is_header = *p == '!';
		bool		parts_rows = begins_with(p, end, "|-");

		if (parts_rows || begins_with(p, end, "|+") || (*p != '|' && !is_header))
		{
			if (parts_rows && in_row)
				close_row(rows, &cover);
			in_row = in_row && !parts_rows;
			p = find_line_end(p, end);
			continue;
		}
		if (!in_row)
			gd_rows_open_row(rows, place(rows, p));
		in_row = true;
		for (p++;; p += 2)
		{
			Bytes		cell_end = find_cell_end(p, end, is_header);

			add_wiki_cell(rows, p, cell_end);
			p = cell_end;
			if (p + 1 >= end || p[0] != p[1] || p[-1] == '\n')
				break;
		}
	}
	if (in_row)
		close_row(rows, &cover);
	forget_uneven_rows(rows, first);
}

static void
read_wiki(GdRows *rows)
{
	Bytes		end = rows->text + rows->length;
	Bytes		p = rows->text;

	while (p < end && !rows->no_memory)
	{
		Bytes		next = find_line_end(p, end);

		gd_rows_check(rows);
		if (begins_with(p, end, "{|"))
		{
			Bytes		table_end = find(next, end, "\n|}");

			read_wiki_table(rows, next, table_end < end ? table_end + 1 : end);
			p = table_end < end ? find_line_end(table_end + 1, end) : end;
			continue;
		}
		gd_rows_add_line(rows, place(rows, p), place(rows, next));
		p = next;
	}
}

/* Does one of the words stand in the text? */
static bool
holds_any(const GdRows *rows, char first, const char *const *words)
{
	Bytes		end = rows->text + rows->length;

	for (Bytes p = rows->text; (p = memchr(p, first, (size_t) (end - p))) != NULL; p++)
	{
		for (int i = 0; words[i] != NULL; i++)
		{
			if (begins_with(p, end, words[i]))
				return true;
		}
	}
	return false;
}

bool
gd_read_typeset(GdRows *rows)
{
	/* of LaTeX, the end of a table tells of one that has lost its beginning */
	static const char *const latex[] = {
		"\\begin{tabular", "\\begin{longtable", "\\end{tabular", "\\end{longtable", NULL
	};
	static const char *const wiki[] = {"{|\n", "{| ", "{|\r", NULL};
	bool		is_latex = holds_any(rows, '\\', latex);

	if (!is_latex && !holds_any(rows, '{', wiki))
		return false;
	rows->count = 0;
	rows->have_spans = true;
	if (is_latex)
		read_latex(rows);
	else
		read_wiki(rows);
	if (rows->no_memory || is_latex || gd_rows_of_form(rows, FIGURES) > 0)
		return true;
	rows->have_spans = false;
	return false;
}
