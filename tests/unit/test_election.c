// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two to five routers on a network in virtual time: cuts, losses, deaths and
 * stalls, and what must be true once they are over. Real packets, fixed seeds.
 */

#include "network.h"

#define ELECTIONS	300

static void build_network(struct network *net, u64 seed, bool all_preempt)
{
	unsigned int i;
	u8 who;

	memset(net, 0, sizeof(*net));
	net->seed = seed * 0x9e3779b97f4a7c15ull;
	net->now = T0;
	for (i = 0; i < FLIGHTS_MAX; i++)
		net->flights[i].arrives = VRRP_NEVER;
	net->count = (u8)(2 + random_below(&net->seed, ROUTERS_MAX - 1));
	for (who = 0; who < net->count; who++) {
		/* few different priorities, so that some are equal */
		u8 priority = (u8)(1 + 50 * random_below(&net->seed, 6));

		net->routers[who] = router(priority, 1);
		net->routers[who].cfg.source = v4((u8)(10 + who));
		net->routers[who].cfg.preempt = all_preempt || next_random(&net->seed) % 2;
		revive(net, who);
	}
}

/* Exactly one MASTER on this side, rightful if everybody preempts, known to all. */
static u8 assert_settled(const struct network *net, u8 side, bool all_preempt)
{
	unsigned int masters = 0;
	u8 highest = 0, master = 0;
	u8 who;

	for (who = 0; who < net->count; who++) {
		if (net->side[who] != side)
			continue;
		if (net->routers[who].cfg.priority > highest)
			highest = net->routers[who].cfg.priority;
		if (net->routers[who].fsm.state == VRRP_MASTER) {
			master = who;
			masters++;
		}
	}
	assert_int_equal(masters, 1);
	if (all_preempt)
		assert_int_equal(net->routers[master].cfg.priority, highest);
	for (who = 0; who < net->count; who++)
		if (net->side[who] == side)
			assert_memory_equal(&net->routers[who].fsm.master,
					    &net->routers[master].cfg.source, 4);
	return master;
}

static void a_cut_has_a_master_on_each_side_and_heals(void **state)
{
	struct network net;
	u64 seed;
	u8 who;

	(void)state;
	for (seed = 1; seed <= ELECTIONS; seed++) {
		build_network(&net, seed, seed % 2);
		run_for(&net, 300 * MS);
		assert_int_equal(assert_settled(&net, 0, seed % 2), net.announcer);

		for (who = 1; who < net.count; who++)
			net.side[who] = next_random(&net.seed) % 2;
		net.side[net.count - 1] = 1;
		run_for(&net, 300 * MS);
		assert_settled(&net, 0, seed % 2);
		assert_settled(&net, 1, seed % 2);

		/* two intervals and the way there and back, twice */
		memset(net.side, 0, sizeof(net.side));
		run_for(&net, 21 * MS);
		/* the hosts heard last from the one they should talk to */
		assert_int_equal(assert_settled(&net, 0, false), net.announcer);
		run_for(&net, 300 * MS);
		assert_int_equal(assert_settled(&net, 0, seed % 2), net.announcer);
	}
}

static void losses_and_deaths_end_in_one_master(void **state)
{
	struct network net;
	unsigned int trouble;
	u64 seed;
	u8 who;

	(void)state;
	for (seed = 1; seed <= ELECTIONS; seed++) {
		build_network(&net, seed, seed % 2);
		net.loss_permille = (unsigned int)(seed % 4 * 150);
		for (trouble = 0; trouble < 20; trouble++) {
			who = (u8)random_below(&net.seed, net.count);
			if (!net.alive[who]) {
				revive(&net, who);
			} else if (next_random(&net.seed) % 2) {
				event(&net.routers[who], VRRP_EV_SHUTDOWN,
				      VRRP_REASON_REMOVED, net.now);
				act(&net, who);
				net.alive[who] = false;
			} else {
				net.alive[who] = false;
			}
			net.stalled_until[random_below(&net.seed, net.count)] =
				net.now + random_below(&net.seed, 60 * MS);
			run_for(&net, random_below(&net.seed, 80 * MS));
		}
		for (who = 0; who < net.count; who++)
			if (!net.alive[who])
				revive(&net, who);
		net.loss_permille = 0;
		run_for(&net, SEC);
		assert_settled(&net, 0, seed % 2);
		net.changes = 0;
		run_for(&net, SEC);
		assert_int_equal(net.changes, 0);
	}
}

/* Send hard, expire soft: only a MASTER's silence can change anything. */
static void stalled_backups_change_nothing(void **state)
{
	struct network net;
	unsigned int stalls;
	u64 seed;
	u8 who;

	(void)state;
	for (seed = 1; seed <= ELECTIONS; seed++) {
		build_network(&net, seed, true);
		run_for(&net, SEC);
		net.changes = 0;
		for (stalls = 0; stalls < 20; stalls++) {
			who = (u8)random_below(&net.seed, net.count);
			if (net.routers[who].fsm.state == VRRP_BACKUP)
				net.stalled_until[who] = net.now +
							 random_below(&net.seed, 400 * MS);
			run_for(&net, random_below(&net.seed, 100 * MS));
		}
		run_for(&net, SEC);
		assert_int_equal(net.changes, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cut_has_a_master_on_each_side_and_heals),
		cmocka_unit_test(losses_and_deaths_end_in_one_master),
		cmocka_unit_test(stalled_backups_change_nothing),
	};

	return cmocka_run_group_tests_name("election", tests, NULL, NULL);
}
