/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Accessors: a setting's value in the type its reader wants, or an error that says
 * what was expected and what was found. They are the only way to a value.
 */
#ifndef KVRRP_CONFIG_VALUE_H
#define KVRRP_CONFIG_VALUE_H

#include "tree.h"

/* Each returns false after adding an error that names the setting. */
bool conf_get_integer(const struct conf_node *node, int64_t minimum, int64_t maximum,
		      int64_t *value, struct kvrrp_diag *diag);
/* true, false, and the strings "yes", "no", "on", "off" */
bool conf_get_boolean(const struct conf_node *node, bool *value, struct kvrrp_diag *diag);
bool conf_get_string(const struct conf_node *node, const char **value,
		     struct kvrrp_diag *diag);
/* A number of seconds, or a string with a unit; in milliseconds, none are lost. */
bool conf_get_duration(const struct conf_node *node, int64_t minimum_ms, int64_t maximum_ms,
		       int64_t *value_ms, struct kvrrp_diag *diag);
bool conf_get_group(const struct conf_node *node, struct kvrrp_diag *diag);

/* "1s", "20ms", "1.5s": milliseconds as they would be written */
char *conf_format_duration(int64_t ms);

#endif
