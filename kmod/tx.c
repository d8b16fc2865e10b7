// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sending through the IP stack, so that netfilter's OUTPUT chain, traffic
 * control and captures see adverts like any other packet.
 */

#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/pkt_sched.h>
#include <linux/skbuff.h>

#include "family.h"
#include "instance.h"
#include "trace.h"
#include "tx.h"

static size_t build(const struct kvrrp_inst *inst, void *buf, size_t cap, u8 priority)
{
	const struct kvrrp_vips *vips = rcu_dereference_check(inst->vips,
							      lockdep_is_held(&inst->lock));
	struct vrrp_advert adv = {};
	struct vrrp_txmeta meta = {
		.family		= inst->cfg.family,
		.csum		= VRRP_CSUM_PSEUDO,
		.source		= inst->cfg.source,
		.destination	= inst->family->group,
	};

	vrrp_advert_from_cfg(&adv, &inst->cfg, priority);
	/* giving way: nobody should go back from the new master's interval to ours */
	if (inst->fsm.state == VRRP_BACKUP)
		adv.interval_cs = inst->fsm.master_interval_cs;
	adv.count = vips->advertised;
	adv.addresses = vips->wire;
	return vrrp_build(buf, cap, &adv, &meta);
}

static struct sk_buff *make_packet(const struct kvrrp_inst *inst, u8 priority)
{
	size_t cap = sizeof(struct vrrp_wire) + VRRP_AUTH_LEN +
		     VRRP_MAX_COUNT * vrrp_addr_len(inst->cfg.family);
	struct sk_buff *skb;
	size_t len;

	skb = alloc_skb(KVRRP_HEADROOM + cap, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb_reserve(skb, KVRRP_HEADROOM);
	len = build(inst, skb_tail_pointer(skb), cap, priority);
	if (!len) {
		kfree_skb(skb);
		return NULL;
	}
	skb_put(skb, len);
	skb_reset_transport_header(skb);
	skb->priority = TC_PRIO_CONTROL;
	return skb;
}

/**
 * kvrrp_tx_advert() - send one advertisement
 * @inst: its lock is held
 * @priority: cfg.priority, or VRRP_PRIO_RELEASE to give up
 *
 * Never fails for the caller: what cannot be sent is counted, and the next
 * advertisement follows soon.
 */
void kvrrp_tx_advert(struct kvrrp_inst *inst, u8 priority)
{
	struct sk_buff *skb;

	lockdep_assert_held(&inst->lock);
	skb = make_packet(inst, priority);
	if (!skb || inst->family->transmit(inst, skb)) {
		kvrrp_stats_inc(&inst->stats, KVRRP_A_STATS_TX_ERROR);
		return;
	}
	kvrrp_stats_inc(&inst->stats, KVRRP_A_STATS_ADVERT_TX);
	if (priority == VRRP_PRIO_RELEASE)
		kvrrp_stats_inc(&inst->stats, KVRRP_A_STATS_RELEASE_TX);
	trace_kvrrp_tx(inst->ifindex, inst->vrid, priority, inst->cfg.interval_cs);
}
