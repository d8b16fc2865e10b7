// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * preempt_delay, which is not in the RFC: keepalived's meaning. It begins with
 * the first lower advert heard, ends with any other, and until it is over the
 * lower master is treated like a rightful one.
 */

#include "router.h"

#define MDI_200	3218750000ull	/* priority 200, one second */

static struct router delayed_router(u64 delay)
{
	struct router r = router(200, 100);

	r.cfg.preempt_delay_ns = delay;
	start(&r);
	return r;
}

/* Adverts of 192.0.2.2, once a second from @from on, until our state changes. */
static u64 hear_lower_until_change(struct router *r, u64 from)
{
	u64 at = from;

	while (r->fsm.state == VRRP_BACKUP) {
		while (r->fsm.state == VRRP_BACKUP && r->fsm.deadline < at)
			tick(r, r->fsm.deadline);
		if (r->fsm.state != VRRP_BACKUP)
			break;
		hear(r, 2, 100, at);
		at += SEC;
		assert_true(at < from + 5000 * SEC);
	}
	return r->now;
}

static void takes_over_when_the_delay_is_over(void **state)
{
	static const u64 delays[] = {
		4 * SEC, 10 * SEC, 300 * SEC, 1000 * SEC, 12345678901,
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(delays); i++) {
		struct router r = delayed_router(delays[i]);
		u64 first = T0 + 600 * MS;

		assert_int_equal(hear_lower_until_change(&r, first), first + delays[i]);
		assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_PREEMPT);
	}
}

/* A delay never makes preemption quicker than none. */
static void short_delay_waits_for_the_down_timer(void **state)
{
	static const u64 delays[] = { 1, MS, SEC, 2 * SEC };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(delays); i++) {
		struct router r = delayed_router(delays[i]);

		assert_int_equal(hear_lower_until_change(&r, T0 + 600 * MS), T0 + MDI_200);
		assert_reason(r.step.reason, VRRP_REASON_PREEMPT);
	}
}

static void death_during_the_delay(void **state)
{
	struct router r = delayed_router(300 * SEC);

	(void)state;
	hear(&r, 2, 100, T0 + SEC);
	run_until(&r, T0 + 2 * SEC);
	hear(&r, 2, 100, T0 + 2 * SEC);
	assert_int_equal(run_to_change(&r), T0 + 2 * SEC + MDI_200);
	assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_MASTER_DOWN);
}

static void release_during_the_delay(void **state)
{
	struct router r = delayed_router(300 * SEC);

	(void)state;
	hear(&r, 2, 100, T0 + SEC);
	hear(&r, 2, 0, T0 + 2 * SEC);
	assert_int_equal(run_to_change(&r), T0 + 2 * SEC + 218750000);
	assert_reason(r.step.reason, VRRP_REASON_MASTER_RELEASED);
}

/* Whoever is not lower cancels it; the next lower one begins it anew. */
static void rightful_master_cancels(void **state)
{
	static const u8 priorities[] = { 200, 201, 255 };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(priorities); i++) {
		struct router r = delayed_router(10 * SEC);
		u64 again = T0 + 9 * SEC;

		hear(&r, 2, 100, T0 + SEC);
		hear(&r, 3, priorities[i], T0 + 2 * SEC);
		assert_int_equal(r.fsm.preempt_at, VRRP_NEVER);
		assert_master(&r, 3, priorities[i]);
		hear(&r, 3, priorities[i], again - SEC);
		assert_int_equal(hear_lower_until_change(&r, again), again + 10 * SEC);
		assert_reason(r.step.reason, VRRP_REASON_PREEMPT);
	}
}

static void interval_of_the_lower_master_is_learned(void **state)
{
	struct router r = delayed_router(300 * SEC);

	(void)state;
	hear_every(&r, 2, 100, 10, T0 + SEC);
	assert_int_equal(r.fsm.master_interval_cs, 10);
	assert_int_equal(run_to_change(&r), T0 + SEC + 321875000);
}

/* It is time, not silence: sleeping through the end of it is no reason to wait. */
static void stall_over_the_end_of_the_delay(void **state)
{
	struct router r = delayed_router(4 * SEC);

	(void)state;
	hear(&r, 2, 100, T0 + SEC);
	tick(&r, T0 + 60 * SEC);
	assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_PREEMPT);
}

static void configuration_during_the_delay(void **state)
{
	struct router r = delayed_router(300 * SEC);

	(void)state;
	hear(&r, 2, 100, T0 + SEC);

	/* shorter: counts from now; longer: was promised already */
	r.cfg.preempt_delay_ns = 20 * SEC;
	configure(&r, T0 + 2 * SEC);
	assert_int_equal(r.fsm.preempt_at, T0 + 22 * SEC);
	r.cfg.preempt_delay_ns = 900 * SEC;
	configure(&r, T0 + 3 * SEC);
	assert_int_equal(r.fsm.preempt_at, T0 + 22 * SEC);

	/* no longer higher, or no longer preempting */
	r.cfg.priority = 100;
	configure(&r, T0 + 3 * SEC);
	assert_int_equal(r.fsm.preempt_at, VRRP_NEVER);
	r.cfg.priority = 200;
	hear(&r, 2, 100, T0 + 3 * SEC);
	assert_int_equal(r.fsm.preempt_at, T0 + 903 * SEC);
	r.cfg.preempt = false;
	configure(&r, T0 + 3 * SEC);
	assert_int_equal(r.fsm.preempt_at, VRRP_NEVER);
}

/* Removing it means now, not after yet another Master_Down_Interval. */
static void delay_removed(void **state)
{
	struct router r = delayed_router(300 * SEC);

	(void)state;
	hear(&r, 2, 100, T0 + SEC);
	r.cfg.preempt_delay_ns = 0;
	configure(&r, T0 + 2 * SEC);
	assert_stays(&r, VRRP_BACKUP, 0);
	assert_int_equal(run_to_change(&r), T0 + 2 * SEC);
	assert_reason(r.step.reason, VRRP_REASON_PREEMPT);
}

/* It does not hold up a router when nobody is MASTER. */
static void delay_does_not_apply_to_a_dead_master(void **state)
{
	struct router r = delayed_router(300 * SEC);

	(void)state;
	assert_int_equal(run_to_change(&r), T0 + MDI_200);
	assert_reason(r.step.reason, VRRP_REASON_MASTER_DOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_over_when_the_delay_is_over),
		cmocka_unit_test(short_delay_waits_for_the_down_timer),
		cmocka_unit_test(death_during_the_delay),
		cmocka_unit_test(release_during_the_delay),
		cmocka_unit_test(rightful_master_cancels),
		cmocka_unit_test(interval_of_the_lower_master_is_learned),
		cmocka_unit_test(stall_over_the_end_of_the_delay),
		cmocka_unit_test(configuration_during_the_delay),
		cmocka_unit_test(delay_removed),
		cmocka_unit_test(delay_does_not_apply_to_a_dead_master),
	};

	return cmocka_run_group_tests_name("preempt_delay", tests, NULL, NULL);
}
