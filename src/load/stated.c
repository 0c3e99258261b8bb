/*
 * stated.c
 *	  Which agency and year are stated with a file: by its path, or by a table of paths.
 */
#include "load/stated.h"

#include <stdlib.h>

#include "file/decode.h"
#include "load/arena.h"
#include "load/csv.h"
#include "load/disk.h"
#include "load/log.h"
#include "load/allocate.h"

#define AGENCY "{agency}"
#define YEAR "{year}"
#define YEAR_DIGITS 4

typedef struct Statement
{
	char	   *source;
	char	   *agency;
	int			year;
} Statement;

struct Statements
{
	const char *pattern;		/* NULL: the table counts */
	Statement  *statement;		/* sorted by source */
	size_t		count;
};

/* What a pattern found in a path; agency is not terminated. */
typedef struct Match
{
	GdText		agency;
	int			year;
} Match;

/*
 * Patterns
 */

static bool
starts_with(const char *string, const char *start)
{
	return strncmp(string, start, strlen(start)) == 0;
}

/* A year at p: four digits, and no fifth. */
static bool
read_year(const char *p, int *year)
{
	*year = 0;
	for (int i = 0; i < YEAR_DIGITS; i++)
	{
		if (p[i] < '0' || p[i] > '9')
			return false;
		*year = *year * 10 + (p[i] - '0');
	}
	return (p[YEAR_DIGITS] < '0' || p[YEAR_DIGITS] > '9') && *year >= 1000;
}

static bool fits(const char *pattern, const char *path, Match *match);

/* Fits the rest of the pattern behind some characters of this part of the path, few first? */
static bool
fits_behind(const char *rest, const char *path, size_t least, Match *match, bool is_agency)
{
	size_t		length = strcspn(path, "/");

	for (size_t i = least; i <= length; i++)
	{
		/* not within a character */
		if (((unsigned char) path[i] & 0xC0) == 0x80 || !fits(rest, path + i, match))
			continue;
		if (is_agency)
			match->agency = (GdText) {path, i};
		return true;
	}
	return false;
}

static bool
fits(const char *pattern, const char *path, Match *match)
{
	for (; *pattern != '\0'; pattern++, path++)
	{
		if (*pattern == '*')
			return fits_behind(pattern + 1, path, 0, match, false);
		if (starts_with(pattern, AGENCY))
			return fits_behind(pattern + strlen(AGENCY), path, 1, match, true);
		if (starts_with(pattern, YEAR))
		{
			int			year;

			if (!read_year(path, &year) ||
				!fits(pattern + strlen(YEAR), path + YEAR_DIGITS, match))
				return false;
			match->year = year;
			return true;
		}
		if (*pattern != *path)
			return false;
	}
	return *path == '\0';
}

/* What stands behind the next slash, or NULL. */
static const char *
next_end(const char *path)
{
	const char *slash = strchr(path, '/');

	return slash ? slash + 1 : NULL;
}

/* The longest end of the path that fits, of those that begin with a name. */
static bool
find_by_pattern(const char *pattern, const char *source, char **agency, int *year)
{
	for (const char *p = source; p != NULL; p = next_end(p))
	{
		Match		match = {{NULL, 0}, 0};

		if (!fits(pattern, p, &match))
			continue;
		*agency = match.agency.data ? copy_bytes(match.agency) : NULL;
		*year = match.year;
		return true;
	}
	return false;
}

/*
 * Tables
 */

static int
compare_statements(const void *a, const void *b)
{
	return strcmp(((const Statement *) a)->source, ((const Statement *) b)->source);
}

static int
find_column(const CsvRow *head, const char *name)
{
	for (int i = 0; i < head->count; i++)
	{
		if (strcmp(head->field[i], name) == 0)
			return i;
	}
	return -1;
}

static const char *
field_of(const CsvRow *row, int column)
{
	return column >= 0 && column < row->count ? row->field[column] : "";
}

static void
read_statements(Statements *statements, const char *name, GdText text)
{
	CsvRow		head;
	CsvRow		row;
	int			source;
	int			agency;
	int			year;

	if (!read_csv_row(&text, &head))
		die("%s: no line with the names of columns", name);
	source = find_column(&head, "source");
	agency = find_column(&head, "agency");
	year = find_column(&head, "year");
	if (source < 0 || (agency < 0 && year < 0))
		die("%s: the first line must name the columns source, and agency or year", name);
	for (int line = 2; read_csv_row(&text, &row); line++)
	{
		Statement	s = {NULL};
		const char *digits = field_of(&row, year);

		if (*digits != '\0' && (!read_year(digits, &s.year) || strlen(digits) != YEAR_DIGITS))
			die("%s, row %d: \"%s\" is no year", name, line, digits);
		s.source = copy_string(field_of(&row, source));
		if (*field_of(&row, agency) != '\0')
			s.agency = copy_string(field_of(&row, agency));
		statements->statement = grow(statements->statement, statements->count, sizeof(Statement));
		statements->statement[statements->count++] = s;
		free_csv_row(&row);
	}
	free_csv_row(&head);
	if (statements->count > 0)
		qsort(statements->statement, statements->count, sizeof(Statement), compare_statements);
}

/* That of the whole source, or of the longest end of it that the table has. */
static bool
find_in_table(const Statements *statements, const char *source, char **agency, int *year)
{
	for (const char *p = source; statements->count > 0 && p != NULL; p = next_end(p))
	{
		const Statement *found = bsearch(&(Statement) {.source = (char *) p},
										 statements->statement, statements->count,
										 sizeof(Statement), compare_statements);

		if (found == NULL)
			continue;
		*agency = found->agency ? copy_string(found->agency) : NULL;
		*year = found->year;
		return true;
	}
	return false;
}

/*
 * Both
 */

Statements *
open_statements(const char *pattern_or_file)
{
	Statements *statements = get_memory(sizeof(Statements));
	Arena		arena;
	Bytes		bytes;
	GdDecoded	decoded;
	char	   *why;

	*statements = (Statements) {NULL};
	if (strstr(pattern_or_file, AGENCY) != NULL || strstr(pattern_or_file, YEAR) != NULL)
	{
		statements->pattern = pattern_or_file;
		return statements;
	}
	if (!read_whole_file(pattern_or_file, &bytes, &why))
		die("%s: %s", pattern_or_file, why);
	arena_open(&arena);
	if (gd_decode(&arena.host, (unsigned char *) bytes.data, bytes.length, &decoded) != GD_OK)
		die("out of memory");
	read_statements(statements, pattern_or_file, (GdText) {decoded.text, decoded.length});
	arena_reset(&arena);
	free(bytes.data);
	return statements;
}

bool
find_statement(const Statements *statements, const char *source, char **agency, int *year)
{
	*agency = NULL;
	*year = 0;
	if (statements->pattern != NULL)
		return find_by_pattern(statements->pattern, source, agency, year);
	return find_in_table(statements, source, agency, year);
}

void
close_statements(Statements *statements)
{
	for (size_t i = 0; i < statements->count; i++)
	{
		free(statements->statement[i].source);
		free(statements->statement[i].agency);
	}
	free(statements->statement);
	free(statements);
}
