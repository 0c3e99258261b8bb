/*
 * derived.c
 *	  The columns of a registry's report that follow from two others of the row.
 *
 * As generated columns they cost three times as much: each takes the report apart by itself, and
 * where a table has a trigger before UPDATE, PostgreSQL makes all of them anew, from a report that
 * must be decompressed for each, although a row only learns which filing has superseded it.
 */
#include "pg/agency_kind.h"
#include "pg/figures.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/* The columns that follow, and behind them those that they follow from. */
typedef enum Derived
{
	DERIVED_FORM,
	DERIVED_CELLS_KNOWN,
	DERIVED_CELLS_EXPECTED,
	DERIVED_FIGURES,
	DERIVED_LEVEL,
	DERIVED_SECTOR,
	DERIVED_COUNT,
	FROM_AGENCY = DERIVED_COUNT,
	FROM_REPORT,
	COLUMN_COUNT
} Derived;

/* A type is one of PostgreSQL's own, or of this extension by name. */
static const struct
{
	const char *name;
	Oid			type;
	const char *own_type;
}			columns[COLUMN_COUNT] = {
	[DERIVED_FORM] = {"form", INT4OID, NULL},
	[DERIVED_CELLS_KNOWN] = {"cells_known", INT4OID, NULL},
	[DERIVED_CELLS_EXPECTED] = {"cells_expected", INT4OID, NULL},
	[DERIVED_FIGURES] = {"figures", InvalidOid, "disclosure_figures"},
	[DERIVED_LEVEL] = {"level_by_name", TEXTOID, NULL},
	[DERIVED_SECTOR] = {"sector_by_name", TEXTOID, NULL},
	[FROM_AGENCY] = {"agency", TEXTOID, NULL},
	[FROM_REPORT] = {"report", InvalidOid, "disclosure_report"},
};

typedef struct DerivedValues
{
	Datum		value[DERIVED_COUNT];
	bool		null[DERIVED_COUNT];
} DerivedValues;

static void
put_value(DerivedValues *derived, Derived which, Datum value)
{
	derived->value[which] = value;
	derived->null[which] = false;
}

static void
put_name(DerivedValues *derived, Derived which, const GdAgencyWord *word)
{
	if (word != NULL)
		put_value(derived, which, CStringGetTextDatum(word->name));
}

static Oid
column_type(FunctionCallInfo fcinfo, Derived which)
{
	if (columns[which].own_type == NULL)
		return columns[which].type;
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(columns[which].own_type),
						   ObjectIdGetDatum(get_func_namespace(fcinfo->flinfo->fn_oid)));
}

/* Where the columns are. Anybody may make a table that has others of the same names. */
static void
find_columns(FunctionCallInfo fcinfo, TupleDesc type, int *number)
{
	bool		is_first = call_state(fcinfo)->types == NULL;

	for (int i = 0; i < COLUMN_COUNT; i++)
	{
		number[i] = SPI_fnumber(type, columns[i].name);
		if (number[i] > 0 &&
			(!is_first || SPI_gettypeid(type, number[i]) == column_type(fcinfo, i)))
			continue;
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("derive_columns is for the table \"report\" of a registry"),
				 errdetail("There is no column \"%s\" of the type that it has there.",
						   columns[i].name)));
	}
}

static void
derive_from_report(FunctionCallInfo fcinfo, Datum report, DerivedValues *derived)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(report);
	PartFigures figures;

	report_figures(PointerGetDatum(header), argument_types(fcinfo, header), &figures);
	if (figures.form != 0)
		put_value(derived, DERIVED_FORM, Int32GetDatum(figures.form));
	put_value(derived, DERIVED_CELLS_KNOWN, Int32GetDatum(count_known(&figures)));
	put_value(derived, DERIVED_CELLS_EXPECTED, Int32GetDatum(count_expected(&figures)));
	put_value(derived, DERIVED_FIGURES, pack_figures(&figures));
}

static void
derive_from_agency(FunctionCallInfo fcinfo, Datum name, DerivedValues *derived)
{
	GdAgency	agency = read_agency(call_state(fcinfo), DatumGetTextPP(name));

	put_name(derived, DERIVED_LEVEL, agency.level);
	put_name(derived, DERIVED_SECTOR, agency.sector);
}

PG_FUNCTION_INFO_V1(derive_columns);
/*
 * derive_columns() → trigger, for each row before INSERT or UPDATE
 *
 * What is given for these columns does not count.
 */
Datum
derive_columns(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	DerivedValues derived;
	HeapTuple	row;
	TupleDesc	type;
	int			number[COLUMN_COUNT];
	Datum		given;
	bool		is_null;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event) || TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("derive_columns must be a trigger for each row before INSERT or UPDATE")));
	row = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple : trigger->tg_trigtuple;
	type = RelationGetDescr(trigger->tg_relation);
	find_columns(fcinfo, type, number);
	memset(derived.null, true, sizeof(derived.null));
	given = heap_getattr(row, number[FROM_REPORT], type, &is_null);
	if (!is_null)
		derive_from_report(fcinfo, given, &derived);
	given = heap_getattr(row, number[FROM_AGENCY], type, &is_null);
	if (!is_null)
		derive_from_agency(fcinfo, given, &derived);
	PG_RETURN_POINTER(heap_modify_tuple_by_cols(row, type, DERIVED_COUNT, number, derived.value,
												derived.null));
}
