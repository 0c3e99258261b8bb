/*
 * note_year.c
 *	  note_changed_year: the trigger that notes the years whose kept peer groups hold no more.
 *
 * A year is noted once a statement, by a row of the table changed_year in the schema of the table
 * that changes, and never taken back by who changes it: so no writer waits for another one, and
 * those that fail note nothing. It works with the rights of the table's owner, as foreign keys do.
 */
#include "pg/compat.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

/* The years that a statement has noted; one that changes more of them asks the table. */
typedef struct NotedYears
{
	int			count;
	int32		year[16];
} NotedYears;

/*
 * What notes the year $1, if any years are kept; or, where no year is told, all that are. One that
 * is noted already is left alone.
 */
static char *
note_query(Relation table, bool has_year)
{
	const char *schema = quote_identifier(get_namespace_name(RelationGetNamespace(table)));

	const char *year = has_year ? "$1" : "k.year";

	return psprintf("INSERT INTO %s.changed_year (year) "
					"SELECT DISTINCT %s FROM %s.kept_peer_group k "
					"WHERE NOT EXISTS (SELECT FROM %s.changed_year c "
					"WHERE c.year OPERATOR(pg_catalog.=) %s)", schema, year, schema, schema, year);
}

/*
 * Looks at what is committed now, whatever the transaction may see: a year that has been kept since
 * it began is to be noted, too.
 */
static void
run_as_owner(Relation table, const char *query, bool has_year, int32 year)
{
	Oid			types[1] = {INT4OID};
	Datum		values[1] = {Int32GetDatum(year)};
	SPIPlanPtr	plan;
	Snapshot	snapshot = InvalidSnapshot;
	Oid			user;
	int			context;

	GetUserIdAndSecContext(&user, &context);
	SetUserIdAndSecContext(table->rd_rel->relowner, context | SECURITY_LOCAL_USERID_CHANGE);
	SPI_connect();
	plan = SPI_prepare(query, has_year ? 1 : 0, types);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	if (IsolationUsesXactSnapshot())
	{
		CommandCounterIncrement();
		snapshot = GetLatestSnapshot();
	}
	if (SPI_execute_snapshot(plan, values, NULL, snapshot, InvalidSnapshot, false, true, 0) !=
		SPI_OK_INSERT)
		elog(ERROR, "a changed year is not noted");
	SPI_finish();
	SetUserIdAndSecContext(user, context);
}

static bool
is_noted(const NotedYears *noted, int32 year)
{
	for (int i = 0; i < noted->count; i++)
	{
		if (noted->year[i] == year)
			return true;
	}
	return false;
}

static void
note_year(FunctionCallInfo fcinfo, Relation table, HeapTuple row, int attribute)
{
	NotedYears *noted = fcinfo->flinfo->fn_extra;
	bool		is_null;
	int32		year = DatumGetInt32(heap_getattr(row, attribute, RelationGetDescr(table),
												  &is_null));

	if (noted == NULL)
		fcinfo->flinfo->fn_extra = noted =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(NotedYears));
	if (is_null || is_noted(noted, year))
		return;
	run_as_owner(table, note_query(table, true), true, year);
	if (noted->count < lengthof(noted->year))
		noted->year[noted->count++] = year;
}

/* The number of the column year, an integer; 0 if there is none. */
static int
year_attribute(Relation table)
{
	Oid			relation = RelationGetRelid(table);
	int			attribute = get_attnum(relation, "year");

	if (attribute == InvalidAttrNumber || get_atttype(relation, attribute) != INT4OID)
		return 0;
	return attribute;
}

PG_FUNCTION_INFO_V1(note_changed_year);
/*
 * note_changed_year() → trigger, after each row or each statement: the year of the row, or all
 * years that are kept, where the table has no column year
 */
Datum
note_changed_year(PG_FUNCTION_ARGS)
{
	const TriggerData *trigger = (TriggerData *) fcinfo->context;
	int			attribute;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("note_changed_year must be called by a trigger AFTER a change")));
	attribute = TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ? year_attribute(trigger->tg_relation) : 0;
	if (attribute == 0)
		run_as_owner(trigger->tg_relation, note_query(trigger->tg_relation, false), false, 0);
	else
	{
		note_year(fcinfo, trigger->tg_relation, trigger->tg_trigtuple, attribute);
		if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
			note_year(fcinfo, trigger->tg_relation, trigger->tg_newtuple, attribute);
	}
	return PointerGetDatum(NULL);
}
