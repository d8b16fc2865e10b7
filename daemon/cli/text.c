// SPDX-License-Identifier: GPL-2.0-or-later
/* Objects of the family as text for people. */

#include <inttypes.h>
#include <linux/rtnetlink.h>
#include <string.h>

#include "cli/format.h"
#include "cli/text.h"

/* 36.094 ms: microseconds matter below a second, and nobody counts them in hours */
static void print_us(FILE *out, const char *name, uint64_t us)
{
	fprintf(out, "  %s %" PRIu64, name, us / 1000);
	if (us % 1000)
		fprintf(out, ".%03u", (unsigned int)(us % 1000));
	fputs(" ms", out);
}

static void print_header(FILE *out, const struct kvrrp_instance *inst, uint64_t now)
{
	char since[KVRRP_TIME_SIZE], age[KVRRP_TIME_SIZE];

	fprintf(out, "%s  %s", inst->name, kvrrp_state_name(inst->state));
	if (inst->last_transition)
		fprintf(out, "  since %s (%s)",
			kvrrp_format_local(inst->last_transition, false, since),
			kvrrp_format_age(inst->last_transition, now, age));
	fprintf(out, "  %s: %s\n", kvrrp_reason_name(inst->reason), kvrrp_reason_text(inst->reason));
}

static void print_rules(FILE *out, const struct kvrrp_instance *inst)
{
	fprintf(out, "    priority %u  effective %u  advert_interval %u ms", inst->priority,
		inst->effective_priority, inst->advert_interval_ms);
	print_us(out, "master_down_interval", inst->master_down_interval_us);
	if (inst->nopreempt)
		fputs("  nopreempt", out);
	if (inst->preempt_delay_ms)
		fprintf(out, "  preempt_delay %u ms", inst->preempt_delay_ms);
	if (inst->auth_type != KVRRP_AUTH_NONE)
		fprintf(out, "  auth %s", kvrrp_auth_name(inst->auth_type));
	fputc('\n', out);
}

static void print_master(FILE *out, const struct kvrrp_instance *inst)
{
	char ip[KVRRP_IP_SIZE];

	if (!inst->master_address.family) {
		fputs("    master unknown\n", out);
		return;
	}
	fprintf(out, "    master %s", kvrrp_format_ip(&inst->master_address, ip));
	if (inst->state == KVRRP_STATE_MASTER) {
		fputs(" (this host)\n", out);
		return;
	}
	if (inst->master_priority)
		fprintf(out, "  priority %u", inst->master_priority);
	if (inst->master_advert_interval_ms)
		fprintf(out, "  advert_interval %u ms", inst->master_advert_interval_ms);
	fputc('\n', out);
}

static void print_address(FILE *out, const struct kvrrp_address *address)
{
	char text[KVRRP_IP_SIZE > KVRRP_TIME_SIZE ? KVRRP_IP_SIZE : KVRRP_TIME_SIZE];

	fprintf(out, "    address %s/%u", kvrrp_format_ip(&address->ip, text),
		address->prefix_length);
	if (address->interface[0])
		fprintf(out, " dev %s", address->interface);
	if (address->label[0])
		fprintf(out, " label %s", address->label);
	if (address->broadcast.family)
		fprintf(out, " brd %s", kvrrp_format_ip(&address->broadcast, text));
	if (address->scope != RT_SCOPE_UNIVERSE)
		fprintf(out, " scope %s", kvrrp_format_scope(address->scope, text));
	fputs(address->live ? "  live\n" : "\n", out);
}

void kvrrp_text_instance(FILE *out, const struct kvrrp_instance *inst, uint64_t now)
{
	size_t i;

	print_header(out, inst, now);
	fprintf(out, "    interface %s  vrid %u  %s  version %u\n", inst->interface, inst->vrid,
		kvrrp_format_family(inst->family), inst->version);
	print_rules(out, inst);
	print_master(out, inst);
	for (i = 0; i < inst->address_count; i++)
		print_address(out, &inst->addresses[i]);
}

void kvrrp_text_stats(FILE *out, const struct kvrrp_stats *stats)
{
	char interface[IF_NAMESIZE];
	bool any = false;
	int attr;

	if (stats->ifindex)
		fprintf(out, "%s  interface %s  vrid %u  %s\n", stats->name,
			if_indextoname(stats->ifindex, interface) ?: "gone", stats->vrid,
			kvrrp_format_family(stats->family));
	else
		fputs("packets that belong to no instance\n", out);

	/* what did not happen is left out; -j has every counter */
	for (attr = 1; attr <= KVRRP_A_STATS_MAX; attr++) {
		if (!kvrrp_stats_name(attr) || !stats->value[attr])
			continue;
		any = true;
		fprintf(out, "    %-18s %10" PRIu64 "  %s\n", kvrrp_stats_name(attr),
			stats->value[attr], kvrrp_stats_text(attr));
	}
	if (!any)
		fputs("    all counters are zero\n", out);
}

void kvrrp_text_event(FILE *out, enum kvrrp_event_type type, const struct kvrrp_instance *inst,
		      uint64_t when)
{
	char time[KVRRP_TIME_SIZE];

	fprintf(out, "%s  ", kvrrp_format_local(when, true, time));
	if (type == KVRRP_EVENT_LOST) {
		fputs("events were lost: 'kvrrp show' tells how things are now\n", out);
		return;
	}
	fprintf(out, "%s  ", inst->name);
	if (type == KVRRP_EVENT_ADD)
		fprintf(out, "added  %s", kvrrp_state_name(inst->state));
	else if (type == KVRRP_EVENT_DEL)
		fprintf(out, "removed  %s", kvrrp_state_name(inst->state));
	else if (inst->old_state == inst->state)
		fprintf(out, "%s", kvrrp_state_name(inst->state));
	else
		fprintf(out, "%s -> %s", kvrrp_state_name(inst->old_state),
			kvrrp_state_name(inst->state));
	fprintf(out, "  %s: %s  (%s vrid %u %s)\n", kvrrp_reason_name(inst->reason),
		kvrrp_reason_text(inst->reason), inst->interface, inst->vrid,
		kvrrp_format_family(inst->family));
}
