/* SPDX-License-Identifier: GPL-2.0-only */
/* Instances and counters as netlink messages: one description for every use. */
#ifndef _KVRRP_DESCRIBE_H
#define _KVRRP_DESCRIBE_H

#include <linux/types.h>

struct kvrrp_event;
struct kvrrp_inst;
struct kvrrp_net;
struct sk_buff;

size_t kvrrp_describe_size(struct kvrrp_inst *inst);
int kvrrp_describe_inst(struct sk_buff *skb, struct kvrrp_inst *inst,
			const struct kvrrp_event *event, u32 sequence);
int kvrrp_describe_stats(struct sk_buff *skb, const struct kvrrp_net *kn,
			 const struct kvrrp_inst *inst);

#endif
