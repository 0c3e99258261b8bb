/*
 * repair.c
 *	  Looks for the figures that are wrong.
 *
 * A contradictory report names suspects, one of which at least is wrong (gd_is_contradictory). Each
 * of them in turn is taken for missing: if the contradiction is gone, the cell alone explains it,
 * and what it can be follows from the rest; if not, the report names new suspects for a second
 * cell. So all cells and all pairs that explain a contradiction are found without trying all there
 * are. Slips that change a whole row are tried one by one.
 */
#include "check/repair.h"
#include "check/slip.h"

#include "check/network.h"

#include <string.h>

/* No more reports than this are tried for one, which bounds the time. */
#define TRIAL_MAXIMUM 1000

/* How implausible a slip of more than one cell is; see slip.c for one cell. */
#define COST_SWAP 36
#define COST_SHIFT 40
#define COST_DIGITS 42
#define COST_PAIR 60

/* What makes them less plausible. */
/* a shift begins within the line, exchanged cells are not neighbours */
#define COST_NOT_FIRST 1
#define COST_WITH_BLANK 6		/* one of the exchanged cells is missing */
#define COST_FREE_VALUE 10		/* missing cells leave several values for a cell */
#define COST_UNSUPPORTED 26		/* no identity confirms it, because one was used to find a value */
/* the same, but a total is less than one of its parts, so that something is misplaced */
#define COST_MISPLACED 13

typedef struct Search
{
	const GdRuleSet *rules;
	const GdFigures *original;
	GdFigures	figures;		/* the report that is tried */
	GdCellSet	suspects;		/* of the original */
	GdCellSet	negative;
	uint64_t	wrong;			/* identities that are false by themselves in the original */
	GdRepairs  *found;
} Search;

/* Is the report that is tried free of contradictions? */
static bool
is_possible(Search *search, GdCellSet *suspects)
{
	search->found->trials++;
	return !gd_is_contradictory(search->rules, &search->figures, suspects);
}

static bool
may_go_on(Search *search)
{
	if (search->found->trials >= TRIAL_MAXIMUM)
		search->found->is_cut = true;
	return !search->found->is_cut;
}

/*
 * Only cells that reach every identity and every count that is false by itself can explain the
 * contradiction.
 */
static bool
may_explain(const Search *search, const GdCellSet *cells)
{
	GdCellSet	common = gd_set_both(&search->suspects, cells);
	GdCellSet	beside = gd_set_without(&search->negative, cells);

	if (gd_set_is_empty(&common) || !gd_set_is_empty(&beside))
		return false;
	for (uint64_t wrong = search->wrong; wrong != 0; wrong &= wrong - 1)
	{
		common = gd_set_both(&search->rules->identity[__builtin_ctzll(wrong)].cells, cells);
		if (gd_set_is_empty(&common))
			return false;
	}
	return true;
}

static void
forget(GdFigures *figures, int cell)
{
	gd_set_remove(&figures->known, cell);
	figures->value[cell] = 0;
}

static void
put(GdFigures *figures, int cell, int64_t value)
{
	gd_set_add(&figures->known, cell);
	figures->value[cell] = value;
}

static void
copy_cell(GdFigures *to, int to_cell, const GdFigures *from, int from_cell)
{
	if (gd_set_has(&from->known, from_cell))
		put(to, to_cell, from->value[from_cell]);
	else
		forget(to, to_cell);
}

/*
 * Where the difference is only a cell whose value is not known, from 0 to missing is a change, too.
 */
static bool
differ(const GdFigures *a, const GdFigures *b, int cell)
{
	return gd_set_has(&a->known, cell) != gd_set_has(&b->known, cell) ||
		a->value[cell] != b->value[cell];
}

static void
describe_changes(const Search *search, GdRepair *repair)
{
	repair->count = 0;
	for (int cell = 0; cell < GD_CELL_COUNT && repair->count < GD_CHANGE_MAXIMUM; cell++)
	{
		if (!differ(search->original, &search->figures, cell))
			continue;
		repair->change[repair->count++] = (GdChange)
		{
			.cell = (GdCellIndex) cell,
			.was_known = gd_set_has(&search->original->known, cell),
			.is_known = gd_set_has(&search->figures.known, cell),
			.from = search->original->value[cell],
			.to = search->figures.value[cell],
		};
	}
}

static bool
has_change(const GdRepair *repair, const GdChange *change)
{
	for (int i = 0; i < repair->count; i++)
	{
		const GdChange *own = &repair->change[i];

		if (own->cell == change->cell && own->is_known == change->is_known && own->to == change->to)
			return true;
	}
	return false;
}

/* Are all changes of one repair among those of the other? */
static bool
is_part_of(const GdRepair *part, const GdRepair *whole)
{
	for (int i = 0; i < part->count; i++)
	{
		if (!has_change(whole, &part->change[i]))
			return false;
	}
	return part->count > 0;
}

/* Best first; what costs the same, in the order of the form, but totals before their parts. */
static int
compare_repairs(const GdRepair *a, const GdRepair *b)
{
	const GdCellInfo *left = &gd_cells[a->change[0].cell];
	const GdCellInfo *right = &gd_cells[b->change[0].cell];

	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	if (a->count != b->count)
		return a->count - b->count;
	if ((left->column == GD_COLUMN_TOTAL) != (right->column == GD_COLUMN_TOTAL))
		return left->column == GD_COLUMN_TOTAL ? -1 : 1;
	for (int i = 0; i < a->count; i++)
	{
		if (a->change[i].cell != b->change[i].cell)
			return a->change[i].cell - b->change[i].cell;
	}
	return 0;
}

/* Keeps the repair at its rank; the worst one falls out if there are too many. */
static void
insert(GdRepairs *found, const GdRepair *repair)
{
	int			at = found->count;

	while (at > 0 && compare_repairs(repair, &found->repair[at - 1]) < 0)
		at--;
	if (found->count < GD_REPAIR_MAXIMUM)
		found->count++;
	else
		found->is_full = true;
	if (at == GD_REPAIR_MAXIMUM)
		return;
	memmove(&found->repair[at + 1], &found->repair[at], sizeof(GdRepair) * (found->count - at - 1));
	found->repair[at] = *repair;
}

static void
take_out(GdRepairs *found, int at)
{
	found->count--;
	memmove(&found->repair[at], &found->repair[at + 1], sizeof(GdRepair) * (found->count - at));
}

/*
 * Slips that move many cells at once are no corrections of single cells, even where these would do.
 */
static bool
is_needless(const GdRepair *repair, const GdRepair *other)
{
	if (!is_part_of(other, repair))
		return false;
	if (other->count == repair->count)
		return other->cost <= repair->cost;
	return repair->kind != GD_REPAIR_SHIFT;
}

/*
 * Keeps a repair unless it does more than another one needs; of those that do the same, the most
 * plausible is kept.
 */
static void
add_repair(Search *search, GdRepairKind kind, int cost)
{
	GdRepairs  *found = search->found;
	GdRepair	repair = {.kind = kind, .cost = cost};

	describe_changes(search, &repair);
	if (repair.count == 0)
		return;
	for (int i = found->count - 1; i >= 0; i--)
	{
		const GdRepair *other = &found->repair[i];

		if (is_needless(&repair, other))
			return;
		if (is_needless(other, &repair))
			take_out(found, i);
	}
	insert(found, &repair);
}

/* The value nearest to the printed one that the report allows for a missing cell. */
static bool
nearest_value(Search *search, int cell, int64_t printed, int64_t *value)
{
	GdSum		low;
	GdSum		high;

	gd_range(search->rules, &search->figures, cell, &low, &high);
	if (low > INT64_MAX)
		return false;
	if (printed < 0 && printed > INT64_MIN && -printed >= low && -printed <= high)
		printed = -printed;
	*value = printed < low ? (int64_t) low : printed > high ? (int64_t) high : printed;
	return true;
}

/* One cell, which is missing in the report that is tried. */
static void
add_cell(Search *search, int cell)
{
	int64_t		printed = search->original->value[cell];
	int64_t		value = printed;
	GdSum		low;
	GdSum		high;
	GdRepairKind kind;
	int			cost;

	gd_range(search->rules, &search->figures, cell, &low, &high);
	if (low > INT64_MAX)
		return;
	if (high > INT64_MAX)
		high = INT64_MAX;
	if (low < high && gd_slip_within(printed, (int64_t) low, (int64_t) high, &value))
	{
		put(&search->figures, cell, value);
		kind = gd_slip(printed, value, &cost);
		add_repair(search, kind, cost + COST_FREE_VALUE);
	}
	value = printed < low ? (int64_t) low : (int64_t) (printed > high ? high : printed);
	put(&search->figures, cell, value);
	kind = gd_slip(printed, value, &cost);
	add_repair(search, kind, low < high ? cost + COST_FREE_VALUE : cost);
	forget(&search->figures, cell);
}

/* Two cells, which are missing. */
static void
add_pair(Search *search, int first, int second)
{
	int64_t		printed[2] = {search->original->value[first], search->original->value[second]};
	int64_t		value[2];
	int			cost[2];

	if (nearest_value(search, first, printed[0], &value[0]))
	{
		put(&search->figures, first, value[0]);
		if (nearest_value(search, second, printed[1], &value[1]))
		{
			put(&search->figures, second, value[1]);
			gd_slip(printed[0], value[0], &cost[0]);
			gd_slip(printed[1], value[1], &cost[1]);
			add_repair(search, GD_REPAIR_PAIR, COST_PAIR + (cost[0] + cost[1]) / 2);
			forget(&search->figures, second);
		}
		forget(&search->figures, first);
	}
}

static void
try_cells(Search *search)
{
	GdCellSet	suspects;

	for (int cell = gd_set_next(&search->suspects, 0); cell >= 0;
		 cell = gd_set_next(&search->suspects, cell + 1))
	{
		forget(&search->figures, cell);
		if (is_possible(search, &suspects))
			add_cell(search, cell);
		search->figures = *search->original;
	}
}

/* No single cell explains the contradiction. */
static void
try_pairs(Search *search)
{
	GdCellSet	tried = {{0}};

	for (int first = gd_set_next(&search->suspects, 0); first >= 0;
		 first = gd_set_next(&search->suspects, first + 1))
	{
		GdCellSet	suspects;
		GdCellSet	ignored;

		forget(&search->figures, first);
		is_possible(search, &suspects);
		gd_set_add(&tried, first);
		suspects = gd_set_without(&suspects, &tried);
		for (int second = gd_set_next(&suspects, 0); second >= 0 && may_go_on(search);
			 second = gd_set_next(&suspects, second + 1))
		{
			search->figures = *search->original;
			forget(&search->figures, first);
			forget(&search->figures, second);
			if (is_possible(search, &ignored))
				add_pair(search, first, second);
		}
		search->figures = *search->original;
	}
}

/* Cells that a table prints beside one another, or one below the other. */
typedef struct Line
{
	int			count;
	GdCellIndex cell[GD_LINE_MAXIMUM];
	GdCellSet	cells;
} Line;

/*
 * The identities that confirm the changes of the report that is tried: these are about their cells,
 * and they hold.
 */
static int
count_witnesses(const Search *search, const Line *line)
{
	uint64_t	true_identities = gd_identities_alone(search->rules, &search->figures, GD_TRUE);
	GdCellSet	changed = {{0}};
	int			count = 0;

	for (int i = 0; i < line->count; i++)
	{
		if (differ(search->original, &search->figures, line->cell[i]))
			gd_set_add(&changed, line->cell[i]);
	}
	for (int i = 0; i < search->rules->count; i++)
	{
		GdCellSet	common = gd_set_both(&search->rules->identity[i].cells, &changed);

		count += (true_identities >> i & 1) && !gd_set_is_empty(&common);
	}
	return count;
}

/*
 * Is the total of a false identity less than one of its parts? No slip of a digit makes that
 * likely.
 */
static bool
has_small_total(const Search *search)
{
	for (uint64_t wrong = search->wrong; wrong != 0; wrong &= wrong - 1)
	{
		const GdIdentity *identity = &search->rules->identity[__builtin_ctzll(wrong)];

		for (int i = identity->left; identity->left == 1 && i < identity->count; i++)
		{
			if (search->original->value[identity->cell[i]] >
				search->original->value[identity->cell[0]])
				return true;
		}
	}
	return false;
}

/* Was the printed value of the cell lost? If the others force a value, it is filled. */
static bool
find_lost(Search *search, int cell)
{
	GdSum		low;
	GdSum		high;

	if (gd_set_has(&search->figures.known, cell) || !gd_set_has(&search->original->known, cell))
		return false;
	gd_range(search->rules, &search->figures, cell, &low, &high);
	if (low == high && low <= INT64_MAX)
		put(&search->figures, cell, (int64_t) low);
	return true;
}

/* Tries the cells of the line with the values of the report that was made of them. */
static void
try_line(Search *search, const Line *line, GdRepairKind kind, int cost)
{
	GdCellSet	suspects;
	int			lost = 0;
	int			unknown = 0;

	if (!may_go_on(search) || !is_possible(search, &suspects))
		return;
	for (int i = 0; i < line->count; i++)
	{
		if (!find_lost(search, line->cell[i]))
			continue;
		lost++;
		unknown += !gd_set_has(&search->figures.known, line->cell[i]);
	}
	if (lost > 0 && count_witnesses(search, line) <= lost)
	{
		if (unknown > 0)
			return;
		cost += has_small_total(search) ? COST_MISPLACED : COST_UNSUPPORTED;
	}
	add_repair(search, kind, cost);
}

/*
 * The cells from one place on stand one place further to the left than they should: a cell was left
 * out.
 */
static void
move_right(Search *search, const Line *line, int from)
{
	for (int i = from + 1; i < line->count; i++)
		copy_cell(&search->figures, line->cell[i], search->original, line->cell[i - 1]);
	forget(&search->figures, line->cell[from]);
}

/* The other way round; what stood last was lost. */
static void
move_left(Search *search, const Line *line, int from)
{
	for (int i = from; i < line->count - 1; i++)
		copy_cell(&search->figures, line->cell[i], search->original, line->cell[i + 1]);
	forget(&search->figures, line->cell[line->count - 1]);
}

static void
try_shifts(Search *search, const Line *line)
{
	int			last = line->count - 1;

	for (int from = 0; from < last; from++)
	{
		/* what falls out must be no figure */
		if (search->original->value[line->cell[last]] == 0)
		{
			move_right(search, line, from);
			try_line(search, line, GD_REPAIR_SHIFT, COST_SHIFT + (from > 0 ? COST_NOT_FIRST : 0));
			search->figures = *search->original;
		}
		if (search->original->value[line->cell[from]] == 0)
		{
			move_left(search, line, from);
			try_line(search, line, GD_REPAIR_SHIFT, COST_SHIFT + (from > 0 ? COST_NOT_FIRST : 0));
			search->figures = *search->original;
		}
	}
}

static void
try_joined(Search *search, const Line *line)
{
	for (int i = 0; i + 1 < line->count; i++)
	{
		int64_t		joined;

		if (!gd_set_has(&search->original->known, line->cell[i + 1]) ||
			!gd_join_digits(search->original->value[line->cell[i]],
							search->original->value[line->cell[i + 1]], &joined))
			continue;
		move_left(search, line, i + 1);
		put(&search->figures, line->cell[i], joined);
		try_line(search, line, GD_REPAIR_SPLIT_DIGITS, COST_DIGITS);
		search->figures = *search->original;
	}
}

static void
try_parted(Search *search, const Line *line)
{
	if (search->original->value[line->cell[line->count - 1]] != 0)
		return;
	for (int i = 0; i + 1 < line->count; i++)
	{
		int64_t		left;
		int64_t		right;

		for (int digits = 1; search->original->value[line->cell[i]] > 9 && digits < 18; digits++)
		{
			if (!gd_part_digits(search->original->value[line->cell[i]], digits, &left, &right))
				continue;
			move_right(search, line, i);
			put(&search->figures, line->cell[i], left);
			put(&search->figures, line->cell[i + 1], right);
			try_line(search, line, GD_REPAIR_JOINED_DIGITS, COST_DIGITS);
			search->figures = *search->original;
		}
	}
}

static bool
is_missing(const GdFigures *figures, int cell)
{
	return !gd_set_has(&figures->known, cell);
}

static bool
have_same(const GdFigures *figures, int a, int b)
{
	return gd_set_has(&figures->known, a) == gd_set_has(&figures->known, b) &&
		figures->value[a] == figures->value[b];
}

/* Two cells of a line in each other's place; next to each other is more plausible. */
static void
try_swaps(Search *search, const Line *line)
{
	for (int i = 0; i < line->count; i++)
	{
		for (int j = i + 1; j < line->count; j++)
		{
			int			a = line->cell[i];
			int			b = line->cell[j];

			GdCellSet	both = {{0}};

			gd_set_add(&both, a);
			gd_set_add(&both, b);
			if (have_same(search->original, a, b) || !may_explain(search, &both))
				continue;
			copy_cell(&search->figures, a, search->original, b);
			copy_cell(&search->figures, b, search->original, a);
			try_line(search, line, GD_REPAIR_SWAP, COST_SWAP + (j > i + 1 ? COST_NOT_FIRST : 0) +
					 (is_missing(search->original, a) || is_missing(search->original, b) ?
					  COST_WITH_BLANK : 0));
			search->figures = *search->original;
		}
	}
}

static void
add_to_line(Line *line, int cell)
{
	line->cell[line->count++] = (GdCellIndex) cell;
	gd_set_add(&line->cells, cell);
}

static void
try_row(Search *search, const Line *line)
{
	if (!may_explain(search, &line->cells))
		return;
	try_shifts(search, line);
	try_joined(search, line);
	try_parted(search, line);
}

/* The row as the report has it, or NULL. */
static const GdFormRow *
row_of(const Search *search, int row)
{
	return gd_form_row(search->rules->form, (GdRow) row);
}

/* The rows of sections 3 and 4; those of section 4 stand beside one another on one line. */
static void
try_rows(Search *search)
{
	Line		disputes = {0};

	for (int row = gd_sections[3].first_row; row < GD_ROW_COUNT; row++)
	{
		const GdFormRow *cells = row_of(search, row);
		Line		line = {0};

		for (int i = 0; cells != NULL && i < cells->count; i++)
		{
			add_to_line(&line, cells->cell[i]);
			if (gd_rows[row].section == 4)
				add_to_line(&disputes, cells->cell[i]);
		}
		try_row(search, &line);
		try_swaps(search, &line);
	}
	try_row(search, &disputes);
}

static void
try_columns(Search *search)
{
	const GdSectionInfo *section = &gd_sections[3];

	for (int column = 0; column < section->columns; column++)
	{
		Line		line = {0};

		for (int i = 0; i < section->row_count; i++)
		{
			const GdFormRow *cells = row_of(search, section->first_row + i);

			if (cells != NULL)
				add_to_line(&line, cells->cell[column]);
		}
		try_swaps(search, &line);
	}
}

void
gd_suggest_repairs(const GdRuleSet *rules, const GdFigures *figures, GdRepairs *repairs)
{
	Search		search = {.rules = rules, .original = figures, .figures = *figures,
						  .found = repairs};
	bool		is_single;
	bool		is_cut;

	repairs->count = 0;
	repairs->trials = 0;
	repairs->is_cut = false;
	repairs->is_full = false;
	if (is_possible(&search, &search.suspects))
		return;
	search.negative = gd_negative(figures);
	search.wrong = gd_identities_alone(rules, figures, GD_FALSE);
	try_cells(&search);
	is_single = repairs->count > 0;
	try_rows(&search);
	try_columns(&search);
	if (!is_single)
		try_pairs(&search);
	is_cut = repairs->is_cut || repairs->is_full;
	if (repairs->count == 0 || is_cut)
		repairs->repair[repairs->count++] = (GdRepair)
		{
			.kind = is_cut ? GD_REPAIR_LIMIT : GD_REPAIR_NONE
		};
}

GdCellSet
gd_apply_repair(const GdRepair *repair, GdFigures *figures)
{
	GdCellSet	changed = {{0}};

	for (int i = 0; i < repair->count; i++)
	{
		const GdChange *change = &repair->change[i];

		gd_set_add(&changed, change->cell);
		if (change->is_known)
			put(figures, change->cell, change->to);
		else
			forget(figures, change->cell);
	}
	return changed;
}

/* In SQL, and in explanations. */
const char *const gd_repair_names[GD_REPAIR_KIND_COUNT] = {
	[GD_REPAIR_SIGN] = "sign",
	[GD_REPAIR_TRANSPOSITION] = "transposition",
	[GD_REPAIR_DIGIT] = "digit",
	[GD_REPAIR_LOST_DIGIT] = "lost_digit",
	[GD_REPAIR_EXTRA_DIGIT] = "extra_digit",
	[GD_REPAIR_CELL] = "cell",
	[GD_REPAIR_SWAP] = "swap",
	[GD_REPAIR_SPLIT_DIGITS] = "split_digits",
	[GD_REPAIR_JOINED_DIGITS] = "joined_digits",
	[GD_REPAIR_SHIFT] = "shift",
	[GD_REPAIR_PAIR] = "pair",
	[GD_REPAIR_NONE] = "none",
	[GD_REPAIR_LIMIT] = "limit",
};

static const char *const kind_labels[GD_REPAIR_KIND_COUNT] = {
	[GD_REPAIR_SIGN] = "误加负号",
	[GD_REPAIR_TRANSPOSITION] = "数字颠倒",
	[GD_REPAIR_DIGIT] = "一位数字有误",
	[GD_REPAIR_LOST_DIGIT] = "漏一位数字",
	[GD_REPAIR_EXTRA_DIGIT] = "多一位数字",
	[GD_REPAIR_CELL] = "一格有误",
	[GD_REPAIR_SWAP] = "两格互换",
	[GD_REPAIR_SPLIT_DIGITS] = "一数误分两格",
	[GD_REPAIR_JOINED_DIGITS] = "两数误并一格",
	[GD_REPAIR_SHIFT] = "一行错格",
	[GD_REPAIR_PAIR] = "两格有误",
	[GD_REPAIR_NONE] = "多处有误，改动两格不能使勾稽关系全部成立，请核对原文",
	[GD_REPAIR_LIMIT] = "可能的改动太多，未能全部列出，请核对原文",
};

void
gd_explain_repair(GdWriter *writer, const GdRowForms *forms, const GdRepair *repair)
{
	gd_write(writer, kind_labels[repair->kind]);
	for (int i = 0; i < repair->count; i++)
	{
		const GdChange *change = &repair->change[i];

		gd_write(writer, i == 0 ? "：" : "；");
		gd_write_cell(writer, forms->row[gd_cells[change->cell].row], change->cell);
		gd_write(writer, " ");
		gd_write_figure(writer, change->was_known, change->from);
		gd_write(writer, " 应为 ");
		gd_write_figure(writer, change->is_known, change->to);
	}
}
