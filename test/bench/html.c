/*
 * html.c
 *	  Times the whole parse of web pages beside libxml2's own SAX pass over the same bytes, and
 *	  decoding them from GB18030.
 *
 * usage: html FILE ...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/HTMLparser.h>
#include <unicode/ucnv.h>

#include "file/decode.h"
#include "fill/parse.h"

#define RUNS 5
#define REPEATS 4				/* of all pages in a run */
#define CHUNK 4096
#define ARENA_SIZE (64 * 1024 * 1024)

typedef struct Page
{
	char	   *text;
	size_t		length;
	char	   *gb18030;
	size_t		gb18030_length;
} Page;

typedef struct Arena
{
	char	   *block;
	size_t		used;
} Arena;

static void *
allocate(void *arena, size_t size)
{
	Arena	   *of = arena;
	size_t		begin = of->used;

	of->used += (size + 15) & ~(size_t) 15;
	return of->used <= ARENA_SIZE ? of->block + begin : NULL;
}

static void
ignore_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
}

static void
ignore_end(void *context, const xmlChar *name)
{
}

static void
ignore_text(void *context, const xmlChar *text, int length)
{
}

static void
pass_sax(const Page *page)
{
	htmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC, .startElement = ignore_start, .endElement = ignore_end,
			.characters = ignore_text,
		.ignorableWhitespace = ignore_text, .cdataBlock = ignore_text
	};
	htmlParserCtxtPtr context = htmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL,
		XML_CHAR_ENCODING_UTF8);

	htmlCtxtUseOptions(context, HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	for (size_t at = 0; at < page->length; at += CHUNK)
		htmlParseChunk(context, page->text + at,
			(int) (page->length - at < CHUNK ? page->length - at : CHUNK), 0);
	htmlParseChunk(context, NULL, 0, 1);
	htmlFreeParserCtxt(context);
}

static void
parse_text(const char *text, size_t length, Arena *arena)
{
	static GdReport report;
	GdHost		host = {allocate, NULL, arena};

	if (gd_parse_report(&host, text, length, &report) != GD_OK)
		exit(1);
}

static void
parse_page(const Page *page)
{
	static Arena arena;

	if (arena.block == NULL)
		arena.block = malloc(ARENA_SIZE);
	arena.used = 0;
	parse_text(page->text, page->length, &arena);
}

static void
parse_bytes(const Page *page)
{
	static Arena arena;
	GdHost		host = {allocate, NULL, &arena};
	GdDecoded	decoded;

	if (arena.block == NULL)
		arena.block = malloc(ARENA_SIZE);
	arena.used = 0;
	if (gd_decode(&host, (unsigned char *) page->gb18030, page->gb18030_length, &decoded) != GD_OK)
		exit(1);
	parse_text(decoded.text, decoded.length, &arena);
}

static double
seconds(void (*work) (const Page *), const Page *pages, int count)
{
	struct timespec from;
	struct timespec to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	for (int repeat = 0; repeat < REPEATS; repeat++)
	{
		for (int i = 0; i < count; i++)
			work(&pages[i]);
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (double) (to.tv_sec - from.tv_sec) + (double) (to.tv_nsec - from.tv_nsec) / 1e9;
}

static int
compare(const void *a, const void *b)
{
	double		left = *(const double *) a;
	double		right = *(const double *) b;

	return left < right ? -1 : left > right;
}

static Page
read_page(const char *name)
{
	Page		page = {0};
	FILE	   *file = fopen(name, "rb");
	UErrorCode	error = U_ZERO_ERROR;

	if (file == NULL)
	{
		perror(name);
		exit(1);
	}
	fseek(file, 0, SEEK_END);
	page.length = (size_t) ftell(file);
	rewind(file);
	page.text = malloc(page.length + 1);
	page.length = fread(page.text, 1, page.length, file);
	fclose(file);
	page.gb18030 = malloc(page.length * 4 + 1);
	page.gb18030_length = (size_t) ucnv_convert("GB18030", "UTF-8", page.gb18030,
		(int32_t) page.length * 4, page.text, (int32_t) page.length, &error);
	return page;
}

int
main(int argc, char **argv)
{
	static void (*const works[]) (const Page *) = {pass_sax, parse_page, parse_bytes};
	static const char *const names[] = {"libxml2's SAX pass", "parse of a page",
		"parse of its bytes in GB18030"};
	double		times[3][RUNS];
	Page	   *pages = malloc(sizeof(Page) * (size_t) argc);
	size_t		bytes = 0;

	for (int i = 1; i < argc; i++)
	{
		pages[i - 1] = read_page(argv[i]);
		bytes += pages[i - 1].length;
	}
	for (int run = 0; run < RUNS; run++)
	{
		for (int i = 0; i < 3; i++)
			times[i][run] = seconds(works[i], pages, argc - 1);
	}
	printf("%d pages of %zu bytes\n", argc - 1, bytes / (size_t) (argc - 1));
	for (int i = 0; i < 3; i++)
		qsort(times[i], RUNS, sizeof(double), compare);
	for (int i = 0; i < 3; i++)
	{
		double		median = times[i][RUNS / 2];

		printf("%-30s %8.1f us a page, %4.2f x SAX\n", names[i],
			   median * 1e6 / REPEATS / (argc - 1), median / times[0][RUNS / 2]);
	}
	return 0;
}
