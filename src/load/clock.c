/*
 * clock.c
 *	  How long things take.
 */
#include "load/clock.h"

#include <time.h>

double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}
