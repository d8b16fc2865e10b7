// SPDX-License-Identifier: GPL-2.0-or-later
/* Configurations that are right, and the model they make. */
#include "daemon.h"

#include <linux/rtnetlink.h>

#include "config/config.h"
#include "config/nearest.h"
#include "config/words.h"

static char source_folder[256];

static struct kvrrp_model *load(const char *text, const char *host)
{
	struct kvrrp_config_options options = { .host = host };
	struct kvrrp_diag diag = { 0 };
	struct kvrrp_model *model;

	write_file("t.conf", text, 0600);
	model = kvrrp_config_load("t.conf", &options, &diag);
	if (diag.count)
		kvrrp_diag_print(&diag, stderr);
	kvrrp_diag_clear(&diag);
	assert_non_null(model);
	return model;
}

static void defaults(void **state)
{
	struct kvrrp_model *model = load("vrrp_instance : { VI_1 : { interface = \"eth0\"\n"
					 "virtual_router_id = 51\n"
					 "virtual_ipaddress = \"172.32.10.18\" } }\n", NULL);
	const struct kvrrp_model_instance *inst = kvrrp_model_find(model, "VI_1");

	(void)state;
	assert_int_equal(model->instance_count, 1);
	assert_non_null(inst);
	assert_string_equal(inst->interface, "eth0");
	assert_int_equal(inst->vrid, 51);
	assert_int_equal(inst->priority, 100);
	assert_int_equal(inst->version, 3);
	assert_int_equal(inst->advert_interval_ms, 1000);
	assert_int_equal(inst->start_state, KVRRP_STATE_BACKUP);
	assert_false(inst->nopreempt);
	assert_int_equal(inst->preempt_delay_ms, 0);
	assert_int_equal(inst->authentication.type, KVRRP_AUTH_NONE);
	assert_int_equal(inst->addresses.count, 1);
	assert_int_equal(inst->addresses.entries[0].prefix_length, 32);
	assert_int_equal(inst->addresses.entries[0].scope, RT_SCOPE_UNIVERSE);
	assert_int_equal(inst->addresses.entries[0].broadcast.family, 0);
	for (int i = 0; i < KVRRP_NOTIFY_MAX; i++)
		assert_int_equal(inst->notify[i].argc, 0);
	kvrrp_model_free(model);
}

static void everything(void **state)
{
	struct kvrrp_model *model = load(
		"config_version = 1;\r\n"
		"global_defs : { router_id = \"lb1\"; vrrp_version = 2; };\r\n"
		"vrrp_instance = ( { name = \"ns/svc.1\"; state = \"BACKUP\"; interface = \"eth0\";\n"
		"  virtual_router_id = 255; priority = 254; advert_int = 3; nopreempt = \"yes\";\n"
		"  authentication : { auth_type = \"PASS\"; auth_pass = \"1111\"; };\n"
		"  virtual_ipaddress = ( \"10.0.0.31/24 dev eth1 label eth1:0 brd + scope link\",\n"
		"    \"10.0.0.32/25 brd -\", \"10.0.0.33/8 broadcast 10.1.2.3 scope 42\" );\n"
		"  notify_master = \"/x/n.sh master 'two words' a\\\\ b \\\"c d\\\"\";\n"
		"  notify = [ \"/x/any script\", \"a b\" ]; } );\n", NULL);
	const struct kvrrp_model_instance *inst = kvrrp_model_find(model, "ns/svc.1");
	const struct kvrrp_virtual_address *address;
	const struct kvrrp_command *command;

	(void)state;
	assert_non_null(inst);
	assert_string_equal(model->router_id, "lb1");
	assert_int_equal(inst->version, 2);
	assert_int_equal(inst->advert_interval_ms, 3000);
	assert_true(inst->nopreempt);
	assert_int_equal(inst->authentication.type, KVRRP_AUTH_PASS);
	assert_memory_equal(inst->auth_pass, "1111\0\0\0", 8);

	assert_int_equal(inst->addresses.count, 3);
	address = inst->addresses.entries;
	assert_memory_equal(address[0].ip.bytes, "\x0a\0\0\x1f", 4);
	assert_string_equal(address[0].interface, "eth1");
	assert_string_equal(address[0].label, "eth1:0");
	assert_memory_equal(address[0].broadcast.bytes, "\x0a\0\0\xff", 4);
	assert_int_equal(address[0].scope, RT_SCOPE_LINK);
	assert_int_equal(address[0].where.line, 6);
	assert_memory_equal(address[1].broadcast.bytes, "\x0a\0\0\0", 4);
	assert_string_equal(address[1].interface, "");
	assert_memory_equal(address[2].broadcast.bytes, "\x0a\1\2\3", 4);
	assert_int_equal(address[2].scope, 42);

	command = &inst->notify[KVRRP_NOTIFY_MASTER];
	assert_int_equal(command->argc, 5);
	assert_string_equal(command->argv[0], "/x/n.sh");
	assert_string_equal(command->argv[2], "two words");
	assert_string_equal(command->argv[3], "a b");
	assert_string_equal(command->argv[4], "c d");
	assert_null(command->argv[5]);
	command = &inst->notify[KVRRP_NOTIFY_ANY];
	assert_int_equal(command->argc, 2);
	assert_string_equal(command->argv[0], "/x/any script");
	kvrrp_model_free(model);
}

static void both_families_on_one_vrid(void **state)
{
	struct kvrrp_model *model = load(
		"global_defs : { vrrp_version = 2; };\n"
		"vrrp_instance : {\n"
		"VI_4 : { interface = \"eth0\"; virtual_router_id = 51;\n"
		"  virtual_ipaddress = \"10.0.0.50/24\"; };\n"
		"VI_6 : { interface = \"eth0\"; virtual_router_id = 51; advert_int = \"20ms\";\n"
		"  virtual_ipaddress = [ \"fe80::50/64\", \"2001:db8::50\",\n"
		"    \"2001:DB8:0::51/64 dev eth1\" ]; };\n"
		"};\n", NULL);
	const struct kvrrp_model_instance *inst = kvrrp_model_find(model, "VI_4");
	const struct kvrrp_virtual_address *address;

	(void)state;
	assert_int_equal(inst->family, AF_INET);
	assert_int_equal(inst->version, 2);
	inst = kvrrp_model_find(model, "VI_6");
	assert_int_equal(inst->family, AF_INET6);
	assert_int_equal(inst->version, 3);
	assert_int_equal(inst->advert_interval_ms, 20);
	assert_int_equal(inst->addresses.count, 3);
	address = inst->addresses.entries;
	assert_int_equal(address[0].ip.family, AF_INET6);
	assert_memory_equal(address[0].ip.bytes, "\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\x50", 16);
	assert_int_equal(address[0].prefix_length, 64);
	assert_int_equal(address[1].prefix_length, 128);
	assert_int_equal(address[2].ip.bytes[15], 0x51);
	assert_string_equal(address[2].interface, "eth1");
	kvrrp_model_free(model);
}

static void times(void **state)
{
	static const struct {
		const char *written;
		int64_t ms;
	} samples[] = {
		{ "0.02", 20 },	  { "1", 1000 },	 { "\"20ms\"", 20 },    { "\"1.5s\"", 1500 },
		{ "1.1", 1100 },  { "\"30000us\"", 30 }, { "\"0.5min\"", 30000 }, { "40.95", 40950 },
		{ ".5", 500 },	  { "\"2 s\"", 2000 },	 { "\"3\"", 3000 },	{ "0.29", 290 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct kvrrp_model *model;
		char text[256];

		snprintf(text, sizeof(text), "vrrp_instance : { a : { interface = \"e\"; "
			 "virtual_router_id = 1; virtual_ipaddress = \"10.0.0.1\"; advert_int = %s; "
			 "}; };\n", samples[i].written);
		model = load(text, NULL);
		assert_int_equal(model->instances[0].advert_interval_ms, samples[i].ms);
		kvrrp_model_free(model);
	}
}

static const char hosts_text[] =
	"global_defs : { router_id = \"kvrrp-test-id\"; };\n"
	"vrrp_instance : {\n"
	"  VI_1 : { interface = \"eth0\"; virtual_router_id = 1; priority = 100;\n"
	"           virtual_ipaddress = [ \"10.0.0.1\", \"10.0.0.2\" ]; };\n"
	"};\n"
	"hosts = (\n"
	"  { name = \"two.example\"; global_defs : { router_id = \"two\"; };\n"
	"    vrrp_instance = ( { name = \"VI_1\"; priority = 90;\n"
	"                        virtual_ipaddress = [ \"10.0.0.3\" ]; },\n"
	"                      { name = \"VI_2\"; interface = \"eth1\"; virtual_router_id = 2;\n"
	"                        virtual_ipaddress = \"10.0.1.1\"; } ); },\n"
	"  { name = \"kvrrp-test-id\"; vrrp_instance : { VI_1 : { priority = 42; }; }; }\n"
	");\n";

static void overlay_by_host(void **state)
{
	struct kvrrp_model *model = load(hosts_text, "two.example");
	const struct kvrrp_model_instance *inst;

	(void)state;
	assert_string_equal(model->router_id, "two");
	assert_int_equal(model->instance_count, 2);
	inst = kvrrp_model_find(model, "VI_1");
	assert_int_equal(inst->priority, 90);
	assert_string_equal(inst->interface, "eth0");
	/* lists of values are replaced, not added to */
	assert_int_equal(inst->addresses.count, 1);
	assert_int_equal(inst->addresses.entries[0].ip.bytes[3], 3);
	inst = kvrrp_model_find(model, "VI_2");
	assert_non_null(inst);
	assert_string_equal(inst->interface, "eth1");
	assert_int_equal(inst->where.line, 10);
	kvrrp_model_free(model);

	model = load(hosts_text, "somebody");
	assert_int_equal(kvrrp_model_find(model, "VI_1")->priority, 100);
	kvrrp_model_free(model);
}

static void overlay_by_router_id(void **state)
{
	struct kvrrp_model *model = load(hosts_text, NULL);

	(void)state;
	assert_int_equal(kvrrp_model_find(model, "VI_1")->priority, 42);
	kvrrp_model_free(model);
}

static void overlay_by_host_name(void **state)
{
	char name[65] = "", text[512];
	struct kvrrp_model *model;

	(void)state;
	assert_int_equal(gethostname(name, sizeof(name) - 1), 0);
	name[strcspn(name, ".")] = '\0';
	snprintf(text, sizeof(text), "vrrp_instance = ( { name = \"a\"; interface = \"eth0\"; "
		 "virtual_router_id = 1; virtual_ipaddress = \"10.0.0.1\"; } );\n"
		 "hosts = ( { name = \"%s\"; vrrp_instance : { a : { priority = 7; }; }; } );\n",
		 name);
	model = load(text, NULL);
	assert_int_equal(model->instances[0].priority, 7);
	kvrrp_model_free(model);
}

static void includes_count_from_the_file(void **state)
{
	struct kvrrp_config_options options = { .host = NULL };
	struct kvrrp_diag diag = { 0 };
	struct kvrrp_model *model;

	(void)state;
	assert_int_equal(mkdir("sub", 0700), 0);
	write_file("sub/main.conf", "vrrp_instance : {\n  @include \"one.conf\"\n};\n", 0600);
	write_file("sub/one.conf", "a : { interface = \"eth0\"; virtual_router_id = 1;\n"
		   "virtual_ipaddress = \"10.0.0.1\"; }\n", 0600);
	model = kvrrp_config_load("sub/main.conf", &options, &diag);
	assert_non_null(model);
	assert_string_equal(model->instances[0].where.file, "sub/one.conf");
	kvrrp_model_free(model);
	kvrrp_diag_clear(&diag);
}

static void nothing_is_a_configuration(void **state)
{
	struct kvrrp_model *model = load("# later\n", NULL);

	(void)state;
	assert_int_equal(model->instance_count, 0);
	kvrrp_model_free(model);
}

static void examples_are_right(void **state)
{
	static const char *const examples[] = {
		"kvrrpd.conf.example", "000-nopreempt.conf", "000-web.conf", "001-label.conf",
		"002-vip.conf", "ipv6.conf",
	};
	static const char *const hosts[] = { "r1", "r2", "LW1", "LW2", "d1", "d2", "lb1", "lb2" };

	(void)state;
	for (size_t i = 0; i < COUNT(examples) * COUNT(hosts); i++) {
		char file[512];
		struct kvrrp_config_options options = { .host = hosts[i % COUNT(hosts)] };
		struct kvrrp_diag diag = { 0 };
		struct kvrrp_model *model;

		snprintf(file, sizeof(file), "%s/daemon/examples/%s", source_folder,
			 examples[i / COUNT(hosts)]);
		model = kvrrp_config_load(file, &options, &diag);
		if (diag.count)
			kvrrp_diag_print(&diag, stderr);
		assert_int_equal(diag.count, 0);
		assert_non_null(model);
		kvrrp_model_free(model);
	}
}

static void the_manual_has_every_setting(void **state)
{
	char file[512], *manual, *schema = NULL;
	size_t size;
	FILE *out;

	(void)state;
	out = open_memstream(&schema, &size);
	kvrrp_config_print_schema(out);
	fclose(out);
	snprintf(file, sizeof(file), "%s/daemon/man/kvrrpd.conf.5.scd", source_folder);
	manual = read_whole(file);
	if (!strstr(manual, schema))
		fail_msg("kvrrpd.conf.5.scd does not have what kvrrpd --print-schema prints");
	free(manual);
	free(schema);
}

static void nearest_words(void **state)
{
	const char *best = NULL;

	(void)state;
	assert_int_equal(conf_edit_distance("priority", "priority"), 0);
	assert_int_equal(conf_edit_distance("pritority", "priority"), 1);
	assert_int_equal(conf_edit_distance("rpiority", "priority"), 1);
	assert_int_equal(conf_edit_distance("", "abc"), 3);
	assert_int_equal(conf_edit_distance("advert-int", "advert_int"), 0);
	conf_nearest("vresion", "priority", &best);
	assert_null(best);
	conf_nearest("vresion", "version", &best);
	assert_string_equal(best, "version");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test(everything),
		cmocka_unit_test(both_families_on_one_vrid),
		cmocka_unit_test(times),
		cmocka_unit_test(overlay_by_host),
		cmocka_unit_test(overlay_by_router_id),
		cmocka_unit_test(overlay_by_host_name),
		cmocka_unit_test(includes_count_from_the_file),
		cmocka_unit_test(nothing_is_a_configuration),
		cmocka_unit_test(examples_are_right),
		cmocka_unit_test(the_manual_has_every_setting),
		cmocka_unit_test(nearest_words),
	};

	if (!getcwd(source_folder, sizeof(source_folder)))
		return 1;
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
