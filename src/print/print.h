/*
 * print.h
 *	  Writes a sheet as plain text, Markdown or HTML, or as the file of an office program.
 */
#ifndef PRINT_H
#define PRINT_H

#include "print/sheet.h"

typedef enum GdFormat
{
	GD_FORMAT_TEXT,
	GD_FORMAT_MARKDOWN,
	GD_FORMAT_HTML,
	GD_FORMAT_DOCX,
	GD_FORMAT_XLSX,
	GD_FORMAT_COUNT
} GdFormat;

/* The formats in front of it are text, it and those behind it files. */
#define GD_FIRST_FILE_FORMAT GD_FORMAT_DOCX

extern const char *const gd_format_names[GD_FORMAT_COUNT];

/*
 * GD_OK or GD_OUT_OF_MEMORY; the printed text, or the bytes of the file, live in the host's arena.
 * They are the same for the same sheet.
 */
extern GdStatus gd_print(const GdHost *host, const GdSheet *sheet, GdFormat format,
						 GdText *printed);

/*
 * Between print.c and the writers of each format
 */

typedef struct GdPrinter
{
	const GdHost *host;
	GdWriter   *writer;
	const GdSheet *sheet;
	void	   *own;			/* what the writer of a format keeps; NULL at first */
	/* a narrative holds tags, so that < and & of all narratives are to be escaped */
	bool		is_marked_up;
} GdPrinter;

typedef struct GdPrinterClass
{
	void		(*begin) (GdPrinter *printer);	/* up to the lead */
	/* GD_SECTION_SUMMARY and GD_SECTION_NOTES stand in front of all sections and behind them */
	void		(*heading) (GdPrinter *printer, int section, const char *text);
	void		(*paragraph) (GdPrinter *printer, GdText text);
	void		(*grid) (GdPrinter *printer, const GdGrid *grid);
	void		(*notes) (GdPrinter *printer);
	void		(*end_section) (GdPrinter *printer, int section);
	void		(*end) (GdPrinter *printer);
	/* makes a file of what was written; NULL for text */
	GdStatus	(*pack) (GdPrinter *printer, GdText written, GdText *bytes);
} GdPrinterClass;

#define GD_SECTION_SUMMARY 0
#define GD_SECTION_NOTES 7

/* May it say nothing, and is there all the same? */
extern bool gd_is_empty_narrative(const GdSheet *sheet, int section);

extern const GdPrinterClass gd_text_printer;
extern const GdPrinterClass gd_markdown_printer;
extern const GdPrinterClass gd_html_printer;
extern const GdPrinterClass gd_docx_printer;
extern const GdPrinterClass gd_xlsx_printer;

/* Has the section a table? */
extern bool gd_is_table(int section);

/* The widest table of a section, or NULL if it has none. */
extern const GdGrid *gd_widest_grid(const GdSheet *sheet, int section);

/* The place that covers one that is covered, and where it stands. */
extern const GdPlace *gd_covering_place(const GdGrid *grid, int row, int column, int *its_row,
										int *its_column);

/*
 * The mark of a note behind a figure: a number in a circle, as far as there are such characters,
 * else in brackets. Neither is taken for digits of the figure.
 */
extern void gd_write_note_mark(GdWriter *writer, int note);

/* The text of a place on one line: a label's, or the value of its cell. */
extern GdText gd_place_text(const GdSheet *sheet, const GdPlace *place);

/* The text behind a mark, and a blank line; nothing if there is no text. */
extern void gd_write_line(GdPrinter *printer, const char *mark, GdText text);

/* Title and lead, the title behind a mark of its own. */
extern void gd_write_head(GdPrinter *printer, const char *mark);

/* A note with its number in front, from 0. */
extern GdText gd_numbered_note(GdPrinter *printer, int note);

/* The notes, numbered, each on a line of its own: plain text, which is Markdown, too. */
extern void gd_write_notes(GdPrinter *printer);

/* <p>, escaped, on a line of its own. */
extern void gd_write_paragraph_in_html(GdWriter *writer, GdText text);

#endif							/* PRINT_H */
