// SPDX-License-Identifier: GPL-2.0-or-later
#include "states.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/alloc.h"
#include "log.h"
#include "sync/diff.h"

struct entry {
	const struct kvrrp_model_instance *model;
	uint32_t state;
	uint32_t priority;
	bool pending;
	bool present;
	struct kvrrp_instance key;	/* if present: which one in the kernel it is */
	uint64_t since;			/* the last transition known of, by the kernel's stamp */
};

struct kvrrp_states {
	struct kvrrp_notifier *notifier;
	struct entry *entries;
	size_t count;
};

struct kvrrp_states *kvrrp_states_new(struct kvrrp_notifier *notifier)
{
	struct kvrrp_states *states = conf_zalloc(sizeof(*states));

	states->notifier = notifier;
	return states;
}

void kvrrp_states_free(struct kvrrp_states *states)
{
	if (!states)
		return;
	free(states->entries);
	free(states);
}

static struct entry *find(const struct kvrrp_states *states, const char *name)
{
	for (size_t i = 0; i < states->count; i++) {
		if (!strcmp(states->entries[i].model->name, name))
			return &states->entries[i];
	}
	return NULL;
}

static void set_state(struct kvrrp_states *states, struct entry *entry, uint32_t state,
		      uint32_t reason)
{
	static const enum kvrrp_notify scripts[] = {
		[KVRRP_STATE_BACKUP] = KVRRP_NOTIFY_BACKUP,
		[KVRRP_STATE_MASTER] = KVRRP_NOTIFY_MASTER,
		[KVRRP_STATE_FAULT] = KVRRP_NOTIFY_FAULT,
	};
	struct kvrrp_notice notice = {
		.state = kvrrp_state_name(state),
		.old_state = kvrrp_state_name(entry->state),
		.reason = kvrrp_reason_name(reason),
		.priority = entry->priority,
	};

	if (state == entry->state)
		return;
	log_notice("inst=%s if=%s vrid=%d from=%s to=%s reason=%s", entry->model->name,
		   entry->model->interface, (int)entry->model->vrid, notice.old_state,
		   notice.state, notice.reason);
	entry->state = state;
	/* INIT is on the way to another state, which has its script */
	if (state == KVRRP_STATE_INIT || state >= sizeof(scripts) / sizeof(scripts[0]))
		return;
	notice.script = scripts[state];
	kvrrp_notifier_add(states->notifier, entry->model, &notice);
}

static void tell_stop(struct kvrrp_states *states, const struct entry *entry)
{
	struct kvrrp_notice notice = {
		.script = KVRRP_NOTIFY_STOP,
		.state = "STOP",
		.old_state = kvrrp_state_name(entry->state),
		.reason = kvrrp_reason_name(KVRRP_REASON_REMOVED),
		.priority = entry->priority,
	};

	log_notice("inst=%s if=%s vrid=%d from=%s to=STOP reason=%s", entry->model->name,
		   entry->model->interface, (int)entry->model->vrid, notice.old_state,
		   notice.reason);
	kvrrp_notifier_add(states->notifier, entry->model, &notice);
}

void kvrrp_states_set_model(struct kvrrp_states *states, const struct kvrrp_model *model)
{
	struct entry *entries = conf_zalloc((model->instance_count + 1) * sizeof(*entries));

	for (size_t i = 0; i < model->instance_count; i++) {
		const struct entry *old = find(states, model->instances[i].name);

		if (old)
			entries[i] = *old;
		else
			entries[i].state = KVRRP_STATE_INIT;
		entries[i].model = &model->instances[i];
		entries[i].priority = model->instances[i].priority;
	}
	for (size_t i = 0; i < states->count; i++) {
		if (!kvrrp_model_find(model, states->entries[i].model->name))
			tell_stop(states, &states->entries[i]);
	}
	free(states->entries);
	states->entries = entries;
	states->count = model->instance_count;
}

void kvrrp_states_report(struct kvrrp_states *states, const struct kvrrp_sync_report *report)
{
	for (size_t i = 0; i < states->count && i < report->count; i++) {
		const struct kvrrp_sync_result *result = &report->results[i];
		struct entry *entry = &states->entries[i];

		entry->pending = result->pending;
		entry->present = result->present;
		if (result->present) {
			entry->key.ifindex = result->inst.ifindex;
			entry->key.vrid = result->inst.vrid;
			entry->key.family = result->inst.family;
			entry->since = result->inst.last_transition;
			entry->priority = result->inst.effective_priority;
			set_state(states, entry, result->inst.state, result->inst.reason);
		} else {
			set_state(states, entry, KVRRP_STATE_FAULT,
				  result->pending ? KVRRP_REASON_INTERFACE_GONE :
				  KVRRP_REASON_CONFIG);
		}
	}
}

/* One that has just been removed may have had the same name on another interface. */
static struct entry *find_present(const struct kvrrp_states *states,
				  const struct kvrrp_instance *inst)
{
	struct entry *entry = find(states, inst->name);

	return entry && entry->present && kvrrp_same_key(&entry->key, inst) ? entry : NULL;
}

bool kvrrp_states_know(const struct kvrrp_states *states, const struct kvrrp_instance *inst)
{
	return find_present(states, inst);
}

bool kvrrp_states_event(struct kvrrp_states *states, const struct kvrrp_instance *inst)
{
	struct entry *entry = find_present(states, inst);

	/* INIT is what an instance leaves by: its removal is told, too */
	if (!entry || inst->state == KVRRP_STATE_INIT)
		return true;
	if (inst->last_transition < entry->since)
		return false;
	entry->since = inst->last_transition;
	entry->priority = inst->effective_priority;
	set_state(states, entry, inst->state, inst->reason);
	return true;
}

void kvrrp_states_module_gone(struct kvrrp_states *states)
{
	for (size_t i = 0; i < states->count; i++) {
		states->entries[i].present = false;
		set_state(states, &states->entries[i], KVRRP_STATE_FAULT,
			  KVRRP_REASON_MODULE_GONE);
	}
}

void kvrrp_states_stop(struct kvrrp_states *states)
{
	for (size_t i = 0; i < states->count; i++)
		tell_stop(states, &states->entries[i]);
}

bool kvrrp_states_waits_for(const struct kvrrp_states *states, const char *interface)
{
	for (size_t i = 0; i < states->count; i++) {
		const struct kvrrp_model_instance *model = states->entries[i].model;

		if (!states->entries[i].pending)
			continue;
		if (!interface || !strcmp(model->interface, interface))
			return true;
		for (size_t j = 0; j < model->addresses.count; j++) {
			if (!strcmp(model->addresses.entries[j].interface, interface))
				return true;
		}
	}
	return false;
}

void kvrrp_states_describe(const struct kvrrp_states *states, char *text, size_t size)
{
	static const uint32_t order[] = { KVRRP_STATE_MASTER, KVRRP_STATE_BACKUP,
					  KVRRP_STATE_FAULT, KVRRP_STATE_INIT };
	const char *separator = ": ";
	size_t length;

	length = snprintf(text, size, "%zu instance%s", states->count,
			  states->count == 1 ? "" : "s");
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		size_t count = 0;

		for (size_t j = 0; j < states->count; j++)
			count += states->entries[j].state == order[i];
		if (!count || length >= size)
			continue;
		length += snprintf(text + length, size - length, "%s%zu %s", separator, count,
				   kvrrp_state_name(order[i]));
		separator = ", ";
	}
}
