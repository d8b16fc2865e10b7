/* SPDX-License-Identifier: GPL-2.0-only */
/* Hard timers that wake SCHED_FIFO threads, which run the engine. */
#ifndef _KVRRP_TIMER_H
#define _KVRRP_TIMER_H

#include <linux/types.h>

struct kvrrp_inst;

void kvrrp_timer_setup(struct kvrrp_inst *inst);
void kvrrp_timer_arm(struct kvrrp_inst *inst, u64 deadline);
void kvrrp_timer_cancel(struct kvrrp_inst *inst);
void kvrrp_timer_barrier(struct kvrrp_inst *inst, u64 since, u64 limit);

int kvrrp_timer_init(void);
void kvrrp_timer_exit(void);

#endif
