/*
 * disputes.h
 *	  Section 4: one row of fifteen figures below its headers, or three of five.
 */
#ifndef DISPUTES_H
#define DISPUTES_H

#include "fill/header.h"

/* text: that the matches were made of */
extern void gd_assign_disputes(const char *text, GdMatches *matches, const GdHabits *habits,
							   GdHeaded *headed, GdReport *report);

#endif							/* DISPUTES_H */
