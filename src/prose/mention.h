/*
 * mention.h
 *	  The places of a text that name the report: titles, and sentences that quote them.
 */
#ifndef MENTION_H
#define MENTION_H

#include "prose/organ.h"

typedef enum GdMentionKind
{
	GD_MENTION_TITLE,			/* stands alone on its lines */
	GD_MENTION_SENTENCE,		/* 现公布临川市教育局2024年政府信息公开工作年度报告。 */
	GD_MENTION_AUTHOR,			/* 本报告由临川市教育局编制 */
	GD_MENTION_BELOW,			/* the name below a title that has none */
} GdMentionKind;

typedef struct GdMention
{
	GdMentionKind kind;
	GdName		name;
	int			year;			/* 0: not said */
	int			begin;			/* with name and year, in the text that was read */
	int			end;
	bool		is_title;		/* stands alone, whatever its kind */
	bool		is_about_reports;	/* it tells others to write theirs */
	bool		is_published;	/* 关于公布 … 的公告 stands around it */
	bool		is_part_of_year;	/* 2022年上半年政府信息公开工作报告 */
} GdMention;

#define GD_MENTIONS 32			/* what names a report more often says nothing new */

/* Finds at most GD_MENTIONS of them; returns how many. */
extern int	gd_find_mentions(const GdPlain *plain, GdMention *mentions);

/*
 * "2022年，锡林浩特市民政局认真落实条例": the subject of a sentence about the year; begin == end if there is none.
 */
extern GdName gd_find_subject(const GdPlain *plain);

#endif							/* MENTION_H */
