// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where the state machine meets the world. Every event goes through step(),
 * every change of state through engine_set_state(), and what must be told to
 * others waits in the instance's event ring for process context.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ktime.h>

#include "engine.h"
#include "instance.h"
#include "net.h"
#include "netlink.h"
#include "sysfs.h"
#include "timer.h"
#include "trace.h"
#include "tx.h"

#define X(NAME, name, text)						\
	static_assert((int)VRRP_REASON_##NAME == (int)KVRRP_REASON_##NAME);
VRRP_REASON_LIST(X)
#undef X
static_assert((int)VRRP_INIT == (int)KVRRP_STATE_INIT);
static_assert((int)VRRP_BACKUP == (int)KVRRP_STATE_BACKUP);
static_assert((int)VRRP_MASTER == (int)KVRRP_STATE_MASTER);
static_assert((int)VRRP_FAULT == (int)KVRRP_STATE_FAULT);

/**
 * kvrrp_state_name() - the word people read
 * @state: any
 */
const char *kvrrp_state_name(enum vrrp_state state)
{
	static const char *const names[] = {
		[VRRP_INIT]	= "INIT",
		[VRRP_BACKUP]	= "BACKUP",
		[VRRP_MASTER]	= "MASTER",
		[VRRP_FAULT]	= "FAULT",
	};

	return names[state];
}

/**
 * kvrrp_reason_name() - the word people read
 * @reason: any
 */
const char *kvrrp_reason_name(enum vrrp_reason reason)
{
	static const char *const names[] = {
#define X(NAME, name, text) name,
		VRRP_REASON_LIST(X)
#undef X
	};

	return names[reason];
}

static void put_event(struct kvrrp_inst *inst, struct kvrrp_event event)
{
	/* so far behind the oldest one is lost, and the sequence has a gap */
	if (inst->event_head - inst->event_tail == KVRRP_EVENTS_MAX) {
		inst->event_tail++;
		atomic_inc(&inst->kn->sequence);
	}
	inst->events[inst->event_head++ % KVRRP_EVENTS_MAX] = event;
	queue_work(kvrrp_wq, &inst->settle);
}

/**
 * kvrrp_engine_note_locked() - have a notification sent that is no transition
 * @inst: its lock is held
 * @command: KVRRP_CMD_INST_*_NTF
 */
void kvrrp_engine_note_locked(struct kvrrp_inst *inst, u8 command)
{
	lockdep_assert_held(&inst->lock);
	put_event(inst, (struct kvrrp_event) {
		.command	= command,
		.state		= inst->fsm.state,
		.old_state	= inst->fsm.state,
		.reason		= command == KVRRP_CMD_INST_CHANGE_NTF ?
				  VRRP_REASON_CONFIG : inst->reason,
		.stamp		= ktime_get_real_ns(),
	});
}

/*
 * The only place where a state begins. @before is the state machine's memory
 * from before the step, @now when the step was made; our advert has been sent.
 */
static void engine_set_state(struct kvrrp_inst *inst, const struct vrrp_fsm *before,
			     enum vrrp_reason reason, u64 now)
{
	struct kvrrp_record *record = kvrrp_history_begin(inst);
	enum vrrp_state state = inst->fsm.state;
	enum vrrp_state old = before->state;

	inst->reason = reason;
	inst->last_transition = ktime_get_real_ns();
	record->stamp = inst->last_transition;
	record->old_state = old;
	record->state = state;
	record->reason = reason;
	/* whose place we took, or who took ours */
	record->master = state == VRRP_MASTER ? before->master : inst->fsm.master;
	record->master_priority = state == VRRP_MASTER ? before->master_priority :
							 inst->fsm.master_priority;
	record->heard_at = inst->heard_at;
	record->decided_at = now;
	if (before->deadline <= now)
		record->deadline_at = before->deadline;
	if (state == VRRP_MASTER)
		record->advert_at = ktime_get_ns();
	trace_kvrrp_state(inst->ifindex, inst->vrid, old, state, reason);
	if (state == VRRP_MASTER)
		kvrrp_stats_inc(&inst->stats, KVRRP_A_STATS_BECOME_MASTER);
	else
		kvrrp_announce_reset(&inst->announce);
	put_event(inst, (struct kvrrp_event) {
		.command	= KVRRP_CMD_INST_CHANGE_NTF,
		.state		= state,
		.old_state	= old,
		.reason		= reason,
		.stamp		= inst->last_transition,
	});
}

/**
 * kvrrp_engine_arm_locked() - set the timer to what comes next
 * @inst: its lock is held
 */
void kvrrp_engine_arm_locked(struct kvrrp_inst *inst)
{
	u64 deadline = min(inst->fsm.deadline, inst->announce.at);

	lockdep_assert_held(&inst->lock);
	if (!inst->dead)
		kvrrp_timer_arm(inst, deadline);
}

/* Steps the state machine and does what it says; under inst->lock. */
static void step(struct kvrrp_inst *inst, const struct vrrp_event *ev, u64 now)
{
	struct vrrp_fsm before = inst->fsm;
	struct vrrp_step todo;

	todo = vrrp_fsm_step(&inst->cfg, &inst->fsm, ev, now);
	if (todo.actions & VRRP_ACT_TX_ADVERT)
		kvrrp_tx_advert(inst, inst->cfg.priority);
	if (todo.actions & VRRP_ACT_TX_RELEASE)
		kvrrp_tx_advert(inst, VRRP_PRIO_RELEASE);
	if (todo.actions & VRRP_ACT_STATE)
		engine_set_state(inst, &before, todo.reason, now);
	if (todo.actions & VRRP_ACT_ANNOUNCE) {
		if (todo.actions & VRRP_ACT_STATE)
			kvrrp_announce_takeover(inst, now);
		else
			kvrrp_announce_again(inst, now);
	}
	kvrrp_engine_arm_locked(inst);
}

/**
 * kvrrp_engine_event_locked() - something other than an advertisement happened
 * @inst: its lock is held
 * @type: what
 * @reason: why, for events that change the state
 */
void kvrrp_engine_event_locked(struct kvrrp_inst *inst, enum vrrp_event_type type,
			       enum vrrp_reason reason)
{
	struct vrrp_event ev = { .type = type, .reason = reason };

	lockdep_assert_held(&inst->lock);
	if (!inst->dead)
		step(inst, &ev, ktime_get_ns());
}

/**
 * kvrrp_engine_event() - the same, taking the lock
 * @inst: attached, or held by reference
 * @type: what
 * @reason: why, for events that change the state
 *
 * Any context but hard interrupt.
 */
void kvrrp_engine_event(struct kvrrp_inst *inst, enum vrrp_event_type type,
			enum vrrp_reason reason)
{
	spin_lock_bh(&inst->lock);
	kvrrp_engine_event_locked(inst, type, reason);
	spin_unlock_bh(&inst->lock);
}

/* Is @adv about the very addresses we have? In our order, or in any. */
static bool same_addresses(const struct kvrrp_inst *inst, const struct vrrp_advert *adv)
{
	const struct kvrrp_vips *vips = rcu_dereference_check(inst->vips,
							      lockdep_is_held(&inst->lock));
	size_t len = vrrp_addr_len(inst->cfg.family);
	unsigned int i, j;

	if (adv->count != vips->advertised)
		return false;
	if (!memcmp(adv->addresses, vips->wire, adv->count * len))
		return true;
	for (i = 0; i < adv->count; i++) {
		for (j = 0; j < adv->count; j++)
			if (!memcmp(adv->addresses + i * len, vips->wire + j * len, len))
				break;
		if (j == adv->count)
			return false;
	}
	return true;
}

static void count_advert(struct kvrrp_inst *inst, const struct vrrp_advert *adv)
{
	struct kvrrp_stats *stats = &inst->stats;

	kvrrp_stats_inc(stats, KVRRP_A_STATS_ADVERT_RX);
	if (adv->priority == VRRP_PRIO_RELEASE)
		kvrrp_stats_inc(stats, KVRRP_A_STATS_RELEASE_RX);
	if (adv->version == 3 && adv->interval_cs != inst->cfg.interval_cs)
		kvrrp_stats_inc(stats, KVRRP_A_STATS_INTERVAL_MISMATCH);
	if (adv->version == 3 && inst->cfg.family == VRRP_IPV4)
		kvrrp_stats_inc(stats, adv->csum == VRRP_CSUM_MESSAGE ?
				KVRRP_A_STATS_CHECKSUM_MESSAGE :
				KVRRP_A_STATS_CHECKSUM_PSEUDO);
	if (!same_addresses(inst, adv))
		kvrrp_stats_inc(stats, KVRRP_A_STATS_ADDRESS_MISMATCH);
}

/**
 * kvrrp_engine_advert() - an advertisement for this instance has arrived
 * @inst: found under RCU
 * @adv: as vrrp_parse() left it
 *
 * Softirq, in the RCU section of the look-up.
 *
 * Return: VRRP_DROP_NONE, or why it was not accepted.
 */
enum vrrp_drop kvrrp_engine_advert(struct kvrrp_inst *inst, const struct vrrp_advert *adv)
{
	struct vrrp_event ev = { .type = VRRP_EV_ADVERT, .advert = adv };
	enum vrrp_drop drop = VRRP_DROP_INACTIVE;
	u64 now;

	spin_lock_bh(&inst->lock);
	if (inst->dead)
		goto out;
	drop = vrrp_accept(&inst->cfg, adv);
	if (drop)
		goto out;
	if (inst->fsm.state != VRRP_BACKUP && inst->fsm.state != VRRP_MASTER) {
		drop = VRRP_DROP_INACTIVE;
		goto out;
	}
	now = ktime_get_ns();
	count_advert(inst, adv);
	trace_kvrrp_rx(inst->ifindex, adv->vrid, adv->priority, adv->interval_cs);
	inst->heard_at = now;
	step(inst, &ev, now);
out:
	spin_unlock_bh(&inst->lock);
	return drop;
}

/* Would this timer event make us MASTER because of silence? */
static bool would_take_over(const struct kvrrp_inst *inst, const struct vrrp_event *ev,
			    u64 now)
{
	struct vrrp_fsm trial = inst->fsm;

	if (trial.state != VRRP_BACKUP)
		return false;
	vrrp_fsm_step(&inst->cfg, &trial, ev, now);
	return trial.state == VRRP_MASTER;
}

/**
 * kvrrp_engine_run() - the deadline of an instance has come
 * @inst: the caller holds a reference
 *
 * Only from the instance's thread (timer.c).
 */
void kvrrp_engine_run(struct kvrrp_inst *inst)
{
	struct vrrp_event ev = { .type = VRRP_EV_TIMER };
	u64 now, deadline, limit;
	bool taking_over;

	spin_lock_bh(&inst->lock);
	now = ktime_get_ns();
	deadline = inst->fsm.deadline;
	taking_over = !inst->dead && would_take_over(inst, &ev, now);
	limit = now + inst->fsm.master_interval_cs * (VRRP_NS_PER_CS / 2);
	spin_unlock_bh(&inst->lock);

	if (taking_over)
		kvrrp_timer_barrier(inst, deadline, limit);

	rcu_read_lock();
	spin_lock_bh(&inst->lock);
	if (inst->dead) {
		spin_unlock_bh(&inst->lock);
		goto out;
	}
	now = ktime_get_ns();
	if (inst->fsm.deadline <= now) {
		trace_kvrrp_timer(inst->ifindex, inst->vrid, now - inst->fsm.deadline);
		step(inst, &ev, now);
	}
	spin_unlock_bh(&inst->lock);

	/* adverts come first: a long burst is sent a piece at a time */
	if (kvrrp_announce_run(inst, now)) {
		spin_lock_bh(&inst->lock);
		kvrrp_engine_arm_locked(inst);
		spin_unlock_bh(&inst->lock);
	}
out:
	rcu_read_unlock();
}

/**
 * kvrrp_engine_drain() - report what has happened since the last time
 * @inst: attached, or being destroyed
 *
 * Kernel log, netlink, /sys and uevent, in the order of the events. May sleep;
 * one caller at a time (settle work, or destruction after it).
 */
void kvrrp_engine_drain(struct kvrrp_inst *inst)
{
	struct kvrrp_event event;

	for (;;) {
		spin_lock_bh(&inst->lock);
		if (inst->event_tail == inst->event_head) {
			spin_unlock_bh(&inst->lock);
			return;
		}
		event = inst->events[inst->event_tail++ % KVRRP_EVENTS_MAX];
		spin_unlock_bh(&inst->lock);

		if (event.state != event.old_state)
			inst_info(inst, "%s -> %s (%s)\n",
				  kvrrp_state_name(event.old_state),
				  kvrrp_state_name(event.state),
				  kvrrp_reason_name(event.reason));
		kvrrp_netlink_notify(inst, &event);
		kvrrp_sysfs_notify(inst, &event);
	}
}
