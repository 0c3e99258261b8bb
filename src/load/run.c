/*
 * run.c
 *	  Runs another program, for so long and not longer.
 *
 * Between fork and exec only what is safe in a program with threads is called.
 */
#include "load/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "load/clock.h"
#include "load/interrupt.h"
#include "load/allocate.h"
#include "load/walk.h"

#define MOST_OUTPUT ((rlim_t) 512 << 20)	/* bytes of a file that it writes */
#define CANNOT_RUN 127
#define FIRST_LOOK 1000000		/* nanoseconds until it is first looked after, */
#define LAST_LOOK 20000000		/* and the longest time between two looks */

extern char **environ;

char *
find_program(const char *name)
{
	const char *path = getenv("PATH");

	while (path != NULL && *path != '\0')
	{
		size_t		length = strcspn(path, ":");
		char	   *folder = copy_bytes((GdText) {path, length});
		char	   *program = join_path(folder, name);
		struct stat stat_of;

		free(folder);
		/* not one that lies where this happens to run */
		if (*program == '/' && access(program, X_OK) == 0 && stat(program, &stat_of) == 0 &&
			S_ISREG(stat_of.st_mode))
			return program;
		free(program);
		path += length + (path[length] == ':');
	}
	return NULL;
}

/* Is the variable set for the command in another way? */
static bool
is_replaced(const char *variable)
{
	return strncmp(variable, "HOME=", 5) == 0 || strncmp(variable, "TMPDIR=", 7) == 0 ||
		strncmp(variable, "PGPASSWORD=", 11) == 0;
}

/* This program's environment with another home; without the password of the database. */
static char **
make_environment(const char *folder)
{
	size_t		count = 0;
	char	  **made;

	while (environ[count] != NULL)
		count++;
	made = get_memory((count + 3) * sizeof(char *));
	count = 0;
	for (char **variable = environ; *variable != NULL; variable++)
	{
		if (!is_replaced(*variable))
			made[count++] = copy_string(*variable);
	}
	made[count++] = format_text("HOME=%s", folder);
	made[count++] = format_text("TMPDIR=%s", folder);
	made[count] = NULL;
	return made;
}

static void
free_strings(char **strings)
{
	for (char **string = strings; *string != NULL; string++)
		free(*string);
	free(strings);
}

static void
redirect(const char *path, int flags, int to)
{
	int			file = open(path, flags, 0600);

	if (file < 0 || dup2(file, to) < 0)
		_exit(CANNOT_RUN);
	if (file != to)
		close(file);
}

static void
limit(int resource, rlim_t most)
{
	struct rlimit limits = {most, most};

	setrlimit(resource, &limits);
}

/* In the new process, which is the first of a group of its own. */
static void
become(const Command *command, char **arguments, char **environment)
{
	sigset_t	none;

	setpgid(0, 0);
	if (chdir(command->folder) != 0)
		_exit(CANNOT_RUN);
	redirect("/dev/null", O_RDONLY, STDIN_FILENO);
	redirect(command->output, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
	redirect(command->errors, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	limit(RLIMIT_FSIZE, MOST_OUTPUT);
	limit(RLIMIT_CORE, 0);
	/* also where this program cannot end it any more */
	limit(RLIMIT_CPU, (rlim_t) command->seconds + 1);
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execve(command->program, arguments, environment);
	_exit(CANNOT_RUN);
}

/* Waits for the end of a process, or ends its group. */
static RunStatus
watch(pid_t process, int seconds)
{
	double		end = seconds_now() + seconds;
	struct timespec pause = {0, FIRST_LOOK};
	RunStatus	status = RUN_FAILED;
	int			result = 0;
	pid_t		ended;

	while ((ended = waitpid(process, &result, WNOHANG)) == 0 || (ended < 0 && errno == EINTR))
	{
		bool		is_interrupted = interrupts() > 0;

		if (is_interrupted || seconds_now() > end)
		{
			status = is_interrupted ? RUN_INTERRUPTED : RUN_TOO_LONG;
			break;
		}
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < LAST_LOOK)
			pause.tv_nsec *= 2;
	}
	/* what it has started and left behind, too */
	kill(-process, SIGKILL);
	if (ended == process)
		return WIFEXITED(result) && WEXITSTATUS(result) == 0 ? RUN_DONE : RUN_FAILED;
	while (ended >= 0 && waitpid(process, &result, 0) < 0 && errno == EINTR)
		;
	return status;
}

RunStatus
run_command(const Command *command)
{
	char	   *arguments[MOST_ARGUMENTS + 2] = {(char *) command->program};
	char	  **environment = make_environment(command->folder);
	RunStatus	status = RUN_FAILED;
	pid_t		process;

	for (int i = 0; i < MOST_ARGUMENTS && command->argument[i] != NULL; i++)
		arguments[i + 1] = (char *) command->argument[i];
	process = fork();
	if (process == 0)
		become(command, arguments, environment);
	if (process > 0)
	{
		/* both do so, as either may come first */
		setpgid(process, process);
		status = watch(process, command->seconds);
	}
	free_strings(environment);
	return status;
}
