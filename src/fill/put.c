/*
 * put.c
 *	  Gives the figures of a row to the cells of the form.
 */
#include "fill/put.h"

#include "fill/value.h"

/* What cannot be told apart is shown as a whole. */
static GdCell
whole_row(const GdMatches *matches, const GdRun *run)
{
	const GdSlot *slots = gd_slots_of(matches, run);
	GdCell		all = {.kind = GD_AMBIGUOUS};

	for (int i = 0; i < run->slot_count; i++)
	{
		if (i == 0 || slots[i].begin < all.begin)
		{
			all.begin = slots[i].begin;
			all.line = slots[i].line;
		}
		if (slots[i].end > all.end)
			all.end = slots[i].end;
	}
	return all;
}

void
gd_put_reading(const GdMatches *matches, const GdRun *run, const GdReading *reading,
			   const uint16_t *cells, GdReport *report)
{
	GdCell		other = {0};

	if (reading->reason != GD_REASON_NONE)
		other = whole_row(matches, run);
	else if (reading->shown)
		other = (GdCell) {.kind = GD_BLANK, .line = run->line};
	other.reason = reading->reason;
	for (int i = 0; i < reading->columns; i++)
	{
		GdCell	   *cell = &report->cell[cells[i]];

		if (reading->column[i] != NULL && reading->proof != GD_PROOF_NONE &&
			(reading->reason == GD_REASON_NONE || reading->proof == GD_PROOF_SUMS))
			gd_put_slot(cell, reading->column[i], gd_cells[cells[i]].unit, reading->proof);
		else
			gd_put_cell(cell, &other);
	}
}

/* The text may end in the middle of a row, and in the middle of a number. */
static bool
is_at_the_end(const GdMatches *matches, const GdRun *run)
{
	return run->first_slot + run->slot_count == matches->slot_count &&
		run == matches->runs + matches->run_count - 1 && !matches->text_follows;
}

/*
 * "2 892" between wide gaps may be two figures, or one of thousands with a space in it: a row that
 * has it has as many figures as columns though one of these is blank.
 * (test/texts/spaces-in-thousands)
 */
static bool
has_split_number(const GdMatches *matches, const GdRun *run)
{
	const GdSlot *slots = gd_slots_of(matches, run);
	bool		is_wide = false;
	bool		is_split = false;

	for (int i = 0; i < run->slot_count && !run->has_separators; i++)
	{
		const GdSlot *slot = &slots[i];

		if (slot->kind != GD_TOKEN_NUMBER)
			continue;
		if (slot->flags & GD_FLAG_WIDE_GAP)
			is_wide = true;
		else if (i > 0 && slot[-1].kind == GD_TOKEN_NUMBER && slot[-1].line == slot->line &&
				 slot[-1].number.digits <= 3 && slot->number.digits == 3)
			is_split = true;
	}
	return is_wide && is_split;
}

GdReason
gd_objection(const GdMatches *matches, const GdRun *run, const GdReading *reading, int columns)
{
	bool		may_be_cut = run->may_be_cut ||
		(is_at_the_end(matches, run) && reading->proof == GD_PROOF_COLUMN);
	GdReason	reason = may_be_cut ? GD_REASON_CUT_OFF : GD_REASON_NONE;

	if (run->is_damaged)
		return GD_REASON_DAMAGED;
	if (has_split_number(matches, run))
		reason = GD_REASON_UNPLACED;
	/* a total answers both */
	if (reason != GD_REASON_NONE && columns >= 5 && gd_has_totals(reading, columns))
		return GD_REASON_NONE;
	return reason;
}

void
gd_give_reasons(GdReport *report)
{
	static const uint8_t reasons[] = {
		[GD_ABSENT] = GD_REASON_NOT_SHOWN,
		[GD_NUMBER] = GD_REASON_NONE,
		[GD_BLANK] = GD_REASON_BLANK,
		[GD_NOT_APPLICABLE] = GD_REASON_BLANK,
		[GD_TEXT] = GD_REASON_NO_NUMBER,
		[GD_AMBIGUOUS] = GD_REASON_NO_UNIT, /* all else that is ambiguous has its reason */
	};

	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		GdCell	   *cell = &report->cell[i];

		if (cell->reason == GD_REASON_NONE)
			cell->reason = reasons[cell->kind];
	}
}
