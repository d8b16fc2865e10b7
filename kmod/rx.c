// SPDX-License-Identifier: GPL-2.0-only
/*
 * Receiving: the handler of IP protocol 112. A packet gets here after
 * netfilter's INPUT chain and only if the interface has joined the group.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/module.h>
#include <linux/skbuff.h>
#include <net/protocol.h>

#include "engine.h"
#include "family.h"
#include "instance.h"
#include "net.h"
#include "rx.h"
#include "trace.h"

/* An unusable packet is still counted where its VRID says it belongs. */
static enum vrrp_drop receive(struct sk_buff *skb, struct kvrrp_net *kn,
			      const struct kvrrp_family *family,
			      const struct vrrp_rxmeta *meta,
			      struct kvrrp_inst **found, u8 *vrid)
{
	size_t len = min_t(size_t, skb->len, VRRP_MAX_LEN);
	struct vrrp_advert adv;
	enum vrrp_drop drop;

	if (!pskb_may_pull(skb, len))
		return VRRP_DROP_NOMEM;
	if (len >= sizeof(struct vrrp_wire)) {
		*vrid = ((const struct vrrp_wire *)skb->data)->vrid;
		*found = kvrrp_inst_find(kn, skb->dev->ifindex, *vrid, family);
	}
	drop = vrrp_parse(&adv, skb->data, len, meta);
	if (drop)
		return drop;
	if (!*found)
		return VRRP_DROP_VRID;
	return kvrrp_engine_advert(*found, &adv);
}

/* Softirq, under RCU; consumes the packet. */
static int handle(struct sk_buff *skb, const struct kvrrp_family *family,
		  const struct vrrp_rxmeta *meta)
{
	struct kvrrp_net *kn = kvrrp_net_get(dev_net(skb->dev));
	struct kvrrp_inst *inst = NULL;
	enum vrrp_drop drop;
	u8 vrid = 0;

	drop = receive(skb, kn, family, meta, &inst, &vrid);
	if (drop) {
		kvrrp_stats_drop(inst ? &inst->stats : &kn->stats, drop);
		trace_kvrrp_drop(skb->dev->ifindex, vrid, drop);
		kfree_skb(skb);
	} else {
		consume_skb(skb);
	}
	return 0;
}

static int rx_v4(struct sk_buff *skb)
{
	const struct iphdr *iph = ip_hdr(skb);
	struct vrrp_rxmeta meta = { .family = VRRP_IPV4, .ttl = iph->ttl };

	memcpy(meta.source.b, &iph->saddr, sizeof(iph->saddr));
	memcpy(meta.destination.b, &iph->daddr, sizeof(iph->daddr));
	return handle(skb, &kvrrp_ipv4, &meta);
}

static const struct net_protocol protocol_v4 = {
	.handler	= rx_v4,
};

#if IS_ENABLED(CONFIG_IPV6)
static int rx_v6(struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	struct vrrp_rxmeta meta = { .family = VRRP_IPV6, .ttl = ip6h->hop_limit };

	memcpy(meta.source.b, &ip6h->saddr, sizeof(ip6h->saddr));
	memcpy(meta.destination.b, &ip6h->daddr, sizeof(ip6h->daddr));
	return handle(skb, &kvrrp_ipv6, &meta);
}

static const struct inet6_protocol protocol_v6 = {
	.handler	= rx_v6,
	.flags		= INET6_PROTO_FINAL,
};

static int add_v6(void)
{
	return inet6_add_protocol(&protocol_v6, VRRP_IPPROTO);
}

static void del_v6(void)
{
	inet6_del_protocol(&protocol_v6, VRRP_IPPROTO);
}
#else
static int add_v6(void)
{
	return 0;
}

static void del_v6(void)
{
}
#endif

int kvrrp_rx_init(void)
{
	if (inet_add_protocol(&protocol_v4, VRRP_IPPROTO))
		goto err_v4;
	if (add_v6())
		goto err_v6;
	return 0;

err_v6:
	inet_del_protocol(&protocol_v4, VRRP_IPPROTO);
err_v4:
	pr_err("IP protocol %d is taken by another module\n", VRRP_IPPROTO);
	return -EBUSY;
}

void kvrrp_rx_exit(void)
{
	del_v6();
	inet_del_protocol(&protocol_v4, VRRP_IPPROTO);
}
