// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "value.h"

#define V3_INTERVAL_MAX_MS 40950	/* twelve bits of centiseconds */

/* Where a setting was written, or else its instance. */
static struct kvrrp_where where_of(const struct conf_node *group, const char *name)
{
	const struct conf_node *node = conf_member(group, name);

	return node ? node->where : group->where;
}

static void check_name(const struct kvrrp_model_instance *inst, struct kvrrp_diag *diag)
{
	size_t length = strlen(inst->name);
	bool odd = inst->name[0] == '.';

	/* it becomes the name of a folder in /sys/class/kvrrp and a word in the log */
	for (const char *c = inst->name; *c; c++)
		odd = odd || *c == '!' || isspace((unsigned char)*c) || iscntrl((unsigned char)*c);
	if (odd)
		kvrrp_diag_error(diag, inst->where, "\"%s\" cannot be a name: no blanks, no !, "
				 "no dot in front", inst->name);
	if (length == 0 || length >= KVRRP_NAME_SIZE)
		kvrrp_diag_error(diag, inst->where, "the name of an instance has 1 to %d bytes",
				 KVRRP_NAME_SIZE - 1);
}

static void check_interval(const struct kvrrp_model_instance *inst,
			   const struct conf_node *group, struct kvrrp_diag *diag)
{
	struct kvrrp_where where = where_of(group, "advert_int");
	char *interval = conf_format_duration(inst->advert_interval_ms);

	if (inst->version == 2 && inst->advert_interval_ms % 1000)
		kvrrp_diag_error(diag, where, "advert_int: %s: VRRPv2 knows whole seconds only, "
				 "1 to 255 (version = 3 knows steps of 10 ms)", interval);
	else if (inst->version == 3 && inst->advert_interval_ms > V3_INTERVAL_MAX_MS)
		kvrrp_diag_error(diag, where, "advert_int: %s: VRRPv3 knows intervals up to "
				 "40.95 s", interval);
	else if (inst->version == 3 && inst->advert_interval_ms % 10)
		kvrrp_diag_error(diag, where, "advert_int: %s: VRRPv3 knows steps of 10 ms only",
				 interval);
	free(interval);
}

static void check_preemption(struct kvrrp_model_instance *inst, const struct conf_node *group,
			     struct kvrrp_diag *diag)
{
	bool master = inst->start_state == KVRRP_STATE_MASTER;

	if (master && !conf_member(group, "priority"))
		kvrrp_diag_warning(diag, where_of(group, "state"),
				   "state MASTER without priority: keepalived takes 255 then, "
				   "kvrrpd takes %" PRId64 "; write the priority", inst->priority);
	if (inst->nopreempt && (master || inst->priority == 255)) {
		kvrrp_diag_warning(diag, where_of(group, "nopreempt"),
				   "nopreempt does not go with %s and is ignored",
				   master ? "state MASTER (write BACKUP)" : "priority 255");
		inst->nopreempt = false;
	}
	if (inst->preempt_delay_ms && (master || inst->nopreempt)) {
		kvrrp_diag_warning(diag, where_of(group, "preempt_delay"),
				   "preempt_delay does not go with %s and is ignored",
				   master ? "state MASTER (write BACKUP)" : "nopreempt");
		inst->preempt_delay_ms = 0;
	}
}

static void check_authentication(struct kvrrp_model_instance *inst,
				 const struct conf_node *group, struct kvrrp_diag *diag)
{
	const struct conf_node *node = conf_member(group, "authentication");
	struct kvrrp_where where;
	size_t length;

	if (!node || node->type != CONF_GROUP || !inst->authentication.password)
		return;
	where = where_of(node, "auth_pass");
	length = strlen(inst->authentication.password);
	if (!length) {
		kvrrp_diag_error(diag, where, "auth_pass: a password is expected");
		return;
	}
	if (inst->version == 3) {
		kvrrp_diag_warning(diag, node->where, "authentication: VRRPv3 has none, it is "
				   "ignored (version = 2 has passwords)");
		inst->authentication.type = KVRRP_AUTH_NONE;
		return;
	}
	if (length > KVRRP_AUTH_PASS_SIZE) {
		kvrrp_diag_warning(diag, where, "auth_pass: only the first %d bytes are used",
				   KVRRP_AUTH_PASS_SIZE);
		length = KVRRP_AUTH_PASS_SIZE;
	}
	memcpy(inst->auth_pass, inst->authentication.password, length);
}

static const char *address_interface(const struct kvrrp_model_instance *inst,
				     const struct kvrrp_virtual_address *address)
{
	return address->interface[0] ? address->interface : inst->interface;
}

static bool same_ip(const struct kvrrp_virtual_address *a, const struct kvrrp_virtual_address *b)
{
	return a->ip.family == b->ip.family &&
	       !memcmp(a->ip.bytes, b->ip.bytes, sizeof(a->ip.bytes));
}

static void report_twice(const struct kvrrp_virtual_address *address, struct kvrrp_where first,
			 struct kvrrp_diag *diag)
{
	char text[INET6_ADDRSTRLEN] = "";

	inet_ntop(address->ip.family, address->ip.bytes, text, sizeof(text));
	kvrrp_diag_error(diag, address->where, "virtual_ipaddress: %s is there twice, first at "
			 "%s:%u", text, first.file, first.line);
}

/* The kernel takes any label, but tools find the interface by what is before the colon. */
static void check_label(const struct kvrrp_model_instance *inst,
			const struct kvrrp_virtual_address *address, struct kvrrp_diag *diag)
{
	const char *interface = address_interface(inst, address);
	size_t length;

	if (!address->label[0] || !interface)
		return;
	length = strlen(interface);
	if (strncmp(address->label, interface, length) ||
	    (address->label[length] && address->label[length] != ':'))
		kvrrp_diag_error(diag, address->where, "virtual_ipaddress: label \"%s\" is not "
				 "\"%s\" or \"%s:...\"", address->label, interface, interface);
}

static void check_addresses(const struct kvrrp_model_instance *inst, struct kvrrp_diag *diag)
{
	const struct kvrrp_virtual_address_list *list = &inst->addresses;

	for (size_t i = 0; i < list->count; i++) {
		check_label(inst, &list->entries[i], diag);
		for (size_t j = 0; j < i; j++) {
			if (same_ip(&list->entries[i], &list->entries[j])) {
				report_twice(&list->entries[i], list->entries[j].where, diag);
				break;
			}
		}
	}
}

void conf_check_instance(struct kvrrp_model_instance *inst, const struct conf_node *group,
			 struct kvrrp_diag *diag)
{
	check_name(inst, diag);
	check_interval(inst, group, diag);
	check_preemption(inst, group, diag);
	check_authentication(inst, group, diag);
	check_addresses(inst, diag);
}

static void check_shared_addresses(const struct kvrrp_model_instance *a,
				   const struct kvrrp_model_instance *b,
				   struct kvrrp_diag *diag)
{
	for (size_t i = 0; i < a->addresses.count; i++) {
		const struct kvrrp_virtual_address *address = &a->addresses.entries[i];
		const char *interface = address_interface(a, address);

		for (size_t j = 0; j < b->addresses.count; j++) {
			const struct kvrrp_virtual_address *other = &b->addresses.entries[j];
			const char *other_interface = address_interface(b, other);

			if (same_ip(address, other) && interface && other_interface &&
			    !strcmp(interface, other_interface))
				report_twice(address, other->where, diag);
		}
	}
}

static void check_pair(const struct kvrrp_model_instance *a, const struct kvrrp_model_instance *b,
		       struct kvrrp_diag *diag)
{
	if (!strcmp(a->name, b->name)) {
		kvrrp_diag_error(diag, a->where, "vrrp_instance %s is there twice, first at %s:%u",
				 a->name, b->where.file, b->where.line);
		return;
	}
	if (a->interface && b->interface && !strcmp(a->interface, b->interface) && a->vrid &&
	    a->vrid == b->vrid)
		kvrrp_diag_error(diag, a->where, "vrrp_instance %s has interface %s and "
				 "virtual_router_id %" PRId64 " as %s at %s:%u has",
				 a->name, a->interface, a->vrid, b->name, b->where.file,
				 b->where.line);
	check_shared_addresses(a, b, diag);
}

void conf_check_model(const struct kvrrp_model *model, struct kvrrp_diag *diag)
{
	for (size_t i = 0; i < model->instance_count; i++) {
		for (size_t j = 0; j < i; j++)
			check_pair(&model->instances[i], &model->instances[j], diag);
	}
}
