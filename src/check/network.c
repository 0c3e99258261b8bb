/*
 * network.c
 *	  Maximum flow, and the arcs on cycles of the residual network. Sets of nodes are words of bits.
 *
 * Gusfield, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17 (1988): a
 * cell that is 0 in the flow can only grow, so it is an arc; one that is more can go both ways, so
 * it is an edge. An arc lies on a cycle if it stays within a strongly connected component, an edge
 * if it is no bridge of that component either.
 */
#include "check/network.h"

#include <string.h>

#define BIT(node) (UINT64_C(1) << (node))

/* The smallest node of a set, which is taken out of it. */
static inline int
take(uint64_t *nodes)
{
	int			node = __builtin_ctzll(*nodes);

	*nodes &= *nodes - 1;
	return node;
}

/* The cell between two identities of the network: there is one at most. */
static int
cell_between(const GdNetwork *network, int a, int b)
{
	GdCellSet	common = gd_set_both(&network->rules->identity[a].cells,
									 &network->rules->identity[b].cells);

	return gd_set_next(&common, 0);
}

static void
set_excess(GdNetwork *network, int node, GdSum excess)
{
	network->excess[node] = excess;
	network->above = excess > 0 ? network->above | BIT(node) : network->above & ~BIT(node);
	network->below = excess < 0 ? network->below | BIT(node) : network->below & ~BIT(node);
}

static void
build(GdNetwork *network, const GdFigures *figures)
{
	const GdRuleSet *rules = network->rules;
	GdCellSet	missing = gd_set_without(&rules->cells, &figures->known);
	uint64_t	nodes;

	for (int cell = gd_set_next(&missing, 0); cell >= 0; cell = gd_set_next(&missing, cell + 1))
	{
		GdArc		arc = rules->arc[cell];

		if (arc.from == GD_NO_IDENTITY)
			continue;
		network->forward[arc.from] |= BIT(arc.to);
		network->backward[arc.to] |= BIT(arc.from);
		network->nodes |= BIT(arc.from) | BIT(arc.to);
		gd_set_add(&network->missing, cell);
		network->flow[cell] = 0;
	}
	nodes = network->nodes;
	while (nodes != 0)
	{
		int			node = take(&nodes);
		GdSum		difference = gd_difference(&rules->identity[node], figures);

		set_excess(network, node, rules->identity[node].orientation > 0 ? difference : -difference);
	}
}

/* Where one more can be sent from a node. */
static inline uint64_t
residual(const GdNetwork *network, int node)
{
	return network->forward[node] | network->flowing[node];
}

/*
 * Breadth first from all nodes with an excess to one that lacks; -1 if none can be reached.
 * previous[] leads back to a node with an excess, whose previous is itself.
 */
static int
find_path(const GdNetwork *network, uint8_t *previous)
{
	uint64_t	reached = network->above;
	uint64_t	front = reached;

	for (uint64_t rest = reached; rest != 0;)
	{
		int			node = take(&rest);

		previous[node] = (uint8_t) node;
	}
	while (front != 0 && network->below != 0)
	{
		uint64_t	next = 0;

		while (front != 0)
		{
			int			node = take(&front);
			uint64_t	found = residual(network, node) & ~reached;

			reached |= found;
			next |= found;
			while (found != 0)
				previous[take(&found)] = (uint8_t) node;
		}
		if ((next & network->below) != 0)
			return __builtin_ctzll(next & network->below);
		front = next;
	}
	return -1;
}

/*
 * What can be sent from one node to the next: any amount, unless only by taking back what flows the
 * other way.
 */
static GdSum
capacity(const GdNetwork *network, int from, int to, GdSum wanted)
{
	GdSum		flow;

	if (network->forward[from] & BIT(to))
		return wanted;
	flow = network->flow[cell_between(network, from, to)];
	return flow < wanted ? flow : wanted;
}

static void
send(GdNetwork *network, int from, int to, GdSum amount)
{
	int			cell = cell_between(network, from, to);

	if (network->forward[from] & BIT(to))
	{
		network->flow[cell] += amount;
		network->flowing[to] |= BIT(from);
		return;
	}
	network->flow[cell] -= amount;
	if (network->flow[cell] == 0)
		network->flowing[from] &= ~BIT(to);
}

static void
augment(GdNetwork *network, int end, const uint8_t *previous)
{
	GdSum		amount = -network->excess[end];
	int			node;

	for (node = end; previous[node] != node; node = previous[node])
		amount = capacity(network, previous[node], node, amount);
	if (network->excess[node] < amount)
		amount = network->excess[node];
	set_excess(network, node, network->excess[node] - amount);
	set_excess(network, end, network->excess[end] + amount);
	for (node = end; previous[node] != node; node = previous[node])
		send(network, previous[node], node, amount);
}

bool
gd_network_solve(GdNetwork *network, const GdRuleSet *rules, const GdFigures *figures)
{
	uint8_t		previous[GD_IDENTITY_MAXIMUM];
	int			end;

	memset(network, 0, offsetof(GdNetwork, flow));
	network->rules = rules;
	build(network, figures);
	while ((end = find_path(network, previous)) >= 0)
		augment(network, end, previous);
	return network->above == 0 && network->below == 0;
}

/* The nodes that may lie on a cycle: none without a way in and a way out. */
static uint64_t
peel(const GdNetwork *network)
{
	uint64_t	nodes = network->nodes;
	uint64_t	before;

	do
	{
		uint64_t	rest = nodes;
		uint64_t	entered = 0;
		uint64_t	left = 0;

		before = nodes;
		while (rest != 0)
		{
			int			node = take(&rest);
			uint64_t	next = residual(network, node) & nodes;

			entered |= next;
			if (next != 0)
				left |= BIT(node);
		}
		nodes &= entered & left;
	} while (nodes != before);
	return nodes;
}

/* The nodes that can be reached from each node along residual arcs within the given nodes. */
static void
close_reach(const GdNetwork *network, uint64_t nodes, uint64_t *reach)
{
	uint64_t	outer = nodes;

	for (int node = 0; node < network->rules->count; node++)
		reach[node] = nodes & BIT(node) ? residual(network, node) & nodes : 0;
	while (outer != 0)
	{
		int			middle = take(&outer);
		uint64_t	inner = nodes;

		while (inner != 0)
		{
			int			node = take(&inner);

			if (reach[node] & BIT(middle))
				reach[node] |= reach[middle];
		}
	}
}

/*
 * Is there another way between the two ends of an edge, in either direction of arcs, within the
 * component?
 */
static bool
is_bridge(const GdNetwork *network, GdArc edge, uint64_t component)
{
	uint64_t	reached = BIT(edge.from);
	uint64_t	front = reached;

	while (front != 0)
	{
		int			node = take(&front);
		uint64_t	next =
			(network->forward[node] | network->backward[node]) & component & ~reached;

		if (node == edge.from)
			next &= ~BIT(edge.to);
		reached |= next;
		front |= next;
		if (reached & BIT(edge.to))
			return false;
	}
	return true;
}

static bool
is_on_cycle(const GdNetwork *network, int cell, const uint64_t *reach)
{
	GdArc		arc = network->rules->arc[cell];
	uint64_t	component = 0;

	if (!(reach[arc.to] & BIT(arc.from)) || !(reach[arc.from] & BIT(arc.to)))
		return false;
	if (network->flow[cell] == 0)
		return true;
	for (uint64_t rest = reach[arc.from]; rest != 0;)
	{
		int			node = take(&rest);

		if (reach[node] & BIT(arc.from))
			component |= BIT(node);
	}
	return !is_bridge(network, arc, component);
}

bool
gd_network_is_open(GdNetwork *network)
{
	uint64_t	reach[GD_IDENTITY_MAXIMUM];
	uint64_t	nodes = peel(network);

	if (nodes == 0)
		return false;
	close_reach(network, nodes, reach);
	for (int cell = gd_set_next(&network->missing, 0); cell >= 0;
		 cell = gd_set_next(&network->missing, cell + 1))
	{
		if (is_on_cycle(network, cell, reach))
			return true;
	}
	return false;
}

GdCellSet
gd_network_determined(GdNetwork *network)
{
	uint64_t	reach[GD_IDENTITY_MAXIMUM];
	GdCellSet	determined = network->missing;

	close_reach(network, peel(network), reach);
	for (int cell = gd_set_next(&network->missing, 0); cell >= 0;
		 cell = gd_set_next(&network->missing, cell + 1))
	{
		if (is_on_cycle(network, cell, reach))
			gd_set_remove(&determined, cell);
	}
	return determined;
}

/*
 * Does the flow leave the implied identity unsatisfied? Its cells' other identities cannot make up
 * for that.
 */
static bool
is_violated(const GdNetwork *network, const GdIdentity *identity, const GdFigures *figures)
{
	GdSum		difference = gd_difference(identity, figures);

	for (int i = 0; i < identity->count; i++)
	{
		if (gd_set_has(&network->missing, identity->cell[i]))
			difference += i < identity->left ? network->flow[identity->cell[i]] :
				-network->flow[identity->cell[i]];
	}
	return difference != 0;
}

/* The identities that share missing cells, directly or through others. */
static uint64_t
spread(const GdNetwork *network, uint64_t nodes, const uint64_t *joined)
{
	uint64_t	front = nodes;

	while (front != 0)
	{
		uint64_t	next = joined[take(&front)] & ~nodes;

		nodes |= next;
		front |= next;
	}
	return nodes;
}

uint64_t
gd_network_infeasible(const GdNetwork *network, const GdFigures *figures)
{
	const GdRuleSet *rules = network->rules;
	uint64_t	joined[GD_IDENTITY_MAXIMUM];
	uint64_t	bad = network->above | network->below;

	for (int i = 0; i < rules->count; i++)
		joined[i] = network->forward[i] | network->backward[i];
	for (int i = 0; i < rules->count; i++)
	{
		GdCellSet	missing = gd_set_both(&rules->identity[i].cells, &network->missing);

		if (rules->identity[i].orientation != 0 || gd_set_is_empty(&missing))
			continue;
		for (int cell = gd_set_next(&missing, 0); cell >= 0; cell = gd_set_next(&missing, cell + 1))
		{
			joined[i] |= BIT(rules->arc[cell].from) | BIT(rules->arc[cell].to);
			joined[rules->arc[cell].from] |= BIT(i);
			joined[rules->arc[cell].to] |= BIT(i);
		}
		if (is_violated(network, &rules->identity[i], figures))
			bad |= BIT(i);
	}
	return spread(network, bad, joined);
}

/*
 * From a node with an excess left, the residual network leads to no node that lacks. Out of all it
 * does lead to, no missing cell leads, and none that leads in can help; so a known cell that leads
 * in or out is wrong.
 */
GdCellSet
gd_network_suspects(const GdNetwork *network, const GdFigures *figures)
{
	const GdRuleSet *rules = network->rules;
	GdCellSet	known = gd_set_both(&rules->cells, &figures->known);
	GdCellSet	suspects = {{0}};
	uint64_t	reached = network->above & -network->above;	/* the first of them */
	uint64_t	front = reached;

	while (front != 0)
	{
		uint64_t	next = residual(network, take(&front)) & ~reached;

		reached |= next;
		front |= next;
	}
	for (int cell = gd_set_next(&known, 0); cell >= 0; cell = gd_set_next(&known, cell + 1))
	{
		GdArc		arc = rules->arc[cell];

		if (arc.from != GD_NO_IDENTITY && (reached >> arc.from & 1) != (reached >> arc.to & 1))
			gd_set_add(&suspects, cell);
	}
	return suspects;
}

/* Sends as much as possible from one node to another, but no more than the limit. */
static GdSum
push(GdNetwork *network, int from, int to, GdSum limit)
{
	uint8_t		previous[GD_IDENTITY_MAXIMUM];
	GdSum		pushed;
	int			end;

	set_excess(network, from, limit);
	set_excess(network, to, -limit);
	while ((end = find_path(network, previous)) >= 0)
		augment(network, end, previous);
	pushed = limit - network->excess[from];
	set_excess(network, from, 0);
	set_excess(network, to, 0);
	return pushed;
}

void
gd_network_range(GdNetwork *network, int cell, GdSum *low, GdSum *high)
{
	GdArc		arc = network->rules->arc[cell];
	GdSum		more;

	network->forward[arc.from] &= ~BIT(arc.to);
	network->backward[arc.to] &= ~BIT(arc.from);
	network->flowing[arc.to] &= ~BIT(arc.from);
	*low = network->flow[cell] - push(network, arc.from, arc.to, network->flow[cell]);
	more = push(network, arc.to, arc.from, GD_UNBOUNDED);
	*high = more == GD_UNBOUNDED ? GD_UNBOUNDED : *low + more;
}
