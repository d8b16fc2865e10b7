/* SPDX-License-Identifier: GPL-2.0-only */
/* Advertisements on their way in. */
#ifndef _KVRRP_RX_H
#define _KVRRP_RX_H

int kvrrp_rx_init(void);
void kvrrp_rx_exit(void);

#endif
