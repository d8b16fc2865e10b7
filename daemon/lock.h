/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One kvrrpd for each network namespace: a second one would take what the first one
 * configured for something that is to be removed.
 */
#ifndef KVRRP_LOCK_H
#define KVRRP_LOCK_H

/*
 * Held until the process ends, however it ends. -EEXIST: another kvrrpd has it; any
 * other error: it cannot be told.
 */
int kvrrp_lock_take(void);

#endif
