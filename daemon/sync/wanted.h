/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The model's instances as the kernel wants them: interfaces by number. */
#ifndef KVRRP_SYNC_WANTED_H
#define KVRRP_SYNC_WANTED_H

#include "../config/model.h"
#include "../kernel/client.h"

/*
 * links is from kvrrp_link_query_open(). -ENODEV: an interface does not exist (yet), and
 * *missing is its name; if it is not the instance's own, the key is filled in. The
 * caller frees inst by kvrrp_instance_clear().
 */
int kvrrp_wanted_build(int links, const struct kvrrp_model_instance *model,
		       struct kvrrp_instance *inst, const char **missing);

#endif
