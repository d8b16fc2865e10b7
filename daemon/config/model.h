/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the operator wants, in types: read, defaulted and checked. It knows nothing
 * of libconfig, and interfaces are names, which need not exist yet.
 */
#ifndef KVRRP_CONFIG_MODEL_H
#define KVRRP_CONFIG_MODEL_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../kernel/client.h"
#include "diag.h"

struct conf_document;

/* A program with its arguments, never a line for a shell. argc 0: none. */
struct kvrrp_command {
	char **argv;			/* NULL terminated */
	size_t argc;
	struct kvrrp_where where;
};

/* The scripts of an instance: one for each state, and one for all of them. */
enum kvrrp_notify {
	KVRRP_NOTIFY_MASTER,
	KVRRP_NOTIFY_BACKUP,
	KVRRP_NOTIFY_FAULT,
	KVRRP_NOTIFY_STOP,
	KVRRP_NOTIFY_ANY,

	KVRRP_NOTIFY_MAX
};

struct kvrrp_virtual_address {
	struct kvrrp_ip ip;
	uint32_t prefix_length;
	char interface[IF_NAMESIZE];	/* "": the instance's */
	char label[IF_NAMESIZE];	/* "": none */
	struct kvrrp_ip broadcast;	/* family 0: none */
	uint32_t scope;			/* RT_SCOPE_* */
	struct kvrrp_where where;
};

struct kvrrp_virtual_address_list {
	struct kvrrp_virtual_address *entries;
	size_t count;
};

struct kvrrp_authentication {
	int64_t type;			/* enum kvrrp_auth_type */
	char *password;
};

struct kvrrp_model_instance {
	char *name;
	struct kvrrp_where where;

	int64_t start_state;		/* KVRRP_STATE_*: a hint, priority decides */
	char *interface;
	int64_t vrid;
	int64_t priority;
	int64_t version;		/* 2 or 3 */
	int64_t advert_interval_ms;
	bool nopreempt;
	int64_t preempt_delay_ms;
	struct kvrrp_authentication authentication;
	uint8_t auth_pass[KVRRP_AUTH_PASS_SIZE];	/* as it goes on the wire */
	struct kvrrp_virtual_address_list addresses;
	int family;			/* AF_INET, AF_INET6: that of the first address */
	struct kvrrp_command notify[KVRRP_NOTIFY_MAX];
};

struct kvrrp_model {
	char *router_id;
	int64_t vrrp_version;
	struct kvrrp_model_instance *instances;
	size_t instance_count;
	struct conf_document *document;	/* owns the file names of every kvrrp_where */
};

const struct kvrrp_model_instance *kvrrp_model_find(const struct kvrrp_model *model,
						    const char *name);
/* "notify_master" */
const char *kvrrp_notify_name(enum kvrrp_notify notify);
void kvrrp_model_free(struct kvrrp_model *model);

#endif
