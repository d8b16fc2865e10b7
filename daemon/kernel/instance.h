/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What requests and the monitor share about instances. Private to daemon/kernel. */
#ifndef KVRRP_KERNEL_INSTANCE_H
#define KVRRP_KERNEL_INSTANCE_H

#include <netlink/attr.h>

#include "kernel/client.h"

/*
 * Reads the attributes of inst-get or of a notification into a zeroed instance.
 * 0, or -ENOMEM with the instance cleared.
 */
int kvrrp_instance_decode(struct kvrrp_instance *inst, struct nlattr *attrs, int len);

#endif
