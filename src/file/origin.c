/*
 * origin.c
 *	  The text of a document, and the way back from its places to those of the document.
 *
 * The text is made of pieces that come from one stretch of the document each. Those of a small
 * document are kept; of a large one they would take more memory than the document itself: its text
 * is written once more, over itself, where places are wanted.
 */
#include "file/origin.h"

#include "file/grid.h"
#include "file/sorted.h"
#include "file/tape.h"
#include "text/fold.h"

#include <string.h>

#define KEPT_TAPE (256 * 1024)	/* bytes: of a longer one no pieces are kept */
#define KEPT_PIECE 8			/* bytes of the tape, on an average; as "<td>0" */
#define FEW_PIECES 64

/*
 * To text
 */

typedef struct Keeper
{
	GdPiece    *piece;
	uint32_t	count;
	uint32_t	capacity;
} Keeper;

static bool
keep_piece(void *taker, const GdPiece *piece)
{
	Keeper	   *keeper = taker;

	if (keeper->count == keeper->capacity)
	{
		keeper->piece = NULL;
		return false;
	}
	keeper->piece[keeper->count++] = *piece;
	return true;
}

GdStatus
gd_source_to_text(const GdHost *host, GdSource *source, char **text, size_t *text_length)
{
	const GdTape *tape = source->tape;
	/* no mark is shorter than what it makes: a line end; "| " and " "; "|" and a line end */
	size_t		capacity = (size_t) tape->length + 3 * (size_t) source->blanks + 1 +
		GD_TEXT_PADDING;
	Keeper		keeper = {.capacity = tape->length <= KEPT_TAPE ?
		tape->length / KEPT_PIECE + FEW_PIECES : 0};
	uint32_t	length;
	GdStatus	status;

	source->text = host->allocate(host->arena, capacity);
	if (keeper.capacity > 0)
		keeper.piece = host->allocate(host->arena, sizeof(GdPiece) * keeper.capacity);
	if (source->text == NULL || (keeper.capacity > 0 && keeper.piece == NULL))
		return GD_OUT_OF_MEMORY;
	status = gd_write_grid(host, tape, source->blanks, keeper.piece ? keep_piece : NULL, &keeper,
						   source->text, &length);
	if (status != GD_OK)
		return status;
	memset(source->text + length, 0, GD_TEXT_PADDING);
	source->piece = keeper.piece;
	source->pieces = keeper.count;
	*text = source->text;
	*text_length = length;
	return GD_OK;
}

/*
 * The way back
 */

/* A place of the text that is wanted as one of the document. */
typedef struct Place
{
	/* of the character that begins there, or of the one in front of which it ends */
	uint32_t	offset;
	bool		is_end;
	uint32_t   *found;			/* or NULL */
	GdCellPlace *cell;			/* or NULL */
} Place;

/* Looks for places in their order. */
typedef struct Finder
{
	Place	   *place;			/* the next one */
	Place	   *end;
	GdPiece		piece;			/* the last one so far */
} Finder;

/* The character whose piece tells the place. */
static uint32_t
character_of(const Place *place)
{
	return place->is_end && place->offset > 0 ? place->offset - 1 : place->offset;
}

static uint32_t
place_within(const GdPiece *piece, const Place *place)
{
	uint32_t	distance = place->offset - piece->offset;

	if (distance >= piece->length)
		return piece->end;
	if (gd_is_entity(piece))
		return place->is_end ? piece->end : piece->begin;
	return piece->begin + distance;
}

/* Finds the places of the characters in front of an offset, which no later piece holds. */
static void
find_places(Finder *finder, uint32_t offset)
{
	for (; finder->place < finder->end && character_of(finder->place) < offset; finder->place++)
	{
		if (finder->place->found)
			*finder->place->found = place_within(&finder->piece, finder->place);
		if (finder->place->cell)
			*finder->place->cell = finder->piece.place;
	}
}

static bool
find_in_piece(void *taker, const GdPiece *piece)
{
	Finder	   *finder = taker;

	find_places(finder, piece->offset);
	finder->piece = *piece;
	return finder->place < finder->end;
}

static int
compare_places(const void *a, const void *b)
{
	uint32_t	left = character_of(a);
	uint32_t	right = character_of(b);

	return left < right ? -1 : left > right;
}

static GdStatus
find_all_places(const GdHost *host, const GdSource *source, Place *places, int count)
{
	Finder		finder = {.place = places, .end = places + count};
	GdStatus	status = GD_OK;

	gd_sort_sorted(places, (size_t) count, sizeof(Place), compare_places);
	if (source->piece == NULL)
		status = gd_write_grid(host, source->tape, source->blanks, find_in_piece, &finder,
							   source->text, NULL);
	for (uint32_t i = 0; source->piece != NULL && i < source->pieces; i++)
		find_in_piece(&finder, &source->piece[i]);
	find_places(&finder, UINT32_MAX);
	return status;
}

static int
compare_lines(const void *a, const void *b)
{
	const GdCell *left = *(GdCell *const *) a;
	const GdCell *right = *(GdCell *const *) b;

	return left->line != right->line ? (left->line < right->line ? -1 : 1) :
		left->begin < right->begin ? -1 : left->begin > right->begin;
}

int
gd_shown_cells(GdReport *report, GdCell **cells)
{
	int			shown = 0;

	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		if (report->cell[i].line != 0)
			cells[shown++] = &report->cell[i];
	}
	gd_sort_sorted(cells, (size_t) shown, sizeof(cells[0]), compare_lines);
	return shown;
}

/* Steps over line ends until the line is reached; returns where it begins. */
static const char *
find_line(const char *p, const char *end, uint32_t lines)
{
	while (lines-- > 0)
	{
		const char *next = memchr(p, '\n', (size_t) (end - p));

		if (next == NULL)
			return end;
		p = next + 1;
	}
	return p;
}

/* Where the first cell of a row has text: those that spans cover have no place. */
static uint32_t
first_cell(const char *line, const char *text)
{
	return (uint32_t) (line + strspn(line, "| ") - text);
}

static uint32_t
count_line_ends(const char *p, const char *end)
{
	uint32_t	count = 0;

	for (; p < end && (p = memchr(p, '\n', (size_t) (end - p))) != NULL; p++)
		count++;
	return count;
}

/* The line of each place, which are in their order but for some. */
static void
count_html_lines(GdCell *const *cells, const uint32_t *begin, int count, const char *html,
				 size_t html_length)
{
	uint32_t	at = 0;
	uint32_t	line = 1;

	for (int i = 0; i < count; i++)
	{
		uint32_t	place = begin[i] < html_length ? begin[i] : (uint32_t) html_length;

		line += count_line_ends(html + at, html + place);
		line -= count_line_ends(html + place, html + at);
		at = place;
		cells[i]->line = line;
	}
}

GdStatus
gd_source_apply(const GdHost *host, const GdSource *source, const char *html, size_t html_length,
				const char *text, size_t text_length, GdReport *report)
{
	GdCell	   *cells[GD_CELL_COUNT];
	uint32_t	begin[GD_CELL_COUNT];
	Place		places[2 * GD_CELL_COUNT];
	const char *line = text;
	uint32_t	line_number = 1;
	int			count = 0;
	int			shown = gd_shown_cells(report, cells);

	for (int i = 0; i < shown; i++)
	{
		GdCell	   *cell = cells[i];

		line = find_line(line, text + text_length, cell->line - line_number);
		line_number = cell->line;
		places[count++] = (Place) {
			cell->end != 0 ? cell->begin : first_cell(line, text), false, &begin[i],
			source->is_marked ? &cell->place : NULL
		};
		if (cell->end != 0)
			places[count++] = cell->end > cell->begin ?
				(Place) {cell->end, true, &cell->end, NULL} :
				(Place) {cell->begin, false, &cell->end, NULL};
	}
	if (count > 0 && find_all_places(host, source, places, count) != GD_OK)
		return GD_OUT_OF_MEMORY;
	for (int i = 0; i < shown; i++)
	{
		if (cells[i]->end != 0)
			cells[i]->begin = begin[i];
	}
	count_html_lines(cells, begin, shown, html, html_length);
	return GD_OK;
}

GdStatus
gd_source_places(const GdHost *host, const GdSource *source, const GdWantedPlace *wanted, int count)
{
	Place		places[GD_CELL_COUNT];

	for (int i = 0; i < count; i++)
		places[i] = (Place) {wanted[i].offset, false, NULL, wanted[i].place};
	return count > 0 ? find_all_places(host, source, places, count) : GD_OK;
}
