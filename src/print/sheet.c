/*
 * sheet.c
 *	  Says what is to be printed; how, is the business of print_*.c.
 */
#include "print/sheet.h"

#include "check/explain.h"
#include "fill/parse.h"

#include <string.h>

const char	gd_report_name[] = "政府信息公开工作年度报告";

/*
 * Cells
 */

bool
gd_has_value(const GdFacts *facts, int cell)
{
	return gd_has_figure(facts->figures, cell);
}

bool
gd_is_zero(GdText decimal)
{
	for (size_t i = 0; i < decimal.length; i++)
	{
		if (decimal.data[i] != '0' && decimal.data[i] != '.')
			return false;
	}
	return true;
}

/*
 * A change of the number of items is written in words, as the header says; an amount without a unit
 * would be ambiguous.
 */
void
gd_write_value(GdWriter *writer, const GdFacts *facts, int cell)
{
	GdSum		value = facts->figures->value[cell];

	if (gd_is_money(cell))
	{
		gd_write_text(writer, facts->money[cell]);
		if (gd_cells[cell].unit == GD_UNIT_YUAN && !gd_is_zero(facts->money[cell]))
			gd_write(writer, "元");
	}
	else if (gd_cells[cell].unit == GD_UNIT_CHANGE && value != 0)
	{
		gd_write(writer, value > 0 ? "增" : "减");
		gd_write_number(writer, value > 0 ? value : -value);
	}
	else
		gd_write_number(writer, value);
}

/*
 * Notes
 */

/*
 * It is a sentence without spaces: "予以公开 4" would be a label and a number, and a line with several
 * of them rows of a table.
 */
uint8_t
gd_add_note(GdSheet *sheet, GdWriter *writer, size_t begin)
{
	size_t		length = begin;

	for (size_t i = begin; i < writer->length; i++)
	{
		if (writer->data[i] != ' ')
			writer->data[length++] = writer->data[i];
	}
	writer->length = length;
	gd_write(writer, "。");
	sheet->note[sheet->note_count++] = gd_written(writer, begin);
	return sheet->note_count <= UINT8_MAX ? (uint8_t) sheet->note_count : 0;
}

static void
mark_failing(GdSheet *sheet, int cell, uint8_t note)
{
	sheet->cell[cell].emphasis = GD_FAILING;
	if (sheet->cell[cell].note == 0)
		sheet->cell[cell].note = note;
}

static void
note_failing_identities(GdWriter *writer, const GdFacts *facts, const GdJudgement *judgement,
						const GdCellSet *among, GdSheet *sheet)
{
	for (int i = 0; i < facts->rules->count; i++)
	{
		const GdIdentity *identity = &facts->rules->identity[i];
		GdCellSet	others = gd_set_without(&identity->cells, among);
		size_t		begin = writer->length;
		uint8_t		note;

		if (judgement->verdict[i] != GD_FALSE || !gd_set_is_empty(&others))
			continue;
		gd_explain_identity(writer, facts->rules, identity, facts->figures, GD_FALSE);
		note = gd_add_note(sheet, writer, begin);
		for (int j = 0; j < identity->count; j++)
		{
			if (gd_has_value(facts, identity->cell[j]))
				mark_failing(sheet, identity->cell[j], note);
		}
	}
}

void
gd_note_failures(GdWriter *writer, const GdFacts *facts, const GdRowForms *forms,
				 const GdCellSet *among, GdSheet *sheet)
{
	GdJudgement judgement;

	if (gd_is_balanced(facts->rules, facts->figures) != GD_FALSE)
		return;
	gd_judge(facts->rules, facts->figures, &judgement);
	note_failing_identities(writer, facts, &judgement, among, sheet);
	for (int cell = gd_set_next(&judgement.negative, 0); cell >= 0;
		 cell = gd_set_next(&judgement.negative, cell + 1))
	{
		size_t		begin = writer->length;

		gd_explain_domain(writer, forms->row[gd_cells[cell].row], cell, facts->figures);
		mark_failing(sheet, cell, gd_add_note(sheet, writer, begin));
	}
}

/*
 * The title
 */

/* Does a text that begins so name the report's agency and year? */
static bool
names_report(const GdHost *host, const GdFacts *facts, GdText title, GdStatus *status)
{
	GdWriter	head;
	GdReport	found;

	gd_writer_in(&head, host, title.length + facts->section[1].length + 256);
	gd_write_text(&head, title);
	gd_write(&head, "\n\n");
	gd_write(&head, gd_headings[1]);
	gd_write(&head, "\n\n");
	gd_write_text(&head, facts->section[1]);
	gd_write(&head, "\n\n");
	gd_write(&head, gd_headings[2]);
	gd_write(&head, "\n");
	*status = head.is_full ? GD_OUT_OF_MEMORY :
		gd_parse_report(host, head.data, head.length, &found);
	if (*status == GD_NOT_A_REPORT)
		*status = GD_OK;
	return *status == GD_OK && found.year == facts->year &&
		found.agency.length == facts->agency.length &&
		(found.agency.data == NULL) == (facts->agency.data == NULL) &&
		(found.agency.data == NULL ||
		 memcmp(found.agency.data, facts->agency.data, found.agency.length) == 0);
}

/* The text without what a terminal would obey. */
static GdText
visible(GdWriter *writer, GdText text)
{
	size_t		begin = writer->length;

	if (gd_is_visible(text))
		return text;
	gd_write_visible(writer, text);
	return gd_written(writer, begin);
}

GdText
gd_copy_title(GdWriter *writer, GdText title)
{
	size_t		begin;

	title = visible(writer, title);
	begin = writer->length;
	for (size_t i = 0; i < title.length; i++)
		gd_write_bytes(writer, title.data[i] == '\n' || title.data[i] == '\r' ? " " :
					   &title.data[i], 1);
	return gd_written(writer, begin);
}

void
gd_write_name(GdWriter *writer, const GdFacts *facts)
{
	gd_write_text(writer, facts->agency);
	if (facts->year != 0)
	{
		gd_write_number(writer, facts->year);
		gd_write(writer, "年");
	}
}

/*
 * The report's own title, or none, if agency and year follow from it; else one that is made of
 * these.
 */
static GdStatus
choose_title(const GdHost *host, GdWriter *writer, const GdFacts *facts, GdSheet *sheet)
{
	GdStatus	status;
	size_t		begin;

	if (facts->title.data != NULL)
		sheet->title = gd_copy_title(writer, facts->title);
	if (names_report(host, facts, sheet->title, &status) || status != GD_OK)
		return status;
	if (facts->agency.data == NULL && facts->year == 0)
		return GD_OK;
	begin = writer->length;
	gd_write_name(writer, facts);
	gd_write(writer, gd_report_name);
	sheet->title = gd_written(writer, begin);
	return GD_OK;
}

/*
 * Sheets
 */

static bool
is_in_all_forms(int cell)
{
	for (int form = 0; form < GD_FORM_COUNT; form++)
	{
		if (!gd_form_has_cell(form, cell))
			return false;
	}
	return true;
}

static void
add_grid(GdSheet *sheet, const GdGrid *grid)
{
	sheet->grid[sheet->grid_count++] = grid;
}

/* The table of a block of section 2, if its form has it. */
static void
add_block(GdSheet *sheet, int form, GdRow block)
{
	const GdLayout *layout = &gd_layouts[form];

	for (int i = 0; i < layout->count; i++)
	{
		const GdGrid *grid = &layout->grid[i];

		if (grid->section == 2 && gd_same_block((GdRow) grid->row, block))
			add_grid(sheet, grid);
	}
}

static bool
block_has_figure(const GdFigures *figures, GdRow block)
{
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		if (gd_has_figure(figures, cell) && gd_same_block(gd_cells[cell].row, block))
			return true;
	}
	return false;
}

/*
 * Do all blocks of section 2 follow one form? If the report does not say so, its figures do, where
 * they are all of the form that section 3 follows; where there are none, no section 2 is printed.
 */
static bool
has_one_form(const GdFacts *facts, const GdRowForms *forms)
{
	const GdSectionInfo *section = &gd_sections[2];
	bool		has_figure = false;

	for (int cell = section->first_cell; cell < section->first_cell + section->cell_count; cell++)
	{
		if (!gd_has_figure(facts->figures, cell))
			continue;
		has_figure = true;
		if (forms->row[gd_cells[cell].row] != facts->form)
			return facts->proactive_form != GD_NO_FORM;
	}
	return has_figure || facts->proactive_form != GD_NO_FORM;
}

/* Blocks of section 2, each in its form; all of them, or those with figures. */
static void
add_blocks(GdSheet *sheet, const GdRowForms *forms, const GdFigures *figures, bool all)
{
	for (int i = 0; i < gd_sections[2].row_count; i++)
	{
		GdRow		row = (GdRow) gd_row_order[i];

		if (i > 0 && gd_same_block(row, (GdRow) gd_row_order[i - 1]))
			continue;
		if (all || block_has_figure(figures, row))
			add_block(sheet, forms->row[row], row);
	}
}

/*
 * The tables of sections 3 and 4. A report that does not say its form is printed so that nobody can
 * tell, as long as its figures allow that.
 */
static const GdLayout *
choose_layout(const GdFacts *facts)
{
	const GdLayout *layout = NULL;

	if (facts->form != GD_NO_FORM)
		return &gd_layouts[facts->form];
	for (int cell = gd_sections[3].first_cell; cell < GD_CELL_COUNT; cell++)
	{
		if (!gd_has_figure(facts->figures, cell))
			continue;
		layout = &gd_common_layout;
		if (!is_in_all_forms(cell))
			return &gd_layouts[facts->rules->form];
	}
	return layout;
}

static void
add_other_grids(GdSheet *sheet, const GdLayout *layout)
{
	for (int i = 0; layout != NULL && i < layout->count; i++)
	{
		if (layout->grid[i].section != 2)
			add_grid(sheet, &layout->grid[i]);
	}
}

/* The cells that the tables have a place for. */
static GdCellSet
cells_of_grids(const GdSheet *sheet)
{
	GdCellSet	cells = {{0}};

	for (int i = 0; i < sheet->grid_count; i++)
	{
		const GdGrid *grid = sheet->grid[i];

		for (int j = 0; j < grid->rows * grid->columns; j++)
		{
			if (grid->place[j].kind == GD_PLACE_VALUE)
				gd_set_add(&cells, grid->place[j].cell);
		}
	}
	return cells;
}

GdCellSet
gd_add_all_grids(GdSheet *sheet, const GdFacts *facts, const GdRowForms *forms)
{
	add_blocks(sheet, forms, facts->figures, true);
	add_other_grids(sheet, &gd_layouts[facts->rules->form]);
	return cells_of_grids(sheet);
}

void
gd_add_summary(GdSheet *sheet, const GdWriter *writer, size_t begin)
{
	if (sheet->summary_count < GD_SUMMARY_MAXIMUM)
		sheet->summary[sheet->summary_count++] = gd_written(writer, begin);
}

void
gd_write_cell_name(GdWriter *writer, const GdRowForms *forms, int cell)
{
	gd_write_cell(writer, forms->row[gd_cells[cell].row], cell);
	gd_write(writer, "：");
}

static GdFacts
visible_facts(GdWriter *writer, const GdFacts *facts)
{
	GdFacts		shown = *facts;

	shown.title = visible(writer, facts->title);
	shown.agency = visible(writer, facts->agency);
	for (int section = 1; section < GD_SECTIONS; section++)
		shown.section[section] = visible(writer, facts->section[section]);
	return shown;
}

GdStatus
gd_sheet_of_report(const GdHost *host, const GdFacts *facts, GdSheet *sheet)
{
	GdWriter	writer;
	GdFacts		shown;
	GdStatus	status;
	GdRowForms	forms;
	GdCellSet	in_grids;
	GdCellSet	all;

	memset(sheet, 0, sizeof(*sheet));
	memset(&all, 0xFF, sizeof(all));
	gd_find_row_forms(facts->rules->form, facts->proactive_form, facts->figures, &forms);
	add_blocks(sheet, &forms, facts->figures, has_one_form(facts, &forms));
	add_other_grids(sheet, choose_layout(facts));
	in_grids = cells_of_grids(sheet);
	gd_writer_in(&writer, host, 4096);
	shown = visible_facts(&writer, facts);
	memcpy(sheet->section, shown.section, sizeof(sheet->section));
	gd_note_failures(&writer, facts, &forms, &all, sheet);
	for (int cell = 0; cell < GD_CELL_COUNT; cell++)
	{
		size_t		begin = writer.length;

		if (!gd_has_value(facts, cell))
			continue;
		if (!gd_set_has(&in_grids, cell))
			gd_write_cell_name(&writer, &forms, cell);
		gd_write_value(&writer, facts, cell);
		if (gd_set_has(&in_grids, cell))
			sheet->cell[cell].text = gd_written(&writer, begin);
		else
			gd_add_note(sheet, &writer, begin);
	}
	status = choose_title(host, &writer, &shown, sheet);
	return writer.is_full ? GD_OUT_OF_MEMORY : status;
}
