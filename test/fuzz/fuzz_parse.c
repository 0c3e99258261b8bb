/*
 * fuzz_parse.c
 *	  The core outside PostgreSQL, fed with what no agency wrote.
 *
 * With libFuzzer:    make fuzz
 * Without:           make replay (gcc's sanitizers; given files and mutations of them, the same on every run)
 *
 * Beyond what the sanitizers see it checks what must hold for every text: a cell's raw text lies inside the text, and a
 * number stands only where there is raw text for it. The text is read as it is and, as bytes of any encoding, decoded.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>

#include "arena.h"
#include "file/decode.h"
#include "file/file.h"
#include "file/sniff.h"
#include "fill/parse.h"

static void
check_text(GdText text)
{
	assert(text.data != NULL || text.length == 0);
}

static void
check_report(const GdReport *report, size_t length)
{
	check_text(report->title);
	check_text(report->agency);
	check_text(report->overview);
	check_text(report->problems);
	check_text(report->other_matters);
	assert(report->form >= GD_NO_FORM && report->form < GD_FORM_COUNT);
	for (int i = 0; i < GD_CELL_COUNT; i++)
	{
		const GdCell *cell = &report->cell[i];

		assert(cell->begin <= cell->end && cell->end <= length);
		assert(cell->kind != GD_NUMBER || (cell->end > cell->begin && cell->line > 0));
		assert(cell->kind == GD_NUMBER || cell->value == 0);
	}
}

/* The text is UTF-8 without NUL. */
static void
check_characters(const GdDecoded *decoded)
{
	const unsigned char *p = (const unsigned char *) decoded->text;
	const unsigned char *end = p + decoded->length;
	size_t		bytes;

	for (; p < end; p += bytes)
	{
		bool		is_character = gd_utf8_character(p, end, &bytes);

		assert(is_character);
	}
}

/* Whatever the bytes, they have a text; it is at most three times as long. */
static void
check_decoded(const GdDecoded *decoded, size_t size)
{
	assert(decoded->length <= 3 * size && decoded->undecodable <= size &&
		   decoded->encoding[0] != '\0');
	check_characters(decoded);
}

/* As it is published, in whatever format; what is not read has no text. */
static void
check_file(const GdHost *host, const unsigned char *data, size_t size)
{
	static GdReport report;
	GdFile		file;
	GdStatus	status = gd_read_file(host, data, size, &file);

	assert(status != GD_NOT_A_REPORT && (unsigned) file.kind < GD_FILE_KINDS);
	if (status != GD_OK)
	{
		assert(!file.is_read);
		return;
	}
	check_characters(&file.decoded);
	if (gd_parse_report(host, file.decoded.text, file.decoded.length, &report) == GD_OK)
		check_report(&report, file.decoded.length);
}

int			LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static GdReport report;
	Arena	   *arena = calloc(1, sizeof(Arena));
	GdHost		host = {allocate, NULL, arena};
	GdDecoded	decoded;

	if (gd_parse_report(&host, (const char *) data, size, &report) == GD_OK)
		check_report(&report, size);
	if (gd_decode(&host, data, size, &decoded) == GD_OK)
	{
		check_decoded(&decoded, size);
		if (gd_parse_report(&host, decoded.text, decoded.length, &report) == GD_OK)
			check_report(&report, decoded.length);
	}
	check_file(&host, data, size);
	free_pieces(arena);
	free(arena);
	return 0;
}

#ifdef REPLAY
#ifndef MUTATIONS
#define MUTATIONS 300
#endif

static unsigned long state = 1;

/* The same numbers on every machine. */
static size_t
choose(size_t limit)
{
	state = state * 6364136223846793005UL + 1442695040888963407UL;
	return limit == 0 ? 0 : (state >> 33) % limit;
}

/* A piece deleted, repeated, moved, or overwritten by any bytes or by what matters to the parser. */
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
				data[from + i] = (unsigned char) ("0123456789|\t\n -/\xEF\xBC\x91\xE2\x94\x82"[choose(22)]);
			return size;
	}
}

static void
replay_bytes(const unsigned char *original, size_t size, int mutations)
{
	unsigned char *data = malloc(2 * size + 1);

	LLVMFuzzerTestOneInput(original, size);
	for (int i = 0; i < mutations; i++)
	{
		size_t		length = size;

		memcpy(data, original, size);
		for (size_t steps = 1 + choose(6); steps > 0; steps--)
			length = mutate(data, length, 2 * size);
		LLVMFuzzerTestOneInput(data, length);
	}
	free(data);
}

static void
replay(const char *name)
{
	static const char *const encodings[] = {"GB18030", "Big5-HKSCS", "UTF-16LE", "UTF-16BE"};
	static unsigned char original[1 << 20];
	static char converted[1 << 21];
	FILE	   *file = fopen(name, "rb");
	size_t		size;

	if (file == NULL)
	{
		perror(name);
		exit(1);
	}
	size = fread(original, 1, sizeof(original), file);
	fclose(file);
	replay_bytes(original, size, MUTATIONS);
	if (gd_kind_of_bytes((GdText) {(const char *) original, size}) != GD_FILE_UNKNOWN)
		return;
	for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++)
	{
		UErrorCode	error = U_ZERO_ERROR;
		int32_t		length = ucnv_convert(encodings[i], "UTF-8", converted, sizeof(converted), (char *) original, (int32_t) size, &error);

		assert(U_SUCCESS(error));
		replay_bytes((unsigned char *) converted, (size_t) length, MUTATIONS / 10);
	}
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	printf("ok: %d files and %d mutations of each\n", argc - 1, MUTATIONS);
	return 0;
}
#endif							/* REPLAY */
