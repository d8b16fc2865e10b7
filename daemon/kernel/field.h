/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table row for each attribute that is one member of a struct, so that no
 * object of the family needs a hand-written line an attribute, twice. Private
 * to daemon/kernel.
 */
#ifndef KVRRP_KERNEL_FIELD_H
#define KVRRP_KERNEL_FIELD_H

#include <netlink/attr.h>
#include <netlink/msg.h>
#include <stddef.h>
#include <stdint.h>

enum kvrrp_field_kind {
	KVRRP_FIELD_U32,		/* uint32_t, or int */
	KVRRP_FIELD_U64,
	KVRRP_FIELD_BOOL,		/* u32 on the wire */
	KVRRP_FIELD_STRING,		/* char[size], cut to fit */
	KVRRP_FIELD_IP,			/* struct kvrrp_ip, 4 or 16 bytes on the wire */
};

struct kvrrp_field {
	uint16_t attr;
	uint8_t kind;			/* enum kvrrp_field_kind */
	bool optional;			/* zero, empty and no address are not sent */
	unsigned int send;		/* sent if one of these bits is asked for, 0: never */
	size_t offset;
	size_t size;
};

#define KVRRP_FIELD(type, member, attr_, kind_, send_, optional_)		\
	{ .attr = (attr_), .kind = KVRRP_FIELD_##kind_, .optional = (optional_), \
	  .send = (send_), .offset = offsetof(type, member),			\
	  .size = sizeof(((type *)NULL)->member) }

/* Takes the attribute into object if a row is for it; anything else is left alone. */
void kvrrp_field_decode(const struct kvrrp_field *fields, size_t count,
			const struct nlattr *attr, void *object);

/* Puts the rows whose send bits meet the mask. 0 or -EMSGSIZE. */
int kvrrp_field_encode(const struct kvrrp_field *fields, size_t count, unsigned int mask,
		       struct nl_msg *msg, const void *object);

/*
 * An integer of 4 or 8 bytes: YNL's "uint" comes as either, and a newer module
 * may widen a counter. 0 for any other size.
 */
uint64_t kvrrp_field_integer(const struct nlattr *attr);

#endif
