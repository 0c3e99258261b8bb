/*
 * sheet_comparison.c
 *	  Two reports beside each other: what changed most, and every cell from → to.
 */
#include "print/wording.h"

#include <stdlib.h>
#include <string.h>

#define MOST_LISTED 12			/* changes in front of the tables; all are in these */

typedef enum Difference
{
	BOTH_UNKNOWN,
	ONE_KNOWN,
	BOTH_ZERO,
	THE_SAME,
	INCREASED,
	DECREASED,
	NOT_IN_FORM,				/* the form of the first report lacks the cell */
} Difference;

#define DIFFERENCES (NOT_IN_FORM + 1)

typedef struct Comparison
{
	const GdFacts *from;
	const GdFacts *to;
	const GdText *money_change;
	GdRowForms	from_forms;
	GdRowForms	to_forms;
	GdCellSet	in_grids;
	GdSheet    *sheet;
	GdWriter	writer;
	uint8_t		difference[GD_CELL_COUNT];
} Comparison;

static bool
from_has_cell(const Comparison *c, int cell)
{
	return gd_has_value(c->from, cell) ||
		gd_form_has_cell(c->from_forms.row[gd_cells[cell].row], cell);
}

static bool
is_zero(const GdFacts *facts, int cell)
{
	return gd_is_money(cell) ? gd_is_zero(facts->money[cell]) : facts->figures->value[cell] == 0;
}

static Difference
compare_values(const Comparison *c, int cell)
{
	const int64_t *from = c->from->figures->value;
	const int64_t *to = c->to->figures->value;

	if (gd_is_money(cell) ? gd_is_zero(c->money_change[cell]) : from[cell] == to[cell])
		return is_zero(c->to, cell) ? BOTH_ZERO : THE_SAME;
	if (gd_is_money(cell))
		return *c->money_change[cell].data == '-' ? DECREASED : INCREASED;
	return from[cell] < to[cell] ? INCREASED : DECREASED;
}

static Difference
compare_cell(const Comparison *c, int cell)
{
	bool		from_has = gd_has_value(c->from, cell);
	bool		to_has = gd_has_value(c->to, cell);

	if (from_has && to_has)
		return compare_values(c, cell);
	if (!from_has && !to_has)
		return BOTH_UNKNOWN;
	return from_has_cell(c, cell) ? ONE_KNOWN : NOT_IN_FORM;
}

/* What the figures differ by; of an amount the whole units. */
static GdSum
change_of(const Comparison *c, int cell)
{
	GdSum		change = 0;
	GdText		money = c->money_change[cell];

	if (!gd_is_money(cell))
		return (GdSum) c->to->figures->value[cell] - c->from->figures->value[cell];
	for (size_t i = 0; i < money.length && money.data[i] != '.' && change < INT64_MAX; i++)
	{
		if (money.data[i] >= '0' && money.data[i] <= '9')
			change = change * 10 + (money.data[i] - '0');
	}
	return change;
}

/*
 * Cells
 */

static void
write_value_or_unknown(GdWriter *writer, const GdFacts *facts, int cell)
{
	if (gd_has_value(facts, cell))
		gd_write_value(writer, facts, cell);
	else
		gd_write(writer, "？");
}

/* "（+5）" */
static void
write_change(Comparison *c, int cell)
{
	gd_write(&c->writer, c->difference[cell] == INCREASED ? "（+" : "（");
	if (gd_is_money(cell))
		gd_write_text(&c->writer, c->money_change[cell]);
	else
		gd_write_number(&c->writer, change_of(c, cell));
	gd_write(&c->writer, "）");
}

/* "25", "25 → 30（+5）", "？ → 30", "？", "／ → 30", "·" */
static void
write_comparison(Comparison *c, int cell)
{
	Difference	difference = (Difference) c->difference[cell];

	if (difference == BOTH_ZERO)
	{
		gd_write(&c->writer, "·");
		return;
	}
	if (difference == NOT_IN_FORM)
		gd_write(&c->writer, "／ → ");
	else if (difference != BOTH_UNKNOWN && difference != THE_SAME)
	{
		write_value_or_unknown(&c->writer, c->from, cell);
		gd_write(&c->writer, " → ");
	}
	write_value_or_unknown(&c->writer, c->to, cell);
	if (difference == INCREASED || difference == DECREASED)
		write_change(c, cell);
}

static GdEmphasis
emphasis_of(Difference difference)
{
	switch (difference)
	{
		case ONE_KNOWN:
		case INCREASED:
		case DECREASED:
			return GD_CHANGED;
		case BOTH_ZERO:
		case BOTH_UNKNOWN:
			return GD_QUIET;
		case THE_SAME:
		case NOT_IN_FORM:
			return GD_PLAIN;
	}
	return GD_PLAIN;
}

/* A cell that the tables have no place for, because the form of the second report lacks it. */
static void
note_cell(Comparison *c, int cell)
{
	size_t		begin = c->writer.length;
	const GdFacts *facts = gd_has_value(c->from, cell) ? c->from : c->to;

	if (!gd_has_value(facts, cell) || is_zero(facts, cell))
		return;
	gd_write_cell_name(&c->writer, &c->from_forms, cell);
	gd_write_value(&c->writer, facts, cell);
	gd_add_note(c->sheet, &c->writer, begin);
}

static void
fill_cells(Comparison *c)
{
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		size_t		begin = c->writer.length;

		if (!gd_set_has(&c->in_grids, cell))
		{
			note_cell(c, cell);
			continue;
		}
		write_comparison(c, cell);
		c->sheet->cell[cell] = (GdSheetCell) {
			.text = gd_written(&c->writer, begin),
			.emphasis = emphasis_of((Difference) c->difference[cell])};
	}
}

/*
 * What changed
 */

/* Kinds of applicants are left to the table where their total is listed. */
static bool
is_listed(const Comparison *c, int cell)
{
	const GdRowInfo *row = &gd_rows[gd_cells[cell].row];
	int			total = gd_sections[row->section].total;

	if (c->difference[cell] != INCREASED && c->difference[cell] != DECREASED)
		return false;
	if (total < 0 || cell == row->first_cell + total)
		return true;
	total += row->first_cell;
	return c->difference[total] != INCREASED && c->difference[total] != DECREASED;
}

typedef struct Change
{
	int			cell;
	GdSum		size;
} Change;

/* The largest first; of two the one that the form has first. */
static int
compare_changes(const void *a, const void *b)
{
	const Change *left = a;
	const Change *right = b;

	if (left->size != right->size)
		return left->size > right->size ? -1 : 1;
	return left->cell - right->cell;
}

static void
write_count(GdWriter *writer, const char *before, int count, const char *behind)
{
	gd_write(writer, before);
	gd_write_number(writer, count);
	gd_write(writer, behind);
}

/* How many cells of the tables differ in which way. */
static void
summarize_counts(Comparison *c)
{
	int			count[DIFFERENCES] = {0};
	size_t		begin = c->writer.length;

	for (int cell = gd_set_next(&c->in_grids, 0); cell >= 0;
		 cell = gd_set_next(&c->in_grids, cell + 1))
		count[c->difference[cell]]++;
	write_count(&c->writer, "有变化的 ", count[INCREASED] + count[DECREASED], " 项");
	write_count(&c->writer, "：增 ", count[INCREASED], " 项");
	write_count(&c->writer, "，减 ", count[DECREASED], " 项；");
	write_count(&c->writer, "没有变化的 ", count[THE_SAME] + count[BOTH_ZERO], " 项");
	write_count(&c->writer, "，其中两份都是 0 的 ", count[BOTH_ZERO], " 项；");
	write_count(&c->writer, "只有一份有数字的 ", count[ONE_KNOWN], " 项");
	write_count(&c->writer, "，都没有数字的 ", count[BOTH_UNKNOWN], " 项");
	if (count[NOT_IN_FORM] > 0)
		write_count(&c->writer, "；前一份的表式没有的 ", count[NOT_IN_FORM], " 项");
	gd_write(&c->writer, "。");
	gd_add_summary(c->sheet, &c->writer, begin);
}

static void
summarize_changes(Comparison *c)
{
	Change		changes[GD_CELL_COUNT];
	int			count = 0;

	for (int cell = gd_set_next(&c->in_grids, 0); cell >= 0;
		 cell = gd_set_next(&c->in_grids, cell + 1))
	{
		GdSum		change = change_of(c, cell);

		if (is_listed(c, cell))
			changes[count++] = (Change) {cell, change < 0 ? -change : change};
	}
	qsort(changes, (size_t) count, sizeof(changes[0]), compare_changes);
	for (int i = 0; i < count && i < MOST_LISTED; i++)
	{
		size_t		begin = c->writer.length;

		gd_write_cell_name(&c->writer, &c->to_forms, changes[i].cell);
		write_comparison(c, changes[i].cell);
		gd_add_summary(c->sheet, &c->writer, begin);
	}
	if (count > MOST_LISTED)
	{
		size_t		begin = c->writer.length;

		write_count(&c->writer, "其余 ", count - MOST_LISTED, " 项见各表。");
		gd_add_summary(c->sheet, &c->writer, begin);
	}
}

/*
 * The title
 */

static void
write_side(GdWriter *writer, const GdFacts *facts)
{
	size_t		begin = writer->length;

	gd_write_name(writer, facts);
	if (writer->length == begin)
		gd_write_text(writer, facts->title);
	if (writer->length == begin)
		gd_write(writer, "？");
}

static void
write_title(Comparison *c)
{
	write_side(&c->writer, c->from);
	gd_write(&c->writer, " → ");
	write_side(&c->writer, c->to);
	c->sheet->title = gd_copy_title(&c->writer, gd_written(&c->writer, 0));
	c->sheet->lead = gd_text_of("前 → 后（增减）；只有一个数字的没有变化；· 表示两份都是 0；"
								"？ 表示没有数字，不作 0 计；／ 表示前一份的表式没有这一项。"
								"文字按句比较，只有数字不同的句子作相同计，很短的不计。");
}

/* The narratives, sentence by sentence. */
static GdStatus
compare_narratives(Comparison *c, const GdHost *host)
{
	for (int section = 1; section < GD_SECTIONS; section++)
	{
		if (gd_compare_wording(&c->writer, host, c->from, c->to, section,
							   &c->sheet->section[section]) != GD_OK)
			return GD_OUT_OF_MEMORY;
	}
	return GD_OK;
}

GdStatus
gd_sheet_of_comparison(const GdHost *host, const GdFacts *from, const GdFacts *to,
					   const GdText *money_change, GdSheet *sheet)
{
	Comparison	c = {.from = from, .to = to, .money_change = money_change, .sheet = sheet};

	memset(sheet, 0, sizeof(*sheet));
	sheet->is_comparison = true;
	gd_find_row_forms(from->rules->form, from->proactive_form, from->figures, &c.from_forms);
	gd_find_row_forms(to->rules->form, to->proactive_form, to->figures, &c.to_forms);
	c.in_grids = gd_add_all_grids(sheet, to, &c.to_forms);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
		c.difference[cell] = (uint8_t) compare_cell(&c, cell);
	gd_writer_in(&c.writer, host, 8192);
	write_title(&c);
	sheet->summary_heading = "变化";
	summarize_counts(&c);
	summarize_changes(&c);
	fill_cells(&c);
	if (compare_narratives(&c, host) != GD_OK)
		return GD_OUT_OF_MEMORY;
	sheet->notes_heading = "附：后一份的表式没有的数据";
	return c.writer.is_full ? GD_OUT_OF_MEMORY : GD_OK;
}
