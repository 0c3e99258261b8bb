/*
 * words.c
 *	  Looks words up in the text.
 */
#include "prose/words.h"

const GdWord *
gd_word_at(const GdPlain *plain, int i, int end, int kinds)
{
	uint16_t	first = plain->code[i];

	for (int w = gd_word_index[first & 0xFF]; w < gd_word_index[(first & 0xFF) + 1]; w++)
	{
		const GdWord *word = &gd_words[w];

		if (word->first == first && (word->kinds & kinds) && i + word->length <= end &&
			gd_skip_word(plain, i, word->word) >= 0)
			return word;
	}
	return NULL;
}

const GdWord *
gd_word_before(const GdPlain *plain, int begin, int i, int kinds)
{
	uint16_t	last = i > begin ? plain->code[i - 1] : 0;

	for (int w = gd_word_end_index[last & 0xFF]; w < gd_word_end_index[(last & 0xFF) + 1]; w++)
	{
		const GdWord *word = &gd_words[gd_words_by_end[w]];

		if (word->last == last && (word->kinds & kinds) && i - word->length >= begin &&
			gd_skip_word(plain, i - word->length, word->word) >= 0)
			return word;
	}
	return NULL;
}
