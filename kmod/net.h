/* SPDX-License-Identifier: GPL-2.0-only */
/* What a network namespace holds: its instances, its sockets, its counters. */
#ifndef _KVRRP_NET_H
#define _KVRRP_NET_H

#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>

#include "proto/reason.h"
#include "stats.h"

struct kvrrp_family;

#define KVRRP_HASH_BITS 6

struct kvrrp_net {
	struct net *net;

	/* written under RTNL, @table also read under RCU */
	DECLARE_HASHTABLE(table, KVRRP_HASH_BITS);
	struct list_head instances;	/* in the order they were created */
	u32 generation;			/* changes with the list: dump consistency */

	/* detached, waiting to be taken apart outside RTNL */
	struct list_head graveyard;	/* under RTNL */
	struct work_struct reap;
	struct delayed_work recheck;	/* addresses that become usable unannounced */

	/* opened with the first instance, under RTNL, closed with the namespace */
	struct sock *tx_sk_v4;		/* adverts leave through these */
	struct sock *tx_sk_v6;
	struct socket *rtnl_sock;	/* our own rtnetlink client */
	struct mutex rtnl_mutex;	/* one request on rtnl_sock at a time */
	u32 rtnl_seq;

	struct mutex notify_mutex;	/* notifications leave in their order */
	atomic_t sequence;		/* of the last one, sent or lost */
	struct kvrrp_stats stats;	/* packets that belong to no instance */
};

struct kvrrp_net *kvrrp_net_get(const struct net *net);
int kvrrp_net_open(struct kvrrp_net *kn, const struct kvrrp_family *family);
void kvrrp_net_reap(struct kvrrp_net *kn);
void kvrrp_net_shutdown_all(void);
bool kvrrp_net_is_shut_down(void);

int kvrrp_net_init(void);
void kvrrp_net_exit(void);

#endif
