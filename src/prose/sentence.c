/*
 * sentence.c
 *	  Takes a narrative apart into sentences, and makes a number of each.
 */
#include "prose/sentence.h"

#include "text/plain.h"

#define SHORTEST 8				/* characters that count, of one byte at least */
#define FULL_LINE 20			/* characters; a shorter line is a heading or ends a paragraph */
#define LONGEST_NAME 64
#define BREATH 4096				/* characters between two looks for interrupts */

/* FNV-1a, by 16 bits, and the end of MurmurHash3, which makes all bits depend on all. */
#define HASH_BASIS UINT64_C(0xCBF29CE484222325)
#define HASH_PRIME UINT64_C(0x100000001B3)

typedef struct SentenceReader
{
	const unsigned char *text;
	uint16_t	name[LONGEST_NAME];
	int			name_length;
	uint64_t	trail[LONGEST_NAME];	/* the hash in front of each of the last characters */
	uint16_t	recent[LONGEST_NAME];	/* these characters, both as rings */
	uint64_t	hash;
	uint32_t	length;			/* of the sentence so far, in characters that count */
	bool		is_begun;		/* a character stands at begin */
	uint32_t	begin;
	uint32_t	line;			/* characters on this line */
	GdSentences *out;
} SentenceReader;

static uint64_t
mixed(uint64_t hash)
{
	hash ^= hash >> 33;
	hash *= UINT64_C(0xFF51AFD7ED558CCD);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xC4CEB9FE1A85EC53);
	return hash ^ hash >> 33;
}

static void
begin_sentence(SentenceReader *reader)
{
	reader->hash = HASH_BASIS;
	reader->length = 0;
	reader->is_begun = false;
}

static void
end_sentence(SentenceReader *reader, uint32_t end)
{
	if (reader->length >= SHORTEST)
		reader->out->sentence[reader->out->count++] = (GdSentence) {
			.hash = mixed(reader->hash), .begin = reader->begin, .end = end};
	begin_sentence(reader);
}

/* Do the last characters of the sentence make up the name of the agency? */
static bool
ends_with_name(const SentenceReader *reader)
{
	uint32_t	length = (uint32_t) reader->name_length;

	if (length == 0 || reader->length < length)
		return false;
	for (uint32_t i = 0; i < length; i++)
	{
		if (reader->recent[(reader->length - length + i) % LONGEST_NAME] != reader->name[i])
			return false;
	}
	return true;
}

/* A character that counts. */
static void
add_character(SentenceReader *reader, uint16_t c)
{
	reader->trail[reader->length % LONGEST_NAME] = reader->hash;
	reader->recent[reader->length % LONGEST_NAME] = c;
	reader->hash = (reader->hash ^ c) * HASH_PRIME;
	reader->length++;
	if (ends_with_name(reader))
	{
		reader->length -= (uint32_t) reader->name_length;
		reader->hash = reader->trail[reader->length % LONGEST_NAME];
	}
}

/* One character, which ends at end. */
static void
read_character(SentenceReader *reader, GdChar c, uint32_t begin, uint32_t end)
{
	reader->line++;
	switch (gd_class(c))
	{
		case GD_CLASS_IDEOGRAPH:
		case GD_CLASS_LETTER:
			if (!reader->is_begun)
				reader->begin = begin;
			reader->is_begun = true;
			add_character(reader, gd_value(c));
			break;
		case GD_CLASS_STOP:
			end_sentence(reader, end);
			break;
		case GD_CLASS_NEWLINE:
			if (reader->line <= FULL_LINE)
				end_sentence(reader, begin);
			reader->line = 0;
			break;
		default:
			break;
	}
}

/* Ideographs alone: brackets and spaces in a name count nowhere. */
static bool
read_name(const GdHost *host, GdText agency, SentenceReader *reader)
{
	const unsigned char *name;

	if (agency.data == NULL)
		return true;
	name = (const unsigned char *) gd_padded_copy(host, agency.data, agency.length);
	if (name == NULL)
		return false;
	reader->name_length = gd_collect_ideographs(name, name + agency.length, reader->name,
												LONGEST_NAME);
	return true;
}

GdStatus
gd_read_sentences(const GdHost *host, GdText text, GdText agency, GdSentences *sentences)
{
	SentenceReader reader = {.out = sentences};
	const unsigned char *first;
	const unsigned char *p;
	uint32_t	characters = 0;

	sentences->count = 0;
	if (text.data == NULL)
		return GD_OK;
	p = first = (const unsigned char *) gd_padded_copy(host, text.data, text.length);
	sentences->sentence = host->allocate(host->arena, sizeof(GdSentence) *
										 (text.length / SHORTEST + 1));
	if (first == NULL || sentences->sentence == NULL || !read_name(host, agency, &reader))
		return GD_OUT_OF_MEMORY;
	begin_sentence(&reader);
	while ((size_t) (p - first) < text.length)
	{
		uint32_t	begin = (uint32_t) (p - first);
		GdChar		c = gd_next_char(&p);

		if (++characters % BREATH == 0 && host->check_interrupts != NULL)
			host->check_interrupts();
		read_character(&reader, c, begin, (uint32_t) (p - first));
	}
	end_sentence(&reader, (uint32_t) text.length);
	return GD_OK;
}
