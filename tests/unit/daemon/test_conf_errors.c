// SPDX-License-Identifier: GPL-2.0-or-later
/* Everything that can be wrong in a configuration, and the very words about it. */
#include "daemon.h"

#include "config/config.h"

/* One instance on line 1; what is tried stands on line 2. */
#define INSTANCE(text)                                                                             \
	"vrrp_instance : { VI_1 : { interface = \"eth0\"; virtual_router_id = 51;\n" text           \
	"\nvirtual_ipaddress = [ \"10.0.0.31/24\" ]; }; };\n"
#define ADDRESSES(text)                                                                            \
	"vrrp_instance : { VI_1 : { interface = \"eth0\"; virtual_router_id = 51;\n"               \
	"virtual_ipaddress = " text "; }; };\n"

struct sample {
	const char *text;
	const char *said;		/* all of it */
};

static const struct sample syntax_samples[] = {
	{ "a = 100ms;\n",
	  "t.conf:1: syntax error: a value with a unit needs quotes: \"100ms\"\n"
	  "    a = 100ms;\n"
	  "        ^\n" },
	{ "# x\n\ta = yes;\n",
	  "t.conf:2: syntax error: write true or false instead of yes\n"
	  "    \ta = yes;\n"
	  "    \t    ^\n" },
	{ "a = [ \"x\", ];\n",
	  "t.conf:1: syntax error: no comma after the last element of a list\n"
	  "    a = [ \"x\", ];\n"
	  "               ^\n" },
	{ "a\xc2\xa0= 1;\n",
	  "t.conf:1: syntax error: a no-break space (U+00A0), as copied from a web page: write a "
	  "plain space\n"
	  "    a\xc2\xa0= 1;\n"
	  "     ^\n" },
	{ "# \xe4\xb8\xad\na = \xe2\x80\x9cx\xe2\x80\x9d;\n",
	  "t.conf:2: syntax error: a curly quote: write \"\n"
	  "    a = \xe2\x80\x9cx\xe2\x80\x9d;\n"
	  "        ^\n" },
	{ "a \xef\xbc\x9a 1;\n",
	  "t.conf:1: syntax error: a full-width character: write the plain ASCII one\n"
	  "    a \xef\xbc\x9a 1;\n"
	  "      ^\n" },
	{ "\xef\xbb\xbf" "a = 1;\n",
	  "t.conf:1: syntax error: a byte order mark (U+FEFF): save the file as UTF-8 without it\n"
	  "    \xef\xbb\xbf" "a = 1;\n"
	  "    ^\n" },
	{ "a = 'x';\n",
	  "t.conf:1: syntax error: a text needs double quotes\n"
	  "    a = 'x';\n"
	  "        ^\n" },
	{ "! keepalived's comment\n",
	  "t.conf:1: syntax error: a comment begins with #\n"
	  "    ! keepalived's comment\n"
	  "    ^\n" },
	{ "interface eth0\n",
	  "t.conf:1: syntax error: write interface = \"eth0\";\n"
	  "    interface eth0\n"
	  "              ^\n" },
	{ "global_defs {\n}\n",
	  "t.conf:1: syntax error: write global_defs : { ... };\n"
	  "    global_defs {\n"
	  "                ^\n" },
	{ "vrrp_instance VI_1 {\n}\n",
	  "t.conf:1: syntax error: write vrrp_instance : { VI_1 : { ... }; };\n"
	  "    vrrp_instance VI_1 {\n"
	  "                  ^\n" },
	{ "a = 10.0.0.1;\n",
	  "t.conf:1: syntax error: a text needs quotes: \"10.0.0.1\"\n"
	  "    a = 10.0.0.1;\n"
	  "        ^\n" },
	{ "a : { ns-1.2 : { } }\n",
	  "t.conf:1: syntax error: ns-1.2 cannot be a setting's name (letters, digits, - and _): "
	  "use the list form, ( { name = \"ns-1.2\"; ... } )\n"
	  "    a : { ns-1.2 : { } }\n"
	  "                 ^\n" },
	{ "a = \"x;\nb = 1;\n",
	  "t.conf:1: syntax error: this string has no closing quote\n"
	  "    a = \"x;\n"
	  "        ^\n" },
	{ "a = \"x;\nb = \"y\";\n",
	  "t.conf:2: syntax error: the string that begins on line 1 has no closing quote\n"
	  "    b = \"y\";\n"
	  "         ^\n" },
	{ "a : {\n  b = 1;\n",
	  "t.conf:1: syntax error: this { is never closed\n"
	  "    a : {\n"
	  "        ^\n" },
	{ "a = 1;\na = 2;\n",
	  "t.conf:2: duplicate setting name\n"
	  "    a = 2;\n"
	  "    ^\n" },
	{ "@include \"missing.conf\"\n",
	  "t.conf:1: cannot open include file: the path after @include counts from the folder of "
	  "the configuration file\n"
	  "    @include \"missing.conf\"\n"
	  "    ^\n" },
};

static const struct sample setting_samples[] = {
	/* types, ranges, units */
	{ INSTANCE("priority = 256;"), "t.conf:2: priority: 256 is not between 1 and 255\n" },
	{ INSTANCE("priority = 0;"), "t.conf:2: priority: 0 is not between 1 and 255\n" },
	{ INSTANCE("priority = \"100\";"),
	  "t.conf:2: priority: a number expected, not a string\n" },
	{ INSTANCE("priority = 100.5;"), "t.conf:2: priority: a whole number expected\n" },
	{ INSTANCE("priority = 4294967396;"), "t.conf:2: 4294967396 is too large a number\n" },
	{ INSTANCE("priority = 0xffffffff;"),
	  "t.conf:2: 0xffffffff is too large a number\n"
	  "t.conf:2: priority: -1 is not between 1 and 255\n" },
	{ INSTANCE("priority = 4294967396L;"),
	  "t.conf:2: priority: 4294967396 is not between 1 and 255\n" },
	{ INSTANCE("nopreempt = 1;"),
	  "t.conf:2: nopreempt: true or false expected, not a number\n" },
	{ INSTANCE("preempt_delay = 1001;"),
	  "t.conf:2: preempt_delay: 1001 s is not between 0s and 1000s\n" },
	{ INSTANCE("preempt_delay = \"3 weeks\";"),
	  "t.conf:2: preempt_delay: \"3 weeks\" is not a time: write seconds as a number, or a "
	  "string with one of the units us, ms, s, min, h\n" },
	{ INSTANCE("preempt_delay = \"10us\";"),
	  "t.conf:2: preempt_delay: 1e-05 s is finer than a millisecond\n" },
	{ INSTANCE("state = \"Master\";"),
	  "t.conf:2: state: \"Master\" is unknown: did you mean \"MASTER\"?\n" },
	{ INSTANCE("state = \"sleeping\";"), "t.conf:2: state: \"sleeping\" is unknown here\n" },
	{ INSTANCE("authentication = \"1111\";"),
	  "t.conf:2: authentication: a group { } expected, not a string\n" },
	{ INSTANCE("version = 2; authentication : { auth_type = \"PASS\"; auth_pass = 1111; };"),
	  "t.conf:2: auth_pass: a string, in quotes, expected, not a number\n" },
	{ INSTANCE("version = 2; authentication : { auth_type = \"PASS\"; };"),
	  "t.conf:2: auth_pass is missing in authentication authentication\n" },
	{ INSTANCE("version = 2; authentication : { auth_type = \"AH\"; auth_pass = \"x\"; };"),
	  "t.conf:2: auth_type: \"AH\" is unknown here\n" },

	/* the interval, by version */
	{ INSTANCE("advert_int = \"15ms\";"),
	  "t.conf:2: advert_int: 15ms: VRRPv3 knows steps of 10 ms only\n" },
	{ INSTANCE("advert_int = 41;"),
	  "t.conf:2: advert_int: 41s: VRRPv3 knows intervals up to 40.95 s\n" },
	{ INSTANCE("advert_int = 0.001;"),
	  "t.conf:2: advert_int: 0.001 s is not between 10ms and 255s\n" },
	{ INSTANCE("advert_int = \"100ms\"; version = 2;"),
	  "t.conf:2: advert_int: 100ms: VRRPv2 knows whole seconds only, 1 to 255 (version = 3 "
	  "knows steps of 10 ms)\n" },

	/* words */
	{ INSTANCE("pritority = 1;"),
	  "t.conf:2: pritority is unknown in vrrp_instance: did you mean priority?\n" },
	{ INSTANCE("trackscript = 1;"),
	  "t.conf:2: trackscript is unknown in vrrp_instance: did you mean track_script?\n" },
	{ INSTANCE("colour = 1;"), "t.conf:2: colour is unknown in vrrp_instance\n" },
	{ INSTANCE("track_script = [ \"chk\" ];"),
	  "t.conf:2: track_script: this version of kvrrpd does not support it yet\n" },
	{ INSTANCE("preempt = true;"),
	  "t.conf:2: preempt: preemption is the default; write nopreempt = true to switch it "
	  "off\n" },
	{ "virtual_server = ( );\n",
	  "t.conf:1: virtual_server: this version of kvrrpd does not support it yet\n" },
	{ "vrrp_instanc : { };\n",
	  "t.conf:1: vrrp_instanc is unknown here: did you mean vrrp_instance?\n" },
	{ "config_version = 2;\n", "t.conf:1: config_version: 2 is not between 1 and 1\n" },
	{ "global_defs : { vrrp_version = 4; };\n",
	  "t.conf:1: vrrp_version: 4 is not between 2 and 3\n" },

	/* addresses */
	{ ADDRESSES("[ ]"), "t.conf:2: virtual_ipaddress: at least one address is needed\n" },
	{ ADDRESSES("[ \"10.0.0.1/24\" \"10.0.0.2/24\" ]"),
	  "t.conf:2: warning: two strings side by side are read as one: missing comma?\n"
	  "t.conf:2: virtual_ipaddress: \"10.0.0.1/2410.0.0.2/24\": the prefix length is a number "
	  "from 0 to 32 (missing comma?)\n" },
	{ ADDRESSES("[ \"10.0.0.1/24 10.0.0.2/24\" ]"),
	  "t.conf:2: virtual_ipaddress: unknown word \"10.0.0.2/24\" (missing comma?)\n" },
	{ ADDRESSES("[ \"10.0.0.1/33\" ]"),
	  "t.conf:2: virtual_ipaddress: \"10.0.0.1/33\": the prefix length is a number from 0 to "
	  "32\n" },
	{ ADDRESSES("[ \"10.0.0.256\" ]"),
	  "t.conf:2: virtual_ipaddress: \"10.0.0.256\" is not an IPv4 address\n" },
	{ ADDRESSES("[ \"224.0.0.18\" ]"),
	  "t.conf:2: virtual_ipaddress: 224.0.0.18 cannot be the address of a host\n" },
	{ ADDRESSES("[ \"10.0.0.1 dve eth0\" ]"),
	  "t.conf:2: virtual_ipaddress: unknown word \"dve\": did you mean dev?\n" },
	{ ADDRESSES("[ \"10.0.0.1 dev\" ]"),
	  "t.conf:2: virtual_ipaddress: dev: a word is missing after it\n" },
	{ ADDRESSES("[ \"10.0.0.1 no_track\" ]"),
	  "t.conf:2: virtual_ipaddress: no_track: this version of kvrrpd does not support it "
	  "yet\n" },
	{ ADDRESSES("[ \"10.0.0.1 label eth1:0\" ]"),
	  "t.conf:2: virtual_ipaddress: label \"eth1:0\" is not \"eth0\" or \"eth0:...\"\n" },
	{ ADDRESSES("[ \"10.0.0.1 dev eth1 label eth0:0\" ]"),
	  "t.conf:2: virtual_ipaddress: label \"eth0:0\" is not \"eth1\" or \"eth1:...\"\n" },
	{ ADDRESSES("[ \"10.0.0.1 label eth0:12345678901\" ]"),
	  "t.conf:2: virtual_ipaddress: label: \"eth0:12345678901\" does not have 1 to 15 "
	  "characters\n" },
	{ ADDRESSES("[ \"10.0.0.1 brd +\" ]"),
	  "t.conf:2: virtual_ipaddress: brd +: a /32 network has no broadcast address\n" },
	{ ADDRESSES("[ \"10.0.0.1 scope planet\" ]"),
	  "t.conf:2: virtual_ipaddress: scope: \"planet\" is not global, site, link, host, nowhere "
	  "or a number up to 255\n" },
	{ ADDRESSES("[ \"10.0.0.1/24\",\n\"10.0.0.1\" ]"),
	  "t.conf:3: virtual_ipaddress: 10.0.0.1 is there twice, first at t.conf:2\n" },

	/* IPv6 */
	{ ADDRESSES("[ \"2001:db8::31/64\" ]"),
	  "t.conf:2: virtual_ipaddress: 2001:db8::31: the first IPv6 address must be link-local "
	  "(RFC 9568): write one before it, the same on every router, as \"fe80::1:1/64\"\n" },
	{ ADDRESSES("[ \"2001:db8::31/64\",\n\"2001:db8::32/64\",\n\"fe80::50/64\" ]"),
	  "t.conf:2: virtual_ipaddress: 2001:db8::31: the first IPv6 address must be link-local "
	  "(RFC 9568): move fe80::50 to the front\n" },
	{ ADDRESSES("\"fec0::1\""),
	  "t.conf:2: virtual_ipaddress: fec0::1: the first IPv6 address must be link-local "
	  "(RFC 9568): write one before it, the same on every router, as \"fe80::1:1/64\"\n" },
	{ ADDRESSES("[ \"fe80::50/64\",\n\"10.0.0.50/24\" ]"),
	  "t.conf:3: virtual_ipaddress: 10.0.0.50: an instance has addresses of one family, and "
	  "the first is IPv6: write a second instance, it can have the same virtual_router_id "
	  "(virtual_ipaddress_excluded is not supported by this version of kvrrpd yet)\n" },
	{ ADDRESSES("[ \"10.0.0.50/24\",\n\"2001:db8::50/64\" ]"),
	  "t.conf:3: virtual_ipaddress: 2001:db8::50: an instance has addresses of one family, and "
	  "the first is IPv4: write a second instance, it can have the same virtual_router_id "
	  "(virtual_ipaddress_excluded is not supported by this version of kvrrpd yet)\n" },
	{ ADDRESSES("\"fe80::50/64\"; version = 2"),
	  "t.conf:2: version: VRRPv2 is for IPv4 only: write 3 or leave version out\n" },
	{ ADDRESSES("\"fe80::50/129\""),
	  "t.conf:2: virtual_ipaddress: \"fe80::50/129\": the prefix length is a number from 0 to "
	  "128\n" },
	{ ADDRESSES("\"fe80::50::1\""),
	  "t.conf:2: virtual_ipaddress: \"fe80::50::1\" is not an IPv6 address (missing comma?)\n" },
	{ ADDRESSES("\"fe80::50%eth0/64\""),
	  "t.conf:2: virtual_ipaddress: \"fe80::50%eth0/64\" is not an IPv6 address (write the "
	  "interface as a word: dev eth0)\n" },
	{ ADDRESSES("[ \"fe80::50\", \"ff02::12\",\n\"::1\",\n\"::\",\n\"::ffff:10.0.0.1\" ]"),
	  "t.conf:2: virtual_ipaddress: ff02::12 cannot be the address of a host\n"
	  "t.conf:3: virtual_ipaddress: ::1 cannot be the address of a host\n"
	  "t.conf:4: virtual_ipaddress: :: cannot be the address of a host\n"
	  "t.conf:5: virtual_ipaddress: ::ffff:10.0.0.1 cannot be the address of a host\n" },
	{ ADDRESSES("\"fe80::50/64 label eth0:0\""),
	  "t.conf:2: virtual_ipaddress: label: IPv6 addresses have none\n" },
	{ ADDRESSES("\"fe80::50/64 brd +\""),
	  "t.conf:2: virtual_ipaddress: brd: IPv6 has no broadcast addresses\n" },
	{ ADDRESSES("[ \"fe80::50/64\",\n\"fe80:0::0050\" ]"),
	  "t.conf:3: virtual_ipaddress: fe80::50 is there twice, first at t.conf:2\n" },
	{ ADDRESSES("5"),
	  "t.conf:2: virtual_ipaddress: an address is a string, as \"10.0.0.31/24\", not a "
	  "number\n" },
	{ "vrrp_instance : { VI_1 : { interface = \"eth0:1\"; virtual_router_id = 51;\n"
	  "virtual_ipaddress = \"10.0.0.1\"; }; };\n",
	  "t.conf:1: interface: \"eth0:1\": this is a label; write the interface without it, and "
	  "label in virtual_ipaddress\n" },

	/* commands */
	{ INSTANCE("notify = \"notify.sh\";"),
	  "t.conf:2: notify: \"notify.sh\" is not an absolute path: programs are not searched "
	  "for\n" },
	{ INSTANCE("notify = \"/x 'y\";"), "t.conf:2: notify: a quote is not closed\n" },
	{ INSTANCE("notify = \"\";"), "t.conf:2: notify: a program is expected\n" },
	{ INSTANCE("notify = [ ];"), "t.conf:2: notify: a program is expected\n" },

	/* what is missing, what is there twice */
	{ "vrrp_instance : {\nVI_1 : { }; };\n",
	  "t.conf:2: interface is missing in vrrp_instance VI_1\n"
	  "t.conf:2: virtual_router_id is missing in vrrp_instance VI_1\n"
	  "t.conf:2: virtual_ipaddress is missing in vrrp_instance VI_1\n" },
	{ "vrrp_instance = (\n"
	  "{ name = \"a\"; interface = \"eth0\"; virtual_router_id = 1;\n"
	  "  virtual_ipaddress = \"10.0.0.1\"; },\n"
	  "{ name = \"a\"; interface = \"eth0\"; virtual_router_id = 2;\n"
	  "  virtual_ipaddress = \"10.0.0.2\"; } );\n",
	  "t.conf:4: vrrp_instance a is there twice, first at t.conf:2\n" },
	{ "vrrp_instance = (\n"
	  "{ name = \"a\"; interface = \"eth0\"; virtual_router_id = 1;\n"
	  "  virtual_ipaddress = \"10.0.0.1\"; },\n"
	  "{ name = \"b\"; interface = \"eth0\"; virtual_router_id = 1;\n"
	  "  virtual_ipaddress = \"10.0.0.1\"; } );\n",
	  "t.conf:4: vrrp_instance b has interface eth0 and virtual_router_id 1 as a at t.conf:2 "
	  "has\n"
	  "t.conf:5: virtual_ipaddress: 10.0.0.1 is there twice, first at t.conf:3\n" },
	/* once for each family, and not twice for one */
	{ "vrrp_instance = (\n"
	  "{ name = \"a\"; interface = \"eth0\"; virtual_router_id = 1;\n"
	  "  virtual_ipaddress = \"10.0.0.1\"; },\n"
	  "{ name = \"b\"; interface = \"eth0\"; virtual_router_id = 1;\n"
	  "  virtual_ipaddress = \"fe80::1\"; },\n"
	  "{ name = \"c\"; interface = \"eth0\"; virtual_router_id = 1;\n"
	  "  virtual_ipaddress = \"fe80::2\"; } );\n",
	  "t.conf:6: vrrp_instance c has interface eth0 and virtual_router_id 1 as b at t.conf:4 "
	  "has\n" },
	{ "vrrp_instance = (\n{ interface = \"eth0\"; }, 5 );\n",
	  "t.conf:2: vrrp_instance: name is missing\n"
	  "t.conf:2: vrrp_instance: a list of groups is expected, as ( { name = \"...\"; ... } )\n" },
	{ "vrrp_instance = 5;\n",
	  "t.conf:1: vrrp_instance: a group or a list of groups is expected, not a number\n" },
	{ "vrrp_instance = (\n{ name = \"a b\"; interface = \"eth0\"; virtual_router_id = 1;\n"
	  "  virtual_ipaddress = \"10.0.0.1\"; } );\n",
	  "t.conf:2: \"a b\" cannot be a name: no blanks, no !, no dot in front\n" },

	/* hosts: the other router's mistakes, too */
	{ "hosts : {\nnobody : { vrrp_instanc : { }; }; };\n",
	  "t.conf:2: vrrp_instanc is unknown here: did you mean vrrp_instance?\n" },
	{ INSTANCE("") "hosts : {\nnobody : { vrrp_instance : { VI_1 : { priority = 300; }; }; }; };\n",
	  "t.conf:5: priority: 300 is not between 1 and 255\n" },
	{ "hosts : {\nnobody : { hosts : { }; }; };\n", "t.conf:2: hosts cannot differ by host\n" },
	{ "hosts = ( { name = \"a\"; },\n{ name = \"a\"; } );\n",
	  "t.conf:2: hosts: a is there twice\n" },
};

static const struct sample warning_samples[] = {
	{ INSTANCE("state = \"MASTER\";"),
	  "t.conf:2: warning: state MASTER without priority: keepalived takes 255 then, kvrrpd takes "
	  "100; write the priority\n" },
	{ INSTANCE("state = \"MASTER\"; priority = 50; nopreempt = true;"),
	  "t.conf:2: warning: nopreempt does not go with state MASTER (write BACKUP) and is "
	  "ignored\n" },
	{ INSTANCE("priority = 255; nopreempt = true;"),
	  "t.conf:2: warning: nopreempt does not go with priority 255 and is ignored\n" },
	{ INSTANCE("nopreempt = true; preempt_delay = 5;"),
	  "t.conf:2: warning: preempt_delay does not go with nopreempt and is ignored\n" },
	{ INSTANCE("authentication : { auth_type = \"PASS\"; auth_pass = \"1111\"; };"),
	  "t.conf:2: warning: authentication: VRRPv3 has none, it is ignored (version = 2 has "
	  "passwords)\n" },
	{ INSTANCE("version = 2;\n"
		   "authentication : { auth_type = \"PASS\"; auth_pass = \"123456789\"; };"),
	  "t.conf:3: warning: auth_pass: only the first 8 bytes are used\n" },
	{ ADDRESSES("\"fe80::50/64\";\n"
		    "authentication : { auth_type = \"PASS\"; auth_pass = \"1111\"; }"),
	  "t.conf:3: warning: authentication: VRRPv3 has none, it is ignored\n" },
	{ ADDRESSES("\"fe80::50/64 scope link\""),
	  "t.conf:2: warning: virtual_ipaddress: scope: an IPv6 address says itself what it is good "
	  "for, the word is ignored\n" },
	{ INSTANCE("notify = \"/bin/echo x > /tmp/y\";"),
	  "t.conf:2: warning: notify: no shell is used, > is passed to the program as it is\n" },
};

static char *check(const char *text, bool *accepted)
{
	struct kvrrp_config_options options = { .host = "me" };
	struct kvrrp_diag diag = { 0 };
	struct kvrrp_model *model;
	char *said = NULL;
	size_t size;
	FILE *out;

	write_file("t.conf", text, 0600);
	model = kvrrp_config_load("t.conf", &options, &diag);
	*accepted = model;
	kvrrp_model_free(model);
	out = open_memstream(&said, &size);
	kvrrp_diag_print(&diag, out);
	fclose(out);
	kvrrp_diag_clear(&diag);
	return said;
}

static void try_samples(const struct sample *samples, size_t count, bool expected)
{
	for (size_t i = 0; i < count; i++) {
		bool accepted;
		char *said = check(samples[i].text, &accepted);

		/* included files and the file itself are named as they were opened */
		if (strcmp(said, samples[i].said))
			print_message("--- file\n%s--- expected\n%s--- said\n%s", samples[i].text,
				      samples[i].said, said);
		assert_string_equal(said, samples[i].said);
		assert_int_equal(accepted, expected);
		free(said);
	}
}

static void syntax_errors_are_explained(void **state)
{
	(void)state;
	try_samples(syntax_samples, COUNT(syntax_samples), false);
}

static void wrong_settings_are_refused(void **state)
{
	(void)state;
	try_samples(setting_samples, COUNT(setting_samples), false);
}

static void doubtful_settings_are_warned_of(void **state)
{
	(void)state;
	try_samples(warning_samples, COUNT(warning_samples), true);
}

static void all_errors_are_reported_in_order(void **state)
{
	bool accepted;
	char *said;

	(void)state;
	write_file("more.conf", "priority = 999;\n", 0600);
	said = check("vrrp_instance : { VI_1 : { interface = \"eth0\"; virtual_router_id = 0;\n"
		     "@include \"more.conf\"\n"
		     "x = 1;\nvirtual_ipaddress = \"nowhere\"; }; };\n"
		     "global_defs : { router_id = 7; };\n", &accepted);
	assert_false(accepted);
	assert_string_equal(said,
			    "more.conf:1: priority: 999 is not between 1 and 255\n"
			    "t.conf:1: virtual_router_id: 0 is not between 1 and 255\n"
			    "t.conf:3: x is unknown in vrrp_instance\n"
			    "t.conf:4: virtual_ipaddress: \"nowhere\" is not an IPv4 address\n"
			    "t.conf:5: router_id: a string, in quotes, expected, not a number\n");
	free(said);
}

static void too_many_addresses(void **state)
{
	char text[16384];
	size_t length;
	bool accepted;
	char *said;

	(void)state;
	length = snprintf(text, sizeof(text), "vrrp_instance : { VI_1 : { interface = \"eth0\"; "
			  "virtual_router_id = 1; virtual_ipaddress = [ \"10.0.0.1\"");
	for (int i = 0; i < 255; i++)
		length += snprintf(text + length, sizeof(text) - length, ", \"10.0.1.%d\"", i);
	snprintf(text + length, sizeof(text) - length, " ]; }; };\n");
	said = check(text, &accepted);
	assert_false(accepted);
	assert_string_equal(said, "t.conf:1: virtual_ipaddress: 256 addresses, but an "
			    "advertisement has room for 255\n");
	free(said);
}

static void too_many_for_ipv6(void **state)
{
	char text[16384];
	size_t length;
	bool accepted;
	char *said;

	(void)state;
	length = snprintf(text, sizeof(text), "vrrp_instance : { VI_1 : { interface = \"eth0\"; "
			  "virtual_router_id = 1;\nvirtual_ipaddress = [ \"fe80::1\"");
	for (int i = 0; i < 90; i++)
		length += snprintf(text + length, sizeof(text) - length, ", \"2001:db8::%d\"", i);
	snprintf(text + length, sizeof(text) - length, " ]; }; };\n");
	said = check(text, &accepted);
	assert_false(accepted);
	assert_string_equal(said, "t.conf:2: virtual_ipaddress: 91 IPv6 addresses, but an "
			    "advertisement of 1500 bytes has room for 90\n");
	free(said);
}

static void a_file_that_is_not_there(void **state)
{
	struct kvrrp_config_options options = { .host = NULL };
	struct kvrrp_diag diag = { 0 };

	(void)state;
	assert_null(kvrrp_config_load("none.conf", &options, &diag));
	assert_int_equal(diag.errors, 1);
	assert_string_equal(diag.entries[0].text, "cannot be opened: No such file or directory");
	kvrrp_diag_clear(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(syntax_errors_are_explained),
		cmocka_unit_test(wrong_settings_are_refused),
		cmocka_unit_test(doubtful_settings_are_warned_of),
		cmocka_unit_test(all_errors_are_reported_in_order),
		cmocka_unit_test(too_many_addresses),
		cmocka_unit_test(too_many_for_ipv6),
		cmocka_unit_test(a_file_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
