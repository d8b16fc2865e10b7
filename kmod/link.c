// SPDX-License-Identifier: GPL-2.0-only
/*
 * What interfaces do to instances. Everything here runs under RTNL, most of it
 * from notifiers, so nothing here waits: faults reach the state machine at once,
 * removals end in the graveyard (instance.c).
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/inetdevice.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/addrconf.h>

#include "engine.h"
#include "family.h"
#include "instance.h"
#include "link.h"
#include "net.h"

/* until a link-local address has passed duplicate address detection */
#define RECHECK_DELAY	(HZ / 10)
/* IPv6 addresses that go in one go are looked at once */
#define GATHER_DELAY	(HZ / 100 ?: 1)

static struct net_device *device_of(const struct kvrrp_inst *inst)
{
	ASSERT_RTNL();
	return __dev_get_by_index(inst->kn->net, inst->ifindex);
}

/**
 * kvrrp_link_join() - be a member of the VRRP group on the instance's interface
 * @inst: attached or about to be
 *
 * Caller holds RTNL. Also to be called when the interface's IP part may have
 * been made anew, which forgets memberships.
 */
void kvrrp_link_join(struct kvrrp_inst *inst)
{
	struct net_device *dev = device_of(inst);

	if (dev)
		inst->family->join(inst, dev);
}

/**
 * kvrrp_link_leave() - the opposite of kvrrp_link_join()
 * @inst: attached; its interface may be gone
 *
 * Caller holds RTNL.
 */
void kvrrp_link_leave(struct kvrrp_inst *inst)
{
	struct net_device *dev = device_of(inst);

	if (dev)
		inst->family->leave(inst, dev);
	inst->joined = NULL;
}

/* An address owner's virtual addresses are the interface's own. */
static bool is_vip(const struct kvrrp_inst *self, const struct vrrp_addr *addr)
{
	const struct kvrrp_inst *inst;

	list_for_each_entry(inst, &self->kn->instances, list)
		if (inst->family == self->family &&
		    inst->cfg.priority != VRRP_PRIO_OWNER &&
		    kvrrp_vips_find(rtnl_dereference(inst->vips), addr, self->ifindex))
			return true;
	return false;
}

/*
 * VRRP_REASON_NONE if @dev can carry adverts, else why not; @later if that will
 * change by itself, and soon.
 */
static enum vrrp_reason find_fault(const struct kvrrp_inst *inst, struct net_device *dev,
				   struct vrrp_addr *source, bool *later)
{
	if (!dev)
		return VRRP_REASON_INTERFACE_GONE;
	if (!netif_running(dev))
		return VRRP_REASON_ADMIN_DOWN;
	if (!netif_carrier_ok(dev))
		return VRRP_REASON_LINK_DOWN;
	*source = (struct vrrp_addr) {};
	if (inst->family->find_source(inst, dev, is_vip, source, later))
		return VRRP_REASON_NONE;
	if (*later)
		mod_delayed_work(kvrrp_wq, &inst->kn->recheck, RECHECK_DELAY);
	return VRRP_REASON_NO_ADDRESS;
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
	struct vrrp_addr source;
	enum vrrp_reason reason;
	bool later = false;

	/* with a fault, too: else a new IP part at the old one's place looks joined */
	kvrrp_link_join(inst);
	reason = find_fault(inst, device_of(inst), &source, &later);
	if (reason) {
		/* an instance that has just been made waits in INIT */
		if (!later || inst->fsm.state != VRRP_INIT)
			fault(inst, reason);
		return;
	}

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
		if (inst->family != &kvrrp_ipv4)
			continue;
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

static struct notifier_block inetaddr_notifier = {
	.notifier_call = inetaddr_event,
};

#if IS_ENABLED(CONFIG_IPV6)
static bool has_all_addresses(const struct kvrrp_inst *inst)
{
	const struct kvrrp_vips *vips = rtnl_dereference(inst->vips);
	struct net_device *dev;
	struct in6_addr addr;
	unsigned int i;

	for (i = 0; i < vips->count; i++) {
		dev = __dev_get_by_index(inst->kn->net, vips->vip[i].ifindex);
		memcpy(&addr, vips->vip[i].addr.b, sizeof(addr));
		if (dev && !ipv6_chk_addr(inst->kn->net, &addr, dev, 0))
			return false;
	}
	return true;
}

/**
 * kvrrp_link_recheck() - look at the IPv6 instances of a namespace
 * @work: kvrrp_net.recheck
 *
 * IPv6 tells of addresses in atomic context, and not at all when one has passed
 * duplicate address detection, so this looks for itself.
 */
void kvrrp_link_recheck(struct work_struct *work)
{
	struct kvrrp_net *kn = container_of(work, struct kvrrp_net, recheck.work);
	struct kvrrp_inst *inst;

	rtnl_lock();
	list_for_each_entry(inst, &kn->instances, list) {
		if (inst->family != &kvrrp_ipv6)
			continue;
		kvrrp_link_evaluate(inst);
		if (!has_all_addresses(inst))
			check_addresses(inst);
	}
	rtnl_unlock();
}

/* Atomic context. A new address concerns us only if we may send from it. */
static int inet6addr_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	const struct inet6_ifaddr *ifa = ptr;
	struct kvrrp_net *kn = kvrrp_net_get(dev_net(ifa->idev->dev));

	if (READ_ONCE(kn->tx_sk_v6) &&
	    (event == NETDEV_DOWN || ipv6_addr_type(&ifa->addr) & IPV6_ADDR_LINKLOCAL))
		mod_delayed_work(kvrrp_wq, &kn->recheck, GATHER_DELAY);
	return NOTIFY_DONE;
}

static struct notifier_block inet6addr_notifier = {
	.notifier_call = inet6addr_event,
};

static int register_v6(void)
{
	return register_inet6addr_notifier(&inet6addr_notifier);
}

static void unregister_v6(void)
{
	unregister_inet6addr_notifier(&inet6addr_notifier);
}
#else
void kvrrp_link_recheck(struct work_struct *work)
{
}

static int register_v6(void)
{
	return 0;
}

static void unregister_v6(void)
{
}
#endif

static struct notifier_block netdev_notifier = {
	.notifier_call = netdev_event,
};

int kvrrp_link_init(void)
{
	int err;

	err = register_netdevice_notifier(&netdev_notifier);
	if (err)
		goto err_netdev;
	err = register_inetaddr_notifier(&inetaddr_notifier);
	if (err)
		goto err_inetaddr;
	err = register_v6();
	if (err)
		goto err_inet6addr;
	return 0;

err_inet6addr:
	unregister_inetaddr_notifier(&inetaddr_notifier);
err_inetaddr:
	unregister_netdevice_notifier(&netdev_notifier);
err_netdev:
	return err;
}

void kvrrp_link_exit(void)
{
	unregister_v6();
	unregister_inetaddr_notifier(&inetaddr_notifier);
	unregister_netdevice_notifier(&netdev_notifier);
}
