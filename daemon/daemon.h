/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The daemon at work: its loop, from the first synchronisation to the orderly end. */
#ifndef KVRRP_DAEMON_H
#define KVRRP_DAEMON_H

#include "config/config.h"

struct kvrrp_daemon_options {
	const char *file;		/* absolute */
	const char *host;		/* or NULL */
	bool keep;			/* leave the instances in the kernel at the end */
};

/* what the program ends with */
enum kvrrp_exit {
	KVRRP_EXIT_OK = 0,
	KVRRP_EXIT_USAGE = 1,
	KVRRP_EXIT_REFUSED = 2,		/* the configuration, or the kernel said no */
	KVRRP_EXIT_NO_MODULE = 3,
};

/* Takes over model. Returns when a signal has ended the daemon. */
enum kvrrp_exit kvrrp_daemon_run(const struct kvrrp_daemon_options *options,
				 struct kvrrp_model *model);

#endif
