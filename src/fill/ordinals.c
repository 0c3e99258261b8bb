/*
 * ordinals.c
 *	  Numbers in front of labels, which are no figures: of the outline, and of rows.
 */
#include "fill/ordinals.h"

uint8_t
gd_row_of_text(const GdToken *token)
{
	uint16_t	label;

	if (token->kind != GD_TOKEN_TEXT || token->node == GD_TRIE_DEAD)
		return GD_NO_ROW;
	label = gd_trie_nodes[token->node].label;
	return label != GD_NO_LABEL ? gd_labels[label].row : GD_NO_ROW;
}

/* "4 无正当理由大量反复申请": the number that the form prints in front of the label, without its point. */
static bool
is_ordinal_of_next(const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];
	const GdToken *next = token + 1;
	uint8_t		row;

	if (index + 1 >= line->count || next->ordinal_kind != GD_ORDINAL_NONE ||
		next->cell != token->cell)
		return false;
	row = gd_row_of_text(next);
	return row != GD_NO_ROW && gd_row_ordinal((GdRow) row) == token->number.value &&
		token->number.value > 0;
}

/* The number in front of a label, in a line of its own within the cell: "7" over ".属于行政执法案卷" */
static bool
is_in_front_of_text(const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];

	return line->has_separator && !line->is_part && index + 1 < line->count &&
		token[1].kind == GD_TOKEN_TEXT &&
		token[1].cell == token->cell && (index == 0 || token[-1].cell != token->cell);
}

/* "| 9 | 属于三类内部事务信息 | 0 |": the number of a row in a cell by itself, in front of its label. */
static bool
is_serial_number(const Matcher *m, const GdLine *line, int index)
{
	const GdToken *token = &line->token[index];
	const GdToken *next = token + 1;

	if (!line->has_separator || line->is_part || m->run < 0 || m->label_line >= token->line)
		return false;
	/* the cell of a group's label may be blank, because it goes on from above */
	while (next < line->token + line->count && next->kind == GD_TOKEN_BLANK)
		next++;
	if (next == line->token + line->count)
		return false;
	for (int i = 0; i < index; i++)
	{
		if (line->token[i].kind != GD_TOKEN_BLANK)
			return false;
	}
	return next->cell > token->cell && gd_row_of_text(next) != GD_NO_ROW;
}

bool
gd_is_ordinal(const Matcher *m, const GdLine *line, int index)
{
	return is_ordinal_of_next(line, index) || is_in_front_of_text(line, index) ||
		is_serial_number(m, line, index);
}
