/*
 * interrupt.c
 *	  The signals that end the program: SIGINT, SIGTERM, SIGHUP.
 */
#include "load/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP};

#define CAUGHT (sizeof(caught) / sizeof(caught[0]))

/* Written by the handler, read by all threads. */
static int	came;
static int	last;

static void
note_signal(int number)
{
	__atomic_store_n(&last, number, __ATOMIC_RELAXED);
	__atomic_add_fetch(&came, 1, __ATOMIC_RELEASE);
}

void
catch_signals(void)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = note_signal;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

void
block_signals(void)
{
	sigset_t	set;

	sigemptyset(&set);
	for (size_t i = 0; i < CAUGHT; i++)
		sigaddset(&set, caught[i]);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

int
interrupts(void)
{
	return __atomic_load_n(&came, __ATOMIC_ACQUIRE);
}

int
interrupt_signal(void)
{
	return __atomic_load_n(&last, __ATOMIC_RELAXED);
}
