/*
 * bands.c
 *	  Learns where the columns of a table stand, and places figures there.
 *
 * In a text, a figure that was deleted shifts what follows on its line, so a figure must begin or
 * end exactly where those of all complete rows do. Words with coordinates stay where they are:
 * there, columns may be centred, and figures need stand in line only as nearly as type is set.
 */
#include "fill/bands.h"

#include <string.h>

#define PLACED_TOLERANCE 12		/* of begins, middles and ends, in twentieths of a digit */

static int
place_of(const GdSlot *slot, int metric)
{
	return metric == 0 ? slot->column : slot->character;
}

static GdBand
band_of_slot(const GdSlot *slot, int metric)
{
	int			begin = place_of(slot, metric);
	int			end = begin + slot->width;

	return (GdBand) {
		.first = begin,
		.last = end,
		.least = {2 * begin, begin + end, 2 * end},
		.most = {2 * begin, begin + end, 2 * end},
		.column = GD_UNKNOWN
	};
}

static void
widen(GdBand *band, const GdBand *by)
{
	band->first = by->first < band->first ? by->first : band->first;
	band->last = by->last > band->last ? by->last : band->last;
	for (int i = 0; i < GD_ALIGNMENTS; i++)
	{
		band->least[i] = by->least[i] < band->least[i] ? by->least[i] : band->least[i];
		band->most[i] = by->most[i] > band->most[i] ? by->most[i] : band->most[i];
	}
}

static bool
overlap(const GdBand *a, const GdBand *b)
{
	return a->first < b->last && b->first < a->last;
}

/*
 * Puts a figure on the heap that it overlaps. One that overlaps several makes them one. Digits that
 * stand right behind a label have no place of their own.
 */
static void
add_to_heaps(GdBands *bands, const GdSlot *slot)
{
	GdBand		heap = band_of_slot(slot, 0);
	int			count = 0;

	if (slot->flags & GD_FLAG_GLUED)
		return;
	for (int i = 0; i < bands->heaps && i < GD_MOST_BANDS; i++)
	{
		if (overlap(&bands->heap[i], &heap))
			widen(&heap, &bands->heap[i]);
		else
			bands->heap[count++] = bands->heap[i];
	}
	if (bands->heaps <= GD_MOST_BANDS && count < GD_MOST_BANDS)
		bands->heap[count++] = heap;
	else
		count = GD_MOST_BANDS + 1;
	bands->heaps = count;
}

void
gd_place_bands(GdBands *bands)
{
	bands->tolerance = PLACED_TOLERANCE;
}

void
gd_widen_bands(GdBands *bands, const GdRowShape *shape, int metric, bool is_complete)
{
	for (int i = 0; i < shape->count && bands->tolerance > 0; i++)
		add_to_heaps(bands, shape->slot[i]);
	if (!is_complete)
		return;
	for (int i = 0; i < GD_BAND_COLUMNS; i++)
	{
		GdBand		band = band_of_slot(shape->slot[i], metric);

		if (bands->rows == 0)
			bands->band[i] = band;
		else
			widen(&bands->band[i], &band);
		bands->band[i].column = i;
	}
	bands->count = GD_BAND_COLUMNS;
	bands->rows++;
}

/*
 * Deciding
 */

static bool
is_straight(const GdBands *bands, const GdBand *band, int alignment)
{
	return band->most[alignment] - band->least[alignment] <= bands->tolerance;
}

static bool
is_band(const GdBands *bands, const GdBand *band)
{
	for (int i = 0; i < GD_ALIGNMENTS; i++)
	{
		if (is_straight(bands, band, i))
			return true;
	}
	return false;
}

/* Are all bands straight, one behind the other, and those of known columns in their order? */
static bool
are_apart(const GdBands *bands)
{
	int			column = GD_UNKNOWN;

	for (int i = 0; i < bands->count; i++)
	{
		const GdBand *band = &bands->band[i];

		if ((i > 0 && band->first < bands->band[i - 1].last) || !is_band(bands, band))
			return false;
		if (band->column == GD_UNKNOWN)
			continue;
		if (band->column <= column)
			return false;
		column = band->column;
	}
	return column != GD_UNKNOWN;
}

/* The heaps, from left to right, become the bands. */
static void
sort_heaps(GdBands *bands)
{
	bands->count = 0;
	for (int i = 0; i < bands->heaps; i++)
	{
		int			at = bands->count++;

		for (; at > 0 && bands->band[at - 1].first > bands->heap[i].first; at--)
			bands->band[at] = bands->band[at - 1];
		bands->band[at] = bands->heap[i];
	}
}

/* Gives a band the column of the headers above it; GD_UNKNOWN if there are none or several. */
static void
find_header(const GdBands *bands, GdBand *band, const GdBandHeader *headers, int header_count)
{
	int			found = GD_UNKNOWN;

	for (int i = 0; i < header_count; i++)
	{
		const GdBand header = {.first = headers[i].begin, .last = headers[i].end};

		if (!overlap(band, &header))
			continue;
		for (const GdBand *other = bands->band; other < bands->band + bands->count; other++)
		{
			if (other != band && overlap(other, &header))
				return;
		}
		if (found != GD_UNKNOWN && found != headers[i].column)
			return;
		found = headers[i].column;
	}
	band->column = found;
}

/*
 * As many heaps as columns: are they those of the columns? Where one has lost its figures, another
 * heap may make up for it. A row with all figures tells, or the headers.
 */
static bool
are_all_columns(const GdBands *bands)
{
	int			headed = 0;

	for (int i = 0; i < bands->count; i++)
	{
		int			column = bands->band[i].column;

		if (column != GD_UNKNOWN && column != i)
			return false;
		headed += column == i;
	}
	return bands->rows > 0 || headed > 0;
}

void
gd_settle_bands(GdBands *bands, const GdBandHeader *headers, int header_count)
{
	bands->is_apart = bands->rows > 1 && are_apart(bands);
	if (bands->is_apart || bands->rows > 1 || bands->heaps == 0 || bands->heaps > GD_BAND_COLUMNS)
		return;
	sort_heaps(bands);
	for (int i = 0; i < bands->count; i++)
		find_header(bands, &bands->band[i], headers, header_count);
	if (bands->count == GD_BAND_COLUMNS && !are_all_columns(bands))
		return;
	for (int i = 0; i < bands->count && bands->count == GD_BAND_COLUMNS; i++)
		bands->band[i].column = i;
	bands->is_apart = are_apart(bands);
}

/*
 * Placing
 */

/* Does the figure stand in line with those of the band? */
static bool
is_aligned(const GdBands *bands, const GdBand *band, const GdBand *figure)
{
	for (int i = 0; i < GD_ALIGNMENTS; i++)
	{
		if (is_straight(bands, band, i) && figure->least[i] >= band->most[i] - bands->tolerance &&
			figure->least[i] <= band->least[i] + bands->tolerance)
			return true;
	}
	return false;
}

/* The column of the only band that the figure overlaps, if it stands in line there. */
static int
column_of_figure(const GdBands *bands, const GdSlot *slot, int metric)
{
	const GdBand figure = band_of_slot(slot, metric);
	const GdBand *found = NULL;

	for (int i = 0; i < bands->count; i++)
	{
		if (!overlap(&bands->band[i], &figure))
			continue;
		if (found != NULL)
			return GD_UNKNOWN;
		found = &bands->band[i];
	}
	return found != NULL && is_aligned(bands, found, &figure) ? found->column : GD_UNKNOWN;
}

bool
gd_place_by_bands(const GdBands *bands, const GdRowShape *shape, int metric, int *column)
{
	for (int i = 0; i < shape->count; i++)
	{
		column[i] = column_of_figure(bands, shape->slot[i], metric);
		if (column[i] == GD_UNKNOWN || (i > 0 && column[i] <= column[i - 1]) ||
			(bands->tolerance == 0 && !(shape->slot[i]->flags & GD_FLAG_WIDE_GAP)))
			return false;
	}
	return bands->is_apart;
}
