/*
 * network.h
 *	  What the missing cells of a report can be, all identities taken together.
 *
 * Every cell of section 3 stands in two identities (a third one, the row 总计 of （七）, follows from
 * the others), with opposite signs if each identity is read in the right direction. So the missing
 * cells are the arcs of a network whose nodes are the identities: what is known leaves an excess or
 * a lack in a node, and a completion is a flow of whole numbers that evens them out. Whether there
 * is one is a question of maximum flow; two completions differ by cycles of the residual network,
 * so that a cell on no such cycle has the same value in all of them.
 */
#ifndef NETWORK_H
#define NETWORK_H

#include "form/identity.h"

typedef struct GdNetwork
{
	const GdRuleSet *rules;
	/* identities to which a missing cell leads from this one */
	uint64_t	forward[GD_IDENTITY_MAXIMUM];
	uint64_t	backward[GD_IDENTITY_MAXIMUM];	/* those from which a missing cell leads here */
	/* those of backward whose cell is more than 0 in the flow */
	uint64_t	flowing[GD_IDENTITY_MAXIMUM];
	GdSum		excess[GD_IDENTITY_MAXIMUM];	/* what has come in and not gone out yet */
	uint64_t	above;			/* identities with an excess */
	uint64_t	below;			/* those that lack */
	uint64_t	nodes;			/* identities with missing cells */
	GdCellSet	missing;		/* cells of the network */
	GdSum		flow[GD_CELL_COUNT];	/* of missing cells only: a completion, if there is one */
} GdNetwork;

/* Finds a completion; false if there is none. */
extern bool gd_network_solve(GdNetwork *network, const GdRuleSet *rules, const GdFigures *figures);

/*
 * After a completion was found: does it leave a cell open? And those missing cells that are the
 * same in all completions.
 */
extern bool gd_network_is_open(GdNetwork *network);
extern GdCellSet gd_network_determined(GdNetwork *network);

/* After none was found: the identities joined by missing cells to one that cannot be satisfied. */
extern uint64_t gd_network_infeasible(const GdNetwork *network, const GdFigures *figures);

/*
 * After none was found: known cells one of which at least has another value in any report that can
 * be satisfied.
 */
extern GdCellSet gd_network_suspects(const GdNetwork *network, const GdFigures *figures);

/* More than any sum of counts. */
#define GD_UNBOUNDED ((GdSum) 1 << 100)

/*
 * After a completion was found: the smallest and the largest value of a missing cell; the network
 * is used up.
 */
extern void gd_network_range(GdNetwork *network, int cell, GdSum *low, GdSum *high);

#endif							/* NETWORK_H */
