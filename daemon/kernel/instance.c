// SPDX-License-Identifier: GPL-2.0-or-later
/* Instances: struct kvrrp_instance to attributes and back. */

#include <errno.h>
#include <netlink/genl/genl.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/client.h"
#include "kernel/field.h"
#include "kernel/instance.h"
#include "kernel/request.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/* beside enum KVRRP_SET_*: rows that are sent in every request */
#define SEND_KEY	(1u << 31)
#define SEND_ALL	(~0u)

#define INST(member, attr, kind, send)	\
	KVRRP_FIELD(struct kvrrp_instance, member, KVRRP_A_INST_##attr, kind, send, false)
#define ADDRESS(member, attr, kind, send, optional)	\
	KVRRP_FIELD(struct kvrrp_address, member, KVRRP_A_ADDRESS_##attr, kind, send, optional)

/* Not here: the password, which is only sent, and the addresses, which are a nest. */
static const struct kvrrp_field inst_fields[] = {
	INST(ifindex, IFINDEX, U32, SEND_KEY),
	INST(vrid, VRID, U32, SEND_KEY),
	INST(family, FAMILY, U32, SEND_KEY),
	INST(name, NAME, STRING, KVRRP_SET_NAME),
	INST(version, VERSION, U32, KVRRP_SET_VERSION),
	INST(priority, PRIORITY, U32, KVRRP_SET_PRIORITY),
	INST(advert_interval_ms, ADVERT_INTERVAL_MS, U32, KVRRP_SET_ADVERT_INTERVAL),
	INST(nopreempt, NOPREEMPT, BOOL, KVRRP_SET_PREEMPT),
	INST(preempt_delay_ms, PREEMPT_DELAY_MS, U32, KVRRP_SET_PREEMPT),
	INST(auth_type, AUTH_TYPE, U32, KVRRP_SET_AUTH),

	INST(interface, INTERFACE, STRING, 0),
	INST(state, STATE, U32, 0),
	INST(effective_priority, EFFECTIVE_PRIORITY, U32, 0),
	INST(master_address, MASTER_ADDRESS, IP, 0),
	INST(master_priority, MASTER_PRIORITY, U32, 0),
	INST(master_advert_interval_ms, MASTER_ADVERT_INTERVAL_MS, U32, 0),
	INST(master_down_interval_us, MASTER_DOWN_INTERVAL_US, U64, 0),
	INST(skew_time_us, SKEW_TIME_US, U64, 0),
	INST(last_transition, LAST_TRANSITION, U64, 0),
	INST(reason, REASON, U32, 0),
	INST(old_state, OLD_STATE, U32, 0),
	INST(sequence, SEQUENCE, U32, 0),
};

static const struct kvrrp_field address_fields[] = {
	ADDRESS(ip, ADDRESS, IP, SEND_ALL, false),
	ADDRESS(prefix_length, PREFIX_LENGTH, U32, SEND_ALL, false),
	ADDRESS(ifindex, IFINDEX, U32, SEND_ALL, true),
	ADDRESS(label, LABEL, STRING, SEND_ALL, true),
	ADDRESS(broadcast, BROADCAST, IP, SEND_ALL, true),
	ADDRESS(scope, SCOPE, U32, SEND_ALL, false),
	ADDRESS(live, LIVE, BOOL, 0, false),
	ADDRESS(interface, INTERFACE, STRING, 0, false),
};

static int decode_address(struct kvrrp_instance *inst, struct nlattr *nest)
{
	struct kvrrp_address *list, *address;
	struct nlattr *attr;
	int rem;

	list = reallocarray(inst->addresses, inst->address_count + 1, sizeof(*list));
	if (!list)
		return -ENOMEM;
	inst->addresses = list;
	address = &list[inst->address_count++];
	memset(address, 0, sizeof(*address));
	nla_for_each_nested(attr, nest, rem)
		kvrrp_field_decode(address_fields, ARRAY_SIZE(address_fields), attr, address);
	return 0;
}

int kvrrp_instance_decode(struct kvrrp_instance *inst, struct nlattr *attrs, int len)
{
	struct nlattr *attr, *nested;
	int rem, rem_nested, err;

	nla_for_each_attr(attr, attrs, len, rem) {
		if (nla_type(attr) != KVRRP_A_INST_ADDRESSES) {
			kvrrp_field_decode(inst_fields, ARRAY_SIZE(inst_fields), attr, inst);
			continue;
		}
		nla_for_each_nested(nested, attr, rem_nested) {
			if (nla_type(nested) != KVRRP_A_ADDRESSES_ADDRESS)
				continue;
			err = decode_address(inst, nested);
			if (err) {
				kvrrp_instance_clear(inst);
				return err;
			}
		}
	}
	return 0;
}

static int encode_password(struct nl_msg *msg, const struct kvrrp_instance *inst)
{
	int len = strnlen((const char *)inst->auth_pass, sizeof(inst->auth_pass));

	if (inst->auth_type != KVRRP_AUTH_PASS)
		return 0;
	return nla_put(msg, KVRRP_A_INST_AUTH_PASS, len, inst->auth_pass) < 0 ? -EMSGSIZE : 0;
}

static int encode_addresses(struct nl_msg *msg, const struct kvrrp_instance *inst)
{
	struct nlattr *nest, *address;
	size_t i;
	int err;

	nest = nla_nest_start(msg, KVRRP_A_INST_ADDRESSES | NLA_F_NESTED);
	if (!nest)
		return -EMSGSIZE;
	for (i = 0; i < inst->address_count; i++) {
		address = nla_nest_start(msg, KVRRP_A_ADDRESSES_ADDRESS | NLA_F_NESTED);
		if (!address)
			return -EMSGSIZE;
		err = kvrrp_field_encode(address_fields, ARRAY_SIZE(address_fields), SEND_ALL,
					 msg, &inst->addresses[i]);
		if (err)
			return err;
		nla_nest_end(msg, address);
	}
	/* keep_empty: an empty list is a statement, "no addresses" */
	if (nla_nest_end_keep_empty(msg, nest) < 0)
		return -EMSGSIZE;
	return 0;
}

/* Sends command with the key and the configuration attributes that fields names. */
static int change(struct kvrrp_client *client, int command, const struct kvrrp_instance *inst,
		  unsigned int fields)
{
	/* generous: an address takes 64 bytes on the wire, 96 with IPv6 */
	size_t payload = 512 + inst->address_count * 128;
	struct nl_msg *msg;
	int err;

	msg = kvrrp_request_new(client, command, 0, payload);
	if (!msg)
		return kvrrp_request_send(client, NULL, NULL, NULL);
	err = kvrrp_field_encode(inst_fields, ARRAY_SIZE(inst_fields), fields | SEND_KEY,
				 msg, inst);
	if (!err && (fields & KVRRP_SET_AUTH))
		err = encode_password(msg, inst);
	if (!err && (fields & KVRRP_SET_ADDRESSES))
		err = encode_addresses(msg, inst);
	if (err) {
		nlmsg_free(msg);
		return kvrrp_request_fail(client, err, "building the request");
	}
	return kvrrp_request_send(client, msg, NULL, NULL);
}

int kvrrp_instance_new(struct kvrrp_client *client, const struct kvrrp_instance *inst)
{
	return change(client, KVRRP_CMD_INST_NEW, inst, ~SEND_KEY);
}

int kvrrp_instance_set(struct kvrrp_client *client, const struct kvrrp_instance *inst,
		       unsigned int fields)
{
	return change(client, KVRRP_CMD_INST_SET, inst, fields);
}

int kvrrp_instance_del(struct kvrrp_client *client, const struct kvrrp_instance *key)
{
	return change(client, KVRRP_CMD_INST_DEL, key, 0);
}

static int decode_item(void *item, struct nlattr *attrs, int len)
{
	return kvrrp_instance_decode(item, attrs, len);
}

static void clear_item(void *item)
{
	kvrrp_instance_clear(item);
}

int kvrrp_instance_dump(struct kvrrp_client *client, struct kvrrp_instance **out, size_t *count)
{
	struct kvrrp_list list = {
		.item_size = sizeof(struct kvrrp_instance),
		.decode = decode_item,
		.clear = clear_item,
	};
	int err = kvrrp_request_dump(client, KVRRP_CMD_INST_GET, &list);

	*out = list.items;
	*count = list.count;
	return err;
}

void kvrrp_instance_clear(struct kvrrp_instance *inst)
{
	free(inst->addresses);
	memset(inst, 0, sizeof(*inst));
}

void kvrrp_instance_list_free(struct kvrrp_instance *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		kvrrp_instance_clear(&list[i]);
	free(list);
}
