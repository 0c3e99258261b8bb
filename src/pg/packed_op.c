/*
 * packed_op.c
 *	  disclosure_figures: what is the same, an order, and hashes, for DISTINCT, joins and indexes.
 *
 * Indexes and hash partitions outlive a version: the order and the hash of what an earlier version
 * stored stay what they were.
 */
#include "pg/figures.h"

#include "form/pack.h"

#include "common/hashfn.h"
#include "utils/fmgrprotos.h"

static int
compare_numbers(int32 a, int32 b)
{
	return (a > b) - (a < b);
}

/* 0 if all figures are the same; the order of others means nothing, but is always the same. */
static int
compare_parts(const PartFigures *a, const PartFigures *b)
{
	int			order = compare_numbers(a->year, b->year);

	if (order == 0)
		order = compare_numbers(a->form, b->form);
	if (order == 0)
		order = compare_numbers(a->proactive_form, b->proactive_form);
	if (order == 0)
		order = gd_compare_figures(&a->figures, &b->figures);
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
	order = compare_parts(&a, &b);
	PG_FREE_IF_COPY(left, 0);
	PG_FREE_IF_COPY(right, 1);
	return order;
}

/*
 * disclosure_figures_cmp(disclosure_figures, disclosure_figures) → integer, and the operators of
 * the same order
 */
#define COMPARISON(name, result) \
	PG_FUNCTION_INFO_V1(disclosure_figures_##name); \
	Datum disclosure_figures_##name(PG_FUNCTION_ARGS) \
	{ int order = compare_arguments(fcinfo); result; }

COMPARISON(cmp, PG_RETURN_INT32(order))
COMPARISON(lt, PG_RETURN_BOOL(order < 0))
COMPARISON(le, PG_RETURN_BOOL(order <= 0))
COMPARISON(eq, PG_RETURN_BOOL(order == 0))
COMPARISON(ne, PG_RETURN_BOOL(order != 0))
COMPARISON(ge, PG_RETURN_BOOL(order >= 0))
COMPARISON(gt, PG_RETURN_BOOL(order > 0))

/* What a hash is made of: the same bytes for what is equal, whichever version stored it. */
typedef struct HashedFigures
{
	int32		year;
	int32		form;
	int32		proactive_form;
	unsigned char rest[GD_LASTING_MAXIMUM + 2 * sizeof(uint32) * GD_MONEY_COUNT];
} HashedFigures;

/* The hashes of amounts, which do not tell 1.5 from 1.50, and where these stand. */
static Size
add_amounts(const PartFigures *figures, unsigned char *into)
{
	unsigned char *at = into;

	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		GdStoredPlace place = gd_stored_place(gd_money_cells[i]);
		uint32		hash[2] = {place.column, 0};

		if (!gd_set_has(&figures->figures.money, gd_money_cells[i]))
			continue;
		hash[1] = DatumGetUInt32(DirectFunctionCall1(hash_numeric, figures->amount[i]));
		memcpy(at, hash, sizeof(hash));
		at += sizeof(hash);
	}
	return (Size) (at - into);
}

/* Gives how many of the bytes there are. */
static int
hashed_argument(FunctionCallInfo fcinfo, HashedFigures *hashed)
{
	struct varlena *argument = PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	PartFigures figures;
	Size		size;

	unpack_figures(PointerGetDatum(argument), &figures);
	hashed->year = figures.year;
	hashed->form = figures.form;
	hashed->proactive_form = figures.proactive_form;
	size = gd_lasting_bytes(&figures.figures, hashed->rest);
	size += add_amounts(&figures, hashed->rest + size);
	PG_FREE_IF_COPY(argument, 0);
	return (int) (offsetof(HashedFigures, rest) + size);
}

PG_FUNCTION_INFO_V1(disclosure_figures_hash);
/*
 * disclosure_figures_hash(disclosure_figures) → integer
 */
Datum
disclosure_figures_hash(PG_FUNCTION_ARGS)
{
	HashedFigures hashed;
	int			length = hashed_argument(fcinfo, &hashed);

	PG_RETURN_UINT32(hash_bytes((const unsigned char *) &hashed, length));
}

PG_FUNCTION_INFO_V1(disclosure_figures_hash_extended);
/*
 * disclosure_figures_hash_extended(disclosure_figures, bigint) → bigint
 */
Datum
disclosure_figures_hash_extended(PG_FUNCTION_ARGS)
{
	HashedFigures hashed;
	int			length = hashed_argument(fcinfo, &hashed);

	PG_RETURN_UINT64(hash_bytes_extended((const unsigned char *) &hashed, length,
										 (uint64) PG_GETARG_INT64(1)));
}
