// SPDX-License-Identifier: GPL-2.0-or-later
/* The configuration changes under a running state machine. */

#include "router.h"

/* 6.1: skew follows the priority in force; the silence so far is kept */
static void priority_change_shifts_the_timer(void **state)
{
	static const struct { u8 priority; u64 master_down; } row[] = {
		{ 1, 3996093750 }, { 99, 3613281250 }, { 101, 3605468750 },
		{ 254, 3007812500 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(row); i++) {
		struct router r = router_backup(100, 100, 1, 255);

		run_until(&r, T0 + 2800 * MS);
		r.cfg.priority = row[i].priority;
		configure(&r, T0 + 2800 * MS);
		assert_stays(&r, VRRP_BACKUP, 0);
		assert_int_equal(run_to_change(&r), T0 + row[i].master_down);
	}
}

static void priority_change_can_complete_the_silence(void **state)
{
	struct router r = router_backup(100, 100, 1, 255);

	(void)state;
	run_until(&r, T0 + 3500 * MS);
	r.cfg.priority = 254;
	configure(&r, T0 + 3500 * MS);
	assert_stays(&r, VRRP_BACKUP, 0);
	assert_int_equal(r.fsm.deadline, T0 + 3500 * MS);
	assert_int_equal(run_to_change(&r), T0 + 3500 * MS);
	assert_reason(r.step.reason, VRRP_REASON_MASTER_DOWN);
}

static void becoming_owner_takes_over(void **state)
{
	struct router r = router_backup(100, 100, 1, 200);

	(void)state;
	r.cfg.priority = 255;
	configure(&r, T0 + 1);
	assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_ADDRESS_OWNER);

	/* but not against an owner to whom we gave way */
	r = router_master(255, 100);
	hear(&r, 60, 255, T0 + 10 * MS);
	assert_changed(&r, VRRP_BACKUP, VRRP_ACT_TX_ADVERT | VRRP_ACT_STATE,
		       VRRP_REASON_HIGHER_ADDRESS);
	configure(&r, T0 + 20 * MS);
	assert_stays(&r, VRRP_BACKUP, 0);
}

static void interval_and_version_change(void **state)
{
	struct router r = router(100, 100);

	(void)state;
	/* nobody heard yet: ours */
	start(&r);
	r.cfg.interval_cs = 10;
	configure(&r, T0 + 100 * MS);
	assert_int_equal(run_to_change(&r), T0 + 360937500);

	/* the master's, once heard */
	r = router_backup(100, 100, 1, 200);
	r.cfg.interval_cs = 10;
	configure(&r, T0 + SEC);
	assert_int_equal(r.fsm.master_interval_cs, 100);

	/* VRRPv2 has only ours, and so has VRRPv3 when it comes back */
	r.cfg.version = 2;
	r.cfg.interval_cs = 200;
	configure(&r, T0 + 1100 * MS);
	assert_int_equal(r.fsm.master_interval_cs, 200);
	r.cfg.version = 3;
	r.cfg.interval_cs = 50;
	configure(&r, T0 + 1200 * MS);
	assert_int_equal(r.fsm.master_interval_cs, 50);
}

static void configuration_of_a_master(void **state)
{
	struct router r = router_master(100, 100);
	u64 due = r.fsm.deadline;
	u64 now = due - 800 * MS;

	(void)state;
	/* a priority travels with the next advert */
	r.cfg.priority = 120;
	r.cfg.source = v4(51);
	configure(&r, now);
	assert_stays(&r, VRRP_MASTER, 0);
	assert_master(&r, 51, 120);
	assert_int_equal(r.fsm.deadline, due);

	/* a shorter interval begins now, a longer one after the next advert */
	r.cfg.interval_cs = 10;
	configure(&r, now);
	assert_int_equal(r.fsm.deadline, now + 100 * MS);
	assert_int_equal(r.fsm.master_interval_cs, 10);
	r.cfg.interval_cs = 300;
	configure(&r, now);
	assert_int_equal(r.fsm.deadline, now + 100 * MS);
	tick(&r, r.fsm.deadline);
	assert_int_equal(r.fsm.deadline, now + 100 * MS + 3 * SEC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(priority_change_shifts_the_timer),
		cmocka_unit_test(priority_change_can_complete_the_silence),
		cmocka_unit_test(becoming_owner_takes_over),
		cmocka_unit_test(interval_and_version_change),
		cmocka_unit_test(configuration_of_a_master),
	};

	return cmocka_run_group_tests_name("configuration", tests, NULL, NULL);
}
