// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One thread, one loop. It hears of four things: signals, state changes from the
 * module, interfaces that appear, and scripts that end. All that touches the kernel's
 * instances goes through synchronise(), which may be called at any time and any number
 * of times. Nothing here is on the way of a failover.
 */
#include "daemon.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>
#include <time.h>
#include <unistd.h>

#include "log.h"
#include "log_diag.h"
#include "notify/script.h"
#include "states.h"
#include "sync/link.h"
#include "sync/sync.h"

/* after something could not be done, until it is tried again */
#define RETRY_USEC	(5 * 1000000ull)
/* several interfaces or instances often come and go together */
#define SETTLE_USEC	(20 * 1000ull)
/* at the end, for the scripts that still run, and then for those of the stop */
#define STOP_LIMIT_USEC	(10 * 1000000ull)

struct kvrrp_daemon {
	const struct kvrrp_daemon_options *options;
	struct kvrrp_model *model;
	struct kvrrp_notifier *notifier;
	struct kvrrp_states *states;
	struct kvrrp_sync *sync;
	struct kvrrp_client *client;
	struct kvrrp_monitor *monitor;
	sd_event *event;
	sd_event_source *monitor_source;
	sd_event_source *resync;	/* when to synchronise again */
	sd_event_source *stop_limit;
	bool stopping;
	bool hurried;
	char status[128];		/* as last told to systemd */
};

static void tell_status(struct kvrrp_daemon *daemon)
{
	char text[sizeof(daemon->status)];

	kvrrp_states_describe(daemon->states, text, sizeof(text));
	if (!strcmp(text, daemon->status))
		return;
	memcpy(daemon->status, text, sizeof(text));
	sd_notifyf(0, "STATUS=%s", text);
}

static void resync_in(struct kvrrp_daemon *daemon, uint64_t usec)
{
	uint64_t at;
	int enabled;

	sd_event_now(daemon->event, CLOCK_MONOTONIC, &at);
	at += usec;
	/* the earlier of two wishes */
	if (sd_event_source_get_enabled(daemon->resync, &enabled) > 0) {
		uint64_t planned;

		sd_event_source_get_time(daemon->resync, &planned);
		if (planned <= at)
			return;
	}
	sd_event_source_set_time(daemon->resync, at);
	sd_event_source_set_enabled(daemon->resync, SD_EVENT_ONESHOT);
}

static void disconnect(struct kvrrp_daemon *daemon)
{
	daemon->monitor_source = sd_event_source_disable_unref(daemon->monitor_source);
	kvrrp_monitor_close(daemon->monitor);
	daemon->monitor = NULL;
	kvrrp_client_close(daemon->client);
	daemon->client = NULL;
}

static void on_event(void *data, enum kvrrp_event_type type, const struct kvrrp_instance *inst)
{
	struct kvrrp_daemon *daemon = data;

	switch (type) {
	case KVRRP_EVENT_LOST:
		log_warning("events from the kernel were lost: asking for all states");
		resync_in(daemon, 0);
		break;
	case KVRRP_EVENT_ADD:
		/* by ourselves, who list it at once */
		break;
	case KVRRP_EVENT_DEL:
		/* its interface went away, or somebody removed it: see what is to be done */
		if (kvrrp_states_know(daemon->states, inst))
			resync_in(daemon, SETTLE_USEC);
		break;
	case KVRRP_EVENT_CHANGE:
		if (!kvrrp_states_event(daemon->states, inst))
			resync_in(daemon, SETTLE_USEC);
		break;
	}
}

static int drain_events(struct kvrrp_daemon *daemon)
{
	int err = kvrrp_monitor_read(daemon->monitor, on_event, daemon);

	if (!err)
		return 0;
	if (err == -ENOENT) {
		log_err("the module kvrrp has been unloaded");
		kvrrp_states_module_gone(daemon->states);
	} else {
		log_err("events from the kernel cannot be read: %s", strerror(-err));
	}
	disconnect(daemon);
	/* not sooner: asking for the family would load the module again */
	sd_event_source_set_enabled(daemon->resync, SD_EVENT_OFF);
	resync_in(daemon, RETRY_USEC);
	return err;
}

static int on_monitor(sd_event_source *source, int fd, uint32_t events, void *data)
{
	struct kvrrp_daemon *daemon = data;

	(void)source;
	(void)fd;
	(void)events;
	drain_events(daemon);
	tell_status(daemon);
	return 0;
}

/* Events are asked for first: what happens while we list instances is not missed. */
static int connect_kernel(struct kvrrp_daemon *daemon)
{
	int err;

	if (daemon->client)
		return 0;
	err = kvrrp_monitor_open(&daemon->monitor);
	if (!err)
		err = kvrrp_client_open(&daemon->client);
	if (!err)
		err = sd_event_add_io(daemon->event, &daemon->monitor_source,
				      kvrrp_monitor_fd(daemon->monitor), EPOLLIN, on_monitor,
				      daemon);
	if (err < 0)
		disconnect(daemon);
	return err < 0 ? err : 0;
}

/*
 * Events that were under way are taken in before the states are compared, so that they
 * are told in the order in which they happened.
 */
static int synchronise(struct kvrrp_daemon *daemon)
{
	struct kvrrp_sync_report report = { 0 };
	bool again = false;
	int err;

	err = connect_kernel(daemon);
	if (!err)
		err = kvrrp_sync_run(daemon->sync, daemon->client, daemon->model, &report);
	if (!err)
		err = drain_events(daemon);
	if (err) {
		kvrrp_sync_report_free(&report);
		return err;
	}
	kvrrp_states_report(daemon->states, &report);
	for (size_t i = 0; i < report.count; i++)
		again = again || report.results[i].failed;
	kvrrp_sync_report_free(&report);
	if (again)
		resync_in(daemon, RETRY_USEC);
	return 0;
}

static int on_resync(sd_event_source *source, uint64_t now, void *data)
{
	struct kvrrp_daemon *daemon = data;
	int err;

	(void)source;
	(void)now;
	/* who unloaded the module does not want it back because we ask for its family */
	if (!daemon->client && access("/sys/module/kvrrp", F_OK) < 0) {
		resync_in(daemon, RETRY_USEC);
		return 0;
	}
	err = synchronise(daemon);
	if (err) {
		log_warning("the kernel's instances cannot be brought up to date: %s",
			    strerror(-err));
		disconnect(daemon);
		resync_in(daemon, RETRY_USEC);
	}
	tell_status(daemon);
	return 0;
}

static void on_link(void *data, const char *interface)
{
	struct kvrrp_daemon *daemon = data;

	if (!daemon->stopping && kvrrp_states_waits_for(daemon->states, interface))
		resync_in(daemon, SETTLE_USEC);
}

static int on_link_socket(sd_event_source *source, int fd, uint32_t events, void *data)
{
	int err = kvrrp_link_read(fd, on_link, data);

	(void)source;
	(void)events;
	if (err)
		log_warning("news of interfaces cannot be read: %s", strerror(-err));
	return 0;
}

static void finish(void *data)
{
	struct kvrrp_daemon *daemon = data;

	if (daemon->stopping)
		sd_event_exit(daemon->event, KVRRP_EXIT_OK);
}

static int on_stop_limit(sd_event_source *source, uint64_t now, void *data)
{
	struct kvrrp_daemon *daemon = data;

	if (daemon->hurried) {
		log_warning("scripts still run: they are killed");
		finish(daemon);
		return 0;
	}
	daemon->hurried = true;
	kvrrp_notifier_hurry(daemon->notifier);
	sd_event_source_set_time(source, now + STOP_LIMIT_USEC);
	return sd_event_source_set_enabled(source, SD_EVENT_ONESHOT);
}

static int on_terminate(sd_event_source *source, const struct signalfd_siginfo *info, void *data)
{
	struct kvrrp_daemon *daemon = data;

	(void)source;
	(void)info;
	if (daemon->stopping)
		return 0;
	daemon->stopping = true;
	sd_notify(0, "STOPPING=1");
	if (daemon->options->keep) {
		log_notice("stopping; the instances go on in the kernel");
	} else {
		log_notice("stopping");
		if (daemon->client)
			kvrrp_sync_remove_all(daemon->client);
		kvrrp_states_stop(daemon->states);
	}
	disconnect(daemon);
	sd_event_source_set_enabled(daemon->resync, SD_EVENT_OFF);
	if (kvrrp_notifier_is_idle(daemon->notifier))
		finish(daemon);
	else
		sd_event_add_time_relative(daemon->event, &daemon->stop_limit, CLOCK_MONOTONIC,
					   STOP_LIMIT_USEC, 0, on_stop_limit, daemon);
	return 0;
}

static void reload(struct kvrrp_daemon *daemon)
{
	struct kvrrp_config_options options = { .host = daemon->options->host };
	struct kvrrp_diag diag = { 0 };
	struct kvrrp_model *old = daemon->model, *model;
	int err;

	model = kvrrp_config_load(daemon->options->file, &options, &diag);
	if (model)
		kvrrp_script_check_model(model, &diag);
	kvrrp_log_diag(&diag);
	if (!model) {
		log_err("the configuration has errors: the old one stays in force");
		return;
	}
	daemon->model = model;
	kvrrp_states_set_model(daemon->states, model);
	kvrrp_model_free(old);
	err = synchronise(daemon);
	if (err) {
		log_err("the new configuration is not in force yet: %s", strerror(-err));
		resync_in(daemon, RETRY_USEC);
		return;
	}
	log_notice("configuration read again");
}

static int on_hangup(sd_event_source *source, const struct signalfd_siginfo *info, void *data)
{
	struct kvrrp_daemon *daemon = data;
	struct timespec now;

	(void)source;
	(void)info;
	if (daemon->stopping)
		return 0;
	clock_gettime(CLOCK_MONOTONIC, &now);
	sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%llu",
		   now.tv_sec * 1000000ull + now.tv_nsec / 1000);
	reload(daemon);
	sd_notify(0, "READY=1");
	tell_status(daemon);
	return 0;
}

static int add_sources(struct kvrrp_daemon *daemon)
{
	int link, err;

	err = sd_event_add_signal(daemon->event, NULL, SIGTERM, on_terminate, daemon);
	if (err >= 0)
		err = sd_event_add_signal(daemon->event, NULL, SIGINT, on_terminate, daemon);
	if (err >= 0)
		err = sd_event_add_signal(daemon->event, NULL, SIGHUP, on_hangup, daemon);
	if (err >= 0)
		err = sd_event_add_time(daemon->event, &daemon->resync, CLOCK_MONOTONIC, 0, 0,
					on_resync, daemon);
	if (err >= 0)
		err = sd_event_source_set_enabled(daemon->resync, SD_EVENT_OFF);
	if (err < 0)
		return err;

	link = kvrrp_link_open();
	if (link < 0)
		return link;
	err = sd_event_add_io(daemon->event, NULL, link, EPOLLIN, on_link_socket, daemon);
	if (err < 0)
		close(link);
	return err < 0 ? err : 0;
}

static int set_up(struct kvrrp_daemon *daemon)
{
	sigset_t signals;
	int err;

	/* blocked for good: the loop reads them, and programs get a fresh mask */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);

	err = sd_event_new(&daemon->event);
	if (err >= 0)
		err = kvrrp_notifier_new(daemon->event, &daemon->notifier);
	if (err < 0)
		return err;
	kvrrp_notifier_on_idle(daemon->notifier, finish, daemon);
	daemon->states = kvrrp_states_new(daemon->notifier);
	daemon->sync = kvrrp_sync_new();
	if (!daemon->sync)
		return -ENOMEM;
	sd_event_set_watchdog(daemon->event, true);
	return add_sources(daemon);
}

static enum kvrrp_exit start_up(struct kvrrp_daemon *daemon)
{
	int err = set_up(daemon);

	if (err) {
		log_err("cannot start: %s", strerror(-err));
		return KVRRP_EXIT_REFUSED;
	}
	kvrrp_states_set_model(daemon->states, daemon->model);
	err = synchronise(daemon);
	if (err == -ENOENT) {
		log_err("the module kvrrp is not loaded and cannot be: try modprobe kvrrp");
		return KVRRP_EXIT_NO_MODULE;
	}
	if (err) {
		log_err("the kernel cannot be asked for its instances: %s%s", strerror(-err),
			err == -EPERM ? " (kvrrpd needs CAP_NET_ADMIN)" : "");
		return KVRRP_EXIT_REFUSED;
	}
	log_notice("kvrrpd " KVRRP_VERSION " has started");
	sd_notify(0, "READY=1");
	tell_status(daemon);
	return KVRRP_EXIT_OK;
}

enum kvrrp_exit kvrrp_daemon_run(const struct kvrrp_daemon_options *options,
				 struct kvrrp_model *model)
{
	struct kvrrp_daemon daemon = { .options = options, .model = model };
	enum kvrrp_exit status;

	status = start_up(&daemon);
	if (status == KVRRP_EXIT_OK && sd_event_loop(daemon.event) < 0)
		status = KVRRP_EXIT_REFUSED;

	disconnect(&daemon);
	kvrrp_notifier_free(daemon.notifier);
	kvrrp_states_free(daemon.states);
	kvrrp_sync_free(daemon.sync);
	kvrrp_model_free(daemon.model);
	sd_event_source_disable_unref(daemon.resync);
	sd_event_source_disable_unref(daemon.stop_limit);
	sd_event_unref(daemon.event);
	return status;
}
