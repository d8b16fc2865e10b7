// SPDX-License-Identifier: GPL-2.0-or-later
/* Objects of the family as JSON for programs. */

#include <string.h>

#include "cli/format.h"
#include "cli/json.h"

static void put(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static void put_integer(json_t *object, const char *key, uint64_t value)
{
	put(object, key, json_integer(value));
}

/* "" is null. JSON is UTF-8; a name in another encoding loses what is not ASCII. */
static void put_string(json_t *object, const char *key, const char *value)
{
	char ascii[KVRRP_NAME_SIZE];
	json_t *string;
	size_t i;

	if (!value[0]) {
		put(object, key, json_null());
		return;
	}
	string = json_string(value);
	if (!string) {
		for (i = 0; value[i] && i < sizeof(ascii) - 1; i++)
			ascii[i] = (unsigned char)value[i] < 0x80 ? value[i] : '?';
		ascii[i] = '\0';
		string = json_string(ascii);
	}
	put(object, key, string);
}

static void put_ip(json_t *object, const char *key, const struct kvrrp_ip *ip)
{
	char text[KVRRP_IP_SIZE];

	put_string(object, key, ip->family ? kvrrp_format_ip(ip, text) : "");
}

static void put_time(json_t *object, const char *key, uint64_t ns)
{
	char text[KVRRP_TIME_SIZE];

	put_string(object, key, ns ? kvrrp_format_utc(ns, text) : "");
}

static json_t *address_json(const struct kvrrp_address *address)
{
	json_t *object = json_object();
	char text[KVRRP_TIME_SIZE];

	put_ip(object, "address", &address->ip);
	put_integer(object, "prefix_length", address->prefix_length);
	put_string(object, "interface", address->interface);
	put_string(object, "label", address->label);
	put_ip(object, "broadcast", &address->broadcast);
	/* an IPv6 address shows its scope itself, and the kernel asks nobody */
	put_string(object, "scope", address->ip.family == AF_INET6 ? "" :
				    kvrrp_format_scope(address->scope, text));
	put(object, "live", json_boolean(address->live));
	return object;
}

static void put_instance(json_t *object, const struct kvrrp_instance *inst)
{
	json_t *addresses = json_array();
	size_t i;

	put_string(object, "name", inst->name);
	put_string(object, "interface", inst->interface);
	put_integer(object, "ifindex", inst->ifindex);
	put_integer(object, "vrid", inst->vrid);
	put_string(object, "family", kvrrp_format_family(inst->family));
	put_integer(object, "version", inst->version);
	put_string(object, "state", kvrrp_state_name(inst->state));
	put_integer(object, "priority", inst->priority);
	put_integer(object, "effective_priority", inst->effective_priority);
	put_integer(object, "advert_interval_ms", inst->advert_interval_ms);
	put(object, "nopreempt", json_boolean(inst->nopreempt));
	put_integer(object, "preempt_delay_ms", inst->preempt_delay_ms);
	put_string(object, "auth_type", kvrrp_auth_name(inst->auth_type));
	put_ip(object, "master_address", &inst->master_address);
	/* 0 is a priority on the wire, but a master that sends it is none */
	put(object, "master_priority",
	    inst->master_priority ? json_integer(inst->master_priority) : json_null());
	put_integer(object, "master_advert_interval_ms", inst->master_advert_interval_ms);
	put_integer(object, "master_down_interval_us", inst->master_down_interval_us);
	put_integer(object, "skew_time_us", inst->skew_time_us);
	for (i = 0; i < inst->address_count; i++)
		json_array_append_new(addresses, address_json(&inst->addresses[i]));
	put(object, "addresses", addresses);
	put_time(object, "last_transition", inst->last_transition);
	put_string(object, "reason", kvrrp_reason_name(inst->reason));
	put_string(object, "reason_text", kvrrp_reason_text(inst->reason));
}

json_t *kvrrp_json_instance(const struct kvrrp_instance *inst)
{
	json_t *object = json_object();

	put_instance(object, inst);
	return object;
}

json_t *kvrrp_json_stats(const struct kvrrp_stats *stats)
{
	json_t *object = json_object();
	int attr;

	/* null: the network namespace's own, for packets that belong to no instance */
	put_string(object, "name", stats->name);
	put(object, "ifindex", stats->ifindex ? json_integer(stats->ifindex) : json_null());
	put(object, "vrid", stats->ifindex ? json_integer(stats->vrid) : json_null());
	put_string(object, "family", stats->ifindex ? kvrrp_format_family(stats->family) : "");
	for (attr = 1; attr <= KVRRP_A_STATS_MAX; attr++)
		if (kvrrp_stats_name(attr))
			put_integer(object, kvrrp_stats_name(attr), stats->value[attr]);
	return object;
}

json_t *kvrrp_json_event(enum kvrrp_event_type type, const struct kvrrp_instance *inst,
			 uint64_t when)
{
	static const char *const names[] = {
		[KVRRP_EVENT_ADD] = "add",
		[KVRRP_EVENT_DEL] = "del",
		[KVRRP_EVENT_CHANGE] = "change",
		[KVRRP_EVENT_LOST] = "lost",
	};
	json_t *object = json_object();

	put_string(object, "event", names[type]);
	put_time(object, "time", when);
	if (type == KVRRP_EVENT_LOST)
		return object;
	put_integer(object, "sequence", inst->sequence);
	if (type == KVRRP_EVENT_CHANGE)
		put_string(object, "old_state", kvrrp_state_name(inst->old_state));
	put_instance(object, inst);
	return object;
}
