/*
 * sniff.c
 *	  Tells encodings apart: bytes → the name of their encoding.
 *
 * What a document declares is not always so: servers and templates say utf-8, gb2312 or iso-8859-1
 * of whatever they send. So it only decides which encoding is tried first. To decode into Chinese
 * text that has the form's characters is a proof that no wrong encoding gives: the characters of
 * the labels are a few hundred of tens of thousands.
 */
#include "file/sniff.h"

#include "file/memory.h"
#include "form/form.h"
#include "text/fold.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#define WINDOWS 16				/* of a sample */
#define WINDOW 1024				/* bytes */
#define DECLARED_WITHIN 65536	/* bytes */
#define LONGEST_TAG 1024		/* bytes */
#define LONGEST_STEP 256		/* back to a place where a window may begin */
#define LONGEST_NAME 23			/* of an encoding; what fits GdDecoded */
#define FEW 4					/* characters of labels that prove nothing yet */
#define UNITS 1024				/* of UTF-16, at a time */

/* Pieces of the bytes, all of them where they are few. */
typedef struct Sample
{
	const unsigned char *begin[WINDOWS];
	const unsigned char *end[WINDOWS];
	int			count;
} Sample;

/* What an encoding makes of a sample, without ASCII. */
typedef struct Measure
{
	uint32_t	characters;
	uint32_t	wrong;			/* undecodable, unassigned, private use, control characters */
	uint32_t	ideographs;		/* and letters of scripts without case */
	uint32_t	known;			/* ideographs that labels of the form have */
	bool		exists;			/* ICU knows the encoding */
} Measure;

typedef struct Sniffer
{
	const unsigned char *bytes;
	const unsigned char *end;
	Sample		sample;
	uint32_t	undecodable;	/* of the encoding that is being measured */
	char		declared[LONGEST_NAME + 1]; /* or "" */
	bool		is_weak;		/* the declaration is one that servers add to everything */
	uint8_t		known[0x10000 / 8]; /* the ideographs of all labels, a bit for each */
} Sniffer;

/*
 * Names
 */

typedef struct Name
{
	char		name[20];
	char		means[16];
} Name;

/*
 * What the names that documents declare mean in practice: the superset that ICU has. Compared
 * without case and hyphens.
 */
static const Name names[] = {
	{"gb2312", "GB18030"}, {"gb_2312", "GB18030"}, {"gb_2312-80", "GB18030"},
	{"gb2312-80", "GB18030"},
	{"csgb2312", "GB18030"}, {"csiso58gb231280", "GB18030"}, {"chinese", "GB18030"},
	{"euc-cn", "GB18030"},
	{"x-euc-cn", "GB18030"}, {"gbk", "GB18030"}, {"x-gbk", "GB18030"}, {"cp936", "GB18030"},
	{"ms936", "GB18030"},
	{"windows-936", "GB18030"}, {"936", "GB18030"}, {"gb", "GB18030"}, {"gb18030", "GB18030"},
	{"big5", "Big5-HKSCS"}, {"big5-hkscs", "Big5-HKSCS"}, {"cn-big5", "Big5-HKSCS"},
	{"csbig5", "Big5-HKSCS"},
	{"x-x-big5", "Big5-HKSCS"}, {"cp950", "Big5-HKSCS"}, {"ms950", "Big5-HKSCS"},
	{"windows-950", "Big5-HKSCS"},
	{"950", "Big5-HKSCS"}, {"euc-tw", "EUC-TW"}, {"x-euc-tw", "EUC-TW"},
	{"utf-8", "UTF-8"}, {"unicode-1-1-utf-8", "UTF-8"}, {"iso-8859-1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"us-ascii", "windows-1252"}, {"ascii", "windows-1252"},
	/* said by ASCII characters, they cannot be true */
	{"unicode", ""}, {"utf-16", ""}, {"utf-16le", ""}, {"utf-16be", ""}, {"utf-32", ""},
	{"ucs-2", ""}
};

/* What is tried whatever the document says, in this order. */
static const char *const candidates[] =
	{"UTF-8", "GB18030", "Big5-HKSCS", "EUC-TW", "UTF-16LE", "UTF-16BE"};

typedef struct Mark
{
	char		encoding[12];
	unsigned char bytes[5];
	uint8_t		length;
} Mark;

/* That of UTF-8 first; a longer one in front of what it begins with. */
static const Mark marks[] = {
	{"UTF-8", "\xEF\xBB\xBF", 3}, {"GB18030", "\x84\x31\x95\x33", 4},
	{"UTF-32LE", "\xFF\xFE\0\0", 4},
	{"UTF-32BE", "\0\0\xFE\xFF", 4}, {"UTF-16LE", "\xFF\xFE", 2}, {"UTF-16BE", "\xFE\xFF", 2}
};

static void
set_encoding(GdDecoded *decoded, const char *encoding, GdBasis basis)
{
	size_t		length = strlen(encoding);

	if (length > LONGEST_NAME)
		length = LONGEST_NAME;
	memcpy(decoded->encoding, encoding, length);
	decoded->encoding[length] = '\0';
	decoded->basis = basis;
}

static bool
is_wide(const char *encoding)
{
	return strncmp(encoding, "UTF-16", 6) == 0 || strncmp(encoding, "UTF-32", 6) == 0;
}

static bool
has_mark(const unsigned char *bytes, size_t length, const Mark *mark)
{
	return length >= mark->length && memcmp(bytes, mark->bytes, mark->length) == 0;
}

size_t
gd_byte_order_mark(const unsigned char *bytes, size_t length, const char *encoding)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
	{
		/* templates put that of UTF-8 in front of pages in other encodings */
		bool		may_begin = strcmp(marks[i].encoding, encoding) == 0 ||
			(i == 0 && !is_wide(encoding));

		if (may_begin && has_mark(bytes, length, &marks[i]))
			return marks[i].length;
	}
	return 0;
}

/*
 * Declarations
 */

static inline unsigned char
lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

static bool
is_space(unsigned char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Does the word, in lower case, stand at p? */
static bool
is_word(const unsigned char *p, const unsigned char *end, const char *word)
{
	for (; *word; p++, word++)
	{
		if (p == end || lower(*p) != (unsigned char) *word)
			return false;
	}
	return true;
}

/*
 * Copies the value behind the name of an attribute, at p, in any of the shapes: =x ="x" = 'x; false
 * if there is none.
 */
static bool
copy_value(const unsigned char *p, const unsigned char *end, char *name)
{
	int			length = 0;

	while (p < end && is_space(*p))
		p++;
	if (p == end || *p++ != '=')
		return false;
	while (p < end && (is_space(*p) || *p == '"' || *p == '\''))
		p++;
	while (p < end && length < LONGEST_NAME && *p > ' ' && *p < 0x7F && !strchr("\"'<>;/,", *p))
		name[length++] = (char) *p++;
	name[length] = '\0';
	return length > 0;
}

/* Finds the value of the attribute in the tag that begins at p. */
static bool
find_value(const unsigned char *p, const unsigned char *end, const char *attribute, char *name)
{
	if (end - p > LONGEST_TAG)
		end = p + LONGEST_TAG;
	for (; p < end && *p != '>'; p++)
	{
		if (is_word(p, end, attribute) && copy_value(p + strlen(attribute), end, name))
			return true;
	}
	return false;
}

/* Takes a declared name for what it means; false if it means nothing. */
static bool
accept_name(Sniffer *s, const char *name)
{
	UErrorCode	error = U_ZERO_ERROR;
	UConverter *converter;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		if (ucnv_compareNames(names[i].name, name) == 0)
		{
			strcpy(s->declared, names[i].means);
			s->is_weak = strncmp(s->declared, "windows", 7) == 0;
			return s->declared[0] != '\0';
		}
	}
	converter = ucnv_open(name, &error);
	if (U_FAILURE(error))
		return false;
	strcpy(s->declared, name);
	s->is_weak = ucnv_getMaxCharSize(converter) == 1;
	ucnv_close(converter);
	return true;
}

/*
 * <meta charset="...">, <meta ... content="text/html; charset=...">, <?xml encoding="..."?>: the
 * first one with a meaning.
 */
static void
find_declaration(Sniffer *s)
{
	const unsigned char *end = s->end - s->bytes > DECLARED_WITHIN ? s->bytes + DECLARED_WITHIN :
		s->end;
	const unsigned char *p = s->bytes;
	char		name[LONGEST_NAME + 1];

	while ((p = memchr(p, '<', (size_t) (end - p))) != NULL)
	{
		bool		found = (is_word(p, end, "<meta") && find_value(p, end, "charset", name)) ||
			(is_word(p, end, "<?xml") && find_value(p, end, "encoding", name));

		if (found && accept_name(s, name))
			return;
		p++;
	}
	s->declared[0] = '\0';
}

/*
 * Samples
 */

/*
 * A window that begins where no character can be cut: behind a byte that is never the second or a
 * later one of any.
 */
static void
add_window(Sniffer *s, const unsigned char *p)
{
	Sample	   *sample = &s->sample;
	const unsigned char *floor = sample->count > 0 ? sample->end[sample->count - 1] : s->bytes;
	const unsigned char *begin = p;

	if (begin < floor)
		return;
	while (begin > floor && p - begin < LONGEST_STEP && begin[-1] >= 0x30)
		begin--;
	sample->begin[sample->count] = begin;
	sample->end[sample->count++] = s->end - begin > WINDOW ? begin + WINDOW : s->end;
}

/* Spreads the windows evenly over the bytes that are not ASCII. */
static void
take_sample(Sniffer *s)
{
	size_t		total = 0;
	size_t		next = 0;
	size_t		passed = 0;

	if (s->end - s->bytes <= WINDOWS * WINDOW)
	{
		s->sample.begin[0] = s->bytes;
		s->sample.end[0] = s->end;
		s->sample.count = 1;
		return;
	}
	for (const unsigned char *p = s->bytes; p < s->end; p++)
		total += *p >> 7;
	for (const unsigned char *p = s->bytes; p < s->end && s->sample.count < WINDOWS; p++)
	{
		if (*p < 0x80 || passed++ < next)
			continue;
		add_window(s, p);
		next += total / WINDOWS;
	}
}

static void
note_labels(Sniffer *s)
{
	for (int i = 0; i < GD_LABEL_COUNT; i++)
	{
		for (int j = 0; j < gd_labels[i].length; j++)
			s->known[gd_labels[i].text[j] >> 3] |= (uint8_t) (1 << (gd_labels[i].text[j] & 7));
	}
}

/*
 * Measures
 */

static void U_CALLCONV
count_undecodable(const void *sniffer, UConverterToUnicodeArgs *arguments, const char *units,
				  int32_t length,
				  UConverterCallbackReason reason, UErrorCode *error)
{
	if (reason > UCNV_IRREGULAR)
		return;
	((Sniffer *) sniffer)->undecodable++;
	*error = U_ZERO_ERROR;
}

static void
measure_character(const Sniffer *s, UChar32 c, Measure *measure)
{
	unsigned char utf8[U8_MAX_LENGTH + GD_TEXT_PADDING] = {0};
	int			length = 0;
	int			type;
	uint16_t	folded;

	if (c < 0x80 && (c >= ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'))
		return;
	measure->characters++;
	type = u_charType(c);
	if (type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR || type == U_CONTROL_CHAR ||
		type == U_SURROGATE)
		measure->wrong++;
	if (type != U_OTHER_LETTER)
		return;
	measure->ideographs++;
	U8_APPEND_UNSAFE(utf8, length, c);
	folded = gd_value(gd_fold_char(utf8));
	measure->known += s->known[folded >> 3] >> (folded & 7) & 1;
}

static void
measure_window(Sniffer *s, UConverter *converter, const unsigned char *begin,
			   const unsigned char *end, Measure *measure)
{
	const char *p = (const char *) begin;
	UErrorCode	error;

	ucnv_reset(converter);
	do
	{
		UChar		units[UNITS];
		UChar	   *unit = units;
		int32_t		i = 0;

		error = U_ZERO_ERROR;
		ucnv_toUnicode(converter, &unit, units + UNITS, &p, (const char *) end, NULL, false,
					   &error);
		while (i < unit - units)
		{
			UChar32		c;

			U16_NEXT(units, i, unit - units, c);
			measure_character(s, c, measure);
		}
	} while (error == U_BUFFER_OVERFLOW_ERROR);
}

/* What the sample is in an encoding. */
static Measure
measure(Sniffer *s, const char *encoding)
{
	Measure		result = {0};
	UErrorCode	error = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(encoding, &error);

	if (U_FAILURE(error))
		return result;
	result.exists = true;
	s->undecodable = 0;
	ucnv_setToUCallBack(converter, count_undecodable, s, NULL, NULL, &error);
	for (int i = 0; i < s->sample.count; i++)
	{
		const unsigned char *begin = s->sample.begin[i];

		if (is_wide(encoding))
			begin += (begin - s->bytes) & 1;
		measure_window(s, converter, begin, s->sample.end[i], &result);
	}
	ucnv_close(converter);
	result.characters += s->undecodable;
	result.wrong += s->undecodable;
	return result;
}

/*
 * Damaged or not, the text is Chinese: four of five ideographs are the form's; where it is decoded
 * wrongly, one of ten at most.
 */
static bool
is_convincing(const Measure *measure)
{
	return measure->known > FEW && measure->known >= measure->ideographs / 6 &&
		measure->wrong <= measure->characters / 4;
}

/* Nearly all of the bytes are characters. */
static bool
is_clean(const Measure *measure)
{
	return measure->exists && measure->wrong <= measure->characters / 32;
}

/*
 * Decisions
 */

bool
gd_utf8_character(const unsigned char *p, const unsigned char *end, size_t *bytes)
{
	int32_t		i = 0;
	int32_t		length = end - p > U8_MAX_LENGTH ? U8_MAX_LENGTH : (int32_t) (end - p);
	UChar32		c;

	U8_NEXT(p, i, length, c);
	*bytes = (size_t) i;
	return c > 0;
}

static bool
is_utf8(const unsigned char *p, const unsigned char *end)
{
	size_t		bytes = 1;

	for (; p < end; p += bytes)
	{
		if (*p < 0x80)
		{
			bytes = 1;
			if (*p == 0)
				return false;
		}
		else if (!gd_utf8_character(p, end, &bytes))
			return false;
	}
	return true;
}

/*
 * A mark decides, unless what stands behind it is something else: pages are put together of several
 * files.
 */
static bool
decide_by_mark(Sniffer *s, GdDecoded *decoded)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
	{
		Measure		found;

		if (!has_mark(s->bytes, (size_t) (s->end - s->bytes), &marks[i]))
			continue;
		found = measure(s, marks[i].encoding);
		if (found.wrong > 1 + found.characters / 4)
			continue;
		set_encoding(decoded, marks[i].encoding, GD_BASIS_BYTE_ORDER_MARK);
		return true;
	}
	return false;
}

/* Zero bytes at every other place are the ASCII characters of UTF-16. */
static bool
decide_by_zeros(Sniffer *s, GdDecoded *decoded)
{
	size_t		zeros[2] = {0, 0};
	const char *encoding;
	Measure		found;

	for (int i = 0; i < s->sample.count; i++)
	{
		for (const unsigned char *p = s->sample.begin[i]; p < s->sample.end[i]; p++)
			zeros[(p - s->bytes) & 1] += *p == 0;
	}
	if (zeros[0] == zeros[1])
		return false;
	encoding = zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
	found = measure(s, encoding);
	if (!is_convincing(&found) &&
		(!is_clean(&found) || zeros[0] + zeros[1] <= found.characters + FEW))
		return false;
	set_encoding(decoded, encoding, GD_BASIS_ZERO_BYTES);
	return true;
}

/* The best guess of ICU that leaves little undecodable. */
static bool
decide_by_detection(Sniffer *s, GdDecoded *decoded)
{
	UErrorCode	error = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&error);
	const UCharsetMatch **matches = NULL;
	int32_t		count = 0;
	bool		found = false;

	/* where there was no memory, ICU gives half a detector */
	if (!gd_memory_ran_out())
		ucsdet_setText(detector, (const char *) s->sample.begin[0],
					   (int32_t) (s->sample.end[0] - s->sample.begin[0]), &error);
	if (U_SUCCESS(error) && !gd_memory_ran_out())
		matches = ucsdet_detectAll(detector, &count, &error);
	for (int32_t i = 0; U_SUCCESS(error) && matches != NULL && i < count && !found; i++)
	{
		const char *name = ucsdet_getName(matches[i], &error);
		Measure		made = measure(s, name);

		/* without zero bytes UTF-16 has been tried, and few bytes of anything look like it */
		found = is_clean(&made) && !is_wide(name);
		if (found)
			set_encoding(decoded, name, GD_BASIS_DETECTION);
	}
	ucsdet_close(detector);
	return found;
}

/*
 * Tries what the document says, then all that such documents are; what none of them proves goes on
 * to detection.
 */
static void
decide_by_content(Sniffer *s, GdDecoded *decoded)
{
	Measure		declared = {0};
	uint32_t	least = UINT32_MAX;

	if (s->declared[0] != '\0')
		declared = measure(s, s->declared);
	if (is_convincing(&declared) && !s->is_weak)
	{
		set_encoding(decoded, s->declared, GD_BASIS_DECLARATION);
		return;
	}
	for (size_t i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++)
	{
		bool		is_declared = strcmp(candidates[i], s->declared) == 0;
		Measure		found = is_declared ? declared : measure(s, candidates[i]);

		if (is_convincing(&found))
		{
			set_encoding(decoded, candidates[i], GD_BASIS_CONTENT);
			return;
		}
		if (found.exists && found.wrong < least && !is_wide(candidates[i]))
		{
			least = found.wrong;
			set_encoding(decoded, candidates[i], GD_BASIS_NONE);
		}
	}
	if (is_clean(&declared) && !s->is_weak)
		set_encoding(decoded, s->declared, GD_BASIS_DECLARATION);
	else if (!decide_by_detection(s, decoded) && is_clean(&declared))
		set_encoding(decoded, s->declared, GD_BASIS_DECLARATION);
}

void
gd_sniff(const unsigned char *bytes, size_t length, GdDecoded *decoded)
{
	Sniffer		s = {.bytes = bytes, .end = bytes + length};

	set_encoding(decoded, "UTF-8", GD_BASIS_WELL_FORMED);
	if (gd_byte_order_mark(bytes, length, "UTF-8") == 0 && is_utf8(bytes, s.end))
		return;
	note_labels(&s);
	take_sample(&s);
	if (decide_by_mark(&s, decoded) || decide_by_zeros(&s, decoded))
		return;
	find_declaration(&s);
	decide_by_content(&s, decoded);
}
