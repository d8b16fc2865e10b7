// SPDX-License-Identifier: GPL-2.0-only
/* Counters into a netlink message. */

#include <net/netlink.h>

#include "stats.h"

/* The drop counters are addressed by arithmetic: hold both lists together. */
#define X(NAME, name, text)						       \
	static_assert((int)KVRRP_STATS_DROP_FIRST + (int)VRRP_DROP_##NAME - 1 == \
		      (int)KVRRP_A_STATS_DROP_##NAME);
VRRP_DROP_LIST(X)
#undef X
static_assert(KVRRP_STATS_LAST + 1 == (int)KVRRP_A_STATS_PAD);

/**
 * kvrrp_stats_fill() - put every counter into a message
 * @skb: message under construction
 * @stats: counters to read, any context
 *
 * Return: 0, or -EMSGSIZE.
 */
int kvrrp_stats_fill(struct sk_buff *skb, const struct kvrrp_stats *stats)
{
	int attr;

	for (attr = KVRRP_STATS_FIRST; attr <= KVRRP_STATS_LAST; attr++)
		if (nla_put_u64_64bit(skb, attr, kvrrp_stats_read(stats, attr),
				      KVRRP_A_STATS_PAD))
			return -EMSGSIZE;
	return 0;
}
