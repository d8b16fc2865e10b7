// SPDX-License-Identifier: GPL-2.0-or-later
/* Scenarios of deaths, cuts, bad networks and hosts that do not run. */

#include "scenario.h"

void settle(struct sim *sim)
{
	sim_run(sim, settle_time(sim) + 1);
}

/* After all is well: repeats have been sent, nobody is left with an old belief. */
void settle_clients(struct sim *sim)
{
	settle(sim);
	sim_run(sim, 6 * SEC);
	check_clients(sim);
}

/* While nothing happens to a master nobody else becomes one. */
void be_steadfast(struct sim *sim, bool steadfast)
{
	sim->steadfast = steadfast;
	if (!steadfast)
		check_disturbed(sim);
}

/* --- deaths --- */

/* World time within which one of the backups of @dead must have its place. */
static u64 longest_without(struct sim *sim, const struct node *dead, bool released)
{
	u64 shortest = VRRP_NEVER, wait;
	unsigned int i;

	for (i = 0; i < sim->count; i++) {
		const struct node *node = &sim->nodes[i];
		u16 interval = dead->cfg.interval_cs;

		if (node == dead || !node->up || node->domain != dead->domain ||
		    node->fsm.state != VRRP_BACKUP)
			continue;
		wait = released ? skew_time(&node->cfg, interval) :
				  down_time(&node->cfg, interval);
		if (wait < shortest)
			shortest = wait;
	}
	if (shortest == VRRP_NEVER)
		return VRRP_NEVER;
	return (u64)(shortest * (sim->slowest / 4294967296.0)) + 2 * sim->delay_worst +
	       sim->late_worst + 10 * US;
}

static void expect_master_within(struct sim *sim, u64 limit)
{
	if (limit == VRRP_NEVER)
		return;
	sim_run(sim, limit);
	if (!sim_failed(sim) && !the_master(sim)) {
		unsigned int i, masters = 0;

		/* two at the same time are agreed upon soon: bound_agree() */
		for (i = 0; i < sim->count; i++)
			masters += sim->nodes[i].up && sim->nodes[i].fsm.state == VRRP_MASTER;
		if (!masters)
			sim_fail(sim, NULL, "no master %llu us after the death of the last",
				 (unsigned long long)(limit / US));
	}
}

void deaths(struct sim *sim, bool released)
{
	unsigned int round;

	for (round = 0; round < 5 && !sim_failed(sim); round++) {
		struct node *dead = the_master(sim);
		u64 limit;

		if (!dead)
			return;
		/* a moment between two adverts */
		sim_run(sim, below(sim, sim->interval_max[dead->domain] * VRRP_NS_PER_CS));
		limit = longest_without(sim, dead, released);
		if (released)
			shut_down(sim, dead);
		else
			power_off(sim, dead);
		expect_master_within(sim, limit);
		settle(sim);
		check_clients(sim);
		if (released)
			start_up(sim, dead);
		else
			power_on(sim, dead);
		settle(sim);
		check_clients(sim);
	}
}

void run_election(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 16 };

	begin_settled(sim, &plan);
	sim_run(sim, 5 * settle_time(sim));
	check_clients(sim);
}

void run_death(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = PREEMPT_SOME };

	begin_settled(sim, &plan);
	deaths(sim, false);
}

void run_release(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = PREEMPT_SOME };
	struct trouble copies = { .duplicate = 500, .delay_min = 20 * US };

	begin_settled(sim, &plan);
	/* of a priority 0 heard twice the first counts */
	if (one_in(sim, 2)) {
		copies.delay_max = sim->interval_min * VRRP_NS_PER_CS / 4;
		make_trouble(sim, &copies);
	}
	deaths(sim, true);
}

/* --- cuts --- */

void run_partition(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 16, .preempt = one_in(sim, 2) };
	unsigned int round;

	begin_settled(sim, &plan);
	for (round = 0; round < 6; round++) {
		split(sim, (unsigned int)between(sim, 2, SIDES));
		sim_run(sim, below(sim, 3 * settle_time(sim)));
		if (one_in(sim, 3)) {
			split(sim, 2);
			sim_run(sim, below(sim, settle_time(sim)));
		}
		mend(sim);
		settle_clients(sim);
	}
}

void run_one_way(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = one_in(sim, 2) };
	unsigned int round, cuts;

	begin_settled(sim, &plan);
	for (round = 0; round < 6; round++) {
		for (cuts = (unsigned int)between(sim, 1, 4); cuts; cuts--) {
			bool tx = one_in(sim, 2);

			if (one_in(sim, 2))
				cut_node(sim, any_node(sim), tx, !tx);
			else
				cut_pair(sim, any_node(sim)->nr, any_node(sim)->nr);
			sim_run(sim, below(sim, settle_time(sim)));
		}
		mend(sim);
		settle_clients(sim);
	}
}

/* The worst of keepalived's defaults: 8 s. Here: two adverts and 10 ms. */
void run_heal(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 4, .preempt = one_in(sim, 2) };
	unsigned int round;

	begin_settled(sim, &plan);
	for (round = 0; round < 6; round++) {
		struct node *master = the_master(sim);

		if (!master)
			return;
		cut_node(sim, master, true, one_in(sim, 2));
		sim_run(sim, below(sim, 3 * settle_time(sim)));
		mend(sim);
		sim_run(sim, 2 * sim->interval_max[0] * VRRP_NS_PER_CS + 10 * MS);
		check_clients(sim);
		settle_clients(sim);
	}
}

/* --- bad networks --- */

void run_loss(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = one_in(sim, 2) };
	unsigned int round;

	begin_settled(sim, &plan);
	for (round = 0; round < 4; round++) {
		random_trouble(sim);
		sim_run(sim, below(sim, 10 * settle_time(sim)));
		end_trouble(sim);
		settle_clients(sim);
	}
}

/* Twice, late, in any order: nobody minds who gets them all. */
void run_jitter(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = one_in(sim, 2) };
	struct trouble trouble = { .duplicate = 300, .delay_min = 20 * US, .reorder = true };

	begin_settled(sim, &plan);
	trouble.delay_max = sim->interval_min * VRRP_NS_PER_CS / 2;
	be_steadfast(sim, true);
	make_trouble(sim, &trouble);
	sim_run(sim, 20 * settle_time(sim));
	end_trouble(sim);
	settle(sim);
	check_clients(sim);
}

void run_drift(struct sim *sim)
{
	const struct plan plan = {
		.least = 2, .most = 8, .preempt = one_in(sim, 2),
		.drift_ppm = one_in(sim, 2) ? 200 : 50000,
	};

	begin_settled(sim, &plan);
	be_steadfast(sim, true);
	sim_run(sim, 30 * settle_time(sim));
	be_steadfast(sim, false);
	deaths(sim, one_in(sim, 2));
}

/* --- pauses --- */

/* Send hard, expire soft: only a MASTER's silence can change anything. */
void run_stun_backup(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = one_in(sim, 2) };
	bool deaf = one_in(sim, 2);
	unsigned int round;

	begin_settled(sim, &plan);
	be_steadfast(sim, true);
	for (round = 0; round < 20; round++) {
		struct node *node = any_backup(sim);

		if (!node)
			return;
		stun(sim, node, deaf, one_in(sim, 3));
		sim_run(sim, below(sim, one_in(sim, 4) ? 10 * SEC : settle_time(sim)));
		awake(sim, node);
		/* who is deaf again and again may well believe that nobody is there */
		sim_run(sim, deaf ? 2 * agree_time(sim) : below(sim, settle_time(sim)));
	}
	settle(sim);
	check_clients(sim);
}

/* Wrong for an interval at most, and no storm for what waited in queues. */
void run_stun_master(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = one_in(sim, 2) };
	unsigned int round;

	begin_settled(sim, &plan);
	for (round = 0; round < 8; round++) {
		struct node *node = the_master(sim);

		if (!node)
			return;
		stun(sim, node, one_in(sim, 2), one_in(sim, 3));
		sim_run(sim, below(sim, one_in(sim, 3) ? 10 * SEC : 2 * settle_time(sim)));
		awake(sim, node);
		sim_run(sim, 2 * agree_time(sim));
		check_clients(sim);
		settle(sim);
		check_clients(sim);
	}
}
