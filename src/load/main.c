/*
 * main.c
 *	  govdisclose-load: loads folders of reports into a registry.
 *
 * Paths are found first; threads read and convert the files (prepare.c), which are filed one after
 * the other (target.c) in the order of their paths (order.c); then the registry settles them
 * (ingest.c).
 */
#include <libxml/parser.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "load/clock.h"
#include "load/interrupt.h"
#include "load/log.h"
#include "load/allocate.h"
#include "load/options.h"
#include "load/order.h"
#include "load/tell.h"
#include "load/ingest.h"
#include "load/stated.h"
#include "load/target.h"
#include "load/walk.h"

typedef struct Run
{
	Options		options;
	Target		target;			/* not in a dry run */
	Walk		walk;
	Statements *statements;
	Outcomes	outcomes;
	size_t		unstated;		/* files of which --agency-from said nothing */
	double		started;
	bool		is_broken;		/* nothing more can be filed */
	bool		is_unsettled;
} Run;

static void
record(Run *run, Prepared *prepared)
{
	Outcome    *outcome = prepared->outcome;
	bool		is_filed = outcome->fate == FATE_FILED;

	if (is_filed && !run->options.dry_run && !file_one(&run->target, prepared))
	{
		run->is_broken = true;
		outcome->fate = FATE_NOT_DONE;
		outcome->why = copy_string("the server took no more");
	}
	if (run->statements && is_filed && !outcome->stated_agency && outcome->stated_year == 0)
		run->unstated++;
	if (run->options.verbose || (!is_loaded(outcome) && !run->options.quiet))
		tell_outcome(&run->options, outcome);
	add_outcome(&run->outcomes, outcome);
	free_prepared(prepared);
}

/* Paths that nobody has taken up. */
static void
record_rest(Run *run, size_t done)
{
	for (size_t i = done; i < run->walk.count; i++)
		add_outcome(&run->outcomes, new_outcome(run->walk.found[i].path, FATE_NOT_DONE));
}

static void
load_files(Run *run)
{
	Preparing	preparing = {.time_limit = run->options.time_limit,
		.is_body_wanted = !run->options.dry_run && run->options.table && !run->target.has_raw,
	.statements = run->statements};
	Order	   *order = start_preparing(&preparing, &run->walk, run->options.jobs);
	double		started = seconds_now();
	bool		all_done = false;

	while (!all_done && !run->is_broken)
	{
		Prepared   *prepared = next_prepared(order, &all_done);

		if (prepared != NULL)
			record(run, prepared);
		if (!run->options.quiet)
			show_progress(paths_done(order), run->walk.count, seconds_now() - started);
	}
	end_progress();
	record_rest(run, paths_done(order));
	stop_preparing(order);
}

static void
settle(Run *run)
{
	if (run->options.dry_run || run->options.table || PQstatus(run->target.connection) ==
		CONNECTION_BAD)
		return;
	run->is_unsettled = !settle_filings(&run->target, run->options.jobs);
	if (run->is_unsettled)
		log_hint("What waits is settled by CALL %s.ingest(), or by the next run.",
				 run->target.schema);
	if (!ask_states(&run->target, &run->outcomes))
		run->is_unsettled = true;
}

static int
exit_status(const Run *run, bool is_report_written)
{
	const size_t *of = run->outcomes.of;

	if (interrupts() > 0)
		return EXIT_SIGNAL + interrupt_signal();
	if (run->is_broken || !is_report_written)
		return EXIT_STOPPED;
	if (run->is_unsettled)
		return EXIT_NOT_SETTLED;
	return of[FATE_UNREADABLE] + of[FATE_FAILED] > 0 ? EXIT_NOT_ALL_READ : EXIT_ALL_LOADED;
}

static int
finish(Run *run)
{
	bool		is_report_written = true;
	int			status;

	if (run->unstated > 0)
		log_line("--agency-from says nothing of %zu files", run->unstated);
	if (run->options.report)
		is_report_written = write_report(run->options.report, &run->outcomes);
	if (!run->options.quiet)
		print_summary(&run->options, &run->outcomes, seconds_now() - run->started);
	status = exit_status(run, is_report_written);
	if (!run->options.dry_run)
		close_target(&run->target);
	if (run->statements)
		close_statements(run->statements);
	free_outcomes(&run->outcomes);
	free_walk(&run->walk);
	xmlCleanupParser();
	return status;
}

int
main(int argc, char **argv)
{
	Run			run = {.started = seconds_now()};

	read_options(argc, argv, &run.options);
	catch_signals();
	xmlInitParser();
	if (run.options.agency_from)
		run.statements = open_statements(run.options.agency_from);
	if (!run.options.dry_run)
		open_target(&run.options, &run.target);
	for (int i = 0; i < run.options.paths; i++)
		walk_path(&run.walk, run.options.path[i]);
	load_files(&run);
	settle(&run);
	return finish(&run);
}
