// SPDX-License-Identifier: GPL-2.0-or-later
/* MASTER: RFC 9568 6.4.3, giving way, healing, the grid of adverts. */

#include "router.h"

/* One hour at 10 ms, every timer late by up to 9 ms: not a nanosecond of drift. */
static void adverts_keep_to_their_grid(void **state)
{
	struct router r = router_master(100, 1);
	u64 first = r.fsm.deadline;
	u64 seed = 360000;
	u64 i;

	(void)state;
	for (i = 0; i < 360000; i++) {
		assert_int_equal(r.fsm.deadline, first + i * 10 * MS);
		tick(&r, r.fsm.deadline + random_below(&seed, 9 * MS));
		assert_stays(&r, VRRP_MASTER, VRRP_ACT_TX_ADVERT);
	}
}

/* Adverts that could not be sent in time are not sent at all. */
static void overdue_adverts_are_not_queued(void **state)
{
	static const struct { u64 late, next; } row[] = {
		{ 0, 100 * MS }, { 1, 100 * MS }, { 100 * MS - 1, 100 * MS },
		{ 100 * MS, 200 * MS }, { 100 * MS + 1, 200 * MS + 1 },
		{ 60 * SEC + 7, 60 * SEC + 7 + 100 * MS },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(row); i++) {
		struct router r = router_master(100, 10);
		u64 due = r.fsm.deadline;

		tick(&r, due + row[i].late);
		assert_stays(&r, VRRP_MASTER, VRRP_ACT_TX_ADVERT);
		assert_int_equal(r.fsm.deadline, due + row[i].next);
	}
}

/* 6.4.3: priority zero is answered, Adver_Timer starts again */
static void release_of_another_is_answered(void **state)
{
	struct router r = router_master(100, 100);
	u64 now = r.now + 300 * MS;

	(void)state;
	hear(&r, 1, 0, now);
	assert_stays(&r, VRRP_MASTER, VRRP_ACT_TX_ADVERT);
	assert_int_equal(r.fsm.deadline, now + SEC);
	assert_master(&r, 50, 100);
}

/* 6.4.3; the last advert is ours, see fsm.c */
static void higher_priority_wins(void **state)
{
	struct router r = router_master(100, 100);
	u64 now = r.now + 300 * MS;

	(void)state;
	hear_every(&r, 1, 101, 10, now);
	assert_changed(&r, VRRP_BACKUP, VRRP_ACT_TX_ADVERT | VRRP_ACT_STATE,
		       VRRP_REASON_HIGHER_PRIORITY);
	assert_master(&r, 1, 101);
	assert_int_equal(r.fsm.master_interval_cs, 10);
	assert_int_equal(run_to_change(&r), now + 360937500);
	assert_reason(r.step.reason, VRRP_REASON_MASTER_DOWN);
}

/* A MASTER that does not preempt gives way all the same. */
static void higher_priority_wins_without_preempt(void **state)
{
	struct router r = router_master(100, 100);

	(void)state;
	r.cfg.preempt = false;
	hear(&r, 1, 101, r.now + 1);
	assert_int_equal(r.fsm.state, VRRP_BACKUP);
}

/* 6.4.3: equal priority, the greater primary address, as an unsigned number */
static void tie_is_broken_by_address(void **state)
{
	static const struct { u8 last; bool wins; } row[] = {
		{ 49, false }, { 51, true }, { 127, true }, { 128, true }, { 255, true },
		{ 1, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(row); i++) {
		struct router r = router_master(100, 100);

		hear(&r, row[i].last, 100, r.now + 1);
		if (row[i].wins)
			assert_changed(&r, VRRP_BACKUP, VRRP_ACT_TX_ADVERT | VRRP_ACT_STATE,
				       VRRP_REASON_HIGHER_ADDRESS);
		else
			assert_stays(&r, VRRP_MASTER, ANSWER);
	}
}

static void tie_of_ipv6_is_broken_by_all_sixteen_bytes(void **state)
{
	struct vrrp_advert adv = { .version = 3, .priority = 100, .interval_cs = 100 };
	struct vrrp_event ev = { .type = VRRP_EV_ADVERT, .advert = &adv };
	struct router r = router_master(100, 100);

	(void)state;
	r.cfg.family = VRRP_IPV6;
	r.cfg.source = v6(0x80);
	adv.source = v6(0x7f);
	r.step = vrrp_fsm_step(&r.cfg, &r.fsm, &ev, r.now);
	assert_stays(&r, VRRP_MASTER, ANSWER);
	adv.source = v6(0x81);
	r.step = vrrp_fsm_step(&r.cfg, &r.fsm, &ev, r.now);
	assert_int_equal(r.fsm.state, VRRP_BACKUP);
	assert_reason(r.step.reason, VRRP_REASON_HIGHER_ADDRESS);
}

/* RFC 9568 6.4.3, new there: discard it and send an advert at once */
static void lower_advert_is_answered(void **state)
{
	struct router r = router_master(100, 100);
	u64 due = r.fsm.deadline;

	(void)state;
	hear(&r, 1, 99, r.now + 1);
	assert_stays(&r, VRRP_MASTER, ANSWER);
	assert_int_equal(r.fsm.deadline, due);
	assert_master(&r, 50, 100);
}

/* A flood is answered four times an interval; announcing is the engine's to limit. */
static void answers_are_limited(void **state)
{
	struct router r = router_master(100, 100);
	unsigned int answers = 0;
	u64 begin = r.now;
	u64 now;

	(void)state;
	for (now = begin; now < begin + SEC; now += MS) {
		hear(&r, 1, 99, now);
		assert_int_equal(r.fsm.state, VRRP_MASTER);
		assert_int_equal(r.step.actions & ~(u32)VRRP_ACT_TX_ADVERT, VRRP_ACT_ANNOUNCE);
		answers += !!(r.step.actions & VRRP_ACT_TX_ADVERT);
	}
	assert_int_equal(answers, 4);
}

/*
 * A cut that only we did not notice: the other took over and told the hosts. Its
 * last advert makes us announce ourselves again.
 */
static void one_sided_cut_heals(void **state)
{
	struct router high = router_master(200, 10);
	struct router low = router_master(100, 10);
	u64 healed = low.now + 40 * MS;

	(void)state;
	high.cfg.source = v4(60);
	hear(&low, 60, 200, healed);
	assert_changed(&low, VRRP_BACKUP, VRRP_ACT_TX_ADVERT | VRRP_ACT_STATE,
		       VRRP_REASON_HIGHER_PRIORITY);
	hear(&high, 50, 100, healed + 50 * US);
	assert_stays(&high, VRRP_MASTER, ANSWER);
	hear(&low, 60, 200, healed + 100 * US);
	assert_stays(&low, VRRP_BACKUP, 0);
}

/* Erratum 8298: two owners are a mistake, but they settle it */
static void two_owners_settle_it_by_address(void **state)
{
	struct router r = router_master(255, 100);

	(void)state;
	hear(&r, 40, 255, r.now + 1);
	assert_stays(&r, VRRP_MASTER, ANSWER);
	hear(&r, 60, 255, r.now + 1);
	assert_changed(&r, VRRP_BACKUP, VRRP_ACT_TX_ADVERT | VRRP_ACT_STATE,
		       VRRP_REASON_HIGHER_ADDRESS);
}

static void startup_of_the_running_changes_nothing(void **state)
{
	struct router r = router_master(100, 100);
	struct vrrp_fsm before = r.fsm;

	(void)state;
	event(&r, VRRP_EV_STARTUP, VRRP_REASON_STARTUP, r.now + 1);
	assert_stays(&r, VRRP_MASTER, 0);
	assert_memory_equal(&before, &r.fsm, sizeof(before));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adverts_keep_to_their_grid),
		cmocka_unit_test(overdue_adverts_are_not_queued),
		cmocka_unit_test(release_of_another_is_answered),
		cmocka_unit_test(higher_priority_wins),
		cmocka_unit_test(higher_priority_wins_without_preempt),
		cmocka_unit_test(tie_is_broken_by_address),
		cmocka_unit_test(tie_of_ipv6_is_broken_by_all_sixteen_bytes),
		cmocka_unit_test(lower_advert_is_answered),
		cmocka_unit_test(answers_are_limited),
		cmocka_unit_test(one_sided_cut_heals),
		cmocka_unit_test(two_owners_settle_it_by_address),
		cmocka_unit_test(startup_of_the_running_changes_nothing),
	};

	return cmocka_run_group_tests_name("MASTER", tests, NULL, NULL);
}
