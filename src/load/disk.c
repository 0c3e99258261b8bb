/*
 * disk.c
 *	  Whole files and temporary folders.
 */
#include "load/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load/log.h"
#include "load/allocate.h"

#define MOST_BYTES ((size_t) 512 << 20)	/* PostgreSQL takes values below 1 GB, in one message */
#define OPEN_FOLDERS 16			/* at a time, when a folder is removed */

/* Reads as much as there is; a file may grow or shrink meanwhile. */
static bool
read_all(int file, size_t expected, Bytes *bytes)
{
	size_t		capacity = expected + 1;

	*bytes = (Bytes) {get_memory(capacity + 1), 0};
	for (;;)
	{
		ssize_t		count = read(file, bytes->data + bytes->length, capacity - bytes->length);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		if (count == 0)
			break;
		bytes->length += (size_t) count;
		if (bytes->length > MOST_BYTES)
		{
			errno = EFBIG;
			return false;
		}
		if (bytes->length == capacity)
		{
			capacity *= 2;
			bytes->data = get_more(bytes->data, capacity + 1);
		}
	}
	bytes->data[bytes->length] = '\0';
	return true;
}

bool
read_whole_file(const char *path, Bytes *bytes, char **why)
{
	int			file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat stat;
	bool		is_read = false;

	*bytes = (Bytes) {NULL, 0};
	errno = 0;
	if (file >= 0 && fstat(file, &stat) == 0 && S_ISREG(stat.st_mode))
	{
		if ((size_t) stat.st_size > MOST_BYTES)
			errno = EFBIG;
		else
			is_read = read_all(file, (size_t) stat.st_size, bytes);
	}
	if (!is_read)
	{
		*why = errno == EFBIG ? format_text("larger than %zu MB", MOST_BYTES >> 20) :
			copy_string(errno == 0 ? "not a file" : strerror(errno));
		free(bytes->data);
		*bytes = (Bytes) {NULL, 0};
	}
	if (file >= 0)
		close(file);
	return is_read;
}

bool
write_whole_file(const char *path, GdText bytes, char **why)
{
	FILE	   *file = fopen(path, "wbe");
	bool		is_written = file != NULL &&
		fwrite(bytes.data, 1, bytes.length, file) == bytes.length;

	if (file != NULL)
		is_written = fclose(file) == 0 && is_written;
	if (!is_written)
		*why = format_text("%s: %s", path, strerror(errno));
	return is_written;
}

char *
make_folder(char **why)
{
	const char *parent = getenv("TMPDIR");
	char	   *path;

	if (parent == NULL || *parent != '/')
		parent = "/tmp";
	path = format_text("%s/" PROGRAM ".XXXXXX", parent);
	if (mkdtemp(path) != NULL)
		return path;
	*why = format_text("%s: %s", path, strerror(errno));
	free(path);
	return NULL;
}

static int
remove_entry(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
	remove(path);
	return 0;
}

void
remove_folder(const char *path)
{
	nftw(path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
