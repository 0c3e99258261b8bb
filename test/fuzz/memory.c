/*
 * memory.c
 *	  Memory that runs out, at each allocation in turn: once, and from there on for good.
 *
 * The allocations are those of libxml2, ICU, libzip, zlib and of the arena. Whichever fails, the
 * answer is GD_OUT_OF_MEMORY or what it is with enough memory: no crash, no endless loop, no text
 * that is no report, no cell less.
 *
 *	  memory FILE ...
 *	  memory -at N [-for-good] FILE	in this process, for a debugger
 */
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <unicode/uclean.h>

#include "arena.h"
#include "file/file.h"
#include "fill/parse.h"

#define MOST_TRIALS 1500		/* of a file: of more allocations, some are left out */
#define PATIENCE 20				/* seconds for one reading */

/* What to do with the allocations that are counted. */
static struct
{
	bool		is_on;
	bool		for_good;
	long		count;
	long		fails_at;		/* 0: none */
}			memory;

typedef struct Answer
{
	GdStatus	status;
	GdFileKind	kind;
	size_t		length;			/* of the text */
	GdReport	report;
} Answer;

static bool
runs_out(void)
{
	if (!memory.is_on)
		return false;
	memory.count++;
	if (memory.fails_at == 0)
		return false;
	return memory.for_good ? memory.count >= memory.fails_at : memory.count == memory.fails_at;
}

/* libzip and zlib have no allocator of their own: all that is left takes malloc's. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static void *
no_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

void *
malloc(size_t size)
{
	return runs_out() ? no_memory() : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return runs_out() ? no_memory() : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return runs_out() ? no_memory() : __libc_realloc(old, size);
}

/* What the core leaves to be released at the end. */
typedef struct Host
{
	Arena		arena;
	int			count;
	struct
	{
		void		(*release) (void *resource);
		void	   *resource;
	}			held[64];
} Host;

static void *
allocate_piece(void *host, size_t size)
{
	return allocate(&((Host *) host)->arena, size);
}

static void
at_release(void *host, void (*release) (void *resource), void *resource)
{
	Host	   *h = host;

	assert(h->count < 64);
	h->held[h->count].release = release;
	h->held[h->count++].resource = resource;
}

static void
release_all(Host *host)
{
	while (host->count > 0)
	{
		host->count--;
		host->held[host->count].release(host->held[host->count].resource);
	}
	free_pieces(&host->arena);
}

static void
read_answer(const unsigned char *bytes, size_t length, Answer *answer)
{
	static Host owner;
	GdHost		host = {.allocate = allocate_piece, .arena = &owner, .at_release = at_release};
	GdFile		file;

	memset(answer, 0, sizeof(*answer));
	memory.count = 0;
	memory.is_on = true;
	answer->status = gd_read_file(&host, bytes, length, &file);
	answer->kind = file.kind;
	if (answer->status == GD_OK)
	{
		answer->length = file.decoded.length;
		answer->status = gd_parse_report(&host, file.decoded.text, file.decoded.length,
										 &answer->report);
	}
	memory.is_on = false;
	release_all(&owner);
}

/* The texts are gone with the arena; how long they were must agree. */
static bool
is_same(const Answer *a, const Answer *b)
{
	if (a->status != b->status || a->kind != b->kind || a->length != b->length)
		return false;
	if (a->status != GD_OK)
		return true;
	return memcmp(a->report.cell, b->report.cell, sizeof(a->report.cell)) == 0 &&
		a->report.year == b->report.year && a->report.form == b->report.form &&
		a->report.title.length == b->report.title.length &&
		a->report.agency.length == b->report.agency.length &&
		a->report.overview.length == b->report.overview.length;
}

enum
{
	REFUSED,
	SAME,
	DIFFERENT,
};

static int
try(const unsigned char *bytes, size_t length, const Answer *expected)
{
	static Answer answer;

	read_answer(bytes, length, &answer);
	if (answer.status == GD_OUT_OF_MEMORY)
		return REFUSED;
	return is_same(&answer, expected) ? SAME : DIFFERENT;
}

/* In a process of its own, so that a crash is told; returns whether all went well. */
static bool
try_apart(const char *name, const unsigned char *bytes, size_t length, const Answer *expected)
{
	int			state;
	pid_t		child = fork();

	if (child == 0)
	{
		alarm(PATIENCE);
		_exit(try(bytes, length, expected));
	}
	waitpid(child, &state, 0);
	if (WIFEXITED(state) && WEXITSTATUS(state) != DIFFERENT)
		return true;
	printf("%s: memory -at %ld%s: %s\n", name, memory.fails_at, memory.for_good ? " -for-good" : "",
		   WIFEXITED(state) ? "another answer" :
		   WTERMSIG(state) == SIGALRM ? "does not end" : "crash");
	return false;
}

static size_t
read_bytes(const char *name, unsigned char **bytes)
{
	FILE	   *file = fopen(name, "rb");
	long		size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
	{
		perror(name);
		exit(1);
	}
	rewind(file);
	*bytes = malloc((size_t) size + 1);
	size = (long) fread(*bytes, 1, (size_t) size, file);
	fclose(file);
	return (size_t) size;
}

/* Returns how many trials failed. */
static long
test_file(const char *name, long *trials)
{
	static Answer expected;
	unsigned char *bytes;
	size_t		length = read_bytes(name, &bytes);
	long		count;
	long		step;
	long		failures = 0;

	memory.fails_at = 0;
	/* what libraries keep once for all is there before it counts */
	read_answer(bytes, length, &expected);
	read_answer(bytes, length, &expected);
	count = memory.count;
	step = 1 + count / MOST_TRIALS;
	for (int for_good = 0; for_good < 2; for_good++)
	{
		memory.for_good = for_good;
		for (memory.fails_at = 1; memory.fails_at <= count; memory.fails_at += step)
		{
			(*trials)++;
			failures += !try_apart(name, bytes, length, &expected);
		}
	}
	free(bytes);
	return failures;
}

static int
debug(int argc, char **argv)
{
	static Answer expected;
	unsigned char *bytes;
	size_t		length = read_bytes(argv[argc - 1], &bytes);

	read_answer(bytes, length, &expected);
	memory.for_good = argc > 4;
	memory.fails_at = atol(argv[2]);
	printf("%s\n", (const char *[]) {"refused", "same", "different"}[try(bytes, length,
		&expected)]);
	return 0;
}

int
main(int argc, char **argv)
{
	long		trials = 0;
	long		failures = 0;

	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	printf("memory that runs out\n");
	xmlInitParser();
	if (argc > 3 && strcmp(argv[1], "-at") == 0)
		return debug(argc, argv);
	for (int i = 1; i < argc; i++)
		failures += test_file(argv[i], &trials);
	printf("%s: %d files, memory ran out %ld times, %ld failures\n", failures ? "FAILED" : "ok",
		   argc - 1, trials, failures);
	return failures > 0;
}
