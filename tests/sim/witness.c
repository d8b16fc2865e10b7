// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a router may do, seen from outside: beside every state machine the few
 * facts that justify a step are noted, from the packets that were given to it.
 * No change without a cause, no takeover too early, no more frames than agreed.
 */

#include <string.h>

#include "sim.h"

#define SECOND_BITS	24		/* of a counter for one second */
#define SLACK_NS	1000		/* rounding of clocks */

/* --- frames in a second --- */

void witness_count(const struct sim *sim, u64 *seconds, unsigned int frames)
{
	u64 second = sim->now / SEC;
	u64 *slot = &seconds[second % 8];

	if (*slot >> SECOND_BITS != second)
		*slot = second << SECOND_BITS;
	*slot += frames;
}

/* In this second of world time and in the one before. */
unsigned int witness_recent(const struct sim *sim, const u64 *seconds)
{
	u64 second = sim->now / SEC;
	unsigned int frames = 0, i;

	for (i = 0; i < 8; i++)
		if (second - (seconds[i] >> SECOND_BITS) <= 1)
			frames += (unsigned int)(seconds[i] & ((1u << SECOND_BITS) - 1));
	return frames;
}

/* --- what has been heard --- */

static u64 interval_ns(u16 cs)
{
	return cs * VRRP_NS_PER_CS;
}

/* RFC 9568 6.1, RFC 3768 6.1; said once more, so that the core is not its own judge */
u64 skew_time(const struct vrrp_cfg *cfg, u16 interval_cs)
{
	u64 unit = cfg->version == 3 ? interval_ns(interval_cs) : SEC;

	return unit - cfg->priority * unit / 256;
}

u64 down_time(const struct vrrp_cfg *cfg, u16 interval_cs)
{
	return 3 * interval_ns(interval_cs) + skew_time(cfg, interval_cs);
}

static void listen_afresh(struct sim *sim, struct node *node)
{
	struct witness *seen = &node->witness;

	seen->heard = node_awake(sim, node);
	if (!seen->was_lower)
		seen->rightful = seen->heard;
	seen->pauses = 0;
	seen->was_released = false;
}

static void begin(struct sim *sim, struct node *node)
{
	u64 tx_due = node->witness.tx_due;

	node->witness = (struct witness) {
		.interval_cs = node->cfg.interval_cs,
		.tx_due = tx_due,
	};
	listen_afresh(sim, node);
}

static bool outranks(const struct node *node, const struct vrrp_advert *adv)
{
	if (adv->priority != node->cfg.priority)
		return adv->priority > node->cfg.priority;
	return memcmp(adv->source.b, node->cfg.source.b, vrrp_addr_len(node->cfg.family)) > 0;
}

static void heard_by_backup(struct sim *sim, struct node *node, const struct vrrp_advert *adv)
{
	struct witness *seen = &node->witness;
	bool lower = node->cfg.preempt && adv->priority < node->cfg.priority;

	if (adv->priority == VRRP_PRIO_RELEASE) {
		if (!seen->was_released)
			seen->released = node_awake(sim, node);
		seen->was_released = true;
		witness_count(sim, node->releases_heard, 1);
		return;
	}
	if (!lower) {
		seen->was_lower = false;
	} else if (!seen->was_lower) {
		seen->was_lower = true;
		seen->lower = node_local(sim, node);
	}
	if (lower && !node->cfg.preempt_delay_ns)
		return;
	listen_afresh(sim, node);
	if (node->cfg.version == 3) {
		seen->interval_cs = adv->interval_cs;
		seen->learned = true;
	}
}

/* Whoever has waited long enough is MASTER by now, lateness of its timer apart. */
static void judge_patience(struct sim *sim, struct node *node)
{
	const struct witness *seen = &node->witness;
	/* lateness is world time, and a clock may run fast */
	u64 late = node->late_max + node->late_max / 16 + SLACK_NS;
	u64 since = seen->was_released ? seen->released : seen->heard;
	u64 enough = seen->was_released ? skew_time(&node->cfg, seen->interval_cs) :
					  down_time(&node->cfg, seen->interval_cs);
	u64 now = node_awake(sim, node);
	u64 due = since + enough;

	/* what was not enough before a change can be more than enough after it */
	if (due < seen->configured)
		due = seen->configured;
	/* silence that nobody counted in time is not held against the master */
	if (seen->pauses || 8 * late > interval_ns(seen->interval_cs))
		return;
	if (now > due + late)
		sim_fail(sim, node, "still waits after %llu ns of silence, %llu are enough",
			 (unsigned long long)(now - since), (unsigned long long)enough);
}

static void noted_config(struct sim *sim, struct node *node)
{
	struct witness *seen = &node->witness;
	u64 due = node_local(sim, node) + interval_ns(node->cfg.interval_cs);

	seen->configured = node_awake(sim, node);
	if (!seen->learned)
		seen->interval_cs = node->cfg.interval_cs;
	if (node->fsm.state == VRRP_MASTER && due < seen->tx_due)
		seen->tx_due = due;
}

/* Before the step, so that what the step does is measured against it. */
void witness_before(struct sim *sim, struct node *node, const struct vrrp_event *ev)
{
	if (node->fsm.state == VRRP_BACKUP && ev->type != VRRP_EV_CONFIG)
		judge_patience(sim, node);
	if (ev->type == VRRP_EV_CONFIG)
		noted_config(sim, node);
	if (ev->type == VRRP_EV_ADVERT && node->fsm.state == VRRP_BACKUP)
		heard_by_backup(sim, node, ev->advert);
	if (ev->type == VRRP_EV_ADVERT && node->fsm.state == VRRP_MASTER &&
	    ev->advert->priority == VRRP_PRIO_RELEASE)
		witness_count(sim, node->releases_heard, 1);
}

/* --- was it right --- */

/*
 * A takeover needs silence that could have been heard. One pause can hide in the
 * period it falls into, which is at most the first: one and a half intervals, and
 * an eighth of grace.
 */
static void judge_silence(struct sim *sim, struct node *node, u64 needed, u64 since)
{
	u64 interval = interval_ns(node->witness.interval_cs);
	u64 silence = node_awake(sim, node) - since;
	u64 grace = SLACK_NS + node->witness.pauses * (interval + interval / 2 + interval / 8);

	if (silence + grace < needed)
		sim_fail(sim, node, "takes over after %llu of %llu ns of silence",
			 (unsigned long long)silence, (unsigned long long)needed);
}

static void judge_takeover(struct sim *sim, struct node *node, enum vrrp_reason reason)
{
	const struct witness *seen = &node->witness;
	u64 down = down_time(&node->cfg, seen->interval_cs);

	switch (reason) {
	case VRRP_REASON_ADDRESS_OWNER:
		if (node->cfg.priority != VRRP_PRIO_OWNER)
			sim_fail(sim, node, "is no owner");
		return;
	case VRRP_REASON_MASTER_RELEASED:
		if (!seen->was_released)
			sim_fail(sim, node, "nobody gave up");
		judge_silence(sim, node, skew_time(&node->cfg, seen->interval_cs),
			      seen->released);
		return;
	case VRRP_REASON_PREEMPT:
		if (!node->cfg.preempt || !seen->was_lower)
			sim_fail(sim, node, "preempts without a lower master");
		if (!node->cfg.preempt_delay_ns)
			judge_silence(sim, node, down, seen->heard);
		else if (node_local(sim, node) - seen->lower + SLACK_NS <
			 node->cfg.preempt_delay_ns)
			sim_fail(sim, node, "preempts before its delay is over");
		else if (!sim->uneven && seen->configured <= seen->rightful)
			judge_silence(sim, node, down, seen->rightful);
		return;
	case VRRP_REASON_MASTER_DOWN:
		judge_silence(sim, node, down, seen->heard);
		return;
	default:
		sim_fail(sim, node, "is master for a strange reason, %s", reason_name(reason));
	}
}

static void judge_change(struct sim *sim, struct node *node, const struct vrrp_event *ev,
			 enum vrrp_state old, const struct vrrp_step *step)
{
	enum vrrp_state state = node->fsm.state;
	u32 wanted = VRRP_ACT_STATE;

	if (state == VRRP_MASTER) {
		wanted |= VRRP_ACT_TX_ADVERT | VRRP_ACT_ANNOUNCE;
		judge_takeover(sim, node, step->reason);
	} else if (old == VRRP_MASTER && state == VRRP_BACKUP) {
		wanted |= VRRP_ACT_TX_ADVERT;
		if (ev->type != VRRP_EV_ADVERT || !outranks(node, ev->advert))
			sim_fail(sim, node, "gives way to nobody");
	} else if (old == VRRP_MASTER) {
		wanted |= VRRP_ACT_TX_RELEASE;
	}
	if (step->actions != wanted)
		sim_fail(sim, node, "becomes %s with actions %x, not %x", state_name(state),
			 step->actions, wanted);
}

/* A MASTER is never silent for longer than the interval it has told others. */
static void judge_tx(struct sim *sim, struct node *node, enum vrrp_state old)
{
	struct witness *seen = &node->witness;
	u64 now = node_local(sim, node);
	unsigned int sent, limit;

	if (old == VRRP_MASTER && !seen->pauses &&
	    now > seen->tx_due + 2 * node->late_max + SLACK_NS)
		sim_fail(sim, node, "speaks %llu ns late",
			 (unsigned long long)(now - seen->tx_due));
	seen->tx_due = now + interval_ns(node->cfg.interval_cs);
	if (old == VRRP_MASTER)
		seen->pauses = 0;

	witness_count(sim, node->advertised, 1);
	sent = witness_recent(sim, node->advertised);
	/* one an interval, four answers at most, two seconds, clocks 5 % off */
	limit = 8 + 5 * 210 / node->interval_min +
		4 * witness_recent(sim, node->changes) +
		witness_recent(sim, node->releases_heard);
	if (sent > limit)
		sim_fail(sim, node, "%u advertisements in two seconds, limit %u", sent, limit);
}

/* They are broadcasts, so many of them would be a nuisance to everybody. */
void witness_announced(struct sim *sim, struct node *node, unsigned int frames)
{
	unsigned int sent, limit;

	witness_count(sim, node->announced, frames);
	sent = witness_recent(sim, node->announced);
	limit = 16 + 11 * witness_recent(sim, node->changes) + 5 * 210 / node->interval_min;
	if (sent > sim->peak_announced)
		sim->peak_announced = sent;
	if (sent > limit)
		sim_fail(sim, node, "%u announcements in two seconds, limit %u", sent, limit);
}

/* What RFC 9568 6.4 wants at once. */
static void judge_answer(struct sim *sim, struct node *node, const struct vrrp_event *ev,
			 enum vrrp_state old, const struct vrrp_step *step)
{
	if (ev->type == VRRP_EV_STARTUP && node->cfg.priority == VRRP_PRIO_OWNER &&
	    node->fsm.state != VRRP_MASTER)
		sim_fail(sim, node, "owns the addresses and waits");
	if (ev->type != VRRP_EV_ADVERT || old != VRRP_MASTER || step->actions & VRRP_ACT_STATE)
		return;
	if (outranks(node, ev->advert))
		sim_fail(sim, node, "does not give way");
	else if (ev->advert->priority == VRRP_PRIO_RELEASE &&
		 !(step->actions & VRRP_ACT_TX_ADVERT))
		sim_fail(sim, node, "does not answer priority 0");
	else if (ev->advert->priority != VRRP_PRIO_RELEASE &&
		 !(step->actions & VRRP_ACT_ANNOUNCE))
		sim_fail(sim, node, "does not lead the clients of a lower master back");
}

void witness_after(struct sim *sim, struct node *node, const struct vrrp_event *ev,
		   enum vrrp_state old, const struct vrrp_step *step)
{
	enum vrrp_state state = node->fsm.state;

	if ((old != state) != !!(step->actions & VRRP_ACT_STATE))
		sim_fail(sim, node, "changes its state and does not say so");
	if (step->actions & VRRP_ACT_STATE) {
		witness_count(sim, node->changes, 1);
		judge_change(sim, node, ev, old, step);
	} else if (state != VRRP_MASTER && step->actions) {
		sim_fail(sim, node, "acts (%x) and is not master", step->actions);
	}
	judge_answer(sim, node, ev, old, step);
	if (step->actions & VRRP_ACT_TX_ADVERT)
		judge_tx(sim, node, old);
	if (step->actions & VRRP_ACT_STATE) {
		begin(sim, node);
		if (ev->type == VRRP_EV_ADVERT)
			heard_by_backup(sim, node, ev->advert);
	}
	if ((state == VRRP_BACKUP || state == VRRP_MASTER) && node->fsm.deadline == VRRP_NEVER)
		sim_fail(sim, node, "will never wake up");
}
