// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A router: the state machine and, around it, what kmod/engine.c, rx.c and
 * timer.c do, on a host that can be late, pause and lose what it is sent.
 */

#include <string.h>

#include "sim.h"

__extension__ typedef unsigned __int128 u128;

#define WAKE_UP_NS	(20 * US)	/* a resumed host is busy with itself */

/* --- its clock --- */

static u64 local_at(const struct node *node, u64 world)
{
	const struct clock *clock = &node->clock;

	return clock->local + (u64)((u128)(world - clock->world) * clock->rate >> 32);
}

u64 node_local(const struct sim *sim, const struct node *node)
{
	return local_at(node, sim->now);
}

/* The first moment at which the clock shows @local or more. */
u64 node_world(const struct node *node, u64 local)
{
	const struct clock *clock = &node->clock;
	u128 ahead;

	if (local <= clock->local)
		return clock->world;
	ahead = ((u128)(local - clock->local) << 32) + clock->rate - 1;
	return clock->world + (u64)(ahead / clock->rate);
}

/* Local time, without the pauses in it. */
u64 node_awake(const struct sim *sim, const struct node *node)
{
	return node_local(sim, node) - node->asleep;
}

/* --- the timer --- */

/* An entry that is too early does no harm: the timer is then armed again. */
void node_arm(struct sim *sim, struct node *node)
{
	u64 deadline = node->fsm.deadline < node->ann.at ? node->fsm.deadline : node->ann.at;
	u64 world;

	if (!node->up || node->paused || deadline == VRRP_NEVER)
		return;
	if (node->wake_at != VRRP_NEVER && local_at(node, node->wake_at) <= deadline)
		return;
	world = node_world(node, deadline);
	if (world < sim->now)
		world = sim->now;
	world += below(sim, node->late_max + 1);
	/* on its way already, however often it is armed again */
	if (node->wake_at <= world)
		return;
	node->wake_at = world;
	queue_push(&sim->queue, (struct entry) {
		.at = node->wake_at, .kind = ENTRY_TIMER, .port = node->nr,
	});
}

static bool would_take_over(struct sim *sim, const struct node *node)
{
	struct vrrp_event ev = { .type = VRRP_EV_TIMER };
	struct vrrp_fsm trial = node->fsm;

	if (trial.state != VRRP_BACKUP)
		return false;
	vrrp_fsm_step(&node->cfg, &trial, &ev, node_local(sim, node));
	return trial.state == VRRP_MASTER;
}

/* VRRP_EV_TIMER may come for no reason: it must then change nothing. */
static void tease(struct sim *sim, struct node *node)
{
	struct vrrp_event ev = { .type = VRRP_EV_TIMER };
	struct vrrp_fsm trial = node->fsm;
	struct vrrp_step step;

	step = vrrp_fsm_step(&node->cfg, &trial, &ev, node_local(sim, node));
	if (step.actions || memcmp(&trial, &node->fsm, sizeof(trial)))
		sim_fail(sim, node, "an early timer changes something");
}

static void announce(struct sim *sim, struct node *node)
{
	u64 now = node_local(sim, node);
	unsigned int frames;

	while (node->fsm.state == VRRP_MASTER &&
	       (frames = announce_run(&node->ann, &node->cfg, now))) {
		trace(sim, node, "announces, %u times", frames);
		witness_announced(sim, node, frames);
		node->announced_at = sim->now;
		while (frames--)
			network_send(sim, node, true, 0);
	}
}

static void take_frame(struct sim *sim, struct node *node, u32 frame);

static u32 rx_next(struct node *node)
{
	u32 frame = node->rx[node->rx_first];

	node->rx_first = (node->rx_first + 1) % RX_QUEUE;
	node->rx_count--;
	return frame;
}

/* kvrrp_engine_run(), with the barrier before a takeover */
void node_timer(struct sim *sim, struct node *node, u64 at)
{
	if (at != node->wake_at)
		return;
	node->wake_at = VRRP_NEVER;
	if (!node->up || node->paused)
		return;
	if (would_take_over(sim, node))
		while (node->rx_count)
			take_frame(sim, node, rx_next(node));
	if (node->fsm.deadline <= node_local(sim, node)) {
		node_event(sim, node, VRRP_EV_TIMER, VRRP_REASON_NONE, NULL);
		if (node->fsm.deadline <= node_local(sim, node))
			sim_fail(sim, node, "the timer has run and wants to run at once again");
	} else {
		tease(sim, node);
	}
	announce(sim, node);
	node_arm(sim, node);
}

/* --- events --- */

void node_event(struct sim *sim, struct node *node, enum vrrp_event_type type,
		enum vrrp_reason reason, const struct vrrp_advert *adv)
{
	struct vrrp_event ev = { .type = type, .reason = reason, .advert = adv };
	enum vrrp_state old = node->fsm.state;
	u64 now = node_local(sim, node);
	struct vrrp_step step;

	witness_before(sim, node, &ev);
	step = vrrp_fsm_step(&node->cfg, &node->fsm, &ev, now);
	witness_after(sim, node, &ev, old, &step);

	if (step.actions & VRRP_ACT_TX_ADVERT)
		network_send(sim, node, false, node->cfg.priority);
	if (step.actions & VRRP_ACT_TX_RELEASE)
		network_send(sim, node, false, VRRP_PRIO_RELEASE);
	if (step.actions & VRRP_ACT_STATE) {
		trace(sim, node, "was %s (%s)", state_name(old), reason_name(step.reason));
		if (node->fsm.state != VRRP_MASTER)
			announce_reset(&node->ann);
		check_changed(sim, node, old, step.reason);
	}
	if (step.actions & VRRP_ACT_ANNOUNCE) {
		if (step.actions & VRRP_ACT_STATE) {
			announce_takeover(&node->ann, now);
			/* it takes RTNL and a while, or so long that nobody waits */
			if (!one_in(sim, 8))
				queue_push(&sim->queue, (struct entry) {
					.at = sim->now + between(sim, 20 * US, 30 * MS),
					.kind = ENTRY_LIVE, .port = node->nr,
				});
		} else {
			announce_again(&node->ann, &node->cfg, now);
		}
	}
	node_arm(sim, node);
}

static struct vrrp_addr group(enum vrrp_family family)
{
	if (family == VRRP_IPV4)
		return (struct vrrp_addr) { { 224, 0, 0, 18 } };
	return (struct vrrp_addr) { { 0xff, 0x02, [15] = 0x12 } };
}

static void take_frame(struct sim *sim, struct node *node, u32 frame)
{
	/* it may move when others are made, and must not change under the parser */
	struct frame copy = sim->frames[frame];
	struct vrrp_rxmeta meta = {
		.family = sim->family,
		.ttl = VRRP_TTL,
		.source = sim->nodes[copy.from].cfg.source,
		.destination = group(sim->family),
	};
	struct vrrp_advert adv;
	enum vrrp_drop drop;

	network_put(sim, frame);
	drop = vrrp_parse(&adv, copy.bytes, copy.len, &meta);
	if (copy.damaged) {
		/* the other of two checksums fits once in a long while: packet.h, vrrp_csum */
		if (!drop && adv.csum == sender_csum(copy.from))
			sim_fail(sim, node, "takes a damaged packet");
		return;
	}
	if (!drop)
		drop = vrrp_accept(&node->cfg, &adv);
	if (drop != (copy.domain == node->domain ? VRRP_DROP_NONE : VRRP_DROP_VERSION)) {
		sim_fail(sim, node, "drops an advertisement of r%u (%d)", copy.from, drop);
		return;
	}
	if (drop || (node->fsm.state != VRRP_BACKUP && node->fsm.state != VRRP_MASTER))
		return;
	if (node->fsm.state == VRRP_MASTER)
		sim->last_answer[node->nr * PORTS_MAX + copy.from] = sim->now;
	node_event(sim, node, VRRP_EV_ADVERT, VRRP_REASON_NONE, &adv);
}

/* --- its host --- */

static void rx_keep(struct sim *sim, struct node *node, u32 frame)
{
	if (node->rx_count == RX_QUEUE) {
		network_put(sim, frame);
		return;
	}
	node->rx[(node->rx_first + node->rx_count++) % RX_QUEUE] = frame;
}

static void rx_forget(struct sim *sim, struct node *node)
{
	while (node->rx_count)
		network_put(sim, rx_next(node));
}

void node_take(struct sim *sim, struct node *node, u32 frame)
{
	if (!node->up || (node->paused && node->deaf))
		network_put(sim, frame);
	else if (node->paused || node->rx_count)
		rx_keep(sim, node, frame);
	else
		take_frame(sim, node, frame);
}

static void pump_soon(struct sim *sim, struct node *node, u64 within)
{
	if (node->pumping || !node->rx_count)
		return;
	node->pumping = true;
	queue_push(&sim->queue, (struct entry) {
		.at = sim->now + below(sim, within), .kind = ENTRY_PUMP, .port = node->nr,
	});
}

/* What was kept is worked on frame by frame; timers may come in between. */
void node_pump(struct sim *sim, struct node *node)
{
	node->pumping = false;
	if (!node->up || node->paused || !node->rx_count)
		return;
	take_frame(sim, node, rx_next(node));
	pump_soon(sim, node, 5 * US);
}

void node_pause(struct sim *sim, struct node *node, bool deaf, bool hides)
{
	if (!node->up || node->paused)
		return;
	trace(sim, node, "pauses%s%s", deaf ? ", deaf" : "", hides ? ", clock stands still" : "");
	node->paused = true;
	node->deaf = deaf;
	node->hides = hides;
	node->paused_at = sim->now;
}

/* Timer and packets were both waiting; which comes first is a matter of luck. */
void node_resume(struct sim *sim, struct node *node)
{
	u64 local;

	if (!node->paused)
		return;
	local = local_at(node, node->paused_at);
	if (node->hides) {
		node->clock.local = local;
		node->clock.world = sim->now;
	} else {
		node->asleep += node_local(sim, node) - local;
	}
	node->paused = false;
	node->witness.pauses++;
	trace(sim, node, "runs again, %u frames waiting", node->rx_count);
	node->wake_at = sim->now + below(sim, WAKE_UP_NS);
	queue_push(&sim->queue, (struct entry) {
		.at = node->wake_at, .kind = ENTRY_TIMER, .port = node->nr,
	});
	pump_soon(sim, node, WAKE_UP_NS);
}

void node_boot(struct sim *sim, struct node *node)
{
	if (node->up)
		return;
	memset(&node->fsm, 0, sizeof(node->fsm));
	memset(&node->witness, 0, sizeof(node->witness));
	announce_reset(&node->ann);
	node->up = true;
	node->wake_at = VRRP_NEVER;
	node->clock.world = sim->now;
	node->clock.local = between(sim, SEC, 1000000 * SEC);
	node->asleep = 0;
	trace(sim, node, "boots, interval %u cs%s", node->cfg.interval_cs,
	      node->cfg.preempt ? "" : ", nopreempt");
	node_event(sim, node, VRRP_EV_STARTUP, VRRP_REASON_STARTUP, NULL);
}

/* Without a word to anybody. */
void node_kill(struct sim *sim, struct node *node)
{
	if (!node->up)
		return;
	trace(sim, node, "dies");
	node->up = false;
	node->paused = false;
	rx_forget(sim, node);
}
