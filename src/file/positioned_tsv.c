/*
 * positioned_tsv.c
 *	  Finds words with coordinates in the tables that pdftotext and tesseract print.
 */
#include "file/positioned_word.h"

#include <string.h>

/*
 * TSV
 */

static const char tsv_head[] = "level\tpage_num\t";

/* The fields of a line; as many as there are, at most 12. */
static int
split_fields(const char *p, const char *end, const char **field)
{
	int			count = 0;

	while (count < 12)
	{
		const char *tab = memchr(p, '\t', (size_t) (end - p));

		field[count++] = p;
		if (tab == NULL)
			break;
		p = tab + 1;
	}
	return count;
}

/* level page . . . . left top width height conf text: a word is of level 5. */
static void
read_tsv_line(GdWordReader *r, const char *line, const char *end)
{
	const char *field[12];
	GdWord		box = {0};
	float		number[4];
	float		page;

	if (split_fields(line, end, field) < 12 ||
		memchr(field[11], '\t', (size_t) (end - field[11])) != NULL ||
		!gd_begins_with(line, end, "5\t") ||
		gd_read_coordinate(field[1], end, &page) == NULL)
		return;
	for (int i = 0; i < 4; i++)
	{
		if (gd_read_coordinate(field[6 + i], end, &number[i]) == NULL)
			return;
	}
	box.left = number[0];
	box.top = number[1];
	box.right = number[0] + number[2];
	box.bottom = number[1] + number[3];
	r->page = page >= 0 && page < 1e6F ? (uint32_t) page : 0;
	if (end > field[11] && end[-1] == '\r')
		end--;
	gd_add_element(r, field[11], end, &box);
}

static void
read_tsv(GdWordReader *r)
{
	const char *p = r->text;
	const char *line_end;

	/* a line that does not end may have lost its end */
	while ((line_end = memchr(p, '\n', (size_t) (r->end - p))) != NULL && !r->out_of_memory)
	{
		read_tsv_line(r, p, line_end);
		p = line_end + 1;
		gd_check_words(r, p);
	}
}

void
gd_read_tsv_words(GdWordReader *r, const char *head)
{
	if (gd_begins_with(head, r->end, tsv_head))
		read_tsv(r);
}
