/* SPDX-License-Identifier: GPL-2.0-only */
/* The flight recorder: what happened when, for the last transitions. */
#ifndef _KVRRP_HISTORY_H
#define _KVRRP_HISTORY_H

#include <linux/types.h>

#include "proto/packet.h"
#include "proto/reason.h"

struct kvrrp_inst;
struct sk_buff;

#define KVRRP_HISTORY_MAX 32

/* One transition. Times are CLOCK_MONOTONIC ns, 0 if it did not happen (yet). */
struct kvrrp_record {
	u64 stamp;			/* of the decision, CLOCK_REALTIME ns */
	u64 heard_at;			/* last accepted advert before it */
	u64 deadline_at;		/* when the timer should have expired, if it was one */
	u64 decided_at;			/* when the state machine was stepped */
	u64 advert_at;			/* our first advert had been given to the stack */
	u64 announce_first_at;		/* the first address had been announced */
	u64 announce_last_at;		/* every address had been, once */
	u64 addresses_at;		/* every address was in place, or gone */
	u8 old_state;
	u8 state;
	u8 reason;
	u8 master_priority;		/* of @master, 0 if there is none */
	struct vrrp_addr master;	/* whose place we took, or who took ours */
};

/* The last transitions, oldest overwritten first. Under kvrrp_inst.lock. */
struct kvrrp_history {
	unsigned int count;		/* transitions ever */
	struct kvrrp_record record[KVRRP_HISTORY_MAX];
};

struct kvrrp_record *kvrrp_history_begin(struct kvrrp_inst *inst);
struct kvrrp_record *kvrrp_history_last(struct kvrrp_inst *inst);
int kvrrp_history_fill(struct sk_buff *skb, struct kvrrp_inst *inst);

#endif
