/*
 * figure.c
 *	  figure: one cell by its names.
 *
 * Where the names are constants, the planner makes them cstrings, which have no collation: what
 * depends on one that no foreign column has is nothing that postgres_fdw sends.
 */
#include "pg/figures.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "parser/parse_func.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"

/* What the last call asked for: the next one mostly asks for the same, or the cell behind it. */
typedef struct AskedCell
{
	ReportTypes *types;			/* of the argument, see part_argument */
	int			place;			/* in the order of the outline */
} AskedCell;

/* The names of a cell; as given, not ended by a zero byte. */
typedef struct CellName
{
	const char *item;
	Size		item_length;
	const char *column;
	Size		column_length;
} CellName;

static bool
is_named(const char *name, Size length, const char *wanted)
{
	return strlen(wanted) == length && memcmp(name, wanted, length) == 0;
}

static bool
is_of_item(int cell, const CellName *name)
{
	return is_named(name->item, name->item_length, gd_rows[gd_cells[cell].row].item);
}

static bool
is_cell(int cell, const CellName *name)
{
	return is_of_item(cell, name) &&
		is_named(name->column, name->column_length, gd_column_names[gd_cells[cell].column]);
}

static void
report_unknown(const CellName *name)
{
	StringInfoData columns;

	initStringInfo(&columns);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (is_of_item(cell, name))
			appendStringInfo(&columns, "%s%s", columns.len > 0 ? ", " : "",
							 gd_column_names[gd_cells[cell].column]);
	}
	if (columns.len == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no form has an item \"%.*s\"", (int) name->item_length, name->item),
				 errhint("Items are named as report_cells names them, like "
						 "denied.state_secret.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("item \"%.*s\" has no column \"%.*s\"", (int) name->item_length, name->item,
					(int) name->column_length, name->column),
			 errhint("Its columns are: %s.", columns.data)));
}

/* Begins with the given place. */
static int
find_place(int place, const CellName *name)
{
	for (int i = 0; i < GD_CELL_COUNT; i++, place++)
	{
		if (place == GD_CELL_COUNT)
			place = 0;
		if (is_cell(gd_cell_order[place], name))
			return place;
	}
	report_unknown(name);
	return -1;
}

static Datum
figure_of_part(FunctionCallInfo fcinfo, Part part, const CellName *name)
{
	AskedCell  *asked = fcinfo->flinfo->fn_extra;
	PartFigures report;
	int			cell;
	Datum		amount;

	if (asked == NULL)
		fcinfo->flinfo->fn_extra = asked =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(AskedCell));
	asked->place = find_place(asked->place, name);
	cell = gd_cell_order[asked->place];
	part_argument(fcinfo, 0, part, &asked->types, &report);
	if (gd_is_money(cell))
	{
		if (!part_amount(&report, cell, &amount))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(datumCopy(amount, false, -1));
	}
	if (!gd_set_has(&report.figures.known, cell))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(int64_to_numeric(report.figures.value[cell]));
}

static Datum
figure_by_texts(FunctionCallInfo fcinfo, Part part)
{
	const text *item = PG_GETARG_TEXT_PP(1);
	const text *column = PG_GETARG_TEXT_PP(2);
	CellName	name = {
		VARDATA_ANY(item), VARSIZE_ANY_EXHDR(item), VARDATA_ANY(column), VARSIZE_ANY_EXHDR(column)
	};

	return figure_of_part(fcinfo, part, &name);
}

static Datum
figure_by_strings(FunctionCallInfo fcinfo, Part part)
{
	const char *item = PG_GETARG_CSTRING(1);
	const char *column = PG_GETARG_CSTRING(2);
	CellName	name = {item, strlen(item), column, strlen(column)};

	return figure_of_part(fcinfo, part, &name);
}

PG_FUNCTION_INFO_V1(figure);
/*
 * figure(disclosure_report, item text, column_name text) → numeric
 */
Datum
figure(PG_FUNCTION_ARGS)
{
	return figure_by_texts(fcinfo, PART_REPORT);
}

PG_FUNCTION_INFO_V1(figure_packed);
/*
 * figure(disclosure_figures, item text, column_name text) → numeric
 */
Datum
figure_packed(PG_FUNCTION_ARGS)
{
	return figure_by_texts(fcinfo, PART_PACKED);
}

PG_FUNCTION_INFO_V1(figure_named);
/*
 * figure(disclosure_report, item cstring, column_name cstring) → numeric
 */
Datum
figure_named(PG_FUNCTION_ARGS)
{
	return figure_by_strings(fcinfo, PART_REPORT);
}

PG_FUNCTION_INFO_V1(figure_packed_named);
/*
 * figure(disclosure_figures, item cstring, column_name cstring) → numeric
 */
Datum
figure_packed_named(PG_FUNCTION_ARGS)
{
	return figure_by_strings(fcinfo, PART_PACKED);
}

static bool
is_constant(const Node *node)
{
	return IsA(node, Const) && !((const Const *) node)->constisnull;
}

static Node *
string_from_text(const Const *name)
{
	return (Node *) makeConst(CSTRINGOID, -1, InvalidOid, -2,
							  CStringGetDatum(TextDatumGetCString(name->constvalue)), false, false);
}

/* The function of the same name and schema that takes cstrings; not there is InvalidOid. */
static Oid
function_of_strings(const FuncExpr *call)
{
	char	   *schema = get_namespace_name(get_func_namespace(call->funcid));
	Oid			types[3] = {exprType(linitial(call->args)), CSTRINGOID, CSTRINGOID};

	return LookupFuncName(list_make2(makeString(schema), makeString(get_func_name(call->funcid))),
						  lengthof(types), types, true);
}

PG_FUNCTION_INFO_V1(figure_support);
/*
 * figure_support(internal) → internal: the call with cstrings in place of constants
 */
Datum
figure_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	const FuncExpr *call;
	Oid			function;

	if (!IsA(request, SupportRequestSimplify))
		PG_RETURN_POINTER(NULL);
	call = ((SupportRequestSimplify *) request)->fcall;
	if (!is_constant(lsecond(call->args)) || !is_constant(lthird(call->args)))
		PG_RETURN_POINTER(NULL);
	function = function_of_strings(call);
	if (!OidIsValid(function))
		PG_RETURN_POINTER(NULL);
	PG_RETURN_POINTER(makeFuncExpr(function, NUMERICOID,
								   list_make3(linitial(call->args),
											  string_from_text(lsecond(call->args)),
											  string_from_text(lthird(call->args))),
								   InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL));
}
