/*
 * testimony.c
 *	  Weighs what the places of a text that name its report say.
 *
 * Every place is a candidate. Those that agree decide; one name may be short for another (省公安厅 for
 * 福建省公安厅). Where two places name different organs, the report's own sentence decides between two
 * titles, or nobody: a wrong name is worse than none. The year is that of the period that the
 * figures are of, whatever the headline says, unless title and sentence agree against it.
 */
#include "prose/testimony.h"

#include "prose/period.h"

#include <string.h>

/* Is it this report that is named? */
static bool
is_of_report(const GdMention *mention)
{
	return !mention->is_about_reports && !mention->is_part_of_year;
}

static bool
names_organ(const GdMention *mention)
{
	return mention->name.end > mention->name.begin && is_of_report(mention);
}

void
gd_hear(GdTestimony *testimony, const GdPlain *plain)
{
	testimony->plain = plain;
	testimony->count = gd_find_mentions(plain, testimony->mention);
	testimony->period = gd_find_period(plain, false);
}

/*
 * The agency
 */

static bool
same_name(const GdPlain *plain, const GdName *a, const GdName *b)
{
	int			length = a->end - a->begin;

	return length == b->end - b->begin &&
		memcmp(&plain->code[a->begin], &plain->code[b->begin],
			   length * sizeof(plain->code[0])) == 0;
}

/* Is the name certain, or joined of two lines twice? */
static bool
is_sure(const GdTestimony *testimony, int which)
{
	const GdMention *mention = &testimony->mention[which];

	if (mention->name.is_certain || !mention->name.is_joined)
		return mention->name.is_certain;
	for (int i = 0; i < testimony->count; i++)
	{
		if (i != which && names_organ(&testimony->mention[i]) &&
			same_name(testimony->plain, &mention->name, &testimony->mention[i].name))
			return true;
	}
	return false;
}

static bool
begins_with(const GdPlain *plain, const GdName *name, const GdName *begin)
{
	int			length = begin->end - begin->begin;
	GdName		head = {name->begin, name->begin + length, true, false};

	return name->end - name->begin > length && same_name(plain, &head, begin);
}

/* The office of a government, which may write its report, is no report's agency instead of it. */
static bool
agree(const GdPlain *plain, const GdMention *a, const GdMention *b)
{
	if (a->kind != GD_MENTION_AUTHOR && b->kind != GD_MENTION_AUTHOR &&
		(begins_with(plain, &a->name, &b->name) || begins_with(plain, &b->name, &a->name)))
		return false;
	return gd_names_agree(plain, &a->name, &b->name);
}

static bool
is_own_word(const GdMention *mention)
{
	return mention->kind == GD_MENTION_SENTENCE || mention->kind == GD_MENTION_AUTHOR;
}

/*
 * Does every name of the text agree with this one? Those of titles may differ if a sentence stands
 * for this one.
 */
static bool
is_agreed(const GdTestimony *testimony, int which)
{
	const GdMention *chosen = &testimony->mention[which];
	bool		differs = false;
	bool		has_sentence = is_own_word(chosen);

	for (int i = 0; i < testimony->count; i++)
	{
		const GdMention *mention = &testimony->mention[i];

		if (!names_organ(mention))
			continue;
		if (agree(testimony->plain, chosen, mention))
			has_sentence = has_sentence || is_own_word(mention);
		else if (is_own_word(mention))
			return false;
		else
			differs = true;
	}
	return !differs || (has_sentence && !is_own_word(chosen));
}

/* The longer one of two names that agree, if the shorter one leaves out the place. */
static bool
is_fuller(const GdPlain *plain, const GdName *name, const GdName *other)
{
	int			stem;
	int			length = name->end - name->begin;
	int			other_length = other->end - other->begin;
	GdName		tail = {other->end - length, other->end, true, false};

	return other_length > length && same_name(plain, name, &tail) &&
		gd_name_begins(plain, name->begin, name->end, &stem) <= GD_BEGINS_FIELD;
}

static int
choose_mention(const GdTestimony *testimony, GdWitness *why)
{
	bool		contradicts = false;
	bool		doubts = false;

	for (int kind = GD_MENTION_TITLE; kind <= GD_MENTION_BELOW; kind++)
	{
		for (int i = 0; i < testimony->count; i++)
		{
			const GdMention *mention = &testimony->mention[i];

			if (!names_organ(mention) || mention->kind != kind)
				continue;
			if (!is_sure(testimony, i))
				doubts = true;
			else if (is_agreed(testimony, i))
				return i;
			else
				contradicts = true;
		}
	}
	if (doubts || contradicts)
		*why = contradicts ? GD_WITNESS_CONTRADICTION : GD_WITNESS_DOUBT;
	return -1;
}

static GdWitness
witness_of(GdMentionKind kind)
{
	switch (kind)
	{
		case GD_MENTION_TITLE:
		case GD_MENTION_BELOW:
			return GD_WITNESS_TITLE;
		case GD_MENTION_SENTENCE:
			return GD_WITNESS_SENTENCE;
		case GD_MENTION_AUTHOR:
			return GD_WITNESS_AUTHOR;
	}
	return GD_WITNESS_NONE;
}

GdName
gd_choose_name(const GdTestimony *testimony, GdWitness *why)
{
	int			chosen = choose_mention(testimony, why);
	GdName		name;

	if (chosen < 0)
		return GD_NO_NAME;
	name = testimony->mention[chosen].name;
	*why = witness_of(testimony->mention[chosen].kind);
	for (int i = 0; i < testimony->count; i++)
	{
		const GdMention *mention = &testimony->mention[i];

		if (names_organ(mention) && mention->name.is_certain &&
			is_fuller(testimony->plain, &name, &mention->name))
			name = mention->name;
	}
	return name;
}

/*
 * The year
 */

/* The year of the mentions of a kind; 0 if they have none, -1 if they differ. */
static int
year_of(const GdTestimony *testimony, bool of_titles)
{
	int			year = 0;

	for (int i = 0; i < testimony->count; i++)
	{
		const GdMention *mention = &testimony->mention[i];

		if (mention->year == 0 || !is_of_report(mention) || mention->is_title != of_titles)
			continue;
		if (year != 0 && year != mention->year)
			return -1;
		year = mention->year;
	}
	return year;
}

static bool
title_has_year(const GdTestimony *testimony, int year)
{
	for (int i = 0; i < testimony->count; i++)
	{
		if (testimony->mention[i].is_title && testimony->mention[i].year == year)
			return true;
	}
	return false;
}

/* Decides between the title and the sentence where there is no period. */
static int
choose_said_year(const GdTestimony *testimony, int title, int sentence, GdWitness *why)
{
	if (title > 0 && (sentence == 0 || sentence == title))
	{
		*why = GD_WITNESS_TITLE;
		return title;
	}
	if (sentence > 0 && (title == 0 || (title < 0 && title_has_year(testimony, sentence))))
	{
		*why = GD_WITNESS_SENTENCE;
		return sentence;
	}
	if (title != 0 || sentence != 0)
		*why = GD_WITNESS_CONTRADICTION;
	return 0;
}

int
gd_choose_year(const GdTestimony *testimony, GdWitness *why)
{
	int			title = year_of(testimony, true);
	int			sentence = year_of(testimony, false);

	if (testimony->period == 0)
		return choose_said_year(testimony, title, sentence, why);
	if (title > 0 && title == sentence && title != testimony->period)
	{
		*why = GD_WITNESS_CONTRADICTION;
		return 0;
	}
	*why = GD_WITNESS_PERIOD;
	return testimony->period;
}

bool
gd_is_part_of_year(const GdTestimony *testimony)
{
	bool		found = false;

	for (int i = 0; i < testimony->count; i++)
	{
		if (is_of_report(&testimony->mention[i]))
			return false;
		found = found || testimony->mention[i].is_part_of_year;
	}
	return found;
}
