// SPDX-License-Identifier: GPL-2.0-only
/* The life of a namespace's kvrrp state, and the end of its instances. */

#include <linux/rtnetlink.h>
#include <net/inet_common.h>
#include <net/netns/generic.h>

#include "address.h"
#include "family.h"
#include "instance.h"
#include "link.h"
#include "net.h"

static unsigned int net_id;
static bool shut_down;			/* under RTNL */

/**
 * kvrrp_net_get() - our state of a namespace
 * @net: a live namespace
 *
 * Any context.
 */
struct kvrrp_net *kvrrp_net_get(const struct net *net)
{
	return net_generic(net, net_id);
}

/**
 * kvrrp_net_is_shut_down() - no instance may be created any more
 *
 * Caller holds RTNL.
 */
bool kvrrp_net_is_shut_down(void)
{
	ASSERT_RTNL();
	return shut_down;
}

static void close_sockets(struct kvrrp_net *kn)
{
	struct sock *v6 = kn->tx_sk_v6;

	if (kn->tx_sk_v4)
		inet_ctl_sock_destroy(kn->tx_sk_v4);
	if (v6) {
		/* address notifiers, under RCU, take it as the sign to recheck */
		WRITE_ONCE(kn->tx_sk_v6, NULL);
		synchronize_rcu();
		cancel_delayed_work_sync(&kn->recheck);
		inet_ctl_sock_destroy(v6);
	}
	kvrrp_address_close(kn);
}

/**
 * kvrrp_net_open() - open the sockets a namespace with instances needs
 * @kn: namespace; nothing happens if they are open
 * @family: of the instance to come
 *
 * Caller holds RTNL. They stay open until the namespace ends.
 *
 * Return: 0 or -errno.
 */
int kvrrp_net_open(struct kvrrp_net *kn, const struct kvrrp_family *family)
{
	struct sock **sk = family->family == VRRP_IPV4 ? &kn->tx_sk_v4 : &kn->tx_sk_v6;
	int err = 0;

	ASSERT_RTNL();
	if (!kn->rtnl_sock)
		err = kvrrp_address_open(kn);
	if (!err && !*sk)
		err = family->open(kn->net, sk);
	return err;
}

/* Takes apart what kvrrp_inst_detach() has put into the graveyard. */
static void reap(struct work_struct *work)
{
	struct kvrrp_net *kn = container_of(work, struct kvrrp_net, reap);
	struct kvrrp_inst *inst, *next;
	LIST_HEAD(dead);

	rtnl_lock();
	list_splice_tail_init(&kn->graveyard, &dead);
	rtnl_unlock();
	if (list_empty(&dead))
		return;

	/* threads and softirqs that found them in the table are done after this */
	synchronize_rcu();
	list_for_each_entry_safe(inst, next, &dead, list) {
		list_del(&inst->list);
		kvrrp_inst_destroy(inst);
	}
}

/**
 * kvrrp_net_reap() - wait until every detached instance is gone
 * @kn: namespace
 *
 * May sleep; the caller must not hold RTNL.
 */
void kvrrp_net_reap(struct kvrrp_net *kn)
{
	queue_work(kvrrp_wq, &kn->reap);
	flush_work(&kn->reap);
}

static void detach_all(struct kvrrp_net *kn, enum vrrp_reason reason)
{
	struct kvrrp_inst *inst, *next;

	ASSERT_RTNL();
	list_for_each_entry_safe(inst, next, &kn->instances, list)
		kvrrp_inst_detach(inst, reason);
}

/**
 * kvrrp_net_shutdown_all() - remove every instance of every namespace for good
 *
 * For unloading: runs while netlink and /sys still work, so that the end of an
 * instance is reported as always. May sleep.
 */
void kvrrp_net_shutdown_all(void)
{
	struct net *net;

	rtnl_lock();
	shut_down = true;
	for_each_net(net)
		detach_all(kvrrp_net_get(net), VRRP_REASON_MODULE_GONE);
	rtnl_unlock();
	flush_workqueue(kvrrp_wq);
}

static int __net_init net_init(struct net *net)
{
	struct kvrrp_net *kn = kvrrp_net_get(net);

	kn->net = net;
	kn->generation = 1;		/* 0 would mean: do not compare */
	hash_init(kn->table);
	INIT_LIST_HEAD(&kn->instances);
	INIT_LIST_HEAD(&kn->graveyard);
	INIT_WORK(&kn->reap, reap);
	INIT_DELAYED_WORK(&kn->recheck, kvrrp_link_recheck);
	mutex_init(&kn->rtnl_mutex);
	mutex_init(&kn->notify_mutex);
	return 0;
}

static void __net_exit net_exit(struct net *net)
{
	struct kvrrp_net *kn = kvrrp_net_get(net);

	rtnl_lock();
	detach_all(kn, VRRP_REASON_NAMESPACE_GONE);
	rtnl_unlock();
	kvrrp_net_reap(kn);

	close_sockets(kn);
}

/* A subsystem begins before the namespace's first interface is announced... */
static struct pernet_operations begin_ops = {
	.init	= net_init,
	.id	= &net_id,
	.size	= sizeof(struct kvrrp_net),
};

/* ...and a device ends while the interfaces can still send priority 0. */
static struct pernet_operations end_ops = {
	.exit	= net_exit,
};

int kvrrp_net_init(void)
{
	int err;

	err = register_pernet_subsys(&begin_ops);
	if (err)
		return err;
	err = register_pernet_device(&end_ops);
	if (err)
		unregister_pernet_subsys(&begin_ops);
	return err;
}

void kvrrp_net_exit(void)
{
	unregister_pernet_device(&end_ops);
	unregister_pernet_subsys(&begin_ops);
}
