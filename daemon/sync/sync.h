/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bringing the kernel to what the model says. The same operation at start, on reload
 * and when an interface has appeared: whatever is right already is left alone.
 */
#ifndef KVRRP_SYNC_SYNC_H
#define KVRRP_SYNC_SYNC_H

#include "../config/model.h"
#include "../kernel/client.h"

struct kvrrp_sync;

/* What became of one instance of the model, in its order. */
struct kvrrp_sync_result {
	bool pending;			/* an interface is missing */
	bool failed;			/* the module refused it */
	bool present;			/* the kernel has it, as in inst */
	struct kvrrp_instance inst;
};

struct kvrrp_sync_report {
	struct kvrrp_sync_result *results;
	size_t count;
};

struct kvrrp_sync *kvrrp_sync_new(void);
void kvrrp_sync_free(struct kvrrp_sync *sync);

/*
 * 0 if the kernel could be asked and told; single instances may be pending or have
 * failed all the same, which has been logged. -ENOENT: the module is not there.
 * The report is the caller's to free, by kvrrp_sync_report_free().
 */
int kvrrp_sync_run(struct kvrrp_sync *sync, struct kvrrp_client *client,
		   const struct kvrrp_model *model, struct kvrrp_sync_report *report);
void kvrrp_sync_report_free(struct kvrrp_sync_report *report);

/* Removes every instance: the daemon stops. */
int kvrrp_sync_remove_all(struct kvrrp_client *client);

#endif
