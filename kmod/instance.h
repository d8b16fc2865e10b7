/* SPDX-License-Identifier: GPL-2.0-only */
/* One virtual router: configuration, protocol state, and all that hangs on it. */
#ifndef _KVRRP_INSTANCE_H
#define _KVRRP_INSTANCE_H

#include <linux/device.h>
#include <linux/hrtimer.h>
#include <linux/if.h>
#include <linux/kvrrp.h>
#include <linux/llist.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "address.h"
#include "announce.h"
#include "history.h"
#include "proto/fsm.h"
#include "stats.h"

struct kvrrp_family;
struct kvrrp_net;
struct kvrrp_worker;
struct netlink_ext_ack;

/* A notification that waits for process context (engine.c). */
struct kvrrp_event {
	u8 command;			/* KVRRP_CMD_INST_*_NTF */
	u8 state;
	u8 old_state;
	u8 reason;			/* enum vrrp_reason */
	u64 stamp;			/* CLOCK_REALTIME, ns */
};

#define KVRRP_EVENTS_MAX 16

/*
 * Created and detached under RTNL. Found under RCU in the namespace's table;
 * whoever keeps a pointer longer holds a reference on @dev. @net stays valid
 * while the instance is in the table or an RCU section that found it there lasts.
 */
struct kvrrp_inst {
	struct device dev;		/* /sys/class/kvrrp/NAME, reference count */
	struct hlist_node hash;		/* kvrrp_net.table */
	struct list_head list;		/* kvrrp_net.instances or .graveyard */
	struct kvrrp_net *kn;
	int ifindex;			/* with @vrid and @family the key: never change */
	u8 vrid;
	const struct kvrrp_family *family;
	char name[KVRRP_NAME_SIZE];	/* changed under RTNL and @lock */

	/* timer.c */
	struct hrtimer timer;
	struct llist_node due;
	struct kvrrp_worker *worker;
	unsigned long queued;		/* bit 0: on the worker's list */

	spinlock_t lock;		/* from here to @stats; BH disabled */
	bool dead;			/* detached: no step, no timer any more */
	struct vrrp_cfg cfg;
	struct vrrp_fsm fsm;
	struct kvrrp_announce announce;
	u64 last_transition;		/* CLOCK_REALTIME, ns; 0 none yet */
	enum vrrp_reason reason;
	struct kvrrp_event events[KVRRP_EVENTS_MAX];
	unsigned int event_head;	/* next to write */
	unsigned int event_tail;	/* next to read */
	u64 heard_at;			/* last accepted advert, CLOCK_MONOTONIC ns */
	struct kvrrp_history history;
	bool address_check;		/* somebody removed one of our addresses */

	struct kvrrp_stats stats;

	/* link.c, under RTNL */
	void *joined;			/* in_device or inet6_dev the group is joined on */

	/* address.c */
	struct kvrrp_vips __rcu *vips;	/* replaced under RTNL and @lock */
	struct mutex settle_mutex;	/* one settling at a time */
	struct kvrrp_vips __rcu *installed; /* what we put on the interfaces */
	struct work_struct settle;	/* addresses and notifications, in order */
};

#define inst_info(inst, fmt, ...)					       \
	pr_info("%s: " fmt, (inst)->name, ##__VA_ARGS__)
#define inst_warn_ratelimited(inst, fmt, ...)				       \
	pr_warn_ratelimited("%s: " fmt, (inst)->name, ##__VA_ARGS__)

extern struct workqueue_struct *kvrrp_wq;

struct kvrrp_inst *kvrrp_inst_find(const struct kvrrp_net *kn, int ifindex,
				   u8 vrid, const struct kvrrp_family *family);
struct kvrrp_inst *kvrrp_inst_find_name(const struct kvrrp_net *kn, const char *name);
bool kvrrp_inst_name_is_leaving(const struct kvrrp_net *kn, const char *name);

struct kvrrp_inst *kvrrp_inst_alloc(struct kvrrp_net *kn, int ifindex, const char *name,
				    const struct kvrrp_family *family,
				    const struct vrrp_cfg *cfg);
void kvrrp_inst_free_unregistered(struct kvrrp_inst *inst);
int kvrrp_inst_attach(struct kvrrp_inst *inst, struct netlink_ext_ack *extack);
void kvrrp_inst_detach(struct kvrrp_inst *inst, enum vrrp_reason reason);
void kvrrp_inst_destroy(struct kvrrp_inst *inst);

int kvrrp_inst_init(void);
void kvrrp_inst_exit(void);

#endif
