// SPDX-License-Identifier: GPL-2.0-only
/* Instances and counters into netlink messages. */

#include <linux/netdevice.h>
#include <net/genetlink.h>

#include "describe.h"
#include "engine.h"
#include "family.h"
#include "instance.h"
#include "net.h"

static int fill_address(struct sk_buff *skb, const struct kvrrp_inst *inst,
			const struct kvrrp_vip *vip, bool live)
{
	struct net_device *dev;
	struct nlattr *nest;

	nest = nla_nest_start(skb, KVRRP_A_ADDRESSES_ADDRESS);
	if (!nest)
		return -EMSGSIZE;
	if (nla_put(skb, KVRRP_A_ADDRESS_ADDRESS, vrrp_addr_len(inst->family->family),
		    vip->addr.b) ||
	    nla_put_u32(skb, KVRRP_A_ADDRESS_PREFIX_LENGTH, vip->prefix_length) ||
	    nla_put_u32(skb, KVRRP_A_ADDRESS_IFINDEX, vip->ifindex) ||
	    (vip->label[0] && nla_put_string(skb, KVRRP_A_ADDRESS_LABEL, vip->label)) ||
	    (vip->broadcast && nla_put_in_addr(skb, KVRRP_A_ADDRESS_BROADCAST,
					       vip->broadcast)) ||
	    nla_put_u32(skb, KVRRP_A_ADDRESS_SCOPE, vip->scope) ||
	    nla_put_u32(skb, KVRRP_A_ADDRESS_LIVE, live))
		return -EMSGSIZE;
	dev = dev_get_by_index_rcu(inst->kn->net, vip->ifindex);
	if (dev && nla_put_string(skb, KVRRP_A_ADDRESS_INTERFACE, dev->name))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int fill_addresses(struct sk_buff *skb, struct kvrrp_inst *inst)
{
	const struct kvrrp_vips *installed = rcu_dereference(inst->installed);
	const struct kvrrp_vips *vips = rcu_dereference(inst->vips);
	const struct kvrrp_vip *here;
	struct nlattr *nest;
	unsigned int i;
	bool live;

	nest = nla_nest_start(skb, KVRRP_A_INST_ADDRESSES);
	if (!nest)
		return -EMSGSIZE;
	for (i = 0; i < vips->count; i++) {
		here = kvrrp_vips_find(installed, &vips->vip[i].addr,
				       vips->vip[i].ifindex);
		live = here && here->live;
		if (fill_address(skb, inst, &vips->vip[i], live))
			return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

static int fill_config(struct sk_buff *skb, const struct kvrrp_inst *inst,
		       const struct vrrp_cfg *cfg)
{
	u32 preempt_delay_ms = div_u64(cfg->preempt_delay_ns, NSEC_PER_MSEC);

	return nla_put_u32(skb, KVRRP_A_INST_IFINDEX, inst->ifindex) ?:
	       nla_put_u32(skb, KVRRP_A_INST_VRID, cfg->vrid) ?:
	       nla_put_u32(skb, KVRRP_A_INST_FAMILY, inst->family->af) ?:
	       nla_put_u32(skb, KVRRP_A_INST_VERSION, cfg->version) ?:
	       nla_put_u32(skb, KVRRP_A_INST_PRIORITY, cfg->priority) ?:
	       nla_put_u32(skb, KVRRP_A_INST_ADVERT_INTERVAL_MS, cfg->interval_cs * 10) ?:
	       nla_put_u32(skb, KVRRP_A_INST_NOPREEMPT, !cfg->preempt) ?:
	       nla_put_u32(skb, KVRRP_A_INST_PREEMPT_DELAY_MS, preempt_delay_ms) ?:
	       nla_put_u32(skb, KVRRP_A_INST_AUTH_TYPE, cfg->auth_type);
}

static int fill_state(struct sk_buff *skb, const struct vrrp_cfg *cfg,
		      const struct vrrp_fsm *fsm)
{
	u16 interval_cs = fsm->master_interval_cs ?: cfg->interval_cs;
	static const struct vrrp_addr nobody;
	u64 down_ns, skew_ns;
	int err;

	if (fsm->state == VRRP_MASTER)
		interval_cs = cfg->interval_cs;
	down_ns = vrrp_master_down_ns(cfg, interval_cs);
	skew_ns = vrrp_skew_ns(cfg, interval_cs);
	err = nla_put_u32(skb, KVRRP_A_INST_EFFECTIVE_PRIORITY, cfg->priority) ?:
	      nla_put_u32(skb, KVRRP_A_INST_MASTER_ADVERT_INTERVAL_MS, interval_cs * 10) ?:
	      nla_put_u64_64bit(skb, KVRRP_A_INST_MASTER_DOWN_INTERVAL_US,
				div_u64(down_ns, NSEC_PER_USEC), KVRRP_A_INST_PAD) ?:
	      nla_put_u64_64bit(skb, KVRRP_A_INST_SKEW_TIME_US,
				div_u64(skew_ns, NSEC_PER_USEC), KVRRP_A_INST_PAD);
	if (err || !memcmp(&fsm->master, &nobody, sizeof(nobody)))
		return err;
	return nla_put(skb, KVRRP_A_INST_MASTER_ADDRESS, vrrp_addr_len(cfg->family),
		       fsm->master.b) ?:
	       nla_put_u32(skb, KVRRP_A_INST_MASTER_PRIORITY, fsm->master_priority);
}

/* What an event changes; without an event, as things are now. */
static int fill_transition(struct sk_buff *skb, const struct kvrrp_event *now,
			   const struct kvrrp_event *event)
{
	const struct kvrrp_event *src = event ?: now;
	int err;

	err = nla_put_u32(skb, KVRRP_A_INST_STATE, src->state) ?:
	      nla_put_u32(skb, KVRRP_A_INST_REASON, src->reason);
	if (!err && src->stamp)
		err = nla_put_u64_64bit(skb, KVRRP_A_INST_LAST_TRANSITION, src->stamp,
					KVRRP_A_INST_PAD);
	if (!err && event)
		err = nla_put_u32(skb, KVRRP_A_INST_OLD_STATE, event->old_state);
	return err;
}

/**
 * kvrrp_describe_inst() - everything there is to say about an instance
 * @skb: message under construction
 * @inst: attached, or being destroyed
 * @event: for a notification, what happened; NULL: as things are now
 * @sequence: of the notification
 *
 * Any context but hard interrupt; takes the instance's lock.
 *
 * Return: 0, or -EMSGSIZE.
 */
int kvrrp_describe_inst(struct sk_buff *skb, struct kvrrp_inst *inst,
			const struct kvrrp_event *event, u32 sequence)
{
	struct kvrrp_event now = {};
	char name[KVRRP_NAME_SIZE];
	struct net_device *dev;
	struct vrrp_cfg cfg;
	struct vrrp_fsm fsm;
	int err;

	spin_lock_bh(&inst->lock);
	cfg = inst->cfg;
	fsm = inst->fsm;
	strscpy(name, inst->name, sizeof(name));
	now.state = fsm.state;
	now.reason = inst->reason;
	now.stamp = inst->last_transition;
	spin_unlock_bh(&inst->lock);

	rcu_read_lock();
	dev = dev_get_by_index_rcu(inst->kn->net, inst->ifindex);
	err = fill_config(skb, inst, &cfg) ?:
	      nla_put_string(skb, KVRRP_A_INST_NAME, name) ?:
	      (dev ? nla_put_string(skb, KVRRP_A_INST_INTERFACE, dev->name) : 0) ?:
	      fill_state(skb, &cfg, &fsm) ?:
	      fill_transition(skb, &now, event) ?:
	      (event ? nla_put_u32(skb, KVRRP_A_INST_SEQUENCE, sequence) : 0) ?:
	      fill_addresses(skb, inst);
	rcu_read_unlock();
	return err;
}

/**
 * kvrrp_describe_size() - room for one instance, whatever its addresses carry
 * @inst: attached, or being destroyed
 */
size_t kvrrp_describe_size(struct kvrrp_inst *inst)
{
	size_t count;

	rcu_read_lock();
	count = rcu_dereference(inst->vips)->count;
	rcu_read_unlock();
	return NLMSG_ALIGN(GENL_HDRLEN) + 512 + count * 128;
}

/**
 * kvrrp_describe_stats() - the counters of an instance or a namespace
 * @skb: message under construction
 * @kn: namespace
 * @inst: instance, or NULL for the namespace's own counters
 *
 * Caller holds RTNL.
 *
 * Return: 0, or -EMSGSIZE.
 */
int kvrrp_describe_stats(struct sk_buff *skb, const struct kvrrp_net *kn,
			 const struct kvrrp_inst *inst)
{
	if (!inst)
		return kvrrp_stats_fill(skb, &kn->stats);
	return nla_put_u32(skb, KVRRP_A_STATS_IFINDEX, inst->ifindex) ?:
	       nla_put_u32(skb, KVRRP_A_STATS_VRID, inst->vrid) ?:
	       nla_put_u32(skb, KVRRP_A_STATS_FAMILY, inst->family->af) ?:
	       nla_put_string(skb, KVRRP_A_STATS_NAME, inst->name) ?:
	       kvrrp_stats_fill(skb, &inst->stats);
}
