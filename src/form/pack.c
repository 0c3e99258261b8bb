/*
 * pack.c
 *	  Figures in as few bytes as they need.
 *
 * The set of cells that have a value, counts and amounts alike; the set of counts that are not 0; and these counts, in the
 * order of the cells. A number is written seven bits a byte, the lowest first, the eighth bit saying that more follow, with
 * its sign as the lowest bit of all: most counts take one byte, and a count of 0 takes none.
 */
#include "form/pack.h"

static GdCellSet
money_cells(void)
{
	GdCellSet	cells = {{0}};

	for (int i = 0; i < GD_MONEY_COUNT; i++)
		gd_set_add(&cells, gd_money_cells[i]);
	return cells;
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

size_t
gd_pack_figures(const GdFigures *figures, unsigned char *into)
{
	unsigned char *at = into + 2 * sizeof(GdCellSet);
	GdCellSet	has_value;
	GdCellSet	is_written = {{0}};

	for (int i = 0; i < GD_CELL_WORDS; i++)
		has_value.word[i] = figures->known.word[i] | figures->money.word[i];
	for (int cell = gd_set_next(&figures->known, 0); cell >= 0; cell = gd_set_next(&figures->known, cell + 1))
	{
		if (figures->value[cell] == 0)
			continue;
		gd_set_add(&is_written, cell);
		at = write_number(figures->value[cell], at);
	}
	memcpy(into, &has_value, sizeof(GdCellSet));
	memcpy(into + sizeof(GdCellSet), &is_written, sizeof(GdCellSet));
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

size_t
gd_unpack_figures(const unsigned char *bytes, size_t length, GdFigures *into)
{
	const GdCellSet money = money_cells();
	const unsigned char *at = bytes + 2 * sizeof(GdCellSet);
	GdCellSet	has_value;
	GdCellSet	is_written;

	memset(into, 0, sizeof(*into));
	if (length < 2 * sizeof(GdCellSet))
		return 0;
	memcpy(&has_value, bytes, sizeof(GdCellSet));
	memcpy(&is_written, bytes + sizeof(GdCellSet), sizeof(GdCellSet));
	into->known = gd_set_without(&has_value, &money);
	into->money = gd_set_both(&has_value, &money);
	if (gd_set_next(&has_value, GD_CELL_COUNT) >= 0 || gd_set_next(&is_written, GD_CELL_COUNT) >= 0)
		return 0;
	for (int i = 0; i < GD_CELL_WORDS; i++)
	{
		if (is_written.word[i] & ~into->known.word[i])
			return 0;
		for (uint64_t rest = is_written.word[i]; rest != 0; rest &= rest - 1)
		{
			at = read_number(at, bytes + length, &into->value[i * 64 + __builtin_ctzll(rest)]);
			if (at == NULL)
				return 0;
		}
	}
	return (size_t) (at - bytes);
}
