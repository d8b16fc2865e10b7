/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of attributes as in uapi/kvrrp.yaml. Private to daemon/kernel. */
#ifndef KVRRP_KERNEL_NAMES_H
#define KVRRP_KERNEL_NAMES_H

#include <stddef.h>

/* An attribute set: names[] by number, and what is nested in the one attribute that nests. */
struct kvrrp_attr_set {
	const char *const *names;
	size_t count;
	int nest_attr;			/* 0: none */
	const struct kvrrp_attr_set *nest;
};

/* The attribute set a request with this command carries. */
const struct kvrrp_attr_set *kvrrp_names_attr_set(int command);

/* NULL if the set has no such attribute. */
const char *kvrrp_names_attr(const struct kvrrp_attr_set *set, int attr);

#endif
