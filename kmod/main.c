// SPDX-License-Identifier: GPL-2.0-only
/*
 * kvrrp: the Virtual Router Redundancy Protocol (RFC 9568, RFC 3768) in the
 * kernel.
 *
 * The design in one page
 * ======================
 *
 * The path of an advertisement in: rx.c is the handler of IP protocol 112, so
 * netfilter, rp_filter and group membership have had their say. It lets the
 * pure codec (proto/packet.c) look at the bytes, finds the instance under RCU
 * and hands the advertisement to engine.c, which steps the pure state machine
 * (proto/fsm.c) under the instance's lock. A step returns actions, a deadline
 * and a reason; engine.c alone turns those into work.
 *
 * The path of an advertisement out: a hard hrtimer per instance (timer.c) wakes
 * a SCHED_FIFO thread, the thread steps the state machine and tx.c sends through
 * the IP stack. Soft timers and workqueues run late under load; these do not.
 *
 * Taking over: the thread sends the advertisement and then one gratuitous ARP
 * for every address (announce.c), none of which needs RTNL. Meanwhile the
 * instance's work item (address.c) adds the addresses through our own rtnetlink
 * socket, announces each as it becomes live and then starts the repeats. After
 * the addresses, the same work item reports what happened: kernel log, netlink
 * (netlink.c), uevent and /sys (sysfs.c). Whoever hears of MASTER can use the
 * addresses.
 *
 * Deaf is not dead: a BACKUP counts silence only for time in which this host
 * really ran (struct vrrp_fsm), and before it takes over, timer.c lets every
 * CPU deliver the packets that already wait.
 *
 * Contexts
 * ========
 *
 *  hard interrupt  the hrtimer: marks an instance due, wakes a thread
 *  kvrrp/N thread  SCHED_FIFO: steps, adverts, announcements; under RCU
 *  softirq         rx.c: steps, adverts that answer; under RCU
 *  under RTNL      link.c notifiers, creation and detaching of instances,
 *                  changes of the instance list and of configuration
 *  kvrrp workqueue settle (addresses, notifications) and reap (the end of
 *                  instances): may sleep, takes RTNL by way of rtnetlink, hence
 *                  is never waited for under RTNL
 *
 * Locks, outermost first
 * ======================
 *
 *  genl_mutex > RTNL > kvrrp_inst.lock
 *  kvrrp_inst.settle_mutex > kvrrp_net.rtnl_mutex > RTNL
 *  kvrrp_net.notify_mutex > kvrrp_inst.lock
 *
 * kvrrp_inst.lock is a spinlock taken with BH disabled; packets are sent under
 * it so that what the wire sees has the order of the steps.
 *
 * The life of an instance
 * =======================
 *
 * Attached under RTNL: multicast group, /sys, table. Detached under RTNL, by
 * request or because its interface, its namespace or the module goes: priority 0
 * is sent, it leaves the table and goes to the namespace's graveyard. The reap
 * work then waits for RCU, stops timer and work, removes the addresses, reports,
 * and drops the reference. Memory goes with the last reference (instance.c).
 *
 * Known limits
 * ============
 *
 * IPv4 and multicast only so far; no virtual MAC address. A stop of the whole
 * machine is seen only as lateness. One handler per IP protocol exists in Linux:
 * if another module owns 112 this one refuses to load.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>

#include "instance.h"
#include "link.h"
#include "net.h"
#include "netlink.h"
#include "rx.h"
#include "sysfs.h"
#include "timer.h"

static int __init kvrrp_init(void)
{
	int err;

	err = kvrrp_inst_init();
	if (err)
		goto err_inst;
	err = kvrrp_timer_init();
	if (err)
		goto err_timer;
	err = kvrrp_sysfs_init();
	if (err)
		goto err_sysfs;
	err = kvrrp_net_init();
	if (err)
		goto err_net;
	err = kvrrp_rx_init();
	if (err)
		goto err_rx;
	err = kvrrp_link_init();
	if (err)
		goto err_link;
	err = kvrrp_netlink_init();
	if (err)
		goto err_netlink;

	pr_info("%s loaded\n", KVRRP_VERSION);
	return 0;

err_netlink:
	kvrrp_link_exit();
err_link:
	kvrrp_rx_exit();
err_rx:
	kvrrp_net_exit();
err_net:
	kvrrp_sysfs_exit();
err_sysfs:
	kvrrp_timer_exit();
err_timer:
	kvrrp_inst_exit();
err_inst:
	return err;
}

static void __exit kvrrp_exit(void)
{
	kvrrp_net_shutdown_all();
	kvrrp_netlink_exit();
	kvrrp_link_exit();
	kvrrp_rx_exit();
	kvrrp_net_exit();
	kvrrp_sysfs_exit();
	kvrrp_timer_exit();
	kvrrp_inst_exit();
	pr_info("unloaded\n");
}

module_init(kvrrp_init);
module_exit(kvrrp_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Virtual Router Redundancy Protocol in the kernel");
MODULE_VERSION(KVRRP_VERSION);
