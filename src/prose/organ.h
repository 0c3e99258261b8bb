/*
 * organ.h
 *	  Finds the name of an organ in a piece of text whose end is known.
 *
 * Where a name ends is told by what follows it: a year, the name of the report, a verb. Where it
 * begins is told by what stands in front of it, and where nothing does, by how names of organs
 * begin: with a place (临川市), with words that name the state (国家税务总局), or with what the organ is for
 * (教育局). A name whose beginning rests on nothing but a line break or a space may have lost a part;
 * it is found, but uncertain.
 */
#ifndef ORGAN_H
#define ORGAN_H

#include "text/plain.h"

typedef enum GdBegins
{
	GD_BEGINS_UNKNOWN,
	GD_BEGINS_BARE,				/* 市教育局, 区统计局: the place is not named */
	GD_BEGINS_FIELD,			/* 教育局 */
	GD_BEGINS_STATE,			/* 国家税务总局 */
	GD_BEGINS_PLACE,			/* 临川市教育局 */
} GdBegins;

typedef struct GdName
{
	int			begin;			/* begin == end: there is none */
	int			end;
	bool		is_certain;
	bool		is_joined;		/* uncertain only because it took in a name in front of it */
	bool		is_governed;	/* words of a sentence are known beside it */
} GdName;

#define GD_NO_NAME ((GdName) {0, 0, true, false})

/*
 * How [begin, end) begins; *stem is the number of characters in front of 市, 县 … where it begins
 * with a place.
 */
extern GdBegins gd_name_begins(const GdPlain *plain, int begin, int end, int *stem);

/* Does [begin, end) end as names of organs or of places do? */
extern bool gd_ends_like_organ(const GdPlain *plain, int begin, int end);

/*
 * The name that ends at `to` or in front of verbs that end there; it begins no earlier than from.
 * What stands in front of from is no part of it. Is it part of a sentence, in which lines are
 * broken anywhere?
 */
extern GdName gd_find_name(const GdPlain *plain, int from, int to, bool in_sentence);

/* May two names be of one organ: equal, or one short for the other? */
extern bool gd_names_agree(const GdPlain *plain, const GdName *a, const GdName *b);

#endif							/* ORGAN_H */
