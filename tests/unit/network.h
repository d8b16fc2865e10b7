/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Some routers on a network in virtual time, exchanging real packets. It can be
 * cut in two and lose packets; routers can die and stall.
 */
#ifndef _KVRRP_TESTS_NETWORK_H
#define _KVRRP_TESTS_NETWORK_H

#include "router.h"

#define ROUTERS_MAX	5
#define FLIGHTS_MAX	256

struct flight {
	u64 arrives;			/* VRRP_NEVER: this place is free */
	u8 from, to;
	u8 len;
	u8 bytes[32];
};

struct network {
	struct router routers[ROUTERS_MAX];
	u64 stalled_until[ROUTERS_MAX];
	bool alive[ROUTERS_MAX];
	u8 side[ROUTERS_MAX];		/* of a cut; packets stay on their side */
	u8 count;
	u8 announcer;			/* who told the hosts last */
	unsigned int changes;		/* of any state */
	unsigned int loss_permille;
	struct flight flights[FLIGHTS_MAX];
	u64 now, seed;
};

static inline void send(struct network *net, u8 from, u8 to, u8 priority)
{
	static const u8 address[4] = { 192, 0, 2, 200 };
	struct router *r = &net->routers[from];
	struct vrrp_txmeta meta = {
		.family = VRRP_IPV4,
		.csum = next_random(&net->seed) % 2 ? VRRP_CSUM_MESSAGE : VRRP_CSUM_PSEUDO,
		.source = r->cfg.source,
		.destination = group(VRRP_IPV4),
	};
	struct vrrp_advert adv = { .count = 1, .addresses = address };
	struct flight *flight = net->flights;

	if (random_below(&net->seed, 1000) < net->loss_permille)
		return;
	while (flight->arrives != VRRP_NEVER)
		assert_true(++flight < net->flights + FLIGHTS_MAX);
	vrrp_advert_from_cfg(&adv, &r->cfg, priority);
	flight->from = from;
	flight->to = to;
	flight->len = (u8)vrrp_build(flight->bytes, sizeof(flight->bytes), &adv, &meta);
	flight->arrives = net->now + 20 * US + random_below(&net->seed, 180 * US);
	assert_int_equal(flight->len, 12);
}

static inline void act(struct network *net, u8 who)
{
	struct router *r = &net->routers[who];
	u32 actions = r->step.actions;
	u8 to;

	for (to = 0; to < net->count; to++) {
		if (to == who || net->side[to] != net->side[who])
			continue;
		if (actions & VRRP_ACT_TX_ADVERT)
			send(net, who, to, r->cfg.priority);
		if (actions & VRRP_ACT_TX_RELEASE)
			send(net, who, to, VRRP_PRIO_RELEASE);
	}
	if (actions & VRRP_ACT_ANNOUNCE)
		net->announcer = who;
	net->changes += !!(actions & VRRP_ACT_STATE);
}

static inline void deliver(struct network *net, struct flight *flight)
{
	struct router *r = &net->routers[flight->to];
	struct vrrp_rxmeta meta = {
		.family = VRRP_IPV4,
		.ttl = VRRP_TTL,
		.source = net->routers[flight->from].cfg.source,
		.destination = group(VRRP_IPV4),
	};
	struct vrrp_advert adv;
	struct vrrp_event ev = { .type = VRRP_EV_ADVERT, .advert = &adv };

	flight->arrives = VRRP_NEVER;
	if (!net->alive[flight->to] || net->side[flight->to] != net->side[flight->from])
		return;
	assert_drop(vrrp_parse(&adv, flight->bytes, flight->len, &meta), VRRP_DROP_NONE);
	assert_drop(vrrp_accept(&r->cfg, &adv), VRRP_DROP_NONE);
	r->step = vrrp_fsm_step(&r->cfg, &r->fsm, &ev, net->now);
	act(net, flight->to);
}

/* Who does not run meets its deadlines and its packets when it runs again. */
static inline u64 when_awake(const struct network *net, u8 who, u64 at)
{
	return at < net->stalled_until[who] ? net->stalled_until[who] : at;
}

/* One event, the earliest; false if there is none up to @until. */
static inline bool run_one(struct network *net, u64 until)
{
	struct flight *flight, *next = NULL;
	u64 earliest = until;
	int expired = -1;
	u8 who;

	for (flight = net->flights; flight < net->flights + FLIGHTS_MAX; flight++) {
		if (flight->arrives != VRRP_NEVER &&
		    when_awake(net, flight->to, flight->arrives) < earliest) {
			earliest = when_awake(net, flight->to, flight->arrives);
			next = flight;
		}
	}
	for (who = 0; who < net->count; who++) {
		u64 at = when_awake(net, who, net->routers[who].fsm.deadline);

		/* a timer may come before the packets that waited, or after them */
		if (net->alive[who] && (at < earliest || (at == earliest && at % 2))) {
			earliest = at;
			expired = who;
		}
	}
	if (!next && expired < 0)
		return false;
	net->now = earliest > net->now ? earliest : net->now;
	if (expired >= 0) {
		tick(&net->routers[expired], net->now);
		act(net, (u8)expired);
	} else {
		deliver(net, next);
	}
	return true;
}

static inline void run_for(struct network *net, u64 duration)
{
	u64 until = net->now + duration;

	while (run_one(net, until))
		;
	net->now = until;
}

static inline void revive(struct network *net, u8 who)
{
	struct router *r = &net->routers[who];

	net->alive[who] = true;
	memset(&r->fsm, 0, sizeof(r->fsm));
	event(r, VRRP_EV_STARTUP, VRRP_REASON_STARTUP, net->now);
	act(net, who);
}

#endif
