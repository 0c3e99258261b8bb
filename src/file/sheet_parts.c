/*
 * sheet_parts.c
 *	  What the sheets of an xlsx share: which they are, their strings, and which styles show dates.
 */
#include "file/sheet_parts.h"

#include "file/markup.h"

#include <stdio.h>

#define MAX_SHEETS 256
#define LONGEST_NAME 255		/* bytes of the name of a part */

/* Reads one of the parts; what is open at a time is little. */
typedef struct Reader
{
	const GdHost *host;
	GdSheetParts *parts;
	GdGrowing	text;			/* of char: of the string */
	bool		in_text;
	uint32_t	skipped;		/* open elements whose content is not read */
	GdText		ids[MAX_SHEETS];	/* of the visible sheets */
	GdGrowing	formats;		/* of uint32_t: those that show dates */
	bool		in_styles;		/* those of cells, not those that they come from */
	bool		is_full;
} Reader;

GdStatus
gd_read_part(GdArchive *archive, const char *folder, GdText name, GdText *content)
{
	char		path[LONGEST_NAME + 1];
	bool		is_absolute = name.length > 0 && *name.data == '/';
	int			length;
	int64_t		entry;

	if (name.length == 0)
		return GD_DAMAGED;
	length = snprintf(path, sizeof(path), "%s%.*s", is_absolute ? "" : folder,
					  (int) (name.length < LONGEST_NAME ? name.length : LONGEST_NAME) - is_absolute,
					  name.data + is_absolute);
	entry = length < (int) sizeof(path) ? gd_find_entry(archive, path) : -1;
	return entry < 0 ? GD_DAMAGED : gd_read_entry(archive, entry, content);
}

GdText
gd_shared_string(const GdSheetParts *parts, GdText number)
{
	const GdText *strings = parts->strings.data;
	uint64_t	index = 0;

	for (size_t i = 0; i < number.length; i++)
	{
		if (number.data[i] < '0' || number.data[i] > '9' || index > UINT32_MAX)
			return (GdText) {"", 0};
		index = index * 10 + (uint64_t) (number.data[i] - '0');
	}
	return index < parts->strings.count ? strings[index] : (GdText) {"", 0};
}

bool
gd_is_date_style(const GdSheetParts *parts, uint32_t style)
{
	return style < parts->dates.count && ((const bool *) parts->dates.data)[style];
}

/*
 * Strings
 */

static void
start_string(void *reader, const char *name, const char *uri, const GdAttributes *attributes)
{
	Reader	   *r = reader;

	if (r->skipped > 0 || strcmp(name, "rPh") == 0)
		r->skipped++;
	else if (strcmp(name, "si") == 0)
		r->text.count = 0;
	else
		r->in_text = strcmp(name, "t") == 0;
}

static void
end_string(void *reader, const char *name, const char *uri)
{
	Reader	   *r = reader;
	GdText		copy;

	if (r->skipped > 0)
		r->skipped--;
	else if (strcmp(name, "t") == 0)
		r->in_text = false;
	else if (strcmp(name, "si") == 0)
	{
		copy = gd_copy_text(r->host, gd_growing_text(&r->text));
		r->is_full = r->is_full || copy.data == NULL;
		gd_grow(r->host, &r->parts->strings, &copy, 1);
	}
}

static void
string_text(void *reader, const char *text, size_t length)
{
	Reader	   *r = reader;

	if (r->in_text && r->skipped == 0)
		gd_grow(r->host, &r->text, text, length);
}

/*
 * Styles
 */

/* Those of the program itself. */
static bool
is_date_format(uint32_t format)
{
	return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
		(format >= 45 && format <= 47) || (format >= 50 && format <= 58);
}

/* Does a format show a year, month, day, hour or second? Words stand in quotes and brackets. */
static bool
shows_date(GdText code)
{
	char		end = 0;

	for (size_t i = 0; i < code.length; i++)
	{
		char		c = code.data[i];

		if (end != 0)
			end = c == end ? 0 : end;
		else if (c == '"')
			end = '"';
		else if (c == '[')
			end = ']';
		else if (c == '\\' || c == '_' || c == '*')
			i++;
		else if (strchr("ymdhsYMDHS", c) != NULL && c != '\0')
			return true;
		else if (code.length - i >= 7 && memcmp(code.data + i, "General", 7) == 0)
			i += 6;
	}
	return false;
}

static bool
has_format(const GdGrowing *formats, uint32_t format)
{
	const uint32_t *p = formats->data;

	for (uint32_t i = 0; i < formats->count; i++)
	{
		if (p[i] == format)
			return true;
	}
	return false;
}

static void
start_style(void *reader, const char *name, const char *uri, const GdAttributes *attributes)
{
	Reader	   *r = reader;
	uint32_t	format = gd_attribute_number(attributes, "numFmtId", 0, UINT16_MAX);
	bool		is_date;

	if (strcmp(name, "numFmt") == 0 && shows_date(gd_attribute(attributes, "formatCode")) &&
		r->formats.count < MAX_SHEETS)
		gd_grow(r->host, &r->formats, &format, 1);
	else if (strcmp(name, "cellXfs") == 0)
		r->in_styles = true;
	else if (strcmp(name, "xf") == 0 && r->in_styles)
	{
		is_date = is_date_format(format) || has_format(&r->formats, format);
		gd_grow(r->host, &r->parts->dates, &is_date, 1);
	}
}

static void
end_style(void *reader, const char *name, const char *uri)
{
	Reader	   *r = reader;

	if (strcmp(name, "cellXfs") == 0)
		r->in_styles = false;
}

static void
no_text(void *reader, const char *text, size_t length)
{
}

/*
 * Sheets
 */

static void
start_sheet(void *reader, const char *name, const char *uri, const GdAttributes *attributes)
{
	Reader	   *r = reader;
	GdText		state = gd_attribute(attributes, "state");

	if (strcmp(name, "sheet") != 0 ||
		(state.length > 0 && !gd_attribute_is(attributes, "state", "visible")))
		return;
	if (r->parts->sheet_count == MAX_SHEETS)
		r->is_full = true;
	else
	{
		r->parts->title[r->parts->sheet_count] =
			gd_copy_text(r->host, gd_attribute(attributes, "name"));
		r->ids[r->parts->sheet_count++] = gd_copy_text(r->host, gd_attribute(attributes, "id"));
	}
}

static bool
is_same(GdText a, GdText b)
{
	return a.data != NULL && b.data != NULL && a.length == b.length &&
		memcmp(a.data, b.data, a.length) == 0;
}

static void
start_relation(void *reader, const char *name, const char *uri, const GdAttributes *attributes)
{
	Reader	   *r = reader;
	GdText		id = gd_attribute(attributes, "Id");

	for (uint32_t i = 0; i < r->parts->sheet_count; i++)
	{
		if (is_same(id, r->ids[i]))
			r->parts->sheet[i] = gd_copy_text(r->host, gd_attribute(attributes, "Target"));
	}
}

static void
end_nothing(void *reader, const char *name, const char *uri)
{
}

/*
 * Parts
 */

static GdStatus
read_one(Reader *r, GdArchive *archive, const char *folder, const char *name,
		 const GdMarkupEvents *events, bool may_lack)
{
	GdText		xml;
	GdText		part = {name, strlen(name)};
	GdStatus	status = gd_read_part(archive, folder, part, &xml);

	/* a workbook without strings or styles has no such part */
	if (status == GD_DAMAGED && may_lack)
	{
		char		path[LONGEST_NAME + 1];

		snprintf(path, sizeof(path), "%s%s", folder, name);
		return gd_find_entry(archive, path) < 0 ? GD_OK : GD_DAMAGED;
	}
	if (status == GD_OK)
		status = gd_read_markup(r->host, xml, events, r);
	if (status == GD_OK && (r->is_full || r->text.is_full || r->parts->strings.is_full))
		status = GD_OUT_OF_MEMORY;
	return status;
}

static GdStatus
read_all(Reader *r, GdArchive *archive, const char *folder)
{
	static const GdMarkupEvents sheets = {start_sheet, end_nothing, no_text};
	static const GdMarkupEvents relations = {start_relation, end_nothing, no_text};
	static const GdMarkupEvents strings = {start_string, end_string, string_text};
	static const GdMarkupEvents styles = {start_style, end_style, no_text};
	GdStatus	status = read_one(r, archive, folder, "workbook.xml", &sheets, false);

	if (status == GD_OK)
		status = read_one(r, archive, folder, "_rels/workbook.xml.rels", &relations, false);
	if (status == GD_OK)
		status = read_one(r, archive, folder, "sharedStrings.xml", &strings, true);
	if (status == GD_OK)
		status = read_one(r, archive, folder, "styles.xml", &styles, true);
	return status;
}

GdStatus
gd_read_sheet_parts(const GdHost *host, GdArchive *archive, const char *folder,
					GdSheetParts **parts)
{
	Reader	   *r = host->allocate(host->arena, sizeof(Reader));
	GdSheetParts *made = host->allocate(host->arena, sizeof(GdSheetParts));

	if (r == NULL || made == NULL)
		return GD_OUT_OF_MEMORY;
	memset(r, 0, sizeof(*r));
	memset(made, 0, sizeof(*made));
	made->sheet = host->allocate(host->arena, 2 * MAX_SHEETS * sizeof(GdText));
	if (made->sheet == NULL)
		return GD_OUT_OF_MEMORY;
	memset(made->sheet, 0, 2 * MAX_SHEETS * sizeof(GdText));
	made->title = made->sheet + MAX_SHEETS;
	made->strings.size = sizeof(GdText);
	made->dates.size = sizeof(bool);
	r->text.size = 1;
	r->formats.size = sizeof(uint32_t);
	r->host = host;
	r->parts = made;
	*parts = made;
	return read_all(r, archive, folder);
}
