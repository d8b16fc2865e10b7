/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the tree to the model, by the rows of the schema. */
#ifndef KVRRP_CONFIG_READER_H
#define KVRRP_CONFIG_READER_H

#include "schema.h"
#include "tree.h"

/*
 * Fills target with the section's defaults and what group says. Everything wrong is
 * reported; what is wrong keeps its default.
 */
void conf_read_section(const struct conf_section *section, const struct conf_node *group,
		       void *target, struct kvrrp_diag *diag);

/* Reports a name that is not known here, with what was probably meant. */
void conf_report_unknown(const struct conf_node *node, const char *place,
			 const struct conf_refused *refused, const char *nearest,
			 struct kvrrp_diag *diag);

/* Calls back for each element of a section of named groups, in either form. */
void conf_each_named(const struct conf_node *section, struct kvrrp_diag *diag,
		     void (*each)(void *data, const char *name, const struct conf_node *group),
		     void *data);

#endif
