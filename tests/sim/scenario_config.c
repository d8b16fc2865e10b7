// SPDX-License-Identifier: GPL-2.0-or-later
/* Scenarios of what operators configure, and change while it runs. */

#include "scenario.h"

void run_intervals(struct sim *sim)
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
void run_priorities(struct sim *sim)
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

void run_versions(struct sim *sim)
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

void run_equals(struct sim *sim)
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
void run_nopreempt(struct sim *sim)
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

void run_preempt_delay(struct sim *sim)
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

void run_owners(struct sim *sim)
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
