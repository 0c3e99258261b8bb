/*
 * target.c
 *	  Where files are filed: a registry, or a table with the same columns.
 *
 * A file is one statement and one transaction. It is known by its bytes, its source and what is
 * stated with it, so that a file that an earlier run has filed is not filed again.
 */
#include "load/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "load/clock.h"
#include "load/log.h"
#include "load/allocate.h"
#include "load/name.h"

#define STATEMENT "file"
#define PARAMETERS 5			/* source, raw, body, agency, year */
#define MOST_TRIES 3			/* of a file that others file at the same time */

/* Of arrivals that were there, the bytes' first filing, or the new one. */
static const char registry_statement[] =
	"WITH known AS MATERIALIZED (\n"
	"	SELECT f.id, f.source, %s AS has_arrived,\n"
	"		f.agency IS NOT DISTINCT FROM $4 AND f.year IS NOT DISTINCT FROM $5 AS is_same,\n"
	"		pg_catalog.num_nonnulls(f.body, f.raw) = 0 AS is_erased\n"
	"	FROM %s.filing f WHERE f.digest = pg_catalog.sha256($2)\n"
	"), filed AS (\n"
	"	INSERT INTO %s.filing (source, raw, body, agency, year)\n"
	"	SELECT $1, $2, %s, $4, $5\n"
	"	WHERE NOT EXISTS (SELECT FROM known WHERE has_arrived OR is_same AND is_erased)\n"
	"	RETURNING id\n"
	")\n"
	"SELECT (SELECT id FROM filed), k.id, k.source, k.has_arrived, k.is_erased, k.source = $1\n"
	"FROM (SELECT) one LEFT JOIN known k ON true\n"
	"ORDER BY k.has_arrived DESC, k.is_same DESC, k.id LIMIT 1";

/* Was it this source, with the same statements? */
static const char any_arrival[] =
	"EXISTS (\n"
	"			SELECT FROM %s.arrival a\n"
	"			WHERE a.filing_id = f.id AND a.source = $1 AND a.agency IS NOT DISTINCT FROM $4\n"
	"				AND a.year IS NOT DISTINCT FROM $5)";

/*
 * Connections
 */

static PGconn *
try_connection(const Options *options, const char *password)
{
	const char *keywords[] = {"host", "port", "user", "password", "dbname",
	"fallback_application_name", "client_encoding", NULL};
	const char *values[] = {options->host, options->port, options->user, password,
	options->dbname, PROGRAM, "UTF8", NULL};

	return PQconnectdbParams(keywords, values, 1);
}

PGconn *
connect_to(const Options *options)
{
	static char *password;		/* asked for once */
	PGconn	   *connection = try_connection(options, password);

	if (connection != NULL && PQstatus(connection) == CONNECTION_BAD &&
		PQconnectionNeedsPassword(connection) && password == NULL && !options->no_password)
	{
		PQfinish(connection);
		end_progress();
		password = getpass("Password: ");
		if (password != NULL)
			password = copy_string(password);
		connection = try_connection(options, password);
	}
	if (connection == NULL)
		die("out of memory");
	if (PQstatus(connection) != CONNECTION_OK)
		die("%s", PQerrorMessage(connection));
	return connection;
}

/* One value that a query gives, of malloc's; NULL if it is NULL. An error ends the program. */
static char *
ask(PGconn *connection, const char *query, const char *argument)
{
	PGresult   *result = PQexecParams(connection, query, argument ? 1 : 0, NULL, &argument, NULL,
									  NULL, 0);
	char	   *value = NULL;

	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		die("%s", PQerrorMessage(connection));
	if (PQntuples(result) > 0 && !PQgetisnull(result, 0, 0))
		value = copy_string(PQgetvalue(result, 0, 0));
	PQclear(result);
	return value;
}

static void
run(PGconn *connection, const char *statement)
{
	PGresult   *result = PQexec(connection, statement);

	if (PQresultStatus(result) != PGRES_COMMAND_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
		die("%s", PQerrorMessage(connection));
	PQclear(result);
}

static void
prepare_statement(Target *target, const char *statement)
{
	/* text, bytea, text or bytea, text, integer */
	const Oid	types[PARAMETERS] = {25, 17, target->is_decoded ? 17 : 25, 25, 23};
	PGresult   *result = PQprepare(target->connection, STATEMENT, statement, PARAMETERS, types);

	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		die("%s", PQerrorMessage(target->connection));
	PQclear(result);
}

/*
 * Opening
 */

static char *
quote_name(PGconn *connection, const char *name)
{
	char	   *quoted = PQescapeIdentifier(connection, name, strlen(name));
	char	   *copy;

	if (quoted == NULL)
		die("%s", PQerrorMessage(connection));
	copy = copy_string(quoted);
	PQfreemem(quoted);
	return copy;
}

/* In the schema, quoted, of the registry. */
static char *
make_registry_statement(Target *target, const char *schema)
{
	char	   *has_arrived = format_text(any_arrival, schema);
	char	   *statement = format_text(registry_statement, has_arrived, schema, schema,
										target->body);

	free(has_arrived);
	return statement;
}

static void
open_registry(Target *target)
{
	char	   *schema = quote_name(target->connection, target->options->registry);
	char	   *statement;
	char	   *found = ask(target->connection, "SELECT to_regclass(quote_ident($1) || '.filing')",
							target->options->registry);

	if (found == NULL)
	{
		log_error("there is no registry in schema %s of database \"%s\"", schema,
				  PQdb(target->connection));
		log_hint("Make one with CALL create_registry('%s'), or name another with --registry.",
				 target->options->registry);
		exit(EXIT_STOPPED);
	}
	free(found);
	target->schema = schema;
	target->has_raw = true;
	statement = make_registry_statement(target, schema);
	prepare_statement(target, statement);
	free(statement);
	/* settled together at the end; what is lost with a crash before is filed by the next run */
	run(target->connection, "SET govdisclose.ingest = 'deferred'");
	run(target->connection, "SET synchronous_commit = off");
}

/* Has the table the column? */
static bool
has_column(Target *target, const char *table, const char *column)
{
	char	   *query = format_text(
		"SELECT 1 FROM pg_attribute WHERE attrelid = $1::regclass AND attname = '%s'"
		" AND NOT attisdropped", column);
	char	   *found = ask(target->connection, query, table);
	bool		has = found != NULL;

	free(found);
	free(query);
	return has;
}

/* A row with the source and content that the table has already is no new one. */
static char *
make_table_statement(Target *target, const char *table)
{
	bool		has_agency = has_column(target, table, "agency");
	bool		has_year = has_column(target, table, "year");

	return format_text(
		"INSERT INTO %s (source, body%s%s%s)\n"
		"SELECT $1, %s%s%s%s\n"
		"WHERE NOT EXISTS (\n"
		"	SELECT FROM %s t WHERE t.source = $1 AND t.body IS NOT DISTINCT FROM %s%s)",
		table, target->has_raw ? ", raw" : "", has_agency ? ", agency" : "",
		has_year ? ", year" : "", target->body, target->has_raw ? ", $2" : "",
		has_agency ? ", $4" : "", has_year ? ", $5" : "", table, target->body,
		target->has_raw ? " AND t.raw IS NOT DISTINCT FROM $2" : "");
}

static void
open_table(Target *target)
{
	char	   *table = ask(target->connection, "SELECT to_regclass($1)::text",
							target->options->table);
	char	   *statement;

	if (table == NULL)
		die("there is no table %s in database \"%s\"", target->options->table,
			PQdb(target->connection));
	if (!has_column(target, table, "source") || !has_column(target, table, "body"))
		die("table %s must have the columns source and body", table);
	target->has_raw = has_column(target, table, "raw");
	statement = make_table_statement(target, table);
	prepare_statement(target, statement);
	free(statement);
	free(table);
}

/*
 * Where the database's encoding lacks characters that a text may have, decode_report puts a ? for
 * each, as parse_report does; a mark in front says that the bytes are UTF-8.
 */
static void
choose_body(Target *target)
{
	char	   *extension = ask(
		target->connection,
		"SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace "
		"WHERE extname = 'govdisclose' AND "
		"current_setting('server_encoding') NOT IN ('UTF8', 'SQL_ASCII')", NULL);

	target->is_decoded = extension != NULL;
	target->body = extension == NULL ? copy_string("$3") :
		format_text("%s.decode_report('\\xEFBBBF'::bytea || $3)", extension);
	free(extension);
}

void
open_target(const Options *options, Target *target)
{
	*target = (Target) {.options = options, .connection = connect_to(options)};
	choose_body(target);
	if (options->table != NULL)
		open_table(target);
	else
		open_registry(target);
}

void
close_target(Target *target)
{
	PQfinish(target->connection);
	free(target->schema);
	free(target->body);
	*target = (Target) {NULL};
}

/*
 * Filing
 */

static PGresult *
execute(const Target *target, const Prepared *prepared, const char *source)
{
	const Outcome *outcome = prepared->outcome;
	char		year[16];
	const char *value[PARAMETERS] = {source, prepared->raw.data, prepared->body.data,
	outcome->stated_agency, outcome->stated_year ? year : NULL};
	const int	length[PARAMETERS] = {0, (int) prepared->raw.length, (int) prepared->body.length};
	const int	format[PARAMETERS] = {0, 1, target->is_decoded};

	if (!target->has_raw)
		value[1] = NULL;
	snprintf(year, sizeof(year), "%d", outcome->stated_year);
	return PQexecPrepared(target->connection, STATEMENT, PARAMETERS, value, length, format, 0);
}

static bool
is_true(PGresult *result, int column)
{
	return *PQgetvalue(result, 0, column) == 't';
}

/* Of a row of the registry's statement. */
static void
take_result(Outcome *outcome, PGresult *result)
{
	bool		is_new = !PQgetisnull(result, 0, 0);
	bool		is_known = !PQgetisnull(result, 0, 1);

	if (is_new || is_known)
		outcome->filing = strtoll(PQgetvalue(result, 0, is_new ? 0 : 1), NULL, 10);
	if (is_new)
		outcome->fate = FATE_FILED;
	else if (is_true(result, 5))
		outcome->fate = FATE_THERE;
	else if (is_true(result, 4) && !is_true(result, 3))
	{
		outcome->fate = FATE_FAILED;
		outcome->why = copy_string("its content was erased from the registry");
	}
	else
	{
		outcome->fate = FATE_DUPLICATE;
		free(outcome->duplicate_of);
		outcome->duplicate_of = copy_string(PQgetvalue(result, 0, 2));
	}
}

static bool
is_class(const char *sqlstate, const char *class)
{
	return strncmp(sqlstate, class, 2) == 0;
}

/* Does the error say something about the file, or would any other file have the same? */
static bool
is_about_file(PGconn *connection, const char *sqlstate)
{
	static const char *const about_all[] = {"08", "25", "28", "3D", "3F", "42", "53", "55", "57",
	"58", "XX"};

	if (PQstatus(connection) != CONNECTION_OK || *sqlstate == '\0')
		return false;
	for (size_t i = 0; i < sizeof(about_all) / sizeof(about_all[0]); i++)
	{
		if (is_class(sqlstate, about_all[i]))
			return false;
	}
	return true;
}

typedef enum Next
{
	GO_ON,
	TRY_AGAIN,
	TRY_IN_ASCII,				/* the source */
	STOP
} Next;

static Next
handle_error(Target *target, Outcome *outcome, PGresult *result, bool is_last_try)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (sqlstate == NULL || !is_about_file(target->connection, sqlstate))
	{
		log_error("%s", PQerrorMessage(target->connection));
		return STOP;
	}
	/* others filed the same, or were in the way */
	if (!is_last_try && (is_class(sqlstate, "40") || strcmp(sqlstate, "23505") == 0))
		return TRY_AGAIN;
	/* a character that the database lacks */
	if (!is_last_try && strcmp(sqlstate, "22P05") == 0)
		return TRY_IN_ASCII;
	outcome->fate = FATE_FAILED;
	outcome->why = copy_string(message ? message : "the server took it not");
	return GO_ON;
}

static Next
try_to_file(Target *target, Prepared *prepared, const char *source, bool is_last_try)
{
	Outcome    *outcome = prepared->outcome;
	PGresult   *result = execute(target, prepared, source);
	Next		next = GO_ON;

	if (PQresultStatus(result) == PGRES_TUPLES_OK)
		take_result(outcome, result);
	else if (PQresultStatus(result) == PGRES_COMMAND_OK)
		outcome->fate = *PQcmdTuples(result) == '0' ? FATE_THERE : FATE_FILED;
	else
		next = handle_error(target, outcome, result, is_last_try);
	PQclear(result);
	/* filed by others between the look and the insertion: once more, to see by whom */
	if (!is_last_try && outcome->fate == FATE_DUPLICATE && outcome->filing == 0)
		next = TRY_AGAIN;
	return next;
}

bool
file_one(Target *target, Prepared *prepared)
{
	double		started = seconds_now();
	Outcome    *outcome = prepared->outcome;
	char	   *source = copy_string(outcome->source);
	Next		next = TRY_AGAIN;

	for (int tries = 1; next == TRY_AGAIN || next == TRY_IN_ASCII; tries++)
	{
		if (next == TRY_IN_ASCII)
		{
			free(source);
			source = source_in_ascii(outcome->source);
		}
		next = try_to_file(target, prepared, source, tries == MOST_TRIES);
	}
	free(source);
	outcome->seconds += seconds_now() - started;
	return next != STOP;
}
