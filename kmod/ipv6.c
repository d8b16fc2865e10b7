// SPDX-License-Identifier: GPL-2.0-only
/* IPv6: ff02::12, link-local source, unsolicited neighbour advertisements. */

#include <linux/if_addr.h>
#include <linux/pkt_sched.h>
#include <net/addrconf.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/ipv6_stubs.h>
#include <net/netlink.h>

#include "address.h"
#include "family.h"
#include "instance.h"
#include "net.h"

#define FOREVER 0xffffffffu		/* a lifetime in seconds */

static struct in6_addr to_in6(const struct vrrp_addr *addr)
{
	struct in6_addr v6;

	memcpy(&v6, addr->b, sizeof(v6));
	return v6;
}

static int open(struct net *net, struct sock **sk)
{
	return kvrrp_family_open_socket(net, AF_INET6, SOL_IPV6, IPV6_MULTICAST_LOOP, sk);
}

static void join(struct kvrrp_inst *inst, struct net_device *dev)
{
	struct in6_addr group = to_in6(&kvrrp_ipv6.group);
	struct inet6_dev *idev = __in6_dev_get(dev);

	if (idev == inst->joined)
		return;
	inst->joined = idev && !ipv6_dev_mc_inc(dev, &group) ? idev : NULL;
}

static void leave(struct kvrrp_inst *inst, struct net_device *dev)
{
	struct in6_addr group = to_in6(&kvrrp_ipv6.group);
	struct inet6_dev *idev = __in6_dev_get(dev);

	if (idev && idev == inst->joined)
		ipv6_dev_mc_dec(dev, &group);
}

/* RFC 9568 5.1.2.1: adverts come from a link-local address. */
static bool find_source(const struct kvrrp_inst *inst, struct net_device *dev,
			bool (*is_vip)(const struct kvrrp_inst *, const struct vrrp_addr *),
			struct vrrp_addr *source, bool *later)
{
	struct inet6_dev *idev = __in6_dev_get(dev);
	const struct inet6_ifaddr *ifa;
	bool found = false;

	if (!idev)
		return false;
	read_lock_bh(&idev->lock);
	list_for_each_entry(ifa, &idev->addr_list, if_list) {
		memcpy(source->b, &ifa->addr, sizeof(ifa->addr));
		if (!(ipv6_addr_type(&ifa->addr) & IPV6_ADDR_LINKLOCAL) ||
		    is_vip(inst, source))
			continue;
		if (ifa->flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) {
			*later |= !(ifa->flags & IFA_F_DADFAILED);
			continue;
		}
		found = true;
		break;
	}
	read_unlock_bh(&idev->lock);
	return found;
}

static int transmit(struct kvrrp_inst *inst, struct sk_buff *skb)
{
	struct sock *sk = inst->kn->tx_sk_v6;
	struct net *net = inst->kn->net;
	struct flowi6 fl6 = {
		.flowi6_oif	= inst->ifindex,
		.flowi6_proto	= VRRP_IPPROTO,
		.saddr		= to_in6(&inst->cfg.source),
		.daddr		= to_in6(&kvrrp_ipv6.group),
	};
	struct dst_entry *dst = ip6_route_output(net, sk, &fl6);
	struct ipv6hdr *ip6h;
	u16 len = skb->len;
	int err = dst->error;

	if (err) {
		dst_release(dst);
		kfree_skb(skb);
		return err;
	}
	ip6h = skb_push(skb, sizeof(*ip6h));
	skb_reset_network_header(skb);
	ip6_flow_hdr(ip6h, KVRRP_TOS, 0);
	ip6h->payload_len = htons(len);
	ip6h->nexthdr = VRRP_IPPROTO;
	ip6h->hop_limit = VRRP_TTL;
	ip6h->saddr = fl6.saddr;
	ip6h->daddr = fl6.daddr;
	skb->protocol = htons(ETH_P_IPV6);
	skb->dev = dst->dev;
	skb_dst_set(skb, dst);
	return min(ip6_local_out(net, sk, skb), 0);
}

/* RFC 9568 6.4.1: unsolicited, router and override flags set, to all nodes. */
static int announce(struct net_device *dev, const struct vrrp_addr *addr)
{
	struct in6_addr target = to_in6(addr);

	ipv6_stub->ndisc_send_na(dev, &in6addr_linklocal_allnodes, &target,
				 true, false, true, true);
	return 0;
}

static bool is_usable(const struct vrrp_addr *addr)
{
	struct in6_addr v6 = to_in6(addr);

	return !ipv6_addr_any(&v6) && !ipv6_addr_is_multicast(&v6) &&
	       !ipv6_addr_loopback(&v6) && !ipv6_addr_v4mapped(&v6);
}

/*
 * Duplicate address detection would keep the address unusable for a second, and
 * the other router's answer would take it from us for good.
 */
static int put_address(struct sk_buff *skb, const struct kvrrp_vip *vip)
{
	struct ifa_cacheinfo info = {
		.ifa_valid	= FOREVER,
		/* a host address is no source for what the host itself begins */
		.ifa_prefered	= vip->prefix_length == 128 ? 0 : FOREVER,
	};

	if (nla_put(skb, IFA_LOCAL, 16, vip->addr.b) ||
	    nla_put(skb, IFA_ADDRESS, 16, vip->addr.b) ||
	    nla_put(skb, IFA_CACHEINFO, sizeof(info), &info) ||
	    nla_put_u32(skb, IFA_FLAGS, IFA_F_NODAD))
		return -EMSGSIZE;
	return 0;
}

const struct kvrrp_family kvrrp_ipv6 = {
	.family		= VRRP_IPV6,
	.af		= AF_INET6,
	.prefix_max	= 128,
	.group		= { { 0xff, 0x02, [15] = 0x12 } },
	.open		= open,
	.join		= join,
	.leave		= leave,
	.find_source	= find_source,
	.transmit	= transmit,
	.announce	= announce,
	.is_usable	= is_usable,
	.put_address	= put_address,
};
