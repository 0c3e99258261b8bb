/*
 * order.c
 *	  Files are prepared by several threads, and filed one after the other in the order of their
 *	  paths.
 *
 * Each path has a queue, as an archive gives many files. What waits in the queues is bounded: a
 * thread that is ahead waits, but never the one that works at the path whose files are filed now,
 * unless that one's own queue is what is full.
 */
#include "load/order.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "load/ahead.h"
#include "load/interrupt.h"
#include "load/log.h"
#include "load/allocate.h"

#define MOST_WAITING ((size_t) 128 << 20)	/* bytes in the queues */
#define AHEAD 32				/* paths for each thread that may be ahead */
#define MOMENT 100000000		/* nanoseconds */

typedef struct Queue
{
	Prepared   *first;
	Prepared   *last;
	bool		is_closed;		/* no more will come */
} Queue;

struct Order
{
	Preparing	preparing;
	const Walk *walk;
	int			threads;
	pthread_t  *thread;
	pthread_mutex_t lock;		/* of all that follows */
	pthread_cond_t changed;
	Queue	   *queue;			/* of each path */
	size_t		next;			/* path to be taken up */
	size_t		head;			/* path whose files are filed now */
	size_t		waiting;		/* bytes in the queues */
	bool		is_stopped;
};

/* What a thread works at. */
typedef struct Place
{
	Order	   *order;
	size_t		path;
} Place;

static size_t
size_of(const Prepared *prepared)
{
	return prepared->raw.length + prepared->body.length;
}

static bool
has_to_wait(const Order *order, size_t path)
{
	return !order->is_stopped && order->waiting > MOST_WAITING &&
		(path != order->head || order->queue[path].first != NULL);
}

static void
put_into_queue(void *to, Prepared *prepared)
{
	Place	   *place = to;
	Order	   *order = place->order;
	Queue	   *queue = &order->queue[place->path];

	pthread_mutex_lock(&order->lock);
	while (has_to_wait(order, place->path))
		pthread_cond_wait(&order->changed, &order->lock);
	if (queue->last != NULL)
		queue->last->next = prepared;
	else
		queue->first = prepared;
	queue->last = prepared;
	order->waiting += size_of(prepared);
	pthread_cond_broadcast(&order->changed);
	pthread_mutex_unlock(&order->lock);
}

/* The next path to work at; false if there is none. */
static bool
take_path(Order *order, size_t *path)
{
	bool		is_taken;

	pthread_mutex_lock(&order->lock);
	while (!order->is_stopped && order->next < order->walk->count &&
		   order->next - order->head > (size_t) (AHEAD * order->threads))
		pthread_cond_wait(&order->changed, &order->lock);
	is_taken = !order->is_stopped && order->next < order->walk->count && interrupts() == 0;
	if (is_taken)
		*path = order->next++;
	pthread_mutex_unlock(&order->lock);
	return is_taken;
}

static void *
work(void *argument)
{
	Order	   *order = argument;
	Place		place = {order};
	Preparing	preparing = order->preparing;

	block_signals();
	preparing.deliver = put_into_queue;
	preparing.to = &place;
	while (take_path(order, &place.path))
	{
		prepare_path(&preparing, &order->walk->found[place.path]);
		pthread_mutex_lock(&order->lock);
		order->queue[place.path].is_closed = true;
		pthread_cond_broadcast(&order->changed);
		pthread_mutex_unlock(&order->lock);
	}
	return NULL;
}

Order *
start_preparing(const Preparing *preparing, const Walk *walk, int threads)
{
	Order	   *order = get_memory(sizeof(Order));

	memset(order, 0, sizeof(Order));
	order->preparing = *preparing;
	order->preparing.ahead = open_ahead(walk, preparing->time_limit);
	order->walk = walk;
	order->queue = get_memory((walk->count + 1) * sizeof(Queue));
	memset(order->queue, 0, (walk->count + 1) * sizeof(Queue));
	order->thread = get_memory((size_t) threads * sizeof(pthread_t));
	pthread_mutex_init(&order->lock, NULL);
	pthread_cond_init(&order->changed, NULL);
	while (order->threads < threads)
	{
		/* with fewer it only takes longer */
		if (pthread_create(&order->thread[order->threads], NULL, work, order) != 0)
			break;
		pthread_mutex_lock(&order->lock);
		order->threads++;
		pthread_mutex_unlock(&order->lock);
	}
	if (order->threads == 0)
		die("cannot start a thread");
	return order;
}

static Prepared *
take_from_queue(Order *order)
{
	Queue	   *queue = &order->queue[order->head];
	Prepared   *prepared = queue->first;

	if (prepared == NULL)
		return NULL;
	queue->first = prepared->next;
	if (queue->first == NULL)
		queue->last = NULL;
	prepared->next = NULL;
	order->waiting -= size_of(prepared);
	return prepared;
}

static bool
is_all_done(const Order *order)
{
	return order->head == order->walk->count || (interrupts() > 0 && order->head >= order->next);
}

Prepared *
next_prepared(Order *order, bool *all_done)
{
	Prepared   *prepared;
	struct timespec until;

	pthread_mutex_lock(&order->lock);
	while (order->head < order->walk->count && order->queue[order->head].first == NULL &&
		   order->queue[order->head].is_closed)
		order->head++;
	prepared = order->head < order->walk->count ? take_from_queue(order) : NULL;
	*all_done = prepared == NULL && is_all_done(order);
	pthread_cond_broadcast(&order->changed);
	if (prepared == NULL && !*all_done)
	{
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += MOMENT;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&order->changed, &order->lock, &until);
	}
	pthread_mutex_unlock(&order->lock);
	return prepared;
}

size_t
paths_done(Order *order)
{
	size_t		done;

	pthread_mutex_lock(&order->lock);
	done = order->head;
	pthread_mutex_unlock(&order->lock);
	return done;
}

static void
free_queue(Queue *queue)
{
	while (queue->first != NULL)
	{
		Prepared   *next = queue->first->next;

		free_outcome(queue->first->outcome);
		free_prepared(queue->first);
		queue->first = next;
	}
}

void
stop_preparing(Order *order)
{
	pthread_mutex_lock(&order->lock);
	order->is_stopped = true;
	pthread_cond_broadcast(&order->changed);
	pthread_mutex_unlock(&order->lock);
	for (int i = 0; i < order->threads; i++)
		pthread_join(order->thread[i], NULL);
	for (size_t i = 0; i < order->walk->count; i++)
		free_queue(&order->queue[i]);
	pthread_cond_destroy(&order->changed);
	pthread_mutex_destroy(&order->lock);
	close_ahead(order->preparing.ahead);
	free(order->queue);
	free(order->thread);
	free(order);
}
