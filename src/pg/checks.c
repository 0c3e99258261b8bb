/*
 * checks.c
 *	  report_checks, report_violations, is_balanced, assert_balanced, complete_report.
 */
#include "pg/checks.h"

#include "utils/builtins.h"

/* So many failures stand in the detail of an error. */
#define DETAILED_FAILURES 3
#define LONGEST_NAME 1024		/* bytes of an agency's name in a message */

static void
put_text(Datum *value, bool *is_null, const char *string)
{
	*is_null = string == NULL;
	*value = *is_null ? (Datum) 0 : CStringGetTextDatum(string);
}

static void
put_sum(Datum *value, bool *is_null, bool is_known, GdSum sum)
{
	*is_null = !is_known;
	*value = *is_null ? (Datum) 0 : NumericGetDatum(numeric_from_sum(sum));
}

void
put_check(ReturnSetInfo *result, const Check *check)
{
	Datum		values[9];
	bool		nulls[9] = {false};

	values[0] = CStringGetTextDatum(check->rule);
	values[1] = CStringGetTextDatum(check->severity);
	put_text(&values[2], &nulls[2], check->item);
	put_text(&values[3], &nulls[3], check->column);
	values[4] = PointerGetDatum(text_from_writer(&check->expression));
	put_sum(&values[5], &nulls[5], check->left_known, check->left);
	put_sum(&values[6], &nulls[6], check->right_known, check->right);
	put_sum(&values[7], &nulls[7], check->left_known && check->right_known,
			check->left - check->right);
	values[8] = BoolGetDatum(check->verdict == GD_TRUE);
	nulls[8] = check->verdict == GD_OPEN;
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static bool
are_known(const GdCellIndex *cell, int count, const GdFigures *figures)
{
	for (int i = 0; i < count; i++)
	{
		if (!gd_set_has(&figures->known, cell[i]))
			return false;
	}
	return true;
}

static void
describe_identity(const CheckedReport *report, int which, GdVerdict verdict, Check *check)
{
	const GdIdentity *identity = &report->rules->identity[which];
	const GdFigures *figures = &report->figures;

	check->severity = "error";
	check->rule = gd_rule_names[identity->rule];
	check->item = identity->row == GD_NO_ROW ? NULL : gd_rows[identity->row].item;
	check->column = identity->column == GD_COLUMN_COUNT ? NULL : gd_column_names[identity->column];
	check->left_known = are_known(identity->cell, identity->left, figures);
	check->right_known = are_known(identity->cell + identity->left,
								   identity->count - identity->left, figures);
	check->left = gd_sum_left(identity, figures);
	check->right = gd_sum_right(identity, figures);
	check->verdict = verdict;
	gd_writer_over(&check->expression, check->room, sizeof(check->room));
	gd_explain_identity(&check->expression, report->rules, identity, figures, verdict);
}

/* Whatever a missing count is, it is not negative. */
static void
describe_domain(const CheckedReport *report, const GdRowForms *forms, int cell, Check *check)
{
	check->severity = "error";
	check->rule = gd_rule_names[GD_RULE_DOMAIN];
	check->item = gd_rows[gd_cells[cell].row].item;
	check->column = gd_column_names[gd_cells[cell].column];
	check->left_known = gd_set_has(&report->figures.known, cell);
	check->right_known = true;
	check->left = report->figures.value[cell];
	check->right = 0;
	check->verdict = check->left < 0 ? GD_FALSE : GD_TRUE;
	gd_writer_over(&check->expression, check->room, sizeof(check->room));
	gd_explain_domain(&check->expression, forms->row[gd_cells[cell].row], cell, &report->figures);
}

/* Is there a check for the count: one of the form, or one that the report has anyway? */
static bool
has_domain_check(const CheckedReport *report, const GdRowForms *forms, int cell)
{
	bool		is_own = gd_form_has_cell(forms->row[gd_cells[cell].row], cell);

	return gd_set_has(&gd_counts, cell) && (is_own || gd_set_has(&report->figures.known, cell));
}

/*
 * Identities in the order of the rule set, then counts in the order of the form, then findings in
 * that of the text.
 */
static Datum
list_checks(FunctionCallInfo fcinfo, bool only_violations)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	CheckedReport report;
	GdJudgement judgement;
	GdRowForms	forms;
	Check		check;

	InitMaterializedSRF(fcinfo, 0);
	checked_report(fcinfo, PG_GETARG_HEAPTUPLEHEADER(0), &report);
	checked_row_forms(&report, &forms);
	gd_judge(report.rules, &report.figures, &judgement);
	for (int i = 0; i < report.rules->count; i++)
	{
		if (report.rules->identity[i].count == 0 ||
			(only_violations && judgement.verdict[i] != GD_FALSE))
			continue;
		describe_identity(&report, i, judgement.verdict[i], &check);
		put_check(result, &check);
	}
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		int			cell = gd_cell_order[i];

		if (!has_domain_check(&report, &forms, cell) ||
			(only_violations && !gd_set_has(&judgement.negative, cell)))
			continue;
		describe_domain(&report, &forms, cell, &check);
		put_check(result, &check);
	}
	list_findings(fcinfo, &report, only_violations);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(report_checks);
/*
 * report_checks(disclosure_report) → (rule, severity, item, column_name, expression, lhs, rhs,
 * difference, verdict)
 */
Datum
report_checks(PG_FUNCTION_ARGS)
{
	return list_checks(fcinfo, false);
}

PG_FUNCTION_INFO_V1(report_violations);
/*
 * report_violations(disclosure_report) → the rows of report_checks whose verdict is false
 */
Datum
report_violations(PG_FUNCTION_ARGS)
{
	return list_checks(fcinfo, true);
}

/* The first failures, one a line, and how many there are in all. */
static char *
describe_failures(const CheckedReport *report, int *failures)
{
	StringInfoData detail;
	GdJudgement judgement;
	GdRowForms	forms;
	Check		check;

	initStringInfo(&detail);
	checked_row_forms(report, &forms);
	gd_judge(report->rules, &report->figures, &judgement);
	*failures = 0;
	for (int i = 0; i < report->rules->count + GD_CELL_COUNT; i++)
	{
		int			cell = i - report->rules->count;

		if (cell < 0 ? judgement.verdict[i] != GD_FALSE : !gd_set_has(&judgement.negative, cell))
			continue;
		if ((*failures)++ >= DETAILED_FAILURES)
			continue;
		if (cell < 0)
			describe_identity(report, i, GD_FALSE, &check);
		else
			describe_domain(report, &forms, cell, &check);
		appendStringInfo(&detail, "%s%s %s", detail.len > 0 ? "\n" : "", check.rule,
						 text_to_cstring(text_from_writer(&check.expression)));
	}
	if (*failures > DETAILED_FAILURES)
		appendStringInfo(&detail, "\nand %d more", *failures - DETAILED_FAILURES);
	return detail.data;
}

/* As far as it fits: a message goes to a terminal as it is. */
static const char *
visible_string(const char *string)
{
	char		room[LONGEST_NAME];
	GdWriter	writer;
	GdText		written;

	gd_writer_over(&writer, room, sizeof(room));
	gd_write_visible(&writer, gd_text_of(string));
	written = gd_written(&writer, 0);
	return pnstrdup(written.data, written.length);
}

static void
raise_violation(const CheckedReport *report)
{
	const char *agency = "an unnamed agency";
	const char *year = "an unknown year";
	int			failures;
	char	   *detail = describe_failures(report, &failures);

	if (!report->attribute_null[REPORT_AGENCY])
		agency = visible_string(TextDatumGetCString(report->attribute[REPORT_AGENCY]));
	if (!report->attribute_null[REPORT_YEAR])
		year = psprintf("%d", DatumGetInt32(report->attribute[REPORT_YEAR]));
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg_plural("report of %s for %s fails %d check",
						   "report of %s for %s fails %d checks", failures, agency, year, failures),
			 errdetail_internal("%s", detail),
			 errhint("report_violations lists all of them; "
					 "suggest_repairs looks for the figures that are wrong.")));
}

/* true, false or NULL; false is an error if it raises. */
static Datum
balance(FunctionCallInfo fcinfo, bool raises)
{
	CheckedReport report;
	GdVerdict	verdict;

	checked_report(fcinfo, PG_GETARG_HEAPTUPLEHEADER(0), &report);
	verdict = gd_is_balanced(report.rules, &report.figures);
	if (verdict == GD_FALSE && raises)
		raise_violation(&report);
	if (verdict == GD_OPEN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(verdict == GD_TRUE);
}

PG_FUNCTION_INFO_V1(is_balanced);
/*
 * is_balanced(disclosure_report) → boolean; NULL if it depends on missing cells
 */
Datum
is_balanced(PG_FUNCTION_ARGS)
{
	return balance(fcinfo, false);
}

PG_FUNCTION_INFO_V1(assert_balanced);
/*
 * assert_balanced(disclosure_report) → boolean: true or NULL as is_balanced; false is an error
 */
Datum
assert_balanced(PG_FUNCTION_ARGS)
{
	return balance(fcinfo, true);
}

PG_FUNCTION_INFO_V1(complete_report);
/*
 * complete_report(disclosure_report) → the report with the missing cells that its identities force
 */
Datum
complete_report(PG_FUNCTION_ARGS)
{
	HeapTupleHeader datum = PG_GETARG_HEAPTUPLEHEADER(0);
	CheckedReport report;
	GdCellSet	filled;

	checked_report(fcinfo, datum, &report);
	filled = gd_complete(report.rules, &report.figures);
	/* what another form has is not to be completed */
	filled = gd_set_without(&filled, &report.rules->foreign);
	if (gd_set_is_empty(&filled))
		PG_RETURN_DATUM(HeapTupleHeaderGetDatum(datum));
	PG_RETURN_DATUM(report_with_figures(&report, &filled));
}
