/*
 * replay.c
 *	  Gives files to the targets of libFuzzer without libFuzzer: make replay.
 *
 * A file of test/fuzz/seeds/TARGET goes to that target as it is; any other file, whatever it holds,
 * goes to text and bytes, as it is and in other encodings, with mutations of all that are the same
 * on every run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlerror.h>
#include <unicode/ucnv.h>

#include "file/kind.h"

#ifndef MUTATIONS
#define MUTATIONS 300
#endif

typedef int (*Target) (const unsigned char *data, size_t size);

extern int	fuzz_bytes(const unsigned char *data, size_t size);
extern int	fuzz_docx(const unsigned char *data, size_t size);
extern int	fuzz_mht(const unsigned char *data, size_t size);
extern int	fuzz_names(const unsigned char *data, size_t size);
extern int	fuzz_odt(const unsigned char *data, size_t size);
extern int	fuzz_office_xml(const unsigned char *data, size_t size);
extern int	fuzz_packed(const unsigned char *data, size_t size);
extern int	fuzz_packed_file(const unsigned char *data, size_t size);
extern int	fuzz_text(const unsigned char *data, size_t size);
extern int	fuzz_xlsx(const unsigned char *data, size_t size);

static const struct
{
	const char *folder;
	Target		target;
}			targets[] = {
	{"/seeds/bytes/", fuzz_bytes}, {"/seeds/docx/", fuzz_docx}, {"/seeds/mht/", fuzz_mht},
	{"/seeds/names/", fuzz_names}, {"/seeds/odt/", fuzz_odt},
	{"/seeds/office_xml/", fuzz_office_xml}, {"/seeds/packed/", fuzz_packed},
	{"/seeds/packed_file/", fuzz_packed_file}, {"/seeds/text/", fuzz_text},
	{"/seeds/xlsx/", fuzz_xlsx}
};

typedef struct Bytes
{
	unsigned char *data;
	size_t		size;
} Bytes;

static unsigned long state = 1;
static int	words_of_libxml;

/* The same numbers on every machine. */
static size_t
choose(size_t limit)
{
	state = state * 6364136223846793005UL + 1442695040888963407UL;
	return limit == 0 ? 0 : (state >> 33) % limit;
}

/*
 * A piece deleted, repeated, moved, or overwritten by any bytes or by what matters to the parser.
 */
static size_t
mutate(unsigned char *data, size_t size, size_t room)
{
	size_t		from = choose(size);
	size_t		length = choose(choose(2) ? 8 : 200);
	size_t		to = choose(size);

	if (from + length > size)
		length = size - from;
	switch (choose(5))
	{
		case 0:
			memmove(data + from, data + from + length, size - from - length);
			return size - length;
		case 1:
			if (size + length > room)
				return size;
			memmove(data + from + length, data + from, size - from);
			return size + length;
		case 2:
			if (to + length <= size)
				memmove(data + to, data + from, length);
			return size;
		case 3:
			for (size_t i = 0; i < length; i++)
				data[from + i] = (unsigned char) choose(256);
			return size;
		default:
			for (size_t i = 0; i < length; i++)
				data[from + i] = (unsigned char)
					("0123456789|\t\n -/\xEF\xBC\x91\xE2\x94\x82"[choose(22)]);
			return size;
	}
}

/* In memory that ends where the bytes end. */
static void
give(Bytes bytes)
{
	unsigned char *exact = malloc(bytes.size);

	if (bytes.size > 0)
		memcpy(exact, bytes.data, bytes.size);
	fuzz_text(exact, bytes.size);
	fuzz_bytes(exact, bytes.size);
	free(exact);
}

static void
give_with_mutations(Bytes original, int mutations)
{
	unsigned char *data = malloc(2 * original.size + 1);

	give(original);
	for (int i = 0; i < mutations; i++)
	{
		size_t		length = original.size;

		if (length > 0)
			memcpy(data, original.data, length);
		for (size_t steps = 1 + choose(6); steps > 0; steps--)
			length = mutate(data, length, 2 * original.size);
		give((Bytes) {data, length});
	}
	free(data);
}

static void
give_in_encoding(const char *encoding, Bytes original)
{
	UErrorCode	error = U_ZERO_ERROR;
	int32_t		room = (int32_t) original.size * 4 + 16;
	char	   *converted = malloc((size_t) room);
	int32_t		length = ucnv_convert(encoding, "UTF-8", converted, room,
									  (const char *) original.data, (int32_t) original.size,
									  &error);

	if (U_SUCCESS(error))
		give_with_mutations((Bytes) {(unsigned char *) converted, (size_t) length},
							MUTATIONS / 10);
	free(converted);
}

static Bytes
read_bytes(const char *name)
{
	FILE	   *file = fopen(name, "rb");
	size_t		room = 1 << 16;
	Bytes		bytes = {malloc(room), 0};
	size_t		count;

	if (file == NULL)
	{
		perror(name);
		exit(1);
	}
	while ((count = fread(bytes.data + bytes.size, 1, room - bytes.size, file)) > 0)
	{
		bytes.size += count;
		if (bytes.size == room)
			bytes.data = realloc(bytes.data, room *= 2);
	}
	fclose(file);
	return bytes;
}

static Target
target_of(const char *name)
{
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
	{
		if (strstr(name, targets[i].folder) != NULL)
			return targets[i].target;
	}
	return NULL;
}

static void
replay(const char *name)
{
	static const char *const encodings[] = {"GB18030", "Big5-HKSCS", "UTF-16LE", "UTF-16BE"};
	Bytes		bytes = read_bytes(name);
	Target		target = target_of(name);
	GdText		text = {(const char *) bytes.data, bytes.size};

	if (target != NULL)
		target(bytes.data, bytes.size);
	else
		give_with_mutations(bytes, MUTATIONS);
	if (target == NULL && gd_kind_of_bytes(text) == GD_FILE_UNKNOWN)
	{
		for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++)
			give_in_encoding(encodings[i], bytes);
	}
	free(bytes.data);
}

/* What libxml2 would write to standard error, which is a server's log. */
static void
count_words(void *context, const char *format, ...)
{
	++*(int *) context;
}

/* Those of others are not called, and are there again afterwards. */
static bool
are_handlers_left_alone(void)
{
	return words_of_libxml == 0 && xmlGenericError == count_words &&
		xmlGenericErrorContext == &words_of_libxml && xmlStructuredError == NULL;
}

int
main(int argc, char **argv)
{
	int			seeds = 0;

	xmlSetGenericErrorFunc(&words_of_libxml, count_words);
	for (int i = 1; i < argc; i++)
	{
		seeds += target_of(argv[i]) != NULL;
		replay(argv[i]);
	}
	if (!are_handlers_left_alone())
	{
		fprintf(stderr, "libxml2 told others %d words, or its handlers were changed\n",
				words_of_libxml);
		return 1;
	}
	printf("ok: %d seeds, and %d files with %d mutations of each\n", seeds, argc - 1 - seeds,
		   MUTATIONS);
	return 0;
}
