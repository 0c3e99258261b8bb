/*
 * clock.h
 *	  How long things take.
 */
#ifndef CLOCK_H
#define CLOCK_H

/* Seconds of a clock that only goes on. */
extern double seconds_now(void);

#endif							/* CLOCK_H */
