/*
 * explain.c
 *	  Writes checks as a clerk would.
 */
#include "check/explain.h"

#include <string.h>

static const char *
row_label(int form, GdRow row)
{
	return gd_label_of(gd_rows[row].label, form);
}

static const char *
column_label(int form, int cell)
{
	return gd_label_of(gd_cells[cell].label, form);
}

void
gd_write_cell(GdWriter *writer, int form, int cell)
{
	gd_write(writer, row_label(form, gd_cells[cell].row));
	gd_write(writer, "：");
	gd_write(writer, column_label(form, cell));
}

/* Behind its label; a label in brackets needs no space. */
static void
write_value(GdWriter *writer, int cell, const GdFigures *figures)
{
	static const char bracket[] = "）";
	size_t		length = strlen(bracket);

	if (writer->length < length ||
		memcmp(writer->data + writer->length - length, bracket, length) != 0)
		gd_write(writer, " ");
	gd_write_figure(writer, gd_set_has(&figures->known, cell), figures->value[cell]);
}

/* Sides with more cells than this leave out those that are 0, and count those that are missing. */
#define SHORT_SIDE 2

static int
count_missing(const GdCellIndex *cell, int count, const GdFigures *figures)
{
	int			missing = 0;

	for (int i = 0; i < count; i++)
		missing += !gd_set_has(&figures->known, cell[i]);
	return missing;
}

/* The terms of one side that are worth a mention, and their sum. */
static void
write_side(GdWriter *writer, const GdRuleSet *rules, const GdIdentity *identity,
		   const GdCellIndex *cell, int count, const GdFigures *figures)
{
	int			missing = count_missing(cell, count, figures);
	int			written = 0;
	GdSum		sum = 0;

	for (int i = 0; i < count; i++)
	{
		bool		is_known = gd_set_has(&figures->known, cell[i]);

		sum += figures->value[cell[i]];
		if (count > SHORT_SIDE && (is_known ? figures->value[cell[i]] == 0 : missing > SHORT_SIDE))
			continue;
		if (written++ > 0)
			gd_write(writer, " + ");
		gd_write(writer, identity->row == GD_NO_ROW ? gd_short_labels[gd_cells[cell[i]].row] :
				 column_label(rules->form, cell[i]));
		write_value(writer, cell[i], figures);
	}
	if (missing > SHORT_SIDE)
	{
		gd_write(writer, written > 0 ? " + 空缺 " : "空缺 ");
		gd_write_number(writer, missing);
		gd_write(writer, " 格");
	}
	else if (written == 0 || (written > 1 && missing == 0))
	{
		gd_write(writer, written > 0 ? " = " : "");
		gd_write_number(writer, sum);
	}
}

void
gd_explain_identity(GdWriter *writer, const GdRuleSet *rules, const GdIdentity *identity,
					const GdFigures *figures, GdVerdict verdict)
{
	if (identity->row == GD_NO_ROW)
		gd_write(writer, column_label(rules->form, identity->cell[0]));
	else
		gd_write(writer, row_label(rules->form, (GdRow) identity->row));
	gd_write(writer, "：");
	write_side(writer, rules, identity, identity->cell, identity->left, figures);
	gd_write(writer, verdict == GD_FALSE ? " ≠ " : " = ");
	write_side(writer, rules, identity, identity->cell + identity->left,
			   identity->count - identity->left, figures);
	if (verdict == GD_OPEN)
		gd_write(writer, "（未定）");
}

void
gd_explain_domain(GdWriter *writer, int form, int cell, const GdFigures *figures)
{
	gd_write_cell(writer, form, cell);
	write_value(writer, cell, figures);
	gd_write(writer, figures->value[cell] < 0 ? " ＜ 0" : " ≥ 0");
}
