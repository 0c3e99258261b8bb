/*
 * packed.c
 *	  disclosure_figures: the figures of a report without its words, in a tenth of the room.
 *
 * Whoever adds up a million reports would spend most of the time on decompressing their narrative. As text and over the
 * wire, such a value is the report that it stands for.
 */
#include "pg/figures.h"

#include "form/pack.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

/*
 * A value has the cells in the order of gd_cells, so where that has changed, the version has, too, and those of the one
 * before are still read. Here is what this version has.
 */
#define PACKED_VERSION 1
StaticAssertDecl(GD_CELL_COUNT == 226 && GD_MONEY_COUNT == 2, "the cells have changed: raise PACKED_VERSION, and read the version before");

/* As it is stored. Behind the packed figures, each at an aligned place, are the amounts that they say there are. */
typedef struct PackedFigures
{
	int32		length;			/* varlena header (do not touch directly!) */
	uint8		version;
	uint8		unused[3];
	int32		year;			/* 0 where the report says none */
	int32		form;
	unsigned char data[FLEXIBLE_ARRAY_MEMBER];
} PackedFigures;

#define HEADER_SIZE offsetof(PackedFigures, data)
#define AMOUNT_MINIMUM (VARHDRSZ + sizeof(uint16))	/* a numeric has at least its header */

/* What a function keeps between its calls: the type of the report that figures are read from or shown as. */
typedef struct ReportCodec
{
	Oid			type;
	ReportTypes *types;
	FmgrInfo	function;		/* record_in, record_out, record_recv or record_send */
} ReportCodec;

Datum
pack_figures(const PartFigures *part)
{
	unsigned char data[GD_PACKED_MAXIMUM];
	Size		used = gd_pack_figures(&part->figures, data);
	Size		size = INTALIGN(HEADER_SIZE + used);
	struct varlena *amount[GD_MONEY_COUNT] = {NULL};
	PackedFigures *packed;

	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (!gd_set_has(&part->figures.money, gd_money_cells[i]))
			continue;
		amount[i] = pg_detoast_datum((struct varlena *) DatumGetPointer(part->amount[i]));
		size += INTALIGN(VARSIZE(amount[i]));
	}
	packed = palloc0(size);
	SET_VARSIZE(packed, size);
	packed->version = PACKED_VERSION;
	packed->year = part->year;
	packed->form = part->form;
	memcpy(packed->data, data, used);
	size = INTALIGN(HEADER_SIZE + used);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (amount[i] == NULL)
			continue;
		memcpy((char *) packed + size, amount[i], VARSIZE(amount[i]));
		size += INTALIGN(VARSIZE(amount[i]));
	}
	return PointerGetDatum(packed);
}

static void
report_corruption(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored figures of a report cannot be read"),
			 errhint("Make them anew from the report: report::disclosure_figures.")));
}

void
unpack_figures(Datum datum, PartFigures *into)
{
	PackedFigures *packed = (PackedFigures *) PG_DETOAST_DATUM(datum);
	Size		size = VARSIZE(packed);
	Size		at;

	if (size < HEADER_SIZE || packed->version != PACKED_VERSION)
		report_corruption();
	into->year = packed->year;
	into->form = packed->form;
	at = gd_unpack_figures(packed->data, size - HEADER_SIZE, &into->figures);
	if (at == 0)
		report_corruption();
	at = INTALIGN(HEADER_SIZE + at);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		struct varlena *amount = (struct varlena *) ((char *) packed + at);

		if (!gd_set_has(&into->figures.money, gd_money_cells[i]))
			continue;
		if (at + AMOUNT_MINIMUM > size || VARATT_IS_EXTENDED(amount) || VARSIZE(amount) < AMOUNT_MINIMUM || VARSIZE(amount) > size - at)
			report_corruption();
		into->amount[i] = PointerGetDatum(amount);
		at += INTALIGN(VARSIZE(amount));
	}
	if (at != size)
		report_corruption();
}

PG_FUNCTION_INFO_V1(figures_from_report);
/*
 * disclosure_figures(disclosure_report) → disclosure_figures
 */
Datum
figures_from_report(PG_FUNCTION_ARGS)
{
	PartFigures figures;

	part_argument(fcinfo, 0, PART_REPORT, kept_types(fcinfo), &figures);
	PG_RETURN_DATUM(pack_figures(&figures));
}

PG_FUNCTION_INFO_V1(report_from_figures);
/*
 * disclosure_report(disclosure_figures) → disclosure_report, without title, agency and narrative
 */
Datum
report_from_figures(PG_FUNCTION_ARGS)
{
	PartFigures figures;

	part_argument(fcinfo, 0, PART_PACKED, kept_types(fcinfo), &figures);
	PG_RETURN_DATUM(part_to_datum(PART_PACKED, &figures, result_types(fcinfo, PART_PACKED)));
}

/* The report's type is in the schema of the extension, wherever that is now: so is the function that is called. */
static ReportCodec *
report_codec(FunctionCallInfo fcinfo, Oid function)
{
	FmgrInfo   *caller = fcinfo->flinfo;
	ReportCodec *codec = caller->fn_extra;
	TupleDesc	type;

	if (codec != NULL)
		return codec;
	codec = MemoryContextAllocZero(caller->fn_mcxt, sizeof(ReportCodec));
	codec->type = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("disclosure_report"),
								  ObjectIdGetDatum(get_func_namespace(caller->fn_oid)));
	if (!OidIsValid(codec->type))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT), errmsg("type \"disclosure_report\" does not exist")));
	type = lookup_rowtype_tupdesc(codec->type, -1);
	codec->types = report_types(type, caller->fn_mcxt);
	ReleaseTupleDesc(type);
	fmgr_info_cxt(function, &codec->function, caller->fn_mcxt);
	caller->fn_extra = codec;
	return codec;
}

/* What record_in or record_recv makes of the input, packed; what they report softly is passed on. */
static Datum
read_record(FunctionCallInfo fcinfo, Oid function)
{
	ReportCodec *codec = report_codec(fcinfo, function);
	LOCAL_FCINFO(call, 3);
	PartFigures figures;
	Datum		report;

	InitFunctionCallInfoData(*call, &codec->function, 3, InvalidOid, fcinfo->context, NULL);
	call->args[0] = fcinfo->args[0];
	call->args[1].value = ObjectIdGetDatum(codec->type);
	call->args[1].isnull = false;
	call->args[2].value = Int32GetDatum(-1);
	call->args[2].isnull = false;
	report = FunctionCallInvoke(call);
	if (call->isnull)
		PG_RETURN_NULL();
	report_figures(report, codec->types, &figures);
	PG_RETURN_DATUM(pack_figures(&figures));
}

/* The report that the figures stand for, as record_out or record_send writes it. */
static Datum
write_record(FunctionCallInfo fcinfo, Oid function)
{
	ReportCodec *codec = report_codec(fcinfo, function);
	PartFigures figures;

	unpack_figures(PG_GETARG_DATUM(0), &figures);
	return FunctionCall1(&codec->function, part_to_datum(PART_PACKED, &figures, codec->types));
}

PG_FUNCTION_INFO_V1(disclosure_figures_in);
/*
 * disclosure_figures_in(cstring) → disclosure_figures, from the text of a report; its words are left out
 */
Datum
disclosure_figures_in(PG_FUNCTION_ARGS)
{
	return read_record(fcinfo, F_RECORD_IN);
}

PG_FUNCTION_INFO_V1(disclosure_figures_recv);
/*
 * disclosure_figures_recv(internal) → disclosure_figures
 */
Datum
disclosure_figures_recv(PG_FUNCTION_ARGS)
{
	return read_record(fcinfo, F_RECORD_RECV);
}

PG_FUNCTION_INFO_V1(disclosure_figures_out);
/*
 * disclosure_figures_out(disclosure_figures) → cstring
 */
Datum
disclosure_figures_out(PG_FUNCTION_ARGS)
{
	return write_record(fcinfo, F_RECORD_OUT);
}

PG_FUNCTION_INFO_V1(disclosure_figures_send);
/*
 * disclosure_figures_send(disclosure_figures) → bytea
 */
Datum
disclosure_figures_send(PG_FUNCTION_ARGS)
{
	return write_record(fcinfo, F_RECORD_SEND);
}

static int
compare_numbers(int64 a, int64 b)
{
	return (a > b) - (a < b);
}

/* 0 if all figures are the same; the order of others means nothing, but is always the same. */
static int
compare_figures(const PartFigures *a, const PartFigures *b)
{
	int			order = compare_numbers(a->year, b->year);

	if (order == 0)
		order = compare_numbers(a->form, b->form);
	if (order == 0)
		order = memcmp(&a->figures.known, &b->figures.known, sizeof(GdCellSet));
	if (order == 0)
		order = memcmp(&a->figures.money, &b->figures.money, sizeof(GdCellSet));
	for (int i = 0; i < GD_CELL_COUNT && order == 0; i++)
		order = compare_numbers(a->figures.value[i], b->figures.value[i]);
	for (int i = 0; i < GD_MONEY_COUNT && order == 0; i++)
	{
		if (gd_set_has(&a->figures.money, gd_money_cells[i]))
			order = DatumGetInt32(DirectFunctionCall2(numeric_cmp, a->amount[i], b->amount[i]));
	}
	return order;
}

/* A sort compares within one memory context, so copies are given back. */
static int
compare_arguments(FunctionCallInfo fcinfo)
{
	struct varlena *left = PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	struct varlena *right = PG_DETOAST_DATUM(PG_GETARG_DATUM(1));
	PartFigures a;
	PartFigures b;
	int			order;

	unpack_figures(PointerGetDatum(left), &a);
	unpack_figures(PointerGetDatum(right), &b);
	order = compare_figures(&a, &b);
	PG_FREE_IF_COPY(left, 0);
	PG_FREE_IF_COPY(right, 1);
	return order;
}

/*
 * disclosure_figures_cmp(disclosure_figures, disclosure_figures) → integer, and the operators of the same order
 */
#define COMPARISON(name, result) \
	PG_FUNCTION_INFO_V1(disclosure_figures_##name); \
	Datum disclosure_figures_##name(PG_FUNCTION_ARGS) { int order = compare_arguments(fcinfo); result; }

COMPARISON(cmp, PG_RETURN_INT32(order))
COMPARISON(lt, PG_RETURN_BOOL(order < 0))
COMPARISON(le, PG_RETURN_BOOL(order <= 0))
COMPARISON(eq, PG_RETURN_BOOL(order == 0))
COMPARISON(ne, PG_RETURN_BOOL(order != 0))
COMPARISON(ge, PG_RETURN_BOOL(order >= 0))
COMPARISON(gt, PG_RETURN_BOOL(order > 0))
