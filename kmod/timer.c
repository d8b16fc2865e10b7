// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two things decide when an instance runs. Its hrtimer expires in hard interrupt
 * context, also on PREEMPT_RT, so no load of softirqs or processes delays it; it
 * only marks the instance due. A small set of SCHED_FIFO threads, free to run on
 * any CPU, then does what takes longer.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>

#include "compat.h"
#include "engine.h"
#include "instance.h"
#include "timer.h"
#include "trace.h"

#define WORKERS_MAX	8
#define BARRIER_PAUSE_US 100

struct kvrrp_worker {
	struct task_struct *task;
	struct llist_head due;
	u64 barrier_at;			/* when the last barrier began, own thread only */
};

static struct kvrrp_worker workers[WORKERS_MAX];
static unsigned int worker_count;
static atomic_t worker_next;

static enum hrtimer_restart expired(struct hrtimer *timer)
{
	struct kvrrp_inst *inst = container_of(timer, struct kvrrp_inst, timer);

	if (!test_and_set_bit(0, &inst->queued)) {
		get_device(&inst->dev);
		llist_add(&inst->due, &inst->worker->due);
		wake_up_process(inst->worker->task);
	}
	return HRTIMER_NORESTART;
}

static void run_due(struct kvrrp_worker *worker)
{
	struct llist_node *batch = llist_reverse_order(llist_del_all(&worker->due));
	struct kvrrp_inst *inst, *next;

	llist_for_each_entry_safe(inst, next, batch, due) {
		/* from here on it may be queued again, for this very thread */
		clear_bit_unlock(0, &inst->queued);
		kvrrp_engine_run(inst);
		put_device(&inst->dev);
	}
}

static int worker_main(void *data)
{
	struct kvrrp_worker *worker = data;

	for (;;) {
		set_current_state(TASK_IDLE);
		if (!llist_empty(&worker->due)) {
			__set_current_state(TASK_RUNNING);
			run_due(worker);
			continue;
		}
		if (kthread_should_stop())
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

/**
 * kvrrp_timer_setup() - prepare an instance's timer and choose its thread
 * @inst: new
 */
void kvrrp_timer_setup(struct kvrrp_inst *inst)
{
	unsigned int nr = atomic_inc_return(&worker_next);

	inst->worker = &workers[nr % worker_count];
	hrtimer_setup(&inst->timer, expired, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_HARD);
}

/**
 * kvrrp_timer_arm() - set the one deadline of an instance
 * @inst: its lock is held
 * @deadline: CLOCK_MONOTONIC nanoseconds, VRRP_NEVER for none
 */
void kvrrp_timer_arm(struct kvrrp_inst *inst, u64 deadline)
{
	lockdep_assert_held(&inst->lock);
	if (deadline == VRRP_NEVER)
		hrtimer_try_to_cancel(&inst->timer);
	else
		hrtimer_start(&inst->timer, ns_to_ktime(deadline), HRTIMER_MODE_ABS_HARD);
}

/**
 * kvrrp_timer_cancel() - no expiry is pending or running after this
 * @inst: dead, so nothing arms the timer again
 *
 * The thread may still hold a reference; it finds @inst->dead. May sleep.
 */
void kvrrp_timer_cancel(struct kvrrp_inst *inst)
{
	hrtimer_cancel(&inst->timer);
}

static void note_waiting_packets(void *data)
{
	bool *waiting = data;

	if (local_softirq_pending() & BIT(NET_RX_SOFTIRQ))
		WRITE_ONCE(*waiting, true);
}

/**
 * kvrrp_timer_barrier() - let packets that already arrived be seen
 * @inst: about to take over because of silence
 * @since: when the silence was complete; a barrier begun later covers it
 * @limit: give up waiting at this time (CLOCK_MONOTONIC, ns)
 *
 * A BACKUP that could not run for a while may have the master's advertisements
 * in its receive queues. Runs pending softirqs here, asks the other CPUs whether
 * theirs are done, and gives ksoftirqd time when it has taken over. Only from
 * the instance's thread; may sleep, holds no lock.
 */
void kvrrp_timer_barrier(struct kvrrp_inst *inst, u64 since, u64 limit)
{
	struct kvrrp_worker *worker = inst->worker;
	u64 now = ktime_get_ns();
	bool waiting;

	if (worker->barrier_at >= since)
		return;
	worker->barrier_at = now;
	for (;;) {
		waiting = false;
		local_bh_disable();
		local_bh_enable();
		on_each_cpu(note_waiting_packets, &waiting, true);
		if (!READ_ONCE(waiting) || ktime_get_ns() >= limit)
			return;
		usleep_range(BARRIER_PAUSE_US, 2 * BARRIER_PAUSE_US);
	}
}

static void stop_workers(void)
{
	while (worker_count)
		kthread_stop(workers[--worker_count].task);
}

int kvrrp_timer_init(void)
{
	unsigned int count = min_t(unsigned int, num_online_cpus(), WORKERS_MAX);
	struct task_struct *task;

	while (worker_count < count) {
		struct kvrrp_worker *worker = &workers[worker_count];

		init_llist_head(&worker->due);
		worker->barrier_at = 0;
		task = kthread_create(worker_main, worker, "kvrrp/%u", worker_count);
		if (IS_ERR(task)) {
			stop_workers();
			return PTR_ERR(task);
		}
		worker->task = task;
		worker_count++;
		sched_set_fifo(task);
		wake_up_process(task);
	}
	return 0;
}

void kvrrp_timer_exit(void)
{
	stop_workers();
}
