/*
 * options.c
 *	  What the command line asks for.
 */
#include "load/options.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load/log.h"

#define REGISTRY "disclosure"
#define TIME_LIMIT 120
#define MOST_JOBS 256
#define JOBS_AT_ONCE 8			/* where nobody says how many, and there are as many processors */

static const char help[] =
	"%s loads annual reports on the disclosure of government information into a database.\n"
	"\n"
	"Usage:\n"
	"  %s [OPTION]... PATH...\n"
	"\n"
	"A PATH is a file, an archive (zip, tar, gz) or a folder with any of these, at any depth.\n"
	"What a file is shows in its bytes. What the server reads is filed as it is; text is made of\n"
	"PDF by pdftotext, of doc, xls, rtf and wps by LibreOffice, or else catdoc or antiword.\n"
	"Run again, it files nothing twice.\n"
	"\n"
	"Options:\n"
	"  -r, --registry=SCHEMA     the registry to file into (default: " REGISTRY ")\n"
	"  -t, --table=TABLE         file into a table instead: source, body and, where it has them,\n"
	"                            raw, agency, year\n"
	"  -a, --agency-from=PATTERN|FILE\n"
	"                            whose reports they are, and of which year: by the end of the\n"
	"                            path, as in \"{year}/{agency}.*\", or by a CSV file with the\n"
	"                            columns source, agency, year\n"
	"  -j, --jobs=NUM            prepare and settle in so many threads (default: processors)\n"
	"  -n, --dry-run             do all but file\n"
	"  -R, --report=FILE         write what has become of each file, as CSV\n"
	"      --time-limit=SECONDS  for making text of one file (default: 120)\n"
	"  -q, --quiet               no progress and no summary\n"
	"  -v, --verbose             a line for each file, and a summary without omissions\n"
	"  -V, --version             output version information, then exit\n"
	"  -?, --help                show this help, then exit\n"
	"\n"
	"Connection options:\n"
	"  -d, --dbname=CONNINFO     database to connect to, or a connection string\n"
	"  -h, --host=HOSTNAME       database server host or socket directory\n"
	"  -p, --port=PORT           database server port number\n"
	"  -U, --username=NAME       connect as specified database user\n"
	"  -w, --no-password         never prompt for password\n"
	"\n"
	"Exit status:\n"
	"  0  everything is filed and settled, whether accepted or refused\n"
	"  1  it could not run, or not to its end\n"
	"  2  of some files nothing was filed; everything else is filed and settled\n"
	"  3  what is filed is not all settled: ingest() is still to be called\n"
	"  128 + N  it was ended by signal N; run again, it goes on\n";

enum
{
	TIME_LIMIT_OPTION = 1
};

static const struct option long_options[] = {
	{"dbname", required_argument, NULL, 'd'},
	{"host", required_argument, NULL, 'h'},
	{"port", required_argument, NULL, 'p'},
	{"username", required_argument, NULL, 'U'},
	{"no-password", no_argument, NULL, 'w'},
	{"registry", required_argument, NULL, 'r'},
	{"table", required_argument, NULL, 't'},
	{"agency-from", required_argument, NULL, 'a'},
	{"jobs", required_argument, NULL, 'j'},
	{"dry-run", no_argument, NULL, 'n'},
	{"report", required_argument, NULL, 'R'},
	{"time-limit", required_argument, NULL, TIME_LIMIT_OPTION},
	{"quiet", no_argument, NULL, 'q'},
	{"verbose", no_argument, NULL, 'v'},
	{"version", no_argument, NULL, 'V'},
	{"help", no_argument, NULL, '?'},
	{NULL, 0, NULL, 0}
};

static void
refuse_options(const char *why)
{
	if (why != NULL)
		log_error("%s", why);
	log_hint("Try \"%s --help\" for more information.", PROGRAM);
	exit(EXIT_STOPPED);
}

static int
read_number(const char *text, const char *option, int most)
{
	char	   *end;
	long		number;

	errno = 0;
	number = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || number < 1 || number > most)
		die("%s must be in range 1..%d", option, most);
	return (int) number;
}

static int
default_jobs(void)
{
	long		processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (processors < 1)
		return 1;
	return processors < JOBS_AT_ONCE ? (int) processors : JOBS_AT_ONCE;
}

static void
read_option(int option, Options *options)
{
	switch (option)
	{
		case 'd':
			options->dbname = optarg;
			break;
		case 'h':
			options->host = optarg;
			break;
		case 'p':
			options->port = optarg;
			break;
		case 'U':
			options->user = optarg;
			break;
		case 'w':
			options->no_password = true;
			break;
		case 'r':
			options->registry = optarg;
			break;
		case 't':
			options->table = optarg;
			break;
		case 'a':
			options->agency_from = optarg;
			break;
		case 'j':
			options->jobs = read_number(optarg, "-j/--jobs", MOST_JOBS);
			break;
		case 'n':
			options->dry_run = true;
			break;
		case 'R':
			options->report = optarg;
			break;
		case 'q':
			options->quiet = true;
			break;
		case 'v':
			options->verbose = true;
			break;
		case TIME_LIMIT_OPTION:
			options->time_limit = read_number(optarg, "--time-limit", INT_MAX / 2);
			break;
		default:
			/* getopt_long has said what is wrong */
			refuse_options(NULL);
	}
}

/* As the clients of PostgreSQL do: only as the first argument, as -? also means a mistake. */
static void
answer_questions(int argc, char **argv)
{
	if (argc < 2)
		return;
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0)
	{
		printf(help, PROGRAM, PROGRAM);
		exit(EXIT_ALL_LOADED);
	}
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
	{
		puts(PROGRAM " (govdisclose) " LOAD_VERSION);
		exit(EXIT_ALL_LOADED);
	}
}

void
read_options(int argc, char **argv, Options *options)
{
	int			option;

	*options = (Options) {.jobs = default_jobs(), .time_limit = TIME_LIMIT};
	answer_questions(argc, argv);
	while ((option = getopt_long(argc, argv, "d:h:p:U:wr:t:a:j:nR:qvV?", long_options,
								 NULL)) != -1)
		read_option(option, options);
	options->path = argv + optind;
	options->paths = argc - optind;
	if (options->paths == 0)
		refuse_options("no path given");
	if (options->registry != NULL && options->table != NULL)
		refuse_options("options -r/--registry and -t/--table cannot be used together");
	if (options->registry == NULL)
		options->registry = REGISTRY;
}
