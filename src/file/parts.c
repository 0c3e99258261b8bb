/*
 * parts.c
 *	  The parts of an office package: where they are, and which of them one names.
 */
#include "file/parts.h"

#include "file/markup.h"

#include <stdio.h>

typedef struct Search
{
	const char *type;
	const char *folder;
	char	   *path;			/* "" until it is found */
} Search;

static size_t
folder_length(const char *part)
{
	const char *slash = strrchr(part, '/');

	return slash ? (size_t) (slash - part) + 1 : 0;
}

void
gd_part_folder(const char *part, char folder[GD_PART_PATH])
{
	snprintf(folder, GD_PART_PATH, "%.*s", (int) folder_length(part), part);
}

/* Takes the last folder from a path that ends in a slash. */
static size_t
leave_folder(const char *path, size_t length)
{
	length -= length > 0;
	while (length > 0 && path[length - 1] != '/')
		length--;
	return length;
}

void
gd_part_path(const char *folder, GdText name, char path[GD_PART_PATH])
{
	const char *p = name.length > 0 ? name.data : "";
	const char *end = p + name.length;
	size_t		length = name.length > 0 && (*p == '/' || *p == '\\') ? 0 : strlen(folder);

	memcpy(path, folder, length);
	while (p < end)
	{
		size_t		step = 0;

		while (p + step < end && p[step] != '/' && p[step] != '\\')
			step++;
		if (length + step + 1 >= GD_PART_PATH)
		{
			length = 0;
			break;
		}
		if (step == 2 && memcmp(p, "..", 2) == 0)
			length = leave_folder(path, length);
		else if (step > 0 && !(step == 1 && *p == '.'))
		{
			memcpy(path + length, p, step);
			length += step;
			path[length] = '/';
			length += p + step < end;
		}
		p += step + (p + step < end);
	}
	path[length] = '\0';
}

GdStatus
gd_read_part(GdArchive *archive, const char *path, GdText *content)
{
	int64_t		entry = *path != '\0' ? gd_find_entry(archive, path) : -1;

	return entry < 0 ? GD_DAMAGED : gd_read_entry(archive, entry, content);
}

void
gd_relations_path(const char *part, char path[GD_PART_PATH])
{
	size_t		folder = folder_length(part);

	if (snprintf(path, GD_PART_PATH, "%.*s_rels/%s.rels", (int) folder, part, part + folder) >=
		GD_PART_PATH)
		path[0] = '\0';
}

static void
start_relation(void *search, const char *name, const char *uri, const GdAttributes *attributes)
{
	Search	   *s = search;
	GdText		type = gd_attribute(attributes, "Type");
	size_t		length = strlen(s->type);

	if (s->path[0] == '\0' && type.length >= length &&
		memcmp(type.data + type.length - length, s->type, length) == 0)
		gd_part_path(s->folder, gd_attribute(attributes, "Target"), s->path);
}

static void
end_nothing(void *search, const char *name, const char *uri)
{
}

static void
no_text(void *search, const char *text, size_t length)
{
}

GdStatus
gd_find_related(const GdHost *host, GdArchive *archive, const char *part, const char *type,
				char path[GD_PART_PATH])
{
	static const GdMarkupEvents events = {start_relation, end_nothing, no_text};
	char		folder[GD_PART_PATH];
	char		relations[GD_PART_PATH];
	Search		search = {type, folder, path};
	GdText		xml;
	GdStatus	status;

	gd_part_folder(part, folder);
	gd_relations_path(part, relations);
	path[0] = '\0';
	if (gd_find_entry(archive, relations) < 0)
		return GD_OK;
	status = gd_read_part(archive, relations, &xml);
	return status == GD_OK ? gd_read_markup(host, xml, &events, &search) : status;
}
