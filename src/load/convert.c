/*
 * convert.c
 *	  Makes text of files that the server does not read, by other programs.
 */
#include "load/convert.h"

#include <stdio.h>
#include <stdlib.h>

#include "file/file.h"
#include "load/arena.h"
#include "load/disk.h"
#include "load/allocate.h"
#include "load/run.h"
#include "load/tiles.h"
#include "load/walk.h"

#define OUTPUT "standard-output"
#define ERRORS "standard-error"
#define MOST_SAID 300			/* bytes of what a program says that are told */

typedef struct Converter
{
	GdFileKind	kind;
	const char *program;
	const char *package;		/* Debian's name of what has it */
	const char *input;
	const char *output;			/* OUTPUT, or the file that it writes */
	const char *needed;			/* a text without it is a picture; or NULL */
	const char *argument[MOST_ARGUMENTS];
	const char *format;			/* that it makes of many files at once; or NULL */
} Converter;

#define OFFICE(kind, input, format, module) \
	{kind, "soffice", module, input, "report." format, NULL, \
	{"--headless", "--norestore", "--convert-to", format, input}, format}
#define WRITER(kind, extension) \
	OFFICE(kind, "report." extension, "docx", "libreoffice-writer")
#define CALC(kind, extension) \
	OFFICE(kind, "report." extension, "xlsx", "libreoffice-calc")

/*
 * In the order in which they are tried. Of three documents the parser reads all cells in what
 * LibreOffice makes, two thirds (doc) or four fifths (rtf) in what catdoc does, and a fifth in what
 * antiword does. xls2csv loses Chinese characters, so that nothing is told apart.
 */
static const Converter converters[] = {
	{GD_FILE_PDF, "pdftotext", "poppler-utils", "report.pdf", "report.html", "<word ",
	{"-q", "-bbox-layout", "-enc", "UTF-8", "report.pdf", "report.html"}},
	WRITER(GD_FILE_DOC, "doc"),
	{GD_FILE_DOC, "catdoc", "catdoc", "report.doc", OUTPUT, NULL,
	{"-w", "-d", "utf-8", "report.doc"}},
	{GD_FILE_DOC, "antiword", "antiword", "report.doc", OUTPUT, NULL,
	{"-m", "UTF-8.txt", "-w", "0", "report.doc"}},
	WRITER(GD_FILE_RTF, "rtf"),
	{GD_FILE_RTF, "catdoc", "catdoc", "report.rtf", OUTPUT, NULL,
	{"-w", "-d", "utf-8", "report.rtf"}},
	/* what WPS and Works have written beside those of Word */
	WRITER(GD_FILE_OLE, "wps"),
	CALC(GD_FILE_XLS, "xls"),
	CALC(GD_FILE_XLSB, "xlsb"),
};

#define CONVERTERS (sizeof(converters) / sizeof(converters[0]))

static void
fail(Conversion *conversion, char *why)
{
	free(conversion->why);
	conversion->why = why;
}

/* The first line of what a program said, in brackets. */
static char *
what_it_said(const char *folder)
{
	char	   *path = join_path(folder, ERRORS);
	char	   *why = NULL;
	char	   *said;
	Bytes		bytes;
	size_t		length;

	if (!read_whole_file(path, &bytes, &why))
		said = copy_string("");
	else
	{
		length = strcspn(bytes.data, "\r\n");
		said = length == 0 ? copy_string("") :
			format_text(" (%.*s)", (int) (length < MOST_SAID ? length : MOST_SAID), bytes.data);
	}
	free(bytes.data);
	free(why);
	free(path);
	return said;
}

/* Takes the text of what a program has written. */
static void
take_text(const Converter *converter, Bytes bytes, Conversion *conversion)
{
	Arena		arena;
	GdFile		file;
	GdStatus	status;
	char	   *joined = converter->kind == GD_FILE_PDF ?
		join_tiles(bytes.data, &bytes.length) : NULL;

	if (joined != NULL)
		bytes.data = joined;
	arena_open(&arena);
	status = gd_read_file(&arena.host, (unsigned char *) bytes.data, bytes.length, &file);
	if (status != GD_OK || !file.is_read ||
		(converter->needed && strstr(bytes.data, converter->needed) == NULL))
		fail(conversion, format_text("%s finds no text in it, only pictures perhaps",
									 converter->program));
	else
	{
		conversion->text = copy_bytes((GdText) {file.decoded.text, file.decoded.length});
		conversion->length = file.decoded.length;
		conversion->program = converter->program;
	}
	arena_reset(&arena);
	free(joined);
}

/* With the input in the folder. */
static void
run_converter(const Converter *converter, const char *program, const char *folder, int seconds,
			  Conversion *conversion)
{
	Command		command = {.program = program, .folder = folder, .output = OUTPUT,
	.errors = ERRORS, .seconds = seconds};
	char	   *path = join_path(folder, converter->output);
	char	   *said;
	char	   *why = NULL;
	Bytes		bytes = {NULL, 0};
	RunStatus	status;

	memcpy(command.argument, converter->argument, sizeof(command.argument));
	status = run_command(&command);
	said = what_it_said(folder);
	conversion->is_interrupted = status == RUN_INTERRUPTED;
	if (status == RUN_TOO_LONG)
		fail(conversion, format_text("%s took more than %d seconds", converter->program, seconds));
	else if (status != RUN_DONE)
		fail(conversion, format_text("%s failed%s", converter->program, said));
	else if (!read_whole_file(path, &bytes, &why))
		fail(conversion, format_text("%s gave nothing%s", converter->program, said));
	else
		take_text(converter, bytes, conversion);
	free(bytes.data);
	free(why);
	free(said);
	free(path);
}

static void
convert_by(const Converter *converter, const char *program, GdText bytes, int seconds,
		   Conversion *conversion)
{
	char	   *why = NULL;
	char	   *folder = make_folder(&why);
	char	   *input;

	if (folder == NULL)
	{
		fail(conversion, why);
		return;
	}
	input = join_path(folder, converter->input);
	if (write_whole_file(input, bytes, &why))
		run_converter(converter, program, folder, seconds, conversion);
	else
		fail(conversion, why);
	free(input);
	remove_folder(folder);
	free(folder);
}

void
convert_file(GdFileKind kind, GdText bytes, int seconds, Conversion *conversion)
{
	bool		is_known = false;

	*conversion = (Conversion) {NULL};
	for (size_t i = 0; i < CONVERTERS; i++)
	{
		const Converter *converter = &converters[i];
		char	   *program;

		if (converter->kind != kind || conversion->text != NULL || conversion->is_interrupted)
			continue;
		program = find_program(converter->program);
		if (program != NULL)
			convert_by(converter, program, bytes, seconds, conversion);
		else if (conversion->why == NULL)
			conversion->why = format_text("%s is not installed (package %s)", converter->program,
										  converter->package);
		free(program);
		is_known = true;
	}
	if (!is_known)
		fail(conversion, copy_string(gd_file_kinds[kind].remedy ? gd_file_kinds[kind].remedy :
									 "nothing in it is read"));
}

/*
 * Many files at once
 */

/* The way to convert many files of the kind at once, or NULL: the first one of the kind. */
static const Converter *
find_converter(GdFileKind kind)
{
	for (size_t i = 0; i < CONVERTERS; i++)
	{
		if (converters[i].kind == kind)
			return converters[i].format ? &converters[i] : NULL;
	}
	return NULL;
}

bool
is_converted_at_once(GdFileKind kind)
{
	const Converter *converter = find_converter(kind);
	char	   *program = converter ? find_program(converter->program) : NULL;
	bool		is_there = program != NULL;

	free(program);
	return is_there;
}

/* The name of one of many files: "3.doc". */
static char *
name_of(int number, const char *name)
{
	return format_text("%d%s", number, strrchr(name, '.'));
}

/* Takes the texts that the program has written into the folder. */
static void
take_texts(const Converter *converter, const char *folder, int count, Conversion *conversions)
{
	for (int i = 0; i < count; i++)
	{
		char	   *name = name_of(i, converter->output);
		char	   *path = join_path(folder, name);
		char	   *why = NULL;
		Bytes		bytes = {NULL, 0};

		if (read_whole_file(path, &bytes, &why))
			take_text(converter, bytes, &conversions[i]);
		free(bytes.data);
		free(why);
		free(path);
		free(name);
	}
}

/* Writes the files into the folder, and runs the program over them. */
static void
run_over_files(const Converter *converter, const char *program, const char *folder,
			   const GdText *bytes, int count, int seconds, Conversion *conversions)
{
	Command		command = {.program = program, .folder = folder, .output = OUTPUT,
	.errors = ERRORS, .seconds = seconds};
	char	   *names[MOST_AT_ONCE];
	int			arguments = 0;
	bool		is_written = true;

	while (strcmp(converter->argument[arguments], converter->input) != 0)
	{
		command.argument[arguments] = converter->argument[arguments];
		arguments++;
	}
	for (int i = 0; i < count; i++)
	{
		char	   *why = NULL;
		char	   *path;

		names[i] = name_of(i, converter->input);
		command.argument[arguments + i] = names[i];
		path = join_path(folder, names[i]);
		is_written = write_whole_file(path, bytes[i], &why) && is_written;
		free(path);
		free(why);
	}
	if (is_written)
		conversions[0].is_interrupted = run_command(&command) == RUN_INTERRUPTED;
	take_texts(converter, folder, count, conversions);
	for (int i = 0; i < count; i++)
		free(names[i]);
}

void
convert_files(GdFileKind kind, const GdText *bytes, int count, int seconds,
			  Conversion *conversions)
{
	const Converter *converter = find_converter(kind);
	char	   *program = find_program(converter->program);
	char	   *why = NULL;
	char	   *folder = program ? make_folder(&why) : NULL;

	for (int i = 0; i < count; i++)
		conversions[i] = (Conversion) {NULL};
	if (folder != NULL)
	{
		run_over_files(converter, program, folder, bytes, count, seconds, conversions);
		remove_folder(folder);
	}
	free(folder);
	free(why);
	free(program);
}
