/*
 * number.h
 *	  Numbers as reports print them: text → number.
 */
#ifndef NUMBER_H
#define NUMBER_H

#include "text/core.h"
#include "text/fold.h"

/* A number as printed, before anything is known of the cell that it stands in. */
typedef enum GdPrintedUnit
{
	GD_PRINTED_NONE,
	GD_PRINTED_COUNT,			/* 件, 项, 条 … */
	GD_PRINTED_YUAN,
	GD_PRINTED_WAN_YUAN,
} GdPrintedUnit;

typedef struct GdNumber
{
	int64_t		value;			/* without the decimal point */
	uint8_t		digits;			/* printed, in all */
	uint8_t		scale;			/* of them, behind the point */
	uint8_t		unit;			/* a GdPrintedUnit */
	bool		is_signed;		/* 增10, -35, +2 */
	bool		leading_zero;		/* "000": several cells glued together, or no number at all */
} GdNumber;

/* Is it 件, 元 or the like, which may stand behind a number and belong to it? */
extern bool gd_is_unit(uint16_t ideograph);

/* "\-", "\+": a sign that Markdown would take for the mark of a list. The text has its padding. */
extern bool gd_is_escaped_sign(const unsigned char *p);

/* Reads a number that is the rest of a token; returns its end, or NULL. */
extern const unsigned char *gd_scan_number(const unsigned char *p, GdNumber *number);

#endif							/* NUMBER_H */
