// SPDX-License-Identifier: GPL-2.0-or-later
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../log.h"
#include "output.h"

#define TIME_LIMIT_USEC	(60 * 1000000ull)
#define KILL_AFTER_USEC	(5 * 1000000ull)

struct kvrrp_process {
	pid_t pid;
	char *label;
	sd_event_source *child;
	sd_event_source *timer;
	bool terminated;		/* the time limit has passed once */
	void (*done)(void *data);
	void *data;
};

static void process_free(struct kvrrp_process *process)
{
	sd_event_source_disable_unref(process->child);
	sd_event_source_disable_unref(process->timer);
	free(process->label);
	free(process);
}

static void log_end(const struct kvrrp_process *process, const siginfo_t *info)
{
	if (info->si_code != CLD_EXITED)
		log_warning("%s was ended by signal %d (%s)", process->label, info->si_status,
			    strsignal(info->si_status));
	else if (info->si_status)
		log_warning("%s exited with status %d", process->label, info->si_status);
	else
		log_debug("%s has ended", process->label);
}

static int on_exit_of_child(sd_event_source *source, const siginfo_t *info, void *data)
{
	struct kvrrp_process *process = data;
	void (*done)(void *data) = process->done;
	void *done_data = process->data;

	(void)source;
	log_end(process, info);
	process_free(process);
	done(done_data);
	return 0;
}

static int on_time_limit(sd_event_source *source, uint64_t now, void *data)
{
	struct kvrrp_process *process = data;

	if (process->terminated) {
		log_warning("%s does not end: killing it", process->label);
		kill(-process->pid, SIGKILL);
		return 0;
	}
	log_warning("%s has run for %llu s: ending it", process->label,
		    TIME_LIMIT_USEC / 1000000);
	process->terminated = true;
	kill(-process->pid, SIGTERM);
	sd_event_source_set_time(source, now + KILL_AFTER_USEC);
	return sd_event_source_set_enabled(source, SD_EVENT_ONESHOT);
}

/* The daemon blocks the signals it reads from the loop; programs expect none blocked. */
static int spawn(pid_t *pid, char *const argv[], char *const environment[], int output)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	int err;

	sigemptyset(&none);
	sigfillset(&all);
	err = posix_spawn_file_actions_init(&actions);
	if (err)
		return -err;
	err = posix_spawnattr_init(&attributes);
	if (err) {
		posix_spawn_file_actions_destroy(&actions);
		return -err;
	}
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
				 POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	err = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (!err)
		err = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	if (!err)
		err = posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
	if (!err)
		err = posix_spawn(pid, argv[0], &actions, &attributes, argv, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return -err;
}

static int watch(sd_event *event, struct kvrrp_process *process)
{
	int err;

	err = sd_event_add_child(event, &process->child, process->pid, WEXITED, on_exit_of_child,
				 process);
	if (err < 0)
		return err;
	/* what it wrote last is read before its end is noticed */
	sd_event_source_set_priority(process->child, SD_EVENT_PRIORITY_NORMAL + 10);
	return sd_event_add_time_relative(event, &process->timer, CLOCK_MONOTONIC,
					  TIME_LIMIT_USEC, 0, on_time_limit, process);
}

int kvrrp_process_start(sd_event *event, char *const argv[], char *const environment[],
			const char *label, void (*done)(void *data), void *data,
			struct kvrrp_process **out)
{
	struct kvrrp_process *process = calloc(1, sizeof(*process));
	int pipe_ends[2];
	int err;

	if (!process)
		return -ENOMEM;
	process->done = done;
	process->data = data;
	process->label = strdup(label);
	if (!process->label || pipe2(pipe_ends, O_CLOEXEC) < 0) {
		err = -errno;
		process_free(process);
		return err;
	}
	err = spawn(&process->pid, argv, environment, pipe_ends[1]);
	close(pipe_ends[1]);
	if (err) {
		close(pipe_ends[0]);
		process_free(process);
		return err;
	}
	kvrrp_output_follow(event, pipe_ends[0], label);
	err = watch(event, process);
	if (err < 0) {
		kvrrp_process_kill(process);
		return err;
	}
	*out = process;
	return 0;
}

void kvrrp_process_kill(struct kvrrp_process *process)
{
	kill(-process->pid, SIGKILL);
	/* reaped here: with its source goes the loop's interest in it */
	sd_event_source_disable_unref(process->child);
	process->child = NULL;
	waitpid(process->pid, NULL, 0);
	process_free(process);
}
