/*
 * fold_generate.c
 *	  Prints fold.gen.h: what the parser makes of every character of the Basic Multilingual Plane,
 *	  as ICU sees it.
 *
 * Width and compatibility forms are folded (NFKC), traditional characters are made simplified, the
 * digits of all scripts become values, and everything else gets the class that decides how the
 * parser treats it. Runs when the project is built.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#include "text/fold.h"

#define BLOCKS (0x10000 / GD_FOLD_BLOCK)

static GdChar table[0x10000];

static void
check(UErrorCode error, const char *what)
{
	if (U_FAILURE(error))
	{
		fprintf(stderr, "fold_generate: %s: %s\n", what, u_errorName(error));
		exit(1);
	}
}

/* NFKC, then the simplified form; the first code unit, and how many there are. */
static int
fold_compatibility(UChar32 c, const UNormalizer2 *normalizer, const UTransliterator *simplify,
				   UChar *first)
{
	UErrorCode	error = U_ZERO_ERROR;
	UChar		source[2];
	UChar		target[64];
	int32_t		length = 0;
	int32_t		limit;

	U16_APPEND_UNSAFE(source, length, c);
	length = unorm2_normalize(normalizer, source, length, target, 64, &error);
	check(error, "unorm2_normalize");
	limit = length;
	utrans_transUChars(simplify, target, &length, 64, 0, &limit, &error);
	check(error, "utrans_transUChars");
	*first = target[0];
	return length;
}

static bool
is_one_of(UChar32 c, const char *set)
{
	return c < 0x80 && c != 0 && strchr(set, (int) c) != NULL;
}

static bool
is_vertical(UChar32 c)
{
	return c == '|' || c == 0xA6 || c == 0x2502 || c == 0x2503 || c == 0x2506 || c == 0x2507 ||
		c == 0x250A || c == 0x250B || c == 0x2551;
}

static GdClass
class_of(UChar32 original, UChar32 c, int length)
{
	int			category = u_charType(c);

	if (original == 0)
		return GD_CLASS_END;
	if (original == '\n' || original == '\r' || original == '\f' || original == '\v' ||
		original == 0x85 ||
		original == 0x2028 || original == 0x2029)
		return GD_CLASS_NEWLINE;
	if (original == '\t')
		return GD_CLASS_TAB;
	if (u_hasBinaryProperty(original, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
		category == U_FORMAT_CHAR)
		return GD_CLASS_IGNORED;
	if (u_isUWhiteSpace(c) || u_iscntrl(c) || is_one_of(c, "_*#`"))
		return GD_CLASS_SPACE;
	if (is_vertical(original) || is_vertical(c))
		return GD_CLASS_PIPE;
	if ((original >= 0x2500 && original <= 0x257F) || c == '=')
		return GD_CLASS_RULE;
	if (u_charDigitValue(c) >= 0 && length == 1 && original != 0x2070 &&
		u_charType(original) == U_DECIMAL_DIGIT_NUMBER)
		return GD_CLASS_DIGIT;
	if (u_getNumericValue(original) != U_NO_NUMERIC_VALUE &&
		uscript_getScript(original, &(UErrorCode) {U_ZERO_ERROR}) != USCRIPT_HAN)
		return GD_CLASS_ORDINAL;
	if (is_one_of(c, "([{") || original == 0x3014 || original == 0x3010)
		return GD_CLASS_OPEN;
	if (is_one_of(c, ")]}") || original == 0x3015 || original == 0x3011)
		return GD_CLASS_CLOSE;
	if (category == U_DASH_PUNCTUATION || c == 0x2212)
		return GD_CLASS_DASH;
	if (c == '+')
		return GD_CLASS_PLUS;
	if (c == '/' || c == '\\' || c == 0x2215 || c == 0x2044)
		return GD_CLASS_SLASH;
	if (c == '.')
		return GD_CLASS_DOT;
	if (c == ',')
		return GD_CLASS_COMMA;
	if (c == 0x3001)
		return GD_CLASS_ENUMERATION_COMMA;
	if (c == 0x3002 || c == ';' || c == '!' || c == '?')
		return GD_CLASS_STOP;
	if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC))
		return GD_CLASS_IDEOGRAPH;
	if (u_isalpha(c))
		return GD_CLASS_LETTER;
	if (u_ispunct(c) || category == U_MATH_SYMBOL)
		return GD_CLASS_PUNCTUATION;
	return GD_CLASS_OTHER;
}

/* What a number in words may begin with, 增 and 减 too. */
static bool
begins_number(UChar32 c)
{
	static const UChar numerals[] = u"〇零一二三四五六七八九十两百增减";

	return u_memchr(numerals, (UChar) c, u_strlen(numerals)) != NULL;
}

#define ELLIPSIS 0x2026

static GdChar
entry_for(UChar32 c, const UNormalizer2 *normalizer, const UTransliterator *simplify)
{
	UChar		folded = (UChar) c;
	int			length = 1;
	GdClass		class;
	uint32_t	value = 0;
	int			width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
	bool		wide = width == U_EA_WIDE || width == U_EA_FULLWIDTH;

	/* in place of an ellipsis stood characters, in a table of a tool that has no room for them */
	if (U_IS_SURROGATE(c) || c == ELLIPSIS)
		return GD_CHAR(GD_CLASS_OTHER, 1, 3, GD_DESTROYED);
	if (c > ' ')
		length = fold_compatibility(c, normalizer, simplify, &folded);
	class = class_of(c, folded, length);
	if (class == GD_CLASS_DIGIT)
		value = (uint32_t) u_charDigitValue(folded);
	else if (class == GD_CLASS_ORDINAL)
		value = (uint32_t) u_getNumericValue(c);
	else if (class != GD_CLASS_IGNORED)
		value = folded;
	return GD_CHAR(class, class == GD_CLASS_IGNORED ? 0 : wide ? 2 : 1, U8_LENGTH(c), value) |
		(class == GD_CLASS_IDEOGRAPH && begins_number(folded) ? GD_BEGINS_NUMBER : 0);
}

static void
print_blocks(int *index)
{
	int			blocks = 0;

	printf("const GdChar gd_fold_table[] = {\n");
	for (int i = 0; i < BLOCKS; i++)
	{
		int			same = 0;

		while (same < i && memcmp(&table[same * GD_FOLD_BLOCK], &table[i * GD_FOLD_BLOCK],
								  GD_FOLD_BLOCK * sizeof(GdChar)) != 0)
			same++;
		if (same < i)
		{
			index[i] = index[same];
			continue;
		}
		index[i] = GD_FOLD_BLOCK * blocks++;
		for (int j = 0; j < GD_FOLD_BLOCK; j++)
			printf("%s0x%X,%s", j % 16 == 0 ? "\t" :
				   "", (unsigned) table[i * GD_FOLD_BLOCK + j], j % 16 == 15 ? "\n" : " ");
	}
	printf("};\n\n");
}

int
main(void)
{
	UErrorCode	error = U_ZERO_ERROR;
	const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&error);
	UChar		id[64];
	UTransliterator *simplify;
	int			index[BLOCKS];

	u_uastrcpy(id, "Traditional-Simplified");
	simplify = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
	check(error, "ICU's normalizer and transliterator");
	for (UChar32 c = 0; c < 0x10000; c++)
		table[c] = entry_for(c, normalizer, simplify);
	utrans_close(simplify);

	printf("/* Made by fold_generate.c with ICU %s; not to be edited. */\n\n", U_ICU_VERSION);
	print_blocks(index);
	printf("const uint16_t gd_fold_index[%d] = {\n", BLOCKS);
	for (int i = 0; i < BLOCKS; i++)
		printf("%s%d,%s", i % 16 == 0 ? "\t" : "", index[i], i % 16 == 15 ? "\n" : " ");
	printf("};\n");
	return 0;
}
