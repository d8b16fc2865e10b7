// SPDX-License-Identifier: GPL-2.0-or-later
/* kvrrp check FILE: the daemon's own reader, without the daemon, the module or root. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "config/config.h"

static json_t *diag_json(struct kvrrp_diag *diag)
{
	const struct kvrrp_diag_entry *entry;
	json_t *array = json_array();
	size_t i;

	kvrrp_diag_sort(diag);
	for (i = 0; i < diag->count; i++) {
		entry = &diag->entries[i];
		json_array_append_new(array, json_pack("{s:s, s:i, s:s, s:s}",
			"file", entry->file, "line", (int)entry->line,
			"severity", entry->severity == KVRRP_DIAG_ERROR ? "error" : "warning",
			"text", entry->text));
	}
	return array;
}

int kvrrp_check_run(const struct kvrrp_cli *cli)
{
	struct kvrrp_config_options options = { .host = NULL };
	struct kvrrp_diag diag = { 0 };
	struct kvrrp_model *model;
	int status = KVRRP_EXIT_OK;

	if (access(cli->arg, F_OK)) {
		kvrrp_cli_error("%s: %s", cli->arg, strerror(errno));
		return KVRRP_EXIT_MISSING;
	}
	model = kvrrp_config_load(cli->arg, &options, &diag);
	if (!model)
		status = KVRRP_EXIT_REFUSED;

	if (cli->json) {
		kvrrp_cli_print_json(cli, diag_json(&diag));
	} else {
		kvrrp_diag_print(&diag, stderr);
		if (model)
			printf("%s: right, %zu instance%s for this host\n", cli->arg,
			       model->instance_count, model->instance_count == 1 ? "" : "s");
	}
	kvrrp_diag_clear(&diag);
	kvrrp_model_free(model);
	return status;
}
