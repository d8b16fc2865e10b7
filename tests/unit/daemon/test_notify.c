// SPDX-License-Identifier: GPL-2.0-or-later
/* Scripts: what they get, in which order they run, and which do not. */
#include "daemon.h"

#include <signal.h>
#include <systemd/sd-event.h>

#include "config/config.h"
#include "kernel/client.h"
#include "log.h"
#include "notify/notify.h"
#include "notify/script.h"

struct fixture {
	sd_event *event;
	struct kvrrp_notifier *notifier;
	struct kvrrp_model *model;
	char folder[64];
};

static void on_idle(void *data)
{
	struct fixture *fixture = data;

	sd_event_exit(fixture->event, 0);
}

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	struct kvrrp_config_options options = { .host = NULL };
	struct kvrrp_diag diag = { 0 };
	char text[1024], path[96];

	remove("out");
	assert_non_null(getcwd(fixture->folder, sizeof(fixture->folder)));
	/* writes a line when it begins and one when it ends, slowly if there is a brake */
	snprintf(text, sizeof(text), "#!/bin/sh\ncd %s\necho \"begin $*\" >>out\n"
		 "[ -e brake ] && sleep 0.3\necho \"end $1\" >>out\necho printed\n"
		 "[ \"$1\" != b ]\n",
		 fixture->folder);
	write_file("script", text, 0755);
	snprintf(text, sizeof(text), "vrrp_instance : { VI_1 : { interface = \"eth0\";\n"
		 "virtual_router_id = 51; virtual_ipaddress = [ \"10.0.0.1/24\", \"10.0.0.2\" ];\n"
		 "notify_master = \"%1$s/script m\"; notify_backup = \"%1$s/script b\";\n"
		 "notify_stop = \"%1$s/script s\"; notify = \"%1$s/script any\"; }; };\n",
		 fixture->folder);
	write_file("t.conf", text, 0600);
	fixture->model = kvrrp_config_load("t.conf", &options, &diag);
	assert_non_null(fixture->model);
	kvrrp_diag_clear(&diag);

	snprintf(path, sizeof(path), "%s/brake", fixture->folder);
	remove(path);
	assert_true(sd_event_new(&fixture->event) >= 0);
	assert_int_equal(kvrrp_notifier_new(fixture->event, &fixture->notifier), 0);
	kvrrp_notifier_on_idle(fixture->notifier, on_idle, fixture);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	kvrrp_notifier_free(fixture->notifier);
	kvrrp_model_free(fixture->model);
	sd_event_unref(fixture->event);
	free(fixture);
	return 0;
}

static void add(struct fixture *fixture, enum kvrrp_notify script, const char *name)
{
	struct kvrrp_notice notice = {
		.script = script,
		.state = name,
		.old_state = "INIT",
		.reason = "startup",
		.priority = 100,
	};

	kvrrp_notifier_add(fixture->notifier, &fixture->model->instances[0], &notice);
}

static void expect_output(struct fixture *fixture, const char *expected)
{
	char *text;

	if (!kvrrp_notifier_is_idle(fixture->notifier))
		assert_int_equal(sd_event_loop(fixture->event), 0);
	text = read_whole("out");
	assert_string_equal(text, expected);
	free(text);
}

static void own_script_then_the_general_one(void **state)
{
	add(*state, KVRRP_NOTIFY_MASTER, "MASTER");
	expect_output(*state, "begin m\nend m\nbegin any INSTANCE VI_1 MASTER 100\nend any\n");
}

static void only_the_last_waiting_state_runs(void **state)
{
	write_file("brake", "", 0600);
	add(*state, KVRRP_NOTIFY_MASTER, "MASTER");
	add(*state, KVRRP_NOTIFY_BACKUP, "BACKUP");
	add(*state, KVRRP_NOTIFY_MASTER, "MASTER");
	add(*state, KVRRP_NOTIFY_STOP, "STOP");
	expect_output(*state, "begin m\nend m\nbegin any INSTANCE VI_1 MASTER 100\nend any\n"
		      "begin s\nend s\nbegin any INSTANCE VI_1 STOP 100\nend any\n");
}

static void a_state_without_scripts_also_ends_a_wait(void **state)
{
	struct fixture *fixture = *state;

	/* no general script, and none for FAULT */
	fixture->model->instances[0].notify[KVRRP_NOTIFY_ANY].argc = 0;
	write_file("brake", "", 0600);
	add(fixture, KVRRP_NOTIFY_BACKUP, "BACKUP");
	add(fixture, KVRRP_NOTIFY_MASTER, "MASTER");
	add(fixture, KVRRP_NOTIFY_FAULT, "FAULT");
	expect_output(fixture, "begin b\nend b\n");
}

static void the_environment_is_made_from_scratch(void **state)
{
	struct fixture *fixture = *state;
	char text[512];

	setenv("SECRET", "x", 1);
	snprintf(text, sizeof(text), "#!/bin/sh\nread x && echo input >%1$s/out\n"
		 "env | grep -v -e ^PWD -e ^SHLVL -e ^_= | sort >>%1$s/out\n"
		 "echo $(($(cut -d' ' -f6 /proc/$$/stat) == $$)) >>%1$s/out\n", fixture->folder);
	write_file("script", text, 0755);
	fixture->model->instances[0].notify[KVRRP_NOTIFY_ANY].argc = 0;
	add(fixture, KVRRP_NOTIFY_MASTER, "MASTER");
	expect_output(fixture,
		      "KVRRP_ADDRESSES=10.0.0.1/24 10.0.0.2/32\n"
		      "KVRRP_INTERFACE=eth0\n"
		      "KVRRP_NAME=VI_1\n"
		      "KVRRP_OLD_STATE=INIT\n"
		      "KVRRP_PRIORITY=100\n"
		      "KVRRP_REASON=startup\n"
		      "KVRRP_STATE=MASTER\n"
		      "KVRRP_VRID=51\n"
		      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"
		      "1\n");
}

static void a_script_that_others_can_write_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct kvrrp_diag diag = { 0 };

	chmod("script", 0775);
	kvrrp_script_check_model(fixture->model, &diag);
	assert_int_equal(diag.warnings, 4);
	assert_int_equal(diag.entries[0].line, 3);
	assert_non_null(strstr(diag.entries[0].text, "others can write it"));
	kvrrp_diag_clear(&diag);
	add(fixture, KVRRP_NOTIFY_MASTER, "MASTER");
	assert_true(kvrrp_notifier_is_idle(fixture->notifier));
	assert_int_equal(access("out", F_OK), -1);

	chmod("script", 0644);
	assert_non_null(strstr(kvrrp_script_refusal("script"), "not executable"));
	assert_string_equal(kvrrp_script_refusal("nothing"), "No such file or directory");
	assert_string_equal(kvrrp_script_refusal("/"), "it is not a file");
}

static void a_script_that_hangs_gives_way(void **state)
{
	struct fixture *fixture = *state;

	write_file("script", "#!/bin/sh\n[ \"$1\" != m ] || sleep 100\n"
		   "echo \"$*\" >>$(dirname $0)/out\n", 0755);
	add(fixture, KVRRP_NOTIFY_MASTER, "MASTER");
	add(fixture, KVRRP_NOTIFY_STOP, "STOP");
	kvrrp_notifier_hurry(fixture->notifier);
	expect_output(fixture, "s\nany INSTANCE VI_1 STOP 100\n");
}

static void one_that_fails_does_not_hold_up_the_next(void **state)
{
	write_file("brake", "", 0600);
	add(*state, KVRRP_NOTIFY_BACKUP, "BACKUP");
	add(*state, KVRRP_NOTIFY_MASTER, "MASTER");
	expect_output(*state, "begin b\nend b\nbegin any INSTANCE VI_1 BACKUP 100\nend any\n"
		      "begin m\nend m\nbegin any INSTANCE VI_1 MASTER 100\nend any\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(own_script_then_the_general_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_the_last_waiting_state_runs, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_state_without_scripts_also_ends_a_wait, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(the_environment_is_made_from_scratch, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_script_that_others_can_write_is_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_script_that_hangs_gives_way, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_that_fails_does_not_hold_up_the_next, set_up,
						tear_down),
	};
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	kvrrp_log_init(false);
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
