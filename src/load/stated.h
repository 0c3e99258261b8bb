/*
 * stated.h
 *	  Which agency and year are stated with a file: by its path, or by a table of paths.
 */
#ifndef STATED_H
#define STATED_H

#include "text/core.h"

typedef struct Statements Statements;

/*
 * By a pattern, if there is {agency} or {year} in it: it stands for the end of a path, {agency} for
 * a name and {year} for four digits, * for any characters but the slash.
 * Otherwise by a file of CSV with the columns source, agency and year. One that cannot be read ends
 * the program. The pattern must live as long.
 */
extern Statements *open_statements(const char *pattern_or_file);
extern void close_statements(Statements *statements);

/*
 * Gives the agency, of malloc's, or NULL, and the year, or 0. False if nothing is said of the
 * source: the pattern does not fit, the table does not have it.
 */
extern bool find_statement(const Statements *statements, const char *source, char **agency,
						   int *year);

#endif							/* STATED_H */
