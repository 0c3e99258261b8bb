/*
 * log.c
 *	  What is told while the program runs: messages, and how far it is.
 */
#include "load/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load/clock.h"

#define MOST_MESSAGE 8192		/* bytes */
#define BAR 30					/* characters */
#define DRAW_EVERY 0.1			/* seconds */
#define LINE_EVERY 5.0			/* seconds */

static bool bar_is_shown;
static double last_shown;

void
end_progress(void)
{
	if (bar_is_shown)
		fputs("\r\033[K", stderr);
	bar_is_shown = false;
}

static void write_message(const char *kind, const char *format, va_list arguments)
			__attribute__((format(printf, 2, 0)));

static void
write_message(const char *kind, const char *format, va_list arguments)
{
	char		message[MOST_MESSAGE];
	int			length = vsnprintf(message, sizeof(message), format, arguments);

	if (length >= (int) sizeof(message))
		length = sizeof(message) - 1;
	/* libpq ends its messages with the line */
	while (length > 0 && message[length - 1] == '\n')
		length--;
	end_progress();
	fprintf(stderr, PROGRAM ": %s%.*s\n", kind, length, message);
}

void
log_error(const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	write_message("error: ", format, arguments);
	va_end(arguments);
}

void
log_hint(const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	write_message("hint: ", format, arguments);
	va_end(arguments);
}

void
log_line(const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	write_message("", format, arguments);
	va_end(arguments);
}

void
die(const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	write_message("error: ", format, arguments);
	va_end(arguments);
	exit(EXIT_STOPPED);
}

/* Is it time to show something? */
static bool
is_due(bool is_terminal)
{
	double		now = seconds_now();

	if (last_shown == 0 && !is_terminal)
		last_shown = now;
	if (now - last_shown < (is_terminal ? DRAW_EVERY : LINE_EVERY))
		return false;
	last_shown = now;
	return true;
}

void
show_progress(size_t done, size_t all, double seconds)
{
	bool		is_terminal = isatty(STDERR_FILENO);
	double		rate = seconds > 0 ? (double) done / seconds : 0;
	int			left = rate > 0 ? (int) ((double) (all - done) / rate) : 0;
	int			filled = all > 0 ? (int) (BAR * done / all) : BAR;
	static const char full[] = "==============================";

	if (!is_due(is_terminal))
		return;
	if (!is_terminal)
	{
		fprintf(stderr, "%zu of %zu files, %.0f a second, %d:%02d left\n", done, all, rate,
				left / 60, left % 60);
		return;
	}
	fprintf(stderr, "\r\033[K[%.*s%*s] %zu of %zu files, %.0f a second, %d:%02d left", filled, full,
			BAR - filled, "", done, all, rate, left / 60, left % 60);
	fflush(stderr);
	bar_is_shown = true;
}

void
show_status(const char *words)
{
	bool		is_terminal = isatty(STDERR_FILENO);

	fprintf(stderr, is_terminal ? "\r\033[K%s" : "%s\n", words);
	fflush(stderr);
	bar_is_shown = is_terminal;
}
