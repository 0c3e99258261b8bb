/*
 * blank.c
 *	  Words that programs write for a blank cell: Python, pandas, JavaScript and SQL.
 */
#include "text/blank.h"

#include <string.h>

size_t
gd_blank_word(const unsigned char *p)
{
	static const char *const words[] = {
		"None", "NaN", "nan", "NaT", "null", "NULL", "<NA>", "undefined", "<null>", "\\N"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
	{
		size_t		length = strlen(words[i]);

		if (*p == (unsigned char) words[i][0] && strncmp((const char *) p, words[i], length) == 0)
			return length;
	}
	return 0;
}
