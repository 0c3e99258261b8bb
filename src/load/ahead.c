/*
 * ahead.c
 *	  Converts files before their turn comes.
 *
 * A thread that has to convert a file looks at the next ones for those of the same kind, and has
 * all of them converted at once. Threads that come to one of these wait for it. What fails then is
 * tried again by itself: no file spoils another one.
 */
#include "load/ahead.h"

#include <pthread.h>
#include <stdlib.h>

#include "load/allocate.h"
#include "load/disk.h"

#define LOOK_AT 64				/* files behind the first one */
#define MOST_BYTES ((size_t) 64 << 20)	/* of all that are converted at once */

typedef enum State
{
	UNTOUCHED,
	PENDING,					/* a thread has it converted */
	CONVERTED,
	TO_DO						/* by itself */
} State;

typedef struct Slot
{
	State		state;
	Conversion	conversion;
} Slot;

struct Ahead
{
	const Walk *walk;
	int			seconds;
	pthread_mutex_t lock;		/* of the slots */
	pthread_cond_t changed;
	Slot	   *slot;			/* of each file that was found */
};

/* What is converted at once: the first one's bytes are the caller's. */
typedef struct Batch
{
	size_t		file[MOST_AT_ONCE];
	GdText		bytes[MOST_AT_ONCE];
	Conversion	conversion[MOST_AT_ONCE];
	int			count;
	size_t		size;
} Batch;

Ahead *
open_ahead(const Walk *walk, int seconds)
{
	Ahead	   *ahead = get_memory(sizeof(Ahead));
	size_t		size = (walk->count + 1) * sizeof(Slot);

	*ahead = (Ahead) {.walk = walk, .seconds = seconds, .slot = get_memory(size)};
	memset(ahead->slot, 0, size);
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	return ahead;
}

void
close_ahead(Ahead *ahead)
{
	for (size_t i = 0; i < ahead->walk->count; i++)
		free(ahead->slot[i].conversion.text);
	pthread_mutex_destroy(&ahead->lock);
	pthread_cond_destroy(&ahead->changed);
	free(ahead->slot);
	free(ahead);
}

/* Takes up a file; false if another thread has. */
static bool
claim(Ahead *ahead, size_t file)
{
	bool		is_mine;

	pthread_mutex_lock(&ahead->lock);
	is_mine = ahead->slot[file].state == UNTOUCHED;
	if (is_mine)
		ahead->slot[file].state = PENDING;
	pthread_mutex_unlock(&ahead->lock);
	return is_mine;
}

static void
settle(Ahead *ahead, size_t file, State state, const Conversion *conversion)
{
	pthread_mutex_lock(&ahead->lock);
	ahead->slot[file].state = state;
	if (conversion)
		ahead->slot[file].conversion = *conversion;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
}

/* What was made of a file by another thread; false if it is to be converted by itself. */
static bool
wait_for(Ahead *ahead, size_t file, Conversion *conversion)
{
	Slot	   *slot = &ahead->slot[file];
	bool		is_there;

	pthread_mutex_lock(&ahead->lock);
	while (slot->state == PENDING)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	is_there = slot->state == CONVERTED;
	if (is_there)
	{
		*conversion = slot->conversion;
		slot->conversion = (Conversion) {NULL};
	}
	slot->state = TO_DO;
	pthread_mutex_unlock(&ahead->lock);
	return is_there;
}

static bool
is_small(size_t size, size_t more)
{
	return more < MOST_BYTES && size < MOST_BYTES - more;
}

/* Adds a file to the batch if it is of the kind, and nobody else's. */
static void
add_file(Ahead *ahead, size_t file, GdFileKind kind, Batch *batch)
{
	const Found *found = &ahead->walk->found[file];
	Bytes		bytes = {NULL, 0};
	char	   *why = NULL;

	if (found->problem == NULL && read_whole_file(found->path, &bytes, &why) &&
		is_small(batch->size, bytes.length) &&
		gd_kind_of_bytes((GdText) {bytes.data, bytes.length}) == kind && claim(ahead, file))
	{
		batch->file[batch->count] = file;
		batch->bytes[batch->count++] = (GdText) {bytes.data, bytes.length};
		batch->size += bytes.length;
	}
	else
		free(bytes.data);
	free(why);
}

/* Converts the files of the batch, of which the first one is the caller's. */
static void
convert_batch(Ahead *ahead, GdFileKind kind, Batch *batch)
{
	convert_files(kind, batch->bytes, batch->count, ahead->seconds, batch->conversion);
	for (int i = 1; i < batch->count; i++)
	{
		Conversion *conversion = &batch->conversion[i];

		free(conversion->why);
		conversion->why = NULL;
		settle(ahead, batch->file[i], conversion->text ? CONVERTED : TO_DO, conversion);
		free((char *) batch->bytes[i].data);
	}
}

void
convert_ahead(Ahead *ahead, const Found *found, GdFileKind kind, GdText bytes,
			  Conversion *conversion)
{
	size_t		file = (size_t) (found - ahead->walk->found);
	size_t		end = file + LOOK_AT < ahead->walk->count ? file + LOOK_AT : ahead->walk->count;
	Batch		batch = {{file}, {bytes}, {{NULL}}, 1, bytes.length};

	if (!claim(ahead, file))
	{
		if (!wait_for(ahead, file, conversion))
			convert_file(kind, bytes, ahead->seconds, conversion);
		return;
	}
	for (size_t i = file + 1; i < end && batch.count < MOST_AT_ONCE; i++)
		add_file(ahead, i, kind, &batch);
	if (batch.count > 1)
		convert_batch(ahead, kind, &batch);
	*conversion = batch.conversion[0];
	settle(ahead, file, TO_DO, NULL);
	if (conversion->text == NULL && !conversion->is_interrupted)
	{
		free(conversion->why);
		convert_file(kind, bytes, ahead->seconds, conversion);
	}
}
