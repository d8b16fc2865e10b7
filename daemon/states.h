/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * In which state each configured instance is, as far as the daemon has been told, and
 * telling on: a line of the log and the scripts for each change. The only writer of
 * these states is states.c.
 */
#ifndef KVRRP_STATES_H
#define KVRRP_STATES_H

#include "config/model.h"
#include "kernel/client.h"
#include "notify/notify.h"
#include "sync/sync.h"

struct kvrrp_states;

struct kvrrp_states *kvrrp_states_new(struct kvrrp_notifier *notifier);
void kvrrp_states_free(struct kvrrp_states *states);

/*
 * Another model is in force: instances of the same name keep their state, those that
 * are gone are told they have stopped. The old model must still be there; the new one
 * has to stay until the next call.
 */
void kvrrp_states_set_model(struct kvrrp_states *states, const struct kvrrp_model *model);

/* After a synchronisation with the kernel. */
void kvrrp_states_report(struct kvrrp_states *states, const struct kvrrp_sync_report *report);

/*
 * A change the kernel tells of. False if it contradicts what is known: an event may
 * arrive after a list that was newer, and only another list tells what is true.
 */
bool kvrrp_states_event(struct kvrrp_states *states, const struct kvrrp_instance *inst);

/* Is this in the kernel one of ours? */
bool kvrrp_states_know(const struct kvrrp_states *states, const struct kvrrp_instance *inst);

/* The module is gone, and all instances with it. */
void kvrrp_states_module_gone(struct kvrrp_states *states);

/* The instances have been removed because the daemon ends. */
void kvrrp_states_stop(struct kvrrp_states *states);

/* Does an instance need this interface that the kernel does not have yet? */
bool kvrrp_states_waits_for(const struct kvrrp_states *states, const char *interface);

/* "2 instances: 1 MASTER, 1 BACKUP" */
void kvrrp_states_describe(const struct kvrrp_states *states, char *text, size_t size);

#endif
