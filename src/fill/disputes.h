/*
 * disputes.h
 *	  Section 4: one row of fifteen figures below its headers, or three of five.
 */
#ifndef DISPUTES_H
#define DISPUTES_H

#include "fill/header.h"

extern void gd_assign_disputes(GdMatches *matches, const GdHabits *habits, GdHeaded *headed,
							   GdReport *report);

#endif							/* DISPUTES_H */
