// SPDX-License-Identifier: GPL-2.0-or-later
#include "diff.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool kvrrp_same_key(const struct kvrrp_instance *a, const struct kvrrp_instance *b)
{
	return a->ifindex == b->ifindex && a->vrid == b->vrid && a->family == b->family;
}

static bool same_ip(const struct kvrrp_ip *a, const struct kvrrp_ip *b)
{
	size_t length = a->family == AF_INET6 ? 16 : 4;

	return a->family == b->family && (!a->family || !memcmp(a->bytes, b->bytes, length));
}

static uint32_t address_ifindex(const struct kvrrp_instance *inst,
				const struct kvrrp_address *address)
{
	return address->ifindex ? address->ifindex : inst->ifindex;
}

static bool same_addresses(const struct kvrrp_instance *a, const struct kvrrp_instance *b)
{
	if (a->address_count != b->address_count)
		return false;
	/* in order: they stand in the advertisement in this order */
	for (size_t i = 0; i < a->address_count; i++) {
		const struct kvrrp_address *one = &a->addresses[i], *other = &b->addresses[i];

		if (!same_ip(&one->ip, &other->ip) || one->prefix_length != other->prefix_length ||
		    address_ifindex(a, one) != address_ifindex(b, other) ||
		    strcmp(one->label, other->label) || one->scope != other->scope ||
		    !same_ip(&one->broadcast, &other->broadcast))
			return false;
	}
	return true;
}

static bool other_auth(const struct kvrrp_wanted *wanted, const struct kvrrp_instance *current)
{
	if (wanted->inst.auth_type != current->auth_type)
		return true;
	return wanted->inst.auth_type == KVRRP_AUTH_PASS && !wanted->password_known;
}

unsigned int kvrrp_instance_diff(const struct kvrrp_wanted *wanted,
				 const struct kvrrp_instance *current)
{
	const struct kvrrp_instance *inst = &wanted->inst;
	unsigned int fields = 0;

	if (strcmp(inst->name, current->name))
		fields |= KVRRP_SET_NAME;
	if (inst->version != current->version)
		fields |= KVRRP_SET_VERSION;
	if (inst->priority != current->priority)
		fields |= KVRRP_SET_PRIORITY;
	if (inst->advert_interval_ms != current->advert_interval_ms)
		fields |= KVRRP_SET_ADVERT_INTERVAL;
	if (inst->nopreempt != current->nopreempt ||
	    inst->preempt_delay_ms != current->preempt_delay_ms)
		fields |= KVRRP_SET_PREEMPT;
	if (other_auth(wanted, current))
		fields |= KVRRP_SET_AUTH;
	if (!same_addresses(inst, current))
		fields |= KVRRP_SET_ADDRESSES;
	return fields;
}

struct lists {
	const struct kvrrp_wanted *wanted;
	size_t wanted_count;
	const struct kvrrp_instance *current;
	size_t current_count;
	bool *moved;			/* for each of current: its name is free already */
};

static const struct kvrrp_wanted *find_wanted(const struct lists *lists,
					      const struct kvrrp_instance *key)
{
	for (size_t i = 0; i < lists->wanted_count; i++) {
		if (kvrrp_same_key(&lists->wanted[i].inst, key))
			return &lists->wanted[i];
	}
	return NULL;
}

static const struct kvrrp_instance *find_current(const struct lists *lists,
						 const struct kvrrp_instance *key)
{
	for (size_t i = 0; i < lists->current_count; i++) {
		if (kvrrp_same_key(&lists->current[i], key))
			return &lists->current[i];
	}
	return NULL;
}

static void add(struct kvrrp_ops *ops, enum kvrrp_op_type type, unsigned int fields,
		const struct kvrrp_instance *inst)
{
	struct kvrrp_op *op = &ops->entries[ops->count++];

	op->type = type;
	op->fields = fields;
	op->inst = *inst;
}

/*
 * Somebody else has the name this instance is to get. Who leaves anyway leaves now;
 * who stays, under a name of its own, gets one nobody has until its turn comes: so
 * two instances can exchange their names.
 */
static void free_name(struct lists *lists, const struct kvrrp_instance *inst,
		      struct kvrrp_ops *ops)
{
	for (size_t i = 0; i < lists->current_count; i++) {
		const struct kvrrp_instance *holder = &lists->current[i];
		struct kvrrp_instance renamed = *holder;

		if (strcmp(holder->name, inst->name) || kvrrp_same_key(holder, inst) ||
		    lists->moved[i])
			continue;
		lists->moved[i] = true;
		if (!find_wanted(lists, holder)) {
			add(ops, KVRRP_OP_DEL, 0, holder);
			continue;
		}
		snprintf(renamed.name, sizeof(renamed.name), "~%u.%u.%d", holder->ifindex,
			 holder->vrid, holder->family);
		add(ops, KVRRP_OP_SET, KVRRP_SET_NAME, &renamed);
	}
}

static void diff_lists(struct lists *lists, struct kvrrp_ops *ops)
{
	for (size_t i = 0; i < lists->wanted_count; i++)
		free_name(lists, &lists->wanted[i].inst, ops);

	for (size_t i = 0; i < lists->wanted_count; i++) {
		const struct kvrrp_wanted *wanted = &lists->wanted[i];
		const struct kvrrp_instance *current = find_current(lists, &wanted->inst);
		unsigned int fields;

		if (!current) {
			add(ops, KVRRP_OP_NEW, 0, &wanted->inst);
			continue;
		}
		fields = kvrrp_instance_diff(wanted, current);
		if (fields)
			add(ops, KVRRP_OP_SET, fields, &wanted->inst);
	}

	for (size_t i = 0; i < lists->current_count; i++) {
		if (!lists->moved[i] && !find_wanted(lists, &lists->current[i]))
			add(ops, KVRRP_OP_DEL, 0, &lists->current[i]);
	}
}

int kvrrp_diff(const struct kvrrp_wanted *wanted, size_t wanted_count,
	       const struct kvrrp_instance *current, size_t current_count,
	       struct kvrrp_ops *ops)
{
	struct lists lists = { wanted, wanted_count, current, current_count, NULL };

	/* at most one for each wanted, and one for each current */
	ops->count = 0;
	ops->entries = calloc(wanted_count + current_count + 1, sizeof(*ops->entries));
	lists.moved = calloc(current_count + 1, sizeof(*lists.moved));
	if (!ops->entries || !lists.moved) {
		free(ops->entries);
		free(lists.moved);
		ops->entries = NULL;
		return -ENOMEM;
	}
	diff_lists(&lists, ops);
	free(lists.moved);
	return 0;
}
