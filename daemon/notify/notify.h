/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Scripts when the state changes. Each instance has a queue: its scripts run one
 * after the other, in the order of the states. A state that still waits when the next
 * one comes is out of date and dropped; the last one always gets its scripts.
 */
#ifndef KVRRP_NOTIFY_NOTIFY_H
#define KVRRP_NOTIFY_NOTIFY_H

#include <systemd/sd-event.h>

#include "../config/model.h"

struct kvrrp_notifier;

/* One change of state, as scripts get to know it. */
struct kvrrp_notice {
	enum kvrrp_notify script;	/* of the state */
	const char *state;		/* "MASTER"; "STOP" */
	const char *old_state;
	const char *reason;
	uint32_t priority;
};

int kvrrp_notifier_new(sd_event *event, struct kvrrp_notifier **notifier);
/* Programs that still run are killed. */
void kvrrp_notifier_free(struct kvrrp_notifier *notifier);

/* Copies what it needs. */
void kvrrp_notifier_add(struct kvrrp_notifier *notifier,
			const struct kvrrp_model_instance *inst,
			const struct kvrrp_notice *notice);

/* Kills what runs where something waits, for that to have its turn. */
void kvrrp_notifier_hurry(struct kvrrp_notifier *notifier);

/* Calls back from the loop each time nothing runs and nothing waits any more. */
void kvrrp_notifier_on_idle(struct kvrrp_notifier *notifier, void (*idle)(void *data),
			    void *data);
bool kvrrp_notifier_is_idle(const struct kvrrp_notifier *notifier);

#endif
