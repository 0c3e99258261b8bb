/*
 * figures.c
 *	  Checks and printing outside PostgreSQL, under gcc's sanitizers: random figures, the same on
 *	  every run.
 *
 * What must hold for all figures: all ways to ask for a verdict agree, what is completed is not
 * contradictory and leaves nothing to complete, what is repaired is not contradictory, and what is
 * printed or packed is read as it was; packed bytes that were damaged are refused or read, never
 * more of them than there are.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "checks.h"
#include "check/repair.h"
#include "fill/parse.h"
#include "form/pack.h"
#include "print/print.h"

#define REPORTS 4000
#define PRINTED 8				/* one report of so many */
#define LONGEST INT64_C(999999999999999999)	/* that is read */

static unsigned long state = 1;

static size_t
choose(size_t limit)
{
	state = state * 6364136223846793005UL + 1442695040888963407UL;
	return (state >> 33) % limit;
}

/* Mostly 0, sometimes as large or as small as can be. */
static int64_t
choose_figure(void)
{
	static const int64_t odd[] = {INT64_MAX, INT64_MIN, -1, INT64_MAX - 1, INT64_C(1) << 57, 99,
		100};

	switch (choose(8))
	{
		case 0:
			return (int64_t) choose(3);
		case 1:
			return (int64_t) choose(1000);
		case 2:
			return choose(100) == 0 ? odd[choose(sizeof(odd) / sizeof(odd[0]))] : 0;
		default:
			return 0;
	}
}

/*
 * A report of figures that may or may not agree: rows of the same figures, some of them changed or
 * missing.
 */
static const GdRuleSet *
choose_figures(GdFigures *figures)
{
	const GdRuleSet *rules = &gd_rule_sets[choose(2)];
	size_t		missing = choose(2) ? choose(100) : 0;
	int64_t		figure[7] = {0};
	bool		is_quiet = choose(2);

	memset(figures, 0, sizeof(*figures));
	for (int i = 0; i < 6; i++)
		figure[6] += figure[i] = (int64_t) choose(100);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		const GdRowInfo *row = &gd_rows[gd_cells[cell].row];
		bool		has_figure = row->section == 3 && row->cell_count == 7 &&
			(gd_cells[cell].row == GD_ROW_RECEIVED ||
			 gd_cells[cell].row == GD_ROW_GRANTED || gd_cells[cell].row == GD_ROW_CONCLUDED);

		if (choose(100) < missing || gd_cells[cell].unit != GD_UNIT_COUNT)
			continue;
		gd_set_add(&figures->known, cell);
		figures->value[cell] = has_figure ? figure[cell - row->first_cell] : 0;
		if (choose(is_quiet ? 200 : 10) == 0)
			figures->value[cell] = choose_figure();
	}
	return rules;
}

static void
check_verdicts(const GdRuleSet *rules, const GdFigures *figures)
{
	GdVerdict	balanced = gd_is_balanced(rules, figures);
	bool		is_false;
	bool		is_open = false;
	GdJudgement judgement;
	GdCellSet	suspects;

	gd_judge(rules, figures, &judgement);
	is_false = !gd_set_is_empty(&judgement.negative);
	for (int i = 0; i < rules->count; i++)
	{
		is_false = is_false || judgement.verdict[i] == GD_FALSE;
		is_open = is_open || judgement.verdict[i] == GD_OPEN;
	}
	assert(is_false == judgement.is_contradictory);
	assert(balanced == (is_false ? GD_FALSE : is_open ? GD_OPEN : GD_TRUE));
	assert(gd_is_contradictory(rules, figures, &suspects) == is_false);
	assert(is_false == !gd_set_is_empty(&suspects));
}

static void
check_completion(const GdRuleSet *rules, const GdFigures *figures)
{
	GdFigures	completed = *figures;
	GdCellSet	filled = gd_complete(rules, &completed);
	GdCellSet	again;

	for (int cell = gd_set_next(&filled, 0); cell >= 0; cell = gd_set_next(&filled, cell + 1))
		assert(!gd_set_has(&figures->known, cell) && completed.value[cell] >= 0);
	assert(gd_is_balanced(rules, &completed) == gd_is_balanced(rules, figures));
	again = gd_complete(rules, &completed);
	assert(gd_set_is_empty(&again));
}

static void
check_repairs(const GdRuleSet *rules, const GdFigures *figures, GdRepairs *repairs)
{
	static char room[GD_EXPLANATION_SIZE];
	GdRowForms	forms;
	GdWriter	writer;

	gd_find_row_forms(rules->form, GD_NO_FORM, figures, &forms);
	gd_suggest_repairs(rules, figures, repairs);
	assert((repairs->count > 0) == (gd_is_balanced(rules, figures) == GD_FALSE));
	for (int i = 0; i < repairs->count; i++)
	{
		const GdRepair *repair = &repairs->repair[i];
		GdFigures	repaired = *figures;

		gd_writer_over(&writer, room, sizeof(room));
		gd_explain_repair(&writer, &forms, repair);
		assert(writer.length > 0 && i <= GD_REPAIR_MAXIMUM);
		if (repair->count == 0)
			continue;
		gd_apply_repair(repair, &repaired);
		assert(gd_is_balanced(rules, &repaired) != GD_FALSE);
	}
}

static void
check_printed(const GdHost *host, const GdFacts *facts, GdText printed)
{
	GdRowForms	forms;
	GdReport	report;

	gd_find_row_forms(facts->form, facts->proactive_form, facts->figures, &forms);
	assert(gd_parse_report(host, printed.data, printed.length, &report) == GD_OK);
	assert(report.form == facts->form && report.proactive_form == facts->proactive_form);
	assert(report.year == facts->year);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		int64_t		value = facts->figures->value[cell];
		bool		is_known = gd_set_has(&facts->figures->known, cell) && value <= LONGEST &&
			value >= -LONGEST;

		if (!gd_form_has_cell(forms.row[gd_cells[cell].row], cell))
			continue;
		assert((report.cell[cell].kind == GD_NUMBER) == is_known);
		assert(!is_known || report.cell[cell].value == value);
	}
}

static void
check_printing(const GdRuleSet *rules, const GdFigures *figures)
{
	static GdSheet sheet;
	GdFacts		facts = {
		.agency = gd_text_of("临川市教育局"), .year = 2024, .rules = rules, .form = rules->form,
		.proactive_form = (int) choose(GD_FORM_COUNT), .figures = figures
	};

	for (int section = 1; section <= 6; section += section == 1 ? 4 : 1)
	{
		if (choose(4) > 0)
			facts.section[section] = gd_text_of("公开信息120条。\n见<附件>，A&B。");
	}
	for (int format = 0; format < GD_FORMAT_COUNT; format++)
	{
		Arena		arena = {.count = 0};
		GdHost		host = {.allocate = allocate, .arena = &arena};
		GdText		printed;

		assert(gd_sheet_of_report(&host, &facts, &sheet) == GD_OK);
		assert(gd_print(&host, &sheet, (GdFormat) format, &printed) == GD_OK);
		check_printed(&host, &facts, text_of_printed(&host, (GdFormat) format, printed));
		free_pieces(&arena);
	}
}

/* The same figures without those of cells that came after the first release. */
static GdFigures
first_figures(const GdFigures *figures)
{
	GdFigures	first = *figures;

	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		GdStoredPlace place = gd_stored_place(cell);

		if (place.row < gd_first_shape.block[place.block].rows &&
			place.column < gd_first_shape.block[place.block].columns)
			continue;
		gd_set_remove(&first.known, cell);
		gd_set_remove(&first.money, cell);
		first.value[cell] = 0;
	}
	return first;
}

/* The shape that packed figures begin with. */
static GdShape
packed_shape(const GdFigures *figures)
{
	static unsigned char bytes[GD_PACKED_MAXIMUM];
	GdShape		shape;

	gd_pack_figures(figures, bytes);
	memcpy(&shape, bytes, sizeof(shape));
	return shape;
}

static void
check_shape(const GdFigures *figures)
{
	GdFigures	first = first_figures(figures);
	GdShape		shape = packed_shape(&first);
	bool		has_later = memcmp(&first, figures, sizeof(first)) != 0;

	assert(memcmp(&shape, &gd_first_shape, sizeof(shape)) == 0);
	shape = packed_shape(figures);
	assert((memcmp(&shape, &gd_first_shape, sizeof(shape)) != 0) == has_later);
	assert((gd_compare_figures(&first, figures) != 0) == has_later);
	assert(gd_compare_figures(&first, figures) == -gd_compare_figures(figures, &first));
}

/* Packed bytes that end where they end, so that the sanitizer knows. */
static void
check_bytes(const GdFigures *packed, unsigned char *bytes, size_t length)
{
	GdFigures	unpacked;
	size_t		used = 0;

	assert(gd_unpack_figures(bytes, length, &unpacked, &used) == GD_UNPACKED && used == length);
	assert(memcmp(packed, &unpacked, sizeof(unpacked)) == 0);
	assert(gd_unpack_figures(bytes, length - 1, &unpacked, &used) == GD_PACKED_DAMAGED);
	bytes[choose(sizeof(GdShape))] = 0;
	assert(gd_unpack_figures(bytes, length, &unpacked, &used) == GD_PACKED_DAMAGED);
	memcpy(bytes, &gd_shape, sizeof(gd_shape));
	bytes[choose(sizeof(GdShape))]++;
	assert(gd_unpack_figures(bytes, length, &unpacked, &used) == GD_PACKED_LATER);
	for (int i = 0; i < 4; i++)
	{
		memcpy(bytes, &gd_shape, sizeof(gd_shape));
		bytes[choose(length)] = (unsigned char) choose(256);
		assert(gd_unpack_figures(bytes, length, &unpacked, &used) != GD_UNPACKED || used <= length);
	}
}

static void
check_packing(const GdFigures *figures)
{
	static unsigned char room[GD_PACKED_MAXIMUM];
	static unsigned char lasting[GD_LASTING_MAXIMUM];
	GdFigures	packed = *figures;
	size_t		length;
	unsigned char *bytes;

	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (choose(2))
			gd_set_add(&packed.money, gd_money_cells[i]);
	}
	if (choose(2))
		packed = first_figures(&packed);
	check_shape(&packed);
	assert(gd_lasting_bytes(&packed, lasting) <= sizeof(lasting));
	length = gd_pack_figures(&packed, room);
	bytes = malloc(length);
	memcpy(bytes, room, length);
	check_bytes(&packed, bytes, length);
	free(bytes);
}

int
main(void)
{
	GdRepairs  *repairs = malloc(sizeof(GdRepairs));
	int			verdicts[3] = {0};

	for (int i = 0; i < REPORTS; i++)
	{
		GdFigures	figures;
		const GdRuleSet *rules = choose_figures(&figures);

		verdicts[gd_is_balanced(rules, &figures)]++;
		check_verdicts(rules, &figures);
		check_completion(rules, &figures);
		check_repairs(rules, &figures, repairs);
		check_packing(&figures);
		if (i % PRINTED == 0)
			check_printing(rules, &figures);
	}
	free(repairs);
	printf("ok: %d random reports, %d false, %d true, %d open\n", REPORTS, verdicts[GD_FALSE],
		verdicts[GD_TRUE], verdicts[GD_OPEN]);
	return 0;
}
