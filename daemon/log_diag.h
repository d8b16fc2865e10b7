/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with a configuration, into the log. */
#ifndef KVRRP_LOG_DIAG_H
#define KVRRP_LOG_DIAG_H

#include "config/diag.h"

/* Sorted; empties diag. */
void kvrrp_log_diag(struct kvrrp_diag *diag);

#endif
