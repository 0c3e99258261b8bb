/*
 * order.h
 *	  Files are prepared by several threads, and filed one after the other in the order of their
 *	  paths: of two reports of the same agency and year the later filing counts.
 */
#ifndef ORDER_H
#define ORDER_H

#include "load/prepare.h"

typedef struct Order Order;

/* Starts so many threads, which prepare what was found. The walk must live as long. */
extern Order *start_preparing(const Preparing *preparing, const Walk *walk, int threads);

/*
 * The next file, which is then the caller's; NULL if there is none within a moment: all_done tells
 * whether there will be more.
 */
extern Prepared *next_prepared(Order *order, bool *all_done);

/* Paths of which all files have been given. */
extern size_t paths_done(Order *order);

/* Has the threads take up no more, and waits for their end. */
extern void stop_preparing(Order *order);

#endif							/* ORDER_H */
