/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Objects of the family as JSON for programs. Keys are the attributes' names in
 * uapi/kvrrp.yaml with underscores; enums are words, units are in the key. New
 * references, NULL without memory.
 */
#ifndef KVRRP_CLI_JSON_H
#define KVRRP_CLI_JSON_H

#include <jansson.h>

#include "kernel/client.h"

json_t *kvrrp_json_instance(const struct kvrrp_instance *inst);
json_t *kvrrp_json_history(const struct kvrrp_history *history);
json_t *kvrrp_json_stats(const struct kvrrp_stats *stats);
/* inst is NULL for KVRRP_EVENT_LOST */
json_t *kvrrp_json_event(enum kvrrp_event_type type, const struct kvrrp_instance *inst,
			 uint64_t when);

#endif
