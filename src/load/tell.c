/*
 * tell.c
 *	  Tells what has become of each file: a table of CSV, and a summary for people.
 */
#include "load/tell.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "load/csv.h"
#include "load/log.h"
#include "load/allocate.h"
#include "load/name.h"

#define MOST_REASONS 64			/* that are counted */
#define MOST_TOLD 20			/* files of a kind that the summary lists */

Standing
standing_of(const Outcome *outcome)
{
	if (outcome->state == NULL)
		return STANDING_UNKNOWN;
	if (strcmp(outcome->state, "rejected") == 0)
		return STANDING_REFUSED;
	return strcmp(outcome->state, "waiting") == 0 ? STANDING_WAITING : STANDING_ACCEPTED;
}

void
tell_outcome(const Options *options, const Outcome *outcome)
{
	bool		is_filed = outcome->fate == FATE_FILED;
	char	   *source = printable(outcome->source);
	char	   *why = outcome->duplicate_of ? printable(outcome->duplicate_of) : NULL;

	if (outcome->fate == FATE_DUPLICATE)
		log_line("%s: duplicate of %s", source, why);
	else if (outcome->why != NULL)
		log_line("%s: %s: %s", source, fate_names[outcome->fate], outcome->why);
	else
		log_line("%s: %s%s", source, options->dry_run && is_filed ? "would be " : "",
				 fate_names[outcome->fate]);
	free(source);
	free(why);
}

/*
 * CSV
 */

static const char report_head[] =
	"source,outcome,kind,bytes,converter,why,filing_id,duplicate_of,state,agency,year,reason,"
	"detail,seconds\n";

static void
write_number_field(FILE *file, int64_t number)
{
	char		digits[24];

	snprintf(digits, sizeof(digits), "%lld", (long long) number);
	write_csv_field(file, number != 0 ? digits : NULL, false);
}

static void
write_row(FILE *file, const Outcome *outcome)
{
	char		seconds[32];

	write_csv_field(file, outcome->source, false);
	write_csv_field(file, fate_names[outcome->fate], false);
	write_csv_field(file, gd_file_kinds[outcome->kind].name, false);
	write_number_field(file, (int64_t) outcome->bytes);
	write_csv_field(file, outcome->converter, false);
	write_csv_field(file, outcome->why, false);
	write_number_field(file, outcome->filing);
	write_csv_field(file, outcome->duplicate_of, false);
	write_csv_field(file, outcome->state, false);
	write_csv_field(file, outcome->agency ? outcome->agency : outcome->stated_agency, false);
	if (outcome->year == NULL)
		write_number_field(file, outcome->stated_year);
	else
		write_csv_field(file, outcome->year, false);
	write_csv_field(file, outcome->reason, false);
	write_csv_field(file, outcome->detail, false);
	snprintf(seconds, sizeof(seconds), "%.4f", outcome->seconds);
	write_csv_field(file, seconds, true);
}

bool
write_report(const char *path, const Outcomes *outcomes)
{
	FILE	   *file = fopen(path, "we");
	bool		is_written = file != NULL;

	if (is_written)
	{
		fputs(report_head, file);
		for (size_t i = 0; i < outcomes->count; i++)
			write_row(file, outcomes->outcome[i]);
		is_written = !ferror(file);
		is_written = fclose(file) == 0 && is_written;
	}
	if (!is_written)
		log_error("%s: %s", path, strerror(errno));
	return is_written;
}

/*
 * The summary
 */

/* Why an outcome is one to be listed, and under which heading; NULL: not under this one. */
typedef const char *(*WhyListed) (const Outcome *outcome);

static const char *
why_refused(const Outcome *outcome)
{
	return is_loaded(outcome) && standing_of(outcome) == STANDING_REFUSED ? outcome->reason : NULL;
}

static const char *
why_not_filed(const Outcome *outcome)
{
	return is_loaded(outcome) || outcome->fate == FATE_NOT_DONE ? NULL : outcome->why;
}

static const char *
why_duplicate(const Outcome *outcome)
{
	return outcome->fate == FATE_DUPLICATE ? outcome->duplicate_of : NULL;
}

typedef struct Tally
{
	const char *reason[MOST_REASONS];
	size_t		count[MOST_REASONS];
	int			reasons;
} Tally;

static void
count_reason(Tally *tally, const char *reason)
{
	int			i = 0;

	while (i < tally->reasons && strcmp(tally->reason[i], reason) != 0)
		i++;
	if (i == MOST_REASONS)
		return;
	if (i == tally->reasons)
		tally->reason[tally->reasons++] = reason;
	tally->count[i]++;
}

static void
print_reasons(const Outcomes *outcomes)
{
	Tally		tally = {{NULL}, {0}, 0};

	for (size_t i = 0; i < outcomes->count; i++)
	{
		const char *reason = why_refused(outcomes->outcome[i]);

		if (reason != NULL)
			count_reason(&tally, reason);
	}
	for (int i = 0; i < tally.reasons; i++)
		printf("    %7zu %s\n", tally.count[i], tally.reason[i]);
}

static void
print_list(const char *heading, const Outcomes *outcomes, WhyListed why, bool is_complete)
{
	size_t		listed = 0;

	for (size_t i = 0; i < outcomes->count; i++)
	{
		const Outcome *outcome = outcomes->outcome[i];
		const char *reason = why(outcome);
		char	   *source;
		char	   *words;

		if (reason == NULL || (listed++ >= MOST_TOLD && !is_complete))
			continue;
		source = printable(outcome->source);
		words = printable(reason);
		printf("%s  %s: %s", listed == 1 ? heading : "", source, words);
		if (why == why_refused && outcome->detail != NULL)
			printf(": %.*s", (int) strcspn(outcome->detail, "\n"), outcome->detail);
		putchar('\n');
		free(source);
		free(words);
	}
	if (listed > MOST_TOLD && !is_complete)
		printf("  and %zu more; --verbose or --report tells all\n", listed - MOST_TOLD);
}

static void
print_kinds(const Outcomes *outcomes)
{
	size_t		count[GD_FILE_KINDS] = {0};
	double		seconds[GD_FILE_KINDS] = {0};

	for (size_t i = 0; i < outcomes->count; i++)
	{
		const Outcome *outcome = outcomes->outcome[i];

		if (outcome->bytes == 0 || outcome->fate == FATE_NOT_DONE)
			continue;
		count[outcome->kind]++;
		seconds[outcome->kind] += outcome->seconds;
	}
	printf("by kind, and how many a second one thread prepares and files:\n");
	for (int kind = 0; kind < GD_FILE_KINDS; kind++)
	{
		if (count[kind] > 0)
			printf("    %7zu %-10s %9.1f\n", count[kind], gd_file_kinds[kind].name,
				   seconds[kind] > 0 ? (double) count[kind] / seconds[kind] : 0.0);
	}
}

/* A line of the summary, where there is something to tell. */
static void
print_count(const char *indent, size_t count, const char *words)
{
	if (count > 0)
		printf("%s%7zu %s\n", indent, count, words);
}

static void
print_standings(const Outcomes *outcomes)
{
	size_t		standing[STANDING_WAITING + 1] = {0};

	for (size_t i = 0; i < outcomes->count; i++)
	{
		if (is_loaded(outcomes->outcome[i]))
			standing[standing_of(outcomes->outcome[i])]++;
	}
	if (standing[STANDING_ACCEPTED] + standing[STANDING_REFUSED] + standing[STANDING_WAITING] == 0)
		return;
	printf("of these\n");
	print_count("", standing[STANDING_ACCEPTED], "accepted");
	print_count("", standing[STANDING_REFUSED], "refused:");
	print_reasons(outcomes);
	print_count("", standing[STANDING_WAITING], "waiting for ingest()");
}

void
print_summary(const Options *options, const Outcomes *outcomes, double seconds)
{
	bool		is_complete = options->verbose;
	size_t		files = outcomes->count - outcomes->of[FATE_EMPTY_FOLDER];

	printf("%zu files in %.1f seconds (%.1f a second)%s\n", files, seconds,
		   seconds > 0 ? (double) files / seconds : 0.0,
		   options->dry_run ? "; a dry run: nothing is filed" : "");
	print_count("", outcomes->of[FATE_FILED], options->dry_run ? "would be filed" : "filed");
	print_count("", outcomes->of[FATE_THERE], "filed before");
	print_count("", outcomes->of[FATE_DUPLICATE], "duplicates");
	print_standings(outcomes);
	print_count("", outcomes->of[FATE_UNREADABLE], "unreadable");
	print_count("", outcomes->of[FATE_FAILED], "failed");
	print_count("", outcomes->of[FATE_EMPTY_FOLDER], "empty folders");
	print_count("", outcomes->of[FATE_NOT_DONE], "not done");
	print_list("refused:\n", outcomes, why_refused, is_complete);
	print_list("duplicates, and of what:\n", outcomes, why_duplicate, is_complete);
	print_list("not filed:\n", outcomes, why_not_filed, is_complete);
	print_kinds(outcomes);
}
