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
#define IPV6_ADDRESSES_MAX 90		/* in an advertisement of 1500 bytes, headers and all */

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

static void check_version(const struct kvrrp_model_instance *inst,
			  const struct conf_node *group, struct kvrrp_diag *diag)
{
	if (inst->version == 2 && inst->family == AF_INET6)
		kvrrp_diag_error(diag, where_of(group, "version"), "version: VRRPv2 is for IPv4 "
				 "only: write 3 or leave version out");
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
				   "ignored%s", inst->family == AF_INET ?
				   " (version = 2 has passwords)" : "");
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

static const char *format_ip(const struct kvrrp_virtual_address *address,
			     char text[INET6_ADDRSTRLEN])
{
	text[0] = '\0';
	inet_ntop(address->ip.family, address->ip.bytes, text, INET6_ADDRSTRLEN);
	return text;
}

static void report_twice(const struct kvrrp_virtual_address *address, struct kvrrp_where first,
			 struct kvrrp_diag *diag)
{
	char text[INET6_ADDRSTRLEN];

	kvrrp_diag_error(diag, address->where, "virtual_ipaddress: %s is there twice, first at "
			 "%s:%u", format_ip(address, text), first.file, first.line);
}

static bool is_link_local(const struct kvrrp_virtual_address *address)
{
	return address->ip.bytes[0] == 0xfe && (address->ip.bytes[1] & 0xc0) == 0x80;
}

/* Routers drop an advertisement over IPv6 whose first address is not link-local. */
static void check_first_address(const struct kvrrp_virtual_address_list *list,
				struct kvrrp_diag *diag)
{
	const struct kvrrp_virtual_address *first = &list->entries[0];
	char text[INET6_ADDRSTRLEN], other[INET6_ADDRSTRLEN];

	if (is_link_local(first))
		return;
	format_ip(first, text);
	for (size_t i = 1; i < list->count; i++) {
		if (list->entries[i].ip.family != AF_INET6 || !is_link_local(&list->entries[i]))
			continue;
		kvrrp_diag_error(diag, first->where, "virtual_ipaddress: %s: the first IPv6 "
				 "address must be link-local (RFC 9568): move %s to the front",
				 text, format_ip(&list->entries[i], other));
		return;
	}
	kvrrp_diag_error(diag, first->where, "virtual_ipaddress: %s: the first IPv6 address must "
			 "be link-local (RFC 9568): write one before it, the same on every "
			 "router, as \"fe80::1:1/64\"", text);
}

/* An address that cannot stand beside the first, or a word that means nothing for it. */
static void check_family(const struct kvrrp_model_instance *inst,
			 struct kvrrp_virtual_address *address, struct kvrrp_diag *diag)
{
	char text[INET6_ADDRSTRLEN];

	if (address->ip.family != inst->family)
		kvrrp_diag_error(diag, address->where, "virtual_ipaddress: %s: an instance has "
				 "addresses of one family, and the first is %s: write a second "
				 "instance, it can have the same virtual_router_id "
				 "(virtual_ipaddress_excluded is not supported by this version of "
				 "kvrrpd yet)", format_ip(address, text),
				 inst->family == AF_INET6 ? "IPv6" : "IPv4");
	if (address->ip.family == AF_INET6 && address->scope) {
		kvrrp_diag_warning(diag, address->where, "virtual_ipaddress: scope: an IPv6 "
				   "address says itself what it is good for, the word is ignored");
		address->scope = 0;
	}
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

static void check_addresses(struct kvrrp_model_instance *inst, const struct conf_node *group,
			    struct kvrrp_diag *diag)
{
	const struct conf_node *node = conf_member(group, "virtual_ipaddress");
	struct kvrrp_virtual_address_list *list = &inst->addresses;
	/* else the first one there is may not be the first one written */
	bool whole = node && list->count == (node->type == CONF_LIST ? node->count : 1);

	if (inst->family == AF_INET6 && list->count > IPV6_ADDRESSES_MAX)
		kvrrp_diag_error(diag, node->where, "virtual_ipaddress: %zu IPv6 addresses, but an "
				 "advertisement of 1500 bytes has room for %d", list->count,
				 IPV6_ADDRESSES_MAX);
	if (inst->family == AF_INET6 && whole)
		check_first_address(list, diag);
	for (size_t i = 0; i < list->count; i++) {
		if (whole)
			check_family(inst, &list->entries[i], diag);
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
	check_version(inst, group, diag);
	check_interval(inst, group, diag);
	check_preemption(inst, group, diag);
	check_authentication(inst, group, diag);
	check_addresses(inst, group, diag);
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
	    a->vrid == b->vrid && a->family == b->family)
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
