/*
 * narrative.h
 *	  What the narrative of a report says about figures that its tables hold.
 *
 * Only what is certainly about all applications of the year is a claim: what a sentence says of
 * other years, other agencies, other kinds of applications or of a part of them is none, so that a
 * difference is worth a person's look.
 */
#ifndef NARRATIVE_H
#define NARRATIVE_H

#include "text/core.h"

typedef enum GdClaimKind
{
	GD_CLAIM_RECEIVED,			/* 收到政府信息公开申请35件 */
	GD_CLAIM_CARRIED_IN,		/* 上年结转2件 */
	GD_CLAIM_CONCLUDED,			/* 办结36件 */
	GD_CLAIM_HANDLED,			/* 答复36件: concluded, or those that came in */
	GD_CLAIM_CARRIED_OUT,		/* 结转下年度继续办理1件; 全部办结 says 0 */
	GD_CLAIM_RECONSIDERATION,	/* 因政府信息公开被申请行政复议1件 */
	GD_CLAIM_LITIGATION,
	GD_CLAIM_YEAR,				/* 2023年，我局…: the only year that the narrative is about */
	GD_CLAIM_KINDS
} GdClaimKind;

typedef struct GdClaim
{
	GdClaimKind kind;
	int64_t		value;
	bool		in_words;		/* 全部办结, 未收到: no number is printed */
	uint32_t	begin;			/* the sentence that it rests on, in bytes of the input */
	uint32_t	end;
} GdClaim;

#define GD_CLAIMS 32			/* more are left out */

typedef struct GdNarrative
{
	int			count;
	GdClaim		claim[GD_CLAIMS];	/* in the order of the text */
} GdNarrative;

/* The report that the narrative is part of. */
typedef struct GdNarrated
{
	int			year;			/* 0 if it is not known */
	GdText		agency;			/* no data if it is not known */
} GdNarrated;

/* Reads section 1 of the report. */
extern GdStatus gd_read_narrative(const GdHost *host, const char *text, size_t length,
								  const GdNarrated *report, GdNarrative *narrative);

/* Does section 6 say which 信息处理费 was collected, or that none was? */
extern GdStatus gd_states_fee(const GdHost *host, const char *text, size_t length, bool *states);

/* Does section 5 name a problem? It must; "无。" does not. */
extern GdStatus gd_states_problems(const GdHost *host, const char *text, size_t length,
								   bool *states);

#endif							/* NARRATIVE_H */
