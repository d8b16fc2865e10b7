// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sending through the IP stack, so that netfilter's OUTPUT chain, traffic
 * control and captures see adverts like any other packet.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/inetdevice.h>
#include <linux/netdevice.h>
#include <linux/pkt_sched.h>
#include <linux/sockptr.h>
#include <net/inet_common.h>
#include <net/ip.h>
#include <net/route.h>

#include "instance.h"
#include "net.h"
#include "trace.h"
#include "tx.h"

#define VRRP_TOS 0xc0			/* CS6, network control */

/**
 * kvrrp_tx_open() - the socket adverts of a namespace are sent through
 * @kn: namespace
 *
 * It receives nothing. What it is for: its IP_MULTICAST_LOOP is off, else the
 * stack would hand us a copy of everything we send. Caller holds RTNL.
 *
 * Return: 0 or -errno.
 */
int kvrrp_tx_open(struct kvrrp_net *kn)
{
	struct socket *sock;
	struct sock *sk;
	int off = 0;
	int err;

	err = inet_ctl_sock_create(&sk, PF_INET, SOCK_RAW, VRRP_IPPROTO, kn->net);
	if (err)
		return err;
	sock = sk->sk_socket;
	err = sock->ops->setsockopt(sock, SOL_IP, IP_MULTICAST_LOOP,
				    KERNEL_SOCKPTR(&off), sizeof(off));
	if (err) {
		inet_ctl_sock_destroy(sk);
		return err;
	}
	kn->tx_sk = sk;
	return 0;
}

/**
 * kvrrp_tx_close() - close the socket of kvrrp_tx_open()
 * @kn: namespace, whose instances are gone
 */
void kvrrp_tx_close(struct kvrrp_net *kn)
{
	if (kn->tx_sk)
		inet_ctl_sock_destroy(kn->tx_sk);
	kn->tx_sk = NULL;
}

static __be32 addr_v4(const struct vrrp_addr *addr)
{
	__be32 v4;

	memcpy(&v4, addr->b, sizeof(v4));
	return v4;
}

static size_t build(const struct kvrrp_inst *inst, void *buf, size_t cap, u8 priority)
{
	const struct kvrrp_vips *vips = rcu_dereference_check(inst->vips,
							      lockdep_is_held(&inst->lock));
	struct vrrp_advert adv = {};
	struct vrrp_txmeta meta = {
		.family	= inst->family,
		.csum	= VRRP_CSUM_PSEUDO,
		.source	= inst->cfg.source,
	};
	__be32 group = htonl(VRRP_GROUP_V4);

	memcpy(meta.destination.b, &group, sizeof(group));
	vrrp_advert_from_cfg(&adv, &inst->cfg, priority);
	adv.count = vips->advertised;
	adv.addresses = vips->wire;
	return vrrp_build(buf, cap, &adv, &meta);
}

static struct sk_buff *make_packet(const struct kvrrp_inst *inst, struct rtable *rt,
				   u8 priority)
{
	size_t head = LL_RESERVED_SPACE(rt->dst.dev) + sizeof(struct iphdr);
	size_t cap = sizeof(struct vrrp_wire) + VRRP_MAX_COUNT * 4 + VRRP_AUTH_LEN;
	struct sk_buff *skb;
	struct iphdr *iph;
	size_t len;

	skb = alloc_skb(head + cap, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb_reserve(skb, head);
	len = build(inst, skb_tail_pointer(skb), cap, priority);
	if (!len) {
		kfree_skb(skb);
		return NULL;
	}
	skb_put(skb, len);
	skb_reset_transport_header(skb);

	iph = skb_push(skb, sizeof(*iph));
	skb_reset_network_header(skb);
	*iph = (struct iphdr) {
		.version	= 4,
		.ihl		= sizeof(*iph) / 4,
		.tos		= VRRP_TOS,
		.frag_off	= htons(IP_DF),
		.ttl		= VRRP_TTL,
		.protocol	= VRRP_IPPROTO,
		.saddr		= addr_v4(&inst->cfg.source),
		.daddr		= htonl(VRRP_GROUP_V4),
	};
	skb->protocol = htons(ETH_P_IP);
	skb->priority = TC_PRIO_CONTROL;
	return skb;
}

/**
 * kvrrp_tx_advert() - send one advertisement
 * @inst: its lock is held
 * @priority: cfg.priority, or VRRP_PRIO_RELEASE to give up
 *
 * Never fails for the caller: what cannot be sent is counted, and the next
 * advertisement follows soon.
 */
void kvrrp_tx_advert(struct kvrrp_inst *inst, u8 priority)
{
	struct sock *sk = inst->kn->tx_sk;
	struct net *net = inst->kn->net;
	struct flowi4 fl4 = {
		.flowi4_oif	= inst->ifindex,
		.flowi4_proto	= VRRP_IPPROTO,
		.saddr		= addr_v4(&inst->cfg.source),
		.daddr		= htonl(VRRP_GROUP_V4),
	};
	struct sk_buff *skb;
	struct rtable *rt;

	lockdep_assert_held(&inst->lock);
	rt = ip_route_output_flow(net, &fl4, sk);
	if (IS_ERR(rt))
		goto err;
	skb = make_packet(inst, rt, priority);
	if (!skb) {
		ip_rt_put(rt);
		goto err;
	}
	skb_dst_set(skb, &rt->dst);
	skb->dev = rt->dst.dev;

	kvrrp_stats_inc(&inst->stats, priority == VRRP_PRIO_RELEASE ?
			KVRRP_A_STATS_RELEASE_TX : KVRRP_A_STATS_ADVERT_TX);
	trace_kvrrp_tx(inst->ifindex, inst->vrid, priority, inst->cfg.interval_cs);
	if (ip_local_out(net, sk, skb) < 0)
		goto err;
	return;
err:
	kvrrp_stats_inc(&inst->stats, KVRRP_A_STATS_TX_ERROR);
}
