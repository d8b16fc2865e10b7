// SPDX-License-Identifier: GPL-2.0-or-later
/* Skew_Time, Master_Down_Interval and the counting of silence, in nanoseconds. */

#include "router.h"

/* Worked out by hand: 256 - priority in 256ths of the interval, or of a second. */
static const struct {
	u8 version, priority;
	u16 interval_cs;
	u64 skew, master_down;
} table[] = {
	{ 3, 1, 1, 9960937, 39960937 },
	{ 3, 100, 1, 6093750, 36093750 },
	{ 3, 254, 1, 78125, 30078125 },
	{ 3, 1, 10, 99609375, 399609375 },
	{ 3, 100, 10, 60937500, 360937500 },
	{ 3, 254, 10, 781250, 300781250 },
	{ 3, 1, 100, 996093750, 3996093750 },
	{ 3, 100, 100, 609375000, 3609375000 },
	{ 3, 254, 100, 7812500, 3007812500 },
	{ 3, 1, 4095, 40790039062, 163640039062 },
	{ 2, 1, 100, 996093750, 3996093750 },
	{ 2, 100, 100, 609375000, 3609375000 },
	{ 2, 254, 100, 7812500, 3007812500 },
	{ 2, 100, 500, 609375000, 15609375000 },	/* RFC 3768 6.1: not the interval's */
	{ 2, 254, 25500, 7812500, 765007812500 },
};

static struct router router_of_row(size_t i)
{
	struct router r = router(table[i].priority, table[i].interval_cs);

	r.cfg.version = table[i].version;
	return r;
}

/* RFC 9568 6.1, RFC 3768 6.1 */
static void intervals_are_exact(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct router r = router_of_row(i);

		assert_int_equal(vrrp_skew_ns(&r.cfg, r.cfg.interval_cs), table[i].skew);
		assert_int_equal(vrrp_master_down_ns(&r.cfg, r.cfg.interval_cs),
				 table[i].master_down);
	}
}

/* RFC 9568 6.4.1 and 6.4.2 */
static void takeover_is_exact(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct router r = router_of_row(i);

		start(&r);
		assert_int_equal(run_to_change(&r), T0 + table[i].master_down);
		assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_MASTER_DOWN);

		r = router_of_row(i);
		start(&r);
		hear(&r, 1, 255, T0 + 7 * MS + 1);
		assert_int_equal(run_to_change(&r), T0 + 7 * MS + 1 + table[i].master_down);
		assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_MASTER_DOWN);
	}
}

/* RFC 9568 6.4.2: priority zero leaves Skew_Time; a copy of it does not start it again */
static void release_leaves_skew_time(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(table); i++) {
		struct router r = router_of_row(i);

		start(&r);
		hear(&r, 1, 255, T0 + 1);
		hear(&r, 1, 0, T0 + 5 * MS);
		hear(&r, 1, 0, T0 + 5 * MS + 50 * US);
		assert_int_equal(run_to_change(&r), T0 + 5 * MS + table[i].skew);
		assert_changed(&r, VRRP_MASTER, TAKEOVER, VRRP_REASON_MASTER_RELEASED);
	}
}

static void release_is_forgotten_when_a_master_speaks(void **state)
{
	struct router r = router_backup(100, 100, 1, 200);

	(void)state;
	hear(&r, 1, 0, T0 + SEC);
	hear(&r, 2, 150, T0 + SEC + 300 * MS);
	assert_int_equal(run_to_change(&r), T0 + SEC + 300 * MS + 3609375000);
	assert_reason(r.step.reason, VRRP_REASON_MASTER_DOWN);
}

/* A healthy master's packets are all that wakes a BACKUP. */
static void first_look_is_after_one_and_a_half_intervals(void **state)
{
	struct router r = router_backup(100, 10, 1, 200);
	unsigned int looks = 0;

	(void)state;
	assert_int_equal(r.fsm.deadline, T0 + 150 * MS);
	hear(&r, 1, 200, T0 + 100 * MS);
	assert_int_equal(r.fsm.deadline, T0 + 250 * MS);
	while (r.fsm.state == VRRP_BACKUP) {
		tick(&r, r.fsm.deadline);
		looks++;
	}
	/* 1.5 and 8 quarters of an interval are 3.5; Master_Down_Interval is 3.609 */
	assert_int_equal(looks, 10);
	assert_int_equal(r.now, T0 + 100 * MS + 360937500);
}

static void early_timers_change_nothing(void **state)
{
	struct router r = router_backup(100, 10, 1, 200);
	struct vrrp_fsm before;
	u64 now;

	(void)state;
	for (now = T0 + 1; now < T0 + 150 * MS; now += 777 * US) {
		before = r.fsm;
		tick(&r, now);
		assert_stays(&r, VRRP_BACKUP, 0);
		assert_memory_equal(&before, &r.fsm, sizeof(before));
	}
	assert_int_equal(run_to_change(&r), T0 + 360937500);

	r = router_master(100, 10);
	before = r.fsm;
	tick(&r, r.fsm.deadline - 1);
	assert_stays(&r, VRRP_MASTER, 0);
	assert_memory_equal(&before, &r.fsm, sizeof(before));
}

/* Lateness up to an eighth of an interval is not lost: it shortens the next period. */
static void late_timers_do_not_add_up(void **state)
{
	struct router r = router_backup(100, 10, 1, 200);
	u64 end = T0 + 360937500;
	u64 seed = 1;

	(void)state;
	while (r.fsm.deadline != end) {
		u64 late = random_below(&seed, 12500 * US);

		assert_true(r.fsm.deadline < end);
		tick(&r, r.fsm.deadline + late < end ? r.fsm.deadline + late : end - 1);
		assert_stays(&r, VRRP_BACKUP, 0);
	}
	assert_int_equal(run_to_change(&r), end);
}

/* Deaf is not dead: ten seconds in which we did not run are not held against anybody. */
static void stall_is_not_silence(void **state)
{
	u64 resumed = T0 + 10 * SEC;
	struct router r = router_backup(100, 10, 1, 200);
	u64 credited = 150 * MS + 12500 * US;

	(void)state;
	tick(&r, resumed);
	assert_stays(&r, VRRP_BACKUP, 0);
	assert_int_equal(run_to_change(&r), resumed + 360937500 - credited);

	/* in a later period: a quarter of an interval and the slack */
	r = router_backup(100, 10, 1, 200);
	run_until(&r, T0 + 200 * MS);
	assert_int_equal(r.fsm.deadline, T0 + 225 * MS);
	tick(&r, resumed);
	assert_stays(&r, VRRP_BACKUP, 0);
	assert_int_equal(run_to_change(&r), resumed + 360937500 - 237500 * US);

	/* one advert that waited in a queue is enough to begin anew */
	r = router_backup(100, 10, 1, 200);
	tick(&r, resumed);
	hear(&r, 1, 200, resumed + 10 * US);
	assert_int_equal(run_to_change(&r), resumed + 10 * US + 360937500);
}

/* A host that stalls all the time still notices in the end. */
static void repeated_stalls_delay_but_do_not_prevent(void **state)
{
	struct router r = router_backup(100, 10, 1, 200);
	unsigned int stalls = 0;

	(void)state;
	while (r.fsm.state == VRRP_BACKUP) {
		tick(&r, r.fsm.deadline + SEC);
		assert_true(++stalls < 20);
	}
	/* 162.5 ms once, then 37.5 ms each */
	assert_int_equal(stalls, 1 + 6);
}

static void stall_during_skew_time(void **state)
{
	struct router r = router_backup(1, 10, 1, 200);

	(void)state;
	hear(&r, 1, 0, T0 + 10 * MS);
	assert_int_equal(r.fsm.deadline, T0 + 35 * MS);
	tick(&r, T0 + SEC);
	assert_stays(&r, VRRP_BACKUP, 0);
	assert_int_equal(run_to_change(&r), T0 + SEC + 99609375 - 37500 * US);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals_are_exact),
		cmocka_unit_test(takeover_is_exact),
		cmocka_unit_test(release_leaves_skew_time),
		cmocka_unit_test(release_is_forgotten_when_a_master_speaks),
		cmocka_unit_test(first_look_is_after_one_and_a_half_intervals),
		cmocka_unit_test(early_timers_change_nothing),
		cmocka_unit_test(late_timers_do_not_add_up),
		cmocka_unit_test(stall_is_not_silence),
		cmocka_unit_test(repeated_stalls_delay_but_do_not_prevent),
		cmocka_unit_test(stall_during_skew_time),
	};

	return cmocka_run_group_tests_name("timing", tests, NULL, NULL);
}
