/* SPDX-License-Identifier: GPL-2.0-only */
/* Announcements: telling switches and neighbours who has the addresses now. */
#ifndef _KVRRP_ANNOUNCE_H
#define _KVRRP_ANNOUNCE_H

#include <linux/types.h>

struct kvrrp_inst;
struct kvrrp_vip;

/*
 * keepalived's defaults (garp_master_repeat, garp_master_delay): every address
 * five times at once and five times more after five seconds.
 */
#define KVRRP_ANNOUNCE_REPEAT	5
#define KVRRP_ANNOUNCE_DELAY_NS	(5 * 1000000000ull)

/*
 * What is still to be announced. A round is one frame for every address; a
 * burst is some rounds in a row. Under kvrrp_inst.lock.
 */
struct kvrrp_announce {
	u64 at;				/* next frame, VRRP_NEVER: none to send */
	u64 repeat_at;			/* second burst, VRRP_NEVER: none to come */
	u64 again_at;			/* last burst that answers a lower-priority master */
	unsigned int rounds;		/* left in this burst */
	unsigned int cursor;		/* next address of this round */
	u32 generation;			/* changes when the schedule is made anew */
	bool again_owed;		/* after this burst comes one at @again_at */
	bool live;			/* the addresses are in place */
};

void kvrrp_announce_reset(struct kvrrp_announce *ann);
void kvrrp_announce_takeover(struct kvrrp_inst *inst, u64 now);
void kvrrp_announce_again(struct kvrrp_inst *inst, u64 now);
void kvrrp_announce_live(struct kvrrp_inst *inst, bool more);
void kvrrp_announce_one(struct kvrrp_inst *inst, const struct kvrrp_vip *vip);
bool kvrrp_announce_run(struct kvrrp_inst *inst, u64 now);

#endif
