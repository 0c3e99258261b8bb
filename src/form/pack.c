/*
 * pack.c
 *	  Figures in as few bytes as they need.
 *
 * The shape; the set of cells that have a value, counts and amounts alike; the set of counts that
 * are not 0; and these counts. Sets and counts are in the order of the shape, block by block and
 * row by row, which is that of gd_cells but for cells that the shape lacks. A set has one bit a
 * cell, the lowest of the first byte first. A number is written seven bits a byte, the lowest
 * first, the eighth bit saying that more follow, with its sign as the lowest bit of all: most
 * counts take one byte, and a count of 0 takes none.
 */
#include "form/pack.h"

const GdShape gd_shape = GD_SHAPE;

/*
 * Never to be changed once it is released: what is stored may be no larger. A test makes it
 * smaller, so that some cells came later.
 */
#ifndef GD_FIRST_SHAPE
#define GD_FIRST_SHAPE {{{1, 29}, {26, 7}, {3, 5}}}
#endif
const GdShape gd_first_shape = GD_FIRST_SHAPE;

static GdCellSet
money_cells(void)
{
	GdCellSet	cells = {{0}};

	for (int i = 0; i < GD_MONEY_COUNT; i++)
		gd_set_add(&cells, gd_money_cells[i]);
	return cells;
}

static int
block_size(const GdShape *shape, int block)
{
	return shape->block[block].rows * shape->block[block].columns;
}

static int
shape_size(const GdShape *shape)
{
	int			cells = 0;

	for (int i = 0; i < GD_BLOCK_COUNT; i++)
		cells += block_size(shape, i);
	return cells;
}

/* The bytes that a set of its cells takes. */
static size_t
set_size(const GdShape *shape)
{
	return (size_t) (shape_size(shape) + 7) / 8;
}

GdStoredPlace
gd_stored_place(int cell)
{
	int			block = 0;
	int			columns;

	while (cell >= block_size(&gd_shape, block))
		cell -= block_size(&gd_shape, block++);
	columns = gd_shape.block[block].columns;
	return (GdStoredPlace)
	{
		(uint8_t) block, (uint8_t) (cell / columns), (uint8_t) (cell % columns)
	};
}

/* At most 64 of the bits from the given one on. */
static uint64_t
bits_from(const GdCellSet *set, int first, int count)
{
	int			word = first >> 6;
	int			shift = first & 63;
	uint64_t	bits = set->word[word] >> shift;

	if (shift + count > 64)
		bits |= set->word[word + 1] << (64 - shift);
	return count < 64 ? bits & ((UINT64_C(1) << count) - 1) : bits;
}

static void
copy_bits(const GdCellSet *from, int first, int count, GdCellSet *into, int at)
{
	while (count > 0)
	{
		int			step = 64 - (at & 63);

		if (step > count)
			step = count;
		into->word[at >> 6] |= bits_from(from, first, step) << (at & 63);
		first += step;
		at += step;
		count -= step;
	}
}

static int
smaller(int a, int b)
{
	return a < b ? a : b;
}

/* A set of cells of one shape as one of another; cells that either shape lacks are not in it. */
static GdCellSet
reshape(const GdCellSet *set, const GdShape *from, const GdShape *to)
{
	GdCellSet	into = {{0}};
	int			first = 0;
	int			at = 0;

	for (int i = 0; i < GD_BLOCK_COUNT; i++)
	{
		int			from_columns = from->block[i].columns;
		int			to_columns = to->block[i].columns;
		int			columns = smaller(from_columns, to_columns);
		int			rows = smaller(from->block[i].rows, to->block[i].rows);

		if (from_columns == to_columns)
			copy_bits(set, first, rows * columns, &into, at);
		else
		{
			for (int row = 0; row < rows; row++)
				copy_bits(set, first + row * from_columns, columns, &into, at + row * to_columns);
		}
		first += block_size(from, i);
		at += block_size(to, i);
	}
	return into;
}

static unsigned char *
write_set(const GdCellSet *set, size_t size, unsigned char *at)
{
	for (size_t i = 0; i < size; i++)
		*at++ = (unsigned char) (set->word[i >> 3] >> 8 * (i & 7));
	return at;
}

static GdCellSet
read_set(const unsigned char *bytes, size_t size)
{
	GdCellSet	set = {{0}};

	for (size_t i = 0; i < size; i++)
		set.word[i >> 3] |= (uint64_t) bytes[i] << 8 * (i & 7);
	return set;
}

static unsigned char *
write_number(int64_t number, unsigned char *at)
{
	uint64_t	rest = (uint64_t) number << 1 ^ (number < 0 ? ~UINT64_C(0) : 0);

	for (; rest >= 0x80; rest >>= 7)
		*at++ = (unsigned char) (rest | 0x80);
	*at++ = (unsigned char) rest;
	return at;
}

static GdCellSet
cells_with_value(const GdFigures *figures)
{
	GdCellSet	cells;

	for (int i = 0; i < GD_CELL_WORDS; i++)
		cells.word[i] = figures->known.word[i] | figures->money.word[i];
	return cells;
}

/*
 * The smallest shape, from that of the first release on, that has room for all figures: what needs
 * none of the cells that came later is written as it always was, and older versions can read it.
 */
static GdShape
shape_of(const GdFigures *figures)
{
	GdShape		shape = gd_first_shape;
	GdCellSet	cells = cells_with_value(figures);

	if (memcmp(&gd_shape, &gd_first_shape, sizeof(GdShape)) == 0)
		return shape;
	for (int cell = gd_set_next(&cells, 0); cell >= 0; cell = gd_set_next(&cells, cell + 1))
	{
		GdStoredPlace place = gd_stored_place(cell);

		if (place.row >= shape.block[place.block].rows)
			shape.block[place.block].rows = (uint8_t) (place.row + 1);
		if (place.column >= shape.block[place.block].columns)
			shape.block[place.block].columns = (uint8_t) (place.column + 1);
	}
	return shape;
}

size_t
gd_pack_figures(const GdFigures *figures, unsigned char *into)
{
	GdShape		shape = shape_of(figures);
	size_t		size = set_size(&shape);
	GdCellSet	has_value = cells_with_value(figures);
	GdCellSet	is_written = {{0}};
	const GdCellSet *known = &figures->known;
	unsigned char *at = into + sizeof(shape) + 2 * size;

	for (int cell = gd_set_next(known, 0); cell >= 0; cell = gd_set_next(known, cell + 1))
	{
		if (figures->value[cell] == 0)
			continue;
		gd_set_add(&is_written, cell);
		at = write_number(figures->value[cell], at);
	}
	has_value = reshape(&has_value, &gd_shape, &shape);
	is_written = reshape(&is_written, &gd_shape, &shape);
	memcpy(into, &shape, sizeof(shape));
	write_set(&is_written, size, write_set(&has_value, size, into + sizeof(shape)));
	return (size_t) (at - into);
}

/* The byte behind the number, or NULL if it does not end before the given one. */
static const unsigned char *
read_number(const unsigned char *at, const unsigned char *end, int64_t *number)
{
	uint64_t	bits = 0;
	int			shift = 0;

	do
	{
		if (at == end || shift > 63)
			return NULL;
		bits |= (uint64_t) (*at & 0x7F) << shift;
		shift += 7;
	}
	while (*at++ & 0x80);
	*number = (int64_t) (bits >> 1 ^ (bits & 1 ? ~UINT64_C(0) : 0));
	return at;
}

/* The shape in front of packed figures, if this version has a place for all of its cells. */
static GdUnpacked
read_shape(const unsigned char *bytes, size_t length, GdShape *shape)
{
	if (length < sizeof(GdShape))
		return GD_PACKED_DAMAGED;
	memcpy(shape, bytes, sizeof(GdShape));
	for (int i = 0; i < GD_BLOCK_COUNT; i++)
	{
		if (shape->block[i].rows < gd_first_shape.block[i].rows ||
			shape->block[i].columns < gd_first_shape.block[i].columns)
			return GD_PACKED_DAMAGED;
		if (shape->block[i].rows > gd_shape.block[i].rows ||
			shape->block[i].columns > gd_shape.block[i].columns)
			return GD_PACKED_LATER;
	}
	return length < sizeof(GdShape) + 2 * set_size(shape) ? GD_PACKED_DAMAGED : GD_UNPACKED;
}

/* The cells that have a value, and those that are written; false if no cells can be these. */
static bool
read_sets(const unsigned char *bytes, const GdShape *shape, GdFigures *into, GdCellSet *is_written)
{
	const GdCellSet money = money_cells();
	size_t		size = set_size(shape);
	GdCellSet	has_value = read_set(bytes, size);
	GdCellSet	rest;

	*is_written = read_set(bytes + size, size);
	rest = gd_set_without(is_written, &has_value);
	if (!gd_set_is_empty(&rest))
		return false;
	/* behind the last cell, a set has no bits */
	if (gd_set_next(&has_value, shape_size(shape)) >= 0)
		return false;
	has_value = reshape(&has_value, shape, &gd_shape);
	*is_written = reshape(is_written, shape, &gd_shape);
	into->known = gd_set_without(&has_value, &money);
	into->money = gd_set_both(&has_value, &money);
	rest = gd_set_both(is_written, &money);
	return gd_set_is_empty(&rest);
}

GdUnpacked
gd_unpack_figures(const unsigned char *bytes, size_t length, GdFigures *into, size_t *used)
{
	const unsigned char *at;
	GdShape		shape;
	GdCellSet	is_written;
	GdUnpacked	result = read_shape(bytes, length, &shape);

	if (result != GD_UNPACKED)
		return result;
	memset(into, 0, sizeof(*into));
	if (!read_sets(bytes + sizeof(GdShape), &shape, into, &is_written))
		return GD_PACKED_DAMAGED;
	at = bytes + sizeof(GdShape) + 2 * set_size(&shape);
	for (int i = 0; i < GD_CELL_WORDS; i++)
	{
		for (uint64_t rest = is_written.word[i]; rest != 0; rest &= rest - 1)
		{
			at = read_number(at, bytes + length, &into->value[i * 64 + __builtin_ctzll(rest)]);
			if (at == NULL)
				return GD_PACKED_DAMAGED;
		}
	}
	*used = (size_t) (at - bytes);
	return GD_UNPACKED;
}

size_t
gd_lasting_bytes(const GdFigures *figures, unsigned char *into)
{
	const GdCellSet *known = &figures->known;
	unsigned char *at = into;

	for (int cell = gd_set_next(known, 0); cell >= 0; cell = gd_set_next(known, cell + 1))
	{
		GdStoredPlace place;

		if (figures->value[cell] == 0)
			continue;
		place = gd_stored_place(cell);
		*at++ = place.block;
		*at++ = place.row;
		*at++ = place.column;
		*at++ = 0;
		memcpy(at, &figures->value[cell], sizeof(int64_t));
		at += sizeof(int64_t);
	}
	return (size_t) (at - into);
}

/* By the first cell that only one of them has. */
static int
compare_sets(const GdCellSet *a, const GdCellSet *b)
{
	for (int i = 0; i < GD_CELL_WORDS; i++)
	{
		uint64_t	differing = a->word[i] ^ b->word[i];

		if (differing != 0)
			return a->word[i] & differing & -differing ? 1 : -1;
	}
	return 0;
}

int
gd_compare_figures(const GdFigures *a, const GdFigures *b)
{
	int			order = compare_sets(&a->known, &b->known);

	if (order == 0)
		order = compare_sets(&a->money, &b->money);
	for (int cell = 0; cell < GD_CELL_COUNT && order == 0; cell++)
		order = (a->value[cell] > b->value[cell]) - (a->value[cell] < b->value[cell]);
	return order;
}
