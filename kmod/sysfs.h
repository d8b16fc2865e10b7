/* SPDX-License-Identifier: GPL-2.0-only */
/* /sys/class/kvrrp/NAME and its uevents; docs/sysfs-class-kvrrp describes them. */
#ifndef _KVRRP_SYSFS_H
#define _KVRRP_SYSFS_H

struct kvrrp_event;
struct kvrrp_inst;

void kvrrp_sysfs_setup(struct kvrrp_inst *inst);
int kvrrp_sysfs_add(struct kvrrp_inst *inst);
void kvrrp_sysfs_del(struct kvrrp_inst *inst);
void kvrrp_sysfs_notify(struct kvrrp_inst *inst, const struct kvrrp_event *event);

int kvrrp_sysfs_init(void);
void kvrrp_sysfs_exit(void);

#endif
