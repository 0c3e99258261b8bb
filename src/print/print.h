/*
 * print.h
 *	  Writes a sheet as plain text, Markdown or HTML.
 */
#ifndef PRINT_H
#define PRINT_H

#include "print/sheet.h"

typedef enum GdFormat
{
	GD_FORMAT_TEXT,
	GD_FORMAT_MARKDOWN,
	GD_FORMAT_HTML,
	GD_FORMAT_COUNT
} GdFormat;

extern const char *const gd_format_names[GD_FORMAT_COUNT];

/* GD_OK or GD_OUT_OF_MEMORY; the printed text lives in the host's arena. */
extern GdStatus gd_print(const GdHost *host, const GdSheet *sheet, GdFormat format,
						 GdText *printed);

/*
 * Between print.c and the writers of each format
 */

typedef struct GdPrinter
{
	GdWriter   *writer;
	const GdSheet *sheet;
	/* a narrative holds tags, so that < and & of all narratives are to be escaped */
	bool		is_marked_up;
} GdPrinter;

typedef struct GdPrinterClass
{
	void		(*begin) (GdPrinter *printer);	/* up to the lead */
	/* section 7 are the notes */
	void		(*heading) (GdPrinter *printer, int section, const char *text);
	void		(*paragraph) (GdPrinter *printer, GdText text);
	void		(*grid) (GdPrinter *printer, const GdGrid *grid);
	void		(*notes) (GdPrinter *printer);
	void		(*end_section) (GdPrinter *printer, int section);
	void		(*end) (GdPrinter *printer);
} GdPrinterClass;

#define GD_SECTION_NOTES 7

extern const GdPrinterClass gd_text_printer;
extern const GdPrinterClass gd_markdown_printer;
extern const GdPrinterClass gd_html_printer;

/* The text of a place: a label's, or the value of its cell. */
extern GdText gd_place_text(const GdSheet *sheet, const GdPlace *place);

/* Title and lead, the title behind a mark of its own. */
extern void gd_write_head(GdPrinter *printer, const char *mark);

/* The notes, numbered, each on a line of its own: plain text, which is Markdown, too. */
extern void gd_write_notes(GdPrinter *printer);

/* <p>, escaped, on a line of its own. */
extern void gd_write_paragraph_in_html(GdWriter *writer, GdText text);

#endif							/* PRINT_H */
