// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The classes of scenario. A seed belongs to class seed % class_count; numbers
 * within a class are random, what must be true in it is not. Most of it is
 * checked all the time (check.c, witness.c); here is what is known in addition.
 */

#include "scenario.h"

static void settle(struct sim *sim)
{
	sim_run(sim, settle_time(sim) + 1);
}

/* After all is well: repeats have been sent, nobody is left with an old belief. */
static void settle_clients(struct sim *sim)
{
	settle(sim);
	sim_run(sim, 6 * SEC);
	check_clients(sim);
}

/* While nothing happens to a master nobody else becomes one. */
static void be_steadfast(struct sim *sim, bool steadfast)
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
		wait = released ? vrrp_skew_ns(&node->cfg, interval) :
				  vrrp_master_down_ns(&node->cfg, interval);
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

static void deaths(struct sim *sim, bool released)
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

static void run_election(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 16 };

	begin_settled(sim, &plan);
	sim_run(sim, 5 * settle_time(sim));
	check_clients(sim);
}

static void run_death(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = PREEMPT_SOME };

	begin_settled(sim, &plan);
	deaths(sim, false);
}

static void run_release(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .preempt = PREEMPT_SOME };

	begin_settled(sim, &plan);
	deaths(sim, true);
}

/* --- cuts --- */

static void run_partition(struct sim *sim)
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

static void run_one_way(struct sim *sim)
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
static void run_heal(struct sim *sim)
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

static void run_loss(struct sim *sim)
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
static void run_jitter(struct sim *sim)
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

static void run_drift(struct sim *sim)
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
static void run_stun_backup(struct sim *sim)
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
static void run_stun_master(struct sim *sim)
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

/* --- configurations --- */

static void run_intervals(struct sim *sim)
{
	const struct plan plan = {
		.least = 2, .most = 8, .preempt = one_in(sim, 2), .mixed = true,
	};
	unsigned int round;

	begin_settled(sim, &plan);
	deaths(sim, false);
	for (round = 0; round < 8; round++) {
		struct node *node = one_in(sim, 2) ? the_master(sim) : any_node(sim);

		if (node)
			set_interval(sim, node, (u16)(one_in(sim, 2) ? between(sim, 1, 10) :
							   between(sim, 1, 100)));
		settle(sim);
	}
	check_clients(sim);
}

/* A backup that stays below its master may be told what one likes. */
static void run_priorities(struct sim *sim)
{
	const struct plan plan = { .least = 2, .most = 8, .priority = PRIORITY_ANY };
	unsigned int round;

	begin_settled(sim, &plan);
	for (round = 0; round < 10; round++) {
		struct node *node = any_node(sim), *master = the_master(sim);

		if (!master)
			return;
		if (one_in(sim, 2) && node != master) {
			settle(sim);
			master = the_master(sim);
			if (!master || node == master)
				continue;
			be_steadfast(sim, true);
			set_priority(sim, node, (u8)between(sim, 1, master->cfg.priority));
			settle(sim);
			be_steadfast(sim, false);
		} else {
			set_priority(sim, node, (u8)between(sim, 1, 254));
			sim_run(sim, below(sim, 2 * settle_time(sim)));
		}
	}
	settle(sim);
	check_clients(sim);
}

static void run_versions(struct sim *sim)
{
	const struct plan plan = {
		.least = 2, .most = 8, .preempt = PREEMPT_SOME,
		.version = one_in(sim, 2) ? VERSION_2 : VERSION_BOTH,
	};

	begin_settled(sim, &plan);
	deaths(sim, one_in(sim, 2));
	split(sim, 2);
	settle(sim);
	mend(sim);
	settle_clients(sim);
}

static void run_equals(struct sim *sim)
{
	const struct plan plan = {
		.least = 2, .most = 16, .priority = PRIORITY_EQUAL,
		.preempt = one_in(sim, 2), .punctual = one_in(sim, 2),
	};

	begin_settled(sim, &plan);
	deaths(sim, one_in(sim, 2));
	split(sim, SIDES);
	settle(sim);
	mend(sim);
	settle_clients(sim);
}

/* Who is master stays it, whatever others do, until it dies. */
static void run_nopreempt(struct sim *sim)
{
	const struct plan plan = {
		.least = 3, .most = 8, .priority = PRIORITY_ANY, .preempt = PREEMPT_NONE,
	};
	unsigned int round;

	begin_settled(sim, &plan);
	be_steadfast(sim, true);
	for (round = 0; round < 20; round++) {
		struct node *node = any_backup(sim);

		if (!node)
			break;
		switch (below(sim, 4)) {
		case 0:
			power_off(sim, node);
			sim_run(sim, below(sim, settle_time(sim)));
			power_on(sim, node);
			break;
		case 1:
			break_down(sim, node);
			sim_run(sim, below(sim, settle_time(sim)));
			start_up(sim, node);
			break;
		case 2:
			set_priority(sim, node, (u8)between(sim, 1, 254));
			break;
		default:
			if (the_master(sim))
				set_priority(sim, the_master(sim), (u8)between(sim, 1, 254));
		}
		sim_run(sim, below(sim, settle_time(sim)));
	}
	settle(sim);
	be_steadfast(sim, false);
	deaths(sim, one_in(sim, 2));
}

static void run_preempt_delay(struct sim *sim)
{
	const struct plan plan = {
		.least = 2, .most = 6, .priority = PRIORITY_ANY, .preempt_delay = true,
		.preempt = PREEMPT_SOME,
	};
	unsigned int round;

	begin_settled(sim, &plan);
	deaths(sim, one_in(sim, 2));
	for (round = 0; round < 5; round++) {
		set_priority(sim, any_node(sim), (u8)between(sim, 1, 254));
		sim_run(sim, below(sim, settle_time(sim)));
	}
	settle_clients(sim);
}

static void run_owners(struct sim *sim)
{
	const struct plan plan = {
		.least = 2, .most = 6, .preempt = PREEMPT_SOME,
		.owners = (unsigned int)between(sim, 1, 2),
	};
	unsigned int round;

	begin_settled(sim, &plan);
	deaths(sim, one_in(sim, 2));
	for (round = 0; round < 4; round++) {
		set_priority(sim, any_node(sim), one_in(sim, 2) ? 255 : 100);
		settle_clients(sim);
	}
}

/* --- everything --- */

static void run_crowd(struct sim *sim)
{
	const struct plan plan = {
		.least = 50, .most = one_in(sim, 4) ? NODES_MAX : 100,
		.priority = (enum plan_priority)below(sim, 3), .preempt = one_in(sim, 2),
	};
	struct node *master;

	begin_settled(sim, &plan);
	master = the_master(sim);
	if (master)
		power_off(sim, master);
	settle(sim);
	split(sim, 2);
	settle(sim);
	mend(sim);
	settle(sim);
}

static void run_chaos(struct sim *sim)
{
	const struct plan plan = {
		.least = 2, .most = 8,
		.priority = (enum plan_priority)below(sim, 3),
		.preempt = (enum plan_preempt)below(sim, 3),
		.version = one_in(sim, 4) ? VERSION_BOTH : VERSION_3,
		.mixed = one_in(sim, 3),
		.preempt_delay = one_in(sim, 4),
		.drift_ppm = one_in(sim, 3) ? 30000 : 100,
	};
	unsigned int round, faults;

	build(sim, &plan);
	boot_all(sim);
	for (round = 0; round < 5; round++) {
		for (faults = (unsigned int)between(sim, 1, 15); faults; faults--) {
			random_fault(sim);
			sim_run(sim, one_in(sim, 4) ? below(sim, settle_time(sim)) :
				below(sim, agree_time(sim)));
		}
		repair_all(sim);
		settle_clients(sim);
	}
}

static const struct {
	const char *name;
	void (*run)(struct sim *sim);
} classes[] = {
	{ "election", run_election },
	{ "death", run_death },
	{ "release", run_release },
	{ "partition", run_partition },
	{ "one-way", run_one_way },
	{ "heal", run_heal },
	{ "loss", run_loss },
	{ "jitter", run_jitter },
	{ "drift", run_drift },
	{ "stun-backup", run_stun_backup },
	{ "stun-master", run_stun_master },
	{ "intervals", run_intervals },
	{ "priorities", run_priorities },
	{ "versions", run_versions },
	{ "equals", run_equals },
	{ "nopreempt", run_nopreempt },
	{ "preempt-delay", run_preempt_delay },
	{ "owners", run_owners },
	{ "crowd", run_crowd },
	{ "chaos", run_chaos },
};

const unsigned int class_count = sizeof(classes) / sizeof(classes[0]);

const char *class_name(unsigned int class)
{
	return classes[class].name;
}

void class_run(struct sim *sim, unsigned int class)
{
	classes[class].run(sim);
}
