/*
 * checks.c
 *	  What must hold for every text and every file, whatever is in it.
 */
#include "checks.h"

#include <assert.h>
#include <stdlib.h>

#include "file/sniff.h"

static void
check_text(GdText text)
{
	assert(text.data != NULL || text.length == 0);
}

void
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

void
check_decoded(const GdDecoded *decoded, size_t size)
{
	assert(decoded->length <= 3 * size && decoded->undecodable <= size &&
		   decoded->encoding[0] != '\0');
	check_characters(decoded);
}

GdText
valid_text(const GdHost *host, const unsigned char *data, size_t size)
{
	char	   *text = host->allocate(host->arena, size + 1);
	size_t		bytes;

	for (size_t i = 0; i < size; i += bytes)
	{
		if (gd_utf8_character(data + i, data + size, &bytes))
			memcpy(text + i, data + i, bytes);
		else
			memset(text + i, '?', bytes);
	}
	return (GdText) {text, size};
}

GdText
text_of_printed(const GdHost *host, GdFormat format, GdText printed)
{
	GdFile		file;
	GdStatus	status;

	if (format < GD_FIRST_FILE_FORMAT)
		return printed;
	status = gd_read_file(host, (const unsigned char *) printed.data, printed.length, &file);
	assert(status == GD_OK && file.is_read);
	return (GdText) {file.decoded.text, file.decoded.length};
}

void
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

void
check_behind(const char *head, const unsigned char *data, size_t size)
{
	Arena		arena = {.count = 0};
	GdHost		host = {.allocate = allocate, .arena = &arena};
	size_t		length = strlen(head);
	unsigned char *bytes = malloc(length + size);

	memcpy(bytes, head, length);
	if (size > 0)
		memcpy(bytes + length, data, size);
	check_file(&host, bytes, length + size);
	free(bytes);
	free_pieces(&arena);
}
