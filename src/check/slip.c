/*
 * slip.c
 *	  Slips of digits.
 */
#include "check/slip.h"

#include <stdio.h>
#include <string.h>

#define DIGITS 24

/*
 * The less, the more plausible; a slip in a number of one digit says little, because any two of
 * them differ by one.
 */
enum
{
	COST_SIGN = 10,
	COST_TRANSPOSITION = 20,
	COST_DIGIT = 30,
	COST_LOST_DIGIT = 32,
	COST_EXTRA_DIGIT = 34,
	COST_SINGLE_DIGIT = 50,
	COST_FROM_ZERO = 56,
	COST_ANY = 60
};

static int
print_digits(int64_t number, char *digits)
{
	return snprintf(digits, DIGITS, "%lld", (long long) number);
}

/* Does the longer one lose a digit to become the shorter one? */
static bool
loses_digit(const char *longer, const char *shorter)
{
	size_t		i = 0;

	while (shorter[i] != '\0' && longer[i] == shorter[i])
		i++;
	return strcmp(longer + i + 1, shorter + i) == 0;
}

static GdRepairKind
slip_of_same_length(const char *a, const char *b, int length, int *cost)
{
	int			first = -1;
	int			differences = 0;

	for (int i = 0; i < length; i++)
	{
		if (a[i] == b[i])
			continue;
		if (first < 0)
			first = i;
		differences++;
	}
	if (differences == 1)
	{
		*cost = length > 1 ? COST_DIGIT : a[0] == '0' ? COST_FROM_ZERO : COST_SINGLE_DIGIT;
		return GD_REPAIR_DIGIT;
	}
	if (differences == 2 && a[first] == b[first + 1] && a[first + 1] == b[first])
	{
		*cost = COST_TRANSPOSITION;
		return GD_REPAIR_TRANSPOSITION;
	}
	*cost = COST_ANY;
	return GD_REPAIR_CELL;
}

GdRepairKind
gd_slip(int64_t from, int64_t to, int *cost)
{
	char		a[DIGITS];
	char		b[DIGITS];
	int			length = print_digits(from, a);
	int			difference = length - print_digits(to, b);

	*cost = COST_ANY;
	if (from < 0 && strcmp(a + 1, b) == 0)
	{
		*cost = COST_SIGN;
		return GD_REPAIR_SIGN;
	}
	if (from < 0)
		return GD_REPAIR_CELL;
	if (difference == 0)
		return slip_of_same_length(a, b, length, cost);
	if (difference == -1 && from != 0 && loses_digit(b, a))
	{
		*cost = COST_LOST_DIGIT;
		return GD_REPAIR_LOST_DIGIT;
	}
	if (difference == 1 && to != 0 && loses_digit(a, b))
	{
		*cost = COST_EXTRA_DIGIT;
		return GD_REPAIR_EXTRA_DIGIT;
	}
	return GD_REPAIR_CELL;
}

static int64_t
distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

/* Keeps the better one of the number found so far and another one. */
static void
consider(int64_t from, int64_t low, int64_t high, int64_t candidate, int64_t *to, int *best)
{
	int			cost;

	if (candidate < low || candidate > high || candidate == from)
		return;
	gd_slip(from, candidate, &cost);
	if (cost < *best || (cost == *best && *best < COST_ANY &&
						 distance(from, candidate) < distance(from, *to)))
	{
		*best = cost;
		*to = candidate;
	}
}

bool
gd_slip_within(int64_t from, int64_t low, int64_t high, int64_t *to)
{
	int			best = COST_ANY;

	consider(from, low, high, from < 0 && from > INT64_MIN ? -from : from, to, &best);
	for (int64_t power = 1; from > 0 && from < INT64_MAX / 100 && power <= from; power *= 10)
	{
		int64_t		above = from / power;	/* this digit and those to its left */
		int64_t		below = from % power;
		int64_t		digit = above % 10;
		int64_t		next = above / 10 % 10;

		for (int64_t other = 0; other < 10; other++)
		{
			consider(from, low, high, from + (other - digit) * power, to, &best);
			consider(from, low, high, (above * 10 + other) * power + below, to, &best);
		}
		consider(from, low, high, from + (digit - next) * 9 * power, to, &best);
		if (above >= 10)
			consider(from, low, high, above / 10 * power + below, to, &best);
	}
	return best < COST_ANY;
}

bool
gd_join_digits(int64_t left, int64_t right, int64_t *joined)
{
	int64_t		power = 10;

	while (power <= right && power <= INT64_MAX / 10)
		power *= 10;
	if (left <= 0 || right < 0 || power <= right || left > (INT64_MAX - right) / power)
		return false;
	*joined = left * power + right;
	return true;
}

bool
gd_part_digits(int64_t joined, int digits, int64_t *left, int64_t *right)
{
	int64_t		power = 1;

	for (int i = 0; i < digits; i++)
	{
		if (power > joined / 10)
			return false;
		power *= 10;
	}
	*left = joined / power;
	*right = joined % power;
	return *right >= power / 10 || digits == 1;
}
