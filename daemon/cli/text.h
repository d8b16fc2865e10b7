/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects of the family as text for people. The streams and clocks are the caller's. */
#ifndef KVRRP_CLI_TEXT_H
#define KVRRP_CLI_TEXT_H

#include <stdio.h>

#include "kernel/client.h"

/* A header line, and attributes indented below it. */
void kvrrp_text_instance(FILE *out, const struct kvrrp_instance *inst, uint64_t now);
void kvrrp_text_stats(FILE *out, const struct kvrrp_stats *stats);
/* A header line, and the transitions with their steps below it. */
void kvrrp_text_history(FILE *out, const struct kvrrp_history *history);
/* One line. inst is NULL for KVRRP_EVENT_LOST. */
void kvrrp_text_event(FILE *out, enum kvrrp_event_type type, const struct kvrrp_instance *inst,
		      uint64_t when);

#endif
