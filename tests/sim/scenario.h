/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How networks are made and disturbed; for scenarios. */
#ifndef _KVRRP_SIM_SCENARIO_H
#define _KVRRP_SIM_SCENARIO_H

#include "sim.h"

enum plan_priority { PRIORITY_FEW, PRIORITY_ANY, PRIORITY_EQUAL };
enum plan_preempt { PREEMPT_ALL, PREEMPT_NONE, PREEMPT_SOME };
enum plan_version { VERSION_3, VERSION_2, VERSION_BOTH };

struct plan {
	unsigned int least, most;	/* routers */
	enum plan_priority priority;
	enum plan_preempt preempt;
	enum plan_version version;
	bool mixed;			/* VRRPv3: every router has an interval of its own */
	bool punctual;			/* timers are never late */
	bool preempt_delay;
	u32 drift_ppm;
	unsigned int owners;
};

/* build.c */
void build(struct sim *sim, const struct plan *plan);
void boot_all(struct sim *sim);
void begin_settled(struct sim *sim, const struct plan *plan);
u64 settle_time(const struct sim *sim);
u64 agree_time(const struct sim *sim);
void use_interval(struct sim *sim, struct node *node, u16 interval_cs);

/* faults.c: each tells check.c what it has done */
struct node *any_node(struct sim *sim);
struct node *any_backup(struct sim *sim);
struct node *the_master(struct sim *sim);
void power_off(struct sim *sim, struct node *node);
void power_on(struct sim *sim, struct node *node);
void shut_down(struct sim *sim, struct node *node);
void break_down(struct sim *sim, struct node *node);
void start_up(struct sim *sim, struct node *node);
void stun(struct sim *sim, struct node *node, bool deaf, bool hides);
void awake(struct sim *sim, struct node *node);
void set_priority(struct sim *sim, struct node *node, u8 priority);
void set_interval(struct sim *sim, struct node *node, u16 interval_cs);
void split(struct sim *sim, unsigned int sides);
void cut_node(struct sim *sim, struct node *node, bool tx, bool rx);
void cut_pair(struct sim *sim, u16 from, u16 to);
void mend(struct sim *sim);
void make_trouble(struct sim *sim, const struct trouble *trouble);
void random_trouble(struct sim *sim);
void end_trouble(struct sim *sim);
void random_fault(struct sim *sim);
void repair_all(struct sim *sim);

/* scenario_faults.c */
void settle(struct sim *sim);
void settle_clients(struct sim *sim);
void be_steadfast(struct sim *sim, bool steadfast);
void deaths(struct sim *sim, bool released);
void run_election(struct sim *sim);
void run_death(struct sim *sim);
void run_release(struct sim *sim);
void run_partition(struct sim *sim);
void run_one_way(struct sim *sim);
void run_heal(struct sim *sim);
void run_loss(struct sim *sim);
void run_jitter(struct sim *sim);
void run_drift(struct sim *sim);
void run_stun_backup(struct sim *sim);
void run_stun_master(struct sim *sim);

/* scenario_config.c */
void run_intervals(struct sim *sim);
void run_priorities(struct sim *sim);
void run_versions(struct sim *sim);
void run_equals(struct sim *sim);
void run_nopreempt(struct sim *sim);
void run_preempt_delay(struct sim *sim);
void run_owners(struct sim *sim);

#endif
