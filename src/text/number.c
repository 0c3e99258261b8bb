/*
 * number.c
 *	  Numbers as reports print them: 1,113  １２　0件  增10  -35  1276.5534万元  三十五
 */
#include "text/number.h"

#define MAX_DIGITS 18

/* A place in the text and the character at it. */
typedef struct Cursor
{
	const unsigned char *p;
	const unsigned char *after;	/* c */
	GdChar		c;
} Cursor;

static inline void
advance(Cursor *cursor)
{
	do
	{
		cursor->p = cursor->after;
		cursor->c = gd_next_char(&cursor->after);
	} while (gd_class(cursor->c) == GD_CLASS_IGNORED);
}

static bool
take(Cursor *cursor, uint16_t ideograph)
{
	if (gd_class(cursor->c) != GD_CLASS_IDEOGRAPH || gd_value(cursor->c) != ideograph)
		return false;
	advance(cursor);
	return true;
}

static bool
add_digit(GdNumber *number, int *digits, int digit)
{
	if (++*digits > MAX_DIGITS)
		return false;
	number->value = number->value * 10 + digit;
	return true;
}

/* A comma is part of a number only where groups of three digits follow it. */
static bool
three_digits_follow(Cursor cursor)
{
	for (int i = 0; i < 3; i++)
	{
		advance(&cursor);
		if (gd_class(cursor.c) != GD_CLASS_DIGIT)
			return false;
	}
	advance(&cursor);
	return gd_class(cursor.c) != GD_CLASS_DIGIT;
}

static bool
scan_digits(Cursor *cursor, GdNumber *number)
{
	int			digits = 0;
	bool		grouped = false;
	int			first = gd_value(cursor->c);

	while (gd_class(cursor->c) == GD_CLASS_DIGIT)
	{
		if (!add_digit(number, &digits, gd_value(cursor->c)))
			return false;
		advance(cursor);
		if (gd_class(cursor->c) == GD_CLASS_COMMA && (grouped || digits <= 3) &&
			three_digits_follow(*cursor))
		{
			grouped = true;
			advance(cursor);
		}
	}
	number->leading_zero = first == 0 && digits > 1;
	number->digits = (uint8_t) digits;
	if (gd_class(cursor->c) != GD_CLASS_DOT)
		return true;
	advance(cursor);
	if (gd_class(cursor->c) != GD_CLASS_DIGIT)
		return false;
	for (; gd_class(cursor->c) == GD_CLASS_DIGIT; advance(cursor))
	{
		if (!add_digit(number, &digits, gd_value(cursor->c)))
			return false;
		number->scale++;
	}
	number->digits = (uint8_t) digits;
	return true;
}

/* The value of 〇 to 九 and 两, or -1. */
static int
ideograph_digit(uint16_t c)
{
	static const uint16_t digits[] =
		{0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};

	for (int i = 0; i < 10; i++)
	{
		if (digits[i] == c)
			return i;
	}
	return c == 0x96F6 ? 0 : c == 0x4E24 ? 2 : -1;
}

/* 十, 百, 千, 万 or 亿 as a power, or 0. */
static int64_t
ideograph_power(uint16_t c)
{
	switch (c)
	{
		case 0x5341:
			return 10;
		case 0x767E:
			return 100;
		case 0x5343:
			return 1000;
		case 0x4E07:
			return 10000;
		case 0x4EBF:
			return 100000000;
		default:
			return 0;
	}
}

/* 三十五, 一百零二, 〇; a single 一 to 十 is more often the number of a heading, and no number here. */
static bool
scan_ideograph_number(Cursor *cursor, GdNumber *number)
{
	int64_t		total = 0;
	int64_t		section = 0;
	int64_t		digit = 0;
	int			length = 0;

	for (; gd_class(cursor->c) == GD_CLASS_IDEOGRAPH && length < 16; advance(cursor), length++)
	{
		int			value = ideograph_digit(gd_value(cursor->c));
		int64_t		power = ideograph_power(gd_value(cursor->c));

		if (value >= 0)
		{
			if (digit != 0)
				return false;
			digit = value;
		}
		else if (power >= 10000)
		{
			if (total > INT64_C(100000000))
				return false;
			total = (total + section + digit) * power;
			section = digit = 0;
		}
		else if (power > 0)
		{
			section += (digit == 0 ? 1 : digit) * power;
			digit = 0;
		}
		else
			break;
	}
	number->value = total + section + digit;
	return length > 1 || (length == 1 && number->value == 0);
}

/* 件, 项, 条, 个, 次, 宗, 份 */
static bool
is_counter(uint16_t ideograph)
{
	static const uint16_t counters[] =
		{0x4EF6, 0x9879, 0x6761, 0x4E2A, 0x6B21, 0x5B97, 0x4EFD, 0x8D77, 0x4F8B};

	for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]); i++)
	{
		if (counters[i] == ideograph)
			return true;
	}
	return false;
}

bool
gd_is_unit(uint16_t ideograph)
{
	return ideograph == 0x5143 || ideograph == 0x4E07 || is_counter(ideograph);
}

/* 件, 项 and the like, 元, 万元 */
static void
scan_unit(Cursor *cursor, GdNumber *number)
{
	if (take(cursor, 0x4E07))
	{
		take(cursor, 0x5143);
		number->unit = GD_PRINTED_WAN_YUAN;
		return;
	}
	if (take(cursor, 0x5143))
	{
		number->unit = GD_PRINTED_YUAN;
		return;
	}
	if (gd_class(cursor->c) == GD_CLASS_IDEOGRAPH && is_counter(gd_value(cursor->c)))
	{
		number->unit = GD_PRINTED_COUNT;
		advance(cursor);
		take(cursor, 0x6B21);	/* 件次 */
	}
}

/* "9 件": the unit may stand behind a space, if nothing follows it. */
static void
scan_distant_unit(Cursor *cursor, GdNumber *number)
{
	Cursor		ahead;

	if (gd_class(cursor->c) != GD_CLASS_SPACE)
		return;
	ahead = *cursor;
	advance(&ahead);
	scan_unit(&ahead, number);
	if (number->unit != GD_PRINTED_NONE && gd_ends_token(ahead.c))
		*cursor = ahead;
	else
		number->unit = GD_PRINTED_NONE;
}

bool
gd_is_escaped_sign(const unsigned char *p)
{
	return p[0] == '\\' && (p[1] == '-' || p[1] == '+');
}

/* 增, 增加, 减, 减少, +, -, \-; the sign, or 0 if there is none. */
static int
scan_sign(Cursor *cursor)
{
	if (gd_is_escaped_sign(cursor->p))
		advance(cursor);
	if (gd_class(cursor->c) == GD_CLASS_DASH || gd_class(cursor->c) == GD_CLASS_PLUS)
	{
		int			sign = gd_class(cursor->c) == GD_CLASS_DASH ? -1 : 1;

		advance(cursor);
		return sign;
	}
	if (take(cursor, 0x589E))
	{
		take(cursor, 0x52A0);
		return 1;
	}
	if (take(cursor, 0x51CF))
	{
		take(cursor, 0x5C11);
		return -1;
	}
	return 0;
}

const unsigned char *
gd_scan_number(const unsigned char *p, GdNumber *number)
{
	Cursor		cursor = {.after = p};
	int			sign;

	*number = (GdNumber) {0};
	advance(&cursor);
	sign = scan_sign(&cursor);
	if (gd_class(cursor.c) == GD_CLASS_DIGIT)
	{
		if (!scan_digits(&cursor, number))
			return NULL;
	}
	else if (gd_class(cursor.c) != GD_CLASS_IDEOGRAPH || sign != 0 ||
			 !scan_ideograph_number(&cursor, number))
		return NULL;
	scan_unit(&cursor, number);
	if (number->unit == GD_PRINTED_NONE)
		scan_distant_unit(&cursor, number);
	number->is_signed = sign != 0;
	if (sign < 0)
		number->value = -number->value;
	return gd_ends_token(cursor.c) ? cursor.p : NULL;
}
