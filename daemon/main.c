// SPDX-License-Identifier: GPL-2.0-or-later
/* kvrrpd: its options. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon.h"
#include "lock.h"
#include "log.h"
#include "log_diag.h"
#include "notify/script.h"

enum { OPTION_PRINT_SCHEMA = 256 };

static const struct option long_options[] = {
	{ "config", required_argument, NULL, 'f' },
	{ "config-test", no_argument, NULL, 't' },
	{ "host", required_argument, NULL, 'H' },
	{ "keep", no_argument, NULL, 'k' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ "print-schema", no_argument, NULL, OPTION_PRINT_SCHEMA },
	{ NULL, 0, NULL, 0 },
};

static void usage(FILE *out)
{
	fputs("usage: kvrrpd [OPTION...]\n"
	      "  -f, --config FILE   configuration, " KVRRP_CONFIG_FILE " if not given\n"
	      "  -t, --config-test   only check the configuration: exit 0, or 2 on errors\n"
	      "  -H, --host NAME     use the overlay of this name instead of the host's\n"
	      "  -k, --keep          leave the instances in the kernel at the end\n"
	      "  -v, --verbose       log more\n"
	      "  -V, --version       print the version\n"
	      "  -h, --help          print this\n",
	      out);
}

static struct kvrrp_model *load(const struct kvrrp_daemon_options *options,
				struct kvrrp_diag *diag)
{
	struct kvrrp_config_options config_options = { .host = options->host };
	struct kvrrp_model *model;

	model = kvrrp_config_load(options->file, &config_options, diag);
	if (model)
		kvrrp_script_check_model(model, diag);
	return model;
}

static int test(const struct kvrrp_daemon_options *options)
{
	struct kvrrp_diag diag = { 0 };
	struct kvrrp_model *model = load(options, &diag);
	int status = model ? KVRRP_EXIT_OK : KVRRP_EXIT_REFUSED;

	kvrrp_diag_print(&diag, stderr);
	kvrrp_diag_clear(&diag);
	kvrrp_model_free(model);
	return status;
}

/* A lock that cannot be had at all is no reason to leave an address unserved. */
static bool is_alone(void)
{
	int err = kvrrp_lock_take();

	if (err == -EEXIST) {
		log_err("another kvrrpd runs in this network namespace");
		return false;
	}
	if (err)
		log_warning("cannot tell whether another kvrrpd runs: %s", strerror(-err));
	return true;
}

static int run(struct kvrrp_daemon_options *options)
{
	struct kvrrp_diag diag = { 0 };
	struct kvrrp_model *model;
	char *file;
	int status;

	model = load(options, &diag);
	kvrrp_log_diag(&diag);
	if (!model)
		return KVRRP_EXIT_REFUSED;

	/* a reload finds the file from the root folder, where the daemon stays */
	file = realpath(options->file, NULL);
	if (!file || chdir("/") < 0) {
		log_err("%s cannot be found: %m", options->file);
		free(file);
		kvrrp_model_free(model);
		return KVRRP_EXIT_REFUSED;
	}
	if (!is_alone()) {
		free(file);
		kvrrp_model_free(model);
		return KVRRP_EXIT_REFUSED;
	}
	options->file = file;
	status = kvrrp_daemon_run(options, model);
	free(file);
	return status;
}

int main(int argc, char **argv)
{
	struct kvrrp_daemon_options options = { .file = KVRRP_CONFIG_FILE };
	bool verbose = false, only_test = false;
	int option;

	while ((option = getopt_long(argc, argv, "f:tH:kvVh", long_options, NULL)) != -1) {
		switch (option) {
		case 'f':
			options.file = optarg;
			break;
		case 't':
			only_test = true;
			break;
		case 'H':
			options.host = optarg;
			break;
		case 'k':
			options.keep = true;
			break;
		case 'v':
			verbose = true;
			break;
		case 'V':
			puts("kvrrpd " KVRRP_VERSION);
			return KVRRP_EXIT_OK;
		case 'h':
			usage(stdout);
			return KVRRP_EXIT_OK;
		case OPTION_PRINT_SCHEMA:
			kvrrp_config_print_schema(stdout);
			return KVRRP_EXIT_OK;
		default:
			usage(stderr);
			return KVRRP_EXIT_USAGE;
		}
	}
	if (optind < argc) {
		fprintf(stderr, "kvrrpd: %s: no arguments are expected\n", argv[optind]);
		usage(stderr);
		return KVRRP_EXIT_USAGE;
	}
	kvrrp_log_init(verbose);
	return only_test ? test(&options) : run(&options);
}
