/*
 * outcome.c
 *	  What becomes of each file.
 */
#include "load/outcome.h"

#include <stdlib.h>

#include "load/allocate.h"

const char *const fate_names[FATES] = {
	[FATE_FILED] = "filed",
	[FATE_THERE] = "filed before",
	[FATE_DUPLICATE] = "duplicate",
	[FATE_EMPTY_FOLDER] = "empty folder",
	[FATE_UNREADABLE] = "unreadable",
	[FATE_FAILED] = "failed",
	[FATE_NOT_DONE] = "not done",
};

Outcome *
new_outcome(const char *source, Fate fate)
{
	Outcome    *outcome = get_memory(sizeof(Outcome));

	*outcome = (Outcome) {.source = copy_string(source), .fate = fate};
	return outcome;
}

void
add_outcome(Outcomes *outcomes, Outcome *outcome)
{
	outcomes->outcome = grow(outcomes->outcome, outcomes->count, sizeof(Outcome *));
	outcomes->outcome[outcomes->count++] = outcome;
	outcomes->of[outcome->fate]++;
}

void
free_outcome(Outcome *outcome)
{
	free(outcome->source);
	free(outcome->stated_agency);
	free(outcome->why);
	free(outcome->duplicate_of);
	free(outcome->state);
	free(outcome->agency);
	free(outcome->year);
	free(outcome->reason);
	free(outcome->detail);
	free(outcome);
}

void
free_outcomes(Outcomes *outcomes)
{
	for (size_t i = 0; i < outcomes->count; i++)
		free_outcome(outcomes->outcome[i]);
	free(outcomes->outcome);
	*outcomes = (Outcomes) {NULL};
}

bool
is_loaded(const Outcome *outcome)
{
	return outcome->fate == FATE_FILED || outcome->fate == FATE_THERE ||
		outcome->fate == FATE_DUPLICATE;
}
