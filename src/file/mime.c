/*
 * mime.c
 *	  Finds the page in a web archive (mht): MIME → the bytes of its HTML.
 */
#include "file/mime.h"

#include <strings.h>

#define LONGEST_VALUE 512		/* bytes of a header's value that are looked at */
#define LONGEST_BOUNDARY 200
#define DEEPEST 4				/* parts in one another */

typedef struct Headers
{
	char		type[LONGEST_VALUE + 1];	/* Content-Type, unfolded, or "" */
	char		encoding[LONGEST_VALUE + 1];	/* Content-Transfer-Encoding */
} Headers;

typedef struct Mime
{
	const GdHost *host;
	char	   *page;			/* room for all that the file can hold */
	size_t		length;
	bool		has_html;
	bool		has_frames;		/* the first page, and what it shows is in them */
	bool		is_frameset;	/* it shows nothing else */
	bool		has_text;
} Mime;

static const char *
line_end(const char *p, const char *end)
{
	const char *found = memchr(p, '\n', (size_t) (end - p));

	return found ? found : end;
}

/* Appends what a line of a header says. */
static void
append_value(char *value, const char *p, const char *end)
{
	size_t		length = strlen(value);

	for (; p < end && length < LONGEST_VALUE; p++)
	{
		if (*p != '\r' && *p != '\0')
			value[length++] = *p;
	}
	value[length] = '\0';
}

/* The value of a header of this name on the line, or NULL. */
static const char *
find_value(const char *p, const char *end, const char *name)
{
	size_t		length = strlen(name);

	if ((size_t) (end - p) <= length || strncasecmp(p, name, length) != 0 || p[length] != ':')
		return NULL;
	for (p += length + 1; p < end && (*p == ' ' || *p == '\t'); p++)
		;
	return p;
}

/* Reads headers up to the blank line; returns what is behind it. */
static const char *
read_headers(const char *p, const char *end, Headers *headers)
{
	char	   *open = NULL;	/* the value that the next line may go on with */

	headers->type[0] = headers->encoding[0] = '\0';
	while (p < end)
	{
		const char *next = line_end(p, end);
		const char *value;

		if (p == next || (next == p + 1 && *p == '\r'))
			return next < end ? next + 1 : end;
		if (*p == ' ' || *p == '\t')
			value = p;
		else if ((value = find_value(p, next, "Content-Type")) != NULL)
			open = headers->type;
		else if ((value = find_value(p, next, "Content-Transfer-Encoding")) != NULL)
			open = headers->encoding;
		else
			open = NULL;
		if (open != NULL)
			append_value(open, value, next);
		p = next < end ? next + 1 : end;
	}
	return end;
}

/* Copies the parameter boundary="..." of a content type; false if there is none. */
static bool
find_boundary(const char *type, char *boundary)
{
	size_t		length = 0;
	const char *p = type;
	char		end = ';';

	while (*p != '\0' && strncasecmp(p, "boundary=", 9) != 0)
		p++;
	if (*p == '\0')
		return false;
	p += 9;
	if (*p == '"')
		end = *p++;
	while (*p != '\0' && *p != end && *p != ' ' && length < LONGEST_BOUNDARY)
		boundary[length++] = *p++;
	boundary[length] = '\0';
	return length > 0;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "=E4" is a byte, and = at the end of a line joins it with the next one. */
static size_t
decode_quoted(const char *p, const char *end, char *into)
{
	char	   *begin = into;

	while (p < end)
	{
		if (*p != '=')
			*into++ = *p++;
		else if (end - p >= 3 && hex_digit(p[1]) >= 0 && hex_digit(p[2]) >= 0)
		{
			*into++ = (char) (hex_digit(p[1]) << 4 | hex_digit(p[2]));
			p += 3;
		}
		else
		{
			for (p++; p < end && (*p == ' ' || *p == '\r'); p++)
				;
			p += p < end && *p == '\n';
		}
	}
	return (size_t) (into - begin);
}

static int
base64_digit(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *found = c != '\0' ? strchr(digits, c) : NULL;

	return found ? (int) (found - digits) : -1;
}

static size_t
decode_base64(const char *p, const char *end, char *into)
{
	char	   *begin = into;
	uint32_t	bits = 0;
	int			count = 0;

	for (; p < end && *p != '='; p++)
	{
		int			digit = base64_digit(*p);

		if (digit < 0)
			continue;
		bits = (bits << 6 | (uint32_t) digit) & 0xFFFFFF;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		*into++ = (char) (bits >> count);
	}
	return (size_t) (into - begin);
}

static bool
holds_tag(const char *p, const char *end, const char *tag)
{
	size_t		length = strlen(tag);

	for (; (size_t) (end - p) >= length; p++)
	{
		if (*p == '<' && strncasecmp(p, tag, length) == 0)
			return true;
	}
	return false;
}

/* Do the frames of a page have what it shows? Beside tables they show something else. */
static void
note_frames(Mime *m, const char *p, const char *end)
{
	m->is_frameset = holds_tag(p, end, "<frameset");
	m->has_frames = m->is_frameset || (holds_tag(p, end, "<iframe") && !holds_tag(p, end, "<td"));
}

/* Adds a part to the page, if it belongs there. */
static void
take_part(Mime *m, const Headers *headers, const char *p, const char *end)
{
	bool		is_html = strncasecmp(headers->type, "text/html", 9) == 0;
	bool		is_text = strncasecmp(headers->type, "text/plain", 10) == 0;
	char	   *into = m->page + m->length;
	size_t		length;

	if (!(is_html && (!m->has_html || m->has_frames)) &&
		!(is_text && !m->has_html && !m->has_text))
		return;
	/* what stood for the page until now: a text, or the page that only has the frames */
	if (is_html && (!m->has_html || m->length == 0))
		into = m->page;
	if (strncasecmp(headers->encoding, "quoted-printable", 16) == 0)
		length = decode_quoted(p, end, into);
	else if (strncasecmp(headers->encoding, "base64", 6) == 0)
		length = decode_base64(p, end, into);
	else
		memcpy(into, p, length = (size_t) (end - p));
	if (is_html && !m->has_html)
		note_frames(m, into, into + length);
	m->length = is_html && m->is_frameset && !m->has_html ? 0 :
		(size_t) (into - m->page) + length;
	m->has_html = m->has_html || is_html;
	m->has_text = m->has_text || is_text;
}

/* The next line that begins with the boundary, or end. */
static const char *
find_delimiter(const char *p, const char *end, const char *boundary)
{
	size_t		length = strlen(boundary);

	while (p < end)
	{
		const char *next = line_end(p, end);

		if ((size_t) (next - p) >= length + 2 && p[0] == '-' && p[1] == '-' &&
			memcmp(p + 2, boundary, length) == 0)
			return p;
		p = next < end ? next + 1 : end;
	}
	return end;
}

static void
read_part(Mime *m, const char *p, const char *end, int depth)
{
	Headers		headers;
	char		boundary[LONGEST_BOUNDARY + 1];

	if (m->host->check_interrupts)
		m->host->check_interrupts();
	p = read_headers(p, end, &headers);
	if (strncasecmp(headers.type, "multipart/", 10) != 0)
	{
		take_part(m, &headers, p, end);
		return;
	}
	if (depth == DEEPEST || !find_boundary(headers.type, boundary))
		return;
	p = find_delimiter(p, end, boundary);
	while (p < end)
	{
		const char *begin = line_end(p, end);
		const char *next;

		begin = begin < end ? begin + 1 : end;
		next = find_delimiter(begin, end, boundary);
		if (begin < next)
			read_part(m, begin, next, depth + 1);
		p = next;
	}
}

GdStatus
gd_read_mime(const GdHost *host, GdText bytes, GdText *page)
{
	Mime		m = {host, host->allocate(host->arena, bytes.length + 1)};

	if (m.page == NULL)
		return GD_OUT_OF_MEMORY;
	read_part(&m, bytes.data, bytes.data + bytes.length, 0);
	*page = (GdText) {m.has_html || m.has_text ? m.page : NULL, m.length};
	return GD_OK;
}
