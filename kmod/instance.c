// SPDX-License-Identifier: GPL-2.0-only
/* Creation, lookup and end of instances. */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "engine.h"
#include "instance.h"
#include "link.h"
#include "net.h"
#include "sysfs.h"
#include "timer.h"

struct workqueue_struct *kvrrp_wq;

static u32 hash_key(int ifindex, u8 vrid)
{
	return ((u32)ifindex << 8) | vrid;
}

/**
 * kvrrp_inst_find() - look an instance up by its key
 * @kn: namespace
 * @ifindex: interface the instance speaks on
 * @vrid: virtual router identifier
 * @family: address family
 *
 * Caller is in an RCU read section or holds RTNL, which also bounds the use of
 * the result.
 */
struct kvrrp_inst *kvrrp_inst_find(const struct kvrrp_net *kn, int ifindex,
				   u8 vrid, const struct kvrrp_family *family)
{
	struct kvrrp_inst *inst;

	hash_for_each_possible_rcu(kn->table, inst, hash, hash_key(ifindex, vrid),
				   lockdep_rtnl_is_held())
		if (inst->ifindex == ifindex && inst->vrid == vrid &&
		    inst->family == family)
			return inst;
	return NULL;
}

/**
 * kvrrp_inst_find_name() - look an instance up by its name
 * @kn: namespace
 * @name: as configured
 *
 * Caller holds RTNL.
 */
struct kvrrp_inst *kvrrp_inst_find_name(const struct kvrrp_net *kn, const char *name)
{
	struct kvrrp_inst *inst;

	ASSERT_RTNL();
	list_for_each_entry(inst, &kn->instances, list)
		if (!strcmp(inst->name, name))
			return inst;
	return NULL;
}

/**
 * kvrrp_inst_name_is_leaving() - a detached instance still has this name in /sys
 * @kn: namespace
 * @name: as configured
 *
 * Caller holds RTNL. kvrrp_net_reap(), without RTNL, frees the name.
 */
bool kvrrp_inst_name_is_leaving(const struct kvrrp_net *kn, const char *name)
{
	struct kvrrp_inst *inst;

	ASSERT_RTNL();
	list_for_each_entry(inst, &kn->graveyard, list)
		if (!strcmp(inst->name, name))
			return true;
	return false;
}

static void settle(struct work_struct *work)
{
	struct kvrrp_inst *inst = container_of(work, struct kvrrp_inst, settle);

	kvrrp_address_settle(inst);
	kvrrp_engine_drain(inst);
}

/**
 * kvrrp_inst_alloc() - a new instance in INIT, known to nobody
 * @kn: its namespace
 * @ifindex: its interface
 * @name: its name, shorter than KVRRP_NAME_SIZE
 * @family: its family
 * @cfg: its configuration
 *
 * May sleep. The caller sets the addresses and then either attaches it or gives
 * it to kvrrp_inst_free_unregistered().
 */
struct kvrrp_inst *kvrrp_inst_alloc(struct kvrrp_net *kn, int ifindex, const char *name,
				    const struct kvrrp_family *family,
				    const struct vrrp_cfg *cfg)
{
	struct kvrrp_vips *nothing;
	struct kvrrp_inst *inst;

	inst = kzalloc(sizeof(*inst), GFP_KERNEL);
	if (!inst)
		return NULL;
	nothing = kvrrp_vips_alloc(0);
	if (!nothing) {
		kfree(inst);
		return NULL;
	}
	RCU_INIT_POINTER(inst->installed, nothing);
	inst->kn = kn;
	inst->ifindex = ifindex;
	inst->vrid = cfg->vrid;
	inst->family = family;
	inst->cfg = *cfg;
	strscpy(inst->name, name, sizeof(inst->name));
	INIT_LIST_HEAD(&inst->list);
	spin_lock_init(&inst->lock);
	mutex_init(&inst->settle_mutex);
	INIT_WORK(&inst->settle, settle);
	inst->fsm.deadline = VRRP_NEVER;
	kvrrp_announce_reset(&inst->announce);
	kvrrp_timer_setup(inst);
	kvrrp_sysfs_setup(inst);
	return inst;
}

/**
 * kvrrp_inst_free_unregistered() - give up an instance that was never attached
 * @inst: from kvrrp_inst_alloc()
 */
void kvrrp_inst_free_unregistered(struct kvrrp_inst *inst)
{
	put_device(&inst->dev);
}

/**
 * kvrrp_inst_attach() - make an instance live
 * @inst: complete, its key and name not in use
 * @extack: gets the sentence when it fails
 *
 * Caller holds RTNL. The state machine starts if the interface can be used,
 * else the instance is in FAULT. On failure @inst is still the caller's.
 *
 * Return: 0 or -errno.
 */
int kvrrp_inst_attach(struct kvrrp_inst *inst, struct netlink_ext_ack *extack)
{
	struct kvrrp_net *kn = inst->kn;
	int err;

	ASSERT_RTNL();
	err = kvrrp_sysfs_add(inst);
	if (err) {
		NL_SET_ERR_MSG_MOD(extack, "cannot make the entry in /sys/class/kvrrp");
		return err;
	}
	kvrrp_link_join(inst);
	hash_add_rcu(kn->table, &inst->hash, hash_key(inst->ifindex, inst->vrid));
	list_add_tail(&inst->list, &kn->instances);
	kn->generation++;

	spin_lock_bh(&inst->lock);
	kvrrp_engine_note_locked(inst, KVRRP_CMD_INST_ADD_NTF);
	spin_unlock_bh(&inst->lock);
	kvrrp_link_evaluate(inst);
	return 0;
}

/**
 * kvrrp_inst_detach() - begin the end of an instance
 * @inst: attached
 * @reason: why it ends
 *
 * Caller holds RTNL. Sends priority 0 if it was MASTER; from here on it neither
 * sends nor receives. Addresses, /sys and memory go in the reap work.
 */
void kvrrp_inst_detach(struct kvrrp_inst *inst, enum vrrp_reason reason)
{
	struct kvrrp_net *kn = inst->kn;

	ASSERT_RTNL();
	spin_lock_bh(&inst->lock);
	kvrrp_engine_event_locked(inst, VRRP_EV_SHUTDOWN, reason);
	inst->reason = reason;
	kvrrp_engine_note_locked(inst, KVRRP_CMD_INST_DEL_NTF);
	inst->dead = true;
	spin_unlock_bh(&inst->lock);

	kvrrp_link_leave(inst);
	hash_del_rcu(&inst->hash);
	list_move_tail(&inst->list, &kn->graveyard);
	kn->generation++;
	queue_work(kvrrp_wq, &kn->reap);
}

/**
 * kvrrp_inst_destroy() - the rest of the end, after RCU readers are gone
 * @inst: detached, no longer on any list
 *
 * May sleep, must not hold RTNL.
 */
void kvrrp_inst_destroy(struct kvrrp_inst *inst)
{
	kvrrp_timer_cancel(inst);
	cancel_work_sync(&inst->settle);
	kvrrp_address_settle(inst);
	kvrrp_engine_drain(inst);
	kvrrp_sysfs_del(inst);
	put_device(&inst->dev);
}

int kvrrp_inst_init(void)
{
	kvrrp_wq = alloc_workqueue("kvrrp", WQ_UNBOUND | WQ_HIGHPRI | WQ_MEM_RECLAIM, 0);
	return kvrrp_wq ? 0 : -ENOMEM;
}

void kvrrp_inst_exit(void)
{
	destroy_workqueue(kvrrp_wq);
}
