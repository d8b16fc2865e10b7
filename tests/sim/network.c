// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One broadcast domain: a frame goes to every other port, each copy with its own
 * fate. Clients are ports, too; what they learn from frames is what people
 * behind them can reach.
 */

#include <stdlib.h>
#include <string.h>

#include "sim.h"

static const u8 address_v4[] = { 192, 0, 2, 200, 192, 0, 2, 201, 192, 0, 2, 202 };
static const u8 address_v6[] = {
	0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0,
	0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
	0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2,
};

static struct vrrp_addr group(enum vrrp_family family)
{
	if (family == VRRP_IPV4)
		return (struct vrrp_addr) { { 224, 0, 0, 18 } };
	return (struct vrrp_addr) { { 0xff, 0x02, [15] = 0x12 } };
}

/* --- frames on their way --- */

static u32 frame_get(struct sim *sim)
{
	u32 frame = sim->frame_free;
	u32 i, room;

	if (frame == sim->frame_room) {
		room = sim->frame_room ? 2 * sim->frame_room : 256;
		sim->frames = realloc(sim->frames, room * sizeof(*sim->frames));
		if (!sim->frames)
			abort();
		for (i = sim->frame_room; i < room; i++)
			sim->frames[i].refs = i + 1;
		sim->frame_room = room;
	}
	sim->frame_free = sim->frames[frame].refs;
	sim->frames[frame].refs = 1;
	return frame;
}

void network_put(struct sim *sim, u32 frame)
{
	if (--sim->frames[frame].refs)
		return;
	sim->frames[frame].refs = sim->frame_free;
	sim->frame_free = frame;
}

static u32 frame_copy(struct sim *sim, u32 frame)
{
	u32 copy = frame_get(sim);

	sim->frames[copy] = sim->frames[frame];
	sim->frames[copy].refs = 1;
	return copy;
}

static void build_advert(struct sim *sim, struct node *node, struct frame *frame, u8 priority)
{
	struct vrrp_txmeta meta = {
		.family = sim->family,
		.csum = sender_csum(node->nr),
		.source = node->cfg.source,
		.destination = group(sim->family),
	};
	struct vrrp_advert adv = {
		.count = node->addresses,
		.addresses = sim->family == VRRP_IPV4 ? address_v4 : address_v6,
	};

	vrrp_advert_from_cfg(&adv, &node->cfg, priority);
	/* as kmod/tx.c: giving way */
	if (node->fsm.state == VRRP_BACKUP)
		adv.interval_cs = node->fsm.master_interval_cs;
	frame->len = (u8)vrrp_build(frame->bytes, sizeof(frame->bytes), &adv, &meta);
	if (!frame->len)
		sim_fail(sim, node, "cannot build its advertisement");
}

/* --- sending --- */

static bool reaches(const struct sim *sim, u16 from, u16 to)
{
	return sim->side[from] == sim->side[to] && !sim->tx_cut[from] && !sim->rx_cut[to] &&
	       !sim->cut[from * PORTS_MAX + to];
}

static bool happens(struct sim *sim, u32 permille)
{
	return permille && below(sim, 1000) < permille;
}

static void launch(struct sim *sim, u32 frame, u16 to)
{
	u64 *last = &sim->last_arrival[sim->frames[frame].from * PORTS_MAX + to];
	u64 at = sim->now + between(sim, sim->net.delay_min, sim->net.delay_max);

	if (!sim->net.reorder && at < *last)
		at = *last;
	*last = at;
	sim->frames[frame].refs++;
	queue_push(&sim->queue, (struct entry) {
		.at = at, .kind = ENTRY_FRAME, .port = to, .frame = frame,
	});
}

static void send_to(struct sim *sim, u32 frame, u16 to)
{
	u32 copy;

	if (!reaches(sim, sim->frames[frame].from, to) || happens(sim, sim->net.loss))
		return;
	if (!sim->frames[frame].announcement && happens(sim, sim->net.damage)) {
		copy = frame_copy(sim, frame);
		sim->frames[copy].damaged = true;
		sim->frames[copy].bytes[below(sim, sim->frames[copy].len)] ^=
			(u8)(1 << below(sim, 8));
		launch(sim, copy, to);
		network_put(sim, copy);
		return;
	}
	launch(sim, frame, to);
	if (happens(sim, sim->net.duplicate))
		launch(sim, frame, to);
}

void network_send(struct sim *sim, struct node *node, bool announcement, u8 priority)
{
	u32 frame = frame_get(sim);
	u16 to;

	sim->frames[frame] = (struct frame) {
		.refs = 1,
		.from = node->nr,
		.domain = node->domain,
		.announcement = announcement,
	};
	if (!announcement) {
		build_advert(sim, node, &sim->frames[frame], priority);
		for (to = 0; to < sim->count; to++)
			if (to != node->nr)
				send_to(sim, frame, to);
	}
	for (to = 0; to < CLIENTS; to++)
		send_to(sim, frame, NODES_MAX + to);
	network_put(sim, frame);
}

/* --- arriving --- */

static void client_learns(struct sim *sim, struct client *client, const struct frame *frame)
{
	u16 *believed = &client->neighbour[frame->domain];

	client->switched[frame->domain] = frame->from;
	if (!frame->announcement || *believed == frame->from)
		return;
	*believed = frame->from;
	trace(sim, NULL, "client %u: r%u has the address",
	      (unsigned int)(client - sim->clients), frame->from);
}

/* Takes over the queue's reference to @frame. */
void network_arrive(struct sim *sim, u16 port, u32 frame)
{
	if (port >= NODES_MAX) {
		client_learns(sim, &sim->clients[port - NODES_MAX], &sim->frames[frame]);
		network_put(sim, frame);
		return;
	}
	node_take(sim, &sim->nodes[port], frame);
}
