/*
 * sheet_parts.c
 *	  What the sheets of an xlsx share: which they are, their strings, and which styles show dates.
 */
#include "file/sheet_parts.h"

#include "file/rich.h"

#define MAX_SHEETS 256
/* where nothing says where they are */
#define STRINGS "sharedStrings.xml"
#define STYLES "styles.xml"

/* Reads one of the parts; what is open at a time is little. */
typedef struct Reader
{
	const GdHost *host;
	GdSheetParts *parts;
	GdRich		string;			/* that is being read */
	uint32_t	skipped;		/* open elements whose content is not read */
	GdText		ids[MAX_SHEETS];	/* of the visible sheets */
	char		strings[GD_PART_PATH];	/* where they are, or "" */
	char		styles[GD_PART_PATH];
	GdGrowing	formats;		/* of uint32_t: those that show dates */
	bool		in_styles;		/* those of cells, not those that they come from */
	bool		is_full;
} Reader;

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
		gd_rich_begin(&r->string);
	else
		gd_rich_start(&r->string, name, attributes);
}

static void
end_string(void *reader, const char *name, const char *uri)
{
	Reader	   *r = reader;
	GdText		copy;

	if (r->skipped > 0)
		r->skipped--;
	else if (strcmp(name, "si") == 0)
	{
		copy = gd_copy_text(r->host, gd_rich_string(&r->string));
		r->is_full = r->is_full || copy.data == NULL;
		gd_grow(r->host, &r->parts->strings, &copy, 1);
	}
	else
		gd_rich_end(&r->string, name);
}

static void
string_text(void *reader, const char *text, size_t length)
{
	Reader	   *r = reader;

	if (r->skipped == 0)
		gd_rich_text(r->host, &r->string, text, length);
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

/* Where the part of this type is, if the relation is to it. */
static void
note_part(Reader *r, const GdAttributes *attributes, const char *type, char path[GD_PART_PATH])
{
	GdText		given = gd_attribute(attributes, "Type");
	size_t		length = strlen(type);

	if (given.length >= length && memcmp(given.data + given.length - length, type, length) == 0)
		gd_part_path(r->parts->folder, gd_attribute(attributes, "Target"), path);
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

	note_part(r, attributes, "/sharedStrings", r->strings);
	note_part(r, attributes, "/styles", r->styles);
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
read_one(Reader *r, GdArchive *archive, const char *path, const GdMarkupEvents *events)
{
	GdText		xml;
	GdStatus	status = gd_read_part(archive, path, &xml);

	if (status == GD_OK)
		status = gd_read_markup(r->host, xml, events, r);
	if (status == GD_OK && (r->is_full || r->string.text.is_full || r->parts->strings.is_full))
		status = GD_OUT_OF_MEMORY;
	return status;
}

/* A workbook without strings or styles has no such part. */
static GdStatus
read_if_there(Reader *r, GdArchive *archive, const char *path, const GdMarkupEvents *events)
{
	return *path == '\0' || gd_find_entry(archive, path) < 0 ? GD_OK :
		read_one(r, archive, path, events);
}

static GdStatus
read_all(Reader *r, GdArchive *archive, const char *workbook)
{
	static const GdMarkupEvents sheets = {start_sheet, end_nothing, no_text};
	static const GdMarkupEvents relations = {start_relation, end_nothing, no_text};
	static const GdMarkupEvents strings = {start_string, end_string, string_text};
	static const GdMarkupEvents styles = {start_style, end_style, no_text};
	char		path[GD_PART_PATH];
	GdStatus	status = read_one(r, archive, workbook, &sheets);

	gd_relations_path(workbook, path);
	if (status == GD_OK)
		status = read_one(r, archive, path, &relations);
	if (status == GD_OK)
		status = read_if_there(r, archive, r->strings, &strings);
	if (status == GD_OK)
		status = read_if_there(r, archive, r->styles, &styles);
	return status;
}

GdStatus
gd_read_sheet_parts(const GdHost *host, GdArchive *archive, const char *workbook,
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
	gd_rich_begin(&r->string);
	r->formats.size = sizeof(uint32_t);
	r->host = host;
	r->parts = made;
	gd_part_folder(workbook, made->folder);
	gd_part_path(made->folder, (GdText) {STRINGS, strlen(STRINGS)}, r->strings);
	gd_part_path(made->folder, (GdText) {STYLES, strlen(STYLES)}, r->styles);
	*parts = made;
	return read_all(r, archive, workbook);
}
