/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A network of routers, and of clients that talk to them, in virtual time.
 *
 * Everything that happens is an entry in one queue, ordered by time and then by
 * the order of making, and everything random comes from one seed: the same seed
 * is the same run, on every machine. World time is what the simulator knows; a
 * router only ever sees its own clock.
 */
#ifndef _KVRRP_SIM_H
#define _KVRRP_SIM_H

#include <stdio.h>

#include "fsm.h"
#include "packet.h"

#define NODES_MAX	300
#define CLIENTS		3
#define PORTS_MAX	(NODES_MAX + CLIENTS)
#define DOMAINS		2	/* routers that understand each other: VRRPv3, VRRPv2 */
#define SIDES		3	/* into which a network can be cut */
#define RX_QUEUE	512	/* frames a host keeps while it does not run */
#define NOBODY		0xffff

#define US		1000ull
#define MS		1000000ull
#define SEC		1000000000ull

/* --- chance --- */

/* splitmix64 */
static inline u64 chance_next(u64 *seed)
{
	u64 z = *seed += 0x9e3779b97f4a7c15ull;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
	return z ^ (z >> 31);
}

/* --- what happens when (queue.c) --- */

enum entry_kind {
	ENTRY_TIMER,			/* a router's timer */
	ENTRY_FRAME,			/* a frame arrives at a port */
	ENTRY_PUMP,			/* a host works on the frames it has kept */
	ENTRY_LIVE,			/* a new master's addresses are in place */
	ENTRY_CHECK,			/* time to look at the properties */
};

struct entry {
	u64 at;
	u64 order;
	u32 frame;			/* FRAME; LIVE: generation of the announcements */
	u16 port;
	u8 kind;
};

struct queue {
	struct entry *heap;
	size_t count, room;
	u64 order;
};

void queue_push(struct queue *queue, struct entry entry);
bool queue_pop(struct queue *queue, u64 until, struct entry *entry);
void queue_clear(struct queue *queue);

/* --- a router --- */

/* Runs at its own rate; may stand still while its host is paused. */
struct clock {
	u64 world, local;		/* were the same moment */
	u64 rate;			/* local per world, 32.32 bits */
};

/* kmod/announce.c, for one address (announce.c) */
struct announce {
	u64 at, repeat_at, again_at;
	unsigned int rounds;
	u32 generation;
	bool live, again;
};

/* What a router has really heard, noted beside its state machine (witness.c). */
struct witness {
	u64 heard;			/* awake time of what last ended the silence */
	u64 released;			/* awake time of the first priority 0 since */
	u64 lower;			/* local time of the first lower advert in a row */
	u64 rightful;			/* awake time of the last advert that was not lower */
	u64 tx_due;			/* local time by which a MASTER speaks again */
	u64 configured;			/* awake time of the last change of configuration */
	unsigned int pauses;		/* since heard */
	u16 interval_cs;		/* of the master, as far as one can know */
	bool learned, was_released, was_lower;
};

struct node {
	struct vrrp_cfg cfg;
	struct vrrp_fsm fsm;
	struct announce ann;
	struct witness witness;
	struct clock clock;
	u16 nr;
	u8 domain;
	u8 addresses;
	u16 interval_min;		/* cs, ever in use */
	bool up;			/* the host runs, or is paused */
	bool paused;
	bool deaf;			/* what arrives during this pause is lost */
	bool hides;			/* the clock stands still during this pause */
	bool pumping;			/* an ENTRY_PUMP is in the queue */
	u64 paused_at;			/* world */
	u64 asleep;			/* local time that passed in pauses */
	u64 wake_at;			/* world time of the earliest ENTRY_TIMER */
	u64 late_max;			/* timers come up to this late */
	u32 rx[RX_QUEUE];
	unsigned int rx_first, rx_count;
	unsigned int promotions;	/* since the network has been calm */
	u64 announced_at;		/* world time of the last announcement */
	u64 announced[8];		/* frames in each of the last seconds */
	u64 advertised[8];
	u64 releases_heard[8];
	u64 changes[8];
};

/* --- the network --- */

struct frame {
	unsigned int refs;
	u16 from;
	u8 domain;
	bool announcement;		/* else an advertisement */
	bool damaged;			/* one bit of it is not what was sent */
	u8 len;
	u8 bytes[64];
};

/* Whom a client believes to have the address. */
struct client {
	u16 neighbour[DOMAINS];		/* plain addresses: told by announcements */
	u16 switched[DOMAINS];		/* virtual MAC: told by every frame */
	bool alone[DOMAINS];		/* there is no master on its side */
	u64 alone_until[DOMAINS];
};

struct trouble {
	u32 loss, damage, duplicate;	/* of 1,000 frames */
	u64 delay_min, delay_max;
	bool reorder;			/* frames of one sender overtake each other */
};

/* Routers that should agree on one master: same side of a cut, same domain. */
struct component {
	unsigned int masters, able;
	u16 master;			/* one of them */
	u64 none_since, many_since;
	u64 promoted_at;
};

struct sim {
	u64 seed, chance;
	const char *class;
	u64 now;
	struct queue queue;
	unsigned int count;		/* routers */
	enum vrrp_family family;
	struct node nodes[NODES_MAX];
	struct client clients[CLIENTS];
	struct frame *frames;
	u32 frame_room, frame_free;	/* free list through .refs */
	struct trouble net;
	u64 delay_worst;		/* of the whole run */
	u64 late_worst;
	u64 slowest;			/* world time of 2^32 local units, slowest clock */
	u16 interval_max[DOMAINS];	/* cs, ever in use */
	u16 interval_min;
	u64 preempt_delay_max;
	u8 side[PORTS_MAX];
	bool tx_cut[PORTS_MAX], rx_cut[PORTS_MAX];
	u8 *cut;			/* [from * PORTS_MAX + to], one way */
	u64 *last_arrival;		/* the same */
	u64 *last_answer;		/* [master * PORTS_MAX + to]: it knew of that rival */
	unsigned int one_way;		/* cuts in force that have one direction */
	u64 calm_since;			/* last time somebody disturbed something */
	u64 built_since;		/* the same, without loss and the like */
	u64 stirred_since;		/* the same, even if it should not matter */
	bool steadfast;			/* nothing that happens may move a master */
	bool uneven;			/* VRRPv3 with more than one interval */
	struct component comp[SIDES * DOMAINS];
	unsigned int transitions;
	unsigned int unknowable;	/* see check_clients() */
	unsigned int peak_announced;	/* frames of an address in a second */
	u64 events;
	bool trace;
	char failure[256];		/* empty: none so far */
};

static inline u64 below(struct sim *sim, u64 limit)
{
	return limit ? chance_next(&sim->chance) % limit : 0;
}

static inline u64 between(struct sim *sim, u64 low, u64 high)
{
	return low + below(sim, high - low + 1);
}

static inline bool one_in(struct sim *sim, u64 count)
{
	return !below(sim, count);
}

static inline bool sim_failed(const struct sim *sim)
{
	return sim->failure[0];
}

/* trace.c */
void trace(const struct sim *sim, const struct node *node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void sim_fail(struct sim *sim, const struct node *node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
const char *state_name(enum vrrp_state state);
const char *reason_name(enum vrrp_reason reason);

/* network.c */
static inline enum vrrp_csum sender_csum(u16 nr)
{
	return nr % 2 ? VRRP_CSUM_MESSAGE : VRRP_CSUM_PSEUDO;
}

void network_send(struct sim *sim, struct node *node, bool announcement, u8 priority);
void network_arrive(struct sim *sim, u16 port, u32 frame);
void network_put(struct sim *sim, u32 frame);

/* node.c */
u64 node_local(const struct sim *sim, const struct node *node);
u64 node_world(const struct node *node, u64 local);
u64 node_awake(const struct sim *sim, const struct node *node);
void node_event(struct sim *sim, struct node *node, enum vrrp_event_type type,
		enum vrrp_reason reason, const struct vrrp_advert *adv);
void node_arm(struct sim *sim, struct node *node);
void node_timer(struct sim *sim, struct node *node, u64 at);
void node_take(struct sim *sim, struct node *node, u32 frame);
void node_pump(struct sim *sim, struct node *node);
void node_pause(struct sim *sim, struct node *node, bool deaf, bool hides);
void node_resume(struct sim *sim, struct node *node);
void node_boot(struct sim *sim, struct node *node);
void node_kill(struct sim *sim, struct node *node);

/* announce.c */
void announce_reset(struct announce *ann);
void announce_takeover(struct announce *ann, u64 now);
void announce_again(struct announce *ann, const struct vrrp_cfg *cfg, u64 now);
void announce_live(struct announce *ann, u64 now);
unsigned int announce_run(struct announce *ann, const struct vrrp_cfg *cfg, u64 now);

/* witness.c */
u64 skew_time(const struct vrrp_cfg *cfg, u16 interval_cs);
u64 down_time(const struct vrrp_cfg *cfg, u16 interval_cs);
void witness_before(struct sim *sim, struct node *node, const struct vrrp_event *ev);
void witness_after(struct sim *sim, struct node *node, const struct vrrp_event *ev,
		   enum vrrp_state old, const struct vrrp_step *step);
void witness_announced(struct sim *sim, struct node *node, unsigned int frames);
void witness_count(const struct sim *sim, u64 *seconds, unsigned int frames);
unsigned int witness_recent(const struct sim *sim, const u64 *seconds);

/* check.c */
u64 bound_settle(const struct sim *sim, u8 domain);
u64 bound_agree(const struct sim *sim, u8 domain);
void check_disturbed(struct sim *sim);
void check_troubled(struct sim *sim);
void check_changed(struct sim *sim, struct node *node, enum vrrp_state old,
		   enum vrrp_reason reason);
void check_now(struct sim *sim);
void check_clients(struct sim *sim);
struct node *check_master(struct sim *sim, u8 side, u8 domain);

/* scenario.c */
extern const unsigned int class_count;
const char *class_name(unsigned int class);
void class_run(struct sim *sim, unsigned int class);

/* build.c */
void sim_begin(struct sim *sim, u64 seed, const char *class);
void sim_end(struct sim *sim);
void sim_run(struct sim *sim, u64 duration);

#endif
