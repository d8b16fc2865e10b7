// SPDX-License-Identifier: GPL-2.0-or-later
/* What can happen to a network. */

#include <string.h>

#include "scenario.h"

/* --- who --- */

struct node *any_node(struct sim *sim)
{
	return &sim->nodes[below(sim, sim->count)];
}

struct node *the_master(struct sim *sim)
{
	struct node *master = check_master(sim, 0, 0);

	return master ? master : check_master(sim, 0, 1);
}

/* One that runs; NULL if luck does not find one. */
struct node *any_backup(struct sim *sim)
{
	unsigned int tries;

	for (tries = 0; tries < 4 * sim->count; tries++) {
		struct node *node = any_node(sim);

		if (node->up && !node->paused && node->fsm.state == VRRP_BACKUP)
			return node;
	}
	return NULL;
}

/* --- hosts and instances --- */

void power_off(struct sim *sim, struct node *node)
{
	node_kill(sim, node);
	check_disturbed(sim);
}

void power_on(struct sim *sim, struct node *node)
{
	/* told first: an owner is master at once */
	check_disturbed(sim);
	node_boot(sim, node);
	check_disturbed(sim);
}

static void instance_event(struct sim *sim, struct node *node, enum vrrp_event_type type,
			   enum vrrp_reason reason)
{
	if (!node->up || node->paused)
		return;
	check_disturbed(sim);
	node_event(sim, node, type, reason, NULL);
	check_disturbed(sim);
}

void shut_down(struct sim *sim, struct node *node)
{
	instance_event(sim, node, VRRP_EV_SHUTDOWN, VRRP_REASON_REMOVED);
}

void break_down(struct sim *sim, struct node *node)
{
	instance_event(sim, node, VRRP_EV_FAULT, VRRP_REASON_LINK_DOWN);
}

void start_up(struct sim *sim, struct node *node)
{
	if (node->fsm.state == VRRP_INIT || node->fsm.state == VRRP_FAULT)
		instance_event(sim, node, VRRP_EV_STARTUP, VRRP_REASON_RECOVERED);
}

void stun(struct sim *sim, struct node *node, bool deaf, bool hides)
{
	node_pause(sim, node, deaf, hides);
	check_disturbed(sim);
}

void awake(struct sim *sim, struct node *node)
{
	if (!node->paused)
		return;
	node_resume(sim, node);
	check_disturbed(sim);
}

void set_priority(struct sim *sim, struct node *node, u8 priority)
{
	trace(sim, node, "gets priority %u", priority);
	node->cfg.priority = priority;
	instance_event(sim, node, VRRP_EV_CONFIG, VRRP_REASON_CONFIG);
}

void set_interval(struct sim *sim, struct node *node, u16 interval_cs)
{
	trace(sim, node, "gets interval %u cs", interval_cs);
	use_interval(sim, node, interval_cs);
	instance_event(sim, node, VRRP_EV_CONFIG, VRRP_REASON_CONFIG);
}

/* --- the network --- */

void split(struct sim *sim, unsigned int sides)
{
	unsigned int i;

	trace(sim, NULL, "cut into %u", sides);
	for (i = 0; i < sim->count; i++)
		sim->side[i] = (u8)below(sim, sides);
	/* a client is where a router is: nobody could help the others */
	for (i = 0; i < CLIENTS; i++)
		sim->side[NODES_MAX + i] = sim->side[below(sim, sim->count)];
	check_disturbed(sim);
}

void cut_node(struct sim *sim, struct node *node, bool tx, bool rx)
{
	trace(sim, node, "is cut off:%s%s", tx ? " cannot be heard" : "",
	      rx ? " cannot hear" : "");
	sim->tx_cut[node->nr] = tx;
	sim->rx_cut[node->nr] = rx;
	sim->one_way++;
	check_disturbed(sim);
}

void cut_pair(struct sim *sim, u16 from, u16 to)
{
	trace(sim, NULL, "nothing goes from r%u to r%u", from, to);
	sim->cut[from * PORTS_MAX + to] = 1;
	sim->one_way++;
	check_disturbed(sim);
}

void mend(struct sim *sim)
{
	trace(sim, NULL, "all connected again");
	memset(sim->side, 0, sizeof(sim->side));
	memset(sim->tx_cut, 0, sizeof(sim->tx_cut));
	memset(sim->rx_cut, 0, sizeof(sim->rx_cut));
	if (sim->one_way)
		memset(sim->cut, 0, PORTS_MAX * PORTS_MAX);
	sim->one_way = 0;
	check_disturbed(sim);
}

void make_trouble(struct sim *sim, const struct trouble *trouble)
{
	trace(sim, NULL, "of 1000: %u lost, %u damaged, %u twice; %llu to %llu us%s",
	      trouble->loss, trouble->damage, trouble->duplicate,
	      (unsigned long long)(trouble->delay_min / US),
	      (unsigned long long)(trouble->delay_max / US),
	      trouble->reorder ? ", in any order" : "");
	sim->net = *trouble;
	if (trouble->delay_max > sim->delay_worst)
		sim->delay_worst = trouble->delay_max;
	check_troubled(sim);
}

void random_trouble(struct sim *sim)
{
	u64 interval = sim->interval_min * VRRP_NS_PER_CS;
	struct trouble trouble = {
		.loss = (u32)(one_in(sim, 3) ? 0 : below(sim, 400)),
		.damage = (u32)(one_in(sim, 2) ? 0 : below(sim, 100)),
		.duplicate = (u32)(one_in(sim, 2) ? 0 : below(sim, 300)),
		.delay_min = between(sim, 1, MS),
		.reorder = one_in(sim, 2),
	};

	trouble.delay_max = trouble.delay_min + below(sim, one_in(sim, 2) ? interval : 2 * MS);
	make_trouble(sim, &trouble);
}

void end_trouble(struct sim *sim)
{
	const struct trouble none = { .delay_min = 20 * US, .delay_max = 200 * US };

	make_trouble(sim, &none);
}

/* --- anything --- */

void random_fault(struct sim *sim)
{
	struct node *node = any_node(sim), *other = any_node(sim);

	switch (below(sim, 16)) {
	case 0:
		power_off(sim, node);
		break;
	case 1:
	case 2:
		power_on(sim, node);
		break;
	case 3:
		shut_down(sim, node);
		break;
	case 4:
		break_down(sim, node);
		break;
	case 5:
	case 6:
		start_up(sim, node);
		break;
	case 7:
		stun(sim, node, one_in(sim, 2), one_in(sim, 3));
		break;
	case 8:
		if (the_master(sim))
			stun(sim, the_master(sim), one_in(sim, 2), one_in(sim, 3));
		break;
	case 9:
	case 10:
		awake(sim, node);
		break;
	case 11:
		set_priority(sim, node, (u8)between(sim, 1, one_in(sim, 8) ? 255 : 254));
		break;
	case 12:
		split(sim, (unsigned int)between(sim, 2, SIDES));
		break;
	case 13:
		cut_node(sim, node, one_in(sim, 2), one_in(sim, 2));
		break;
	case 14:
		cut_pair(sim, node->nr, other->nr);
		break;
	case 15:
		if (one_in(sim, 2))
			mend(sim);
		else
			random_trouble(sim);
		break;
	}
}

void repair_all(struct sim *sim)
{
	unsigned int i;

	for (i = 0; i < sim->count; i++) {
		awake(sim, &sim->nodes[i]);
		if (sim->nodes[i].up)
			start_up(sim, &sim->nodes[i]);
		else
			power_on(sim, &sim->nodes[i]);
	}
	mend(sim);
	end_trouble(sim);
}
