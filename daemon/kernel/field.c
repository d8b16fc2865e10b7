// SPDX-License-Identifier: GPL-2.0-or-later
/* Attributes to struct members and back, by table. */

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "kernel/client.h"
#include "kernel/field.h"

uint64_t kvrrp_field_integer(const struct nlattr *attr)
{
	uint64_t wide;
	uint32_t narrow;

	switch (nla_len(attr)) {
	case sizeof(wide):
		memcpy(&wide, nla_data(attr), sizeof(wide));
		return wide;
	case sizeof(narrow):
		memcpy(&narrow, nla_data(attr), sizeof(narrow));
		return narrow;
	default:
		return 0;
	}
}

static void decode_ip(struct kvrrp_ip *ip, const struct nlattr *attr)
{
	int len = nla_len(attr);

	memset(ip, 0, sizeof(*ip));
	if (len != 4 && len != 16)
		return;
	ip->family = len == 4 ? AF_INET : AF_INET6;
	memcpy(ip->bytes, nla_data(attr), len);
}

static void decode_one(const struct kvrrp_field *field, const struct nlattr *attr, void *member)
{
	uint64_t wide;
	uint32_t narrow;
	size_t len;

	switch (field->kind) {
	case KVRRP_FIELD_U32:
		narrow = kvrrp_field_integer(attr);
		memcpy(member, &narrow, sizeof(narrow));
		break;
	case KVRRP_FIELD_U64:
		wide = kvrrp_field_integer(attr);
		memcpy(member, &wide, sizeof(wide));
		break;
	case KVRRP_FIELD_BOOL:
		*(bool *)member = kvrrp_field_integer(attr) != 0;
		break;
	case KVRRP_FIELD_STRING:
		len = strnlen(nla_data(attr), nla_len(attr));
		if (len >= field->size)
			len = field->size - 1;
		memset(member, 0, field->size);
		memcpy(member, nla_data(attr), len);
		break;
	case KVRRP_FIELD_IP:
		decode_ip(member, attr);
		break;
	}
}

void kvrrp_field_decode(const struct kvrrp_field *fields, size_t count,
			const struct nlattr *attr, void *object)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (fields[i].attr == nla_type(attr))
			decode_one(&fields[i], attr, (char *)object + fields[i].offset);
}

static bool is_empty(const struct kvrrp_field *field, const void *member)
{
	size_t i;

	if (field->kind == KVRRP_FIELD_STRING)
		return !*(const char *)member;
	if (field->kind == KVRRP_FIELD_IP)
		return !((const struct kvrrp_ip *)member)->family;
	for (i = 0; i < field->size; i++)
		if (((const unsigned char *)member)[i])
			return false;
	return true;
}

static int encode_one(const struct kvrrp_field *field, struct nl_msg *msg, const void *member)
{
	const struct kvrrp_ip *ip = member;
	uint64_t wide;
	uint32_t narrow;

	switch (field->kind) {
	case KVRRP_FIELD_U32:
		memcpy(&narrow, member, sizeof(narrow));
		return nla_put_u32(msg, field->attr, narrow);
	case KVRRP_FIELD_U64:
		memcpy(&wide, member, sizeof(wide));
		return nla_put_u64(msg, field->attr, wide);
	case KVRRP_FIELD_BOOL:
		return nla_put_u32(msg, field->attr, *(const bool *)member);
	case KVRRP_FIELD_STRING:
		return nla_put_string(msg, field->attr, member);
	case KVRRP_FIELD_IP:
		return nla_put(msg, field->attr, ip->family == AF_INET6 ? 16 : 4, ip->bytes);
	}
	return 0;
}

int kvrrp_field_encode(const struct kvrrp_field *fields, size_t count, unsigned int mask,
		       struct nl_msg *msg, const void *object)
{
	const void *member;
	size_t i;

	for (i = 0; i < count; i++) {
		member = (const char *)object + fields[i].offset;
		if (!(fields[i].send & mask))
			continue;
		if (fields[i].optional && is_empty(&fields[i], member))
			continue;
		/* libnl can only fail for want of room in the message */
		if (encode_one(&fields[i], msg, member) < 0)
			return -EMSGSIZE;
	}
	return 0;
}
