/*
 * gridded.c
 *	  Reads cells that say themselves in which row and column they are.
 *
 * Services that recognise documents, and programs for sheets, give a list of cells:
 *
 *	{"rowIndex": 1, "columnIndex": 3, "columnSpan": 5, "content": "…"}			Azure
 *	{"start_row_offset_idx": 1, "end_row_offset_idx": 2, …, "text": "…"}		docling
 *	{"RowTl": 1, "RowBr": 2, "ColTl": 3, "ColBr": 8, "Text": "…"}				Tencent
 *	{"row_start": 1, "row_end": 1, "col_start": 3, "col_end": 7, "words": "…"} Baidu
 *	{"rows": [1], "columns": [3, 4, 5, 6, 7], "words": "…"}				Huawei
 *	{"r": 1, "c": 3, "v": {"v": "…", "mc": {"r": 1, "c": 3, "rs": 1, "cs": 5}}} Luckysheet
 *
 * So an object is a cell if it has a text, and numbers whose keys name a row and a column. A list
 * is a table if all that it holds are cells, and none stands in another one's place; else one was
 * lost, doubled or moved, and nobody can tell which. Cells that are not listed are blank.
 */
#include "file/gridded.h"

#include "text/fold.h"

#define FEW_CELLS 4				/* of a table */
#define LONGEST_CELL 512		/* bytes between the names of its row and its column */
#define MOST_PLACES 64			/* for each cell */
#define LONGEST_KEY 32			/* bytes */
#define MOST_ROWS 4096

/* What a number says of a cell, in each direction. */
typedef enum Part
{
	PART_BEGIN,
	PART_END,
	PART_SPAN,
	PARTS,
} Part;

typedef enum Direction
{
	ROW,
	COLUMN,
	DIRECTIONS,
} Direction;

/* Words in keys, as these read in lower case without anything but letters. */
typedef struct Word
{
	const char *word;
	uint8_t		means;
} Word;

static const Word directions[] = {
	{"row", ROW}, {"col", COLUMN}, {"\xE8\xA1\x8C", ROW}, {"\xE5\x88\x97", COLUMN}
};

static const Word parts[] = {
	{"span", PART_SPAN}, {"\xE8\xB7\xA8", PART_SPAN}, {"end", PART_END}, {"br", PART_END},
	{"last", PART_END}, {"bottom", PART_END}, {"right", PART_END}, {"to", PART_END}
};

/* Keys that are such a word as a whole. */
static const struct
{
	const char *key;
	uint8_t		direction;
	uint8_t		part;
}			short_keys[] = {
	{"r", ROW, PART_BEGIN}, {"c", COLUMN, PART_BEGIN}, {"rs", ROW, PART_SPAN},
	{"cs", COLUMN, PART_SPAN}
};

/* Keys with these say something else of rows and columns. */
static const char *const other_words[] = {
	"height", "width", "count", "total", "size", "header", "section", "numrows", "numcols",
	"color", "colour"
};

/* The first of these that a cell has is its text. */
static const char *const text_keys[] = {
	"text", "content", "words", "word", "cellcontent", "celltext", "value", "v", "m", "t", "str",
	"transcription", "\xE6\x96\x87\xE6\x9C\xAC", "\xE5\x86\x85\xE5\xAE\xB9", "\xE5\x80\xBC",
	""
};
#define TEXT_KEYS (sizeof(text_keys) / sizeof(text_keys[0]))

typedef struct Cell
{
	uint32_t	begin;
	uint32_t	end;
	uint8_t		spelling;
	uint8_t		text_key;		/* TEXT_KEYS where there is no text */
	bool		is_covered;		/* by another one */
	bool		is_wrong;		/* it says something twice */
	int32_t		number[DIRECTIONS][PARTS];	/* -1 where it says none */
} Cell;

typedef struct Table
{
	Cell	   *cell;
	uint32_t	count;
	int			height;
	int			width;
	uint32_t   *place;			/* of each place the cell, from 1; 0 for none */
	size_t		places;			/* that there is room for */
} Table;

struct GdGridReader
{
	GdRows	   *rows;
	const GdTree *tree;
	Table		table;			/* that is read */
};

/*
 * Keys
 */

/* A key in lower case, without what is no letter; a longer one is cut. */
static void
read_key(const GdTree *tree, const GdNode *node, char *into)
{
	int			length = 0;

	for (uint32_t i = node->key_begin; i < node->key_end && length < LONGEST_KEY; i++)
	{
		unsigned char c = tree->text[i];

		if (gd_is_ascii_letter(c) || c >= 0x80)
			into[length++] = (char) (c < 0x80 ? c | 0x20 : c);
	}
	into[length] = '\0';
}

static int
find_word(const char *key, const Word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		if (strstr(key, words[i].word) != NULL)
			return words[i].means;
	}
	return -1;
}

/* What a number with the key says; false if it says nothing of rows and columns. */
static bool
find_role(const char *key, Direction *direction, Part *part)
{
	int			found;

	for (size_t i = 0; i < sizeof(short_keys) / sizeof(short_keys[0]); i++)
	{
		if (strcmp(key, short_keys[i].key) != 0)
			continue;
		*direction = (Direction) short_keys[i].direction;
		*part = (Part) short_keys[i].part;
		return true;
	}
	found = find_word(key, directions, sizeof(directions) / sizeof(directions[0]));
	if (found < 0)
		return false;
	for (size_t i = 0; i < sizeof(other_words) / sizeof(other_words[0]); i++)
	{
		if (strstr(key, other_words[i]) != NULL)
			return false;
	}
	*direction = (Direction) found;
	found = find_word(key, parts, sizeof(parts) / sizeof(parts[0]));
	*part = found < 0 ? PART_BEGIN : (Part) found;
	return true;
}

static uint8_t
find_text_key(const char *key)
{
	uint8_t		i = 0;

	while (i < TEXT_KEYS && strcmp(key, text_keys[i]) != 0)
		i++;
	return i;
}

/*
 * Cells
 */

/* The number that a value is, from 0 to the most rows; or -1. */
static int32_t
number_of(const GdTree *tree, const GdNode *node)
{
	int32_t		number = 0;

	if (node->kind != GD_NODE_VALUE || node->begin == node->end || node->end - node->begin > 4)
		return -1;
	for (uint32_t i = node->begin; i < node->end; i++)
	{
		if (!gd_is_ascii_digit(tree->text[i]))
			return -1;
		number = number * 10 + (tree->text[i] - '0');
	}
	return number < MOST_ROWS ? number : -1;
}

static void
set_number(Cell *cell, Direction direction, Part part, int32_t number)
{
	cell->is_wrong |= cell->number[direction][part] >= 0 && cell->number[direction][part] != number;
	cell->number[direction][part] = number;
}

/* [3, 4, 5]: all rows or columns that a cell covers */
static void
read_numbers(const GdTree *tree, uint32_t list, Direction direction, Cell *cell)
{
	int32_t		first = -1;
	int32_t		last = -1;

	for (uint32_t i = list + 1; i < tree->node[list].next; i = tree->node[i].next)
	{
		int32_t		number = number_of(tree, &tree->node[i]);

		cell->is_wrong |= number < 0 || (last >= 0 && number != last + 1);
		first = first < 0 ? number : first;
		last = number;
	}
	if (first < 0)
		return;
	set_number(cell, direction, PART_BEGIN, first);
	set_number(cell, direction, PART_SPAN, last - first + 1);
}

static void
read_text(const GdNode *node, uint8_t text_key, Cell *cell)
{
	cell->is_wrong |= text_key == cell->text_key;
	if (text_key >= cell->text_key)
		return;
	cell->text_key = text_key;
	cell->begin = node->begin;
	cell->end = node->end;
	cell->spelling = node->spelling;
}

/* What an object says of a cell, and those within it. */
static void
read_object(const GdTree *tree, uint32_t object, Cell *cell)
{
	for (uint32_t i = object + 1; i < tree->node[object].next; i = tree->node[i].next)
	{
		const GdNode *node = &tree->node[i];
		char		key[LONGEST_KEY + 1];
		Direction	direction;
		Part		part;
		bool		has_role;
		uint8_t		text_key;

		read_key(tree, node, key);
		has_role = find_role(key, &direction, &part);
		text_key = find_text_key(key);
		if (has_role && number_of(tree, node) >= 0)
			set_number(cell, direction, part, number_of(tree, node));
		else if (has_role && node->kind == GD_NODE_LIST && part == PART_BEGIN)
			read_numbers(tree, i, direction, cell);
		else if (text_key < TEXT_KEYS && node->kind == GD_NODE_VALUE)
			read_text(node, text_key, cell);
	}
}

/* Luckysheet, Univer: what a cell shows, and what it is merged with, are objects of their own. */
static void
read_inner_objects(const GdTree *tree, uint32_t object, Cell *cell)
{
	for (uint32_t i = object + 1; i < tree->node[object].next; i++)
	{
		Cell		inner = {.text_key = TEXT_KEYS};

		if (tree->node[i].kind != GD_NODE_OBJECT)
			continue;
		memset(inner.number, -1, sizeof(inner.number));
		read_object(tree, i, &inner);
		cell->is_wrong |= inner.is_wrong;
		if (cell->text_key == TEXT_KEYS && inner.text_key < TEXT_KEYS)
		{
			cell->text_key = inner.text_key;
			cell->begin = inner.begin;
			cell->end = inner.end;
			cell->spelling = inner.spelling;
		}
		for (int j = 0; j < DIRECTIONS; j++)
		{
			int32_t		begin = inner.number[j][PART_BEGIN];

			cell->is_covered |= begin >= 0 && begin != cell->number[j][PART_BEGIN];
			if (inner.number[j][PART_SPAN] >= 0)
				cell->number[j][PART_SPAN] = inner.number[j][PART_SPAN];
		}
	}
}

/* Is the object a cell? Sets what it says. */
static bool
read_cell(const GdTree *tree, uint32_t object, Cell *cell)
{
	*cell = (Cell) {.text_key = TEXT_KEYS, .begin = tree->node[object].begin};
	cell->end = cell->begin;
	memset(cell->number, -1, sizeof(cell->number));
	if (tree->node[object].kind != GD_NODE_OBJECT || tree->node[object].is_damaged)
		return false;
	read_object(tree, object, cell);
	if (cell->number[ROW][PART_BEGIN] < 0 || cell->number[COLUMN][PART_BEGIN] < 0)
		return false;
	read_inner_objects(tree, object, cell);
	return true;
}

/*
 * Tables
 */

/* The ends of cells may be the last row and column of these, or the ones behind it. */
static bool
set_spans(Table *table)
{
	int			behind = 1;

	for (uint32_t i = 0; i < table->count; i++)
	{
		for (int j = 0; j < DIRECTIONS; j++)
		{
			const int32_t *number = table->cell[i].number[j];

			if (number[PART_END] == number[PART_BEGIN])
				behind = 0;
		}
	}
	for (uint32_t i = 0; i < table->count; i++)
	{
		for (int j = 0; j < DIRECTIONS; j++)
		{
			int32_t    *number = table->cell[i].number[j];

			if (number[PART_SPAN] < 0)
				number[PART_SPAN] = number[PART_END] < 0 ? 1 :
					number[PART_END] - number[PART_BEGIN] + 1 - behind;
			if (number[PART_SPAN] < 1)
				return false;
		}
	}
	return true;
}

static bool
measure(Table *table)
{
	table->height = table->width = 0;
	for (uint32_t i = 0; i < table->count; i++)
	{
		const Cell *cell = &table->cell[i];
		int			bottom = cell->number[ROW][PART_BEGIN] + cell->number[ROW][PART_SPAN];
		int			right = cell->number[COLUMN][PART_BEGIN] + cell->number[COLUMN][PART_SPAN];

		table->height = bottom > table->height ? bottom : table->height;
		table->width = right > table->width ? right : table->width;
	}
	return table->height <= MOST_ROWS && table->width <= UINT8_MAX;
}

/* Is it the cell of the place, from 1, that is listed again? */
static bool
is_there(const GdRows *rows, const Table *table, const Cell *cell, uint32_t place)
{
	const Cell *other = &table->cell[place - 1];

	return place > 0 && memcmp(cell->number, other->number, sizeof(cell->number)) == 0 &&
		cell->end - cell->begin == other->end - other->begin &&
		memcmp(rows->text + cell->begin, rows->text + other->begin, cell->end - cell->begin) == 0;
}

/* Puts a cell into its place; false where another one is. */
static bool
place_cell(const GdRows *rows, const Table *table, uint32_t index)
{
	const Cell *cell = &table->cell[index];
	int			row = cell->number[ROW][PART_BEGIN];
	int			column = cell->number[COLUMN][PART_BEGIN];

	if (is_there(rows, table, cell, table->place[row * table->width + column]))
		return true;
	for (int i = row; i < row + cell->number[ROW][PART_SPAN]; i++)
	{
		for (int j = column; j < column + cell->number[COLUMN][PART_SPAN]; j++)
		{
			uint32_t   *place = &table->place[i * table->width + j];

			if (*place != 0)
				return false;
			*place = index + 1;
		}
	}
	return true;
}

/* Puts the cells into their places; false where they are no table. */
static bool
place_cells(GdGridReader *r)
{
	Table	   *table = &r->table;
	size_t		places;

	if (table->count < FEW_CELLS || !set_spans(table) || !measure(table))
		return false;
	places = (size_t) table->height * (size_t) table->width;
	/* so few cells in so many places: the numbers are none of rows and columns */
	if (places / MOST_PLACES > table->count)
		return false;
	if (places > table->places)
	{
		table->places = 2 * places;
		table->place = r->rows->host->allocate(r->rows->host->arena,
											   sizeof(uint32_t) * table->places);
	}
	if (table->place == NULL)
	{
		r->rows->no_memory = true;
		return false;
	}
	memset(table->place, 0, sizeof(uint32_t) * places);
	for (uint32_t i = 0; i < table->count; i++)
	{
		if (!place_cell(r->rows, table, i))
			return false;
	}
	return true;
}

static void
put_row(GdGridReader *r, int row)
{
	GdRows	   *rows = r->rows;
	const uint32_t *place = &r->table.place[row * r->table.width];
	uint32_t	at = r->table.cell[0].begin;

	gd_rows_check(rows);
	gd_rows_open_row(rows, at);
	for (int i = 0; i < r->table.width && !rows->no_memory; i++)
	{
		const Cell *cell = place[i] > 0 ? &r->table.cell[place[i] - 1] : NULL;

		if (cell == NULL)
			gd_rows_add_span(rows, at, at, 1, 1, GD_SPELLED_PLAINLY);
		else if (cell->number[ROW][PART_BEGIN] == row && cell->number[COLUMN][PART_BEGIN] == i)
			gd_rows_add_span(rows, cell->begin, cell->end, cell->number[COLUMN][PART_SPAN],
							 cell->number[ROW][PART_SPAN], (GdSpelling) cell->spelling);
		at = cell ? cell->begin : at;
	}
	gd_rows_close_row(rows, r->table.width);
}

/*
 * Takes all cells of a list, be they in lists of rows; false if it holds anything else, or two in
 * one place.
 */
static bool
read_table(GdGridReader *r, uint32_t list)
{
	const GdTree *tree = r->tree;
	Table	   *table = &r->table;
	uint32_t	end = tree->node[list].next;

	table->count = 0;
	for (uint32_t i = list; i < end;)
	{
		const GdNode *node = &tree->node[i];
		Cell	   *cell = &table->cell[table->count];

		if (node->is_damaged)
			return false;
		if (!read_cell(tree, i, cell))
		{
			/* values may stand beside the cells of a row, in its object */
			if (node->kind == GD_NODE_VALUE && node->key_end == 0)
				return false;
			i++;
			continue;
		}
		if (cell->is_wrong)
			return false;
		table->count += !cell->is_covered;
		i = node->next;
	}
	return place_cells(r);
}

bool
gd_put_grid(GdGridReader *r, uint32_t list)
{
	if (r->tree->node[list].kind != GD_NODE_LIST || !read_table(r, list))
		return false;
	for (int row = 0; row < r->table.height; row++)
		put_row(r, row);
	gd_rows_end_table(r->rows);
	return true;
}

bool
gd_find_cell(const GdTree *tree, uint32_t object, GdSpan *text)
{
	Cell		cell;

	if (!read_cell(tree, object, &cell))
		return false;
	*text = (GdSpan) {cell.begin, cell.end};
	return true;
}

GdGridReader *
gd_open_grids(GdRows *rows, const GdTree *tree)
{
	const GdHost *host = rows->host;
	GdGridReader *r = host->allocate(host->arena, sizeof(GdGridReader));

	if (r != NULL)
	{
		*r = (GdGridReader) {.rows = rows, .tree = tree};
		r->table.cell = host->allocate(host->arena, sizeof(Cell) * ((size_t) tree->count + 1));
	}
	rows->no_memory = r == NULL || r->table.cell == NULL;
	return r;
}

/*
 * The text
 */

/* May a key name a row or a column? Most do not. */
static bool
may_have_role(const unsigned char *key, const unsigned char *end)
{
	bool		found = end - key <= 2;

	for (; key < end && !found; key++)
		found = *key >= 0x80 || (*key == 'o' && (key[1] == 'w' || key[1] == 'l')) ||
			(*key == 'O' && (key[1] == 'W' || key[1] == 'L'));
	return found;
}

/* The first quote, of either kind, behind a bracket; NULL where there is none. */
static const unsigned char *
find_quote(const GdRows *rows)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *p = memchr(rows->text, '{', rows->length);

	while (p != NULL && p < end && *p != '"' && *p != '\'')
		p++;
	return p != NULL && p < end ? p : NULL;
}

bool
gd_names_places(const GdRows *rows)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *begin = find_quote(rows);
	const unsigned char *named[DIRECTIONS] = {NULL, NULL};
	unsigned char quote = begin ? *begin : 0;
	GdTree		tree = {.text = rows->text};

	/* a quote in a string makes keys of what is between them: then the next one is missed */
	while (begin != NULL)
	{
		const unsigned char *stop = memchr(begin + 1, quote, (size_t) (end - begin - 1));
		char		key[LONGEST_KEY + 1];
		GdNode		node;
		Direction	direction;
		Part		part;

		if (stop == NULL)
			return false;
		gd_rows_check(rows);
		node = (GdNode)
		{
			.key_begin = (uint32_t) (begin + 1 - rows->text),
			.key_end = (uint32_t) (stop - rows->text)
		};
		begin = memchr(stop + 1, quote, (size_t) (end - stop - 1));
		if ((stop[1] != ':' && (stop[1] != ' ' || stop[2] != ':')) ||
			!may_have_role(rows->text + node.key_begin, stop))
			continue;
		read_key(&tree, &node, key);
		if (!find_role(key, &direction, &part) || part != PART_BEGIN)
			continue;
		named[direction] = stop;
		if (named[ROW] && named[COLUMN] && named[ROW] - named[COLUMN] < LONGEST_CELL &&
			named[COLUMN] - named[ROW] < LONGEST_CELL)
			return true;
	}
	return false;
}
