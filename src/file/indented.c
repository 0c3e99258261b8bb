/*
 * indented.c
 *	  Reads lists with marks, and lines of a key and a value, as a tree.
 *
 *	- 项目: 规章				YAML: a mark for each row, a key for each column
 *	  制发: 3
 *	- - 规章					or marks for both; reStructuredText: "* - 规章"
 *	  - 3
 *	- 规章					what stands deeper belongs to the line above
 *	  - 制发：3
 *	项目 | 规章				psql, MySQL, SQLite, TOML: a key a line, and something, be it a blank
 *	制发 | 3					line, between two rows
 *
 * Lines that mention nothing of the form stay lines, whatever stands in front of them.
 */
#include "file/indented.h"

#include "text/fold.h"

#define DEEPEST 16
#define LONGEST_KEY 192			/* bytes */
#define FEW_LABELS 2			/* of a block that is more than text */
#define FEW_COMMAS 2
#define LONGEST_STROKE 6		/* bytes */
#define PLACES 5				/* a text is looked at in one less */
#define LINES_OF_PLACE 16
#define FEW_LINES 4				/* of a place, the first ones */
#define MANY_OF_PLACE 8

typedef const unsigned char *Bytes;

typedef struct Line
{
	Bytes		begin;
	Bytes		end;			/* without its line end */
	Bytes		next;
	int			marks;
	int			mark[DEEPEST];	/* their columns */
	int			column;			/* of what stands behind them */
	GdSpan		key;			/* end 0: there is none */
	GdSpan		text;			/* the value, or all there is */
	GdSpelling	spelling;
	bool		has_colon;		/* behind the key: what is deeper may belong to it */
	bool		has_pipe;		/* one, behind what would be a key if a pipe might be there */
	bool		may_have_pipe;
} Line;

/* A list or an object that is open. */
typedef struct Level
{
	int			column;
	bool		is_list;
	bool		is_flat;		/* an object whose lines may begin anywhere */
} Level;

typedef struct Reader
{
	GdTree	   *tree;
	Bytes		end;
	Level		level[DEEPEST];
	uint32_t	block;			/* the first node of what is open */
	Bytes		block_begin;
	Bytes		block_end;
	/* what may turn out to be the key of what follows */
	bool		is_pending;
	bool		is_value;		/* and no key */
	int			pending_column;
	GdSpan		pending;
	GdSpelling	pending_spelling;
	GdSpan		name;			/* of the next object */
} Reader;

static inline bool
is_blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static GdSpan
span(const GdTree *tree, Bytes begin, Bytes end)
{
	return (GdSpan) {(uint32_t) (begin - tree->text), (uint32_t) (end - tree->text)};
}

/*
 * Lines
 */

/* Steps over blanks; counts columns. */
static Bytes
skip_blanks(Bytes p, Bytes end, int *column)
{
	for (; p < end && is_blank(*p); p++)
		*column += *p == '\t' ? 8 - *column % 8 : 1;
	return p;
}

static Bytes
trim(Bytes begin, Bytes end)
{
	while (end > begin && is_blank(end[-1]))
		end--;
	return end;
}

/* Is it "- ", "* ", "+ " or "• "? Its length, or 0. */
static int
length_of_mark(Bytes p, Bytes end)
{
	int			length = *p == '-' || *p == '*' || *p == '+';

	if (end - p >= 3 && memcmp(p, "\xE2\x80\xA2", 3) == 0)
		length = 3;
	return length > 0 && (p + length == end || is_blank(p[length])) ? length : 0;
}

/* A text without the quotes or marks of emphasis around it. */
static GdSpan
unquote(const GdTree *tree, Bytes begin, Bytes end, GdSpelling *spelling)
{
	end = trim(begin, end);
	*spelling = GD_SPELLED_PLAINLY;
	while (end - begin >= 2 && *begin == '*' && end[-1] == '*')
	{
		begin++;
		end--;
	}
	if (end - begin >= 2 && *begin == end[-1] && (*begin == '"' || *begin == '\''))
	{
		*spelling = *begin == '"' ? GD_SPELLED_ESCAPED : GD_SPELLED_PLAINLY;
		begin++;
		end--;
	}
	return span(tree, begin, end);
}

/* The length of a separator of key and value at p, or 0. */
static int
length_of_separator(Bytes p, Bytes end)
{
	if (end - p >= 3 && memcmp(p, "\xEF\xBC\x9A", 3) == 0)
		return 3;
	if (*p == ':')
		return p + 1 == end || is_blank(p[1]);
	return *p == '=' || *p == '|';
}

/* 1 for an opening bracket at p, -1 for a closing one. */
static int
read_bracket(Bytes p, Bytes end)
{
	if (end - p >= 3 && p[0] == 0xEF && p[1] == 0xBC && (p[2] == 0x88 || p[2] == 0x89))
		return p[2] == 0x88 ? 1 : -1;
	return (*p == '(') - (*p == ')');
}

/* What no key holds: ，。 and lines of boxes */
static bool
is_stop(Bytes p, Bytes end)
{
	static const char *const stops[] = {"\xEF\xBC\x8C", "\xE3\x80\x82", "\xE2\x94"};

	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
	{
		size_t		length = strlen(stops[i]);

		if ((size_t) (end - p) >= length && memcmp(p, stops[i], length) == 0)
			return true;
	}
	return false;
}

/* Finds the key of a line that begins at p behind its marks, if it has one. */
static void
find_key(const GdTree *tree, Bytes p, Line *line)
{
	/* what separators, brackets and stops begin with */
	static const bool is_special[UINT8_MAX + 1] = {
		[':'] = true, ['='] = true, ['|'] = true, ['('] = true, [')'] = true, ['\t'] = true,
		[0xE2] = true, [0xE3] = true, [0xEF] = true
	};
	Bytes		limit = line->end - p > LONGEST_KEY ? p + LONGEST_KEY : line->end;
	int			open = 0;

	for (Bytes q = p; q < limit; q++)
	{
		int			length;
		int			column = 0;
		Bytes		value;

		if (!is_special[*q])
			continue;
		if (*q == '\t' || (open == 0 && is_stop(q, line->end)))
			return;
		length = length_of_separator(q, line->end);
		/* （本列数据的勾稽关系为：… */
		open += read_bracket(q, line->end);
		if (length == 0 || open > 0)
			continue;
		value = skip_blanks(q + length, line->end, &column);
		if (q == p || (*q == '|' && !line->may_have_pipe))
		{
			line->has_pipe = memchr(value, '|', (size_t) (line->end - value)) == NULL;
			return;
		}
		line->has_colon = *q != '=' && *q != '|';
		line->key = unquote(tree, p, q, &line->spelling);
		line->text = unquote(tree, value, line->end, &line->spelling);
		return;
	}
}

/* Is what stands on the line a list of some values? */
static bool
is_flow(const GdTree *tree, const Line *line)
{
	Bytes		p = tree->text + line->text.begin;
	Bytes		end = tree->text + line->text.end;
	int			commas = 0;

	if (line->key.end > 0 || end - p < 2 || *p != '[' || end[-1] != ']')
		return false;
	for (; p < end && commas < FEW_COMMAS; p++)
		commas += p[0] == ',' && is_blank(p[1]);
	return commas == FEW_COMMAS;
}

/* Reads the line at p; false if it has neither marks nor a key, nor is a list. */
static bool
read_line(const GdTree *tree, Bytes p, Bytes end, Line *line)
{
	Bytes		found = memchr(p, '\n', (size_t) (end - p));
	int			length;

	line->begin = p;
	line->end = found ? found : end;
	line->next = found ? found + 1 : end;
	line->marks = line->column = 0;
	line->key = (GdSpan) {0, 0};
	line->has_colon = line->has_pipe = false;
	p = skip_blanks(p, line->end, &line->column);
	while (p < line->end && line->marks < DEEPEST / 2 &&
		   (length = length_of_mark(p, line->end)) > 0)
	{
		line->mark[line->marks++] = line->column;
		line->column++;
		p = skip_blanks(p + length, line->end, &line->column);
	}
	line->text = unquote(tree, p, line->end, &line->spelling);
	if (p < line->end && *p != '[' && *p != '{')
		find_key(tree, p, line);
	return line->marks > 0 || line->key.end > 0 || is_flow(tree, line);
}

static GdCellKind
kind_of(const GdTree *tree, GdSpan text, GdSpelling spelling)
{
	return gd_kind_of_cell(tree->text + text.begin, tree->text + text.end, spelling);
}

/*
 * Blocks: what begins with a list or object, and ends with it
 */

/* "行政复议_结果维持": the label that a key ends with, behind a mark; all of it if there is none */
static GdSpan
last_of_key(const GdTree *tree, GdSpan key)
{
	for (uint32_t i = key.end; i > key.begin + 1; i--)
	{
		bool		is_number = tree->text[i - 1] == '.' && gd_is_ascii_digit(tree->text[i - 2]);
		GdSpan		last = {i, key.end};

		/* 增/减 */
		if (memchr("_./", tree->text[i - 1], 3) != NULL && !is_number &&
			kind_of(tree, last, GD_SPELLED_PLAINLY) >= GD_CELL_ROW_LABEL)
			return last;
	}
	return key;
}

/* How many labels and headers of the form stand in the nodes from one on, up to a few. */
static int
count_labels(const GdTree *tree, uint32_t from)
{
	int			count = 0;

	for (uint32_t i = from; i < tree->count && count < FEW_LABELS; i++)
	{
		const GdNode *node = &tree->node[i];
		GdSpan		key = {node->key_begin, node->key_end};

		if (key.end > key.begin)
			count += kind_of(tree, last_of_key(tree, key), GD_SPELLED_PLAINLY) >=
				GD_CELL_ROW_LABEL;
		if (node->kind == GD_NODE_VALUE && node->end > node->begin)
			count += kind_of(tree, (GdSpan) {node->begin, node->end},
							 (GdSpelling) node->spelling) >= GD_CELL_ROW_LABEL;
	}
	return count;
}

static void
add_pending(Reader *r)
{
	GdSpan		none = {0, 0};

	if (!r->is_pending)
		return;
	r->is_pending = false;
	if (r->is_value)
		gd_tree_add(r->tree, GD_NODE_VALUE, none, r->pending, r->pending_spelling);
	else
		gd_tree_add(r->tree, GD_NODE_VALUE, r->pending,
					(GdSpan) {r->pending.end, r->pending.end}, GD_SPELLED_PLAINLY);
}

static void
close_level(Reader *r)
{
	add_pending(r);
	gd_tree_close(r->tree, (uint32_t) (r->block_end - r->tree->text));
}

/* Closes all that is open. What mentions nothing of the form becomes the lines that it was. */
static void
close_block(Reader *r)
{
	GdTree	   *tree = r->tree;
	GdSpan		lines = span(tree, r->block_begin, r->block_end);

	if (tree->depth == 0 || tree->no_memory)
		return;
	while (tree->depth > 0)
		close_level(r);
	r->name = (GdSpan) {0, 0};
	if (count_labels(tree, r->block) >= FEW_LABELS)
		return;
	tree->count = r->block;
	gd_tree_add(tree, GD_NODE_LINE, (GdSpan) {0, 0}, lines, GD_SPELLED_PLAINLY);
}

/*
 * Lists and objects
 */

static Level *
innermost(Reader *r)
{
	return r->tree->depth > 0 ? &r->level[r->tree->depth - 1] : NULL;
}

/* Opens a list or object, the key of which may have been waiting for it. */
static void
open_level(Reader *r, const Line *line, int column, bool is_list)
{
	GdTree	   *tree = r->tree;
	GdSpan		key = {0, 0};
	bool		is_first = tree->depth == 0;

	if (is_first)
	{
		r->block = tree->count;
		r->block_begin = line->begin;
		key = is_list ? key : r->name;
	}
	if (r->is_pending)
		key = r->pending;
	if (tree->depth == DEEPEST ||
		!gd_tree_open(tree, is_list ? GD_NODE_LIST : GD_NODE_OBJECT, key,
					  span(tree, line->begin, line->begin).begin))
		return;
	tree->node[tree->count - 1].has_label = r->is_pending && r->is_value;
	r->is_pending = false;
	r->level[tree->depth - 1] = (Level)
	{
		.column = column, .is_list = is_list,
		.is_flat = !is_list && is_first && line->marks == 0
	};
}

/* Does the line belong to what waits for something deeper? */
static bool
is_deeper(const Reader *r, const Line *line)
{
	int			column = line->marks > 0 ? line->mark[0] : line->column;

	return column > r->pending_column ||
		(column == r->pending_column && line->marks > 0 && !r->is_value);
}

/* Closes what the line is no part of. */
static void
close_levels(Reader *r, const Line *line)
{
	int			column = line->marks > 0 ? line->mark[0] : line->column;

	for (const Level *level; (level = innermost(r)) != NULL && !level->is_flat;)
	{
		bool		is_other = level->is_list != (line->marks > 0);

		if (level->column < column || (level->column == column && (!is_other || r->is_pending)))
			return;
		close_level(r);
	}
}

/* Where the value of a list on one line ends that begins at p: at a comma, or at the end. */
static Bytes
find_value_end(Bytes p, Bytes end)
{
	unsigned char quote = p < end && (*p == '"' || *p == '\'') ? *p : 0;

	if (quote != 0)
	{
		for (p++; p < end && *p != quote; p++)
			p += *p == '\\' && quote == '"' && p + 1 < end;
		p += p < end;
	}
	while (p < end && !(*p == ',' && (p + 1 == end || is_blank(p[1]))))
		p++;
	return p;
}

/* "[规章, 3, null, '1,113']": a row on one line, which needs no quotes */
static void
put_flow(Reader *r, const Line *line)
{
	GdTree	   *tree = r->tree;
	Bytes		end = tree->text + line->text.end - 1;
	Bytes		p = tree->text + line->text.begin + 1;

	open_level(r, line, line->column, true);
	while (p <= end && !tree->no_memory)
	{
		int			column = 0;
		Bytes		begin = skip_blanks(p, end, &column);
		GdSpelling	spelling;
		GdSpan		text;

		p = find_value_end(begin, end);
		text = unquote(tree, begin, p, &spelling);
		gd_tree_add(tree, GD_NODE_VALUE, (GdSpan) {0, 0}, text, spelling);
		p++;
	}
	close_level(r);
}

/* Is the object that is open that of the row? */
static bool
is_in_row(const Reader *r, GdSpan row)
{
	const GdTree *tree = r->tree;
	GdNode		name = {.key_begin = row.begin, .key_end = row.end};

	return tree->depth == 1 && r->level[0].is_flat &&
		gd_have_one_key(tree, &name, &tree->node[r->block]);
}

/*
 * "三、（一）予以公开.自然人: 3": a row of its own for all lines that begin so. What is left of the
 * key; all of it where it names no row.
 */
static GdSpan
open_path(Reader *r, const Line *line)
{
	GdTree	   *tree = r->tree;
	GdSpan	last = last_of_key(tree, line->key);
	GdSpan	row = {line->key.begin, last.begin - 1};
	GdCellKind	kind;

	if (last.begin == line->key.begin || line->marks > 0 ||
		(tree->depth > 0 && !r->level[0].is_flat))
		return line->key;
	row = last_of_key(tree, row);
	kind = kind_of(tree, row, GD_SPELLED_PLAINLY);
	if (kind != GD_CELL_ROW_LABEL && kind != GD_CELL_GROUP_LABEL)
		return line->key;
	if (!is_in_row(r, row))
	{
		close_block(r);
		r->name = row;
		open_level(r, line, line->column, false);
	}
	return last;
}

static void
put_structured(Reader *r, const Line *line)
{
	GdTree	   *tree = r->tree;
	Level	   *level;
	GdSpan	key;

	if (r->is_pending && !is_deeper(r, line))
		add_pending(r);
	/* a list behind the lines of an object that may begin anywhere */
	if (line->marks > 0 && tree->depth == 1 && r->level[0].is_flat && !r->is_pending)
		close_block(r);
	close_levels(r, line);
	for (int i = 0; i < line->marks; i++)
	{
		level = innermost(r);
		if (i > 0 || level == NULL || !level->is_list || level->column != line->mark[0])
			open_level(r, line, line->mark[i], true);
	}
	r->block_end = line->next;
	level = innermost(r);
	if (is_flow(tree, line))
	{
		put_flow(r, line);
		return;
	}
	if (line->key.end == 0)
	{
		r->is_pending = r->is_value = true;
		r->pending_column = line->column - 1;
		r->pending = line->text;
		r->pending_spelling = line->spelling;
		return;
	}
	key = open_path(r, line);
	level = innermost(r);
	if (line->marks > 0 || level == NULL || level->is_list || r->is_pending ||
		(!level->is_flat && level->column != line->column))
		open_level(r, line, line->column, false);
	if (line->has_colon && line->text.begin == line->text.end)
	{
		r->is_pending = true;
		r->is_value = false;
		r->pending_column = line->column;
		r->pending = key;
		return;
	}
	gd_tree_add(tree, GD_NODE_VALUE, key, line->text, line->spelling);
}

/* A further line of a value. A number is none: it was lost from elsewhere. */
static void
put_continuation(Reader *r, const Line *line)
{
	GdTree	   *tree = r->tree;
	GdNode	   *last = &tree->node[tree->count - 1];

	r->block_end = line->next;
	if (kind_of(tree, line->text, line->spelling) == GD_CELL_FIGURE)
		tree->node[tree->open[tree->depth - 1]].is_damaged = true;
	else if (r->is_pending)
		r->pending.end = line->text.end;
	else if (last->kind == GD_NODE_VALUE)
		last->end = line->text.end;
}

/* "-[ RECORD 2 ]---", "**** 2. row ****": what parts records, and has no words. */
static bool
is_rule(const Line *line)
{
	int			marks = 0;

	for (Bytes p = line->begin; p < line->end; p++)
	{
		if (*p >= 0x80)
			return false;
		marks += *p == '-' || *p == '*' || *p == '=';
	}
	return marks > 2;
}

/* "[规章]", "[[rows]]": the name of the object below, if it has one */
static bool
read_heading(Reader *r, const Line *line)
{
	Bytes		begin = r->tree->text + line->text.begin;
	Bytes		end = r->tree->text + line->text.end;
	Line		below;

	if (begin == end || *begin != '[' || end[-1] != ']' ||
		!read_line(r->tree, line->next, r->end, &below) || below.has_colon)
		return false;
	while (begin < end && (*begin == '[' || *begin == '"'))
		begin++;
	while (end > begin && (end[-1] == ']' || end[-1] == '"'))
		end--;
	close_block(r);
	r->name = span(r->tree, begin, end);
	return true;
}

/* "-[ RECORD 2 ]---": from there on, a pipe stands behind a key. */
static bool
is_record_of_psql(const Line *line)
{
	return line->end - line->begin > 4 && memcmp(line->begin, "-[ R", 4) == 0;
}

/* Is it a mere stroke, and no blank value of a list? */
static bool
is_stroke(const Reader *r, const Line *line)
{
	if (line->marks == 0 || line->text.end > line->text.begin)
		return false;
	for (int i = 0; i < r->tree->depth; i++)
	{
		if (r->level[i].is_list && r->level[i].column == line->mark[0])
			return false;
	}
	return true;
}

static void
put_line(Reader *r, const Line *line, bool is_structured)
{
	GdTree	   *tree = r->tree;
	bool		is_blank_line = line->text.begin == line->text.end && line->marks == 0;

	if (is_rule(line))
		close_block(r);
	else if (is_blank_line && line->key.end == 0)
	{
		if (tree->depth > 0 && r->level[0].is_flat)
			close_block(r);
	}
	else if (is_structured && !is_stroke(r, line))
		put_structured(r, line);
	else if (read_heading(r, line))
		return;
	else if (tree->depth > 0 && !r->level[0].is_flat && line->column > r->level[0].column)
		put_continuation(r, line);
	else
	{
		close_block(r);
		gd_tree_add(tree, GD_NODE_LINE, (GdSpan) {0, 0}, span(tree, line->begin, line->next),
					GD_SPELLED_PLAINLY);
	}
}

void
gd_read_indented(GdTree *tree, uint32_t length)
{
	Reader		r = {.tree = tree, .end = tree->text + length};
	Line		line = {.next = tree->text};

	while (line.next < r.end && !tree->no_memory)
	{
		bool		is_structured = read_line(tree, line.next, r.end, &line);

		gd_tree_check(tree, line.begin);
		line.may_have_pipe = line.may_have_pipe || is_record_of_psql(&line);
		put_line(&r, &line, is_structured);
	}
	close_block(&r);
}

/*
 * The text
 */

/* Is it a line as they are read here, and not one of JSON? */
static bool
is_structured(const GdTree *tree, const Line *line)
{
	GdCellKind	value;

	if (line->marks > 0)
		return line->text.end > line->text.begin || *line->begin == ' ';
	/* JSON begins neither with a word without quotes nor with a comma */
	if (line->key.end == 0)
		return tree->text[line->text.begin + 1] >= 0x80 ||
			tree->text[line->text.begin + 1] == ',';
	value = kind_of(tree, line->text, line->spelling);
	/* a figure may have a unit that is not known, or be a stroke; a sentence begins with a word */
	if (value == GD_CELL_TEXT && line->text.end - line->text.begin > LONGEST_STROKE &&
		gd_class(gd_fold_char(tree->text + line->text.begin)) != GD_CLASS_DIGIT)
		return false;
	return !(line->has_colon && tree->text[line->key.end] == '"') && line->end[-1] != ',' &&
		kind_of(tree, last_of_key(tree, line->key), GD_SPELLED_PLAINLY) >= GD_CELL_ROW_LABEL;
}

/* Are many of the lines from p on such? Where the first few are none, no more are looked at. */
static bool
are_structured(const GdTree *tree, Bytes p, Bytes end)
{
	Line		line = {.next = p};
	int			likely = 0;
	int			count = 0;

	for (int i = 0; i < LINES_OF_PLACE && line.next < end && 2 * likely + FEW_LINES > i; i++)
	{
		bool		is_likely = read_line(tree, line.next, end, &line);

		likely += is_likely || line.has_pipe;
		count += is_likely && is_structured(tree, &line);
		if (!line.may_have_pipe && is_record_of_psql(&line))
		{
			line.may_have_pipe = true;
			likely = count = i = 0;
		}
	}
	return count >= MANY_OF_PLACE;
}

bool
gd_looks_indented(const GdHost *host, const unsigned char *text, uint32_t length)
{
	GdTree		tree = {.host = host, .text = text};

	for (uint32_t i = 1; i < PLACES; i++)
	{
		Bytes		p = memchr(text + length / PLACES * i, '\n', length - length / PLACES * i);

		if (p != NULL && are_structured(&tree, p + 1, text + length))
			return true;
	}
	return false;
}
