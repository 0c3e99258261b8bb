/*
 * sum_state.h
 *	  disclosure_sum: what an aggregate has added up so far, as a datum that can be stored and sent.
 *
 * A sum is exact while it is added up, so that whatever leaves the frame of a window can be taken
 * off it again: counts in 128 bits, amounts as numeric. Only the result must fit into a bigint.
 */
#ifndef PG_SUM_STATE_H
#define PG_SUM_STATE_H

#include "pg/figures.h"

#include "form/pack.h"

/* Tells whether all of some numbers are the same, and can forget any of them again. */
typedef struct Agreement
{
	int64		count;
	int128		sum;
	int128		squares;
} Agreement;

typedef struct CellSum
{
	int128		total;
	int64		missing;		/* so many inputs have no value */
} CellSum;

/* Amounts that are numbers are in a sum, which amount_sum finds; the others are counted. */
typedef struct AmountSum
{
	int64		nan;
	int64		positive;		/* Infinity */
	int64		negative;		/* -Infinity */
	int64		scale;			/* the most decimals of an amount */
	int64		at_scale;		/* so many amounts have them */
} AmountSum;

typedef struct SumState
{
	int32		length;			/* varlena header (do not touch directly!) */
	int32		part;			/* a Part; that of figures is PART_REPORT */
	GdShape		shape;			/* of the version that made it */
	int32		first;			/* cell of the part */
	int32		count;			/* of its cells */
	uint32		room[GD_MONEY_COUNT];	/* bytes behind the cells, for the sum of each amount */
	int64		rows;			/* inputs, those that are NULL included */
	int64		inputs;			/* those that are not */
	GdCellSet	cells;			/* of the part */
	Agreement	year;
	Agreement	form;
	Agreement	proactive_form;
	AmountSum	amount[GD_MONEY_COUNT];
	CellSum		cell[FLEXIBLE_ARRAY_MEMBER];
} SumState;

/* A part without a sum has that of another: figures that of reports. */
extern Part summed_part(Part part);

/* The type of the part, by its name. */
extern const char *part_name(Part part);

/* The sum of nothing, in the current memory context. */
extern SumState *create_sum(Part part);

/*
 * An argument that is a sum of such parts; another one is an error. Where it is the state of an
 * aggregate it may be changed, otherwise it is a copy.
 */
extern SumState *sum_argument(FunctionCallInfo fcinfo, int argument, Part part);

/* The same of any part, not to be changed. */
extern const SumState *any_sum_argument(FunctionCallInfo fcinfo, int argument);

/* The sum of the amounts that are numbers. */
extern Numeric amount_sum(const SumState *state, int money);

/* Puts another in its place; where that needs more room, in another state. */
extern SumState *set_amount(SumState *state, int money, Numeric sum);

/*
 * The state with one amount more, or one less. It is another one, in the current memory context,
 * where the sum needs more room; and NULL where the only amount with so many decimals is taken off.
 */
extern SumState *add_amount(SumState *state, int money, Datum amount);
extern SumState *remove_amount(SumState *state, int money, Datum amount);

/* Both sums of amounts together, in the first one or, as above, in another. */
extern SumState *combine_amounts(SumState *state, const SumState *other, int money);

/* What the amounts add up to; there is at least one. */
extern Datum amounts_result(const SumState *state, int money);

#endif							/* PG_SUM_STATE_H */
