/*
 * value.c
 *	  What a number means in the cell that it stands in: unit, sign, decimals.
 */
#include "fill/value.h"

static bool
shift_decimals(int64_t *value, int *scale, int places)
{
	while (places > 0 && *scale > 0)
	{
		(*scale)--;
		places--;
	}
	for (; places > 0; places--)
	{
		if (*value > INT64_MAX / 10 || *value < INT64_MIN / 10)
			return false;
		*value *= 10;
	}
	return true;
}

/* "12.0", as tables of a program have it; "12.000" may be twelve thousand (test/texts/decimals). */
static bool
is_whole(const GdNumber *number)
{
	int64_t		parts = number->scale == 1 ? 10 : 100;

	return number->scale == 0 || (number->scale <= 2 && number->value % parts == 0);
}

static GdKind
read_count(const GdNumber *number, GdCell *cell)
{
	if (!is_whole(number) || number->unit == GD_PRINTED_YUAN || number->unit == GD_PRINTED_WAN_YUAN)
		return GD_TEXT;
	cell->value = number->value;
	for (int i = 0; i < number->scale; i++)
		cell->value /= 10;
	return GD_NUMBER;
}

static GdKind
read_money(const GdNumber *number, GdUnit unit, GdCell *cell)
{
	int64_t		value = number->value;
	int			scale = number->scale;

	if (number->unit == GD_PRINTED_COUNT)
		return GD_TEXT;
	if (unit == GD_UNIT_YUAN)
	{
		if (number->unit == GD_PRINTED_NONE && value != 0)
			return GD_AMBIGUOUS;	/* 元 or 万元? */
		if (number->unit == GD_PRINTED_WAN_YUAN && !shift_decimals(&value, &scale, 4))
			return GD_TEXT;
	}
	else if (number->unit == GD_PRINTED_YUAN)
		scale += 4;
	while (scale > 0 && value % 10 == 0)
	{
		value /= 10;
		scale--;
	}
	cell->value = value;
	cell->scale = (uint8_t) scale;
	return GD_NUMBER;
}

static void
read_cell(const GdSlot *slot, GdUnit unit, GdProof proof, GdCell *cell)
{
	cell->scale = 0;
	cell->line = slot->line;
	cell->begin = slot->begin;
	cell->end = slot->end;
	cell->place = (GdCellPlace) {0, 0, 0};
	cell->reason = GD_REASON_NONE;
	cell->value = 0;
	if (slot->kind == GD_TOKEN_BLANK)
		cell->kind = GD_BLANK;
	else if (slot->kind == GD_TOKEN_NOT_APPLICABLE)
		cell->kind = GD_NOT_APPLICABLE;
	else if (slot->kind != GD_TOKEN_NUMBER || slot->number.leading_zero)
		cell->kind = GD_TEXT;
	else if (unit == GD_UNIT_COUNT || unit == GD_UNIT_CHANGE)
		cell->kind = (uint8_t) read_count(&slot->number, cell);
	else
		cell->kind = (uint8_t) read_money(&slot->number, unit, cell);
	cell->proof = cell->kind == GD_NUMBER ? (uint8_t) proof : GD_PROOF_NONE;
}

bool
gd_same_cell(const GdCell *a, const GdCell *b)
{
	return a->kind == b->kind && a->value == b->value && a->scale == b->scale;
}

void
gd_make_several(GdCell *cell)
{
	cell->kind = GD_AMBIGUOUS;
	cell->reason = GD_REASON_SEVERAL;
	cell->proof = GD_PROOF_NONE;
	cell->value = 0;
	cell->scale = 0;
}

void
gd_put_cell(GdCell *cell, const GdCell *found)
{
	if (found->kind == GD_ABSENT || gd_same_cell(cell, found))
		return;
	if (cell->kind == GD_ABSENT)
		*cell = *found;
	else if (cell->kind == GD_NUMBER || found->kind == GD_NUMBER)
	{
		*cell = *found;
		gd_make_several(cell);
	}
}

void
gd_put_slot(GdCell *cell, const GdSlot *slot, GdUnit unit, GdProof proof)
{
	GdCell		found;

	if (cell->kind == GD_ABSENT)
	{
		read_cell(slot, unit, proof, cell);
		return;
	}
	read_cell(slot, unit, proof, &found);
	gd_put_cell(cell, &found);
}
