// SPDX-License-Identifier: GPL-2.0-only
/* IPv4: 224.0.0.18, gratuitous ARP, RTM_NEWADDR with labels and broadcast. */

#include <linux/if_arp.h>
#include <linux/igmp.h>
#include <linux/inetdevice.h>
#include <linux/pkt_sched.h>
#include <net/arp.h>
#include <net/ip.h>
#include <net/netlink.h>
#include <net/route.h>

#include "address.h"
#include "family.h"
#include "instance.h"
#include "net.h"

static __be32 to_be32(const struct vrrp_addr *addr)
{
	__be32 v4;

	memcpy(&v4, addr->b, sizeof(v4));
	return v4;
}

static int open(struct net *net, struct sock **sk)
{
	return kvrrp_family_open_socket(net, AF_INET, SOL_IP, IP_MULTICAST_LOOP, sk);
}

/* A new in_device, made when the old one went with the MTU, forgot memberships. */
static void join(struct kvrrp_inst *inst, struct net_device *dev)
{
	struct in_device *in_dev = __in_dev_get_rtnl(dev);

	if (in_dev && in_dev != inst->joined)
		ip_mc_inc_group(in_dev, htonl(VRRP_GROUP_V4));
	inst->joined = in_dev;
}

static void leave(struct kvrrp_inst *inst, struct net_device *dev)
{
	struct in_device *in_dev = __in_dev_get_rtnl(dev);

	if (in_dev && in_dev == inst->joined)
		ip_mc_dec_group(in_dev, htonl(VRRP_GROUP_V4));
}

static bool find_source(const struct kvrrp_inst *inst, struct net_device *dev,
			bool (*is_vip)(const struct kvrrp_inst *, const struct vrrp_addr *),
			struct vrrp_addr *source, bool *later)
{
	struct in_device *in_dev = __in_dev_get_rtnl(dev);
	const struct in_ifaddr *ifa;

	if (!in_dev)
		return false;
	in_dev_for_each_ifa_rtnl(ifa, in_dev) {
		*source = (struct vrrp_addr) {};
		memcpy(source->b, &ifa->ifa_local, sizeof(ifa->ifa_local));
		if (!is_vip(inst, source))
			return true;
	}
	return false;
}

static int transmit(struct kvrrp_inst *inst, struct sk_buff *skb)
{
	struct sock *sk = inst->kn->tx_sk_v4;
	struct net *net = inst->kn->net;
	struct flowi4 fl4 = {
		.flowi4_oif	= inst->ifindex,
		.flowi4_proto	= VRRP_IPPROTO,
		.saddr		= to_be32(&inst->cfg.source),
		.daddr		= htonl(VRRP_GROUP_V4),
	};
	struct rtable *rt = ip_route_output_flow(net, &fl4, sk);
	struct iphdr *iph;

	if (IS_ERR(rt)) {
		kfree_skb(skb);
		return PTR_ERR(rt);
	}
	iph = skb_push(skb, sizeof(*iph));
	skb_reset_network_header(skb);
	*iph = (struct iphdr) {
		.version	= 4,
		.ihl		= sizeof(*iph) / 4,
		.tos		= KVRRP_TOS,
		.frag_off	= htons(IP_DF),
		.ttl		= VRRP_TTL,
		.protocol	= VRRP_IPPROTO,
		.saddr		= fl4.saddr,
		.daddr		= fl4.daddr,
	};
	skb->protocol = htons(ETH_P_IP);
	skb->dev = rt->dst.dev;
	skb_dst_set(skb, &rt->dst);
	return min(ip_local_out(net, sk, skb), 0);
}

/*
 * As keepalived does it: a request in which sender and target are the virtual
 * address and the target hardware address is the broadcast address.
 */
static int announce(struct net_device *dev, const struct vrrp_addr *addr)
{
	__be32 v4 = to_be32(addr);
	struct sk_buff *skb;

	skb = arp_create(ARPOP_REQUEST, ETH_P_ARP, v4, dev, v4, NULL, NULL, dev->broadcast);
	if (!skb)
		return -ENOMEM;
	skb->priority = TC_PRIO_CONTROL;
	arp_xmit(skb);
	return 0;
}

static bool is_usable(const struct vrrp_addr *addr)
{
	__be32 v4 = to_be32(addr);

	return !ipv4_is_zeronet(v4) && !ipv4_is_multicast(v4) && !ipv4_is_lbcast(v4);
}

static int put_address(struct sk_buff *skb, const struct kvrrp_vip *vip)
{
	if (nla_put(skb, IFA_LOCAL, 4, vip->addr.b) ||
	    nla_put(skb, IFA_ADDRESS, 4, vip->addr.b) ||
	    (vip->broadcast && nla_put_in_addr(skb, IFA_BROADCAST, vip->broadcast)) ||
	    (vip->label[0] && nla_put_string(skb, IFA_LABEL, vip->label)))
		return -EMSGSIZE;
	return 0;
}

const struct kvrrp_family kvrrp_ipv4 = {
	.family		= VRRP_IPV4,
	.af		= AF_INET,
	.prefix_max	= 32,
	.group		= { { 224, 0, 0, 18 } },
	.open		= open,
	.join		= join,
	.leave		= leave,
	.find_source	= find_source,
	.transmit	= transmit,
	.announce	= announce,
	.is_usable	= is_usable,
	.put_address	= put_address,
};
