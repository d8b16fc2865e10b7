// SPDX-License-Identifier: GPL-2.0-or-later
/* Counters, of the instances and of the network namespace. */

#include "kernel/client.h"
#include "kernel/field.h"
#include "kernel/request.h"

#define STATS(member, attr, kind)	\
	KVRRP_FIELD(struct kvrrp_stats, member, KVRRP_A_STATS_##attr, kind, 0, false)

static const struct kvrrp_field fields[] = {
	STATS(ifindex, IFINDEX, U32),
	STATS(vrid, VRID, U32),
	STATS(family, FAMILY, U32),
	STATS(name, NAME, STRING),
};

static int decode(void *item, struct nlattr *attrs, int len)
{
	struct kvrrp_stats *stats = item;
	struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, attrs, len, rem) {
		kvrrp_field_decode(fields, sizeof(fields) / sizeof(fields[0]), attr, stats);
		if (kvrrp_stats_name(nla_type(attr)))
			stats->value[nla_type(attr)] = kvrrp_field_integer(attr);
	}
	return 0;
}

int kvrrp_stats_dump(struct kvrrp_client *client, struct kvrrp_stats **out, size_t *count)
{
	struct kvrrp_list list = {
		.item_size = sizeof(struct kvrrp_stats),
		.decode = decode,
	};
	int err = kvrrp_request_dump(client, KVRRP_CMD_STATS_GET, &list);

	*out = list.items;
	*count = list.count;
	return err;
}
