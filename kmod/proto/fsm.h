/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state machine of RFC 9568 section 6.4 (RFC 3768 6.4 for VRRPv2) as one
 * step function. Nothing here knows what a clock, a packet buffer or a lock is:
 * an event and the time go in; state, actions, the next deadline and a reason
 * come out, and kmod/engine.c turns them into work.
 *
 * All times are nanoseconds of one monotonic clock.
 */
#ifndef _KVRRP_PROTO_FSM_H
#define _KVRRP_PROTO_FSM_H

#include "packet.h"
#include "port.h"
#include "reason.h"

#define VRRP_NS_PER_CS		10000000ull
#define VRRP_NS_PER_SEC		1000000000ull
#define VRRP_NEVER		(~0ull)

/* The numbers are those of enum kvrrp_state in uapi/linux/kvrrp.h. */
enum vrrp_state {
	VRRP_INIT,
	VRRP_BACKUP,
	VRRP_MASTER,
	VRRP_FAULT,
};

/* What an operator decided. Changed only between steps (VRRP_EV_CONFIG follows). */
struct vrrp_cfg {
	enum vrrp_family family;
	u8 version;			/* 2 or 3 */
	u8 vrid;			/* 1..255 */
	u8 priority;			/* effective, 1..255; 255 is the address owner */
	u16 interval_cs;		/* 1..4095 (v3), 100..25500 in steps of 100 (v2) */
	bool preempt;			/* RFC Preempt_Mode */
	u64 preempt_delay_ns;		/* from the first lower advert heard, 0 = none */
	u8 auth_type;			/* VRRPv2: enum vrrp_auth_type */
	u8 auth_data[VRRP_AUTH_LEN];
	struct vrrp_addr source;	/* our primary address: breaks ties */
};

enum vrrp_event_type {
	VRRP_EV_STARTUP,		/* the interface can be used: leave INIT or FAULT */
	VRRP_EV_SHUTDOWN,		/* stop for good: to INIT */
	VRRP_EV_FAULT,			/* the interface cannot be used: to FAULT */
	VRRP_EV_TIMER,			/* the deadline of the last step may have passed */
	VRRP_EV_ADVERT,			/* an advertisement that vrrp_accept() accepted */
	VRRP_EV_CONFIG,			/* struct vrrp_cfg has changed */
};

struct vrrp_event {
	enum vrrp_event_type type;
	enum vrrp_reason reason;	/* STARTUP, SHUTDOWN, FAULT: why */
	const struct vrrp_advert *advert;	/* ADVERT */
};

/*
 * The protocol's memory. Zero it to begin in VRRP_INIT. Read freely, written
 * only by vrrp_fsm_step().
 *
 * BACKUP counts silence instead of waiting for a point in time: every
 * VRRP_EV_TIMER adds the time since the one before, but never more than the
 * period that was asked for plus an eighth of an advert interval. A host that
 * did not run could not have heard anything, so its absence is not held against
 * the master ("deaf is not dead"). The first period after an advert is one and
 * a half intervals, so a healthy BACKUP is woken by packets alone.
 */
struct vrrp_fsm {
	enum vrrp_state state;
	u64 deadline;			/* next VRRP_EV_TIMER, VRRP_NEVER if none */

	/* BACKUP */
	u16 master_interval_cs;		/* RFC Active_Adver_Interval */
	bool learned;			/* ... taken from a VRRPv3 master, not ours */
	bool released;			/* priority 0 heard: wait for Skew_Time alone */
	bool lower_heard;		/* a lower-priority master is being discarded */
	u64 silence_ns;			/* counted since the last accepted advert */
	u64 tick_from;			/* when counting was last brought up to date */
	u64 tick_ns;			/* the period asked for at tick_from */
	u64 preempt_at;			/* end of preempt delay, VRRP_NEVER if none runs */

	/* MASTER */
	u64 advert_at;			/* RFC Adver_Timer */
	u64 answered_at;		/* last advert sent to answer a lower one */

	u8 master_priority;		/* of the last accepted advert, ours as MASTER */
	struct vrrp_addr master;	/* who is MASTER as far as we know, 0 if unknown */
};

/*
 * What the engine has to do, in this order. ANNOUNCE without STATE may come with
 * every packet of a storm: the engine spreads what it sends, but the last one
 * asked for must still be sent.
 */
enum vrrp_action {
	VRRP_ACT_TX_ADVERT	= 1 << 0,	/* send with our priority */
	VRRP_ACT_TX_RELEASE	= 1 << 1,	/* send with priority 0 */
	VRRP_ACT_STATE		= 1 << 2,	/* the state is another one now */
	VRRP_ACT_ANNOUNCE	= 1 << 3,	/* gratuitous ARP or unsolicited NA */
};

struct vrrp_step {
	u32 actions;			/* enum vrrp_action */
	enum vrrp_reason reason;	/* meaningful with VRRP_ACT_STATE */
	u64 deadline;			/* copy of fsm->deadline */
};

/**
 * vrrp_fsm_step() - let the state machine see one event
 * @cfg: configuration in force
 * @fsm: its memory, brought up to date
 * @ev: what happened
 * @now: when, in nanoseconds; must not go backwards between calls
 *
 * VRRP_EV_TIMER may come early or for no reason: it then changes nothing.
 * Only VRRP_EV_TIMER takes over from a silent or lower master; where another
 * event completes the silence, the deadline is @now.
 * The caller serialises calls for one @fsm. Any context.
 */
struct vrrp_step vrrp_fsm_step(const struct vrrp_cfg *cfg, struct vrrp_fsm *fsm,
			       const struct vrrp_event *ev, u64 now);

/**
 * vrrp_accept() - the receive checks that need the configuration
 * @cfg: the instance the advertisement is for
 * @adv: as vrrp_parse() left it
 *
 * RFC 9568 7.1, RFC 3768 7.1 and RFC 2338 5.3.6: version, authentication, own
 * source, the VRRPv2 interval. The list of addresses is not compared here: a
 * difference is counted and told, never a reason to drop (keepalived's rule).
 *
 * Return: VRRP_DROP_NONE or the reason to discard.
 */
enum vrrp_drop vrrp_accept(const struct vrrp_cfg *cfg, const struct vrrp_advert *adv);

/**
 * vrrp_advert_from_cfg() - the advertisement this configuration sends
 * @adv: filled in, except count and addresses, which the caller sets
 * @cfg: configuration in force
 * @priority: VRRP_PRIO_RELEASE or cfg->priority
 */
void vrrp_advert_from_cfg(struct vrrp_advert *adv, const struct vrrp_cfg *cfg,
			  u8 priority);

/**
 * vrrp_skew_ns() - Skew_Time (RFC 9568 6.1; RFC 3768 6.1 in whole-second units)
 * @cfg: version and priority count
 * @interval_cs: the master's interval
 */
u64 vrrp_skew_ns(const struct vrrp_cfg *cfg, u16 interval_cs);

/**
 * vrrp_master_down_ns() - Master_Down_Interval: three intervals and Skew_Time
 * @cfg: version and priority count
 * @interval_cs: the master's interval
 */
u64 vrrp_master_down_ns(const struct vrrp_cfg *cfg, u16 interval_cs);

#endif
