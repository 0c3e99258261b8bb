/*
 * wording.c
 *	  What two narratives of the same section have in common, sentence by sentence.
 */
#include "print/wording.h"

#include "prose/sentence.h"

#include <stdlib.h>

typedef struct Narrative
{
	GdText		text;
	GdSentences sentences;
	uint64_t   *hashes;			/* of them, in order */
} Narrative;

static int
compare_hashes(const void *a, const void *b)
{
	uint64_t	left = *(const uint64_t *) a;
	uint64_t	right = *(const uint64_t *) b;

	return left < right ? -1 : left > right;
}

static GdStatus
read_narrative(const GdHost *host, const GdFacts *facts, int section, Narrative *narrative)
{
	GdStatus	status;

	narrative->text = facts->section[section];
	status = gd_read_sentences(host, narrative->text, facts->agency, &narrative->sentences);
	if (status != GD_OK)
		return status;
	narrative->hashes = host->allocate(host->arena,
									   sizeof(uint64_t) * (narrative->sentences.count + 1));
	if (narrative->hashes == NULL)
		return GD_OUT_OF_MEMORY;
	for (size_t i = 0; i < narrative->sentences.count; i++)
		narrative->hashes[i] = narrative->sentences.sentence[i].hash;
	qsort(narrative->hashes, narrative->sentences.count, sizeof(uint64_t), compare_hashes);
	return GD_OK;
}

static bool
has_sentence(const Narrative *narrative, uint64_t hash)
{
	return narrative->sentences.count > 0 &&
		bsearch(&hash, narrative->hashes, narrative->sentences.count, sizeof(uint64_t),
				compare_hashes) != NULL;
}

static size_t
count_own(const Narrative *narrative, const Narrative *other)
{
	size_t		count = 0;

	for (size_t i = 0; i < narrative->sentences.count; i++)
		count += !has_sentence(other, narrative->sentences.sentence[i].hash);
	return count;
}

/* Each sentence that the other one lacks, on a line of its own. */
static void
write_own(GdWriter *writer, const char *mark, const Narrative *narrative, const Narrative *other)
{
	for (size_t i = 0; i < narrative->sentences.count; i++)
	{
		const GdSentence *sentence = &narrative->sentences.sentence[i];
		const char *p = narrative->text.data + sentence->begin;
		const char *end = narrative->text.data + sentence->end;

		if (has_sentence(other, sentence->hash))
			continue;
		gd_write(writer, mark);
		for (; p < end; p++)
		{
			if (*p != '\n' && *p != '\r')
				gd_write_bytes(writer, p, 1);
		}
		gd_write(writer, "\n\n");
	}
}

static void
write_size(GdWriter *writer, const char *before, size_t count, const char *behind)
{
	gd_write(writer, before);
	gd_write_number(writer, (GdSum) count);
	gd_write(writer, behind);
}

GdStatus
gd_compare_wording(GdWriter *writer, const GdHost *host, const GdFacts *from, const GdFacts *to,
				   int section, GdText *wording)
{
	Narrative	before;
	Narrative	now;
	size_t		begin = writer->length;
	size_t		lost;
	size_t		added;

	*wording = (GdText) {NULL, 0};
	if (read_narrative(host, from, section, &before) != GD_OK ||
		read_narrative(host, to, section, &now) != GD_OK)
		return GD_OUT_OF_MEMORY;
	if (before.sentences.count + now.sentences.count == 0)
		return GD_OK;
	lost = count_own(&before, &now);
	added = count_own(&now, &before);
	write_size(writer, "后一份 ", now.sentences.count, " 句");
	write_size(writer, "，其中与前一份相同的 ", now.sentences.count - added, " 句");
	write_size(writer, "，新写的 ", added, " 句");
	write_size(writer, "；前一份另有 ", lost, " 句。\n\n");
	write_own(writer, "新写：", &now, &before);
	write_own(writer, "前一份：", &before, &now);
	*wording = gd_written(writer, begin);
	return GD_OK;
}
