/*
 * interrupt.h
 *	  The signals that end the program: SIGINT, SIGTERM, SIGHUP.
 */
#ifndef INTERRUPT_H
#define INTERRUPT_H

/* To be called before there are threads, which then leave the signals to the main one. */
extern void catch_signals(void);

/* In a thread that is not to be disturbed. */
extern void block_signals(void);

/* How often such a signal has come, and the last one. */
extern int	interrupts(void);
extern int	interrupt_signal(void);

#endif							/* INTERRUPT_H */
