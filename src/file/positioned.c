/*
 * positioned.c
 *	  Finds words with coordinates, makes lines of text of them, and finds the way back from there.
 *
 * Words are one line where their middles are at one height: the figures of a row beside a label of
 * two lines stand between those lines, a line of their own, as in the texts that pdftotext -layout
 * makes.
 */
#include "file/positioned.h"
#include "file/positioned_doubt.h"
#include "file/positioned_row.h"
#include "file/sorted.h"

#include "text/fold.h"

#include <string.h>

#define HEAD 16384				/* bytes in which a text shows what it is */
#define INTERRUPT_LINES 256
#define UNITS_OF_HEIGHT 24		/* of a line: a digit is 10 wide */
#define SAME_LINE 0.33F			/* of its height: so far are middles apart */
#define SAME_WORD 0.12F			/* of the height */
#define WIDE_GAP 0.7F
#define FAR 1.0F				/* half a line of a label is 0.5 to 0.95 of the height */
#define FIRST_WIDE 0x2E80		/* characters that are as wide as high, and a few others */
#define HIGHEST_BOX 1.6			/* of a font, in the height of its characters */
#define USUAL_BOX 1.3
#define UNREADABLE 0x203B		/* "※" is no number and no blank */
#define OVERLAP 0.3F			/* so far, and one is of another page, or damaged */

/* Words come in any order, so that those of a page that is cut are not those of its beginning. */
static void
drop_last_page(GdWords *words)
{
	uint32_t	page = words->count > 0 ? words->word[words->count - 1].page : 0;

	while (words->count > 0 && words->word[words->count - 1].page == page)
		words->count--;
}

GdStatus
gd_read_words(const GdHost *host, const char *text, size_t length, GdWords *words)
{
	GdWordReader r = {.host = host, .words = words, .text = text, .end = text + length,
	.interrupt_check = text, .counted = text, .line = 1};
	const char *head_end = length > HEAD ? text + HEAD : r.end;
	const char *first = gd_begins_with(text, r.end, "\xEF\xBB\xBF") ? text + 3 : text;

	*words = (GdWords) {.source = text};
	while (first < head_end && (*first == ' ' || *first == '\n' || *first == '\r' ||
								*first == '\t'))
		first++;
	if (first == head_end)
		return GD_OK;
	switch (*first)
	{
		case '<':
			gd_read_xml_words(&r, first, head_end);
			break;
		case '{':
		case '[':
		case '(':
			gd_read_json_words(&r, first, head_end);
			break;
		case 'l':
			gd_read_tsv_words(&r, first);
			break;
		default:
			break;
	}
	words->is_found = words->count > 0;
	if (r.is_cut)
		drop_last_page(words);
	return r.out_of_memory ? GD_OUT_OF_MEMORY : GD_OK;
}

/*
 * Lines
 */

typedef struct TextMaker
{
	const GdHost *host;
	const GdWords *words;
	char	   *text;
	size_t		length;
	GdPlace    *place;
	uint32_t	count;
	uint32_t	line;
	float		unit;
	float		height;			/* of most words */
	float		middle;			/* of the line above */
	bool		is_far;			/* from it */
	uint32_t	edge[2];		/* what stood at the head and the foot of the page before */
} TextMaker;

static float
middle_of(const GdWord *word)
{
	return (word->top + word->bottom) / 2;
}

static int
compare_heights(const void *a, const void *b)
{
	const GdWord *left = a;
	const GdWord *right = b;

	if (left->page != right->page)
		return left->page < right->page ? -1 : 1;
	if (middle_of(left) != middle_of(right))
		return middle_of(left) < middle_of(right) ? -1 : 1;
	return left->source < right->source ? -1 : left->source > right->source;
}

static int
compare_lefts(const void *a, const void *b)
{
	const GdWord *left = a;
	const GdWord *right = b;

	if (left->left != right->left)
		return left->left < right->left ? -1 : 1;
	return left->source < right->source ? -1 : left->source > right->source;
}

static bool
is_digit(const GdWords *words, const GdWord *word)
{
	const char *p = words->source + word->source;
	uint32_t	c = gd_word_character(words, &p, words->source + word->source_end);

	return c - '0' < 10 || c - 0xFF10 < 10;
}

/*
 * Can the box be that of its figure? A coordinate that lost digits makes it much too wide or too
 * high.
 */
static bool
is_likely(const TextMaker *m, const GdWord *word)
{
	float		height = word->bottom - word->top;
	float		width = word->right - word->left;

	return !is_digit(m->words, word) ||
		(height > m->height * 0.3F && height < m->height * 3 &&
		 width < m->height * (float) (word->source_end - word->source));
}

static float
average_height(const GdWords *words)
{
	double		sum = 0;

	for (uint32_t i = 0; i < words->count; i++)
		sum += words->word[i].bottom - words->word[i].top;
	return (float) (sum / words->count);
}

/* The width of a character of the word, if all are as wide as they are high, or 0. */
static float
width_of_ideograph(const GdWords *words, const GdWord *word)
{
	const char *p = words->source + word->source;
	const char *end = words->source + word->source_end;
	int			count = 0;

	while (p < end)
	{
		uint32_t	c = gd_word_character(words, &p, end);

		if (c < FIRST_WIDE)
			return 0;
		count++;
	}
	return count > 0 ? (word->right - word->left) / (float) count : 0;
}

/*
 * Some fonts say that they are much higher than their characters, more than two lines of text: then
 * the boxes of words tell nothing of lines. They are made as high as those of other fonts.
 * (test/texts/boxes-of-two-lines)
 */
static void
shrink_boxes(const GdWords *words)
{
	double		heights = 0;
	double		widths = 0;
	int			count = 0;
	float		kept;

	for (uint32_t i = 0; i < words->count; i++)
	{
		float		width = width_of_ideograph(words, &words->word[i]);

		count += width > 0;
		widths += width;
		heights += width > 0 ? words->word[i].bottom - words->word[i].top : 0;
	}
	if (heights < HIGHEST_BOX * widths || widths <= 0)
		return;
	kept = (float) (USUAL_BOX * widths / heights);
	for (uint32_t i = 0; i < words->count; i++)
	{
		GdWord	   *word = &words->word[i];
		float		middle = middle_of(word);

		/* digits may be of another font, with boxes that are right */
		if (word->bottom - word->top < HIGHEST_BOX * widths / count)
			continue;
		word->top = middle - (middle - word->top) * kept;
		word->bottom = middle + (word->bottom - middle) * kept;
	}
}

/* How many words from here on are on one line. */
static uint32_t
count_line(const GdWord *word, uint32_t count)
{
	float		middle = middle_of(word);
	float		height = word->bottom - word->top;
	uint32_t	i = 1;

	for (; i < count && word[i].page == word->page; i++)
	{
		float		other = word[i].bottom - word[i].top;

		if (middle_of(&word[i]) - middle > SAME_LINE * (other < height ? other : height))
			break;
		/* the middle of the line, as far as it is known */
		middle += (middle_of(&word[i]) - middle) / (float) (i + 1);
	}
	return i;
}

static uint16_t
units_of(const TextMaker *m, float x)
{
	float		units = x / m->unit;

	return units <= 0 ? 0 : units >= UINT16_MAX ? UINT16_MAX : (uint16_t) (units + 0.5F);
}

static void
put_character(TextMaker *m, uint32_t c)
{
	m->length = (size_t) (gd_put_character(m->text + m->length, c) - m->text);
}

static void
put_word(TextMaker *m, const GdWord *word)
{
	const char *p = m->words->source + word->source;
	const char *end = m->words->source + word->source_end;

	m->place[m->count++] = (GdPlace) {
		.text = (uint32_t) m->length,
		.text_line = m->line,
		.source = word->source,
		.source_end = word->source_end,
		.source_line = word->source_line,
		.begin = units_of(m, word->left),
		.end = units_of(m, word->right),
		.is_far = m->is_far
	};
	if (word->is_unreadable)
	{
		put_character(m, UNREADABLE);
		return;
	}
	while (p < end)
	{
		uint32_t	c = gd_word_character(m->words, &p, end);

		if (c != 0)
			put_character(m, c);
	}
	if (word->is_damaged)
		put_character(m, GD_DESTROYED);
}

/* The same word at the same place: bold type may be printed twice. */
static bool
is_doubled(const TextMaker *m, const GdWord *word, const GdWord *before)
{
	uint32_t	bytes = word->source_end - word->source;

	return before->source_end - before->source == bytes &&
		word->left - before->left < 0.25F * m->height &&
		memcmp(m->words->source + word->source, m->words->source + before->source, bytes) == 0;
}

/* "3", "— 3 —", "3/9", "第 3 页 共 9 页" */
static bool
is_page_number(const TextMaker *m, const GdWord *word, uint32_t count)
{
	static const uint32_t marks[] = {'-', '/', '.', 0x2010, 0x2013, 0x2014, 0x2015, 0x2500, 0xFF0D,
	0xFF0F, 0x7B2C, 0x9875, 0x5171};
	int			numbers = 0;
	bool		in_number = false;

	for (uint32_t i = 0; i < count; i++)
	{
		const char *p = m->words->source + word[i].source;
		const char *end = m->words->source + word[i].source_end;

		in_number = in_number && word[i].left - word[i - 1].right <= SAME_WORD * m->height;
		while (p < end)
		{
			uint32_t	c = gd_word_character(m->words, &p, end);
			bool		is_mark = c == 0;

			for (size_t j = 0; j < sizeof(marks) / sizeof(marks[0]); j++)
				is_mark = is_mark || c == marks[j];
			numbers += !is_mark && !in_number;
			in_number = c - '0' < 10;
			if (!is_mark && !in_number)
				return false;
		}
	}
	return numbers > 0 && numbers < 3;
}

/*
 * Does a line that ends its page, or begins it, stand apart from the others, as the number of a
 * page does?
 */
static bool
is_at_edge(const TextMaker *m, const GdWord *word, uint32_t count)
{
	const GdWord *words = m->words->word;
	const GdWord *end = words + m->words->count;
	const GdWord *next = word + count;
	bool		begins = word == words || word[-1].page != word->page;
	bool		ends = next == end || next->page != word->page;

	if (begins == ends)
		return false;
	return begins ? middle_of(next) - middle_of(word) > FAR * m->height :
		middle_of(word) - m->middle > FAR * m->height;
}

/*
 * Is it what stood at the same edge of the page before, but for its digits? Or the date that a
 * browser prints there?
 */
static bool
is_running_title(TextMaker *m, const GdWord *word, uint32_t count)
{
	bool		is_head = word == m->words->word || word[-1].page != word->page;
	uint32_t	hash = 2166136261u;
	uint32_t	before = 0;
	int			slashes = 0;
	bool		is_same;

	for (uint32_t i = 0; i < count; i++)
	{
		const char *p = m->words->source + word[i].source;
		const char *end = m->words->source + word[i].source_end;

		if (i > 0 && word[i].left - word[i - 1].right > SAME_WORD * m->height)
			before = 0;
		while (p < end)
		{
			uint32_t	c = gd_word_character(m->words, &p, end);

			hash = c - '0' < 10 ? hash : (hash ^ c) * 16777619u;
			slashes += c == '/' && before - '0' < 10;
			before = c;
		}
	}
	is_same = m->edge[is_head] == hash || slashes == 2;
	m->edge[is_head] = hash;
	return is_same;
}

/* The bars in front of cells. */
static void
put_bars(TextMaker *m, int count)
{
	for (; count > 0; count--)
	{
		m->text[m->length++] = ' ';
		m->text[m->length++] = '|';
	}
}

static void
put_line(TextMaker *m, GdWord *word, uint32_t count)
{
	const GdWord *before = NULL;

	m->is_far = m->line == 1 || middle_of(word) - m->middle > FAR * m->height ||
		middle_of(word) < m->middle;
	m->middle = middle_of(word);
	for (uint32_t i = 0; i < count; i++)
	{
		float		height = word[i].bottom - word[i].top;
		float		gap = before != NULL ? word[i].left - before->right : 0;

		if (!is_likely(m, &word[i]) || (before != NULL && is_doubled(m, &word[i], before)))
			continue;
		if (gap < -OVERLAP * height)
			put_character(m, GD_DESTROYED);
		put_bars(m, word[i].cells);
		if (gap > height * SAME_WORD)
			m->text[m->length++] = ' ';
		if (gap > height * WIDE_GAP)
			m->text[m->length++] = ' ';
		put_word(m, &word[i]);
		before = &word[i];
	}
	if (before == NULL)
		return;
	put_bars(m, word[count - 1].cells_behind);
	m->text[m->length++] = '\n';
	m->line++;
}

/*
 * Most bytes that the text can take: two spaces, a line end, destroyed characters and bars with
 * each word.
 */
static size_t
bytes_for(const GdWords *words)
{
	size_t		bytes = GD_TEXT_PADDING;

	/* no character is longer than its markup, but for one that is put for a bad byte */
	for (uint32_t i = 0; i < words->count; i++)
		bytes += 3 * (size_t) (words->word[i].source_end - words->word[i].source) + 12 + 2 * 16;
	return bytes;
}

/* Sorts words into lines, from top to bottom; returns how many. */
static int
make_lines(const GdWords *words, GdWordLine *lines)
{
	int			count = 0;

	gd_sort_sorted(words->word, words->count, sizeof(GdWord), compare_heights);
	for (uint32_t i = 0; i < words->count; i += lines[count++].count)
	{
		GdWordLine *line = &lines[count];

		*line = (GdWordLine) {.first = i, .page = words->word[i].page};
		line->count = count_line(&words->word[i], words->count - i);
		for (uint32_t j = i; j < i + line->count; j++)
			line->middle += middle_of(&words->word[j]) / (float) line->count;
		gd_sort_sorted(&words->word[i], line->count, sizeof(GdWord), compare_lefts);
	}
	return count;
}

static void
put_lines(TextMaker *m, const GdWordLine *lines, int count)
{
	for (int i = 0; i < count; i++)
	{
		GdWord	   *word = &m->words->word[lines[i].first];

		if (i > 0 && lines[i].page != lines[i - 1].page)
			m->text[m->length++] = '\f';
		if (m->host->check_interrupts && i % INTERRUPT_LINES == 0)
			m->host->check_interrupts();
		if (!is_at_edge(m, word, lines[i].count) ||
			(!is_page_number(m, word, lines[i].count) &&
			 !is_running_title(m, word, lines[i].count)))
		{
			gd_find_cells(m->words, lines, i, m->height);
			put_line(m, word, lines[i].count);
		}
	}
}

GdStatus
gd_words_to_text(const GdHost *host, GdWords *words, char **text, size_t *text_length,
				 GdPlaces *places)
{
	TextMaker	m = {.host = host, .words = words, .line = 1};
	GdWordLine *lines = host->allocate(host->arena, sizeof(GdWordLine) * (words->count + 1));
	int			count;

	m.text = host->allocate(host->arena, bytes_for(words));
	m.place = host->allocate(host->arena, sizeof(GdPlace) * (words->count + 1));
	if (m.text == NULL || m.place == NULL || lines == NULL)
		return GD_OUT_OF_MEMORY;
	shrink_boxes(words);
	m.height = words->count > 0 ? average_height(words) : 1;
	m.unit = m.height / UNITS_OF_HEIGHT;
	count = make_lines(words, lines);
	if (gd_join_labels(words, lines, count, m.height))
		count = make_lines(words, lines);
	if (gd_doubt_words(words, lines, count, m.height))
		count = make_lines(words, lines);
	put_lines(&m, lines, count);
	memset(m.text + m.length, 0, GD_TEXT_PADDING);
	*text = m.text;
	*text_length = m.length;
	*places = (GdPlaces) {m.place, m.count};
	return GD_OK;
}

/*
 * The way back
 */

/* The last place that begins at or in front of the byte; NULL if there is none. */
static const GdPlace *
place_at(const GdPlaces *places, uint32_t byte)
{
	uint32_t	from = 0;
	uint32_t	to = places->count;

	while (from < to)
	{
		uint32_t	at = from + (to - from) / 2;

		if (places->place[at].text <= byte)
			from = at + 1;
		else
			to = at;
	}
	return from > 0 ? &places->place[from - 1] : NULL;
}

/* The first place on the line. */
static const GdPlace *
first_of_line(const GdPlaces *places, uint32_t line)
{
	uint32_t	from = 0;
	uint32_t	to = places->count;

	while (from < to)
	{
		uint32_t	at = from + (to - from) / 2;

		if (places->place[at].text_line < line)
			from = at + 1;
		else
			to = at;
	}
	return from < places->count ? &places->place[from] : NULL;
}

void
gd_places_apply(const GdPlaces *places, GdReport *report)
{
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		GdCell	   *cell = &report->cell[i];
		const GdPlace *first;
		const GdPlace *last;

		if (cell->line == 0)
			continue;
		first = cell->end != 0 ? place_at(places, cell->begin) : first_of_line(places, cell->line);
		last = cell->end > cell->begin ? place_at(places, cell->end - 1) : first;
		if (first == NULL || last == NULL)
			continue;
		cell->line = first->source_line;
		if (cell->end == 0)
			continue;
		/* a tool may write the words of a page in any order */
		if (cell->end == cell->begin)
			cell->end = first->source;
		else
			cell->end = first->source_end > last->source_end ? first->source_end :
				last->source_end;
		cell->begin = first->source < last->source ? first->source : last->source;
	}
}
