// SPDX-License-Identifier: GPL-2.0-only
/* Netlink requests: policies, checks, and the sentences for what is refused. */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/netdevice.h>
#include <linux/rtnetlink.h>

#include "address.h"
#include "family.h"
#include "net.h"
#include "request.h"

#define VRRP_IPV6_COUNT_MAX 90

static const struct nla_policy address_policy[KVRRP_A_ADDRESS_SCOPE + 1] = {
	[KVRRP_A_ADDRESS_ADDRESS]	= { .type = NLA_BINARY, .len = 16 },
	[KVRRP_A_ADDRESS_PREFIX_LENGTH]	= NLA_POLICY_MAX(NLA_U32, 128),
	[KVRRP_A_ADDRESS_IFINDEX]	= NLA_POLICY_RANGE(NLA_U32, 1, S16_MAX),
	[KVRRP_A_ADDRESS_LABEL]		= { .type = NLA_NUL_STRING, .len = IFNAMSIZ - 1 },
	[KVRRP_A_ADDRESS_BROADCAST]	= NLA_POLICY_EXACT_LEN(4),
	[KVRRP_A_ADDRESS_SCOPE]		= NLA_POLICY_MAX(NLA_U32, 255),
};

static const struct nla_policy addresses_policy[KVRRP_A_ADDRESSES_MAX + 1] = {
	[KVRRP_A_ADDRESSES_ADDRESS]	= NLA_POLICY_NESTED(address_policy),
};

/* what a request may carry; the rest is for answers and is refused */
const struct nla_policy kvrrp_request_policy[KVRRP_REQUEST_ATTRS] = {
	[KVRRP_A_INST_IFINDEX]		= { .type = NLA_U32 },
	[KVRRP_A_INST_VRID]		= NLA_POLICY_RANGE(NLA_U32, 1, 255),
	[KVRRP_A_INST_FAMILY]		= { .type = NLA_U32 },
	[KVRRP_A_INST_NAME]		= { .type = NLA_NUL_STRING,
					    .len = KVRRP_NAME_SIZE - 1 },
	[KVRRP_A_INST_VERSION]		= NLA_POLICY_RANGE(NLA_U32, 2, 3),
	[KVRRP_A_INST_PRIORITY]		= NLA_POLICY_RANGE(NLA_U32, 1, 255),
	[KVRRP_A_INST_ADVERT_INTERVAL_MS] = { .type = NLA_U32 },
	[KVRRP_A_INST_NOPREEMPT]	= NLA_POLICY_MAX(NLA_U32, 1),
	[KVRRP_A_INST_PREEMPT_DELAY_MS]	= { .type = NLA_U32 },
	[KVRRP_A_INST_AUTH_TYPE]	= NLA_POLICY_MAX(NLA_U32, KVRRP_AUTH_PASS),
	[KVRRP_A_INST_AUTH_PASS]	= { .type = NLA_BINARY,
					    .len = KVRRP_AUTH_PASS_SIZE },
	[KVRRP_A_INST_ADDRESSES]	= NLA_POLICY_NESTED(addresses_policy),
};

const struct nla_policy kvrrp_key_policy[KVRRP_KEY_ATTRS] = {
	[KVRRP_A_INST_IFINDEX]		= { .type = NLA_U32 },
	[KVRRP_A_INST_VRID]		= NLA_POLICY_RANGE(NLA_U32, 1, 255),
	[KVRRP_A_INST_FAMILY]		= { .type = NLA_U32 },
};

/**
 * kvrrp_request_family() - the family a request is about
 * @info: request that has the attribute
 *
 * Return: the family, or NULL if this kernel does not have it.
 */
const struct kvrrp_family *kvrrp_request_family(const struct genl_info *info)
{
	return kvrrp_family_by_af(nla_get_u32(info->attrs[KVRRP_A_INST_FAMILY]));
}

/**
 * kvrrp_request_key() - check for ifindex, vrid and family
 * @info: request about one instance
 *
 * Return: 0, or -errno with a sentence in the extack.
 */
int kvrrp_request_key(struct genl_info *info)
{
	int err;

	err = KVRRP_REQUIRE(info, KVRRP_A_INST_IFINDEX, "ifindex") ?:
	      KVRRP_REQUIRE(info, KVRRP_A_INST_VRID, "vrid") ?:
	      KVRRP_REQUIRE(info, KVRRP_A_INST_FAMILY, "family");
	if (err)
		return err;
	if (!kvrrp_request_family(info))
		return KVRRP_REFUSE(info, -EAFNOSUPPORT, info->attrs[KVRRP_A_INST_FAMILY],
				    "family must be 2 (IPv4) or, if the kernel has it, 10 (IPv6)");
	return 0;
}

/**
 * kvrrp_request_name() - read the name, if there is one
 * @req: gets it
 * @info: request
 *
 * Return: 0, or -errno with a sentence in the extack.
 */
int kvrrp_request_name(struct kvrrp_request *req, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KVRRP_A_INST_NAME];
	const char *c;

	if (!attr)
		return 0;
	nla_strscpy(req->name, attr, sizeof(req->name));
	if (!req->name[0] || req->name[0] == '.')
		return KVRRP_REFUSE(info, -EINVAL, attr,
			      "name must not be empty or begin with a dot");
	for (c = req->name; *c; c++)
		if ((u8)*c < ' ' || *c == '!' || *c == 0x7f)
			return KVRRP_REFUSE(info, -EINVAL, attr,
				      "name must not have '!' or control characters");
	return 0;
}

static int parse_interval(struct kvrrp_request *req, struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KVRRP_A_INST_ADVERT_INTERVAL_MS];
	u32 ms = attr ? nla_get_u32(attr) : req->cfg.interval_cs * 10;

	if (req->cfg.version == 2 && (!ms || ms % 1000 || ms > 255 * 1000))
		return KVRRP_REFUSE(info, -EINVAL, attr,
			      "VRRPv2: advert-interval-ms must be 1000 to 255000 in steps of 1000");
	if (req->cfg.version == 3 && (!ms || ms % 10 || ms > VRRP_INTERVAL_CS_MAX * 10))
		return KVRRP_REFUSE(info, -EINVAL, attr,
			      "VRRPv3: advert-interval-ms must be 10 to 40950 in steps of 10");
	req->cfg.interval_cs = ms / 10;
	return 0;
}

static int parse_auth(struct kvrrp_request *req, struct genl_info *info)
{
	const struct nlattr *type = info->attrs[KVRRP_A_INST_AUTH_TYPE];
	const struct nlattr *pass = info->attrs[KVRRP_A_INST_AUTH_PASS];

	if (type)
		req->cfg.auth_type = nla_get_u32(type);
	if (req->cfg.auth_type == KVRRP_AUTH_PASS && req->cfg.version != 2)
		return KVRRP_REFUSE(info, -EINVAL, type,
			      "auth-type pass exists in VRRPv2 only");
	if (pass && req->cfg.auth_type != KVRRP_AUTH_PASS)
		return KVRRP_REFUSE(info, -EINVAL, pass, "auth-pass needs auth-type pass");
	if (type && req->cfg.auth_type == KVRRP_AUTH_PASS && !pass)
		return KVRRP_REFUSE(info, -EINVAL, type, "auth-type pass needs auth-pass");
	if (pass && !nla_len(pass))
		return KVRRP_REFUSE(info, -EINVAL, pass, "auth-pass must have 1 to 8 bytes");
	if (pass || req->cfg.auth_type == KVRRP_AUTH_NONE)
		memset(req->cfg.auth_data, 0, sizeof(req->cfg.auth_data));
	if (pass)
		memcpy(req->cfg.auth_data, nla_data(pass), nla_len(pass));
	return 0;
}

static int parse_address(struct kvrrp_vip *vip, const struct nlattr *nest, int ifindex,
			 struct genl_info *info)
{
	const struct kvrrp_family *family = kvrrp_request_family(info);
	struct nlattr *tb[ARRAY_SIZE(address_policy)];
	int err;

	err = nla_parse_nested(tb, ARRAY_SIZE(address_policy) - 1, nest, address_policy,
			       info->extack);
	if (err)
		return err;
	if (!tb[KVRRP_A_ADDRESS_ADDRESS] || !tb[KVRRP_A_ADDRESS_PREFIX_LENGTH])
		return KVRRP_REFUSE(info, -EINVAL, nest,
			      "address and prefix-length are required");
	if (nla_len(tb[KVRRP_A_ADDRESS_ADDRESS]) != vrrp_addr_len(family->family))
		return KVRRP_REFUSE(info, -EINVAL, tb[KVRRP_A_ADDRESS_ADDRESS],
				    "the address is of another family than the instance");
	nla_memcpy(vip->addr.b, tb[KVRRP_A_ADDRESS_ADDRESS], sizeof(vip->addr.b));
	if (!family->is_usable(&vip->addr))
		return KVRRP_REFUSE(info, -EINVAL, tb[KVRRP_A_ADDRESS_ADDRESS],
				    "not an address an interface can have");
	vip->prefix_length = nla_get_u32(tb[KVRRP_A_ADDRESS_PREFIX_LENGTH]);
	if (vip->prefix_length > family->prefix_max)
		return KVRRP_REFUSE(info, -ERANGE, tb[KVRRP_A_ADDRESS_PREFIX_LENGTH],
				    "prefix-length is longer than the address");
	if (family->family != VRRP_IPV4 &&
	    (tb[KVRRP_A_ADDRESS_LABEL] || tb[KVRRP_A_ADDRESS_BROADCAST]))
		return KVRRP_REFUSE(info, -EINVAL, nest,
				    "label and broadcast exist for IPv4 only");
	vip->ifindex = ifindex;
	if (tb[KVRRP_A_ADDRESS_IFINDEX])
		vip->ifindex = nla_get_u32(tb[KVRRP_A_ADDRESS_IFINDEX]);
	if (tb[KVRRP_A_ADDRESS_LABEL])
		nla_strscpy(vip->label, tb[KVRRP_A_ADDRESS_LABEL], sizeof(vip->label));
	if (tb[KVRRP_A_ADDRESS_BROADCAST])
		vip->broadcast = nla_get_in_addr(tb[KVRRP_A_ADDRESS_BROADCAST]);
	if (tb[KVRRP_A_ADDRESS_SCOPE])
		vip->scope = nla_get_u32(tb[KVRRP_A_ADDRESS_SCOPE]);
	return 0;
}

/* RFC 9568 5.2.9: an advert over IPv6 begins with a link-local address. */
static int check_first(const struct kvrrp_request *req, const struct nlattr *nest,
		       struct genl_info *info)
{
	const u8 *first = req->vips->vip[0].addr.b;

	if (kvrrp_request_family(info)->family == VRRP_IPV4)
		return 0;
	/* 1448 bytes: more would not fit into a packet of 1500, and is never sent */
	if (req->vips->count > VRRP_IPV6_COUNT_MAX)
		return KVRRP_REFUSE(info, -E2BIG, nest,
				    "an advertisement over IPv6 has room for 90 addresses");
	if (first[0] != 0xfe || (first[1] & 0xc0) != 0x80)
		return KVRRP_REFUSE(info, -EINVAL, nest,
				    "the first IPv6 address must be link-local (fe80::/10)");
	return 0;
}

static int parse_addresses(struct kvrrp_request *req, struct genl_info *info)
{
	const struct nlattr *nest = info->attrs[KVRRP_A_INST_ADDRESSES];
	int ifindex = nla_get_u32(info->attrs[KVRRP_A_INST_IFINDEX]);
	const struct nlattr *attr;
	unsigned int count = 0;
	int rem, err;

	if (!nest)
		return 0;
	nla_for_each_nested(attr, nest, rem)
		count++;
	/* peers drop an advert about nothing, and would never hear of us */
	if (!count)
		return KVRRP_REFUSE(info, -EINVAL, nest,
				    "an instance needs at least one address");
	if (count > KVRRP_VIPS_MAX)
		return KVRRP_REFUSE(info, -E2BIG, nest, "too many addresses for one instance");
	req->vips = kvrrp_vips_alloc(count);
	if (!req->vips)
		return -ENOMEM;
	count = 0;
	nla_for_each_nested(attr, nest, rem) {
		struct kvrrp_vip vip = {};

		err = parse_address(&vip, attr, ifindex, info);
		if (err)
			return err;
		/* what is not filled in yet is all zero, which is no address */
		if (kvrrp_vips_find(req->vips, &vip.addr, vip.ifindex))
			return KVRRP_REFUSE(info, -EINVAL, attr, "the same address twice");
		req->vips->vip[count++] = vip;
	}
	kvrrp_vips_seal(req->vips, kvrrp_request_family(info)->family);
	return check_first(req, nest, info);
}

/**
 * kvrrp_request_parse() - read everything a request changes
 * @req: holds the present configuration or the defaults, and gets the new one;
 *	 the caller frees @vips by kvfree(), also on failure
 * @info: request, its key already checked
 *
 * May sleep.
 *
 * Return: 0, or -errno with a sentence in the extack.
 */
int kvrrp_request_parse(struct kvrrp_request *req, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;

	if (attrs[KVRRP_A_INST_VERSION])
		req->cfg.version = nla_get_u32(attrs[KVRRP_A_INST_VERSION]);
	if (attrs[KVRRP_A_INST_PRIORITY])
		req->cfg.priority = nla_get_u32(attrs[KVRRP_A_INST_PRIORITY]);
	if (attrs[KVRRP_A_INST_NOPREEMPT])
		req->cfg.preempt = !nla_get_u32(attrs[KVRRP_A_INST_NOPREEMPT]);
	if (attrs[KVRRP_A_INST_PREEMPT_DELAY_MS])
		req->cfg.preempt_delay_ns = NSEC_PER_MSEC *
			(u64)nla_get_u32(attrs[KVRRP_A_INST_PREEMPT_DELAY_MS]);
	if (req->cfg.version == 2 && req->cfg.family != VRRP_IPV4)
		return KVRRP_REFUSE(info, -EINVAL, attrs[KVRRP_A_INST_VERSION],
				    "VRRPv2 is for IPv4 only");
	return kvrrp_request_name(req, info) ?: parse_interval(req, info) ?:
	       parse_auth(req, info) ?: parse_addresses(req, info);
}

/**
 * kvrrp_request_interfaces() - do the interfaces a request names exist?
 * @kn: namespace
 * @req: parsed request
 * @info: the same, for the extack
 *
 * Caller holds RTNL.
 *
 * Return: 0, or -errno with a sentence in the extack.
 */
int kvrrp_request_interfaces(const struct kvrrp_net *kn, const struct kvrrp_request *req,
			     struct genl_info *info)
{
	const struct nlattr *attr = info->attrs[KVRRP_A_INST_IFINDEX];
	struct net_device *dev;
	unsigned int i;

	ASSERT_RTNL();
	dev = __dev_get_by_index(kn->net, nla_get_u32(attr));
	if (!dev)
		return KVRRP_REFUSE(info, -ENODEV, attr, "no such interface");
	for (i = 0; req->vips && i < req->vips->count; i++) {
		const struct kvrrp_vip *vip = &req->vips->vip[i];

		dev = __dev_get_by_index(kn->net, vip->ifindex);
		if (!dev)
			return KVRRP_REFUSE(info, -ENODEV, info->attrs[KVRRP_A_INST_ADDRESSES],
				      "an address names an interface that does not exist");
		if (vip->label[0] && strncmp(vip->label, dev->name, strlen(dev->name)))
			return KVRRP_REFUSE(info, -EINVAL, info->attrs[KVRRP_A_INST_ADDRESSES],
				      "a label must begin with the name of its interface");
	}
	return 0;
}
