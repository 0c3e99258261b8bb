/*
 * forms.c
 *	  Counts what proves a form: rows and headers that not all forms have, and numbers of columns.
 */
#include "fill/forms.h"

#include <string.h>

/* Rows, headers and widths that not all forms have: how many each form has, and how many in all. */
typedef struct Proofs
{
	uint32_t	of[GD_FORM_COUNT];
	uint32_t	count;
} Proofs;

/* What all forms have, or none, proves none of them. */
static void
count_proof(GdFormSet forms, Proofs *proofs)
{
	if (forms == GD_ALL_FORMS || forms == 0)
		return;
	for (int form = 0; form < GD_FORM_COUNT; form++)
		proofs->of[form] += forms >> form & 1;
	proofs->count++;
}

/* A row of section 2 with as many numbers as it has columns in some forms only. */
static void
count_columns(const GdMatches *matches, const GdRun *run, Proofs *proofs)
{
	const GdSlot *slot = &matches->slots[run->first_slot];
	bool		glued = run->filled == 1 && (slot->flags & GD_FLAG_GLUED);
	GdFormSet	forms = 0;

	for (int form = 0; form < GD_FORM_COUNT; form++)
	{
		int			columns = gd_form_rows[form][run->row].count;

		/* glued digits may be one number or several, but zeros are as many as there are columns */
		if (glued)
			forms |= (columns > 1 && slot->number.leading_zero &&
					  slot->number.digits == columns) << form;
		else
			forms |= (columns > 0 && run->filled == columns) << form;
	}
	count_proof(forms, proofs);
}

/* Is the run that of a row of the section, and not the name of a group? */
static bool
is_row_of(const GdRun *run, int section)
{
	return run->row != GD_NO_ROW && run->section != 0 && gd_rows[run->row].section == section &&
		!(gd_rows[run->row].is_group && run->filled == 0);
}

/* The rows of the section that the form has and the text does not show. */
static int
count_unseen(const GdMatches *matches, int section, int form)
{
	const GdSectionInfo *info = &gd_sections[section];
	bool		seen[GD_ROW_COUNT + 1] = {false};
	int			unseen = 0;

	for (uint32_t i = 0; i < matches->run_count; i++)
		seen[matches->runs[i].row] = true;
	for (int row = info->first_row; row < (int) info->first_row + info->row_count; row++)
		unseen += !seen[row] && (gd_rows[row].forms >> form & 1);
	return unseen;
}

/*
 * The form with the most proofs. Of several that all proofs are of, that which lacks the fewest
 * rows: what a later form adds to an earlier one, a report of the earlier one does not show.
 * Without any, it must lack none.
 */
static int
decide(const GdMatches *matches, int section, const Proofs *proofs)
{
	int			best = 0;
	int			fewest = count_unseen(matches, section, 0);
	bool		is_alone = true;

	for (int form = 1; form < GD_FORM_COUNT; form++)
	{
		int			unseen = count_unseen(matches, section, form);
		bool		same = proofs->of[form] == proofs->of[best];

		if (same && (unseen == fewest || proofs->of[form] < proofs->count))
			is_alone = false;
		else if (same ? unseen < fewest : proofs->of[form] > proofs->of[best])
		{
			best = form;
			fewest = unseen;
			is_alone = true;
		}
	}
	return is_alone && (proofs->of[best] > 0 || fewest == 0) ? best : GD_NO_FORM;
}

/*
 * （六）其他处理 seems to have the figures of the row below it where the label of that is not known:
 * it proves a form only if the next row is known.
 */
static bool
proves_a_form(const GdMatches *matches, uint32_t index)
{
	const GdRun *run = &matches->runs[index];

	if (!gd_rows[run->row].is_group)
		return true;
	return index + 1 < matches->run_count && run[1].section == 3 && run[1].row != GD_NO_ROW;
}

static int
decide_applications(const GdMatches *matches)
{
	Proofs		proofs = {{0}};

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		if (is_row_of(&matches->runs[i], 3) && proves_a_form(matches, i))
			count_proof(gd_rows[matches->runs[i].row].forms, &proofs);
	}
	return decide(matches, 3, &proofs);
}

static int
decide_proactive(const GdMatches *matches)
{
	Proofs		proofs = {.count = matches->proof_count};

	memcpy(proofs.of, matches->proofs, sizeof(proofs.of));
	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if (!is_row_of(run, 2))
			continue;
		count_proof(gd_rows[run->row].forms, &proofs);
		if (gd_rows[run->row].varies)
			count_columns(matches, run, &proofs);
	}
	return decide(matches, 2, &proofs);
}

/* The forms in which the row's block has this column; all of them if none has it. */
static GdFormSet
forms_with_column(GdRow row, uint8_t column)
{
	const GdSectionInfo *section = &gd_sections[2];
	GdFormSet	forms = 0;

	for (int i = 0; i < section->cell_count; i++)
	{
		int			cell = section->first_cell + i;

		if (gd_cells[cell].column != column || !gd_same_block(gd_cells[cell].row, row))
			continue;
		for (int form = 0; form < GD_FORM_COUNT; form++)
			forms |= gd_form_has_cell(form, cell) << form;
	}
	return forms != 0 ? forms : GD_ALL_FORMS;
}

/* The forms in which the row has as many columns as there are numbers; all of them if none has. */
static GdFormSet
forms_as_wide(const GdRun *run)
{
	GdFormSet	forms = 0;

	for (int form = 0; form < GD_FORM_COUNT; form++)
		forms |= (run->filled > 0 && gd_form_rows[form][run->row].count == run->filled) << form;
	return forms != 0 ? forms : GD_ALL_FORMS;
}

/*
 * The forms that can have the rows and headers of a block of section 2, an item of article 20. A
 * column that all forms have is named differently in them, but a slip makes 处理决定数量 of
 * 本年处理决定数量: that counts only together with how many columns the row has.
 */
static GdFormSet
forms_of_block(const GdMatches *matches, GdRow row)
{
	GdFormSet	forms = GD_ALL_FORMS;
	GdFormSet	named = GD_ALL_FORMS;
	GdFormSet	wide = GD_ALL_FORMS;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];

		if (!is_row_of(run, 2) || !gd_same_block((GdRow) run->row, row))
			continue;
		forms &= gd_rows[run->row].forms;
		wide &= forms_as_wide(run);
		for (int j = run->first_header; j < run->first_header + run->header_count; j++)
		{
			const GdHeader *header = &matches->headers[j];
			GdFormSet	with;

			if (header->forms == 0)
				continue;
			with = forms_with_column(row, header->column);
			/* 采购总金额 is no amount of fees */
			if ((with & header->forms) == 0)
				continue;
			forms &= with;
			if (with == GD_ALL_FORMS)
				named &= header->forms;
		}
	}
	if (forms == GD_ALL_FORMS && named != GD_ALL_FORMS && wide != GD_ALL_FORMS &&
		(named & wide) != 0)
		forms = named & wide;
	return forms;
}

/* Do two blocks show that they follow different forms? */
static bool
is_mixed(const GdFormSet *forms)
{
	const GdSectionInfo *section = &gd_sections[2];

	for (int a = section->first_row; a < section->first_row + section->row_count; a++)
	{
		for (int b = section->first_row; b < a; b++)
		{
			if (forms[a] != 0 && forms[b] != 0 && (forms[a] & forms[b]) == 0)
				return true;
		}
	}
	return false;
}

/* One of the forms; in a mixed section, a block that proves none, or too many, follows none. */
static int
form_of_block(GdFormSet forms, int preferred)
{
	int			form = GD_NEWEST_FORM;

	if (forms == GD_ALL_FORMS)
		return GD_NO_FORM;
	if (preferred != GD_NO_FORM && forms >> preferred & 1)
		return preferred;
	while (form >= 0 && !(forms >> form & 1))
		form--;
	return form;
}

static void
choose_blocks(const GdMatches *matches, GdFormChoice *choice)
{
	const GdSectionInfo *section = &gd_sections[2];
	int			last_row = section->first_row + section->row_count - 1;
	GdFormSet	forms[GD_ROW_COUNT];

	for (int row = section->first_row; row <= last_row; row++)
		forms[row] = gd_rows[row].block == row ? forms_of_block(matches, (GdRow) row)
			: forms[gd_rows[row].block];
	if (!is_mixed(forms))
		return;
	for (int row = section->first_row; row <= last_row; row++)
		choice->row[row] = (int8_t) form_of_block(forms[row], choice->applications);
}

/* The form that all rows of section 2 are read by that the text shows. */
static int
common_form(const GdMatches *matches, const GdFormChoice *choice)
{
	int			common = GD_NO_FORM;

	for (uint32_t i = 0; i < matches->run_count; i++)
	{
		const GdRun *run = &matches->runs[i];
		int			form;

		if (!is_row_of(run, 2))
			continue;
		form = choice->row[run->row];
		if (form == GD_NO_FORM || (common != GD_NO_FORM && form != common))
			return GD_NO_FORM;
		common = form;
	}
	return common;
}

const GdFormRow *
gd_row_to_read(const GdFormChoice *choice, GdRow row)
{
	int			form = choice->row[row];
	const GdFormRow *found = gd_form_row(form, row);

	if (gd_rows[row].section == 3 ? form != GD_NO_FORM : form == GD_NO_FORM)
		return found;
	for (int other = GD_NEWEST_FORM; found == NULL && other >= 0; other--)
		found = gd_form_row(other, row);
	return found;
}

void
gd_choose_forms(const GdMatches *matches, GdFormChoice *choice)
{
	int			proactive = decide_proactive(matches);
	int			applications = decide_applications(matches);

	choice->applications = applications;
	for (int section = 0; section < GD_SECTIONS; section++)
		choice->section[section] = applications;
	choice->section[2] = proactive;
	for (int row = 0; row < GD_ROW_COUNT; row++)
	{
		int			own = choice->section[gd_rows[row].section];
		int			other = gd_rows[row].section == 2 ? applications : proactive;

		choice->row[row] = (int8_t) (own != GD_NO_FORM ? own : other);
	}
	choose_blocks(matches, choice);
	choice->proactive = common_form(matches, choice);
}
