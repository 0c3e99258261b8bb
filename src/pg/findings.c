/*
 * findings.c
 *	  What is worth a person's look though no identity fails: the findings of report_checks.
 */
#include "pg/checks.h"
#include "pg/conversion.h"

#include "prose/narrative.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#define LONGEST_QUOTE 600		/* bytes of a sentence */

/* What a claim of the narrative is compared with: the totals of one or two rows. */
typedef struct ClaimRule
{
	const char *rule;
	const char *subject;
	GdRow		row;
	GdRow		other_row;		/* the same row if there is no other */
} ClaimRule;

static const ClaimRule claim_rules[GD_CLAIM_KINDS] = {
	[GD_CLAIM_RECEIVED] = {"narrative_received", "新收", GD_ROW_RECEIVED, GD_ROW_RECEIVED},
	[GD_CLAIM_CARRIED_IN] = {"narrative_carried_in", "上年结转", GD_ROW_CARRIED_IN, GD_ROW_CARRIED_IN},
	[GD_CLAIM_CONCLUDED] = {"narrative_concluded", "办结", GD_ROW_CONCLUDED, GD_ROW_CONCLUDED},
	[GD_CLAIM_HANDLED] = {"narrative_concluded", "办理", GD_ROW_CONCLUDED, GD_ROW_CONCLUDED},
	[GD_CLAIM_CARRIED_OUT] = {"narrative_carried_out", "结转下年度", GD_ROW_CARRIED_OUT,
							  GD_ROW_CARRIED_OUT},
	[GD_CLAIM_RECONSIDERATION] = {"narrative_reconsideration", "行政复议", GD_ROW_RECONSIDERATION,
								  GD_ROW_RECONSIDERATION},
	[GD_CLAIM_LITIGATION] = {"narrative_litigation", "行政诉讼", GD_ROW_LITIGATION_DIRECT,
							 GD_ROW_LITIGATION_AFTER_RECONSIDERATION},
};

void
begin_finding(Check *check, const char *rule, const char *item, const char *column)
{
	check->rule = rule;
	check->severity = "finding";
	check->item = item;
	check->column = column;
	check->left_known = check->right_known = false;
	check->left = check->right = 0;
	check->verdict = GD_FALSE;
	gd_writer_over(&check->expression, check->room, sizeof(check->room));
}

void
write_quote(GdWriter *writer, const char *data, size_t length)
{
	bool		is_cut = length > LONGEST_QUOTE;

	if (is_cut)
	{
		length = LONGEST_QUOTE;
		while (length > 0 && ((unsigned char) data[length] & 0xC0) == 0x80)
			length--;
	}
	gd_write(writer, "：“");
	gd_write_visible(writer, (GdText) {data, length});
	gd_write(writer, is_cut ? "…”" : "”");
}

/*
 * The narrative against the tables
 */

static bool
total_of(const CheckedReport *report, GdRow row, GdSum *total)
{
	int			cell = gd_rows[row].first_cell + gd_rows[row].cell_count - 1;

	*total = report->figures.value[cell];
	return gd_set_has(&report->figures.known, cell);
}

/* The figure of the tables that the claim is about. */
static bool
figure_of(const CheckedReport *report, GdClaimKind kind, GdSum *figure)
{
	const ClaimRule *rule = &claim_rules[kind];
	GdSum		other;
	bool		known = total_of(report, rule->row, figure);

	if (rule->other_row == rule->row)
		return known;
	known = total_of(report, rule->other_row, &other) && known;
	*figure += other;
	return known;
}

/* Did so many applications come in, with or without those that were carried in? */
static GdVerdict
judge_received(const CheckedReport *report, GdSum value)
{
	GdSum		received;
	GdSum		carried_in;

	if (!total_of(report, GD_ROW_RECEIVED, &received))
		return GD_OPEN;
	if (received == value)
		return GD_TRUE;
	if (!total_of(report, GD_ROW_CARRIED_IN, &carried_in))
		return GD_OPEN;
	return received + carried_in == value ? GD_TRUE : GD_FALSE;
}

/*
 * What an office received or took up may count what was carried in; what it handled may be what it
 * concluded, or all that came in.
 */
static GdVerdict
judge_claim(const CheckedReport *report, const GdClaim *claim)
{
	GdSum		figure;

	if (!figure_of(report, claim->kind, &figure))
		return GD_OPEN;
	if (figure == claim->value)
		return GD_TRUE;
	if (claim->kind == GD_CLAIM_HANDLED || (claim->kind == GD_CLAIM_RECEIVED && !claim->in_words))
		return judge_received(report, claim->value);
	return GD_FALSE;
}

static const char *
rule_of(GdClaimKind kind)
{
	return claim_rules[kind == GD_CLAIM_HANDLED ? GD_CLAIM_CONCLUDED : kind].rule;
}

/* A narrative that has the table's figure somewhere speaks of a part elsewhere. */
static bool
is_confirmed(const CheckedReport *report, const GdNarrative *narrative, GdClaimKind kind)
{
	for (int i = 0; i < narrative->count; i++)
	{
		if (rule_of(narrative->claim[i].kind) == rule_of(kind) &&
			judge_claim(report, &narrative->claim[i]) == GD_TRUE)
			return true;
	}
	return false;
}

static void
describe_claim(const CheckedReport *report, const GdClaim *claim, GdText overview, Check *check)
{
	const ClaimRule *rule = &claim_rules[claim->kind];

	begin_finding(check, rule->rule, rule->row == rule->other_row ? gd_rows[rule->row].item : NULL,
				  "total");
	check->left = claim->value;
	check->left_known = true;
	check->right_known = figure_of(report, claim->kind, &check->right);
	check->verdict = judge_claim(report, claim);
	gd_write(&check->expression, rule->subject);
	gd_write(&check->expression, "：总体情况 ");
	gd_write_number(&check->expression, check->left);
	gd_write(&check->expression, check->verdict == GD_FALSE ? " ≠ 表中 " : "，表中 ");
	gd_write_figure(&check->expression, check->right_known, check->right);
	write_quote(&check->expression, overview.data + claim->begin, claim->end - claim->begin);
}

static void
describe_year(const GdClaim *claim, int year, GdText overview, Check *check)
{
	begin_finding(check, "narrative_year", NULL, NULL);
	check->left = claim->value;
	check->right = year;
	check->left_known = check->right_known = true;
	gd_write(&check->expression, "年度：总体情况 ");
	gd_write_number(&check->expression, check->left);
	gd_write(&check->expression, " ≠ 报告 ");
	gd_write_number(&check->expression, check->right);
	write_quote(&check->expression, overview.data + claim->begin, claim->end - claim->begin);
}

static void
list_claims(ReturnSetInfo *result, const GdHost *host, const CheckedReport *report, GdText overview,
			bool only_violations)
{
	GdNarrated	of = {0, {NULL, 0}};
	GdNarrative narrative;
	Check		check;

	if (!report->attribute_null[REPORT_YEAR])
		of.year = DatumGetInt32(report->attribute[REPORT_YEAR]);
	if (!report->attribute_null[REPORT_AGENCY])
		of.agency = utf8_from_stored(DatumGetTextPP(report->attribute[REPORT_AGENCY]));
	report_status(gd_read_narrative(host, overview.data, overview.length, &of, &narrative));
	for (int i = 0; i < narrative.count; i++)
	{
		const GdClaim *claim = &narrative.claim[i];

		if (claim->kind == GD_CLAIM_YEAR)
			describe_year(claim, of.year, overview, &check);
		else
		{
			describe_claim(report, claim, overview, &check);
			if (check.verdict != GD_TRUE && is_confirmed(report, &narrative, claim->kind))
				continue;
		}
		if (check.verdict == GD_FALSE || !only_violations)
			put_check(result, &check);
	}
}

/* What a section must say. */
typedef struct Duty
{
	const char *rule;
	int			attribute;
	GdStatus	(*states) (const GdHost *host, const char *text, size_t length, bool *states);
	const char *stated;
	const char *not_stated;
	const char *empty;
} Duty;

/* Nobody knows of sections that the report does not have. */
static void
list_duties(ReturnSetInfo *result, const GdHost *host, const CheckedReport *report,
			bool only_violations)
{
	static const Duty duties[] = {
		{"problems_stated", REPORT_PROBLEMS, gd_states_problems,
		"第五部分：有内容", "第五部分：未说明存在的问题", "第五部分：空"},
		{"fee_stated", REPORT_OTHER_MATTERS, gd_states_fee, "第六部分：说明了收取信息处理费的情况",
		"第六部分：未说明收取信息处理费的情况", "第六部分：未说明收取信息处理费的情况"},
	};

	for (int i = 0; i < lengthof(duties); i++)
	{
		const Duty *duty = &duties[i];
		GdText		section;
		Check		check;
		bool		states;

		if (report->attribute_null[duty->attribute])
			continue;
		section = utf8_from_stored(DatumGetTextPP(report->attribute[duty->attribute]));
		report_status(duty->states(host, section.data, section.length, &states));
		begin_finding(&check, duty->rule, NULL, NULL);
		check.verdict = states ? GD_TRUE : GD_FALSE;
		gd_write(&check.expression, states ? duty->stated :
				 section.length > 0 ? duty->not_stated : duty->empty);
		if (check.verdict == GD_FALSE || !only_violations)
			put_check(result, &check);
	}
}

/* Money that was collected or spent is never less than nothing. */
static void
list_negative_amounts(ReturnSetInfo *result, Datum datum, const CheckedReport *report)
{
	Datum		zero = NumericGetDatum(int64_to_numeric(0));
	PartFigures figures;
	Check		check;

	report_figures(datum, report->types, &figures);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		const GdCellInfo *cell = &gd_cells[gd_money_cells[i]];

		if (!gd_set_has(&figures.figures.money, gd_money_cells[i]) ||
			!DatumGetBool(DirectFunctionCall2(numeric_lt, figures.amount[i], zero)))
			continue;
		begin_finding(&check, "negative_amount", gd_rows[cell->row].item,
					  gd_column_names[cell->column]);
		gd_write(&check.expression, "金额为负：");
		gd_write(&check.expression,
				 DatumGetCString(DirectFunctionCall1(numeric_out, figures.amount[i])));
		put_check(result, &check);
	}
}

void
list_findings(FunctionCallInfo fcinfo, const CheckedReport *report, bool only_violations)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	CallState  *state = call_state(fcinfo);

	reset_arena(state);
	if (!report->attribute_null[REPORT_OVERVIEW])
		list_claims(result, &state->host, report,
					utf8_from_stored(DatumGetTextPP(report->attribute[REPORT_OVERVIEW])),
					only_violations);
	list_duties(result, &state->host, report, only_violations);
	list_negative_amounts(result, PG_GETARG_DATUM(0), report);
	reset_arena(state);
}
