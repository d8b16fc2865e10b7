// SPDX-License-Identifier: GPL-2.0-only
/*
 * Receiving: the handler of IP protocol 112. A packet gets here after
 * netfilter's INPUT chain and only if the interface has joined the group.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ip.h>
#include <linux/module.h>
#include <linux/skbuff.h>
#include <net/protocol.h>

#include "engine.h"
#include "instance.h"
#include "net.h"
#include "rx.h"
#include "trace.h"

static enum vrrp_drop receive(struct sk_buff *skb, struct kvrrp_net *kn,
			      struct kvrrp_inst **found, u8 *vrid)
{
	const struct iphdr *iph = ip_hdr(skb);
	size_t len = min_t(size_t, skb->len, VRRP_MAX_LEN);
	struct vrrp_rxmeta meta = { .family = VRRP_IPV4, .ttl = iph->ttl };
	struct vrrp_advert adv;
	enum vrrp_drop drop;

	/* iph may move with the data */
	memcpy(meta.source.b, &iph->saddr, sizeof(iph->saddr));
	memcpy(meta.destination.b, &iph->daddr, sizeof(iph->daddr));
	if (!pskb_may_pull(skb, len))
		return VRRP_DROP_NOMEM;

	/* an unusable packet is still counted where its VRID says it belongs */
	if (len >= sizeof(struct vrrp_wire)) {
		*vrid = ((const struct vrrp_wire *)skb->data)->vrid;
		*found = kvrrp_inst_find(kn, skb->dev->ifindex, *vrid, VRRP_IPV4);
	}
	drop = vrrp_parse(&adv, skb->data, len, &meta);
	if (drop)
		return drop;
	if (!*found)
		return VRRP_DROP_VRID;
	return kvrrp_engine_advert(*found, &adv);
}

/* Softirq, under RCU; consumes the packet. */
static int rx_v4(struct sk_buff *skb)
{
	struct kvrrp_net *kn = kvrrp_net_get(dev_net(skb->dev));
	struct kvrrp_inst *inst = NULL;
	enum vrrp_drop drop;
	u8 vrid = 0;

	drop = receive(skb, kn, &inst, &vrid);
	if (drop) {
		kvrrp_stats_drop(inst ? &inst->stats : &kn->stats, drop);
		trace_kvrrp_drop(skb->dev->ifindex, vrid, drop);
		kfree_skb(skb);
	} else {
		consume_skb(skb);
	}
	return 0;
}

static const struct net_protocol protocol_v4 = {
	.handler	= rx_v4,
};

int kvrrp_rx_init(void)
{
	int err = inet_add_protocol(&protocol_v4, VRRP_IPPROTO);

	if (err) {
		pr_err("IP protocol %d is taken by another module\n", VRRP_IPPROTO);
		return -EBUSY;
	}
	return 0;
}

void kvrrp_rx_exit(void)
{
	inet_del_protocol(&protocol_v4, VRRP_IPPROTO);
}
