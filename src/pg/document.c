/*
 * document.c
 *	  document_findings: what only the text of a report shows.
 */
#include "pg/checks.h"
#include "pg/document.h"

#include "file/html.h"
#include "fill/parse.h"
#include "prose/several.h"

static bool
has_table(const GdReport *report, int section)
{
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		if (gd_rows[gd_cells[i].row].section == section && report->cell[i].kind != GD_ABSENT)
			return true;
	}
	return false;
}

static void
list_sections(ReturnSetInfo *result, const GdReport *report)
{
	Check		check;

	for (int section = 1; section < GD_SECTIONS; section++)
	{
		const GdHeading *heading = &report->heading[section];

		if (heading->text.data == NULL && !has_table(report, section))
		{
			begin_finding(&check, "section_missing", NULL, NULL);
			gd_write(&check.expression, "缺少部分：");
			gd_write_number(&check.expression, section);
		}
		else if (heading->text.data != NULL && heading->number != 0 && heading->number != section)
		{
			begin_finding(&check, "section_number", NULL, NULL);
			check.left = heading->number;
			check.right = section;
			check.left_known = check.right_known = true;
			gd_write(&check.expression, "部分编号 ");
			gd_write_number(&check.expression, check.left);
			gd_write(&check.expression, " ≠ ");
			gd_write_number(&check.expression, check.right);
			write_quote(&check.expression, heading->text.data, heading->text.length);
		}
		else
			continue;
		put_check(result, &check);
	}
}

/* Cells of the kind that stand in the tables, which the form wants filled with numbers. */
static void
list_kind(ReturnSetInfo *result, const GdReport *report, GdKind kind, const char *rule,
		  const char *words)
{
	Check		check;

	begin_finding(&check, rule, NULL, NULL);
	check.left_known = check.right_known = true;
	for (int i = 0; i < GD_CELL_COUNT; i++)
		check.left += report->cell[i].kind == kind;
	if (check.left == 0)
		return;
	gd_write(&check.expression, words);
	gd_write_number(&check.expression, check.left);
	gd_write(&check.expression, " 格");
	put_check(result, &check);
}

/* "3000元" where the form says 万元 */
static bool
is_in_yuan(GdText raw)
{
	static const char yuan[] = "元";
	static const char wan[] = "万元";
	size_t		yuan_length = strlen(yuan);
	size_t		wan_length = strlen(wan);

	return raw.length >= yuan_length &&
		memcmp(raw.data + raw.length - yuan_length, yuan, yuan_length) == 0 &&
		(raw.length < wan_length ||
		 memcmp(raw.data + raw.length - wan_length, wan, wan_length) != 0);
}

static void
list_units(ReturnSetInfo *result, const GdReport *report, GdText body)
{
	Check		check;

	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		const GdCell *cell = &report->cell[i];
		GdText		raw = {body.data + cell->begin, cell->end - cell->begin};

		if (gd_cells[i].unit != GD_UNIT_WAN_YUAN || cell->end == 0 || !is_in_yuan(raw))
			continue;
		begin_finding(&check, "fee_unit", gd_rows[gd_cells[i].row].item,
					  gd_column_names[gd_cells[i].column]);
		gd_write(&check.expression, "单位应为万元");
		write_quote(&check.expression, raw.data, raw.length);
		put_check(result, &check);
	}
}

static void
begin_figures(Check *check, const char *rule, GdSum left, GdSum right)
{
	begin_finding(check, rule, NULL, NULL);
	check->left = left;
	check->right = right;
	check->left_known = check->right_known = true;
}

/* A heading below which no table was found: a picture of one, or one that was lost. */
static void
list_headings_without_tables(ReturnSetInfo *result, const GdReport *report)
{
	for (int section = 2; section <= 4; section++)
	{
		const GdHeading *heading = &report->heading[section];
		Check		check;

		if (heading->text.data == NULL || has_table(report, section))
			continue;
		begin_finding(&check, "headings_without_tables", NULL, NULL);
		check.left = section;
		check.left_known = true;
		gd_write(&check.expression, "有标题而没有表格（可能是图片）");
		write_quote(&check.expression, heading->text.data, heading->text.length);
		put_check(result, &check);
	}
}

/* The form that the cell's table follows; where it does not tell, that of the year. */
static int
form_of(const GdReport *report, int cell)
{
	bool		is_proactive = gd_rows[gd_cells[cell].row].section == 2;
	int			form = is_proactive ? report->proactive_form : report->form;

	return form != GD_NO_FORM ? form : gd_form_in_force(report->year);
}

/* Of the cells of the forms that the tables follow, where some are not shown. */
static void
list_coverage(ReturnSetInfo *result, const GdReport *report)
{
	int			known = 0;
	int			expected = 0;
	int			absent = 0;
	Check		check;

	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		bool		is_known = report->cell[i].kind == GD_NUMBER;
		bool		is_expected = gd_form_has_cell(form_of(report, i), i);

		known += is_known;
		expected += is_known || is_expected;
		absent += is_expected && report->cell[i].kind == GD_ABSENT;
	}
	if (known == 0 || absent == 0)
		return;
	begin_figures(&check, "cells_known", known, expected);
	gd_write(&check.expression, "读出 ");
	gd_write_number(&check.expression, known);
	gd_write(&check.expression, " 格，表式共 ");
	gd_write_number(&check.expression, expected);
	gd_write(&check.expression, " 格");
	put_check(result, &check);
}

static void
list_title_year(ReturnSetInfo *result, const GdReport *report)
{
	Check		check;

	if (report->title_year == 0 || report->title_year == report->year ||
		report->year_witness == GD_WITNESS_NONE)
		return;
	begin_figures(&check, "title_year", report->title_year, report->year);
	check.right_known = report->year != 0;
	gd_write(&check.expression, "年度：标题 ");
	gd_write_number(&check.expression, check.left);
	if (check.right_known)
	{
		gd_write(&check.expression, " ≠ 正文 ");
		gd_write_number(&check.expression, check.right);
	}
	else
		gd_write(&check.expression, "，与正文不一致");
	put_check(result, &check);
}

static void
list_several(ReturnSetInfo *result, const GdSeveral *several, bool has_lines)
{
	Check		check;

	for (int i = 0; several->reports > 1 && i < several->reports; i++)
	{
		const GdReportPlace *place = &several->report[i];

		begin_figures(&check, "several_reports", i + 1, place->line);
		check.right_known = has_lines;
		gd_write(&check.expression, "第 ");
		gd_write_number(&check.expression, i + 1);
		gd_write(&check.expression, " 份报告");
		if (has_lines)
		{
			gd_write(&check.expression, "，从第 ");
			gd_write_number(&check.expression, place->line);
			gd_write(&check.expression, " 行起");
		}
		write_quote(&check.expression, place->title.data, place->title.length);
		put_check(result, &check);
	}
	for (int section = 2; several->reports <= 1 && section <= 4; section++)
	{
		if (several->tables[section] < 2)
			continue;
		begin_figures(&check, "same_table_twice", section, several->tables[section]);
		gd_write(&check.expression, "同一表格出现多次：部分 ");
		gd_write_number(&check.expression, section);
		put_check(result, &check);
	}
}

/*
 * Of before 2019: by its year, or by its headings where it names none; and no table is of a form.
 */
static bool
is_of_older_form(const GdReport *report, GdDocument document)
{
	for (int section = 2; section <= 4; section++)
	{
		if (has_table(report, section))
			return false;
	}
	return report->year != 0 ? gd_form_in_force(report->year) == GD_NO_FORM :
		document == GD_DOCUMENT_OLDER_REPORT;
}

static void
put_older_form(ReturnSetInfo *result)
{
	Check		check;

	begin_finding(&check, "older_form", NULL, NULL);
	gd_write(&check.expression, "现行表式以前的报告，没有可读的表格");
	put_check(result, &check);
}

GdText
readable_text(const GdHost *host, GdText body, bool *is_html)
{
	char	   *text;
	size_t		length = body.length;
	GdSource	source;

	*is_html = gd_is_html(host, body.data, body.length);
	if (*is_html)
		report_status(gd_html_to_text(host, body.data, body.length, &text, &length, &source));
	else
		text = gd_padded_copy(host, body.data, body.length);
	if (text == NULL)
		report_status(GD_OUT_OF_MEMORY);
	return (GdText) {text, length};
}

/* What the form asks for, which no report of before it need have. */
static void
list_form(ReturnSetInfo *result, const GdReport *report, GdText body)
{
	list_sections(result, report);
	list_kind(result, report, GD_BLANK, "blank_cells", "空白 ");
	list_kind(result, report, GD_NOT_APPLICABLE, "dashed_cells", "以“/”“-”代替数字 ");
	list_units(result, report, body);
	list_headings_without_tables(result, report);
	list_coverage(result, report);
}

static void
list_all(ReturnSetInfo *result, CallState *state, GdText body, const GdReport *report)
{
	const GdHost *host = &state->host;
	bool		is_html;
	GdText		text = readable_text(host, body, &is_html);
	GdSeveral	several;
	GdRecognition recognition;

	report_status(gd_find_several(host, text.data, text.length, &several));
	report_status(gd_recognise(host, text.data, text.length, &recognition));
	if (is_of_older_form(report, recognition.document))
		put_older_form(result);
	else
		list_form(result, report, body);
	list_title_year(result, report);
	list_several(result, &several, !is_html);
}

static Datum
list_document(FunctionCallInfo fcinfo, CallState *state, GdText body)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GdReport	report;
	GdStatus	status;

	InitMaterializedSRF(fcinfo, 0);
	status = gd_parse_report(&state->host, body.data, body.length, &report);
	if (status != GD_NOT_A_REPORT)
	{
		report_status(status);
		list_all(result, state, body, &report);
	}
	reset_arena(state);
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(document_findings_text);
/*
 * document_findings(body text) → rows as of report_checks, for what only the text shows; no row if
 * it is not a report
 */
Datum
document_findings_text(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	return list_document(fcinfo, state, utf8_from_document(state, PG_GETARG_TEXT_PP(0), NULL));
}

PG_FUNCTION_INFO_V1(document_findings_bytes);
/*
 * document_findings(body bytea), the same from bytes in whatever encoding
 */
Datum
document_findings_bytes(PG_FUNCTION_ARGS)
{
	CallState  *state = call_state(fcinfo);

	return list_document(fcinfo, state, utf8_from_bytes(state, PG_GETARG_BYTEA_PP(0), NULL));
}
