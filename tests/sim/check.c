// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What must be true of the network as a whole. All of it holds only after some
 * quiet, so what counts is when somebody last disturbed something, and how long
 * the protocol may take from there: the two bounds below.
 */

#include <string.h>

#include "sim.h"

__extension__ typedef unsigned __int128 u128;

#define HOST_NS		(5 * MS)	/* a resumed host works off what it has kept */

static u64 larger(u64 left, u64 right)
{
	return left > right ? left : right;
}

/* @local by the slowest clock there is */
static u64 stretch(const struct sim *sim, u64 local)
{
	return (u64)((u128)local * sim->slowest >> 32);
}

static u64 interval_ns(const struct sim *sim, u8 domain)
{
	return sim->interval_max[domain] * VRRP_NS_PER_CS;
}

/*
 * From the last disturbance to one rightful master whom everybody knows: a
 * Master_Down_Interval with the largest skew until there is one, an interval
 * until its rivals have heard of it, packets on their way.
 */
u64 bound_settle(const struct sim *sim, u8 domain)
{
	u64 interval = interval_ns(sim, domain);
	u64 down = 3 * interval + (domain ? SEC : interval);
	u64 bound = down + interval + HOST_NS;

	if (sim->preempt_delay_max)
		bound += down + sim->preempt_delay_max;
	bound = stretch(sim, bound) + 4 * sim->delay_worst + 16 * sim->late_worst;
	/* later than an eighth of an interval: silence is counted slower than it passes */
	if (8 * sim->late_worst > sim->interval_min * VRRP_NS_PER_CS)
		bound *= 3;
	return bound;
}

/* Two that can hear each other are both master: one interval, and there and back. */
u64 bound_agree(const struct sim *sim, u8 domain)
{
	return stretch(sim, interval_ns(sim, domain)) + 3 * sim->delay_worst +
	       2 * sim->late_worst + HOST_NS;
}

static bool quiet(const struct sim *sim)
{
	return !sim->net.loss && !sim->net.damage && !sim->one_way;
}

static struct component *component(struct sim *sim, u8 side, u8 domain)
{
	return &sim->comp[side * DOMAINS + domain];
}

/* Who is here, runs and can be heard. */
static bool counts(const struct sim *sim, const struct node *node)
{
	return node->up && !node->paused && !sim->tx_cut[node->nr] &&
	       (node->fsm.state == VRRP_BACKUP || node->fsm.state == VRRP_MASTER);
}

static void recount_clients(struct sim *sim)
{
	struct client *client;
	u8 domain;

	for (client = sim->clients; client < sim->clients + CLIENTS; client++) {
		u8 side = sim->side[NODES_MAX + (client - sim->clients)];

		for (domain = 0; domain < DOMAINS; domain++) {
			if (client->alone[domain])
				client->alone_until[domain] = sim->now;
			client->alone[domain] = !component(sim, side, domain)->masters;
		}
	}
}

static void recount(struct sim *sim)
{
	struct component *comp;
	unsigned int i;

	for (i = 0; i < SIDES * DOMAINS; i++) {
		comp = &sim->comp[i];
		if (comp->masters || !comp->able)
			comp->none_since = sim->now;
		if (comp->masters < 2)
			comp->many_since = sim->now;
		comp->masters = 0;
		comp->able = 0;
	}
	for (i = 0; i < sim->count; i++) {
		const struct node *node = &sim->nodes[i];

		if (!counts(sim, node))
			continue;
		comp = component(sim, sim->side[i], node->domain);
		comp->able++;
		if (node->fsm.state == VRRP_MASTER) {
			comp->masters++;
			comp->master = node->nr;
		}
	}
	recount_clients(sim);
}

static void look_again(struct sim *sim)
{
	u8 domain;

	for (domain = 0; domain < DOMAINS; domain++) {
		if (!sim->interval_max[domain])
			continue;
		queue_push(&sim->queue, (struct entry) {
			.at = sim->now + bound_agree(sim, domain) + 1, .kind = ENTRY_CHECK,
		});
		queue_push(&sim->queue, (struct entry) {
			.at = sim->now + bound_settle(sim, domain) + 1, .kind = ENTRY_CHECK,
		});
	}
}

/* Loss and the like have begun or ended: no reason for an address without master. */
void check_troubled(struct sim *sim)
{
	unsigned int i;

	sim->stirred_since = sim->now;
	if (!sim->steadfast) {
		sim->calm_since = sim->now;
		for (i = 0; i < sim->count; i++)
			sim->nodes[i].promotions = 0;
	}
	recount(sim);
	look_again(sim);
}

/* Somebody has come, gone, paused, moved or been told something. */
void check_disturbed(struct sim *sim)
{
	if (!sim->steadfast)
		sim->built_since = sim->now;
	check_troubled(sim);
}

/* A change of state: is there a reason for it, in the network's history? */
void check_changed(struct sim *sim, struct node *node, enum vrrp_state old,
		   enum vrrp_reason reason)
{
	bool promoted = node->fsm.state == VRRP_MASTER;

	sim->transitions++;
	recount(sim);
	look_again(sim);
	if (old != VRRP_MASTER && !promoted)
		return;
	if (sim->steadfast)
		sim_fail(sim, node, "was %s, and nothing happened to its master", state_name(old));
	if (!quiet(sim))
		return;
	if (sim->now > sim->calm_since + bound_settle(sim, node->domain))
		sim_fail(sim, node, "was %s, after long quiet", state_name(old));
	if (!promoted)
		return;
	component(sim, sim->side[node->nr], node->domain)->promoted_at = sim->now;
	/* priority 0 is a reason, even a copy of it that comes after the next master */
	if (reason != VRRP_REASON_MASTER_RELEASED && ++node->promotions > 1 && !sim->uneven)
		sim_fail(sim, node, "becomes master a second time since the last disturbance");
}

/* --- once quiet has lasted --- */

static void check_rightful(struct sim *sim, u8 side, u8 domain, const struct component *comp)
{
	const struct node *master = &sim->nodes[comp->master];
	u64 settle = bound_settle(sim, domain);
	unsigned int i;

	for (i = 0; i < sim->count; i++) {
		const struct node *node = &sim->nodes[i];

		if (sim->side[i] != side || node->domain != domain || !counts(sim, node))
			continue;
		if (node->cfg.preempt && node->cfg.priority > master->cfg.priority)
			sim_fail(sim, node, "should have preempted r%u (%u)", master->nr,
				 master->cfg.priority);
		if (sim->now > sim->stirred_since + settle &&
		    memcmp(&node->fsm.master, &master->cfg.source, sizeof(node->fsm.master)))
			sim_fail(sim, node, "does not know that r%u is master", master->nr);
	}
}

static void check_component(struct sim *sim, u8 side, u8 domain)
{
	const struct component *comp = component(sim, side, domain);
	u64 settle = bound_settle(sim, domain);
	u64 since;

	if (!comp->able)
		return;
	if (!comp->masters) {
		since = larger(comp->none_since, sim->built_since);
		if (sim->now > since + settle)
			sim_fail(sim, NULL, "no master on side %u for %llu us", side,
				 (unsigned long long)((sim->now - since) / US));
		return;
	}
	if (!quiet(sim))
		return;
	if (comp->masters > 1) {
		since = larger(larger(comp->many_since, sim->calm_since), comp->promoted_at);
		if (sim->now > since + bound_agree(sim, domain))
			sim_fail(sim, NULL, "%u masters on side %u for %llu us", comp->masters,
				 side, (unsigned long long)((sim->now - since) / US));
	} else if (sim->now > sim->calm_since + settle) {
		check_rightful(sim, side, domain, comp);
	}
}

void check_now(struct sim *sim)
{
	u8 side, domain;

	for (side = 0; side < SIDES; side++)
		for (domain = 0; domain < DOMAINS; domain++)
			check_component(sim, side, domain);
}

/* The one master on a side; NULL if there is none, or more than one. */
struct node *check_master(struct sim *sim, u8 side, u8 domain)
{
	struct component *comp = component(sim, side, domain);

	recount(sim);
	return comp->masters == 1 ? &sim->nodes[comp->master] : NULL;
}

/*
 * Two cases are beyond the protocol, because the master cannot know that there is
 * something to put right: a rival's announcement came through, and nothing that the
 * rival said after it has reached the master; or the client had no master on its
 * side while this one told the others.
 */
static bool unknowable(const struct sim *sim, const struct client *client, u8 domain,
		       const struct node *master)
{
	u16 believed = client->neighbour[domain];

	if (master->announced_at < client->alone_until[domain])
		return true;
	return sim->last_answer[master->nr * PORTS_MAX + believed] <
	       sim->nodes[believed].announced_at;
}

/* Packets for the address go where its master is, both ways of finding it. */
void check_clients(struct sim *sim)
{
	unsigned int i;
	u8 domain;

	for (i = 0; i < CLIENTS && !sim_failed(sim); i++) {
		for (domain = 0; domain < DOMAINS; domain++) {
			u8 side = sim->side[NODES_MAX + i];
			const struct node *master = check_master(sim, side, domain);
			const struct client *client = &sim->clients[i];
			u16 believed = client->neighbour[domain];

			if (!master)
				continue;
			if (client->switched[domain] != master->nr)
				sim_fail(sim, master, "the switch of client %u thinks of r%u", i,
					 client->switched[domain]);
			/* who knows nothing asks */
			if (believed == NOBODY || believed == master->nr)
				continue;
			if (unknowable(sim, client, domain, master))
				sim->unknowable++;
			else
				sim_fail(sim, master, "client %u believes that r%u has the address",
					 i, believed);
		}
	}
}
