/*
 * key_generate.c
 *	  Prints key_table.h: what agency_key makes of the characters that it changes, as fold.h has
 *	  them.
 *
 * Not run when the project is built: what was printed is committed, so that no other version of ICU
 * changes a key that is stored. A new table is a new version of the keys, and rows that hold keys
 * have to be made anew.
 */
#include <stdio.h>

#include "text/fold.h"

static void
encode(unsigned c, char *bytes)
{
	int			n = 0;

	if (c >= 0x800)
		bytes[n++] = (char) (0xE0 | c >> 12);
	if (c >= 0x80)
		bytes[n++] = (char) (c >= 0x800 ? 0x80 | (c >> 6 & 0x3F) : 0xC0 | c >> 6);
	bytes[n++] = (char) (c >= 0x80 ? 0x80 | (c & 0x3F) : c);
	bytes[n] = '\0';
}

/*
 * What the character becomes: a simplified one, one of ASCII, a round bracket; itself if it stays.
 */
static unsigned
fold_once(unsigned c)
{
	char		bytes[8] = "";
	GdChar		folded;

	/* what is made of several characters stays, and what stands high or low */
	if ((c >= 0x2070 && c < 0x2500) || (c >= 0x3200 && c < 0x3400))
		return c;
	encode(c, bytes);
	folded = gd_fold_char((const unsigned char *) bytes);
	switch (gd_class(folded))
	{
		case GD_CLASS_OPEN:
			return '(';
		case GD_CLASS_CLOSE:
			return ')';
		case GD_CLASS_IDEOGRAPH:
			return gd_value(folded);
		case GD_CLASS_DIGIT:
			return c >= 0xFF00 ? '0' + gd_value(folded) : c;
		default:
			return c > 0xFF00 && c < 0xFF5F ? c - 0xFF00 + ' ' : c;
	}
}

/* Folded until nothing changes, so that the key of a key is itself. */
static unsigned
fold(unsigned c)
{
	for (int i = 0; i < 4 && fold_once(c) != c; i++)
		c = fold_once(c);
	return c;
}

int
main(void)
{
	int			count = 0;

	printf("/*\n * key_table.h\n *\t  What agency_key makes of the characters that it changes: "
		   "version 1, of ICU 72.1.\n *\n"
		   " * Printed by key_generate.c and committed; not to be made anew (see there).\n */\n");
	printf("#ifndef KEY_TABLE_H\n#define KEY_TABLE_H\n\n#include <wchar.h>\n\n"
		   "/* Pairs: a character and what becomes of it; by character. */\n"
		   "static const wchar_t key_pairs[] =");
	for (unsigned c = 0x21; c < 0x10000; c++)
	{
		unsigned	to = c >= 0xD800 && c < 0xE000 ? c : fold(c);
		char		from_bytes[8];
		char		to_bytes[8];

		if (to == c || to == 0)
			continue;
		encode(c, from_bytes);
		encode(to, to_bytes);
		printf("%s%s%s%s", count % 40 == 0 ? (count ? "\"\n\tL\"" : "\n\tL\"") : "", from_bytes,
			   to == '\\' || to == '"' ? "\\" : "", to_bytes);
		count++;
	}
	printf("\";\n\n#endif\t\t\t\t\t\t\t/* KEY_TABLE_H */\n");
	return 0;
}
