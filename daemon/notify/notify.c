// SPDX-License-Identifier: GPL-2.0-or-later
#include "notify.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../log.h"
#include "job.h"
#include "process.h"
#include "script.h"

struct queue {
	struct queue *next;
	struct kvrrp_notifier *notifier;
	char *name;
	struct kvrrp_process *running;
	struct kvrrp_job *jobs;		/* rest of the state whose scripts run */
	struct kvrrp_job *waiting;	/* of the state after it */
};

struct kvrrp_notifier {
	sd_event *event;
	struct queue *queues;
	void (*idle)(void *data);
	void *idle_data;
};

int kvrrp_notifier_new(sd_event *event, struct kvrrp_notifier **out)
{
	struct kvrrp_notifier *notifier = calloc(1, sizeof(*notifier));

	if (!notifier)
		return -ENOMEM;
	notifier->event = sd_event_ref(event);
	*out = notifier;
	return 0;
}

static void queue_free(struct queue *queue)
{
	if (queue->running)
		kvrrp_process_kill(queue->running);
	kvrrp_job_list_free(queue->jobs);
	kvrrp_job_list_free(queue->waiting);
	free(queue->name);
	free(queue);
}

void kvrrp_notifier_free(struct kvrrp_notifier *notifier)
{
	if (!notifier)
		return;
	while (notifier->queues) {
		struct queue *queue = notifier->queues;

		notifier->queues = queue->next;
		queue_free(queue);
	}
	sd_event_unref(notifier->event);
	free(notifier);
}

static void on_done(void *data);

static bool start(struct queue *queue, const struct kvrrp_job *job)
{
	const char *refusal = kvrrp_script_refusal(job->argv[0]);
	int err;

	if (refusal) {
		log_err("%s: %s is not run: %s", job->label, job->argv[0], refusal);
		return false;
	}
	err = kvrrp_process_start(queue->notifier->event, job->argv, job->environment,
				  job->label, on_done, queue, &queue->running);
	if (err) {
		log_err("%s: %s cannot be run: %s", job->label, job->argv[0], strerror(-err));
		return false;
	}
	log_debug("%s runs %s", job->label, job->argv[0]);
	return true;
}

/* Starts what is next, until something runs or nothing is left. */
static void advance(struct queue *queue)
{
	while (!queue->running) {
		struct kvrrp_job *job;

		if (!queue->jobs) {
			queue->jobs = queue->waiting;
			queue->waiting = NULL;
		}
		job = queue->jobs;
		if (!job)
			return;
		queue->jobs = job->next;
		start(queue, job);
		kvrrp_job_free(job);
	}
}

static void on_done(void *data)
{
	struct queue *queue = data;
	struct kvrrp_notifier *notifier = queue->notifier;

	queue->running = NULL;
	advance(queue);
	if (notifier->idle && kvrrp_notifier_is_idle(notifier))
		notifier->idle(notifier->idle_data);
}

/* Queues stay: there are as many as there ever were names in the configuration. */
static struct queue *find_queue(struct kvrrp_notifier *notifier, const char *name)
{
	struct queue *queue;

	for (queue = notifier->queues; queue; queue = queue->next) {
		if (!strcmp(queue->name, name))
			return queue;
	}
	queue = calloc(1, sizeof(*queue));
	if (!queue)
		return NULL;
	queue->name = strdup(name);
	if (!queue->name) {
		free(queue);
		return NULL;
	}
	queue->notifier = notifier;
	queue->next = notifier->queues;
	notifier->queues = queue;
	return queue;
}

void kvrrp_notifier_add(struct kvrrp_notifier *notifier,
			const struct kvrrp_model_instance *inst,
			const struct kvrrp_notice *notice)
{
	struct queue *queue = find_queue(notifier, inst->name);

	if (!queue) {
		log_err("inst=%s out of memory for its scripts", inst->name);
		return;
	}
	if (queue->waiting)
		log_debug("%s is out of date and not run", queue->waiting->label);
	/* also by a state without scripts: the waiting one is no longer true */
	kvrrp_job_list_free(queue->waiting);
	queue->waiting = kvrrp_job_list(inst, notice);
	advance(queue);
}

void kvrrp_notifier_hurry(struct kvrrp_notifier *notifier)
{
	for (struct queue *queue = notifier->queues; queue; queue = queue->next) {
		if (!queue->running || !queue->waiting)
			continue;
		log_warning("inst=%s a script is killed for %s", queue->name,
			    queue->waiting->label);
		kvrrp_process_kill(queue->running);
		queue->running = NULL;
		kvrrp_job_list_free(queue->jobs);
		queue->jobs = NULL;
		advance(queue);
	}
}

void kvrrp_notifier_on_idle(struct kvrrp_notifier *notifier, void (*idle)(void *data),
			    void *data)
{
	notifier->idle = idle;
	notifier->idle_data = data;
}

bool kvrrp_notifier_is_idle(const struct kvrrp_notifier *notifier)
{
	for (const struct queue *queue = notifier->queues; queue; queue = queue->next) {
		if (queue->running || queue->jobs || queue->waiting)
			return false;
	}
	return true;
}
