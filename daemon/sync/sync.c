// SPDX-License-Identifier: GPL-2.0-or-later
#include "sync.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../log.h"
#include "diff.h"
#include "link.h"
#include "wanted.h"

/*
 * What was last said about an instance: its password, which the kernel does not give
 * back, and its trouble, which is logged once and not every time it is tried again.
 */
struct memory {
	char name[KVRRP_NAME_SIZE];
	struct kvrrp_instance key;
	uint8_t auth_pass[KVRRP_AUTH_PASS_SIZE];
	bool password_sent;
	char trouble[256];
};

struct kvrrp_sync {
	int links;			/* asks for interfaces */
	struct memory *memories;
	size_t count;
};

struct kvrrp_sync *kvrrp_sync_new(void)
{
	struct kvrrp_sync *sync = calloc(1, sizeof(*sync));

	if (!sync)
		return NULL;
	sync->links = kvrrp_link_query_open();
	if (sync->links < 0) {
		free(sync);
		return NULL;
	}
	return sync;
}

void kvrrp_sync_free(struct kvrrp_sync *sync)
{
	if (!sync)
		return;
	close(sync->links);
	free(sync->memories);
	free(sync);
}

static struct memory *recall(struct kvrrp_sync *sync, const char *name)
{
	for (size_t i = 0; i < sync->count; i++) {
		if (!strcmp(sync->memories[i].name, name))
			return &sync->memories[i];
	}
	return NULL;
}

/* Keeps the memories of what is in the model, and begins those that are missing. */
static int remember(struct kvrrp_sync *sync, const struct kvrrp_model *model)
{
	struct memory *memories = calloc(model->instance_count + 1, sizeof(*memories));

	if (!memories)
		return -ENOMEM;
	for (size_t i = 0; i < model->instance_count; i++) {
		const char *name = model->instances[i].name;
		const struct memory *old = recall(sync, name);

		if (old)
			memories[i] = *old;
		snprintf(memories[i].name, sizeof(memories[i].name), "%s", name);
	}
	free(sync->memories);
	sync->memories = memories;
	sync->count = model->instance_count;
	return 0;
}

static void tell_trouble(struct memory *memory, const char *trouble)
{
	if (!strcmp(memory->trouble, trouble))
		return;
	snprintf(memory->trouble, sizeof(memory->trouble), "%s", trouble);
	if (*trouble)
		log_warning("inst=%s %s", memory->name, trouble);
}

static bool password_known(const struct memory *memory, const struct kvrrp_instance *inst)
{
	return memory->password_sent && kvrrp_same_key(&memory->key, inst) &&
	       !memcmp(memory->auth_pass, inst->auth_pass, sizeof(inst->auth_pass));
}

static void keep_password(struct memory *memory, const struct kvrrp_instance *inst)
{
	memory->password_sent = true;
	memory->key.ifindex = inst->ifindex;
	memory->key.vrid = inst->vrid;
	memory->key.family = inst->family;
	memcpy(memory->auth_pass, inst->auth_pass, sizeof(memory->auth_pass));
}

static void describe_fields(unsigned int fields, char *text, size_t size)
{
	static const struct {
		unsigned int field;
		const char *name;
	} names[] = {
		{ KVRRP_SET_NAME, "name" },
		{ KVRRP_SET_VERSION, "version" },
		{ KVRRP_SET_PRIORITY, "priority" },
		{ KVRRP_SET_ADVERT_INTERVAL, "advert_int" },
		{ KVRRP_SET_PREEMPT, "preemption" },
		{ KVRRP_SET_AUTH, "authentication" },
		{ KVRRP_SET_ADDRESSES, "virtual_ipaddress" },
	};
	size_t length = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (fields & names[i].field && length < size)
			length += snprintf(text + length, size - length, "%s%s",
					   length ? "," : "", names[i].name);
	}
}

static int execute(struct kvrrp_client *client, const struct kvrrp_op *op)
{
	char changes[128];
	int err;

	switch (op->type) {
	case KVRRP_OP_NEW:
		err = kvrrp_instance_new(client, &op->inst);
		if (!err)
			log_info("inst=%s vrid=%u added", op->inst.name, op->inst.vrid);
		return err;
	case KVRRP_OP_SET:
		err = kvrrp_instance_set(client, &op->inst, op->fields);
		describe_fields(op->fields, changes, sizeof(changes));
		/* a password is sent to be sure, mostly it is the same */
		if (!err && op->fields != KVRRP_SET_AUTH)
			log_info("inst=%s vrid=%u changed=%s", op->inst.name, op->inst.vrid,
				 changes);
		return err;
	case KVRRP_OP_DEL:
		err = kvrrp_instance_del(client, &op->inst);
		/* its interface may have taken it away in the meantime */
		if (err == -ENOENT || err == -ENODEV)
			err = 0;
		if (!err)
			log_info("inst=%s vrid=%u removed", op->inst.name, op->inst.vrid);
		return err;
	}
	return -EINVAL;
}

/* -EPERM if that is why something failed: then nothing will ever succeed. */
static int apply(struct kvrrp_sync *sync, struct kvrrp_client *client,
		 const struct kvrrp_ops *ops, const struct kvrrp_model *model,
		 struct kvrrp_sync_report *report)
{
	int result = 0;

	for (size_t i = 0; i < ops->count; i++) {
		const struct kvrrp_op *op = &ops->entries[i];
		struct memory *memory = recall(sync, op->inst.name);
		char trouble[sizeof(memory->trouble)];
		int err = execute(client, op);

		if (!err) {
			if (memory && (op->type == KVRRP_OP_NEW || op->fields & KVRRP_SET_AUTH))
				keep_password(memory, &op->inst);
			continue;
		}
		if (err == -EPERM)
			result = err;
		snprintf(trouble, sizeof(trouble), "the kernel refused %s: %s",
			 op->type == KVRRP_OP_NEW ? "the instance" :
			 op->type == KVRRP_OP_SET ? "a change" : "the removal",
			 kvrrp_client_error(client));
		if (!memory) {
			log_warning("inst=%s %s", op->inst.name, trouble);
			continue;
		}
		tell_trouble(memory, trouble);
		for (size_t j = 0; j < model->instance_count; j++) {
			if (!strcmp(model->instances[j].name, op->inst.name))
				report->results[j].failed = true;
		}
	}
	return result;
}

/*
 * An instance that runs without one of its addresses' interfaces is better than none:
 * it is left as it is until the interface is back.
 */
static void leave_alone(const struct kvrrp_instance *key, struct kvrrp_instance *current,
			size_t *count)
{
	for (size_t i = 0; i < *count; i++) {
		if (!kvrrp_same_key(key, &current[i]))
			continue;
		kvrrp_instance_clear(&current[i]);
		current[i] = current[--*count];
		return;
	}
}

/* The instances that can be had now; those that wait are marked in the report. */
static size_t build_wanted(struct kvrrp_sync *sync, const struct kvrrp_model *model,
			   struct kvrrp_wanted *wanted, struct kvrrp_instance *current,
			   size_t *current_count, struct kvrrp_sync_report *report)
{
	size_t count = 0;

	for (size_t i = 0; i < model->instance_count; i++) {
		struct kvrrp_instance *inst = &wanted[count].inst;
		struct memory *memory = &sync->memories[i];
		const char *missing = NULL;
		char trouble[64];
		int err;

		err = kvrrp_wanted_build(sync->links, &model->instances[i], inst, &missing);
		if (!err) {
			wanted[count++].password_known = password_known(memory, inst);
			continue;
		}
		report->results[i].pending = err == -ENODEV;
		report->results[i].failed = err != -ENODEV;
		snprintf(trouble, sizeof(trouble), "waits for interface %s",
			 missing ? missing : "(out of memory)");
		tell_trouble(memory, trouble);
		leave_alone(inst, current, current_count);
		kvrrp_instance_clear(inst);
	}
	return count;
}

static int collect(struct kvrrp_client *client, const struct kvrrp_model *model,
		   struct kvrrp_sync *sync, struct kvrrp_sync_report *report)
{
	struct kvrrp_instance *list;
	size_t count;
	int err;

	err = kvrrp_instance_dump(client, &list, &count);
	if (err)
		return err;
	for (size_t i = 0; i < model->instance_count; i++) {
		struct kvrrp_sync_result *result = &report->results[i];

		for (size_t j = 0; j < count; j++) {
			if (strcmp(list[j].name, model->instances[i].name))
				continue;
			result->present = true;
			result->inst = list[j];
			memset(&list[j], 0, sizeof(list[j]));
			break;
		}
		if (result->present && !result->failed && !result->pending)
			tell_trouble(&sync->memories[i], "");
	}
	kvrrp_instance_list_free(list, count);
	return 0;
}

int kvrrp_sync_run(struct kvrrp_sync *sync, struct kvrrp_client *client,
		   const struct kvrrp_model *model, struct kvrrp_sync_report *report)
{
	struct kvrrp_wanted *wanted = calloc(model->instance_count + 1, sizeof(*wanted));
	struct kvrrp_instance *current = NULL;
	size_t wanted_count = 0, current_count = 0;
	struct kvrrp_ops ops = { 0 };
	int err;

	report->count = model->instance_count;
	report->results = calloc(model->instance_count + 1, sizeof(*report->results));
	err = wanted && report->results ? remember(sync, model) : -ENOMEM;
	if (err)
		goto out;
	err = kvrrp_instance_dump(client, &current, &current_count);
	if (err)
		goto out;
	wanted_count = build_wanted(sync, model, wanted, current, &current_count, report);
	err = kvrrp_diff(wanted, wanted_count, current, current_count, &ops);
	if (err)
		goto out;
	err = apply(sync, client, &ops, model, report);
	free(ops.entries);
	if (!err)
		err = collect(client, model, sync, report);
out:
	for (size_t i = 0; i < wanted_count; i++)
		kvrrp_instance_clear(&wanted[i].inst);
	free(wanted);
	kvrrp_instance_list_free(current, current_count);
	if (err)
		kvrrp_sync_report_free(report);
	return err;
}

void kvrrp_sync_report_free(struct kvrrp_sync_report *report)
{
	if (report->results) {
		for (size_t i = 0; i < report->count; i++)
			kvrrp_instance_clear(&report->results[i].inst);
	}
	free(report->results);
	memset(report, 0, sizeof(*report));
}

int kvrrp_sync_remove_all(struct kvrrp_client *client)
{
	struct kvrrp_instance *list;
	size_t count;
	int err, result = 0;

	result = kvrrp_instance_dump(client, &list, &count);
	if (result)
		return result;
	for (size_t i = 0; i < count; i++) {
		struct kvrrp_op op = { .type = KVRRP_OP_DEL, .inst = list[i] };

		err = execute(client, &op);
		if (err) {
			log_err("inst=%s cannot be removed: %s", list[i].name,
				kvrrp_client_error(client));
			result = err;
		}
	}
	kvrrp_instance_list_free(list, count);
	return result;
}
