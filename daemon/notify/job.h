/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program with arguments and environment, ready to run whatever becomes of the model. */
#ifndef KVRRP_NOTIFY_JOB_H
#define KVRRP_NOTIFY_JOB_H

#include "notify.h"

struct kvrrp_job {
	struct kvrrp_job *next;
	char **argv;
	char **environment;
	char *label;
};

/* The scripts for one notice, in the order they run: NULL if there are none. */
struct kvrrp_job *kvrrp_job_list(const struct kvrrp_model_instance *inst,
				 const struct kvrrp_notice *notice);
void kvrrp_job_free(struct kvrrp_job *job);
void kvrrp_job_list_free(struct kvrrp_job *list);

#endif
