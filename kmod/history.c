// SPDX-License-Identifier: GPL-2.0-only
/*
 * The flight recorder. engine.c begins a record with every transition; whoever
 * brings the take-over a step further (announce.c, address.c) notes the time in
 * the last one.
 */

#include <linux/slab.h>
#include <net/netlink.h>

#include "family.h"
#include "history.h"
#include "instance.h"

/**
 * kvrrp_history_begin() - a zeroed record for a transition
 * @inst: its lock is held
 */
struct kvrrp_record *kvrrp_history_begin(struct kvrrp_inst *inst)
{
	struct kvrrp_history *history = &inst->history;
	struct kvrrp_record *record;

	lockdep_assert_held(&inst->lock);
	record = &history->record[history->count++ % KVRRP_HISTORY_MAX];
	*record = (struct kvrrp_record) {};
	return record;
}

/**
 * kvrrp_history_last() - the record of the last transition
 * @inst: its lock is held
 *
 * Return: the record, or NULL before the first transition.
 */
struct kvrrp_record *kvrrp_history_last(struct kvrrp_inst *inst)
{
	struct kvrrp_history *history = &inst->history;

	lockdep_assert_held(&inst->lock);
	if (!history->count)
		return NULL;
	return &history->record[(history->count - 1) % KVRRP_HISTORY_MAX];
}

static int put_time(struct sk_buff *skb, int attr, u64 at)
{
	if (!at)
		return 0;
	return nla_put_u64_64bit(skb, attr, at, KVRRP_A_RECORD_PAD);
}

static int fill_record(struct sk_buff *skb, const struct kvrrp_inst *inst,
		       const struct kvrrp_record *record)
{
	struct nlattr *nest = nla_nest_start(skb, KVRRP_A_HISTORY_RECORD);

	if (!nest ||
	    put_time(skb, KVRRP_A_RECORD_STAMP, record->stamp) ||
	    nla_put_u32(skb, KVRRP_A_RECORD_OLD_STATE, record->old_state) ||
	    nla_put_u32(skb, KVRRP_A_RECORD_STATE, record->state) ||
	    nla_put_u32(skb, KVRRP_A_RECORD_REASON, record->reason) ||
	    put_time(skb, KVRRP_A_RECORD_HEARD_AT, record->heard_at) ||
	    put_time(skb, KVRRP_A_RECORD_DEADLINE_AT, record->deadline_at) ||
	    put_time(skb, KVRRP_A_RECORD_DECIDED_AT, record->decided_at) ||
	    put_time(skb, KVRRP_A_RECORD_ADVERT_AT, record->advert_at) ||
	    put_time(skb, KVRRP_A_RECORD_ANNOUNCE_FIRST_AT, record->announce_first_at) ||
	    put_time(skb, KVRRP_A_RECORD_ANNOUNCE_LAST_AT, record->announce_last_at) ||
	    put_time(skb, KVRRP_A_RECORD_ADDRESSES_AT, record->addresses_at))
		return -EMSGSIZE;
	if (record->master_priority &&
	    (nla_put(skb, KVRRP_A_RECORD_MASTER_ADDRESS,
		     vrrp_addr_len(inst->family->family), record->master.b) ||
	     nla_put_u32(skb, KVRRP_A_RECORD_MASTER_PRIORITY, record->master_priority)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/**
 * kvrrp_history_fill() - put the records into a message, oldest first
 * @skb: message under construction
 * @inst: attached
 *
 * May sleep; takes the instance's lock for a copy.
 *
 * Return: 0, -EMSGSIZE or -ENOMEM.
 */
int kvrrp_history_fill(struct sk_buff *skb, struct kvrrp_inst *inst)
{
	struct kvrrp_history *copy = kmalloc(sizeof(*copy), GFP_KERNEL);
	unsigned int i;
	int err = 0;

	if (!copy)
		return -ENOMEM;
	spin_lock_bh(&inst->lock);
	*copy = inst->history;
	spin_unlock_bh(&inst->lock);

	i = copy->count - min_t(unsigned int, copy->count, KVRRP_HISTORY_MAX);
	for (; !err && i < copy->count; i++)
		err = fill_record(skb, inst, &copy->record[i % KVRRP_HISTORY_MAX]);
	kfree(copy);
	return err;
}
