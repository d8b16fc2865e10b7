/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One router under test: configuration, memory, clock and its last step. */
#ifndef _KVRRP_TESTS_ROUTER_H
#define _KVRRP_TESTS_ROUTER_H

#include "unit.h"

/* Tests begin here: no special moment of the clock. */
#define T0	(12345 * SEC + 678901)

struct router {
	struct vrrp_cfg cfg;
	struct vrrp_fsm fsm;
	struct vrrp_step step;
	u64 now;
};

/* 192.0.2.50, VRRPv3, preempting */
static inline struct router router(u8 priority, u16 interval_cs)
{
	return (struct router) {
		.cfg = {
			.family = VRRP_IPV4,
			.version = 3,
			.vrid = 51,
			.priority = priority,
			.interval_cs = interval_cs,
			.preempt = true,
			.source = v4(50),
		},
		.now = T0,
	};
}

static inline void event(struct router *r, enum vrrp_event_type type,
			 enum vrrp_reason reason, u64 now)
{
	struct vrrp_event ev = { .type = type, .reason = reason };

	r->now = now;
	r->step = vrrp_fsm_step(&r->cfg, &r->fsm, &ev, now);
	assert_int_equal(r->step.deadline, r->fsm.deadline);
}

static inline void start(struct router *r)
{
	event(r, VRRP_EV_STARTUP, VRRP_REASON_STARTUP, r->now);
}

static inline void tick(struct router *r, u64 now)
{
	event(r, VRRP_EV_TIMER, VRRP_REASON_NONE, now);
}

static inline void configure(struct router *r, u64 now)
{
	event(r, VRRP_EV_CONFIG, VRRP_REASON_NONE, now);
}

/* From 192.0.2.@host; of our version and interval unless the test changes @interval_cs. */
static inline void hear_every(struct router *r, u8 host, u8 priority, u16 interval_cs, u64 now)
{
	struct vrrp_advert adv = {
		.version = r->cfg.version,
		.vrid = r->cfg.vrid,
		.priority = priority,
		.count = 1,
		.interval_cs = interval_cs,
		.source = v4(host),
	};
	struct vrrp_event ev = { .type = VRRP_EV_ADVERT, .advert = &adv };

	r->now = now;
	r->step = vrrp_fsm_step(&r->cfg, &r->fsm, &ev, now);
}

static inline void hear(struct router *r, u8 host, u8 priority, u64 now)
{
	hear_every(r, host, priority, r->cfg.interval_cs, now);
}

/* Lets an undisturbed clock run: every deadline up to @until is met exactly. */
static inline void run_until(struct router *r, u64 until)
{
	while (r->fsm.deadline <= until)
		tick(r, r->fsm.deadline);
	r->now = until;
}

/* The same until the state changes; returns when that was. */
static inline u64 run_to_change(struct router *r)
{
	enum vrrp_state old = r->fsm.state;
	unsigned int steps;

	for (steps = 0; steps < 10000; steps++) {
		tick(r, r->fsm.deadline);
		if (r->fsm.state != old)
			return r->now;
	}
	fail_msg("no change of state in %u steps", steps);
	return VRRP_NEVER;
}

static inline struct router router_master(u8 priority, u16 interval_cs)
{
	struct router r = router(priority, interval_cs);

	start(&r);
	if (priority != VRRP_PRIO_OWNER)
		run_to_change(&r);
	assert_int_equal(r.fsm.state, VRRP_MASTER);
	return r;
}

/* BACKUP that has just heard 192.0.2.@host. */
static inline struct router router_backup(u8 priority, u16 interval_cs, u8 host,
					  u8 master_priority)
{
	struct router r = router(priority, interval_cs);

	start(&r);
	hear(&r, host, master_priority, r.now);
	assert_int_equal(r.fsm.state, VRRP_BACKUP);
	return r;
}

#define TAKEOVER (VRRP_ACT_TX_ADVERT | VRRP_ACT_STATE | VRRP_ACT_ANNOUNCE)
#define ANSWER (VRRP_ACT_TX_ADVERT | VRRP_ACT_ANNOUNCE)

#define assert_changed(r, wanted_state, wanted_actions, wanted_reason)	       \
	do {								       \
		assert_int_equal((r)->fsm.state, wanted_state);		       \
		assert_int_equal((r)->step.actions, wanted_actions);	       \
		assert_reason((r)->step.reason, wanted_reason);		       \
	} while (0)

/* Still in that state, and nothing but @wanted_actions to do. */
#define assert_stays(r, wanted_state, wanted_actions)			       \
	do {								       \
		assert_int_equal((r)->fsm.state, wanted_state);		       \
		assert_int_equal((r)->step.actions, wanted_actions);	       \
	} while (0)

#define assert_master(r, host, priority)				       \
	do {								       \
		struct vrrp_addr assumed = v4(host);			       \
									       \
		assert_memory_equal(&(r)->fsm.master, &assumed, sizeof(assumed)); \
		assert_int_equal((r)->fsm.master_priority, priority);	       \
	} while (0)

#define assert_no_master(r)						       \
	do {								       \
		struct vrrp_addr nobody = { { 0 } };			       \
									       \
		assert_memory_equal(&(r)->fsm.master, &nobody, sizeof(nobody)); \
		assert_int_equal((r)->fsm.master_priority, 0);		       \
	} while (0)

#endif
