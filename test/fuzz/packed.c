/*
 * packed.c
 *	  Packed figures, as they are stored, judged, completed, repaired and printed, and read again.
 *
 * The first four bytes choose what is done, packed figures follow, and the words of the report are
 * what is behind them.
 */
#include <assert.h>
#include <stdlib.h>

#include "check/repair.h"
#include "checks.h"
#include "form/pack.h"
#include "print/print.h"

#define LONGEST INT64_C(999999999999999999)	/* that is read */

enum
{
	TAME = 1,					/* the bits that no packed figures have are cleared */
	RULES = 2,
	REPAIR = 4,
	HAS_FORM = 8,
	HAS_TITLE = 16,
	HAS_AGENCY = 32,
	OWN_WORDS = 64,				/* printed with words that are known to be harmless */
};

/* Makes most bytes such that they can be read. */
static void
tame(unsigned char *bytes, size_t size)
{
	size_t		set = (GD_CELL_COUNT + 7) / 8;

	if (size < sizeof(GdShape) + 2 * sizeof(GdCellSet))
		return;
	memcpy(bytes, &gd_shape, sizeof(GdShape));
	for (size_t i = 0; i < set; i++)
		bytes[sizeof(GdShape) + set + i] &= bytes[sizeof(GdShape) + i];
}

/* What was read is written and read again. */
static void
check_packing(const GdFigures *figures)
{
	static unsigned char again[GD_PACKED_MAXIMUM];
	static unsigned char lasting[GD_LASTING_MAXIMUM];
	GdFigures	unpacked;
	size_t		length = gd_pack_figures(figures, again);
	size_t		used;

	assert(length <= sizeof(again));
	assert(gd_unpack_figures(again, length, &unpacked, &used) == GD_UNPACKED && used == length);
	assert(memcmp(figures, &unpacked, sizeof(unpacked)) == 0);
	assert(gd_compare_figures(figures, &unpacked) == 0);
	assert(gd_lasting_bytes(figures, lasting) <= sizeof(lasting));
}

static GdVerdict
check_verdict(const GdRuleSet *rules, const GdFigures *figures)
{
	static GdJudgement judgement;
	static char room[GD_EXPLANATION_SIZE];
	GdVerdict	verdict = gd_is_balanced(rules, figures);
	GdFigures	completed = *figures;
	GdCellSet	filled;
	GdWriter	writer;

	gd_judge(rules, figures, &judgement);
	assert(judgement.is_contradictory == (verdict == GD_FALSE));
	for (int i = 0; i < rules->count; i++)
	{
		gd_writer_over(&writer, room, sizeof(room));
		gd_explain_identity(&writer, rules, &rules->identity[i], figures, judgement.verdict[i]);
		assert(!writer.is_full);
	}
	filled = gd_complete(rules, &completed);
	for (int cell = gd_set_next(&filled, 0); cell >= 0; cell = gd_set_next(&filled, cell + 1))
		assert(!gd_set_has(&figures->known, cell) && completed.value[cell] >= 0);
	assert(gd_is_balanced(rules, &completed) == verdict);
	return verdict;
}

static void
check_repairs(const GdRuleSet *rules, const GdFigures *figures, GdVerdict verdict)
{
	static GdRepairs repairs;
	static char room[GD_EXPLANATION_SIZE];
	GdRowForms	forms;

	gd_find_row_forms(rules->form, GD_NO_FORM, figures, &forms);
	gd_suggest_repairs(rules, figures, &repairs);
	assert((repairs.count > 0) == (verdict == GD_FALSE));
	for (int i = 0; i < repairs.count; i++)
	{
		const GdRepair *repair = &repairs.repair[i];
		GdFigures	repaired = *figures;
		GdWriter	writer;

		gd_writer_over(&writer, room, sizeof(room));
		gd_explain_repair(&writer, &forms, repair);
		assert(!writer.is_full);
		gd_apply_repair(repair, &repaired);
		assert(repair->count == 0 || gd_is_balanced(rules, &repaired) != GD_FALSE);
	}
}

/* The words of the report, cut into as many pieces as it has. */
static void
take_words(GdFacts *facts, GdText words, int chosen)
{
	GdText		piece[5];
	size_t		at = 0;

	for (size_t i = 0; i < 5; i++)
	{
		size_t		end = words.length * (i + 1) / 5;

		while (end < words.length && ((unsigned char) words.data[end] & 0xC0) == 0x80)
			end++;
		piece[i] = (GdText) {words.data + at, end - at};
		at = end;
	}
	if (chosen & HAS_TITLE)
		facts->title = piece[0];
	if (chosen & HAS_AGENCY)
		facts->agency = piece[1];
	facts->section[1] = piece[2];
	facts->section[5] = piece[3];
	facts->section[6] = piece[4];
}

static void
take_own_words(GdFacts *facts)
{
	facts->agency = gd_text_of("临川市教育局");
	facts->section[1] = gd_text_of("公开信息120条。\n见<附件>，A&B。");
	facts->section[6] = gd_text_of("无。");
}

/* Amounts as PostgreSQL prints them. */
static void
choose_amounts(GdFacts *facts, int chosen)
{
	static const char *const amounts[] = {
		"0", "1.50", "NaN", "-3.2", "Infinity", "99999999999999999999999999.99",
		"0.000000000000000000000000000001", "12"
	};

	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		if (gd_set_has(&facts->figures->money, gd_money_cells[i]))
			facts->money[gd_money_cells[i]] = gd_text_of(amounts[(chosen >> i * 3) & 7]);
	}
}

/*
 * Each number that is read is the one that was printed. Of rows that look as if they had been moved
 * some are not read: their last figure, which is not in the last cell, is the sum of the others.
 */
static void
check_printed(const GdHost *host, const GdFacts *facts, GdText printed)
{
	static GdReport report;
	GdRowForms	forms;
	GdStatus	status = gd_parse_report(host, printed.data, printed.length, &report);

	gd_find_row_forms(facts->rules->form, facts->proactive_form, facts->figures, &forms);
	assert(status == GD_OK);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		int64_t		value = facts->figures->value[cell];
		bool		is_known = gd_set_has(&facts->figures->known, cell) && value <= LONGEST &&
			value >= -LONGEST;

		if (gd_is_money(cell) || !gd_form_has_cell(forms.row[gd_cells[cell].row], cell))
			continue;
		assert(report.cell[cell].kind != GD_NUMBER ||
			   (is_known && report.cell[cell].value == value));
	}
}

/* Words are never markup of the page. */
static void
check_page(GdText page)
{
	for (size_t i = 0; i + 7 < page.length; i++)
		assert(memcmp(page.data + i, "<script", 7) != 0 && memcmp(page.data + i, "<img", 4) != 0);
}

static void
check_printing(const GdHost *host, const GdFacts *facts, bool has_own_words)
{
	static GdSheet sheet;
	static GdReport report;
	GdText		printed;
	GdText		change[GD_CELL_COUNT] = {{0}};
	GdStatus	status;

	for (int format = 0; format < GD_FORMAT_COUNT; format++)
	{
		status = gd_sheet_of_report(host, facts, &sheet);
		assert(status == GD_OK);
		status = gd_print(host, &sheet, (GdFormat) format, &printed);
		assert(status == GD_OK);
		printed = text_of_printed(host, (GdFormat) format, printed);
		if (has_own_words)
			check_printed(host, facts, printed);
		else if (gd_parse_report(host, printed.data, printed.length, &report) == GD_OK)
			check_report(&report, printed.length);
		if (format == GD_FORMAT_HTML)
			check_page(printed);
	}
	status = gd_sheet_of_comparison(host, facts, facts, change, &sheet);
	assert(status == GD_OK);
	status = gd_print(host, &sheet, GD_FORMAT_MARKDOWN, &printed);
	assert(status == GD_OK);
}

static void
check_figures(const GdHost *host, const GdFigures *figures, const unsigned char *choices,
			  GdText words)
{
	int			chosen = choices[0];
	int			year = choices[2] | choices[3] << 8;
	const GdRuleSet *rules = &gd_rule_sets[(chosen & RULES) != 0];
	GdFacts		facts = {.year = year, .rules = rules, .figures = figures,
	.form = chosen & HAS_FORM ? rules->form : GD_NO_FORM, .proactive_form = GD_NO_FORM};
	GdVerdict	verdict;

	check_packing(figures);
	verdict = check_verdict(rules, figures);
	if (chosen & REPAIR)
		check_repairs(rules, figures, verdict);
	choose_amounts(&facts, choices[1]);
	if (chosen & OWN_WORDS)
	{
		facts.year = 2024;
		facts.form = facts.proactive_form = rules->form;
		take_own_words(&facts);
	}
	else
		take_words(&facts, words, chosen);
	check_printing(host, &facts, chosen & OWN_WORDS);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	Arena		arena = {.count = 0};
	GdHost		host = {.allocate = allocate, .arena = &arena};
	GdFigures	figures;
	unsigned char *bytes;
	size_t		used;

	if (size < 5)
		return 0;
	/* memory that ends where the bytes end */
	bytes = malloc(size - 4);
	memcpy(bytes, data + 4, size - 4);
	if (data[0] & TAME)
		tame(bytes, size - 4);
	if (gd_unpack_figures(bytes, size - 4, &figures, &used) == GD_UNPACKED)
	{
		assert(used <= size - 4);
		check_figures(&host, &figures, data, valid_text(&host, bytes + used, size - 4 - used));
	}
	free(bytes);
	free_pieces(&arena);
	return 0;
}
