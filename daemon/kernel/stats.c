// SPDX-License-Identifier: GPL-2.0-or-later
/* Counters, of the instances and of the network namespace. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

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

static void decode(struct kvrrp_stats *stats, struct nlattr *attrs, int len)
{
	struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, attrs, len, rem) {
		kvrrp_field_decode(fields, sizeof(fields) / sizeof(fields[0]), attr, stats);
		if (kvrrp_stats_name(nla_type(attr)))
			stats->value[nla_type(attr)] = kvrrp_field_integer(attr);
	}
}

static int decode_own(void *data, struct nlattr *attrs, int len)
{
	decode(data, attrs, len);
	return 0;
}

static int decode_item(void *item, struct nlattr *attrs, int len)
{
	struct kvrrp_stats *stats = item;

	decode(stats, attrs, len);
	/* the namespace's own were asked for separately */
	return stats->ifindex ? 0 : 1;
}

int kvrrp_stats_dump(struct kvrrp_client *client, struct kvrrp_stats **out, size_t *count)
{
	struct kvrrp_list list = {
		.item_size = sizeof(struct kvrrp_stats),
		.decode = decode_item,
	};
	struct kvrrp_stats own = { 0 }, *all;
	int err;

	*out = NULL;
	*count = 0;
	err = kvrrp_request_send(client, kvrrp_request_new(client, KVRRP_CMD_STATS_GET, 0, 0),
				 decode_own, &own);
	if (err)
		return err;
	err = kvrrp_request_dump(client, KVRRP_CMD_STATS_GET, &list);
	if (err)
		return err;

	all = reallocarray(list.items, list.count + 1, sizeof(*all));
	if (!all) {
		free(list.items);
		return kvrrp_request_fail(client, -ENOMEM, "reading counters");
	}
	memmove(all + 1, all, list.count * sizeof(*all));
	all[0] = own;
	*out = all;
	*count = list.count + 1;
	return 0;
}
