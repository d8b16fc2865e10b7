/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What cannot be said in one row of the schema: rules between settings and instances. */
#ifndef KVRRP_CONFIG_RULES_H
#define KVRRP_CONFIG_RULES_H

#include "model.h"
#include "tree.h"

/* One instance against itself; group is where it was read from. May change it. */
void conf_check_instance(struct kvrrp_model_instance *inst, const struct conf_node *group,
			 struct kvrrp_diag *diag);

/* Instances against each other. */
void conf_check_model(const struct kvrrp_model *model, struct kvrrp_diag *diag);

#endif
