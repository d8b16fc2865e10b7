// SPDX-License-Identifier: GPL-2.0-or-later
/* kvrrp monitor: a line for every event, until told to stop. */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/format.h"
#include "cli/json.h"
#include "cli/text.h"

static volatile sig_atomic_t stopped;

static void on_stop(int number)
{
	(void)number;
	stopped = 1;
}

static void on_event(void *data, enum kvrrp_event_type type, const struct kvrrp_instance *inst)
{
	const struct kvrrp_cli *cli = data;
	uint64_t when = kvrrp_format_now();

	/* the kernel knows better than we do when it began, or when the state changed */
	if (inst && inst->last_transition && (type == KVRRP_EVENT_ADD ||
	    (type == KVRRP_EVENT_CHANGE && inst->old_state != inst->state)))
		when = inst->last_transition;
	if (cli->json) {
		/* one object a line, whatever -p says: readers go by lines */
		struct kvrrp_cli line = { .json = true };

		kvrrp_cli_print_json(&line, kvrrp_json_event(type, inst, when));
	} else {
		kvrrp_text_event(stdout, type, inst, when);
	}
	fflush(stdout);
}

/* Until a signal, the reader of our output leaving, or an error. */
static int watch(const struct kvrrp_cli *cli, struct kvrrp_monitor *monitor,
		 const sigset_t *signals)
{
	struct pollfd fds[] = {
		{ .fd = kvrrp_monitor_fd(monitor), .events = POLLIN },
		{ .fd = STDOUT_FILENO },
	};
	int err;

	while (!stopped) {
		/* the only place where the signals get in: none can slip by */
		if (ppoll(fds, 2, NULL, signals) < 0) {
			if (errno == EINTR)
				continue;
			return -errno;
		}
		if (fds[0].revents) {
			err = kvrrp_monitor_read(monitor, on_event, (void *)cli);
			if (err)
				return err;
		}
		if (fds[1].revents || ferror(stdout))
			break;
	}
	return 0;
}

int kvrrp_monitor_run(const struct kvrrp_cli *cli)
{
	struct sigaction action = { .sa_handler = on_stop };
	struct kvrrp_monitor *monitor;
	sigset_t stop, before;
	int err;

	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	sigprocmask(SIG_BLOCK, &stop, &before);
	sigdelset(&before, SIGINT);
	sigdelset(&before, SIGTERM);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);

	err = kvrrp_monitor_open(&monitor);
	if (err)
		return kvrrp_cli_open_failed(err);
	err = watch(cli, monitor, &before);
	kvrrp_monitor_close(monitor);
	if (err == -ENOENT) {
		kvrrp_cli_error("the kvrrp module has been unloaded");
		return KVRRP_EXIT_MISSING;
	}
	if (err) {
		kvrrp_cli_error("reading events: %s", strerror(-err));
		return KVRRP_EXIT_REFUSED;
	}
	return KVRRP_EXIT_OK;
}
