// SPDX-License-Identifier: GPL-2.0-or-later
/* kvrrp stats [NAME] */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/text.h"

static int print(const struct kvrrp_cli *cli, const struct kvrrp_stats *list, size_t count)
{
	json_t *array = cli->json ? json_array() : NULL;
	size_t i, shown = 0;

	for (i = 0; i < count; i++) {
		if (cli->arg && strcmp(cli->arg, list[i].name))
			continue;
		shown++;
		if (array)
			json_array_append_new(array, kvrrp_json_stats(&list[i]));
		else
			kvrrp_text_stats(stdout, &list[i]);
	}
	if (cli->arg && !shown) {
		json_decref(array);
		return kvrrp_cli_no_instance(cli->arg);
	}
	if (array)
		kvrrp_cli_print_json(cli, array);
	return KVRRP_EXIT_OK;
}

int kvrrp_stats_run(const struct kvrrp_cli *cli)
{
	struct kvrrp_client *client;
	struct kvrrp_stats *list;
	size_t count;
	int err, status;

	err = kvrrp_client_open(&client);
	if (err)
		return kvrrp_cli_open_failed(err);
	err = kvrrp_stats_dump(client, &list, &count);
	if (err) {
		kvrrp_cli_error("reading counters: %s", kvrrp_client_error(client));
		status = KVRRP_EXIT_REFUSED;
	} else {
		status = print(cli, list, count);
		free(list);
	}
	kvrrp_client_close(client);
	return status;
}
