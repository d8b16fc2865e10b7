/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counters of an instance or a namespace, indexed by their netlink attribute,
 * so that a counter has one name in netlink, in /sys and in the code.
 */
#ifndef _KVRRP_STATS_H
#define _KVRRP_STATS_H

#include <linux/atomic.h>
#include <linux/kvrrp.h>

#include "proto/reason.h"

/* X(NAME, name): counters besides the drop reasons */
#define KVRRP_STATS_LIST(X)			\
	X(ADVERT_RX, advert_rx)			\
	X(ADVERT_TX, advert_tx)			\
	X(RELEASE_RX, release_rx)		\
	X(RELEASE_TX, release_tx)		\
	X(BECOME_MASTER, become_master)		\
	X(ANNOUNCE_TX, announce_tx)		\
	X(TX_ERROR, tx_error)			\
	X(ADDRESS_ERROR, address_error)		\
	X(ADDRESS_MISMATCH, address_mismatch)	\
	X(INTERVAL_MISMATCH, interval_mismatch)	\
	X(CHECKSUM_MESSAGE, checksum_message)	\
	X(CHECKSUM_PSEUDO, checksum_pseudo)

#define KVRRP_STATS_FIRST	KVRRP_A_STATS_ADVERT_RX
#define KVRRP_STATS_DROP_FIRST	KVRRP_A_STATS_DROP_TTL
#define KVRRP_STATS_LAST	(KVRRP_STATS_DROP_FIRST + VRRP_DROP_MAX - 2)

struct sk_buff;

/* Any context may count; readers see each counter whole, not a snapshot of all. */
struct kvrrp_stats {
	atomic64_t counter[KVRRP_STATS_LAST + 1];
};

/* @attr: KVRRP_A_STATS_*, a counter */
static inline void kvrrp_stats_inc(struct kvrrp_stats *stats, int attr)
{
	atomic64_inc(&stats->counter[attr]);
}

static inline void kvrrp_stats_drop(struct kvrrp_stats *stats, enum vrrp_drop drop)
{
	kvrrp_stats_inc(stats, KVRRP_STATS_DROP_FIRST + drop - 1);
}

static inline u64 kvrrp_stats_read(const struct kvrrp_stats *stats, int attr)
{
	return atomic64_read(&stats->counter[attr]);
}

int kvrrp_stats_fill(struct sk_buff *skb, const struct kvrrp_stats *stats);

#endif
