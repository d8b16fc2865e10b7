// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The classes of scenario. A seed belongs to class seed % class_count; numbers
 * within a class are random, what must be true in it is not. Most of it is
 * checked all the time (check.c, witness.c); here is what is known in addition.
 */

#include "scenario.h"

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
