/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between IPv4 and IPv6, and nothing else does. */
#ifndef _KVRRP_FAMILY_H
#define _KVRRP_FAMILY_H

#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/types.h>

#include "proto/packet.h"

struct kvrrp_inst;
struct kvrrp_net;
struct kvrrp_vip;
struct net;
struct net_device;
struct sk_buff;
struct sock;

struct kvrrp_family {
	enum vrrp_family family;
	int af;				/* AF_INET, AF_INET6 */
	u8 prefix_max;			/* bits of an address */
	struct vrrp_addr group;		/* where adverts go */

	/* Opens the socket adverts leave through, IP_MULTICAST_LOOP off. RTNL. */
	int (*open)(struct net *net, struct sock **sk);

	/* Membership of @group for as long as the instance lives. RTNL. */
	void (*join)(struct kvrrp_inst *inst, struct net_device *dev);
	void (*leave)(struct kvrrp_inst *inst, struct net_device *dev);

	/*
	 * The address to send from: the interface's first (IPv6: link-local)
	 * that @is_vip() does not know. RTNL. Returns false if there is none;
	 * *later says that one is on its way (duplicate address detection).
	 */
	bool (*find_source)(const struct kvrrp_inst *inst, struct net_device *dev,
			    bool (*is_vip)(const struct kvrrp_inst *inst,
					   const struct vrrp_addr *addr),
			    struct vrrp_addr *source, bool *later);

	/*
	 * Sends an advert whose payload is in @skb, with KVRRP_HEADROOM before
	 * it. Consumes @skb. Under the instance's lock. 0 or -errno.
	 */
	int (*transmit)(struct kvrrp_inst *inst, struct sk_buff *skb);

	/* One gratuitous ARP or unsolicited NA. Under RCU, BH off. 0 or -errno. */
	int (*announce)(struct net_device *dev, const struct vrrp_addr *addr);

	/* May an interface have this address? */
	bool (*is_usable)(const struct vrrp_addr *addr);

	/* IFA_* attributes of a request for @vip. 0 or -EMSGSIZE. */
	int (*put_address)(struct sk_buff *skb, const struct kvrrp_vip *vip);
};

#define KVRRP_TOS		0xc0	/* CS6, network control */
#define KVRRP_HEADROOM		(LL_MAX_HEADER + sizeof(struct ipv6hdr))

extern const struct kvrrp_family kvrrp_ipv4;
extern const struct kvrrp_family kvrrp_ipv6;

int kvrrp_family_open_socket(struct net *net, int af, int level, int option,
			     struct sock **sk);

/* @af: AF_INET or AF_INET6; NULL for others, and where IPv6 is not there. */
const struct kvrrp_family *kvrrp_family_by_af(int af);

#endif
