/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the verbs of the command share. */
#ifndef KVRRP_CLI_CLI_H
#define KVRRP_CLI_CLI_H

#include <jansson.h>
#include <stdbool.h>

#include "kernel/client.h"

/* exit statuses, documented in kvrrp(8) */
enum {
	KVRRP_EXIT_OK = 0,
	KVRRP_EXIT_USAGE = 1,
	KVRRP_EXIT_REFUSED = 2,
	KVRRP_EXIT_MISSING = 3,		/* no such thing, or the module is not loaded */
};

/* the command line after its options and verb */
struct kvrrp_cli {
	bool json;
	bool pretty;
	const char *arg;		/* the verb's argument, NULL if none was given */
};

/* A verb: does it and returns the exit status. */
typedef int kvrrp_cli_verb(const struct kvrrp_cli *cli);

kvrrp_cli_verb kvrrp_show_run;
kvrrp_cli_verb kvrrp_stats_run;
kvrrp_cli_verb kvrrp_history_run;
kvrrp_cli_verb kvrrp_monitor_run;
kvrrp_cli_verb kvrrp_check_run;
kvrrp_cli_verb kvrrp_version_run;

/* One sentence on stderr, after "kvrrp: ". */
void kvrrp_cli_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The sentence and the exit status for an error of kvrrp_client_open() and the like. */
int kvrrp_cli_open_failed(int error);

/* The sentence and the exit status for an instance that is not there. */
int kvrrp_cli_no_instance(const char *name);

/* Prints a document and a newline, and gives up the reference. */
void kvrrp_cli_print_json(const struct kvrrp_cli *cli, json_t *document);

#endif
