// SPDX-License-Identifier: GPL-2.0-or-later
/* kvrrp show, stats and history: a dump, one name of it or all, as text or JSON. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/format.h"
#include "cli/json.h"
#include "cli/text.h"

/* How to list one kind of object. The void pointers are to that kind. */
struct kind {
	const char *what;
	size_t size;
	int (*dump)(struct kvrrp_client *client, void **list, size_t *count);
	void (*free)(void *list, size_t count);
	const char *(*name)(const void *item);
	void (*text)(const void *item);
	json_t *(*json)(const void *item);
};

static int print(const struct kvrrp_cli *cli, const struct kind *kind, const char *list,
		 size_t count)
{
	json_t *array = cli->json ? json_array() : NULL;
	size_t i, shown = 0;

	for (i = 0; i < count; i++) {
		const void *item = list + i * kind->size;

		if (cli->arg && strcmp(cli->arg, kind->name(item)))
			continue;
		shown++;
		if (array)
			json_array_append_new(array, kind->json(item));
		else
			kind->text(item);
	}
	if (cli->arg && !shown) {
		json_decref(array);
		return kvrrp_cli_no_instance(cli->arg);
	}
	if (array)
		kvrrp_cli_print_json(cli, array);
	return KVRRP_EXIT_OK;
}

static int run(const struct kvrrp_cli *cli, const struct kind *kind)
{
	struct kvrrp_client *client;
	size_t count;
	void *list;
	int err, status;

	err = kvrrp_client_open(&client);
	if (err)
		return kvrrp_cli_open_failed(err);
	err = kind->dump(client, &list, &count);
	if (err) {
		kvrrp_cli_error("reading %s: %s", kind->what, kvrrp_client_error(client));
		status = KVRRP_EXIT_REFUSED;
	} else {
		status = print(cli, kind, list, count);
		kind->free(list, count);
	}
	kvrrp_client_close(client);
	return status;
}

static int instance_dump(struct kvrrp_client *client, void **list, size_t *count)
{
	return kvrrp_instance_dump(client, (struct kvrrp_instance **)list, count);
}

static void instance_free(void *list, size_t count)
{
	kvrrp_instance_list_free(list, count);
}

static const char *instance_name(const void *item)
{
	return ((const struct kvrrp_instance *)item)->name;
}

static void instance_text(const void *item)
{
	kvrrp_text_instance(stdout, item, kvrrp_format_now());
}

static json_t *instance_json(const void *item)
{
	return kvrrp_json_instance(item);
}

int kvrrp_show_run(const struct kvrrp_cli *cli)
{
	static const struct kind instances = {
		.what = "instances",
		.size = sizeof(struct kvrrp_instance),
		.dump = instance_dump,
		.free = instance_free,
		.name = instance_name,
		.text = instance_text,
		.json = instance_json,
	};

	return run(cli, &instances);
}

static int stats_dump(struct kvrrp_client *client, void **list, size_t *count)
{
	return kvrrp_stats_dump(client, (struct kvrrp_stats **)list, count);
}

static void stats_free(void *list, size_t count)
{
	(void)count;
	free(list);
}

static const char *stats_name(const void *item)
{
	return ((const struct kvrrp_stats *)item)->name;
}

static void stats_text(const void *item)
{
	kvrrp_text_stats(stdout, item);
}

static json_t *stats_json(const void *item)
{
	return kvrrp_json_stats(item);
}

int kvrrp_stats_run(const struct kvrrp_cli *cli)
{
	static const struct kind counters = {
		.what = "counters",
		.size = sizeof(struct kvrrp_stats),
		.dump = stats_dump,
		.free = stats_free,
		.name = stats_name,
		.text = stats_text,
		.json = stats_json,
	};

	return run(cli, &counters);
}

static int history_dump(struct kvrrp_client *client, void **list, size_t *count)
{
	return kvrrp_history_dump(client, (struct kvrrp_history **)list, count);
}

static void history_free(void *list, size_t count)
{
	kvrrp_history_list_free(list, count);
}

static const char *history_name(const void *item)
{
	return ((const struct kvrrp_history *)item)->name;
}

static void history_text(const void *item)
{
	kvrrp_text_history(stdout, item);
}

static json_t *history_json(const void *item)
{
	return kvrrp_json_history(item);
}

int kvrrp_history_run(const struct kvrrp_cli *cli)
{
	static const struct kind histories = {
		.what = "the history",
		.size = sizeof(struct kvrrp_history),
		.dump = history_dump,
		.free = history_free,
		.name = history_name,
		.text = history_text,
		.json = history_json,
	};

	return run(cli, &histories);
}
