/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which programs are fit to be run as this daemon. */
#ifndef KVRRP_NOTIFY_SCRIPT_H
#define KVRRP_NOTIFY_SCRIPT_H

#include <stddef.h>

#include "../config/model.h"

/* NULL, or why path must not or cannot be run. */
const char *kvrrp_script_refusal(const char *path);

/* A warning for every script of the model that will not run. */
void kvrrp_script_check_model(const struct kvrrp_model *model, struct kvrrp_diag *diag);

#endif
