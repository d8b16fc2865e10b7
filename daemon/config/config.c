// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One file describes every router: "hosts" says what differs. The file is checked for
 * each of them, so that the mistake in the other router's overlay is found on this one,
 * before the day it is needed. The model of our own host is kept.
 */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alloc.h"
#include "nearest.h"
#include "reader.h"
#include "rules.h"
#include "tree.h"
#include "value.h"

static const char *const sections[] = { "config_version", "global_defs", "vrrp_instance",
					"hosts" };

/* libconfig has no nodes without lines, but a section left out has no node at all */
static const struct conf_node nothing = { .type = CONF_GROUP };

struct instance_reader {
	struct kvrrp_model *model;
	struct kvrrp_diag *diag;
};

static void read_instance(void *data, const char *name, const struct conf_node *group)
{
	struct instance_reader *reader = data;
	struct kvrrp_model *model = reader->model;
	struct kvrrp_model_instance *inst;

	model->instances = conf_grow(model->instances, model->instance_count,
				     sizeof(*model->instances));
	inst = &model->instances[model->instance_count++];
	memset(inst, 0, sizeof(*inst));
	inst->name = conf_strdup(name);
	inst->where = group->where;
	conf_read_section(&conf_schema_instance, group, inst, reader->diag);
	inst->family = inst->addresses.count ? inst->addresses.entries[0].ip.family : AF_INET;
	/* VRRPv2 is for IPv4; what a file says for all is not meant for IPv6 then */
	if (!inst->version)
		inst->version = inst->family == AF_INET6 ? 3 : model->vrrp_version;
	conf_check_instance(inst, group, reader->diag);
}

static void check_top(const struct conf_node *root, struct kvrrp_diag *diag)
{
	int64_t version;

	for (size_t i = 0; i < root->count; i++) {
		const struct conf_node *node = root->children[i];
		const char *nearest = NULL;
		size_t known = 0;

		while (known < sizeof(sections) / sizeof(sections[0]) &&
		       strcmp(sections[known], node->name)) {
			conf_nearest(node->name, sections[known], &nearest);
			known++;
		}
		if (known == sizeof(sections) / sizeof(sections[0]))
			conf_report_unknown(node, "here", conf_refused_top, nearest, diag);
		if (!strcmp(node->name, "config_version"))
			conf_get_integer(node, 1, 1, &version, diag);
	}
}

static char *own_host_name(void)
{
	char name[HOST_NAME_MAX + 1] = "";

	if (gethostname(name, sizeof(name) - 1) < 0)
		return conf_strdup("");
	return conf_strdup(name);
}

static struct kvrrp_model *read_model(const struct conf_node *root, struct kvrrp_diag *diag)
{
	struct kvrrp_model *model = conf_zalloc(sizeof(*model));
	const struct conf_node *global = conf_member(root, "global_defs");
	const struct conf_node *instances = conf_member(root, "vrrp_instance");
	struct instance_reader reader = { .model = model, .diag = diag };

	check_top(root, diag);
	if (global && !conf_get_group(global, diag))
		global = NULL;
	conf_read_section(&conf_schema_global, global ? global : &nothing, model, diag);
	if (!model->router_id)
		model->router_id = own_host_name();
	if (instances)
		conf_each_named(instances, diag, read_instance, &reader);
	conf_check_model(model, diag);
	return model;
}

struct host_reader {
	const struct conf_node *root;
	const char *wanted;		/* --host */
	char *router_id;		/* as outside of "hosts" */
	char *own;			/* this host's name, full and short */
	char *own_short;
	struct kvrrp_diag *diag;
	char **seen;
	size_t seen_count;
	int rank;			/* of what is in model */
	struct kvrrp_model *model;
};

/* How well an overlay fits this host: its full name, its short name, its router_id. */
static int rank_host(const struct host_reader *reader, const char *name)
{
	if (reader->wanted)
		return strcmp(reader->wanted, name) ? 0 : 3;
	if (!strcmp(reader->own, name))
		return 3;
	if (!strcmp(reader->own_short, name))
		return 2;
	if (reader->router_id && !strcmp(reader->router_id, name))
		return 1;
	return 0;
}

static void read_host(void *data, const char *name, const struct conf_node *group)
{
	struct host_reader *reader = data;
	struct conf_node *merged = conf_node_clone(reader->root);
	struct conf_node overlay = *group;
	struct kvrrp_model *model;
	int rank = rank_host(reader, name);

	for (size_t i = 0; i < reader->seen_count; i++) {
		if (!strcmp(reader->seen[i], name))
			kvrrp_diag_error(reader->diag, group->where, "hosts: %s is there twice",
					 name);
	}
	reader->seen = conf_grow(reader->seen, reader->seen_count, sizeof(char *));
	reader->seen[reader->seen_count++] = conf_strdup(name);

	overlay.children = NULL;
	overlay.count = 0;
	for (size_t i = 0; i < group->count; i++) {
		struct conf_node *child = group->children[i];

		if (!strcmp(child->name, "hosts") || !strcmp(child->name, "config_version"))
			kvrrp_diag_error(reader->diag, child->where, "%s cannot differ by host",
					 child->name);
		else if (group->name || strcmp(child->name, "name"))
			conf_node_append(&overlay, child);
	}
	conf_overlay(merged, &overlay);
	free(overlay.children);

	model = read_model(merged, reader->diag);
	conf_node_free(merged);
	if (rank > reader->rank) {
		kvrrp_model_free(reader->model);
		reader->model = model;
		reader->rank = rank;
	} else {
		kvrrp_model_free(model);
	}
}

static char *base_router_id(const struct conf_node *root)
{
	const struct conf_node *global = conf_member(root, "global_defs");
	const struct conf_node *node = NULL;

	if (global && global->type == CONF_GROUP)
		node = conf_member(global, "router_id");
	return node && node->type == CONF_STRING ? conf_strdup(node->string) : NULL;
}

static struct kvrrp_model *read_hosts(const struct conf_node *root, const char *host,
				      struct kvrrp_diag *diag)
{
	const struct conf_node *hosts = conf_member(root, "hosts");
	struct host_reader reader = {
		.root = root,
		.wanted = host,
		.diag = diag,
		.own = own_host_name(),
		.router_id = base_router_id(root),
	};

	reader.own_short = conf_strndup(reader.own, strcspn(reader.own, "."));
	if (hosts)
		conf_each_named(hosts, diag, read_host, &reader);
	/* nothing differs for this host */
	if (!reader.model)
		reader.model = read_model(root, diag);

	for (size_t i = 0; i < reader.seen_count; i++)
		free(reader.seen[i]);
	free(reader.seen);
	free(reader.own);
	free(reader.own_short);
	free(reader.router_id);
	return reader.model;
}

struct kvrrp_model *kvrrp_config_load(const char *file,
				      const struct kvrrp_config_options *options,
				      struct kvrrp_diag *diag)
{
	struct conf_document *document = conf_document_read(file, diag);
	struct kvrrp_model *model;

	if (!document)
		return NULL;
	model = read_hosts(document->root, options->host, diag);
	model->document = document;
	if (diag->errors) {
		kvrrp_model_free(model);
		return NULL;
	}
	return model;
}
