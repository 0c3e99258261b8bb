/*
 * walk.c
 *	  The files that are in folders.
 */
#include "load/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "load/interrupt.h"
#include "load/allocate.h"

#define DEEPEST 200				/* folders in one another */

static void walk_folder(Walk *walk, const char *path, int depth);

static void
add_found(Walk *walk, const char *path, Fate fate, const char *problem)
{
	walk->found = grow(walk->found, walk->count, sizeof(Found));
	walk->found[walk->count++] = (Found) {copy_string(path),
	problem ? copy_string(problem) : NULL, fate};
}

char *
join_path(const char *folder, const char *name)
{
	size_t		length = strlen(folder);
	bool		has_slash = length > 0 && folder[length - 1] == '/';

	return format_text("%s%s%s", folder, has_slash ? "" : "/", name);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/* What is in a folder, without itself and the one above. */
static char **
read_names(DIR *folder, size_t *count)
{
	char	  **names = NULL;
	struct dirent *entry;

	*count = 0;
	errno = 0;
	while ((entry = readdir(folder)) != NULL)
	{
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		names = grow(names, *count, sizeof(char *));
		names[(*count)++] = copy_string(entry->d_name);
		errno = 0;
	}
	if (*count > 0)
		qsort(names, *count, sizeof(char *), compare_names);
	return names;
}

static void
walk_entry(Walk *walk, const char *path, bool is_given, int depth)
{
	struct stat itself;
	struct stat target;

	if (lstat(path, &itself) != 0 || stat(path, &target) != 0)
		add_found(walk, path, FATE_FAILED, strerror(errno));
	else if (S_ISREG(target.st_mode))
		add_found(walk, path, FATE_FILED, NULL);
	else if (!S_ISDIR(target.st_mode))
		add_found(walk, path, FATE_UNREADABLE, "neither a file nor a folder");
	else if (S_ISLNK(itself.st_mode) && !is_given)
		add_found(walk, path, FATE_UNREADABLE, "a link to a folder, which is not followed");
	else if (depth == DEEPEST)
		add_found(walk, path, FATE_FAILED, "too many folders in one another");
	else
		walk_folder(walk, path, depth);
}

static void
walk_folder(Walk *walk, const char *path, int depth)
{
	DIR		   *folder = opendir(path);
	size_t		count;
	char	  **names;
	int			error;

	if (folder == NULL)
	{
		add_found(walk, path, FATE_FAILED, strerror(errno));
		return;
	}
	names = read_names(folder, &count);
	error = errno;
	closedir(folder);
	if (error != 0)
		add_found(walk, path, FATE_FAILED, strerror(error));
	else if (count == 0)
		add_found(walk, path, FATE_EMPTY_FOLDER, "an empty folder");
	for (size_t i = 0; i < count; i++)
	{
		char	   *entry = join_path(path, names[i]);

		if (interrupts() == 0)
			walk_entry(walk, entry, false, depth + 1);
		free(entry);
		free(names[i]);
	}
	free(names);
}

void
walk_path(Walk *walk, const char *path)
{
	walk_entry(walk, path, true, 0);
}

void
free_walk(Walk *walk)
{
	for (size_t i = 0; i < walk->count; i++)
	{
		free(walk->found[i].path);
		free(walk->found[i].problem);
	}
	free(walk->found);
	*walk = (Walk) {NULL};
}
