/*
 * period.h
 *	  The year that the figures of a report are of, as its text says.
 */
#ifndef PERIOD_H
#define PERIOD_H

#include "text/plain.h"

/*
 * The year of "统计期限自2024年1月1日起至2024年12月31日止", in digits or in words; 0 if nothing says so,
 * or two things are said. In a narrative other things have periods, too: there it must say 统计.
 */
extern int	gd_find_period(const GdPlain *plain, bool in_narrative);

/*
 * The year that a narrative is about, by the one that it names most often; 0 if it does not tell.
 */
extern int	gd_find_narrated_year(const GdPlain *plain);

#endif							/* PERIOD_H */
