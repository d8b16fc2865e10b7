// SPDX-License-Identifier: GPL-2.0-or-later
/* Networks to begin with. */

#include "scenario.h"

#define VRID 51

static const u16 intervals_v3[] = { 1, 1, 2, 5, 10, 10, 20, 50, 100 };
static const u16 intervals_v2[] = { 100, 200, 300 };

static u16 any_interval(struct sim *sim, u8 version)
{
	if (version == 2)
		return intervals_v2[below(sim, sizeof(intervals_v2) / sizeof(u16))];
	return intervals_v3[below(sim, sizeof(intervals_v3) / sizeof(u16))];
}

void use_interval(struct sim *sim, struct node *node, u16 interval_cs)
{
	if (!node->domain && sim->interval_max[0] && sim->interval_max[0] != interval_cs)
		sim->uneven = true;
	node->cfg.interval_cs = interval_cs;
	if (interval_cs > sim->interval_max[node->domain])
		sim->interval_max[node->domain] = interval_cs;
	if (interval_cs < sim->interval_min)
		sim->interval_min = interval_cs;
	if (!node->interval_min || interval_cs < node->interval_min)
		node->interval_min = interval_cs;
}

static u8 any_priority(struct sim *sim, enum plan_priority how, u8 common)
{
	switch (how) {
	case PRIORITY_FEW:
		return (u8)(1 + 50 * below(sim, 6));
	case PRIORITY_ANY:
		return (u8)between(sim, 1, 254);
	default:
		return common;
	}
}

/* In no order that has to do with the numbers of routers, but never twice the same. */
static struct vrrp_addr source(enum vrrp_family family, u16 nr, u64 salt)
{
	u16 host = (u16)((nr * 7919u + salt) % 65000 + 1);

	if (family == VRRP_IPV4)
		return (struct vrrp_addr) { { 10, 0, (u8)(host >> 8), (u8)host } };
	return (struct vrrp_addr) {
		{ 0xfe, 0x80, [8] = 2, [14] = (u8)(host >> 8), [15] = (u8)host },
	};
}

static void set_rate(struct sim *sim, struct node *node, u32 drift_ppm)
{
	u64 million = 1000000 - drift_ppm + below(sim, 2 * drift_ppm + 1);
	u64 slow;

	node->clock.rate = (million << 32) / 1000000;
	slow = (1000000ull << 32) / million + 1;
	if (slow > sim->slowest)
		sim->slowest = slow;
}

static u64 any_lateness(struct sim *sim, bool punctual)
{
	if (punctual || one_in(sim, 2))
		return 0;
	return between(sim, 10 * US, MS);
}

void build(struct sim *sim, const struct plan *plan)
{
	u64 late = any_lateness(sim, plan->punctual);
	u8 common = (u8)between(sim, 1, 254);
	u16 interval[DOMAINS] = { any_interval(sim, 3), any_interval(sim, 2) };
	u64 salt = below(sim, 65000);
	u16 nr;

	sim->count = (unsigned int)between(sim, plan->least, plan->most);
	if (plan->version == VERSION_3 && one_in(sim, 3))
		sim->family = VRRP_IPV6;
	sim->delay_worst = sim->net.delay_max;
	sim->late_worst = late;
	for (nr = 0; nr < sim->count; nr++) {
		struct node *node = &sim->nodes[nr];
		bool old = plan->version == VERSION_2 || (plan->version == VERSION_BOTH && nr % 2);

		node->nr = nr;
		node->domain = old;
		node->addresses = (u8)(1 + salt % 3);
		node->late_max = late;
		node->cfg = (struct vrrp_cfg) {
			.family = sim->family,
			.version = old ? 2 : 3,
			.vrid = VRID,
			.priority = any_priority(sim, plan->priority, common),
			.preempt = plan->preempt == PREEMPT_ALL ||
				   (plan->preempt == PREEMPT_SOME && one_in(sim, 2)),
			.source = source(sim->family, nr, salt),
		};
		if (nr < plan->owners)
			node->cfg.priority = VRRP_PRIO_OWNER;
		use_interval(sim, node, plan->mixed && !old ? any_interval(sim, 3) : interval[old]);
		set_rate(sim, node, plan->drift_ppm);
		if (!plan->preempt_delay || one_in(sim, 3))
			continue;
		node->cfg.preempt_delay_ns = between(sim, 1, 20 * interval[old] * VRRP_NS_PER_CS);
		if (node->cfg.preempt_delay_ns > sim->preempt_delay_max)
			sim->preempt_delay_max = node->cfg.preempt_delay_ns;
	}
}

u64 settle_time(const struct sim *sim)
{
	u64 v3 = bound_settle(sim, 0), v2 = bound_settle(sim, 1);

	if (!sim->interval_max[1])
		return v3;
	return v2 > v3 || !sim->interval_max[0] ? v2 : v3;
}

u64 agree_time(const struct sim *sim)
{
	u64 v3 = bound_agree(sim, 0), v2 = bound_agree(sim, 1);

	return v2 > v3 ? v2 : v3;
}

/* All together, or one after the other during a settling time. */
void boot_all(struct sim *sim)
{
	u64 gap = one_in(sim, 2) ? 0 : settle_time(sim) / sim->count;
	unsigned int i;

	for (i = 0; i < sim->count; i++) {
		power_on(sim, &sim->nodes[i]);
		sim_run(sim, below(sim, gap + 1));
	}
}

void begin_settled(struct sim *sim, const struct plan *plan)
{
	build(sim, plan);
	boot_all(sim);
	sim_run(sim, settle_time(sim) + 1);
	check_clients(sim);
}
