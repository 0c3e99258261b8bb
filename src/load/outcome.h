/*
 * outcome.h
 *	  What becomes of each file.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "file/kind.h"

typedef enum Fate
{
	FATE_FILED,					/* a new filing; in a dry run: it would be */
	FATE_THERE,					/* an earlier run has filed it */
	FATE_DUPLICATE,				/* its bytes are those of another filing */
	FATE_EMPTY_FOLDER,
	FATE_UNREADABLE,			/* nothing is filed: why says why */
	FATE_FAILED,				/* nothing is filed: the disk, or the server, said why */
	FATE_NOT_DONE				/* the run ended before */
} Fate;

#define FATES (FATE_NOT_DONE + 1)

extern const char *const fate_names[FATES];

/* Strings are of malloc's, or NULL. */
typedef struct Outcome
{
	char	   *source;
	Fate		fate;
	GdFileKind	kind;			/* GD_FILE_UNKNOWN if nothing could be read */
	size_t		bytes;
	const char *converter;		/* the program that made text of it, or NULL */
	char	   *stated_agency;
	int			stated_year;	/* 0: none */
	char	   *why;
	int64_t		filing;			/* 0: none */
	char	   *duplicate_of;	/* the source of the filing that has the same bytes */
	double		seconds;		/* that it took */
	/* what the registry says of the filing */
	char	   *state;
	char	   *agency;
	char	   *year;
	char	   *reason;
	char	   *detail;
} Outcome;

/* In the order in which they were filed. */
typedef struct Outcomes
{
	Outcome   **outcome;
	size_t		count;
	size_t		of[FATES];		/* how many have each fate */
} Outcomes;

extern Outcome *new_outcome(const char *source, Fate fate);
extern void free_outcome(Outcome *outcome);
extern void add_outcome(Outcomes *outcomes, Outcome *outcome);
extern void free_outcomes(Outcomes *outcomes);

/* Is the file, or the bytes that it has, in the registry or the table? */
extern bool is_loaded(const Outcome *outcome);

#endif							/* OUTCOME_H */
