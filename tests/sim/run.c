// SPDX-License-Identifier: GPL-2.0-or-later
/* Beginning, running and ending one network. */

#include <stdlib.h>
#include <string.h>

#include "sim.h"

void sim_begin(struct sim *sim, u64 seed, const char *class)
{
	struct sim fresh = {
		.seed = seed,
		.chance = seed,
		.class = class,
		/* not zero, where times are compared with nothing */
		.now = SEC,
		.queue = sim->queue,
		.frames = sim->frames,
		.frame_room = sim->frame_room,
		.cut = sim->cut,
		.last_arrival = sim->last_arrival,
		.last_answer = sim->last_answer,
		.events = sim->events,
		.transitions = sim->transitions,
		.unknowable = sim->unknowable,
		.peak_announced = sim->peak_announced,
		.trace = sim->trace,
		.family = VRRP_IPV4,
		.slowest = 1ull << 32,
		.interval_min = 0xffff,
		.net = { .delay_min = 20 * US, .delay_max = 200 * US },
	};
	u32 i;

	*sim = fresh;
	if (!sim->cut) {
		sim->cut = malloc(PORTS_MAX * PORTS_MAX);
		sim->last_arrival = malloc(PORTS_MAX * PORTS_MAX * sizeof(u64));
		sim->last_answer = malloc(PORTS_MAX * PORTS_MAX * sizeof(u64));
		if (!sim->cut || !sim->last_arrival || !sim->last_answer)
			abort();
	}
	memset(sim->cut, 0, PORTS_MAX * PORTS_MAX);
	memset(sim->last_arrival, 0, PORTS_MAX * PORTS_MAX * sizeof(u64));
	memset(sim->last_answer, 0, PORTS_MAX * PORTS_MAX * sizeof(u64));
	queue_clear(&sim->queue);
	for (i = 0; i < sim->frame_room; i++)
		sim->frames[i].refs = i + 1;
	for (i = 0; i < CLIENTS * DOMAINS; i++) {
		sim->clients[i / DOMAINS].neighbour[i % DOMAINS] = NOBODY;
		sim->clients[i / DOMAINS].switched[i % DOMAINS] = NOBODY;
	}
}

void sim_end(struct sim *sim)
{
	free(sim->queue.heap);
	free(sim->frames);
	free(sim->cut);
	free(sim->last_arrival);
	free(sim->last_answer);
}

static void happen(struct sim *sim, const struct entry *entry)
{
	struct node *node = &sim->nodes[entry->port % NODES_MAX];

	switch ((enum entry_kind)entry->kind) {
	case ENTRY_TIMER:
		node_timer(sim, node, entry->at);
		break;
	case ENTRY_FRAME:
		network_arrive(sim, entry->port, entry->frame);
		break;
	case ENTRY_PUMP:
		node_pump(sim, node);
		break;
	case ENTRY_LIVE:
		if (node->up && !node->paused && node->fsm.state == VRRP_MASTER) {
			announce_live(&node->ann, node_local(sim, node));
			node_arm(sim, node);
		}
		break;
	case ENTRY_CHECK:
		check_now(sim);
		break;
	}
}

/* Stops where something is wrong; then nothing runs any more. */
void sim_run(struct sim *sim, u64 duration)
{
	u64 until = sim->now + duration;
	struct entry entry;

	while (!sim_failed(sim) && queue_pop(&sim->queue, until, &entry)) {
		sim->now = entry.at;
		sim->events++;
		happen(sim, &entry);
	}
	if (!sim_failed(sim)) {
		sim->now = until;
		check_now(sim);
	}
}
