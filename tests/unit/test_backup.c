// SPDX-License-Identifier: GPL-2.0-or-later
/* INIT, FAULT and BACKUP: RFC 9568 6.4.1 and 6.4.2, Preempt_Mode. */

#include "router.h"

#define MDI_100	3609375000ull	/* priority 100, one second */

/* 6.4.1 */
static void startup_listens_first(void **state)
{
	struct router r = router(100, 100);

	(void)state;
	start(&r);
	assert_changed(&r, VRRP_BACKUP, VRRP_ACT_STATE, VRRP_REASON_STARTUP);
	assert_int_equal(r.fsm.master_interval_cs, 100);
	assert_no_master(&r);
}

/* 6.4.1: priority 255 */
static void owner_is_master_at_once(void **state)
{
	struct router r = router(255, 100);

	(void)state;
	start(&r);
	assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_ADDRESS_OWNER);
	assert_int_equal(r.fsm.deadline, T0 + SEC);
	assert_master(&r, 50, 255);

	event(&r, VRRP_EV_FAULT, VRRP_REASON_LINK_DOWN, T0 + 1);
	event(&r, VRRP_EV_STARTUP, VRRP_REASON_RECOVERED, T0 + 2);
	assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_ADDRESS_OWNER);
}

static void inactive_ignores_everything_else(void **state)
{
	static const enum vrrp_event_type events[] = { VRRP_EV_TIMER, VRRP_EV_CONFIG };
	struct router r = router(100, 100);
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(events); i++) {
		event(&r, events[i], VRRP_REASON_NONE, T0);
		assert_stays(&r, VRRP_INIT, 0);
		assert_int_equal(r.fsm.deadline, VRRP_NEVER);
	}
	hear(&r, 1, 200, T0);
	assert_stays(&r, VRRP_INIT, 0);
	event(&r, VRRP_EV_SHUTDOWN, VRRP_REASON_REMOVED, T0);
	assert_stays(&r, VRRP_INIT, 0);

	event(&r, VRRP_EV_FAULT, VRRP_REASON_ADMIN_DOWN, T0);
	assert_changed(&r, VRRP_FAULT, VRRP_ACT_STATE, VRRP_REASON_ADMIN_DOWN);
	hear(&r, 1, 200, T0);
	assert_stays(&r, VRRP_FAULT, 0);
	configure(&r, T0);
	assert_stays(&r, VRRP_FAULT, 0);
	assert_int_equal(r.fsm.deadline, VRRP_NEVER);
}

/* Only a MASTER has something to release. */
static void fault_and_shutdown(void **state)
{
	struct router r = router_backup(100, 100, 1, 200);

	(void)state;
	event(&r, VRRP_EV_FAULT, VRRP_REASON_LINK_DOWN, T0 + SEC);
	assert_changed(&r, VRRP_FAULT, VRRP_ACT_STATE, VRRP_REASON_LINK_DOWN);
	assert_int_equal(r.fsm.deadline, VRRP_NEVER);
	event(&r, VRRP_EV_FAULT, VRRP_REASON_ADMIN_DOWN, T0 + 2 * SEC);
	assert_stays(&r, VRRP_FAULT, 0);
	event(&r, VRRP_EV_STARTUP, VRRP_REASON_RECOVERED, T0 + 3 * SEC);
	assert_changed(&r, VRRP_BACKUP, VRRP_ACT_STATE, VRRP_REASON_RECOVERED);
	assert_int_equal(run_to_change(&r), T0 + 3 * SEC + MDI_100);

	event(&r, VRRP_EV_FAULT, VRRP_REASON_LINK_DOWN, r.now + 1);
	assert_changed(&r, VRRP_FAULT, VRRP_ACT_TX_RELEASE | VRRP_ACT_STATE,
		       VRRP_REASON_LINK_DOWN);
	event(&r, VRRP_EV_SHUTDOWN, VRRP_REASON_REMOVED, r.now + 1);
	assert_changed(&r, VRRP_INIT, VRRP_ACT_STATE, VRRP_REASON_REMOVED);

	r = router_master(100, 100);
	event(&r, VRRP_EV_SHUTDOWN, VRRP_REASON_MODULE_GONE, r.now + 1);
	assert_changed(&r, VRRP_INIT, VRRP_ACT_TX_RELEASE | VRRP_ACT_STATE,
		       VRRP_REASON_MODULE_GONE);
	assert_int_equal(r.fsm.deadline, VRRP_NEVER);
}

/* 6.4.2: a priority not lower than ours starts Active_Down_Timer again */
static void equal_or_higher_is_followed(void **state)
{
	static const u8 priorities[] = { 100, 101, 254, 255 };
	struct router r = router(100, 100);
	size_t i;

	(void)state;
	start(&r);
	for (i = 0; i < ARRAY_SIZE(priorities); i++) {
		hear(&r, (u8)(10 + i), priorities[i], r.now + 3 * SEC);
		assert_stays(&r, VRRP_BACKUP, 0);
		assert_master(&r, (u8)(10 + i), priorities[i]);
	}
	assert_int_equal(run_to_change(&r), T0 + 4 * 3 * SEC + MDI_100);
}

/* 6.4.2: Active_Adver_Interval is the master's; our own counts when we are master */
static void v3_learns_the_interval(void **state)
{
	struct router r = router(100, 100);
	u64 end;

	(void)state;
	start(&r);
	hear_every(&r, 1, 200, 10, T0 + SEC);
	assert_int_equal(r.fsm.master_interval_cs, 10);
	assert_int_equal(r.fsm.deadline, T0 + SEC + 150 * MS);
	end = run_to_change(&r);
	assert_int_equal(end, T0 + SEC + 360937500);
	assert_int_equal(r.fsm.deadline, end + SEC);

	/* Skew_Time follows it, too */
	r = router_backup(100, 10, 1, 200);
	hear_every(&r, 1, 200, 100, T0 + SEC);
	hear_every(&r, 1, 0, 100, T0 + 2 * SEC);
	assert_int_equal(run_to_change(&r), T0 + 2 * SEC + 609375000);
}

static void v2_never_learns_the_interval(void **state)
{
	struct router r = router(100, 100);

	(void)state;
	r.cfg.version = 2;
	start(&r);
	hear_every(&r, 1, 200, 500, T0);
	assert_int_equal(r.fsm.master_interval_cs, 100);
	assert_int_equal(run_to_change(&r), T0 + MDI_100);
}

/* 6.4.2, Preempt_Mode: lower adverts are discarded, the timer runs on */
static void lower_master_is_preempted(void **state)
{
	struct router r = router_backup(200, 100, 1, 250);
	u64 end = T0 + 3 * SEC + 218750000;	/* 56/256 of a second */
	u64 at;

	(void)state;
	for (at = T0 + 500 * MS; at < end; at += 450 * MS) {
		run_until(&r, at);
		hear(&r, 2, 100, at);
		assert_stays(&r, VRRP_BACKUP, 0);
		assert_master(&r, 2, 100);
	}
	assert_int_equal(run_to_change(&r), end);
	assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_PREEMPT);
	assert_master(&r, 50, 200);

	/* somebody rightful ends it */
	r = router_backup(200, 100, 1, 250);
	hear(&r, 2, 100, T0 + SEC);
	hear(&r, 1, 250, T0 + 2 * SEC);
	assert_int_equal(run_to_change(&r), T0 + 2 * SEC + 3218750000);
	assert_reason(r.step.reason, VRRP_REASON_MASTER_DOWN);
}

/* However late: the verdict is the timer's, after waiting packets were seen. */
static void lower_advert_itself_does_not_take_over(void **state)
{
	struct router r = router_backup(200, 10, 1, 250);
	u64 at;

	(void)state;
	for (at = T0 + 100 * MS; at <= T0 + SEC; at += 50 * MS) {
		hear(&r, 2, 100, at);
		assert_stays(&r, VRRP_BACKUP, 0);
	}
	assert_int_equal(r.fsm.deadline, T0 + SEC);
	tick(&r, T0 + SEC);
	assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_PREEMPT);
}

static void without_preempt_lower_is_followed(void **state)
{
	struct router r = router(200, 100);
	unsigned int i;

	(void)state;
	r.cfg.preempt = false;
	r.cfg.preempt_delay_ns = SEC;	/* means nothing then */
	start(&r);
	for (i = 1; i <= 100; i++) {
		run_until(&r, T0 + i * SEC);
		hear(&r, 2, 100, T0 + i * SEC);
		assert_stays(&r, VRRP_BACKUP, 0);
	}
	/* its death is noticed as anybody's */
	assert_int_equal(run_to_change(&r), T0 + 100 * SEC + 3218750000);
	assert_reason(r.step.reason, VRRP_REASON_MASTER_DOWN);
}

/* A lower master that releases is succeeded, not preempted. */
static void lower_master_that_releases(void **state)
{
	struct router r = router_backup(200, 100, 1, 250);

	(void)state;
	hear(&r, 2, 100, T0 + SEC);
	hear(&r, 2, 0, T0 + 2 * SEC);
	assert_no_master(&r);
	assert_int_equal(run_to_change(&r), T0 + 2 * SEC + 218750000);
	assert_reason(r.step.reason, VRRP_REASON_MASTER_RELEASED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(startup_listens_first),
		cmocka_unit_test(owner_is_master_at_once),
		cmocka_unit_test(inactive_ignores_everything_else),
		cmocka_unit_test(fault_and_shutdown),
		cmocka_unit_test(equal_or_higher_is_followed),
		cmocka_unit_test(v3_learns_the_interval),
		cmocka_unit_test(v2_never_learns_the_interval),
		cmocka_unit_test(lower_master_is_preempted),
		cmocka_unit_test(lower_advert_itself_does_not_take_over),
		cmocka_unit_test(without_preempt_lower_is_followed),
		cmocka_unit_test(lower_master_that_releases),
	};

	return cmocka_run_group_tests_name("BACKUP", tests, NULL, NULL);
}
