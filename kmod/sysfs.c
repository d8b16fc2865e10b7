// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/class/kvrrp/NAME, one value a file, read live. The class is split by
 * network namespace, as /sys/class/net is.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "compat.h"
#include "engine.h"
#include "family.h"
#include "instance.h"
#include "net.h"
#include "sysfs.h"

static struct kvrrp_inst *to_inst(KVRRP_CLASS_CONST struct device *dev)
{
	return (struct kvrrp_inst *)container_of(dev, struct kvrrp_inst, dev);
}

/* NAME_show(), which reads EXPR under the instance's lock and prints it by FORMAT */
#define INST_ATTR(NAME, FORMAT, EXPR)						\
static ssize_t NAME##_show(struct device *dev, struct device_attribute *attr,	\
			   char *buf)						\
{										\
	struct kvrrp_inst *inst = to_inst(dev);					\
	ssize_t len;								\
										\
	spin_lock_bh(&inst->lock);						\
	len = sysfs_emit(buf, FORMAT "\n", EXPR);				\
	spin_unlock_bh(&inst->lock);						\
	return len;								\
}										\
static DEVICE_ATTR_RO(NAME)

INST_ATTR(state, "%s", kvrrp_state_name(inst->fsm.state));
INST_ATTR(reason, "%s", kvrrp_reason_name(inst->reason));
INST_ATTR(priority, "%u", inst->cfg.priority);
INST_ATTR(effective_priority, "%u", inst->cfg.priority);
INST_ATTR(vrid, "%u", inst->vrid);
INST_ATTR(family, "%s", inst->family->af == AF_INET ? "ipv4" : "ipv6");
INST_ATTR(version, "%u", inst->cfg.version);
INST_ATTR(advert_interval_ms, "%u", inst->cfg.interval_cs * 10);
INST_ATTR(nopreempt, "%u", !inst->cfg.preempt);
INST_ATTR(preempt_delay_ms, "%llu", div_u64(inst->cfg.preempt_delay_ns, NSEC_PER_MSEC));
INST_ATTR(master_down_interval_us, "%llu",
	  div_u64(vrrp_master_down_ns(&inst->cfg, inst->fsm.master_interval_cs ?:
						  inst->cfg.interval_cs), NSEC_PER_USEC));

/* nanoseconds since the epoch, 0 before the first transition */
INST_ATTR(last_transition, "%llu", inst->last_transition);

static ssize_t master_address_show(struct device *dev, struct device_attribute *attr,
				   char *buf)
{
	struct kvrrp_inst *inst = to_inst(dev);
	struct vrrp_addr master;

	spin_lock_bh(&inst->lock);
	master = inst->fsm.master;
	spin_unlock_bh(&inst->lock);
	return sysfs_emit(buf, inst->family->af == AF_INET ? "%pI4\n" : "%pI6c\n", master.b);
}
static DEVICE_ATTR_RO(master_address);

static ssize_t interface_show(struct device *dev, struct device_attribute *attr,
			      char *buf)
{
	struct kvrrp_inst *inst = to_inst(dev);
	struct net_device *netdev;
	ssize_t len = 0;

	rcu_read_lock();
	netdev = dev_get_by_index_rcu(inst->kn->net, inst->ifindex);
	if (netdev)
		len = sysfs_emit(buf, "%s\n", netdev->name);
	rcu_read_unlock();
	return len;
}
static DEVICE_ATTR_RO(interface);

static struct attribute *inst_attrs[] = {
	&dev_attr_state.attr,
	&dev_attr_reason.attr,
	&dev_attr_priority.attr,
	&dev_attr_effective_priority.attr,
	&dev_attr_master_address.attr,
	&dev_attr_interface.attr,
	&dev_attr_vrid.attr,
	&dev_attr_family.attr,
	&dev_attr_version.attr,
	&dev_attr_advert_interval_ms.attr,
	&dev_attr_nopreempt.attr,
	&dev_attr_preempt_delay_ms.attr,
	&dev_attr_master_down_interval_us.attr,
	&dev_attr_last_transition.attr,
	NULL
};

static const struct attribute_group inst_group = {
	.attrs = inst_attrs,
};

struct stats_attribute {
	struct device_attribute attr;
	int counter;
};

static ssize_t stats_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct stats_attribute *stats = container_of(attr, struct stats_attribute, attr);

	return sysfs_emit(buf, "%llu\n",
			  kvrrp_stats_read(&to_inst(dev)->stats, stats->counter));
}

#define STATS_ATTR(NAME, name)							\
static struct stats_attribute stats_##name = {					\
	.attr = __ATTR(name, 0444, stats_show, NULL),				\
	.counter = KVRRP_A_STATS_##NAME,					\
};
#define DROP_ATTR(NAME, name, text) STATS_ATTR(DROP_##NAME, drop_##name)
KVRRP_STATS_LIST(STATS_ATTR)
VRRP_DROP_LIST(DROP_ATTR)

static struct attribute *stats_attrs[] = {
#define STATS_REF(NAME, name) &stats_##name.attr.attr,
#define DROP_REF(NAME, name, text) &stats_drop_##name.attr.attr,
	KVRRP_STATS_LIST(STATS_REF)
	VRRP_DROP_LIST(DROP_REF)
	NULL
};

static const struct attribute_group stats_group = {
	.name = "stats",
	.attrs = stats_attrs,
};

static const struct attribute_group *inst_groups[] = {
	&inst_group,
	&stats_group,
	NULL
};

static const void *inst_namespace(KVRRP_CLASS_CONST struct device *dev)
{
	return to_inst(dev)->kn->net;
}

/* The last reference is gone. */
static void inst_release(struct device *dev)
{
	struct kvrrp_inst *inst = to_inst(dev);

	kvfree(rcu_dereference_protected(inst->vips, true));
	kvfree(rcu_dereference_protected(inst->installed, true));
	kfree(inst);
}

static struct class kvrrp_class = {
	.name		= "kvrrp",
	.ns_type	= &net_ns_type_operations,
	.namespace	= inst_namespace,
	.dev_groups	= inst_groups,
	.dev_release	= inst_release,
};

/**
 * kvrrp_sysfs_setup() - begin the instance's life as a device
 * @inst: new; from here on put_device() frees it
 */
void kvrrp_sysfs_setup(struct kvrrp_inst *inst)
{
	device_initialize(&inst->dev);
	inst->dev.class = &kvrrp_class;
}

/**
 * kvrrp_sysfs_add() - make /sys/class/kvrrp/NAME
 * @inst: named; the name is unique in its namespace
 *
 * May sleep. A slash in the name becomes an exclamation mark.
 *
 * Return: 0 or -errno.
 */
int kvrrp_sysfs_add(struct kvrrp_inst *inst)
{
	int err;

	err = dev_set_name(&inst->dev, "%s", inst->name);
	return err ?: device_add(&inst->dev);
}

/**
 * kvrrp_sysfs_del() - remove /sys/class/kvrrp/NAME and wait for its readers
 * @inst: added
 */
void kvrrp_sysfs_del(struct kvrrp_inst *inst)
{
	device_del(&inst->dev);
}

/**
 * kvrrp_sysfs_notify() - wake who polls `state`, send a uevent
 * @inst: added
 * @event: what happened; an uevent is sent for transitions only
 *
 * May sleep. Creation and removal have the uevents every device has.
 */
void kvrrp_sysfs_notify(struct kvrrp_inst *inst, const struct kvrrp_event *event)
{
	char vars[6][48 + KVRRP_NAME_SIZE];
	char *env[] = { vars[0], vars[1], vars[2], vars[3], vars[4], vars[5], NULL };
	struct net_device *netdev;

	if (event->state == event->old_state)
		return;
	snprintf(vars[0], sizeof(vars[0]), "KVRRP_NAME=%s", inst->name);
	snprintf(vars[1], sizeof(vars[1]), "KVRRP_STATE=%s",
		 kvrrp_state_name(event->state));
	snprintf(vars[2], sizeof(vars[2]), "KVRRP_OLD_STATE=%s",
		 kvrrp_state_name(event->old_state));
	snprintf(vars[3], sizeof(vars[3]), "KVRRP_REASON=%s",
		 kvrrp_reason_name(event->reason));
	snprintf(vars[4], sizeof(vars[4]), "KVRRP_VRID=%u", inst->vrid);
	rcu_read_lock();
	netdev = dev_get_by_index_rcu(inst->kn->net, inst->ifindex);
	snprintf(vars[5], sizeof(vars[5]), "KVRRP_INTERFACE=%s",
		 netdev ? netdev->name : "");
	rcu_read_unlock();

	sysfs_notify(&inst->dev.kobj, NULL, "state");
	kobject_uevent_env(&inst->dev.kobj, KOBJ_CHANGE, env);
}

int kvrrp_sysfs_init(void)
{
	return class_register(&kvrrp_class);
}

void kvrrp_sysfs_exit(void)
{
	class_unregister(&kvrrp_class);
}
