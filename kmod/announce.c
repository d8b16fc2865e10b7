// SPDX-License-Identifier: GPL-2.0-only
/*
 * When gratuitous ARP and unsolicited neighbour advertisements are sent.
 *
 * The schedule of a takeover: one round at once, before the addresses are in
 * place, so that neighbours turn to us as early as possible; when they are in
 * place (or an advert interval later, if that takes long) a burst; and a second
 * burst after a delay, for whoever missed the first.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/netdevice.h>

#include "announce.h"
#include "engine.h"
#include "family.h"
#include "instance.h"
#include "net.h"

/* frames sent before the thread looks at other instances and at deadlines */
#define CHUNK 64

/**
 * kvrrp_announce_reset() - nothing is to be announced
 * @ann: of an instance that is not MASTER, its lock is held (or it is new)
 */
void kvrrp_announce_reset(struct kvrrp_announce *ann)
{
	*ann = (struct kvrrp_announce) {
		.at		= VRRP_NEVER,
		.repeat_at	= VRRP_NEVER,
		.generation	= ann->generation + 1,
	};
}

static void begin_burst(struct kvrrp_announce *ann, u64 at, unsigned int rounds)
{
	ann->at = at;
	ann->rounds = rounds;
	ann->cursor = 0;
	ann->generation++;
}

/**
 * kvrrp_announce_takeover() - the instance has become MASTER
 * @inst: its lock is held; the caller arms the timer
 * @now: CLOCK_MONOTONIC, ns
 */
void kvrrp_announce_takeover(struct kvrrp_inst *inst, u64 now)
{
	struct kvrrp_announce *ann = &inst->announce;

	lockdep_assert_held(&inst->lock);
	ann->live = false;
	begin_burst(ann, now, 1);
	ann->repeat_at = now + KVRRP_ANNOUNCE_DELAY_NS;
}

/**
 * kvrrp_announce_again() - somebody may believe another router has the addresses
 * @inst: MASTER, its lock is held; the caller arms the timer
 * @now: CLOCK_MONOTONIC, ns
 *
 * Called for every advertisement of a lower-priority master. The first starts a
 * burst at once; those that follow within an advert interval share one round at
 * the end of it, so neither a queue of them nor a cut that lasts in one direction
 * becomes a storm, and the last word is still ours.
 */
void kvrrp_announce_again(struct kvrrp_inst *inst, u64 now)
{
	u64 quiet = inst->cfg.interval_cs * VRRP_NS_PER_CS;
	struct kvrrp_announce *ann = &inst->announce;
	unsigned int rounds = KVRRP_ANNOUNCE_REPEAT;

	lockdep_assert_held(&inst->lock);
	if (ann->again_at > now)
		return;
	if (ann->again_at && now < ann->again_at + KVRRP_ANNOUNCE_DELAY_NS)
		rounds = 1;
	ann->again_at = max(now, ann->again_at + quiet);
	ann->repeat_at = ann->again_at + KVRRP_ANNOUNCE_DELAY_NS;
	/* what is due but not sent yet must not wait for what comes later */
	if (ann->at <= now && ann->again_at > now)
		ann->again_owed = true;
	else
		begin_burst(ann, ann->again_at, rounds);
}

/**
 * kvrrp_announce_live() - every address is in place: repeat what was announced
 * @inst: settled; takes its lock
 * @more: addresses have become live that were not before
 */
void kvrrp_announce_live(struct kvrrp_inst *inst, bool more)
{
	struct kvrrp_announce *ann = &inst->announce;

	spin_lock_bh(&inst->lock);
	if (inst->fsm.state == VRRP_MASTER && !inst->dead &&
	    (more || !ann->live)) {
		ann->live = true;
		begin_burst(ann, ktime_get_ns(), KVRRP_ANNOUNCE_REPEAT);
		kvrrp_engine_arm_locked(inst);
	}
	spin_unlock_bh(&inst->lock);
}

/**
 * kvrrp_announce_one() - announce one address once
 * @inst: MASTER, for counting and for the namespace
 * @vip: the address; nothing is sent if its interface is gone, down or has no ARP
 *
 * Any context but hard interrupt; no RTNL.
 */
void kvrrp_announce_one(struct kvrrp_inst *inst, const struct kvrrp_vip *vip)
{
	struct net_device *dev;
	int err;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(inst->kn->net, vip->ifindex);
	if (!dev || !(dev->flags & IFF_UP) || (dev->flags & (IFF_NOARP | IFF_LOOPBACK)))
		goto out;
	local_bh_disable();
	err = inst->family->announce(dev, &vip->addr);
	local_bh_enable();
	kvrrp_stats_inc(&inst->stats, err ? KVRRP_A_STATS_TX_ERROR :
					    KVRRP_A_STATS_ANNOUNCE_TX);
out:
	rcu_read_unlock();
}

/* What follows the burst that has just ended. */
static void end_burst(struct kvrrp_inst *inst)
{
	struct kvrrp_announce *ann = &inst->announce;

	if (!ann->live) {
		/* the addresses take long: do not wait for them */
		ann->live = true;
		begin_burst(ann, ann->at + inst->cfg.interval_cs * VRRP_NS_PER_CS,
			    KVRRP_ANNOUNCE_REPEAT);
	} else if (ann->again_owed) {
		ann->again_owed = false;
		begin_burst(ann, ann->again_at, 1);
	} else if (ann->repeat_at != VRRP_NEVER) {
		begin_burst(ann, ann->repeat_at, KVRRP_ANNOUNCE_REPEAT);
		ann->repeat_at = VRRP_NEVER;
	} else {
		ann->at = VRRP_NEVER;
	}
}

/* The first round after a take-over is what the flight recorder is about. */
static void note_progress(struct kvrrp_inst *inst, u64 first_frame_at, bool all)
{
	struct kvrrp_record *record = kvrrp_history_last(inst);

	if (!record->announce_first_at)
		record->announce_first_at = first_frame_at;
	if (all && !record->announce_last_at)
		record->announce_last_at = ktime_get_ns();
}

/**
 * kvrrp_announce_run() - send what is due, up to a chunk
 * @inst: found live under the RCU section the caller is in
 * @now: CLOCK_MONOTONIC, ns
 *
 * Only from the instance's thread. The lock is not held while sending.
 *
 * Return: true if the schedule has moved and the timer must be armed again.
 */
bool kvrrp_announce_run(struct kvrrp_inst *inst, u64 now)
{
	const struct kvrrp_vips *vips = rcu_dereference(inst->vips);
	struct kvrrp_announce *ann = &inst->announce;
	unsigned int first, count;
	u64 first_frame_at = 0;
	u32 generation;
	unsigned int i;

	spin_lock_bh(&inst->lock);
	if (inst->dead || inst->fsm.state != VRRP_MASTER || ann->at > now) {
		spin_unlock_bh(&inst->lock);
		return false;
	}
	first = min(ann->cursor, vips->count);
	count = min(vips->count - first, (unsigned int)CHUNK);
	generation = ann->generation;
	spin_unlock_bh(&inst->lock);

	for (i = first; i < first + count; i++) {
		kvrrp_announce_one(inst, &vips->vip[i]);
		if (!i)
			first_frame_at = ktime_get_ns();
	}

	spin_lock_bh(&inst->lock);
	if (generation == ann->generation) {
		note_progress(inst, first_frame_at, first + count == vips->count);
		ann->cursor = first + count;
		if (ann->cursor == vips->count) {
			ann->cursor = 0;
			if (!--ann->rounds)
				end_burst(inst);
		}
	}
	spin_unlock_bh(&inst->lock);
	return true;
}
