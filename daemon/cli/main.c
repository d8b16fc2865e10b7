// SPDX-License-Identifier: GPL-2.0-or-later
/* kvrrp: the command. Finds the verb and runs it. */

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct command {
	const char *name;
	const char *arg;		/* what it takes, NULL: nothing */
	bool arg_needed;
	kvrrp_cli_verb *run;
	const char *help;		/* NULL: not for people */
};

static kvrrp_cli_verb help_run, complete_run;

static const struct command commands[] = {
	{ "show", "NAME", false, kvrrp_show_run,
	  "instances: state, since when and why, master, addresses" },
	{ "stats", "NAME", false, kvrrp_stats_run,
	  "counters: sent, received, and dropped for what reason" },
	{ "history", "NAME", false, kvrrp_history_run,
	  "the last transitions: why, and how long each step took" },
	{ "monitor", NULL, false, kvrrp_monitor_run,
	  "a line for every change, as it happens" },
	{ "check", "FILE", true, kvrrp_check_run,
	  "is this configuration file right?" },
	{ "help", NULL, false, help_run, "this text" },
	{ "__complete", "VERB", false, complete_run, NULL },
};

#define COMMANDS	(sizeof(commands) / sizeof(commands[0]))

void kvrrp_cli_error(const char *format, ...)
{
	va_list ap;

	fputs("kvrrp: ", stderr);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
}

int kvrrp_cli_open_failed(int error)
{
	if (error == -ENOENT) {
		kvrrp_cli_error("the kvrrp module is not loaded: run 'modprobe kvrrp' as root (see kvrrp(8))");
		return KVRRP_EXIT_MISSING;
	}
	kvrrp_cli_error("cannot talk to the kvrrp module: %s", strerror(-error));
	return KVRRP_EXIT_REFUSED;
}

int kvrrp_cli_no_instance(const char *name)
{
	kvrrp_cli_error("no instance named '%s': 'kvrrp show' lists them", name);
	return KVRRP_EXIT_MISSING;
}

void kvrrp_cli_print_json(const struct kvrrp_cli *cli, json_t *document)
{
	json_dumpf(document, stdout, cli->pretty ? JSON_INDENT(2) : 0);
	putchar('\n');
	json_decref(document);
}

static int help_run(const struct kvrrp_cli *cli)
{
	size_t i;

	(void)cli;
	puts("usage: kvrrp [OPTION]... VERB [ARGUMENT]\n");
	for (i = 0; i < COMMANDS; i++) {
		char usage[32];

		if (!commands[i].help)
			continue;
		snprintf(usage, sizeof(usage), commands[i].arg_needed ? "%s %s" :
			 commands[i].arg ? "%s [%s]" : "%s", commands[i].name, commands[i].arg);
		printf("  %-14s %s\n", usage, commands[i].help);
	}
	puts("\n"
	     "  -j, --json     JSON instead of text\n"
	     "  -p, --pretty   JSON, indented\n"
	     "  -V, --version  versions of this program and of the module\n"
	     "  -h, --help     this text\n"
	     "\n"
	     "All but 'check' ask the kernel: the daemon need not run. See kvrrp(8).");
	return KVRRP_EXIT_OK;
}

/* The words that can follow, a line each, for the shell's completion. */
static int complete_run(const struct kvrrp_cli *cli)
{
	struct kvrrp_instance *list;
	struct kvrrp_client *client;
	size_t count, i;

	if (!cli->arg) {
		for (i = 0; i < COMMANDS; i++)
			if (commands[i].help)
				puts(commands[i].name);
		return KVRRP_EXIT_OK;
	}
	for (i = 0; i < COMMANDS; i++)
		if (!strcmp(commands[i].name, cli->arg) && commands[i].arg &&
		    !strcmp(commands[i].arg, "NAME"))
			break;
	if (i == COMMANDS || kvrrp_client_open(&client))
		return KVRRP_EXIT_OK;
	if (!kvrrp_instance_dump(client, &list, &count)) {
		for (i = 0; i < count; i++)
			puts(list[i].name);
		kvrrp_instance_list_free(list, count);
	}
	kvrrp_client_close(client);
	return KVRRP_EXIT_OK;
}

static int usage_error(void)
{
	fputs("Try 'kvrrp help'.\n", stderr);
	return KVRRP_EXIT_USAGE;
}

static int run(struct kvrrp_cli *cli, int argc, char **argv)
{
	const struct command *command = commands;

	if (!argc) {
		kvrrp_cli_error("a verb is missing");
		return usage_error();
	}
	/* whole words only: a prefix that is unique today need not be tomorrow */
	while (strcmp(command->name, argv[0])) {
		if (++command == commands + COMMANDS) {
			kvrrp_cli_error("there is no verb '%s'", argv[0]);
			return usage_error();
		}
	}
	if (argc > (command->arg ? 2 : 1)) {
		kvrrp_cli_error("'%s' is one word too many for 'kvrrp %s'",
				argv[command->arg ? 2 : 1], command->name);
		return usage_error();
	}
	if (command->arg_needed && argc < 2) {
		kvrrp_cli_error("'kvrrp %s' needs a %s", command->name, command->arg);
		return usage_error();
	}
	cli->arg = argc > 1 ? argv[1] : NULL;
	return command->run(cli);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "pretty", no_argument, NULL, 'p' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	kvrrp_cli_verb *instead = NULL;
	struct kvrrp_cli cli = { 0 };
	int opt, status;

	while ((opt = getopt_long(argc, argv, "jpVh", options, NULL)) != -1) {
		switch (opt) {
		case 'p':
			cli.pretty = true;
			cli.json = true;
			break;
		case 'j':
			cli.json = true;
			break;
		case 'V':
			instead = kvrrp_version_run;
			break;
		case 'h':
			instead = help_run;
			break;
		default:
			return usage_error();
		}
	}
	status = instead ? instead(&cli) : run(&cli, argc - optind, argv + optind);

	/* a full disk must not look like an empty list */
	if (fflush(stdout) || ferror(stdout)) {
		kvrrp_cli_error("writing the output: %s", strerror(errno));
		return KVRRP_EXIT_REFUSED;
	}
	return status;
}
