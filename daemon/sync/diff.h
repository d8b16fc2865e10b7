/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From what the kernel holds to what is wanted, in the fewest requests. Pure: two
 * lists go in, operations come out. An instance is told by interface, VRID and
 * family; what is equal costs nothing, and nothing is seen of it on the wire.
 */
#ifndef KVRRP_SYNC_DIFF_H
#define KVRRP_SYNC_DIFF_H

#include "../kernel/client.h"

struct kvrrp_wanted {
	struct kvrrp_instance inst;
	bool password_known;		/* the kernel does not tell it: it was sent before */
};

enum kvrrp_op_type {
	KVRRP_OP_NEW,
	KVRRP_OP_SET,
	KVRRP_OP_DEL,
};

struct kvrrp_op {
	enum kvrrp_op_type type;
	unsigned int fields;		/* SET: KVRRP_SET_* */
	struct kvrrp_instance inst;	/* borrows its addresses from the lists */
};

struct kvrrp_ops {
	struct kvrrp_op *entries;
	size_t count;
};

/* KVRRP_SET_* for everything in which the two differ. */
unsigned int kvrrp_instance_diff(const struct kvrrp_wanted *wanted,
				 const struct kvrrp_instance *current);

/*
 * Instances appear and change before others are removed, but for those that are in
 * the way of a name. The caller frees ops->entries. 0 or -ENOMEM.
 */
int kvrrp_diff(const struct kvrrp_wanted *wanted, size_t wanted_count,
	       const struct kvrrp_instance *current, size_t current_count,
	       struct kvrrp_ops *ops);

bool kvrrp_same_key(const struct kvrrp_instance *a, const struct kvrrp_instance *b);

#endif
