/*
 * workbook_parts.h
 *	  What a workbook has besides its worksheets: the looks of cells, and what ties all together.
 */
#ifndef WORKBOOK_PARTS_H
#define WORKBOOK_PARTS_H

#include "form/form.h"
#include "text/writer.h"

#define GD_XML_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define GD_SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

/* Those that every workbook has; behind them are those of figures. */
enum
{
	GD_LOOK_DEFAULT,
	GD_LOOK_TITLE,
	GD_LOOK_LEAD,
	GD_LOOK_HEADING,
	GD_LOOK_NARRATIVE,
	GD_LOOK_HEAD,				/* of columns */
	GD_LOOK_LABEL,
	GD_LOOK_REMARK,
	GD_LOOK_COUNT
};

/* The look of a figure. */
typedef struct GdLook
{
	uint8_t		unit;			/* a GdUnit */
	uint8_t		emphasis;		/* a GdEmphasis */
	uint8_t		note;			/* that it is marked with, or 0 */
	GdText		aside;			/* what is shown behind it in brackets, or empty */
} GdLook;

typedef struct GdLooks
{
	int			count;
	GdLook		look[GD_CELL_COUNT];
} GdLooks;

/* The number of a look; it is added if it is new. */
extern int	gd_find_look(GdLooks *looks, GdLook wanted);

#define GD_MOST_WORKSHEETS (GD_SECTIONS + 2)	/* the title, each section, the notes */

typedef struct GdWorksheets
{
	int			count;
	GdText		name[GD_MOST_WORKSHEETS + 1];	/* empty: the report's, which has only a title */
	GdText		content[GD_MOST_WORKSHEETS + 1];
} GdWorksheets;

/* Ties the parts of a workbook together. GD_OK or GD_OUT_OF_MEMORY. */
extern GdStatus gd_pack_workbook(const GdHost *host, const GdLooks *looks,
								 const GdWorksheets *worksheets, GdText *bytes);

#endif							/* WORKBOOK_PARTS_H */
