// SPDX-License-Identifier: GPL-2.0-or-later
#include "job.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "../config/alloc.h"
#include "../config/words.h"

static char *format_addresses(const struct kvrrp_model_instance *inst)
{
	char *text = conf_strdup("");

	for (size_t i = 0; i < inst->addresses.count; i++) {
		const struct kvrrp_virtual_address *address = &inst->addresses.entries[i];
		char ip[INET6_ADDRSTRLEN] = "";
		char *longer;

		inet_ntop(address->ip.family, address->ip.bytes, ip, sizeof(ip));
		longer = conf_format("%s%s%s/%u", text, i ? " " : "", ip, address->prefix_length);
		free(text);
		text = longer;
	}
	return text;
}

/* Nothing of the daemon's own environment: what a script sees does not depend on it. */
static char **build_environment(const struct kvrrp_model_instance *inst,
				const struct kvrrp_notice *notice)
{
	char **environment = conf_zalloc(10 * sizeof(char *));
	char *addresses = format_addresses(inst);
	size_t i = 0;

	environment[i++] = conf_strdup("PATH=/usr/local/sbin:/usr/local/bin:"
				       "/usr/sbin:/usr/bin:/sbin:/bin");
	environment[i++] = conf_format("KVRRP_NAME=%s", inst->name);
	environment[i++] = conf_format("KVRRP_STATE=%s", notice->state);
	environment[i++] = conf_format("KVRRP_OLD_STATE=%s", notice->old_state);
	environment[i++] = conf_format("KVRRP_REASON=%s", notice->reason);
	environment[i++] = conf_format("KVRRP_PRIORITY=%u", notice->priority);
	environment[i++] = conf_format("KVRRP_INTERFACE=%s", inst->interface);
	environment[i++] = conf_format("KVRRP_VRID=%d", (int)inst->vrid);
	environment[i++] = conf_format("KVRRP_ADDRESSES=%s", addresses);
	free(addresses);
	return environment;
}

static struct kvrrp_job *build_job(const struct kvrrp_model_instance *inst,
				   enum kvrrp_notify script, const struct kvrrp_notice *notice)
{
	const struct kvrrp_command *command = &inst->notify[script];
	struct kvrrp_job *job = conf_zalloc(sizeof(*job));
	size_t argc = command->argc;

	job->argv = conf_zalloc((argc + 5) * sizeof(char *));
	for (size_t i = 0; i < argc; i++)
		job->argv[i] = conf_strdup(command->argv[i]);
	/* these four are keepalived's, which scripts count on */
	if (script == KVRRP_NOTIFY_ANY) {
		job->argv[argc] = conf_strdup("INSTANCE");
		job->argv[argc + 1] = conf_strdup(inst->name);
		job->argv[argc + 2] = conf_strdup(notice->state);
		job->argv[argc + 3] = conf_format("%u", notice->priority);
	}
	job->environment = build_environment(inst, notice);
	job->label = conf_format("inst=%s %s state=%s", inst->name, kvrrp_notify_name(script),
				 notice->state);
	return job;
}

struct kvrrp_job *kvrrp_job_list(const struct kvrrp_model_instance *inst,
				 const struct kvrrp_notice *notice)
{
	struct kvrrp_job *list = NULL, *job;

	if (inst->notify[KVRRP_NOTIFY_ANY].argc)
		list = build_job(inst, KVRRP_NOTIFY_ANY, notice);
	if (inst->notify[notice->script].argc) {
		job = build_job(inst, notice->script, notice);
		job->next = list;
		list = job;
	}
	return list;
}

void kvrrp_job_free(struct kvrrp_job *job)
{
	conf_free_words(job->argv);
	conf_free_words(job->environment);
	free(job->label);
	free(job);
}

void kvrrp_job_list_free(struct kvrrp_job *list)
{
	while (list) {
		struct kvrrp_job *next = list->next;

		kvrrp_job_free(list);
		list = next;
	}
}
