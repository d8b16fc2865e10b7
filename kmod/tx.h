/* SPDX-License-Identifier: GPL-2.0-only */
/* Advertisements on their way out. */
#ifndef _KVRRP_TX_H
#define _KVRRP_TX_H

#include <linux/types.h>

struct kvrrp_inst;

void kvrrp_tx_advert(struct kvrrp_inst *inst, u8 priority);

#endif
