/*
 * sheet_total.c
 *	  Reports that have been added up, in the tables of their form: each sum with the reports that
 *	  are in it.
 */
#include "print/sheet.h"

#include <string.h>

static const char remarks_heading[] = "汇总范围";
static const char no_words[] = "本表只汇总数据。文字部分见各单位的年度报告。";

/* The reports that have the cell. */
static int64_t
coverage_of(const GdFacts *coverage, int cell)
{
	GdText		money = coverage->money[cell];
	int64_t		reports = 0;

	if (!gd_has_value(coverage, cell))
		return 0;
	if (!gd_is_money(cell))
		return coverage->figures->value[cell];
	/* a count, printed as amounts are */
	for (size_t i = 0; i < money.length && money.data[i] != '.'; i++)
		reports = reports * 10 + (money.data[i] - '0');
	return reports;
}

static GdCellSet
cells_of_all(const GdTotal *total)
{
	GdCellSet	cells = {{0}};

	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (coverage_of(total->coverage, cell) == total->reports)
			gd_set_add(&cells, cell);
	}
	return cells;
}

/* "（98/120）" */
static GdText
write_coverage(GdWriter *writer, const GdTotal *total, int cell)
{
	size_t		begin;
	GdText		part;

	gd_write(writer, "（");
	begin = writer->length;
	gd_write_number(writer, coverage_of(total->coverage, cell));
	gd_write(writer, "/");
	gd_write_number(writer, total->reports);
	part = gd_written(writer, begin);
	gd_write(writer, "）");
	return part;
}

static void
fill_cell(GdWriter *writer, const GdTotal *total, int cell, GdSheetCell *into)
{
	size_t		begin = writer->length;

	if (gd_has_value(total->sum, cell))
		gd_write_value(writer, total->sum, cell);
	into->text = gd_written(writer, begin);
	if (coverage_of(total->coverage, cell) == total->reports)
		return;
	into->aside = write_coverage(writer, total, cell);
	into->line = gd_written(writer, begin);
	if (into->emphasis == GD_PLAIN)
		into->emphasis = GD_PARTIAL;
}

/* A sum that the form has no place for. */
static void
note_cell(GdWriter *writer, const GdTotal *total, const GdRowForms *forms, int cell,
		  GdSheet *sheet)
{
	size_t		begin = writer->length;

	if (!gd_has_value(total->sum, cell))
		return;
	gd_write_cell_name(writer, forms, cell);
	gd_write_value(writer, total->sum, cell);
	write_coverage(writer, total, cell);
	gd_add_note(sheet, writer, begin);
}

static GdText
write_lead(GdWriter *writer, int64_t reports)
{
	size_t		begin = writer->length;

	gd_write(writer, "“n/");
	gd_write_number(writer, reports);
	gd_write(writer, "”表示 ");
	gd_write_number(writer, reports);
	gd_write(writer, " 份报告中 n 份有此数，其余的不作 0 计；没有标注的，每份都有。");
	return gd_written(writer, begin);
}

GdStatus
gd_sheet_of_total(const GdHost *host, const GdTotal *total, GdSheet *sheet)
{
	const GdFacts *sum = total->sum;
	GdWriter	writer;
	GdRowForms	forms;
	GdCellSet	in_grids;
	GdCellSet	of_all = cells_of_all(total);

	memset(sheet, 0, sizeof(*sheet));
	gd_find_row_forms(sum->rules->form, sum->proactive_form, sum->figures, &forms);
	in_grids = gd_add_all_grids(sheet, sum, &forms);
	gd_writer_in(&writer, host, 8192);
	sheet->title = gd_copy_title(&writer, total->title);
	sheet->lead = write_lead(&writer, total->reports);
	sheet->summary_heading = remarks_heading;
	for (int i = 0; i < total->remark_count && i < GD_SUMMARY_MAXIMUM; i++)
		sheet->summary[sheet->summary_count++] = total->remark[i];
	for (int section = 1; section < GD_SECTIONS; section++)
	{
		if (gd_sections[section].row_count == 0)
			sheet->section[section] = gd_text_of(no_words);
	}
	/* sums that have different reports in them need not add up */
	gd_note_failures(&writer, sum, &forms, &of_all, sheet);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (gd_set_has(&in_grids, cell))
			fill_cell(&writer, total, cell, &sheet->cell[cell]);
		else
			note_cell(&writer, total, &forms, cell, sheet);
	}
	return writer.is_full ? GD_OUT_OF_MEMORY : GD_OK;
}
