/* SPDX-License-Identifier: GPL-2.0-only */
/* The generic netlink family; uapi/kvrrp.yaml says what it speaks. */
#ifndef _KVRRP_NETLINK_H
#define _KVRRP_NETLINK_H

struct kvrrp_event;
struct kvrrp_inst;

void kvrrp_netlink_notify(struct kvrrp_inst *inst, const struct kvrrp_event *event);

int kvrrp_netlink_init(void);
void kvrrp_netlink_exit(void);

#endif
