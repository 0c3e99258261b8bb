/*
 * ingest.c
 *	  Has the registry read what has been filed, and asks what it says of it.
 */
#include "load/ingest.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "load/interrupt.h"
#include "load/log.h"
#include "load/allocate.h"

#define AT_A_TIME 1000			/* filings that are asked about in one query */
#define LOOK_EVERY 200			/* milliseconds between looks for signals */

/* One session that settles. */
typedef struct Session
{
	PGconn	   *connection;
	bool		is_done;
	bool		has_failed;
} Session;

/* How far ingest() is. */
static void
show_notice(void *options, const char *message)
{
	if (!((const Options *) options)->quiet && strstr(message, "waiting") != NULL)
	{
		const char *words = strstr(message, ":  ");
		char	   *line = copy_string(words ? words + 3 : message);

		line[strcspn(line, "\n")] = '\0';
		show_status(line);
		free(line);
	}
}

static void
report_error(Session *session, const char *message)
{
	session->has_failed = true;
	session->is_done = true;
	log_error("%.*s", (int) strcspn(message, "\n"), message);
}

static void
start_session(Session *session, PGconn *connection, const char *statement, const Options *options)
{
	*session = (Session) {connection};
	PQsetNoticeProcessor(connection, show_notice, (void *) options);
	if (!PQsendQuery(connection, statement))
		report_error(session, PQerrorMessage(connection));
}

/* Takes what the server has sent. */
static void
look_after(Session *session)
{
	PGresult   *result;

	if (!PQconsumeInput(session->connection))
	{
		report_error(session, PQerrorMessage(session->connection));
		return;
	}
	while (!session->is_done && !PQisBusy(session->connection))
	{
		result = PQgetResult(session->connection);
		if (result == NULL)
			session->is_done = true;
		else if (PQresultStatus(result) != PGRES_COMMAND_OK)
			report_error(session, PQresultErrorMessage(result));
		PQclear(result);
	}
}

static void
cancel(Session *session)
{
	PGcancel   *request = PQgetCancel(session->connection);
	char		message[256];

	if (request != NULL && !PQcancel(request, message, sizeof(message)))
		log_error("%s", message);
	PQfreeCancel(request);
}

static void
wait_for(Session *session, int sessions)
{
	int			seen = interrupts();
	int			working = sessions;
	struct pollfd *watched = get_memory((size_t) sessions * sizeof(struct pollfd));

	while (working > 0)
	{
		working = 0;
		for (int i = 0; i < sessions; i++)
		{
			if (session[i].is_done)
				continue;
			look_after(&session[i]);
			if (!session[i].is_done)
				watched[working++] = (struct pollfd) {PQsocket(session[i].connection), POLLIN, 0};
		}
		if (working > 0 && poll(watched, (nfds_t) working, LOOK_EVERY) < 0 && errno != EINTR)
			break;
		for (int i = 0; i < sessions && interrupts() > seen; i++)
		{
			if (!session[i].is_done)
				cancel(&session[i]);
		}
		seen = interrupts();
	}
	free(watched);
}

bool
settle_filings(Target *target, int sessions)
{
	Session    *session = get_memory((size_t) sessions * sizeof(Session));
	char	   *statement = format_text("CALL %s.ingest()", target->schema);
	bool		is_settled = true;

	for (int i = 0; i < sessions; i++)
		start_session(&session[i], i == 0 ? target->connection : connect_to(target->options),
					  statement, target->options);
	wait_for(session, sessions);
	for (int i = 0; i < sessions; i++)
	{
		is_settled = is_settled && !session[i].has_failed;
		if (i > 0)
			PQfinish(session[i].connection);
	}
	end_progress();
	free(statement);
	free(session);
	return is_settled;
}

/*
 * States
 */

static int
compare_filings(const void *a, const void *b)
{
	int64_t		left = (*(Outcome *const *) a)->filing;
	int64_t		right = (*(Outcome *const *) b)->filing;

	return (left > right) - (left < right);
}

/* "{1,2,3}": the filings of these. */
static char *
make_array(Outcome **outcome, size_t count)
{
	char	   *array = get_memory(count * 21 + 3);
	char	   *to = array;

	*to++ = '{';
	for (size_t i = 0; i < count; i++)
		to += sprintf(to, "%s%lld", i > 0 ? "," : "", (long long) outcome[i]->filing);
	strcpy(to, "}");
	return array;
}

static char *
get_string(PGresult *result, int row, int column)
{
	return PQgetisnull(result, row, column) ? NULL : copy_string(PQgetvalue(result, row, column));
}

/* Those of the same filing stand together; rows come in the same order. */
static void
take_states(PGresult *result, Outcome **outcome, size_t count)
{
	size_t		at = 0;

	for (int row = 0; row < PQntuples(result); row++)
	{
		int64_t		filing = strtoll(PQgetvalue(result, row, 0), NULL, 10);

		while (at < count && outcome[at]->filing < filing)
			at++;
		for (; at < count && outcome[at]->filing == filing; at++)
		{
			outcome[at]->state = get_string(result, row, 1);
			outcome[at]->agency = get_string(result, row, 2);
			outcome[at]->year = get_string(result, row, 3);
			outcome[at]->reason = get_string(result, row, 4);
			outcome[at]->detail = get_string(result, row, 5);
		}
	}
}

static bool
ask_about(Target *target, Outcome **outcome, size_t count)
{
	char	   *query = format_text(
		"SELECT filing_id, state, agency, year, reason, detail FROM %s.filing_state\n"
		"WHERE filing_id = ANY ($1::bigint[]) ORDER BY filing_id", target->schema);
	char	   *array = make_array(outcome, count);
	const char *argument = array;
	PGresult   *result = PQexecParams(target->connection, query, 1, NULL, &argument, NULL, NULL, 0);
	bool		is_answered = PQresultStatus(result) == PGRES_TUPLES_OK;

	if (is_answered)
		take_states(result, outcome, count);
	else
		log_error("%s", PQerrorMessage(target->connection));
	PQclear(result);
	free(array);
	free(query);
	return is_answered;
}

bool
ask_states(Target *target, Outcomes *outcomes)
{
	Outcome   **outcome = get_memory((outcomes->count + 1) * sizeof(Outcome *));
	size_t		count = 0;
	bool		is_answered = true;

	for (size_t i = 0; i < outcomes->count; i++)
	{
		if (outcomes->outcome[i]->filing != 0)
			outcome[count++] = outcomes->outcome[i];
	}
	qsort(outcome, count, sizeof(Outcome *), compare_filings);
	for (size_t i = 0; i < count && is_answered; i += AT_A_TIME)
		is_answered = ask_about(target, outcome + i,
								count - i < AT_A_TIME ? count - i : AT_A_TIME);
	free(outcome);
	return is_answered;
}
