// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The schedule of kmod/announce.c, line by line, for one address: what is sent
 * at once, what when the addresses are in place, what is repeated, and how the
 * answers to many lower adverts become few bursts. Keep the two alike.
 */

#include "sim.h"

#define REPEAT		5
#define DELAY_NS	(5 * SEC)

static u64 larger(u64 left, u64 right)
{
	return left > right ? left : right;
}

static u64 interval(const struct vrrp_cfg *cfg)
{
	return cfg->interval_cs * VRRP_NS_PER_CS;
}

void announce_reset(struct announce *ann)
{
	*ann = (struct announce) {
		.at		= VRRP_NEVER,
		.repeat_at	= VRRP_NEVER,
		.generation	= ann->generation + 1,
	};
}

static void begin_burst(struct announce *ann, u64 at, unsigned int rounds)
{
	ann->at = at;
	ann->rounds = rounds;
	ann->generation++;
}

void announce_takeover(struct announce *ann, u64 now)
{
	ann->live = false;
	begin_burst(ann, now, 1);
	ann->repeat_at = now + DELAY_NS;
}

void announce_again(struct announce *ann, const struct vrrp_cfg *cfg, u64 now)
{
	unsigned int rounds = REPEAT;

	if (ann->again_at > now)
		return;
	if (ann->again_at && now < ann->again_at + DELAY_NS)
		rounds = 1;
	ann->again_at = larger(now, ann->again_at + interval(cfg));
	ann->repeat_at = ann->again_at + DELAY_NS;
	if (ann->at <= now && ann->again_at > now)
		ann->again = true;
	else
		begin_burst(ann, ann->again_at, rounds);
}

void announce_live(struct announce *ann, u64 now)
{
	if (ann->live)
		return;
	ann->live = true;
	begin_burst(ann, now, REPEAT);
}

static void end_burst(struct announce *ann, const struct vrrp_cfg *cfg)
{
	if (!ann->live) {
		ann->live = true;
		begin_burst(ann, ann->at + interval(cfg), REPEAT);
	} else if (ann->again) {
		ann->again = false;
		begin_burst(ann, ann->again_at, 1);
	} else if (ann->repeat_at != VRRP_NEVER) {
		begin_burst(ann, ann->repeat_at, REPEAT);
		ann->repeat_at = VRRP_NEVER;
	} else {
		ann->at = VRRP_NEVER;
	}
}

/* What is due; returns the frames to send. A burst of one address is one piece. */
unsigned int announce_run(struct announce *ann, const struct vrrp_cfg *cfg, u64 now)
{
	unsigned int frames;

	if (ann->at > now)
		return 0;
	frames = ann->rounds;
	ann->rounds = 0;
	end_burst(ann, cfg);
	return frames;
}
