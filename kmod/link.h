/* SPDX-License-Identifier: GPL-2.0-only */
/* Interfaces: carrier, addresses, multicast membership, and their end. */
#ifndef _KVRRP_LINK_H
#define _KVRRP_LINK_H

struct kvrrp_inst;
struct work_struct;

void kvrrp_link_join(struct kvrrp_inst *inst);
void kvrrp_link_leave(struct kvrrp_inst *inst);
void kvrrp_link_evaluate(struct kvrrp_inst *inst);
void kvrrp_link_recheck(struct work_struct *work);

int kvrrp_link_init(void);
void kvrrp_link_exit(void);

#endif
