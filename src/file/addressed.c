/*
 * addressed.c
 *	  Reads what SheetJS lists of a sheet: "A10='规章" and "B10=9", one cell a line, row by row.
 *
 * Lines without an address go on with the cell above them. Cells that are not listed are blank.
 */
#include "file/addressed.h"

#include <string.h>

#define FEW_ADDRESSES 10
#define FIGURES 1				/* behind a label: the addresses have told the rest */

typedef struct Address
{
	int			column;
	int			row;
} Address;

/* The content behind the address and the = that a line begins with, or NULL. */
static const unsigned char *
read_address(const unsigned char *p, Address *address)
{
	const unsigned char *begin = p;

	address->column = address->row = 0;
	for (; *p >= 'A' && *p <= 'Z' && p - begin < 3; p++)
		address->column = address->column * 26 + (*p - 'A' + 1);
	if (p == begin)
		return NULL;
	for (begin = p; *p >= '0' && *p <= '9' && p - begin < 7; p++)
		address->row = address->row * 10 + (*p - '0');
	if (p == begin || *p != '=')
		return NULL;
	return p[1] == '\'' ? p + 2 : p + 1;
}

/* Are there, up to a few, = behind digits? */
static bool
has_addresses(const GdRows *rows)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *p = rows->text;
	int			count = 0;

	while (count < FEW_ADDRESSES && (p = memchr(p, '=', (size_t) (end - p))) != NULL)
	{
		count += p > rows->text && p[-1] >= '0' && p[-1] <= '9';
		p++;
	}
	return count == FEW_ADDRESSES;
}

/* Adds the cell of an address, which begins a row if none is open or another one is. */
static void
add_cell(GdRows *rows, const Address *address, Address *last, uint32_t begin, uint32_t end)
{
	if (last->row != address->row || address->column <= last->column)
	{
		if (last->row > 0)
			gd_rows_close_row(rows, last->column);
		gd_rows_open_row(rows, begin);
	}
	gd_rows_add_cell(rows, address->column - 1, begin, end, GD_SPELLED_PLAINLY);
	*last = *address;
}

bool
gd_read_addressed(GdRows *rows)
{
	const unsigned char *end = rows->text + rows->length;
	const unsigned char *content = NULL;	/* of the cell that is being read */
	Address		address = {0, 0};
	Address		last = {0, 0};

	if (!has_addresses(rows))
		return false;
	rows->count = 0;
	for (const unsigned char *line = rows->text; line < end && !rows->no_memory;)
	{
		const unsigned char *next = memchr(line, '\n', (size_t) (end - line));
		Address		found;
		const unsigned char *begin = read_address(line, &found);

		if (begin && content)
			add_cell(rows, &address, &last, (uint32_t) (content - rows->text),
					 (uint32_t) (line - rows->text));
		if (begin)
		{
			content = begin;
			address = found;
		}
		else if (content == NULL)
			gd_rows_add_line(rows, (uint32_t) (line - rows->text),
							 (uint32_t) ((next ? next + 1 : end) - rows->text));
		line = next ? next + 1 : end;
	}
	if (content)
		add_cell(rows, &address, &last, (uint32_t) (content - rows->text), rows->length);
	if (last.row > 0)
		gd_rows_close_row(rows, last.column);
	return rows->no_memory || gd_rows_of_form(rows, FIGURES) > 0;
}
