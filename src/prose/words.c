/*
 * words.c
 *	  Looks words up in the text.
 */
#include "prose/words.h"

#define LONGEST_WORD 12

const GdWord *
gd_word_at(const GdPlain *plain, int i, int end, int kinds)
{
	int			place = plain->code[i] & 0xFF;

	for (int w = gd_word_index[place]; w < gd_word_index[place + 1]; w++)
	{
		const GdWord *word = &gd_words[w];

		if ((word->kinds & kinds) && i + word->length <= end && plain->code[i] == word->word[0] &&
			gd_skip_word(plain, i, word->word) >= 0)
			return word;
	}
	return NULL;
}

const GdWord *
gd_word_before(const GdPlain *plain, int begin, int i, int kinds)
{
	int			longest = i - begin < LONGEST_WORD ? i - begin : LONGEST_WORD;

	for (int length = longest; length > 0; length--)
	{
		const GdWord *word = gd_word_at(plain, i - length, i, kinds);

		if (word != NULL && word->length == length)
			return word;
	}
	return NULL;
}
