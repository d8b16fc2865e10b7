// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What `kvrrp` prints, to the letter: tests/golden/. With KVRRP_GOLDEN_UPDATE set
 * the files are written instead; read the difference before committing it.
 */
#include "daemon.h"

#include "cli/format.h"
#include "cli/json.h"
#include "cli/text.h"

#define SECOND	1000000000ull
/* 2026-11-21 10:15:02.000123 UTC */
#define START	(1795256102ull * SECOND + 123000)

#define IP(a, b, c, d) { .family = AF_INET, .bytes = { a, b, c, d } }
#define LINK_LOCAL(last) { .family = AF_INET6, .bytes = { 0xfe, 0x80, [15] = last } }
#define GLOBAL(last) { .family = AF_INET6, .bytes = { 0x20, 1, 0x0d, 0xb8, [15] = last } }

static struct kvrrp_address addresses[] = {
	{ .ip = IP(10, 0, 0, 31), .prefix_length = 24, .ifindex = 2, .interface = "eth0",
	  .label = "eth0:0", .broadcast = IP(10, 0, 0, 255), .live = true },
	{ .ip = IP(10, 0, 0, 32), .prefix_length = 32, .ifindex = 2, .interface = "eth0",
	  .scope = 253 },
};

static struct kvrrp_address addresses_v6[] = {
	{ .ip = LINK_LOCAL(0x50), .prefix_length = 64, .ifindex = 2, .interface = "eth0",
	  .live = true },
	{ .ip = GLOBAL(0x50), .prefix_length = 128, .ifindex = 3, .interface = "eth1" },
};

static struct kvrrp_instance instances[] = {
	{
		.ifindex = 2, .vrid = 51, .family = AF_INET, .name = "VI_1", .version = 3,
		.priority = 100, .effective_priority = 100, .advert_interval_ms = 10,
		.addresses = addresses, .address_count = COUNT(addresses),
		.interface = "eth0", .state = KVRRP_STATE_MASTER,
		.master_address = IP(10, 0, 0, 2), .master_priority = 100,
		.master_advert_interval_ms = 10, .master_down_interval_us = 36094,
		.skew_time_us = 6094, .last_transition = START,
		.reason = KVRRP_REASON_MASTER_DOWN,
		.old_state = KVRRP_STATE_BACKUP, .sequence = 7,
	}, {
		/* everything that can be configured, and a name that is not UTF-8 */
		.ifindex = 3, .vrid = 1, .family = AF_INET, .name = "caf\xe9", .version = 2,
		.priority = 90, .effective_priority = 80, .advert_interval_ms = 1000,
		.nopreempt = true, .preempt_delay_ms = 5000, .auth_type = KVRRP_AUTH_PASS,
		.interface = "eth1", .state = KVRRP_STATE_BACKUP,
		.master_address = IP(10, 0, 0, 3), .master_priority = 150,
		.master_advert_interval_ms = 2000, .master_down_interval_us = 3000000,
		.last_transition = START - 90000 * SECOND,
		.reason = KVRRP_REASON_HIGHER_PRIORITY,
		.old_state = KVRRP_STATE_BACKUP, .sequence = 8,
	}, {
		/* nothing is known yet, and a module newer than this program */
		.ifindex = 4, .vrid = 255, .family = AF_INET, .name = "new", .version = 3,
		.priority = 255, .effective_priority = 255, .advert_interval_ms = 1000,
		.interface = "eth2", .state = 9, .reason = 99,
		.master_down_interval_us = 3003906, .skew_time_us = 3906, .sequence = 9,
	}, {
		.ifindex = 2, .vrid = 51, .family = AF_INET6, .name = "VI_6", .version = 3,
		.priority = 100, .effective_priority = 100, .advert_interval_ms = 1000,
		.addresses = addresses_v6, .address_count = COUNT(addresses_v6),
		.interface = "eth0", .state = KVRRP_STATE_BACKUP,
		.master_address = LINK_LOCAL(0xa), .master_priority = 200,
		.master_advert_interval_ms = 1000, .master_down_interval_us = 3609375,
		.skew_time_us = 609375, .last_transition = START,
		.reason = KVRRP_REASON_STARTUP, .old_state = KVRRP_STATE_INIT, .sequence = 10,
	},
};

static const struct kvrrp_stats stats[] = {
	{ .value = { [KVRRP_A_STATS_DROP_VRID] = 3 } },
	/* no interface has this number */
	{ .ifindex = 2147483647, .vrid = 51, .family = AF_INET, .name = "VI_1",
	  .value = { [KVRRP_A_STATS_ADVERT_TX] = 18446744073ull,
		     [KVRRP_A_STATS_BECOME_MASTER] = 1, [KVRRP_A_STATS_DROP_AUTH_DATA] = 2 } },
	{ .ifindex = 2147483647, .vrid = 1, .family = AF_INET, .name = "quiet" },
	{ .ifindex = 2147483647, .vrid = 51, .family = AF_INET6, .name = "VI_6",
	  .value = { [KVRRP_A_STATS_ANNOUNCE_TX] = 11,
		     [KVRRP_A_STATS_DROP_FIRST_ADDRESS] = 1 } },
};

static void compare(const char *name, char *text)
{
	char file[64];
	char *expected;

	snprintf(file, sizeof(file), "tests/golden/%s", name);
	if (getenv("KVRRP_GOLDEN_UPDATE")) {
		write_file(file, text, 0644);
	} else {
		expected = read_whole(file);
		assert_string_equal(text, expected);
		free(expected);
	}
	free(text);
}

static void compare_json(const char *name, json_t *array)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_int_equal(json_dumpf(array, out, JSON_INDENT(2)), 0);
	fputc('\n', out);
	fclose(out);
	json_decref(array);
	compare(name, text);
}

static void show(void **state)
{
	json_t *array = json_array();
	char *text = NULL;
	size_t size, i;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	for (i = 0; i < COUNT(instances); i++) {
		kvrrp_text_instance(out, &instances[i], START + 200 * SECOND);
		json_array_append_new(array, kvrrp_json_instance(&instances[i]));
	}
	fclose(out);
	compare("show.txt", text);
	compare_json("show.json", array);
}

static void counters(void **state)
{
	json_t *array = json_array();
	char *text = NULL;
	size_t size, i;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	for (i = 0; i < COUNT(stats); i++) {
		kvrrp_text_stats(out, &stats[i]);
		json_array_append_new(array, kvrrp_json_stats(&stats[i]));
	}
	fclose(out);
	compare("stats.txt", text);
	compare_json("stats.json", array);
}

static void events(void **state)
{
	static const struct {
		enum kvrrp_event_type type;
		const struct kvrrp_instance *inst;
	} list[] = {
		{ KVRRP_EVENT_ADD, &instances[2] },
		{ KVRRP_EVENT_CHANGE, &instances[0] },
		{ KVRRP_EVENT_CHANGE, &instances[1] },
		{ KVRRP_EVENT_CHANGE, &instances[3] },
		{ KVRRP_EVENT_LOST, NULL },
		{ KVRRP_EVENT_DEL, &instances[0] },
	};
	json_t *array = json_array();
	char *text = NULL;
	size_t size, i;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	for (i = 0; i < COUNT(list); i++) {
		kvrrp_text_event(out, list[i].type, list[i].inst, START + i * SECOND);
		json_array_append_new(array, kvrrp_json_event(list[i].type, list[i].inst,
							      START + i * SECOND));
	}
	fclose(out);
	compare("monitor.txt", text);
	compare_json("monitor.json", array);
}

static void ages(void **state)
{
	static const struct {
		uint64_t seconds;
		const char *text;
	} list[] = {
		{ 0, "0 s" }, { 59, "59 s" }, { 60, "1 min" }, { 3599, "59 min" },
		{ 3600, "1 h 0 min" }, { 86399, "23 h 59 min" }, { 86400, "1 d 0 h" },
	};
	char text[KVRRP_TIME_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(list); i++)
		assert_string_equal(kvrrp_format_age(START, START + list[i].seconds * SECOND, text),
				    list[i].text);
	/* a clock that was set back */
	assert_string_equal(kvrrp_format_age(START, START - SECOND, text), "0 s");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(show),
		cmocka_unit_test(counters),
		cmocka_unit_test(events),
		cmocka_unit_test(ages),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
