/*
 * agency.c
 *	  Takes the name of an agency apart: a place, then what the agency is for.
 */
#include "prose/agency.h"

#include "text/plain.h"

#include <string.h>

/* Most characters begin no word. */
static bool
may_begin(int code)
{
	return (gd_agency_starts[(code & 1023) >> 5] >> (code & 31)) & 1;
}

/* A word of the kind at i that ends no later than end; *next is behind it. */
static const GdAgencyWord *
word_at(const GdPlain *name, int i, int end, GdAgencyWordKind kind, int *next)
{
	if (i >= name->count || !may_begin(name->code[i]))
		return NULL;
	for (const GdAgencyWord *word = gd_agency_words; word->word != NULL; word++)
	{
		if (word->kind != kind || word->word[0] != name->code[i])
			continue;
		*next = gd_skip_word(name, i, word->word);
		if (*next >= 0 && *next <= end)
			return word;
	}
	return NULL;
}

static bool
is_named(const GdAgencyWord *word, const char *name)
{
	return word != NULL && strcmp(word->name, name) == 0;
}

/*
 * The first sector word, unless a government is named: at the end of the name that is the agency,
 * in front of a sector it is not.
 */
static const GdAgencyWord *
find_sector(const GdPlain *name, int begin, int *at)
{
	const GdAgencyWord *found = NULL;

	for (int i = begin; i < name->count; i++)
	{
		int			next;
		const GdAgencyWord *word = word_at(name, i, name->count, GD_AGENCY_SECTOR, &next);

		if (word == NULL)
			continue;
		if (found == NULL || is_named(found, "government") ||
			(is_named(word, "government") && next == name->count))
		{
			found = word;
			*at = i;
		}
		i = next - 1;
	}
	return found;
}

/* Does a word of a level stand at i? Those that look like one are none: 市|师范学校. */
static bool
level_follows(const GdPlain *name, int i, int end)
{
	int			next;
	const GdAgencyWord *word = word_at(name, i, end, GD_AGENCY_LEVEL, &next);

	return word != NULL && !is_named(word, "-");
}

/*
 * The level of the last place of several: 松江省临川市青岚县. A word that another one follows is part of a
 * place's own name: 杭州市.
 */
static const GdAgencyWord *
find_level(const GdPlain *name, int begin, int end)
{
	const GdAgencyWord *found = NULL;

	for (int i = begin; i < end; i++)
	{
		int			next;
		const GdAgencyWord *word = word_at(name, i, end, GD_AGENCY_LEVEL, &next);

		if (word == NULL)
			continue;
		if (!is_named(word, "-") && !level_follows(name, next, end))
		{
			/* a city of a city is one of the rank of a county */
			if (is_named(word, "city") && is_named(found, "city"))
				for (word = gd_agency_words; !is_named(word, "county"); word++)
					;
			found = word;
		}
		i = next - 1;
	}
	return found;
}

GdStatus
gd_read_agency(const GdHost *host, const char *name, size_t length, GdAgency *agency)
{
	GdPlain    *plain;
	int			begin = 0;
	int			at;
	int			next;

	*agency = (GdAgency) {NULL, NULL};
	if (gd_read_plain_copy(host, name, length, &plain) != GD_OK)
		return GD_OUT_OF_MEMORY;
	while (word_at(plain, begin, plain->count - 1, GD_AGENCY_PREFIX, &next) != NULL)
		begin = next;
	at = plain->count;
	agency->sector = find_sector(plain, begin, &at);
	/* a government may be followed by the place of its office: 黄浦区人民政府打浦桥街道 */
	agency->level = find_level(plain, begin,
							   is_named(agency->sector, "government") ? plain->count : at);
	return GD_OK;
}
