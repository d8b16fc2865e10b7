// SPDX-License-Identifier: GPL-2.0-only
/*
 * The generic netlink family. Requests come under genl_mutex; those that change
 * or list instances take RTNL below it. Every refusal has a sentence and, where
 * one is to blame, the attribute.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kvrrp.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/genetlink.h>
#include <net/sock.h>

#include "describe.h"
#include "engine.h"
#include "family.h"
#include "instance.h"
#include "link.h"
#include "net.h"
#include "netlink.h"
#include "request.h"

static struct genl_family kvrrp_family;

static struct kvrrp_inst *find(const struct kvrrp_net *kn, struct genl_info *info)
{
	struct kvrrp_inst *inst;

	ASSERT_RTNL();
	inst = kvrrp_inst_find(kn, nla_get_u32(info->attrs[KVRRP_A_INST_IFINDEX]),
			       nla_get_u32(info->attrs[KVRRP_A_INST_VRID]),
			       kvrrp_request_family(info));
	if (!inst)
		GENL_SET_ERR_MSG(info, "no instance with this interface, VRID and family");
	return inst;
}

/* RTNL is held on success; waits until a removed instance has let go of the name. */
static int lock_name(struct kvrrp_net *kn, const struct kvrrp_inst *self,
		     const char *name, struct genl_info *info)
{
	const struct kvrrp_inst *other;

	rtnl_lock();
	while (kvrrp_inst_name_is_leaving(kn, name)) {
		rtnl_unlock();
		kvrrp_net_reap(kn);
		rtnl_lock();
	}
	other = kvrrp_inst_find_name(kn, name);
	if (other && other != self) {
		rtnl_unlock();
		return KVRRP_REFUSE(info, -EEXIST, info->attrs[KVRRP_A_INST_NAME],
			      "an instance of this name exists");
	}
	return 0;
}

static int create(struct kvrrp_net *kn, struct kvrrp_request *req, struct genl_info *info)
{
	const struct kvrrp_family *family = kvrrp_request_family(info);
	int ifindex = nla_get_u32(info->attrs[KVRRP_A_INST_IFINDEX]);
	struct kvrrp_inst *inst;
	int err;

	if (kvrrp_net_is_shut_down())
		return KVRRP_REFUSE(info, -ESHUTDOWN, NULL, "the module is being unloaded");
	if (kvrrp_inst_find(kn, ifindex, req->cfg.vrid, family))
		return KVRRP_REFUSE(info, -EEXIST, info->attrs[KVRRP_A_INST_VRID],
			      "an instance with this interface, VRID and family exists");
	err = kvrrp_request_interfaces(kn, req, info);
	if (err)
		return err;
	err = kvrrp_net_open(kn, family);
	if (err)
		return KVRRP_REFUSE(info, err, NULL, "cannot open the namespace's sockets");

	inst = kvrrp_inst_alloc(kn, ifindex, req->name, family, &req->cfg);
	if (!inst)
		return -ENOMEM;
	rcu_assign_pointer(inst->vips, req->vips);
	req->vips = NULL;
	err = kvrrp_inst_attach(inst, info->extack);
	if (err)
		kvrrp_inst_free_unregistered(inst);
	return err;
}

static int inst_new_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kvrrp_net *kn = kvrrp_net_get(genl_info_net(info));
	struct kvrrp_request req = {
		.cfg = {
			.version	= 3,
			.priority	= 100,
			.interval_cs	= 100,
			.preempt	= true,
		},
	};
	int err;

	err = kvrrp_request_key(info) ?: KVRRP_REQUIRE(info, KVRRP_A_INST_NAME, "name") ?:
	      KVRRP_REQUIRE(info, KVRRP_A_INST_ADDRESSES, "addresses");
	if (err)
		return err;
	req.cfg.vrid = nla_get_u32(info->attrs[KVRRP_A_INST_VRID]);
	req.cfg.family = kvrrp_request_family(info)->family;
	err = kvrrp_request_parse(&req, info);
	if (err)
		goto out;
	err = lock_name(kn, NULL, req.name, info);
	if (err)
		goto out;
	err = create(kn, &req, info);
	rtnl_unlock();
out:
	kvfree(req.vips);
	return err;
}

/* Everything has been checked: put the request in force in one go. */
static void apply(struct kvrrp_inst *inst, struct kvrrp_request *req)
{
	struct kvrrp_vips *old = rtnl_dereference(inst->vips);
	bool other_vips, other_cfg, other_name;

	other_vips = req->vips && !kvrrp_vips_equal(old, req->vips);
	spin_lock_bh(&inst->lock);
	req->cfg.source = inst->cfg.source;
	other_cfg = memcmp(&req->cfg, &inst->cfg, sizeof(req->cfg));
	other_name = strcmp(inst->name, req->name);
	if (!other_vips && !other_cfg && !other_name) {
		spin_unlock_bh(&inst->lock);
		return;
	}
	if (other_vips)
		rcu_assign_pointer(inst->vips, req->vips);
	strscpy(inst->name, req->name, sizeof(inst->name));
	if (other_cfg) {
		inst->cfg = req->cfg;
		kvrrp_engine_event_locked(inst, VRRP_EV_CONFIG, VRRP_REASON_CONFIG);
	}
	kvrrp_engine_note_locked(inst, KVRRP_CMD_INST_CHANGE_NTF);
	spin_unlock_bh(&inst->lock);

	if (other_vips) {
		req->vips = NULL;
		kvfree_rcu(old, rcu);
	}
	/* whether our own address is virtual may have changed with the list */
	kvrrp_link_evaluate(inst);
}

static int set(struct kvrrp_net *kn, struct kvrrp_request *req, struct genl_info *info)
{
	struct kvrrp_inst *inst = find(kn, info);
	int err;

	if (!inst)
		return -ENOENT;
	spin_lock_bh(&inst->lock);
	req->cfg = inst->cfg;
	spin_unlock_bh(&inst->lock);
	strscpy(req->name, inst->name, sizeof(req->name));
	err = kvrrp_request_parse(req, info) ?: kvrrp_request_interfaces(kn, req, info);
	if (err)
		return err;
	if (strcmp(inst->name, req->name)) {
		err = device_rename(&inst->dev, req->name);
		if (err)
			return KVRRP_REFUSE(info, err, info->attrs[KVRRP_A_INST_NAME],
				      "cannot rename the entry in /sys/class/kvrrp");
	}
	apply(inst, req);
	return 0;
}

static int inst_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kvrrp_net *kn = kvrrp_net_get(genl_info_net(info));
	struct kvrrp_request req = {};
	int err;

	err = kvrrp_request_key(info) ?: kvrrp_request_name(&req, info);
	if (err)
		return err;
	if (req.name[0]) {
		struct kvrrp_inst *self;

		rtnl_lock();
		self = find(kn, info);
		rtnl_unlock();
		/* compared only: another request cannot come in between (genl_mutex) */
		err = lock_name(kn, self, req.name, info);
		if (err)
			return err;
	} else {
		rtnl_lock();
	}
	err = set(kn, &req, info);
	rtnl_unlock();
	kvfree(req.vips);
	return err;
}

static int inst_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kvrrp_net *kn = kvrrp_net_get(genl_info_net(info));
	struct kvrrp_inst *inst;
	int err;

	err = kvrrp_request_key(info);
	if (err)
		return err;
	rtnl_lock();
	inst = find(kn, info);
	if (inst)
		kvrrp_inst_detach(inst, VRRP_REASON_REMOVED);
	rtnl_unlock();
	if (!inst)
		return -ENOENT;
	kvrrp_net_reap(kn);
	return 0;
}

static int inst_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kvrrp_net *kn = kvrrp_net_get(genl_info_net(info));
	struct kvrrp_inst *inst;
	struct sk_buff *reply;
	void *hdr;
	int err;

	err = kvrrp_request_key(info);
	if (err)
		return err;
	rtnl_lock();
	inst = find(kn, info);
	reply = inst ? genlmsg_new(kvrrp_describe_size(inst), GFP_KERNEL) : NULL;
	if (!reply) {
		err = inst ? -ENOMEM : -ENOENT;
		goto out;
	}
	hdr = genlmsg_put_reply(reply, info, &kvrrp_family, 0, KVRRP_CMD_INST_GET);
	err = hdr ? kvrrp_describe_inst(reply, inst, NULL, 0) : -EMSGSIZE;
	if (err) {
		nlmsg_free(reply);
		goto out;
	}
	genlmsg_end(reply, hdr);
out:
	rtnl_unlock();
	return err ?: genlmsg_reply(reply, info);
}

/* The largest instance must fit into one message of the dump. */
static int inst_get_start(struct netlink_callback *cb)
{
	struct kvrrp_net *kn = kvrrp_net_get(sock_net(cb->skb->sk));
	struct kvrrp_inst *inst;
	size_t size = 0;

	rtnl_lock();
	list_for_each_entry(inst, &kn->instances, list)
		size = max(size, kvrrp_describe_size(inst));
	rtnl_unlock();
	cb->min_dump_alloc = size;
	return 0;
}

static int dump_inst(struct sk_buff *skb, struct netlink_callback *cb,
		     struct kvrrp_inst *inst)
{
	void *hdr;

	hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
			  &kvrrp_family, NLM_F_MULTI, KVRRP_CMD_INST_GET);
	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	if (kvrrp_describe_inst(skb, inst, NULL, 0)) {
		genlmsg_cancel(skb, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

/* Calls @one for the instances from cb->args[0] on, until the message is full. */
static int dump_all(struct sk_buff *skb, struct netlink_callback *cb,
		    int (*one)(struct sk_buff *, struct netlink_callback *,
			       struct kvrrp_inst *))
{
	struct kvrrp_net *kn = kvrrp_net_get(sock_net(skb->sk));
	struct kvrrp_inst *inst;
	long skip = cb->args[0];
	long index = 0;
	int err = 0;

	rtnl_lock();
	cb->seq = kn->generation;
	list_for_each_entry(inst, &kn->instances, list) {
		if (index++ < skip)
			continue;
		err = one(skb, cb, inst);
		if (err)
			break;
		cb->args[0] = index;
	}
	rtnl_unlock();
	return skb->len ?: err;
}

static int inst_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return dump_all(skb, cb, dump_inst);
}

static int dump_stats(struct sk_buff *skb, struct netlink_callback *cb,
		      struct kvrrp_inst *inst)
{
	void *hdr;

	hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
			  &kvrrp_family, NLM_F_MULTI, KVRRP_CMD_STATS_GET);
	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	if (kvrrp_describe_stats(skb, kvrrp_net_get(sock_net(skb->sk)), inst)) {
		genlmsg_cancel(skb, hdr);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

static int stats_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	if (!cb->args[1]) {
		int err = dump_stats(skb, cb, NULL);

		if (err)
			return err;
		cb->args[1] = 1;
	}
	return dump_all(skb, cb, dump_stats);
}

static int stats_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct kvrrp_net *kn = kvrrp_net_get(genl_info_net(info));
	struct kvrrp_inst *inst = NULL;
	struct sk_buff *reply;
	bool keyed;
	void *hdr;
	int err;

	keyed = info->attrs[KVRRP_A_STATS_IFINDEX] || info->attrs[KVRRP_A_STATS_VRID] ||
		info->attrs[KVRRP_A_STATS_FAMILY];
	err = keyed ? kvrrp_request_key(info) : 0;
	if (err)
		return err;
	reply = genlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	rtnl_lock();
	inst = keyed ? find(kn, info) : NULL;
	if (keyed && !inst) {
		err = -ENOENT;
	} else {
		hdr = genlmsg_put_reply(reply, info, &kvrrp_family, 0,
					KVRRP_CMD_STATS_GET);
		err = hdr ? kvrrp_describe_stats(reply, kn, inst) : -EMSGSIZE;
	}
	rtnl_unlock();
	if (err) {
		nlmsg_free(reply);
		return err;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}

static int dump_history(struct sk_buff *skb, struct netlink_callback *cb,
			struct kvrrp_inst *inst)
{
	void *hdr;
	int err;

	hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
			  &kvrrp_family, NLM_F_MULTI, KVRRP_CMD_HISTORY_GET);
	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	err = nla_put_u32(skb, KVRRP_A_HISTORY_IFINDEX, inst->ifindex) ?:
	      nla_put_u32(skb, KVRRP_A_HISTORY_VRID, inst->vrid) ?:
	      nla_put_u32(skb, KVRRP_A_HISTORY_FAMILY, inst->family->af) ?:
	      nla_put_string(skb, KVRRP_A_HISTORY_NAME, inst->name) ?:
	      kvrrp_history_fill(skb, inst);
	if (err) {
		genlmsg_cancel(skb, hdr);
		return err;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

/* The records of one instance come in one message. */
static int history_get_start(struct netlink_callback *cb)
{
	cb->min_dump_alloc = NLMSG_GOODSIZE + KVRRP_HISTORY_MAX * 256;
	return 0;
}

static int history_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return dump_all(skb, cb, dump_history);
}

static int caps_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sk_buff *reply;
	void *hdr;

	reply = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	hdr = genlmsg_put_reply(reply, info, &kvrrp_family, 0, KVRRP_CMD_CAPS_GET);
	if (!hdr ||
	    nla_put_string(reply, KVRRP_A_CAPS_MODULE_VERSION, KVRRP_VERSION) ||
	    nla_put_u32(reply, KVRRP_A_CAPS_VERSIONS, BIT(2) | BIT(3)) ||
	    nla_put_u32(reply, KVRRP_A_CAPS_IPV4, 1) ||
	    nla_put_u32(reply, KVRRP_A_CAPS_IPV6,
			!!kvrrp_family_by_af(AF_INET6)) ||
	    nla_put_u32(reply, KVRRP_A_CAPS_ADDRESSES_MAX, KVRRP_VIPS_MAX)) {
		nlmsg_free(reply);
		return -EMSGSIZE;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}

enum {
	MCGRP_MONITOR,
};

static const struct genl_multicast_group groups[] = {
	[MCGRP_MONITOR] = { .name = KVRRP_MCGRP_MONITOR },
};

/**
 * kvrrp_netlink_notify() - tell the monitor group
 * @inst: attached, or being destroyed
 * @event: what happened
 *
 * May sleep. The sequence number counts also what nobody listened to or what
 * could not be sent, so that a listener sees the gap.
 */
void kvrrp_netlink_notify(struct kvrrp_inst *inst, const struct kvrrp_event *event)
{
	struct kvrrp_net *kn = inst->kn;
	struct sk_buff *skb;
	u32 sequence;
	void *hdr;

	mutex_lock(&kn->notify_mutex);
	sequence = atomic_inc_return(&kn->sequence);
	if (!genl_has_listeners(&kvrrp_family, kn->net, MCGRP_MONITOR))
		goto out;
	skb = genlmsg_new(kvrrp_describe_size(inst), GFP_KERNEL);
	if (!skb)
		goto out;
	hdr = genlmsg_put(skb, 0, 0, &kvrrp_family, 0, event->command);
	if (!hdr || kvrrp_describe_inst(skb, inst, event, sequence)) {
		nlmsg_free(skb);
		goto out;
	}
	genlmsg_end(skb, hdr);
	genlmsg_multicast_netns(&kvrrp_family, kn->net, skb, 0, MCGRP_MONITOR, GFP_KERNEL);
out:
	mutex_unlock(&kn->notify_mutex);
}

static_assert((int)KVRRP_A_STATS_IFINDEX == (int)KVRRP_A_INST_IFINDEX);
static_assert((int)KVRRP_A_STATS_VRID == (int)KVRRP_A_INST_VRID);
static_assert((int)KVRRP_A_STATS_FAMILY == (int)KVRRP_A_INST_FAMILY);

static const struct genl_ops ops[] = {
	{
		.cmd		= KVRRP_CMD_INST_NEW,
		.doit		= inst_new_doit,
		.policy		= kvrrp_request_policy,
		.maxattr	= KVRRP_REQUEST_ATTRS - 1,
		.flags		= GENL_UNS_ADMIN_PERM,
	}, {
		.cmd		= KVRRP_CMD_INST_SET,
		.doit		= inst_set_doit,
		.policy		= kvrrp_request_policy,
		.maxattr	= KVRRP_REQUEST_ATTRS - 1,
		.flags		= GENL_UNS_ADMIN_PERM,
	}, {
		.cmd		= KVRRP_CMD_INST_DEL,
		.doit		= inst_del_doit,
		.policy		= kvrrp_key_policy,
		.maxattr	= KVRRP_KEY_ATTRS - 1,
		.flags		= GENL_UNS_ADMIN_PERM,
	}, {
		.cmd		= KVRRP_CMD_INST_GET,
		.doit		= inst_get_doit,
		.start		= inst_get_start,
		.dumpit		= inst_get_dumpit,
		.policy		= kvrrp_key_policy,
		.maxattr	= KVRRP_KEY_ATTRS - 1,
	}, {
		.cmd		= KVRRP_CMD_STATS_GET,
		.doit		= stats_get_doit,
		.dumpit		= stats_get_dumpit,
		.policy		= kvrrp_key_policy,
		.maxattr	= KVRRP_KEY_ATTRS - 1,
	}, {
		.cmd		= KVRRP_CMD_CAPS_GET,
		.doit		= caps_get_doit,
	}, {
		.cmd		= KVRRP_CMD_HISTORY_GET,
		.start		= history_get_start,
		.dumpit		= history_get_dumpit,
	},
};

static struct genl_family kvrrp_family __ro_after_init = {
	.name		= KVRRP_FAMILY_NAME,
	.version	= KVRRP_FAMILY_VERSION,
	.module		= THIS_MODULE,
	.netnsok	= true,
	.ops		= ops,
	.n_ops		= ARRAY_SIZE(ops),
	.resv_start_op	= KVRRP_CMD_INST_NEW,
	.mcgrps		= groups,
	.n_mcgrps	= ARRAY_SIZE(groups),
};

int __init kvrrp_netlink_init(void)
{
	return genl_register_family(&kvrrp_family);
}

void kvrrp_netlink_exit(void)
{
	genl_unregister_family(&kvrrp_family);
}

MODULE_ALIAS_GENL_FAMILY(KVRRP_FAMILY_NAME);
