/* SPDX-License-Identifier: GPL-2.0-only */
/* Virtual addresses, put on interfaces and taken off through rtnetlink. */
#ifndef _KVRRP_ADDRESS_H
#define _KVRRP_ADDRESS_H

#include <linux/if.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

#include "proto/packet.h"

struct kvrrp_inst;
struct kvrrp_net;
struct work_struct;

/* their description must fit into one netlink attribute, 64 KiB */
#define KVRRP_VIPS_MAX 512

struct kvrrp_vip {
	struct vrrp_addr addr;
	int ifindex;
	__be32 broadcast;		/* 0: none */
	u8 prefix_length;
	u8 scope;
	bool live;			/* in the installed list: is on the interface */
	bool adopted;			/* was there before us and belongs to the owner */
	char label[IFNAMSIZ];		/* "": none */
};

/* An immutable list once it is published in kvrrp_inst.vips. */
struct kvrrp_vips {
	struct rcu_head rcu;
	const u8 *wire;			/* the first @advertised as an advert has them */
	unsigned int advertised;	/* no more than VRRP_MAX_COUNT */
	unsigned int count;
	struct kvrrp_vip vip[];
};

struct kvrrp_vips *kvrrp_vips_alloc(unsigned int count);
void kvrrp_vips_seal(struct kvrrp_vips *vips, enum vrrp_family family);
bool kvrrp_vips_equal(const struct kvrrp_vips *left, const struct kvrrp_vips *right);
const struct kvrrp_vip *kvrrp_vips_find(const struct kvrrp_vips *vips,
					const struct vrrp_addr *addr, int ifindex);

int kvrrp_address_open(struct kvrrp_net *kn);
void kvrrp_address_close(struct kvrrp_net *kn);
void kvrrp_address_settle(struct kvrrp_inst *inst);

#endif
