// SPDX-License-Identifier: GPL-2.0-or-later
#include "model.h"

#include <stdlib.h>
#include <string.h>

#include "tree.h"
#include "words.h"

const struct kvrrp_model_instance *kvrrp_model_find(const struct kvrrp_model *model,
						    const char *name)
{
	for (size_t i = 0; i < model->instance_count; i++) {
		if (!strcmp(model->instances[i].name, name))
			return &model->instances[i];
	}
	return NULL;
}

const char *kvrrp_notify_name(enum kvrrp_notify notify)
{
	static const char *const names[KVRRP_NOTIFY_MAX] = {
		[KVRRP_NOTIFY_MASTER] = "notify_master", [KVRRP_NOTIFY_BACKUP] = "notify_backup",
		[KVRRP_NOTIFY_FAULT] = "notify_fault",	 [KVRRP_NOTIFY_STOP] = "notify_stop",
		[KVRRP_NOTIFY_ANY] = "notify",
	};

	return names[notify];
}

static void clear_instance(struct kvrrp_model_instance *inst)
{
	free(inst->name);
	free(inst->interface);
	free(inst->authentication.password);
	free(inst->addresses.entries);
	for (int i = 0; i < KVRRP_NOTIFY_MAX; i++)
		conf_free_words(inst->notify[i].argv);
}

void kvrrp_model_free(struct kvrrp_model *model)
{
	if (!model)
		return;
	for (size_t i = 0; i < model->instance_count; i++)
		clear_instance(&model->instances[i]);
	free(model->instances);
	free(model->router_id);
	conf_document_free(model->document);
	free(model);
}
