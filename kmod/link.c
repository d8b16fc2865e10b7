// SPDX-License-Identifier: GPL-2.0-only
/*
 * What interfaces do to instances. Everything here runs under RTNL, most of it
 * from notifiers, so nothing here waits: faults reach the state machine at once,
 * removals end in the graveyard (instance.c).
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/igmp.h>
#include <linux/inetdevice.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>

#include "engine.h"
#include "instance.h"
#include "link.h"
#include "net.h"

/**
 * kvrrp_link_join() - be a member of the VRRP group on the instance's interface
 * @inst: attached or about to be
 *
 * Caller holds RTNL. Also to be called when the interface's IPv4 part may have
 * been made anew, which forgets memberships.
 */
void kvrrp_link_join(struct kvrrp_inst *inst)
{
	struct net_device *dev = __dev_get_by_index(inst->kn->net, inst->ifindex);
	struct in_device *in_dev = dev ? __in_dev_get_rtnl(dev) : NULL;

	ASSERT_RTNL();
	if (!in_dev || in_dev == inst->group_dev)
		return;
	ip_mc_inc_group(in_dev, htonl(VRRP_GROUP_V4));
	inst->group_dev = in_dev;
}

/**
 * kvrrp_link_leave() - the opposite of kvrrp_link_join()
 * @inst: attached; its interface may be gone
 *
 * Caller holds RTNL.
 */
void kvrrp_link_leave(struct kvrrp_inst *inst)
{
	struct net_device *dev = __dev_get_by_index(inst->kn->net, inst->ifindex);
	struct in_device *in_dev = dev ? __in_dev_get_rtnl(dev) : NULL;

	ASSERT_RTNL();
	if (in_dev && in_dev == inst->group_dev)
		ip_mc_dec_group(in_dev, htonl(VRRP_GROUP_V4));
	inst->group_dev = NULL;
}

static bool is_vip(const struct kvrrp_net *kn, __be32 local, int ifindex)
{
	const struct kvrrp_inst *inst;
	struct vrrp_addr addr = {};

	memcpy(addr.b, &local, sizeof(local));
	list_for_each_entry(inst, &kn->instances, list)
		if (inst->cfg.priority != VRRP_PRIO_OWNER &&
		    kvrrp_vips_find(rtnl_dereference(inst->vips), &addr, ifindex))
			return true;
	return false;
}

/*
 * The address we send from: the interface's first that is not virtual. An
 * address owner's virtual addresses are the interface's own.
 */
static bool find_source(const struct kvrrp_inst *inst, struct net_device *dev,
			struct vrrp_addr *source)
{
	struct in_device *in_dev = __in_dev_get_rtnl(dev);
	const struct in_ifaddr *ifa;

	memset(source, 0, sizeof(*source));
	if (!in_dev)
		return false;
	in_dev_for_each_ifa_rtnl(ifa, in_dev) {
		if (is_vip(inst->kn, ifa->ifa_local, inst->ifindex))
			continue;
		memcpy(source->b, &ifa->ifa_local, sizeof(ifa->ifa_local));
		return true;
	}
	return false;
}

/* VRRP_REASON_NONE if @dev can carry adverts, else why not. */
static enum vrrp_reason find_fault(const struct kvrrp_inst *inst, struct net_device *dev,
				   struct vrrp_addr *source)
{
	if (!dev)
		return VRRP_REASON_INTERFACE_GONE;
	if (!netif_running(dev))
		return VRRP_REASON_ADMIN_DOWN;
	if (!netif_carrier_ok(dev))
		return VRRP_REASON_LINK_DOWN;
	if (!find_source(inst, dev, source))
		return VRRP_REASON_NO_ADDRESS;
	return VRRP_REASON_NONE;
}

static void fault(struct kvrrp_inst *inst, enum vrrp_reason reason)
{
	kvrrp_engine_event(inst, VRRP_EV_FAULT, reason);
}

/**
 * kvrrp_link_evaluate() - look at the interface and tell the state machine
 * @inst: attached
 *
 * Caller holds RTNL. Starts an instance in INIT or FAULT whose interface can be
 * used, stops one whose interface cannot, follows a change of our address.
 */
void kvrrp_link_evaluate(struct kvrrp_inst *inst)
{
	struct net_device *dev = __dev_get_by_index(inst->kn->net, inst->ifindex);
	struct vrrp_addr source;
	enum vrrp_reason reason;

	ASSERT_RTNL();
	reason = find_fault(inst, dev, &source);
	if (reason) {
		fault(inst, reason);
		return;
	}
	kvrrp_link_join(inst);

	spin_lock_bh(&inst->lock);
	if (memcmp(&inst->cfg.source, &source, sizeof(source))) {
		inst->cfg.source = source;
		kvrrp_engine_event_locked(inst, VRRP_EV_CONFIG, VRRP_REASON_CONFIG);
	}
	if (inst->fsm.state == VRRP_INIT)
		kvrrp_engine_event_locked(inst, VRRP_EV_STARTUP, VRRP_REASON_STARTUP);
	else if (inst->fsm.state == VRRP_FAULT)
		kvrrp_engine_event_locked(inst, VRRP_EV_STARTUP, VRRP_REASON_RECOVERED);
	spin_unlock_bh(&inst->lock);
}

static bool has_vip_on(const struct kvrrp_inst *inst, int ifindex)
{
	const struct kvrrp_vips *vips = rtnl_dereference(inst->vips);
	unsigned int i;

	for (i = 0; i < vips->count; i++)
		if (vips->vip[i].ifindex == ifindex)
			return true;
	return false;
}

/* Have the settle work look whether every address is still there. */
static void check_addresses(struct kvrrp_inst *inst)
{
	spin_lock_bh(&inst->lock);
	if (inst->fsm.state == VRRP_MASTER) {
		inst->address_check = true;
		queue_work(kvrrp_wq, &inst->settle);
	}
	spin_unlock_bh(&inst->lock);
}

static int netdev_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct kvrrp_net *kn = kvrrp_net_get(dev_net(dev));
	struct kvrrp_inst *inst, *next;

	list_for_each_entry_safe(inst, next, &kn->instances, list) {
		if (inst->ifindex != dev->ifindex) {
			if (event == NETDEV_UP && has_vip_on(inst, dev->ifindex))
				check_addresses(inst);
			continue;
		}
		switch (event) {
		case NETDEV_GOING_DOWN:
			/* the last moment at which priority 0 can leave */
			fault(inst, VRRP_REASON_ADMIN_DOWN);
			break;
		case NETDEV_UP:
		case NETDEV_DOWN:
		case NETDEV_CHANGE:
		case NETDEV_CHANGEMTU:
			kvrrp_link_evaluate(inst);
			break;
		case NETDEV_UNREGISTER:
			kvrrp_inst_detach(inst, VRRP_REASON_INTERFACE_GONE);
			break;
		}
	}
	return NOTIFY_DONE;
}

static int inetaddr_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct in_ifaddr *ifa = ptr;
	struct net_device *dev = ifa->ifa_dev->dev;
	struct kvrrp_net *kn = kvrrp_net_get(dev_net(dev));
	struct vrrp_addr addr = {};
	struct kvrrp_inst *inst;

	memcpy(addr.b, &ifa->ifa_local, sizeof(ifa->ifa_local));
	list_for_each_entry(inst, &kn->instances, list) {
		if (event == NETDEV_DOWN &&
		    kvrrp_vips_find(rtnl_dereference(inst->vips), &addr, dev->ifindex))
			check_addresses(inst);
		if (inst->ifindex != dev->ifindex)
			continue;
		/* only our own address going, or the first one coming, concerns us */
		if (event == NETDEV_DOWN ? !memcmp(&addr, &inst->cfg.source, sizeof(addr)) :
					   inst->fsm.state == VRRP_FAULT)
			kvrrp_link_evaluate(inst);
	}
	return NOTIFY_DONE;
}

static struct notifier_block netdev_notifier = {
	.notifier_call = netdev_event,
};

static struct notifier_block inetaddr_notifier = {
	.notifier_call = inetaddr_event,
};

int kvrrp_link_init(void)
{
	int err;

	err = register_netdevice_notifier(&netdev_notifier);
	if (err)
		return err;
	err = register_inetaddr_notifier(&inetaddr_notifier);
	if (err)
		unregister_netdevice_notifier(&netdev_notifier);
	return err;
}

void kvrrp_link_exit(void)
{
	unregister_inetaddr_notifier(&inetaddr_notifier);
	unregister_netdevice_notifier(&netdev_notifier);
}
