// SPDX-License-Identifier: GPL-2.0-or-later
/* What the module that is loaded can do. */

#include <string.h>

#include "kernel/client.h"
#include "kernel/field.h"
#include "kernel/request.h"

#define CAPS(member, attr, kind)	\
	KVRRP_FIELD(struct kvrrp_caps, member, KVRRP_A_CAPS_##attr, kind, 0, false)

static const struct kvrrp_field fields[] = {
	CAPS(module_version, MODULE_VERSION, STRING),
	CAPS(versions, VERSIONS, U32),
	CAPS(ipv4, IPV4, BOOL),
	CAPS(ipv6, IPV6, BOOL),
	CAPS(addresses_max, ADDRESSES_MAX, U32),
};

static int decode(void *data, struct nlattr *attrs, int len)
{
	struct nlattr *attr;
	int rem;

	nla_for_each_attr(attr, attrs, len, rem)
		kvrrp_field_decode(fields, sizeof(fields) / sizeof(fields[0]), attr, data);
	return 0;
}

int kvrrp_caps_get(struct kvrrp_client *client, struct kvrrp_caps *caps)
{
	memset(caps, 0, sizeof(*caps));
	return kvrrp_request_send(client, kvrrp_request_new(client, KVRRP_CMD_CAPS_GET, 0, 0),
				  decode, caps);
}
