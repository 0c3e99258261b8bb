/*
 * balance.c
 *	  Verdicts: each identity alone, then all of them together, then, where they contradict each
 *	  other, what each of the others says about one.
 */
#include "check/balance.h"

#include "check/network.h"

#include <string.h>

/* What an identity says about its missing cells, by itself. */
typedef struct Alone
{
	GdSum		difference;		/* left − right of what is known */
	int			left;			/* missing cells on the left */
	int			right;			/* and on the right */
} Alone;

static Alone
look_at(const GdIdentity *identity, const GdFigures *figures)
{
	Alone		alone = {gd_difference(identity, figures), 0, 0};
	GdCellSet	missing = gd_missing(identity, figures);

	if (gd_set_is_empty(&missing))
		return alone;
	for (int i = 0; i < GD_CELL_WORDS; i++)
		alone.right += __builtin_popcountll(missing.word[i]);
	for (int i = 0; i < identity->left; i++)
		alone.left += gd_set_has(&missing, identity->cell[i]);
	alone.right -= alone.left;
	return alone;
}

static bool
is_possible(const Alone *alone)
{
	return alone->difference == 0 || (alone->difference > 0 ? alone->right > 0 : alone->left > 0);
}

/*
 * Has each missing cell one value only? It is the difference for a single cell, and 0 for several.
 */
static bool
is_determined(const Alone *alone)
{
	return is_possible(alone) &&
		(alone->left + alone->right <= 1 ||
		 (alone->difference == 0 && (alone->left == 0 || alone->right == 0)));
}

static GdVerdict
verdict_alone(const Alone *alone)
{
	return !is_possible(alone) ? GD_FALSE : is_determined(alone) ? GD_TRUE : GD_OPEN;
}

/* No sum of this many bits overflows 64 of them. */
#define SMALL_BITS 57

/* The common case without a missing cell, in 64 bits. */
static GdVerdict
judge_complete(const GdRuleSet *rules, const GdFigures *figures)
{
	for (int i = 0; i < rules->count; i++)
	{
		const GdIdentity *identity = &rules->identity[i];
		int64_t		difference = 0;

		for (int j = 0; j < identity->left; j++)
			difference += figures->value[identity->cell[j]];
		for (int j = identity->left; j < identity->count; j++)
			difference -= figures->value[identity->cell[j]];
		if (difference != 0)
			return GD_FALSE;
	}
	return GD_TRUE;
}

static bool
are_small(const GdFigures *figures)
{
	uint64_t	bits = 0;

	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
		bits |= (uint64_t) figures->value[cell];
	return bits >> SMALL_BITS == 0;
}

/* Each identity by itself; true if none is false. */
static bool
judge_alone(const GdRuleSet *rules, const GdFigures *figures, GdVerdict *verdict)
{
	bool		is_possible_alone = true;

	for (int i = 0; i < rules->count; i++)
	{
		Alone		alone = look_at(&rules->identity[i], figures);

		verdict[i] = verdict_alone(&alone);
		if (verdict[i] == GD_FALSE)
			is_possible_alone = false;
	}
	return is_possible_alone;
}

/* Does the identity stand outside the network, where no other has its cells? */
static bool
is_apart(const GdRuleSet *rules, const GdIdentity *identity)
{
	return rules->arc[identity->cell[0]].from == GD_NO_IDENTITY;
}

GdVerdict
gd_is_balanced(const GdRuleSet *rules, const GdFigures *figures)
{
	GdCellSet	missing = gd_set_without(&rules->cells, &figures->known);
	GdCellSet	negative;
	GdVerdict	verdict[GD_IDENTITY_MAXIMUM];
	GdNetwork	network;

	if (gd_set_is_empty(&missing) && are_small(figures))
		return judge_complete(rules, figures);
	negative = gd_negative(figures);
	if (!gd_set_is_empty(&negative) || !judge_alone(rules, figures, verdict) ||
		!gd_network_solve(&network, rules, figures))
		return GD_FALSE;
	for (int i = 0; i < rules->count; i++)
	{
		if (verdict[i] == GD_OPEN && is_apart(rules, &rules->identity[i]))
			return GD_OPEN;
	}
	return gd_network_is_open(&network) ? GD_OPEN : GD_TRUE;
}

/*
 * The values that the single identity gives to its missing cells; those of several identities may
 * differ.
 */
static void
determine(const GdIdentity *identity, const Alone *alone, const GdCellSet *missing,
		  GdJudgement *judgement)
{
	GdSum		value = alone->difference < 0 ? -alone->difference : alone->difference;

	for (int cell = gd_set_next(missing, 0); cell >= 0; cell = gd_set_next(missing, cell + 1))
	{
		gd_set_add(&judgement->determined, cell);
		judgement->completion[cell] = value;
	}
}

/* What the network says about its cells, and what the identities outside it say about theirs. */
static void
judge_together(const GdRuleSet *rules, const GdFigures *figures, GdNetwork *network,
			   GdJudgement *judgement)
{
	judgement->determined = gd_network_determined(network);
	for (int cell = gd_set_next(&judgement->determined, 0); cell >= 0;
		 cell = gd_set_next(&judgement->determined, cell + 1))
		judgement->completion[cell] = network->flow[cell];
	for (int i = 0; i < rules->count; i++)
	{
		const GdIdentity *identity = &rules->identity[i];
		GdCellSet	missing = gd_missing(identity, figures);
		GdCellSet	open;

		if (is_apart(rules, identity) && judgement->verdict[i] == GD_TRUE)
		{
			Alone		alone = look_at(identity, figures);

			determine(identity, &alone, &missing, judgement);
		}
		open = gd_set_without(&missing, &judgement->determined);
		judgement->verdict[i] = gd_set_is_empty(&open) ? GD_TRUE : GD_OPEN;
	}
}

/* What is known of the cells while deductions are made. A value may be larger than any count. */
typedef struct Deduction
{
	const GdRuleSet *rules;
	GdCellSet	known;
	/* cells that two identities want to have different values, or one a negative value */
	GdCellSet	disputed;
	GdSum		value[GD_CELL_COUNT];
} Deduction;

static Alone
look_at_deduced(const GdIdentity *identity, const Deduction *deduction)
{
	Alone		alone = {0, 0, 0};

	for (int i = 0; i < identity->count; i++)
	{
		int			cell = identity->cell[i];
		bool		is_left = i < identity->left;

		if (gd_set_has(&deduction->known, cell))
			alone.difference += is_left ? deduction->value[cell] : -deduction->value[cell];
		else if (is_left)
			alone.left++;
		else
			alone.right++;
	}
	return alone;
}

/*
 * The value that the identity forces its missing cells to have; it may be negative. False if it
 * forces none.
 */
static bool
propose(const Alone *alone, GdSum *value)
{
	if (alone->left + alone->right == 0 ||
		(alone->left + alone->right > 1 && !is_determined(alone)))
		return false;
	*value = alone->right > 0 ? alone->difference : -alone->difference;
	return true;
}

/*
 * One round: all identities but one look at the same state, and what they agree on becomes known.
 */
static bool
deduce_round(Deduction *deduction, const GdVerdict *alone_verdict, int except)
{
	const GdRuleSet *rules = deduction->rules;
	GdCellSet	proposed = {{0}};
	GdSum		value[GD_CELL_COUNT];

	for (int i = 0; i < rules->count; i++)
	{
		const GdIdentity *identity = &rules->identity[i];
		GdCellSet	missing = gd_set_without(&identity->cells, &deduction->known);
		Alone		alone;
		GdSum		wanted;

		if (i == except || alone_verdict[i] == GD_FALSE || gd_set_is_empty(&missing))
			continue;
		alone = look_at_deduced(identity, deduction);
		if (!propose(&alone, &wanted))
			continue;
		for (int cell = gd_set_next(&missing, 0); cell >= 0; cell = gd_set_next(&missing, cell + 1))
		{
			if (wanted < 0 || (gd_set_has(&proposed, cell) && value[cell] != wanted))
				gd_set_add(&deduction->disputed, cell);
			gd_set_add(&proposed, cell);
			value[cell] = wanted;
		}
	}
	proposed = gd_set_without(&proposed, &deduction->disputed);
	for (int cell = gd_set_next(&proposed, 0); cell >= 0; cell = gd_set_next(&proposed, cell + 1))
	{
		gd_set_add(&deduction->known, cell);
		deduction->value[cell] = value[cell];
	}
	return !gd_set_is_empty(&proposed);
}

/* The verdict on an identity once the others have said what its missing cells are. */
static GdVerdict
judge_by_others(const GdRuleSet *rules, const GdFigures *figures, const GdVerdict *alone_verdict,
				int which)
{
	Deduction	deduction = {.rules = rules, .known = figures->known};
	Alone		alone;

	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
		deduction.value[cell] = figures->value[cell];
	while (deduce_round(&deduction, alone_verdict, which))
		;
	alone = look_at_deduced(&rules->identity[which], &deduction);
	return verdict_alone(&alone);
}

/* Verdicts of a contradictory report; true if one is false. */
static bool
judge_locally(const GdRuleSet *rules, const GdFigures *figures, GdVerdict *verdict)
{
	GdVerdict	alone_verdict[GD_IDENTITY_MAXIMUM];
	bool		is_one_false = false;

	memcpy(alone_verdict, verdict, sizeof(alone_verdict));
	for (int i = 0; i < rules->count; i++)
	{
		GdCellSet	missing = gd_missing(&rules->identity[i], figures);

		if (alone_verdict[i] != GD_FALSE && !gd_set_is_empty(&missing))
			verdict[i] = judge_by_others(rules, figures, alone_verdict, i);
		if (verdict[i] == GD_FALSE)
			is_one_false = true;
	}
	return is_one_false;
}

void
gd_judge(const GdRuleSet *rules, const GdFigures *figures, GdJudgement *judgement)
{
	GdNetwork	network;
	bool		is_possible_alone;
	uint64_t	bad = 0;

	memset(judgement, 0, offsetof(GdJudgement, completion));
	judgement->negative = gd_negative(figures);
	is_possible_alone = judge_alone(rules, figures, judgement->verdict);
	if (is_possible_alone && gd_network_solve(&network, rules, figures))
	{
		judgement->is_contradictory = !gd_set_is_empty(&judgement->negative);
		judge_together(rules, figures, &network, judgement);
		return;
	}
	judgement->is_contradictory = true;
	if (!judge_locally(rules, figures, judgement->verdict))
		bad = gd_network_infeasible(&network, figures);
	for (int i = 0; i < rules->count; i++)
	{
		if (bad >> i & 1)
			judgement->verdict[i] = GD_FALSE;
	}
}

GdCellSet
gd_complete(const GdRuleSet *rules, GdFigures *figures)
{
	GdCellSet	filled = {{0}};
	GdJudgement judgement;

	gd_judge(rules, figures, &judgement);
	if (judgement.is_contradictory)
		return filled;
	for (int cell = gd_set_next(&judgement.determined, 0); cell >= 0;
		 cell = gd_set_next(&judgement.determined, cell + 1))
	{
		if (judgement.completion[cell] > INT64_MAX)
			continue;
		figures->value[cell] = (int64_t) judgement.completion[cell];
		gd_set_add(&figures->known, cell);
		gd_set_add(&filled, cell);
	}
	return filled;
}

/*
 * The known cells of the identity that is false by itself and has the fewest of them; false if
 * there is none.
 */
static bool
find_false_identity(const GdRuleSet *rules, const GdFigures *figures, GdCellSet *suspects)
{
	int			fewest = GD_CELL_COUNT;

	for (int i = 0; i < rules->count; i++)
	{
		const GdIdentity *identity = &rules->identity[i];
		Alone		alone = look_at(identity, figures);
		int			known = identity->count - alone.left - alone.right;

		if (known >= fewest || is_possible(&alone))
			continue;
		fewest = known;
		*suspects = gd_set_both(&identity->cells, &figures->known);
	}
	return fewest < GD_CELL_COUNT;
}

uint64_t
gd_identities_alone(const GdRuleSet *rules, const GdFigures *figures, GdVerdict wanted)
{
	GdVerdict	verdict[GD_IDENTITY_MAXIMUM];
	uint64_t	found = 0;

	judge_alone(rules, figures, verdict);
	for (int i = 0; i < rules->count; i++)
		found |= (uint64_t) (verdict[i] == wanted) << i;
	return found;
}

bool
gd_is_contradictory(const GdRuleSet *rules, const GdFigures *figures, GdCellSet *suspects)
{
	GdCellSet	missing = gd_set_without(&rules->cells, &figures->known);
	GdCellSet	negative = gd_negative(figures);
	int			first = gd_set_next(&negative, 0);
	GdNetwork	network;

	*suspects = (GdCellSet) {{0}};
	if (first >= 0)
	{
		gd_set_add(suspects, first);
		return true;
	}
	if (find_false_identity(rules, figures, suspects))
		return true;
	if (gd_set_is_empty(&missing) || gd_network_solve(&network, rules, figures))
		return false;
	*suspects = gd_network_suspects(&network, figures);
	return true;
}

/* The same by a single identity that stands in no network. */
static void
range_alone(const GdIdentity *identity, const GdFigures *figures, int cell, GdSum *low, GdSum *high)
{
	Alone		alone = look_at(identity, figures);
	bool		is_left = memchr(identity->cell, cell, identity->left) != NULL;
	/* other missing cells on its side */
	int			with = (is_left ? alone.left : alone.right) - 1;
	int			against = is_left ? alone.right : alone.left;
	GdSum		needed = is_left ? -alone.difference : alone.difference;

	*low = with > 0 || needed < 0 ? 0 : needed;
	*high = against > 0 ? GD_UNBOUNDED : needed;
}

void
gd_range(const GdRuleSet *rules, const GdFigures *figures, int cell, GdSum *low, GdSum *high)
{
	GdNetwork	network;

	*low = 0;
	*high = GD_UNBOUNDED;
	if (rules->arc[cell].from != GD_NO_IDENTITY)
	{
		if (gd_network_solve(&network, rules, figures))
			gd_network_range(&network, cell, low, high);
		return;
	}
	for (int i = 0; i < rules->count; i++)
	{
		if (gd_set_has(&rules->identity[i].cells, cell))
			range_alone(&rules->identity[i], figures, cell, low, high);
	}
}
