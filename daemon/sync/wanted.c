// SPDX-License-Identifier: GPL-2.0-or-later
#include "wanted.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"

static int build_address(int links, const struct kvrrp_model_instance *model,
			 const struct kvrrp_virtual_address *from, struct kvrrp_address *to,
			 const char **missing)
{
	const char *interface = from->interface[0] ? from->interface : model->interface;

	to->ip = from->ip;
	to->prefix_length = from->prefix_length;
	to->ifindex = kvrrp_link_index(links, interface);
	memcpy(to->label, from->label, sizeof(to->label));
	to->broadcast = from->broadcast;
	to->scope = from->scope;
	if (!to->ifindex)
		*missing = interface;
	return to->ifindex ? 0 : -ENODEV;
}

int kvrrp_wanted_build(int links, const struct kvrrp_model_instance *model,
		       struct kvrrp_instance *inst, const char **missing)
{
	int err = 0;

	memset(inst, 0, sizeof(*inst));
	inst->ifindex = kvrrp_link_index(links, model->interface);
	if (!inst->ifindex) {
		*missing = model->interface;
		return -ENODEV;
	}
	inst->vrid = model->vrid;
	inst->family = model->family;
	snprintf(inst->name, sizeof(inst->name), "%s", model->name);
	inst->version = model->version;
	inst->priority = model->priority;
	inst->advert_interval_ms = model->advert_interval_ms;
	inst->nopreempt = model->nopreempt;
	inst->preempt_delay_ms = model->preempt_delay_ms;
	inst->auth_type = model->authentication.type;
	memcpy(inst->auth_pass, model->auth_pass, sizeof(inst->auth_pass));

	inst->addresses = calloc(model->addresses.count, sizeof(*inst->addresses));
	if (!inst->addresses)
		return -ENOMEM;
	inst->address_count = model->addresses.count;
	for (size_t i = 0; i < inst->address_count && !err; i++)
		err = build_address(links, model, &model->addresses.entries[i], &inst->addresses[i],
				    missing);
	return err;
}
